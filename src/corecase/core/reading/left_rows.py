"""Cells of tables that no rule read, each with the title of its row and the head of its column."""

import re
from collections.abc import Iterator
from typing import Final

from corecase.core.reading.asides import is_aside
from corecase.core.reading.left import Offer, Spot
from corecase.core.reading.left_cells import Cell, of_cell
from corecase.core.reading.left_phrases import AGAIN, RETURN
from corecase.core.reading.record import Record

_CELL: Final = "No rule could tell what this cell is; say what it is, or leave it."
_CUT: Final = re.compile(r"(?<=[a-z])- (?=[a-z])")
_UNKNOWN: Final = frozenset({"headline:unplaced", "count:commentary"})
"""Of a row that names nothing one figure is offered, and stands for all of them."""


def rows(_: Record, spot: Spot) -> Iterator[Offer]:
    """The figures, bands, ratings, days and entries of a row of a table."""
    cells = spot.placed.passage.cells
    signed = any("%" in cell for cell in cells)
    is_among = sum("%" in cell for cell in cells) > 1
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
        head = _CUT.sub("", spot.heads[column]) if column < len(spot.heads) else ""
        goes_on = cells[0][:1].islower() or cells[0][:1] == "(" or spot.cut.endswith("and ")
        label = (spot.cut if goes_on else "") + cells[0] if column else ""
        one = Cell(
            text=cell,
            label=label,
            head=head,
            above=f"{spot.heads[0] if spot.heads else ''} {spot.above}",
            is_among=is_among,
        )
        if cell and not is_aside(f"{label} {head} {cell}"):
            for measure, told in of_cell(one):
                is_bare = (
                    "value" in told and signed and not told.get("unit") and "out_of" not in told
                )
                is_unknown = measure in _UNKNOWN
                unknown += is_unknown
                if not is_bare and not (is_unknown and unknown > 1):
                    yield Offer(measure=measure, start=start, end=at, doubt=_CELL, told=told)
