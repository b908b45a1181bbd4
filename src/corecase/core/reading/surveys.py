"""What children, parents and victims answered: how many sent an answer, and how many said what."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

from corecase.core.printed_facts import PrintedFact
from corecase.core.reading.findings import counted, figure
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
            rf"\b(?P<n>{NUMBER}) (?:of the )?(?:{words}) {_SENT} (?:a |an |the |our )?(?:{_SHEET}|questions)"
            rf"|\b(?P<m>{NUMBER}) {_SHEET} (?:were )?(?:completed|returned|received) (?:by|from) (?:{words})",
            re.IGNORECASE,
        ),
    )
    for who, words in _WHO
)
_ALL: Final = re.compile(r"^all (?:the |of the |those )?(?:children|young|victims|parents|those|who)", re.IGNORECASE)

_ALL_HAD: Final = re.compile(r"\ball had been\b", re.IGNORECASE)


def surveyed(record: Record) -> Iterator[PrintedFact]:
    """How many of each group answered, and the counts of their answers."""
    for placed in record.parts:
        if placed.passage.cells or placed.is_heading or placed.part in ("contents", "glossary"):
            continue
        returned = list(_returned(record, placed))
        yield from returned
        who = placed.part.partition(":")[2] if placed.part.startswith("survey:") else ""
        if who and not returned:
            yield from _answers(record, placed, who)
        elif returned and not who:
            yield from _after(record, placed, returned[0].key.removesuffix("_returned"))


def _returned(record: Record, placed: Placed) -> Iterator[PrintedFact]:
    for who, pattern in _RETURNED:
        for match in pattern.finditer(placed.text):
            yield record.fact(
                f"survey:{who}_returned",
                placed.passage,
                match.start(),
                match.end(),
                value=Decimal(number(match["n"] or match["m"])),
            )


def _after(record: Record, placed: Placed, who: str) -> Iterator[PrintedFact]:
    """What is counted behind "Twelve children answered our questions", of the same or of others."""
    base = next(iter(_returned(record, placed))).value
    for one in list(counted(placed.text))[1:]:
        if one.quantity.unit == "percent" or "want" in one.before:
            continue
        near = placed.text[one.start : one.end + 30]
        asked = next((group for group, words in _WHO if re.search(rf"\b(?:{words})\b", near)), who)
        told: dict[str, Any] = figure(one)
        if told["value"] is None and base is not None:
            told |= {"value": base - one.quantity.low, "out_of": int(base)}
        told["doubt"] = _COUNTED_HERE
        yield record.fact(f"survey:{asked}", placed.passage, one.start, one.end, **told)


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
