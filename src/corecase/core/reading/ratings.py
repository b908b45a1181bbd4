"""Ratings in words of the areas of a joint inspection and of everything, and points of a total."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

from corecase.core.printed_facts import PrintedFact
from corecase.core.reading.outline import Placed
from corecase.core.reading.prose import sentences
from corecase.core.reading.record import Record
from corecase.core.reading.themes import AREA, Named, areas

RATINGS: Final = (
    "requires improvement", "unsatisfactory", "satisfactory", "outstanding", "inadequate", "good", "poor",
)
_RATING: Final = re.compile(r"\b(?P<rating>" + "|".join(RATINGS) + r")\b(?! (?:practice|quality|work|standard|enough"
                            r"|relationship|progress|example|use|understanding|level|range|reason|order|deal))",
                            re.IGNORECASE)
_CUT: Final = re.compile(r"\b(?P<cut>unsati\w{0,8}|satisf\w{0,6}|outstan\w{0,5}|inadeq\w{0,4}|requires improv\w{0,6})\W*$",
                         re.IGNORECASE)
_RATED: Final = re.compile(
    r"\b(?:rated|judged|rating|assessed|graded|found to be|was|were|is|as|overall)\b|[:\-\t]", re.IGNORECASE
)
_JOINT: Final = re.compile(r"\b(?:rat(?:ed|ing|ings)|judged|graded|joint inspection|FJI)\b", re.IGNORECASE)
_NEGATED: Final = re.compile(
    r"\b(?:not|never|no longer|would|could|previous(?:ly)?|last|earlier|from|example|if|Ofsted|CQC|Estyn|HMIC"
    r"|school|nursery|adoption|fostering|children's services (?:were|was)|target|aim)\b",
    re.IGNORECASE,
)
_TOTAL: Final = re.compile(
    r"\b(?:total|overall)?\s*(?:score|points?)\b[^.\d]{0,30}(?P<n>\d{1,2}) ?(?:/|out of) ?(?P<m>36)\b", re.IGNORECASE
)
_UNSURE: Final = "Decide whether this is the inspection's rating, and of what."


def rated(record: Record) -> Iterator[PrintedFact]:
    """Ratings beside the area that they are of: in tables, lists and sentences."""
    joint = record.programme in ("FJI", "") and any(_JOINT.search(p.text) for p in record.parts)
    for placed in record.parts:
        if placed.part in ("contents", "glossary", "context"):
            continue
        for match in _TOTAL.finditer(placed.text):
            yield record.fact("total:overall", placed.passage, match.start(), match.end(),
                              value=Decimal(match["n"]), out_of=int(match["m"]))
        if joint and placed.passage.cells:
            yield from _row(record, placed)
        elif joint:
            for start, sentence in sentences(placed.text):
                yield from _sentence(record, placed, start, sentence)


def _row(record: Record, placed: Placed) -> Iterator[PrintedFact]:
    """A row of a table: an area and nothing else, then its rating."""
    cells = [cell.strip() for cell in placed.passage.cells if cell.strip()]
    area = AREA.match(cells[0]) if len(cells) == 2 else None
    if area is None:
        return
    match = re.fullmatch(_RATING, cells[1]) or _CUT.fullmatch(cells[1])
    at = placed.text.find(cells[1], len(cells[0]))
    if match:
        key = str(area.lastgroup)
        yield _fact(record, placed, at, match, Named(key=key, start=0, end=len(cells[1])), unsure=False)


def _sentence(record: Record, placed: Placed, start: int, sentence: str) -> Iterator[PrintedFact]:
    named = [one for one in areas(sentence)]
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
    return record.fact(measure, placed.passage, start + one.start, start + match.end(), said=said, **told)
