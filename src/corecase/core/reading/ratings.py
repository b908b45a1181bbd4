"""Ratings in words of the areas of a joint inspection and of everything, and points of a total."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Final

from corecase.core.printed_facts import PrintedFact
from corecase.core.reading.names import PLACE
from corecase.core.reading.names import placed as placed_name
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
RATING: Final = re.compile(
    r"(?<!\bvery )(?<!\bquite )(?<!\btoo )\b(?P<rating>"
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
    r"|\b(?P<these>\d{1,2}) points (?:out )?of (?:a possible )?(?P<those>\d{2})\b"
    r"|\b(?:total|overall)? ?scored?\b[^.\d]{0,30}(?P<some>\d{1,2}) ?(?:/|out of) ?(?P<most>36)\b",
    re.IGNORECASE,
)
_OVERALL: Final = re.compile(
    r"\b(?:(?:rated|judged|graded) (?:it |the service |them )?(?:as )?(?:to be )?"
    r"|(?P<first>overall rating of ))"
    r"(?P<rating>requires improvement|outstanding|inadequate|good)(?P<overall> overall)?\b",
    re.IGNORECASE,
)
_WHOSE: Final = re.compile(
    rf"(?P<name>{PLACE})(?:'s)? (?:was|were|is|are|has been|had been|scored|got|received)\b"
)
_TODAYS: Final = re.compile(
    r"\b(?:requires improvement|outstanding|inadequate|36 points)\b", re.IGNORECASE
)
_TWICE: Final = "A standard of this name may stand for court or out-of-court work; say which."
_IN_TWO_DOMAINS: Final = frozenset({"assessment", "planning", "delivery", "reviewing"})
_DOMAIN: Final = re.compile(
    r"(?:(?:domain )?\w{1,5}[.:)]? +)?(?:(?P<out_of_court>out-of-court (?:disposals|work))"
    r"|(?P<court>court disposals|work with children sentenced by the courts?)"
    r"|(?P<organisation>organisational (?:delivery|arrangements)[\w ]{0,20}))",
    re.IGNORECASE,
)
_NUMBERED: Final = re.compile(r"(?:(?P<number>\d(?:\.\d)?)[.)]? +)?(?P<title>[^\d\s].{2,60})")
_ALONE: Final = re.compile(
    rf"(?P<title>[A-Z][\w -]{{3,40}}?)(?= (?:{'|'.join(RATINGS)})$).*", re.IGNORECASE
)
_WHOLE: Final = re.compile(r"overall\b", re.IGNORECASE)
_UNSURE: Final = "Decide whether this is the inspection's rating, and of what."


def rated(record: Record) -> Iterator[PrintedFact]:
    """Ratings beside the area that they are of: in tables, lists and sentences."""
    joint = record.programme in ("FJI", "") and any(_JOINT.search(p.text) for p in record.parts)
    words = any(_TODAYS.search(p.text) for p in record.parts)
    today = words and record.programme != "FJI"
    domain, over = "", ""
    for placed in record.parts:
        if placed.part in ("contents", "glossary", "context"):
            continue
        domain = _domain(placed) or domain
        for match in _TOTAL.finditer(placed.text):
            yield record.fact(
                "total:overall",
                placed.passage,
                match.start(),
                match.end(),
                value=Decimal(match["n"] or match["these"] or match["some"]),
                out_of=int(match["m"] or match["those"] or match["most"]),
                doubt=_UNSURE if _is_other(record, _up_to(placed.text, match.end())) else "",
            )
        row = _rated_row(placed) if joint else None
        if row and _is_other(record, f"{placed.heading} {placed.lead[-_LEAD:]}"):
            row = None  # a table of another inspection, or of another's: its ratings are left over
        if row and today:
            yield _standard(record, placed, row, domain)
        elif row:
            yield from _row(record, placed, row)
        elif joint and not placed.passage.cells:
            for start, sentence in sentences(placed.text):
                for fact in _sentence(record, placed, start, sentence, today):
                    yield replace(fact, doubt=fact.doubt or _below(fact, over))
        over = placed.text if len(placed.text) < _TITLE else over


def _below(fact: PrintedFact, over: str) -> str:
    """What is open of a rating of everything that stands below the title of one area."""
    titled = AREA.search(over) or STANDARD.search(over)
    is_part = fact.key == "overall" and titled is not None and titled.lastgroup != "overall"
    return _UNSURE if is_part and "overall" not in over.lower() else ""


_TITLE: Final = 70
_LEAD: Final = 160


def _domain(placed: Placed) -> str:
    """The domain of today's inspections that a heading or the title of rows opens."""
    match = _DOMAIN.fullmatch(placed.text.strip())
    return str(match.lastgroup) if match else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """What is rated in a row, its number where it has one, and its rating."""

    number: str
    title: str
    rating: re.Match[str]
    at: int


def _rated_row(placed: Placed) -> _Row | None:
    """A row of a table, or a numbered line: what is rated and nothing else, then its rating."""
    cells = [cell.strip() for cell in placed.passage.cells if cell.strip()]
    if not cells and (match := _ALONE.fullmatch(placed.text)):
        cells = [
            f"{placed.passage.mark} {match['title']}",
            placed.text[match.end("title") :].strip(),
        ]
    numbered = _NUMBERED.fullmatch(" ".join(cells[:-1]))
    match = RATING.fullmatch(cells[-1]) or _CUT.fullmatch(cells[-1]) if numbered else None
    if numbered is None or match is None or len(cells) > (3 if numbered["number"] else 2):
        return None
    return _Row(
        number=numbered["number"] or "",
        title=numbered["title"],
        rating=match,
        at=placed.text.rfind(cells[-1]),
    )


def _row(record: Record, placed: Placed, row: _Row) -> Iterator[PrintedFact]:
    area = AREA.match(row.title)
    if area:
        named = Named(key=str(area.lastgroup), start=0, end=len(row.rating[0]))
        yield _fact(record, placed, row.at, row.rating, named, unsure=False)


def _standard(record: Record, placed: Placed, row: _Row, domain: str) -> PrintedFact:
    """One of today's standards: certain where its number or its table tells its domain.

    A standard of out-of-court work bears the name of one of court work, and is offered.
    """
    place = {"1": "organisation", "2": "court", "3": "out_of_court"}.get(row.number[:1], domain)
    area = STANDARD.match(row.title)
    key = str(area.lastgroup) if area else "overall" if _WHOLE.match(row.title) else ""
    named = Named(key=key, start=0, end=len(row.rating[0]))
    is_own = key not in _IN_TWO_DOMAINS or place == "court"
    is_other = not key or (key in _IN_TWO_DOMAINS and place == "out_of_court")
    made = _fact(record, placed, row.at, row.rating, named, unsure=is_other)
    return made if is_own or is_other else replace(made, doubt=made.doubt or _TWICE)


def _sentence(
    record: Record, placed: Placed, start: int, sentence: str, today: bool
) -> Iterator[PrintedFact]:
    whole = _OVERALL.search(sentence)
    if whole and (whole["overall"] or whole["first"]) and not _NEGATED.search(sentence):
        named_all = Named(key="overall", start=whole.start(), end=whole.end())
        other = _is_other(record, sentence)
        yield _fact(record, placed, start, whole, named_all, unsure=other)
        return
    if today:
        yield from _standards(record, placed, start, sentence)
        return
    if record.programme != "FJI" and not _EXPLICIT.search(sentence):
        return
    named = list(areas(sentence))
    found = list(RATING.finditer(sentence))
    cut = _CUT.search(sentence) if not found or found[-1].end() < len(sentence) - 20 else None
    if not named or not (found or cut):
        return
    said = [*found, *([cut] if cut and cut["cut"].lower() not in RATINGS else [])]
    # Two ratings of one area are one of then and one of now.
    twice = len(said) > 1 and not _between(named, said)
    doubtful = _is_other(record, sentence) or not _RATED.search(sentence) or twice
    ends = 0
    for match in said:
        here = [one for one in named if ends <= one.start < match.start()]
        if len({one.key for one in here}) > 1:
            here = [one for one in here if one.key != "overall"]
        ends = match.end()
        unsure = doubtful or not here
        for one in here:
            yield _fact(record, placed, start, match, one, unsure)


def _up_to(text: str, end: int) -> str:
    """The words of a sentence before this character."""
    return next((text[at:end] for at, one in sentences(text) if at <= end <= at + len(one)), text)


def _between(named: list[Named], said: list[re.Match[str]]) -> bool:
    """Whether an area is named before each rating, after the rating before it."""
    ends = [0, *(match.end() for match in said)]
    return all(
        any(end <= one.start < match.start() for one in named)
        for end, match in zip(ends, said, strict=False)
    )


def _is_other(record: Record, sentence: str) -> bool:
    """Whether a sentence denies a rating, or speaks of another inspection, year or service."""
    present = f"{record.inspected} {record.published} {record.meeting}"
    years = set(re.findall(r"\b(?:19|20)\d\d\b", sentence))
    whose = [placed_name(match["name"]) for match in _WHOSE.finditer(sentence)]
    strange = any(name and name != record.subject for name in whose)
    return bool(_NEGATED.search(sentence)) or strange or any(y not in present for y in years)


def _standards(record: Record, placed: Placed, start: int, sentence: str) -> Iterator[PrintedFact]:
    """Today's standards in a sentence: offered, because their names stand in two domains."""
    ends = 0
    named = list(areas(sentence, STANDARD)) if not _is_other(record, sentence) else []
    found: list[re.Match[str]] = list(RATING.finditer(sentence))
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
    # What names nothing that is rated is offered as words, so that no rating is made of it.
    measure = f"rating:{one.key}" if one.key else "text:rating"
    return record.fact(
        measure, placed.passage, start + one.start, start + match.end(), said=said, **told
    )
