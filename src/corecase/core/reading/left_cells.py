"""A cell of a table that no rule read: what it may be, by the title of its row and its head."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from corecase.core.reading.days import MONTHS, WHEN, written
from corecase.core.reading.left import words
from corecase.core.reading.left_signs import INDICATORS
from corecase.core.reading.ratings import RATINGS
from corecase.core.reading.record import first_words
from corecase.core.reading.scores import BAND, band_of
from corecase.core.reading.themes import AREA, STANDARD, headline_of

_FIGURE: Final = re.compile(
    r"(?P<value>\d{1,3}(?:\.\d+)?)\s?(?P<sign>%?)"
    r"(?:(?<=%)\d?\b.*|[ (]+(?:dra\w*|sub\w*|mod\w*|min\w*|of|out|/|points)\b.*)?",
    re.IGNORECASE,
)
_WITHIN: Final = re.compile(r"(?<![\d.])(?P<value>\d{1,3}(?:\.\d+)?)\s?(?P<sign>%)")
_CRITERION: Final = re.compile(r"[1-3]\.[1-9]")
_SECTION: Final = re.compile(r"[1-3](?=\W+[A-Z])")
_SPAN: Final = re.compile(r"\d%? ?(?:to|-) ?\d")
_RATING: Final = re.compile(rf"(?P<rating>{'|'.join(RATINGS)})\b", re.IGNORECASE)
_CUT_RATING: Final = words(r"(?:requires impr|unsat|satis|outst|inade)[a-z]*-?")
_DAY: Final = re.compile(rf"\b\d{{1,2}}(?:st|nd|rd|th)? (?:{MONTHS})\b")
_WHEN: Final = re.compile(WHEN, re.IGNORECASE)
_SITTING: Final = re.compile(
    rf"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? (?P<day>{WHEN})(?=,? (?:at )?\d|$)",
    re.IGNORECASE,
)
_ROLES: Final = (
    ("lowest_to_date", words(r"\blow(?:est)?\b|\bmin\b|\b(?:worst|poorest)\b")),
    ("highest_to_date", words(r"\bhigh(?:est)?\b|\bmax\b|\bbest\b")),
    (
        "average_to_date",
        words(
            r"\baverag|\btypical|\bmean\b|\bnational\b|\bEng(?:land)?\b|\breg(?:ion)?\b|\bfam(?:ily)?\b|\bnat\b"
            r"|^\W*all\W*$"
            r"|\ball (?:teams|services|areas|inspected|others)|inspected (?:so far|to date)"
        ),
    ),
)
_SCORED: Final = words(r"\bscor|\bcriteri|\bheadline|\bquality of|\bcomment\b|%")
_SURVEY: Final = words(
    r"\bchildren\b|\byoung people\b|\bparents?\b|\bvictims?\b|\bcarers?\b|\bsaid\b"
)
_CASES: Final = words(r"\bcases?\b|\bplans?\b|\breviews?\b|\breports?\b|\bassessments?\b|\bcustod")
_POINTS: Final = words(r"\bpoints?\b|\btotal\b|\b36\b|\bout of\b")
_BESIDE: Final = (
    ("total:overall", _POINTS),
    ("survey:children", _SURVEY),
    ("count:commentary", _CASES),
)
_DATED: Final = words(
    r"inspect|publish|fieldwork|report|\bdate|visit|meeting|when|screening|month|week|year|period"
)
_TIMESCALE: Final = words(r"by when|timescale|deadline|target date|completion")
_LISTED: Final = (
    ("recommendation:0", words(r"\brecommend")),
    ("action:0", words(r"\baction|\bwhat we will do|\btask|\bstep")),
    ("finding:strength", words(r"\bstrength|\bgood\b|\bwell\b")),
    ("finding:area", words(r"\bfinding|\bimprove|\bweak|\bissue|\bconcern")),
)
_MONITORED: Final = words(r"(?:to be )?(?:monitored|overseen|reviewed|watched) by\b")
_AVERAGE: Final = words(r"\baverages?\b|\bmeans?\b")
_TOTAL: Final = words(r"(?:score:? )?(?P<n>\d{1,2}) ?(?:/|out of|of) ?(?P<m>36)(?: points)?")
_COUNTED: Final = words(r"(?P<n>\d{1,3}|all)(?: ?/| out of| of)? (?P<m>\d{1,3})")
_OF_CASES: Final = words(r"\b(?:cases|sample|files)\b")
_STAFF: Final = words(r"\bstaff\b|\bcase managers\b|\bmanager\b|\bworkers\b")
_LEAST: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell with the title of its row, the head of its column, and all the words around it.

    `is_among` says that its row has other figures.
    """

    text: str
    label: str
    head: str
    above: str
    is_among: bool

    @property
    def around(self) -> str:
        """The words that say what it is."""
        return f"{self.label} {self.head} {self.above}"

    @property
    def key(self) -> str:
        """The headline that its row, its column or it itself names."""
        named = (headline_of(one) for one in (self.label, self.head, self.text))
        return next(filter(None, named), "unplaced")


Made = tuple[str, dict[str, Any]]


def of_cell(cell: Cell) -> Iterator[Made]:
    """What a cell may be, each with its figure or words."""
    yield from _figures(cell)
    yield from _counts(cell)
    yield from _judged(cell)
    if sitting := _SITTING.match(cell.text):
        yield "date:meeting", {"said": written(sitting["day"])}
    is_day = _WHEN.fullmatch(cell.text)
    if (is_day or _DATED.search(f"{cell.label} {cell.head}")) and not _TIMESCALE.search(cell.head):
        for day in (_WHEN if _WHEN.search(cell.text) else _DAY).finditer(cell.text):
            yield "date:published", {"said": written(day[0])}
    if len(cell.text.split()) >= _LEAST:
        measure = next((one for one, form in _LISTED if form.search(cell.around)), "")
        if measure:
            yield measure, {"said": first_words(cell.text)}


def _figures(cell: Cell) -> Iterator[Made]:
    figure = _FIGURE.fullmatch(cell.text.strip())
    if figure and (cell.label or figure["sign"]):
        criterion = _CRITERION.fullmatch(cell.label)
        if criterion:
            yield f"criterion:{criterion[0]}", _told(figure)
        section = _SECTION.match(cell.label) if "section" in cell.above.lower() else None
        if section:
            yield f"section:{section[0]}", _told(figure)
        yield from _of_figure(figure, cell, f"{cell.label} {cell.head}")
    if not figure and not _SPAN.search(cell.text):
        for inner in _WITHIN.finditer(cell.text):
            yield from _of_figure(inner, cell, f"{cell.label} {cell.head} {cell.text}")


def _counts(cell: Cell) -> Iterator[Made]:
    """Points of a total and counts with their base: "31/36", "7 of 9", "all 9"."""
    points = _TOTAL.fullmatch(cell.text.strip())
    if points:
        yield "total:overall", {"value": Decimal(points["n"]), "out_of": int(points["m"])}
    if cell.text.isdigit() and _OF_CASES.search(cell.head):
        yield "count:cases", {"value": Decimal(cell.text), "out_of": None}
    counted = _COUNTED.fullmatch(cell.text.strip())
    if counted:
        base = int(counted["m"])
        value = Decimal(base if counted["n"].lower() == "all" else counted["n"])
        is_staff = _STAFF.search(cell.around)
        measure = "survey:staff" if is_staff else "count:commentary"
        yield measure, {"value": value, "out_of": base}


def _judged(cell: Cell) -> Iterator[Made]:
    """Bands, ratings, and who watches over a plan."""
    for match in BAND.finditer(cell.text):
        yield f"headline:{cell.key}", {"said": band_of(match["band"])}
    if _MONITORED.match(cell.label) and not _FIGURE.fullmatch(cell.text.strip()):
        yield "text:monitor", {"said": first_words(cell.text)}
    told = cell.text.strip(" *")
    cut = _CUT_RATING.fullmatch(told)
    whole = next((one for one in RATINGS if cut and one.startswith(told.lower().strip("-."))), told)
    if rating := _RATING.match(whole):
        area = AREA.search(cell.label) or STANDARD.search(cell.label) or AREA.search(cell.head)
        key = str(area.lastgroup) if area else "overall"
        yield f"rating:{key}", {"said": rating["rating"].lower()}


def _told(figure: re.Match[str]) -> dict[str, Any]:
    return {"value": Decimal(figure["value"]), "unit": figure["sign"] and "%"}


def _of_figure(figure: re.Match[str], cell: Cell, over: str) -> Iterator[Made]:
    told = _told(figure)
    around = f"{cell.around} {cell.text}"
    indicated = next((name for name, form in INDICATORS if form.search(around)), "")
    exact = figure["sign"] or "." in figure["value"]
    if indicated and cell.key in ("unplaced", "likelihood_of_reoffending") and exact:
        yield f"indicator:{indicated}", told
    elif cell.key != "unplaced" or (figure["sign"] and _SCORED.search(around)):
        yield from _of_score(cell, over, told)
    else:
        unknown = "headline:unplaced" if figure["sign"] else ""
        measure = next((m for m, form in _BESIDE if form.search(around)), unknown)
        if measure:
            yield measure, told


def _of_score(cell: Cell, over: str, told: dict[str, Any]) -> Iterator[Made]:
    """A score or a comparator; any of them where several figures stand without a head."""
    role = next((name for name, form in _ROLES if form.search(over)), "")
    yield f"{role or 'headline'}:{cell.key}", told
    if role:
        return
    if cell.is_among and not cell.head and cell.key != "unplaced":
        yield from ((f"{name}:{cell.key}", told) for name, _ in _ROLES)
    elif _AVERAGE.search(cell.around):
        yield f"average_to_date:{cell.key}", told
