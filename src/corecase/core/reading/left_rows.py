"""Cells of tables that no rule read, each with the title of its row and the head of its column."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

from corecase.core.reading.days import WHEN, written
from corecase.core.reading.left import Offer, Spot, is_aside, words
from corecase.core.reading.left_phrases import AGAIN, RETURN
from corecase.core.reading.left_signs import INDICATORS
from corecase.core.reading.ratings import RATINGS
from corecase.core.reading.record import Record, first_words
from corecase.core.reading.scores import BAND, band_of
from corecase.core.reading.themes import AREA, STANDARD, headline_of

_FIGURE: Final = re.compile(
    r"(?P<value>\d{1,3}(?:\.\d+)?)\s?(?P<sign>%?)"
    r"(?:(?<=%)\d?\b.*|[ (]+(?:drastic|substantial|moderate|minim\w+|of|out|/|points)\b.*)?",
    re.IGNORECASE,
)
_WITHIN: Final = re.compile(r"(?<![\d.])(?P<value>\d{1,3}(?:\.\d+)?)\s?(?P<sign>%)")
_CRITERION: Final = re.compile(r"[1-3]\.[1-9]")
_SPAN: Final = re.compile(r"\d%? ?(?:to|-) ?\d")
_RATING: Final = re.compile(rf"(?P<rating>{'|'.join(RATINGS)})\b", re.IGNORECASE)
_CUT_RATING: Final = re.compile(r"^Requires improv[a-z]{0,5}-?$", re.IGNORECASE)
_WHEN: Final = re.compile(WHEN, re.IGNORECASE)
_ROLES: Final = (
    ("lowest_to_date", words(r"\blow(?:est)?\b|\bmin\b")),
    ("highest_to_date", words(r"\bhigh(?:est)?\b|\bmax\b")),
    (
        "average_to_date",
        words(
            r"\baverag|\bmean\b|\bnational\b|\bEngland\b|\bregion\b|\bfamily\b"
            r"|\ball (?:teams|services|areas|inspected|others)|inspected (?:so far|to date)"
        ),
    ),
)
_SCORE: Final = words(r"\bscor|\bcriteri|\bheadline|\bquality of|\bcomment\b|%")
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
_CELL: Final = "No rule could tell what this cell is; say what it is, or leave it."
_AVERAGE: Final = words(r"\baverages?\b|\bmeans?\b")
_TOTAL: Final = words(r"(?P<n>\d{1,2}) ?(?:/|out of|of) ?(?P<m>36)(?: points)?")
_COUNTED: Final = words(r"(?P<n>\d{1,3}|all)(?: ?/| out of| of)? (?P<m>\d{1,3})")
_STAFF: Final = words(r"\bstaff\b|\bcase managers\b|\bmanager\b|\bworkers\b")
_LEAST: Final = 4
_UNKNOWN: Final = frozenset({"headline:unplaced", "count:commentary"})
"""Of a row that names nothing one figure is offered, and stands for all of them."""


def rows(_: Record, spot: Spot) -> Iterator[Offer]:
    """The figures, bands, ratings, days and entries of a row of a table."""
    cells = spot.placed.passage.cells
    signed = any("%" in cell for cell in cells)
    at, unknown = 0, 0
    for match in RETURN.finditer(spot.text) if cells else ():
        told = {"said": match["said"]}
        yield Offer(
            measure="text:reinspection",
            start=match.start(),
            end=match.end(),
            doubt=AGAIN,
            told=told,
        )
    for column, cell in enumerate(cells):
        start = spot.text.find(cell, at) if cell else at
        at = start + len(cell)
        head = spot.heads[column] if column < len(spot.heads) else ""
        label = spot.cut + cells[0] if column else ""
        around = f"{label} {head} {spot.above}"
        if cell:
            for measure, told in _of_cell(cell, label, head, around):
                if is_aside(f"{label} {head} {cell}"):
                    break
                is_bare = "value" in told and signed and not told["unit"]
                is_unknown = measure in _UNKNOWN
                unknown += is_unknown
                if not is_bare and not (is_unknown and unknown > 1):
                    yield Offer(measure=measure, start=start, end=at, doubt=_CELL, told=told)


def _of_cell(cell: str, label: str, head: str, around: str) -> Iterator[tuple[str, dict[str, Any]]]:
    criterion = next((one for one in (label, cell) if _CRITERION.fullmatch(one)), "")
    key = headline_of(label) or headline_of(head) or headline_of(cell) or "unplaced"
    figure = _FIGURE.fullmatch(cell.strip())
    if figure and (label or figure["sign"]):
        if criterion and label:
            yield f"criterion:{criterion}", _told(figure)
        yield from _of_figure(figure, cell, key, around, f"{label} {head}")
    if points := _TOTAL.fullmatch(cell.strip()):
        told = {"value": Decimal(points["n"]), "out_of": int(points["m"])}
        yield "total:overall", told
    if counted := _COUNTED.fullmatch(cell.strip()):
        n, m = counted["n"], int(counted["m"])
        told = {"value": Decimal(m if n.lower() == "all" else n), "out_of": m}
        yield "survey:staff" if _STAFF.search(around) else "count:commentary", told
    for inner in _WITHIN.finditer(cell) if not figure and not _SPAN.search(cell) else ():
        yield from _of_figure(inner, cell, key, f"{around} {cell}", f"{label} {head} {cell}")
    for match in BAND.finditer(cell):
        yield f"headline:{key}", {"said": band_of(match["band"])}
    if _MONITORED.match(label) and not figure:
        yield "text:monitor", {"said": first_words(cell)}
    if rating := _RATING.match(_CUT_RATING.sub("requires improvement", cell.strip(" *"))):
        area = AREA.search(label) or STANDARD.search(label) or AREA.search(head)
        key = str(area.lastgroup) if area else "overall"
        yield f"rating:{key}", {"said": rating["rating"].lower()}
    is_day = _WHEN.fullmatch(cell) and not head
    if (is_day or _DATED.search(f"{label} {head}")) and not _TIMESCALE.search(head):
        for day in _WHEN.finditer(cell):
            yield "date:published", {"said": written(day[0])}
    if len(cell.split()) >= _LEAST:
        measure = next((one for one, form in _LISTED if form.search(around)), "")
        if measure:
            yield measure, {"said": first_words(cell)}


def _told(figure: re.Match[str]) -> dict[str, Any]:
    return {"value": Decimal(figure["value"]), "unit": figure["sign"] and "%"}


def _of_figure(
    figure: re.Match[str], cell: str, key: str, around: str, over: str
) -> Iterator[tuple[str, dict[str, Any]]]:
    told = _told(figure)
    indicated = next((name for name, form in INDICATORS if form.search(around)), "")
    exact = figure["sign"] or "." in figure["value"]
    if indicated and key in ("unplaced", "likelihood_of_reoffending") and exact:
        yield f"indicator:{indicated}", told
        return
    if key != "unplaced" or (figure["sign"] and _SCORE.search(f"{around} {cell}")):
        role = next((name for name, form in _ROLES if form.search(over)), "")
        yield f"{role or 'headline'}:{key}", told
        if not role and _AVERAGE.search(around):
            yield f"average_to_date:{key}", told
        return
    unknown = "headline:unplaced" if figure["sign"] else ""
    measure = next((m for m, form in _BESIDE if form.search(f"{around} {cell}")), unknown)
    if measure:
        yield measure, told
