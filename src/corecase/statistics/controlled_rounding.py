"""Controlled rounding: a table of counts in multiples of a base that still adds up."""

from dataclasses import replace

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from corecase.core.count_tables import CountTable, with_totals
from corecase.core.errors import InputError

Place = tuple[int, int]


def rounded(table: CountTable, base: int, rng: Generator) -> CountTable:
    """The table with every count, and every total, a multiple of the base next to the true one.

    Unbiased: over many draws of `rng` each count is right on average, and one that is a
    multiple stays as it is (Cox 1987, JASA 82, 520). Cells are moved up and down in turn round
    closed paths until none is between two multiples. Round a table once and keep it: two
    roundings of one table tell more than one. Raises InputError for a base below 2 or a table
    with hidden cells.
    """
    if base < 2:
        raise InputError("Counts are rounded to 2 or more, such as 5.")
    if table.hidden:
        raise InputError(f"{table.name} has hidden cells; round the table as it was counted.")
    counts = np.array([[table.cells[row, c] for c in table.columns] for row in table.rows])
    over = _closed(counts.astype(np.int64) % base, base)
    while (path := _path(over, base)) is not None:
        _move(over, path, base, rng)
    found = counts - counts % base + over[:-1, :-1]
    cells = {
        (row, column): int(found[i, j])
        for i, row in enumerate(table.rows)
        for j, column in enumerate(table.columns)
    }
    made = with_totals(table.name, table.rows, table.columns, cells, corner=table.corner)
    return replace(made, off_by=base - 1)


def _closed(over: NDArray[np.int64], base: int) -> NDArray[np.int64]:
    """What each count is above a multiple, with a row and a column that fill sums up to one."""
    wide = np.column_stack([over, -over.sum(axis=1) % base])
    return np.vstack([wide, -wide.sum(axis=0) % base])


def _path(over: NDArray[np.int64], base: int) -> list[Place] | None:
    """A closed path of cells between two multiples, along rows and columns in turn.

    There is one while there is such a cell: every row and column adds up to a multiple, so that
    none has a single one. None when all are done.
    """
    between = (over > 0) & (over < base)
    starts = np.argwhere(between)
    if not len(starts):
        return None
    here: Place = (int(starts[0][0]), int(starts[0][1]))
    walked: list[Place] = []
    met: dict[tuple[int, int], int] = {}
    axis = 0
    while True:
        line = (axis, here[axis])
        if line in met:
            # The cell by which the line was met first is not on the way round.
            return [*walked[met[line] + 1 :], here]
        met[line] = len(walked)
        walked.append(here)
        here, axis = _next(between, here, axis), 1 - axis


def _next(between: NDArray[np.bool_], here: Place, axis: int) -> Place:
    """The first other cell between two multiples in the same row (axis 0) or column (axis 1)."""
    if axis == 0:
        row, others = here[0], np.flatnonzero(between[here[0]])
        return row, int(others[others != here[1]][0])
    others = np.flatnonzero(between[:, here[1]])
    return int(others[others != here[0]][0]), here[1]


def _move(over: NDArray[np.int64], path: list[Place], base: int, rng: Generator) -> None:
    """Moves every second cell of the path up and the others down, or the other way round."""
    rising, falling = path[::2], path[1::2]
    up = min(*(base - over[p] for p in rising), *(over[p] for p in falling))
    down = min(*(over[p] for p in rising), *(base - over[p] for p in falling))
    # The chances make the expected move nothing.
    by = up if rng.random() * (up + down) < down else -down
    for place in rising:
        over[place] += by
    for place in falling:
        over[place] -= by
