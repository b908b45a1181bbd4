"""What children, parents and victims answered: how many sent an answer, and how many said what."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

from corecase.core.printed_facts import PrintedFact
from corecase.core.reading.counting import counted, figure
from corecase.core.reading.outline import Placed
from corecase.core.reading.quantities import NUMBER, number
from corecase.core.reading.record import Record

_WHO: Final = (
    ("victims", r"victims?"),
    ("parents", r"parents?(?:/carers?| and carers?| or carers?)?|carers?"),
    ("children", r"children and young people|young people|children"),
)
_SENT: Final = r"(?:completed|returned|filled in|answered|responded to|took part in)"
_SHEET: Final = r"(?:questionnaires?|surveys?)"
_RETURNED: Final = tuple(
    (
        who,
        re.compile(
            rf"\b(?P<n>{NUMBER}) (?:of the )?(?:{words}) {_SENT} (?:a |an |the "
            rf"|our )?(?:{_SHEET}|questions)"
            rf"|\b(?P<k>{NUMBER}) (?:{words}) (?:answered|replied|wrote back)(?=[.,;]| and\b)"
            rf"|\b(?P<told>{NUMBER}) (?:{words}) told (?:the )?(?:inspectors|us) what\b"
            rf"|\b(?P<m>{NUMBER}) {_SHEET} (?:were )?(?:completed|returned|received) (?:by"
            rf"|from) (?:{words})"
            rf"|\b{_SHEET} (?:came (?:back|in)|were (?:completed|returned|received)) (?:by|from)"
            rf" (?P<back>{NUMBER}) (?:{words})",
            re.IGNORECASE,
        ),
    )
    for who, words in _WHO
)
_ALL: Final = re.compile(
    r"^all (?:the |of the |those )?(?:children|young|victims|parents|those|who)", re.IGNORECASE
)

_ASKED: Final = re.compile(r"question|survey|answered|wrote back|replied|told", re.IGNORECASE)
_ALL_HAD: Final = re.compile(r"\ball had been\b", re.IGNORECASE)


def surveyed(record: Record) -> Iterator[PrintedFact]:
    """How many of each group answered, and the counts of their answers."""
    last, asked = "", set[str]()
    for placed in record.parts:
        if placed.passage.cells or placed.is_heading or placed.part in ("contents", "glossary"):
            continue
        returned = list(_returned(record, placed))
        yield from returned
        asked |= {fact.key.removesuffix("_returned") for fact in returned}
        who = placed.part.partition(":")[2] if placed.part.startswith("survey:") else ""
        last = "" if placed.part != "survey" else next(_groups(placed.text), last)
        if who and not returned:
            for fact in _answers(record, placed, who):
                based = fact.out_of is not None or who not in asked
                yield replace(fact, doubt=fact.doubt or ("" if based else _NO_BASE))
        elif last and not returned:
            for fact in _answers(record, placed, last):
                yield replace(fact, doubt=fact.doubt or _COUNTED_HERE)
        elif returned:
            yield from _after(record, placed)


def _returned(record: Record, placed: Placed) -> Iterator[PrintedFact]:
    for who, match in _matches(placed.text):
        yield record.fact(
            f"survey:{who}_returned",
            placed.passage,
            match.start(),
            match.end(),
            value=Decimal(_n(match)),
        )


def _matches(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    """Who answered, with the words that say how many."""
    for who, pattern in _RETURNED if _ASKED.search(text) else ():
        for match in pattern.finditer(text):
            yield who, match


def _n(match: re.Match[str]) -> int:
    return number(match["n"] or match["m"] or match["k"] or match["told"] or match["back"])


def _groups(text: str) -> Iterator[str]:
    """Of whom it is told how many answered."""
    return (who for who, _ in _matches(text))


def _after(record: Record, placed: Placed) -> Iterator[PrintedFact]:
    """What is counted behind "Twelve children answered our questions", of the same or of others."""
    who, match = next(_matches(placed.text))
    for one in counted(placed.text):
        if one.start < match.end() or one.quantity.unit == "percent" or "want" in one.before:
            continue
        near = placed.text[one.start : one.end + 30]
        asked = next((group for group, words in _WHO if re.search(rf"\b(?:{words})\b", near)), who)
        told: dict[str, Any] = figure(one)
        if told["value"] is None:
            told |= {"value": _n(match) - one.quantity.low, "out_of": _n(match)}
        told["doubt"] = _COUNTED_HERE
        yield record.fact(f"survey:{asked}", placed.passage, one.start, one.end, **told)
    yield from _of_them(record, placed, who, match)


def _of_them(
    record: Record, placed: Placed, who: str, match: re.Match[str]
) -> Iterator[PrintedFact]:
    """A number that names nobody, in the sentence of those who answered or right after it."""
    for count in _THEY.finditer(placed.text, match.end()):
        if number(count["n"]) <= _n(match):
            yield record.fact(
                f"survey:{who}",
                placed.passage,
                count.start(),
                count.end(),
                value=Decimal(number(count["n"])),
                out_of=_n(match),
                doubt=_COUNTED_HERE,
            )


_THEY: Final = re.compile(
    rf"(?:,|;|\.) (?:and )?(?P<n>{NUMBER})(?: of them)? (?:were|knew|had|felt|said|thought)\b",
    re.IGNORECASE,
)
_NO_BASE: Final = "It is told how many answered; say whether this is of them."
_COUNTED_HERE: Final = "Counted behind those who answered; check that it is of them."


def _answers(record: Record, placed: Placed, who: str) -> Iterator[PrintedFact]:
    made = list(counted(placed.text))
    if not made and (_ALL.match(placed.text) or _ALL_HAD.search(placed.text)):
        yield record.fact(f"survey:{who}", placed.passage, 0, 40, value=Decimal(100), unit="%")
    for one in made:
        told: dict[str, Any] = figure(one)
        if told["value"] is None:
            told["said"] = one.sentence[one.quantity.start : one.quantity.end]
        yield record.fact(f"survey:{who}", placed.passage, one.start, one.end, **told)
