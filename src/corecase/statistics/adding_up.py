"""What a reader of several published tables can add up: unknown counts and equations.

Each different count that the tables speak of is one variable. What is printed fixes it; totals,
and what is known of how one table follows from another, are equations between variables.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import combinations
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array

from corecase.core.count_tables import Cell, CountTable, said
from corecase.core.errors import InputError

Floats = NDArray[np.float64]


class Relation(StrEnum):
    """How the persons of one table stand to those of another."""

    SAME = "same"
    """The same persons, counted once: a name means the same group in every table, whether it
    heads a row or a column, and the same cell is the same count."""
    GROWN = "grown"
    """The later table counts those of the earlier one and more."""
    CORRECTED = "corrected"
    """The same persons counted again: a count may have gone up or down by some."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """How far a cell moved between two tables, by their places, earlier first."""

    at: int
    earlier: int
    later: int
    cell: Cell


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class AddingUp:
    """Variables from `low` to `high`, and equations: `matrix` times the variables is 0.

    `at` gives the variable of each table's cell. `low_hidden` and `high_hidden` are the limits
    of a variable that the last table does not show: what the others say of it. `cap` stands
    for no upper limit at all. `is_one_table` says that the equations are those of a single
    table, for which the most and the least that a linear program finds are whole numbers.
    """

    low: Floats
    high: Floats
    low_hidden: Floats
    high_hidden: Floats
    matrix: csr_array
    at: tuple[dict[Cell, int], ...]
    changes: tuple[Change, ...]
    cap: float
    is_one_table: bool

    @property
    def n(self) -> int:
        """How many variables there are."""
        return len(self.low)

    def hiding(self, variables: Sequence[int]) -> tuple[Floats, Floats]:
        """The limits of all variables when the last table hides these, too."""
        low, high = self.low.copy(), self.high.copy()
        chosen = list(variables)
        low[chosen], high[chosen] = self.low_hidden[chosen], self.high_hidden[chosen]
        return low, high


def adding_up(tables: Sequence[CountTable], relation: Relation = Relation.SAME) -> AddingUp:
    """What the tables, in the order of their publication, let a reader add up.

    Raises InputError where a count that should be the same is not, one that can only grow has
    fallen, or a name in tables of the same persons heads both a row and a column of one.
    """
    if relation is Relation.SAME and len(tables) > 1:
        _check_names(tables)
    cap = _cap(tables)
    variables = _Variables(cap=cap)
    at = tuple(variables.of(place, table, relation) for place, table in enumerate(tables))
    hidden = list(variables.limits)
    for table, cells in zip(tables, at, strict=True):
        hidden = list(variables.limits)
        for cell, variable in cells.items():
            variables.limits[variable] = _narrowed(table, cell, variables.limits[variable])
    equations = list(_sums(tables, at))
    changes = []
    if relation is not Relation.SAME:
        least = 0.0 if relation is Relation.GROWN else -cap
        for change, equation in _changes(tables, at, len(hidden)):
            _check_change(tables, change, least)
            changes.append(change)
            equations.append(equation)
        moved = [(least, cap)] * len(changes)
        variables.limits += moved
        hidden += moved
    low, high = (np.array(side) for side in zip(*variables.limits, strict=True))
    low_hidden, high_hidden = (np.array(side) for side in zip(*hidden, strict=True))
    return AddingUp(
        low=low,
        high=high,
        low_hidden=low_hidden,
        high_hidden=high_hidden,
        matrix=_matrix(equations, len(low)),
        at=at,
        changes=tuple(changes),
        cap=cap,
        is_one_table=len(tables) == 1,
    )


@dataclass(slots=True, kw_only=True)
class _Variables:
    """The variables as they are met; cells of the same persons share one."""

    cap: float
    limits: list[tuple[float, float]] = field(default_factory=list)
    known: dict[tuple[int, frozenset[str] | Cell], int] = field(default_factory=dict)

    def of(self, place: int, table: CountTable, relation: Relation) -> dict[Cell, int]:
        found = {}
        for cell in table.places:
            is_same = relation is Relation.SAME
            key = (0, frozenset(cell)) if is_same else (place, cell)
            if key not in self.known:
                self.known[key] = len(self.limits)
                self.limits.append((0.0, self.cap))
            found[cell] = self.known[key]
        return found


def _check_names(tables: Sequence[CountTable]) -> None:
    for table in tables:
        both = sorted(set(table.rows) & set(table.columns))
        if both:
            raise InputError(
                f"{both[0]!r} heads a row and a column of {table.name}; give each a name of its "
                "own, so that tables of the same persons can be held against each other."
            )


def _cap(tables: Sequence[CountTable]) -> float:
    counts = [n for table in tables for n in table.cells.values() if n is not None]
    return 1000.0 + 4.0 * sum(counts)


def _narrowed(table: CountTable, cell: Cell, limits: tuple[float, float]) -> tuple[float, float]:
    count = table.cells[cell]
    if count is None:
        return limits
    low = max(limits[0], float(count - table.off_by))
    high = min(limits[1], float(count + table.off_by))
    if low > high:
        raise InputError(
            f"{said(cell)} is {count} in {table.name} and another number in a table of the "
            "same persons; say that the counts have grown or were corrected, or correct them."
        )
    return low, high


def _changes(
    tables: Sequence[CountTable], at: Sequence[dict[Cell, int]], first: int
) -> list[tuple[Change, dict[int, float]]]:
    """A variable for how far each cell moved between each two tables that have it."""
    found: list[tuple[Change, dict[int, float]]] = []
    for earlier, later in combinations(range(len(tables)), 2):
        for cell in tables[earlier].places:
            if cell in at[later]:
                change = Change(at=first + len(found), earlier=earlier, later=later, cell=cell)
                moved = {change.at: 1.0, at[later][cell]: -1.0, at[earlier][cell]: 1.0}
                found.append((change, moved))
    return found


def _sums(
    tables: Sequence[CountTable], at: Sequence[dict[Cell, int]]
) -> Iterator[dict[int, float]]:
    """Total less parts, once for each different sum."""
    sums = dict.fromkeys(
        (cells[total], tuple(cells[part] for part in parts))
        for table, cells in zip(tables, at, strict=True)
        for total, parts in table.sums
    )
    return ({total: 1.0} | dict.fromkeys(parts, -1.0) for total, parts in sums)


def _check_change(tables: Sequence[CountTable], change: Change, least: float) -> None:
    earlier, later = tables[change.earlier], tables[change.later]
    before, after = earlier.cells[change.cell], later.cells[change.cell]
    if earlier.off_by or later.off_by or before is None or after is None:
        return
    if after - before < least:
        raise InputError(
            f"{said(change.cell)} was {before} in {earlier.name} and is {after} now, so it has "
            "not only grown; say that the counts were corrected."
        )


def _matrix(equations: Sequence[dict[int, float]], n: int) -> csr_array:
    rows = [row for row, terms in enumerate(equations) for _ in terms]
    columns = [column for terms in equations for column in terms]
    values = [value for terms in equations for value in terms.values()]
    return coo_array((values, (rows, columns)), shape=(len(equations), n)).tocsr()


NOTHING_KNOWN: Final = "no upper limit"
"""What is said of a count that nothing bounds."""
