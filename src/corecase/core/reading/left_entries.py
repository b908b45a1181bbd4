"""Entries below words that say what they are, findings behind a colon, and titles."""

import re
from collections.abc import Iterator
from typing import Final

from corecase.core.reading.asides import is_aside
from corecase.core.reading.left import OF_ENTRIES, Offer, Spot, headed, words
from corecase.core.reading.record import first_words

_PAPER: Final = words(r"\b(?:report|paper|briefing|update|digest|review|summary|performance)\b")
_FIRST: Final = 6  # lines in which a paper without an inspection has its title
_NO_TITLE: Final = words(
    r"(?:to|from|cc|copy(?: to| list)?|by|by our .*|present|contact|dear|source|tel(?:ephone)?)\b:?"
    r"(?=.* (?:chair|director|inspector|correspondent|reporter|head|member)\b)|.*:$"
    r"|HM(?:I| Inspectorate of) Probation$|for comparison$"
    r"|report (?:to|of|by):? (?:the )?(?:[\w-]+ ){0,3}(?:cabinet|committee|panel|board"
    r"|director|head)\b"
)
_TITLE: Final = words(
    r"youth (?:offending|justice)|\bY[OJ][ST]s?\b|inspect(?:ion|ors|ed|s)\b|screening"
    r"|improvement plan"
    r"|offending (?:team|service)"
)
_ENTRY: Final = "It stands in a list or below a heading; say what it is."
_LEAST: Final = 2
_TITLE_LEAST: Final = 3
_OUGHT: Final = words(
    r"\b(?:should|must|needs? to|ought|ensure|make sure|recommend\w*|is to|are to)\b"
)
_SHORT: Final = 30


def entries(spot: Spot) -> Iterator[Offer]:
    """The title, the entries of lists, and findings behind a colon."""
    yield from _entry(spot)
    yield from _run_in(spot)
    yield from _title(spot)


def _entry(spot: Spot) -> Iterator[Offer]:
    """An entry of a list, or a paragraph, below words that say what it is."""
    placed = spot.placed
    of_plan = _of_plan(spot)
    is_head = placed.is_heading or (headed(placed) and not spot.is_bare_entry)
    if (is_head and not of_plan) or len(spot.text.split()) < _LEAST:
        return
    kind = of_plan or spot.entry or ("finding:area" if _may_be_found(spot) else "")
    if not kind or spot.text.endswith(":"):
        return
    if not placed.passage.is_listed and kind == "recommendation" and not _OUGHT.search(spot.text):
        return
    mark = placed.passage.mark
    number = f":{mark if mark.isdigit() else 0}" if kind in ("recommendation", "action") else ""
    yield Offer(
        measure=f"{kind}{number}",
        start=0,
        end=80,
        doubt=_ENTRY,
        told={"said": first_words(spot.text)},
    )


def _of_plan(spot: Spot) -> str:
    """A number with its words between the rows of a table of actions names one of its areas."""
    is_numbered = spot.placed.passage.mark.isdigit() and not spot.placed.passage.cells
    return "action" if is_numbered and any(_ACTIONS.match(head) for head in spot.heads) else ""


_ACTIONS: Final = words(r"\W*(?:action|what we will do|task|step)s?\b")


def _run_in(spot: Spot) -> Iterator[Offer]:
    """Findings behind a colon: "Good points: reports were thorough; victims were seen"."""
    opened = _OPENED.match(spot.text)
    lead = opened["lead"] if opened else ""
    kind = next((kind for kind, form in OF_ENTRIES if form.search(lead)), "")
    for piece in _PIECE.finditer(spot.text, len(lead) + 1) if "finding" in kind else ():
        yield Offer(
            measure=kind,
            start=piece.start(),
            end=piece.end(),
            doubt=_ENTRY,
            told={"said": first_words(piece[0])},
        )


_OPENED: Final = re.compile(r"(?P<lead>[A-Z][^:.;]{3,50}):(?= \S)")
_PIECE: Final = re.compile(r"(?<=[:;] )[^;]{12,}")


def _may_be_found(spot: Spot) -> bool:
    """Whether an entry of a list of which nothing is known may be something that was found."""
    numbered = "." in spot.placed.passage.mark
    return (
        spot.placed.passage.is_listed
        and not numbered
        and len(spot.text.split()) <= _SHORT
        and not is_aside(spot.text)
    )


def _title(spot: Spot) -> Iterator[Offer]:
    first = spot.placed.passage.line.number <= _FIRST
    named = _TITLE.search(spot.text) or (first and _PAPER.search(spot.text))
    known = spot.placed.is_heading and spot.placed.part not in ("plan", "section")
    is_title = headed(spot.placed) and not known and not _NO_TITLE.match(spot.text.strip())
    if is_title and named and len(spot.text.split()) >= _TITLE_LEAST:
        yield Offer(
            measure="text:title",
            start=0,
            end=80,
            doubt="It stands where a title does; check it.",
            told={"said": first_words(spot.text)},
        )
