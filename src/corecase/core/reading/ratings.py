"""Ratings in words of the areas of a joint inspection and of everything, and points of a total."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

from corecase.core.printed_facts import PrintedFact
from corecase.core.reading.outline import Placed
from corecase.core.reading.record import Record
from corecase.core.reading.sentences import sentences
from corecase.core.reading.themes import AREA, STANDARD, Named, areas

RATINGS: Final = (
    "requires improvement",
    "unsatisfactory",
    "satisfactory",
    "outstanding",
    "inadequate",
    "good",
    "poor",
)
_RATING: Final = re.compile(
    r"(?<!very )(?<!quite )(?<!too )\b(?P<rating>"
    + "|".join(RATINGS)
    + r")\b(?! (?:practice|quality|work|standard|enough"
    r"|relationship|progress|example|use|understanding|level|range|reason|order|deal))",
    re.IGNORECASE,
)
_CUT: Final = re.compile(
    r"\b(?P<cut>unsati\w{0,8}|satisf\w{0,6}|outstan\w{0,5}|inadeq\w{0,4}"
    r"|requires improv\w{0,6})\W*$",
    re.IGNORECASE,
)
_RATED: Final = re.compile(
    r"\b(?:rated|judged|rating|assessed|graded|found to be|was|were|is|as|overall)\b|[:\-\t]",
    re.IGNORECASE,
)
_EXPLICIT: Final = re.compile(r"\brat(?:ed|ing|ings)\b", re.IGNORECASE)
_JOINT: Final = re.compile(
    r"\b(?:rat(?:ed|ing|ings)|judged|graded|joint inspection|FJI)\b", re.IGNORECASE
)
_NEGATED: Final = re.compile(
    r"\b(?:not|never|no longer|would|could|previous(?:ly)?|last|earlier|from|example|if|Ofsted"
    r"|CQC|Estyn|HMIC"
    r"|school|nursery|adoption|fostering|children's services (?:were|was)|target|aim)\b",
    re.IGNORECASE,
)
_TOTAL: Final = re.compile(
    r"\b(?P<n>\d{1,2}) (?:out )?of (?P<m>\d{2}) points\b"
    r"|\b(?P<these>\d{1,2}) points (?:out )?of (?P<those>\d{2})\b"
    r"|\b(?:total|overall)? ?score\b[^.\d]{0,30}(?P<some>\d{1,2}) ?(?:/|out of) ?(?P<most>36)\b",
    re.IGNORECASE,
)
_OVERALL: Final = re.compile(
    r"\b(?:(?:rated|judged|graded) (?:it |the service |them )?(?:as )?(?:to be )?"
    r"|(?P<first>overall rating of ))"
    r"(?P<rating>requires improvement|outstanding|inadequate|good)(?P<overall> overall)?\b",
    re.IGNORECASE,
)
_TODAYS: Final = re.compile(
    r"\b(?:requires improvement|outstanding|inadequate|36 points)\b", re.IGNORECASE
)
_TWICE: Final = "A standard of this name may stand for court or out-of-court work; say which."
_UNSURE: Final = "Decide whether this is the inspection's rating, and of what."


def rated(record: Record) -> Iterator[PrintedFact]:
    """Ratings beside the area that they are of: in tables, lists and sentences."""
    joint = record.programme in ("FJI", "") and any(_JOINT.search(p.text) for p in record.parts)
    words = any(_TODAYS.search(p.text) for p in record.parts)
    today = words and record.programme != "FJI"
    for placed in record.parts:
        if placed.part in ("contents", "glossary", "context"):
            continue
        for match in _TOTAL.finditer(placed.text):
            yield record.fact(
                "total:overall",
                placed.passage,
                match.start(),
                match.end(),
                value=Decimal(match["n"] or match["these"] or match["some"]),
                out_of=int(match["m"] or match["those"] or match["most"]),
            )
        if joint and placed.passage.cells:
            yield from _row(record, placed, today)
        elif joint:
            for start, sentence in sentences(placed.text):
                yield from _sentence(record, placed, start, sentence, today)


def _row(record: Record, placed: Placed, today: bool) -> Iterator[PrintedFact]:
    """A row of a table: an area and nothing else, then its rating."""
    cells = [cell.strip() for cell in placed.passage.cells if cell.strip()]
    area = (STANDARD if today else AREA).match(cells[0]) if len(cells) == 2 else None
    if area is None:
        return
    match = re.fullmatch(_RATING, cells[1]) or _CUT.fullmatch(cells[1])
    at = placed.text.find(cells[1], len(cells[0]))
    if match:
        key = str(area.lastgroup)
        yield _fact(
            record, placed, at, match, Named(key=key, start=0, end=len(cells[1])), unsure=False
        )


def _sentence(
    record: Record, placed: Placed, start: int, sentence: str, today: bool
) -> Iterator[PrintedFact]:
    whole = _OVERALL.search(sentence)
    if whole and (whole["overall"] or whole["first"]) and not _NEGATED.search(sentence):
        named_all = Named(key="overall", start=whole.start(), end=whole.end())
        yield _fact(record, placed, start, whole, named_all, unsure=False)
        return
    if today:
        yield from _standards(record, placed, start, sentence)
        return
    if record.programme != "FJI" and not _EXPLICIT.search(sentence):
        return
    named = list(areas(sentence))
    found = list(_RATING.finditer(sentence))
    cut = _CUT.search(sentence) if not found or found[-1].end() < len(sentence) - 20 else None
    if not named or not (found or cut):
        return
    doubtful = bool(_NEGATED.search(sentence)) or not _RATED.search(sentence)
    ends = 0
    for match in [*found, *([cut] if cut and cut["cut"].lower() not in RATINGS else [])]:
        here = [one for one in named if ends <= one.start < match.start()]
        if len({one.key for one in here}) > 1:
            here = [one for one in here if one.key != "overall"]
        ends = match.end()
        unsure = doubtful or not here
        for one in here:
            yield _fact(record, placed, start, match, one, unsure)


def _standards(record: Record, placed: Placed, start: int, sentence: str) -> Iterator[PrintedFact]:
    """Today's standards in a sentence: offered, because their names stand in two domains."""
    ends = 0
    named = list(areas(sentence, STANDARD)) if not _NEGATED.search(sentence) else []
    found: list[re.Match[str]] = list(_RATING.finditer(sentence))
    cut = _CUT.search(sentence)
    for match in [*found, *([cut] if cut and cut["cut"].lower() not in RATINGS else [])]:
        for one in [one for one in named if ends <= one.start < match.start()][-1:]:
            made = _fact(record, placed, start, match, one, unsure=False)
            yield replace(made, doubt=made.doubt or _TWICE)
        ends = match.end()


def _fact(
    record: Record, placed: Placed, start: int, match: re.Match[str], one: Named, unsure: bool
) -> PrintedFact:
    groups = match.groupdict()
    told: dict[str, Any] = {"doubt": _UNSURE if unsure else ""}
    said = (groups.get("rating") or "").lower()
    if not said:
        whole = [rating for rating in RATINGS if rating.startswith(groups["cut"].lower())]
        said = whole[0] if len(whole) == 1 else groups["cut"].lower()
        told["doubt"] = "The word is cut; check the rating."
    # What may not be a rating at all is offered as words, so that no rating is made of it.
    measure = "text:rating" if unsure else f"rating:{one.key}"
    return record.fact(
        measure, placed.passage, start + one.start, start + match.end(), said=said, **told
    )
