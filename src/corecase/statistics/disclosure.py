"""The attacker: what a reader can still conclude about each hidden count.

Two programs for each hidden cell, for the least and the most that fit everything published
(Hundepool et al. 2012, Statistical Disclosure Control, ch. 4; Fischetti and Salazar-Gonzalez
2001, Management Science 47, 1008).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor

import numpy as np
from scipy.optimize import OptimizeResult, linprog

from corecase.core.count_tables import Cell, CountTable
from corecase.core.errors import InputError
from corecase.statistics.adding_up import (
    NOTHING_KNOWN,
    AddingUp,
    Floats,
    Relation,
    adding_up,
)

# HiGHS keeps rows to one in ten million; counts are whole.
_NEAR = 1e-5


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """The counts that a hidden cell may still have; `high` is None where nothing bounds it."""

    low: int
    high: int | None

    @property
    def is_known(self) -> bool:
        """Whether only one count is possible."""
        return self.low == self.high

    @property
    def words(self) -> str:
        """As a person reads it: `"0 to 16"`, `"exactly 3"`."""
        if self.is_known:
            return f"exactly {self.low}"
        return f"{self.low} to {NOTHING_KNOWN if self.high is None else self.high}"

    def reaches(self, low: int, high: int) -> bool:
        """Whether it goes down to `low` and up to `high` at least."""
        return self.low <= low and (self.high is None or self.high >= high)


def attack(
    table: CountTable,
    *,
    published: Sequence[CountTable] = (),
    relation: Relation = Relation.SAME,
) -> dict[Cell, Range]:
    """What everybody can conclude about each hidden cell of a table, in the table's order.

    From the table as it is printed, from everything `published` before (in order), and from how
    the tables follow from one another. Raises InputError where they contradict one another.
    """
    attacker = Attacker(adding_up([*published, table], relation))
    return {cell: attacker.range(attacker.known.at[-1][cell]) for cell in table.hidden}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class End:
    """One end of what a variable may be, and how far each variable's limits hold it there.

    `value` is the least of the variable, or of its negative for the upper end. `pull` is the
    reduced cost of each variable: above 0 its lower limit holds the value up, below 0 its upper
    one does.
    """

    value: float
    pull: Floats


class Attacker:
    """A reader of everything published, while the last table hides some more variables.

    The whole tables that he finds on the way are kept: `seen` says between which counts a
    variable lay in them, which spares asking for its ends where that is wide enough.
    """

    def __init__(self, known: AddingUp, hidden: Sequence[int] = ()) -> None:
        self.known = known
        self._low, self._high = known.hiding(hidden)
        self._seen_low, self._seen_high = np.full(known.n, np.inf), np.full(known.n, -np.inf)
        self._ends: dict[tuple[int, int], tuple[End, bool]] = {}

    def seen(self, at: int) -> tuple[float, float]:
        """The least and the most of a variable in the tables found so far."""
        return float(self._seen_low[at]), float(self._seen_high[at])

    def end(self, at: int, sign: int) -> End:
        """The lower end of a variable (`sign` 1) or its upper one (-1), fractions allowed.

        Raises InputError where nothing fits: the published tables contradict one another.
        """
        return self._end(at, sign)[0]

    def range(self, at: int) -> Range:
        """The least and the most of one variable, as whole numbers.

        Where several tables are linked, a linear program may stop at a fraction; then the whole
        numbers themselves are searched. Raises InputError where no counts fit.
        """
        low, high = self._whole(at, 1), -self._whole(at, -1)
        return Range(
            low=ceil(low - _NEAR),
            high=None if high >= self.known.cap / 2 else floor(high + _NEAR),
        )

    def _whole(self, at: int, sign: int) -> float:
        end, is_whole = self._end(at, sign)
        if is_whole or self.known.is_one_table:
            return end.value
        return float(self._solved(at, sign, whole=True).fun)

    def _end(self, at: int, sign: int) -> tuple[End, bool]:
        if (at, sign) not in self._ends:
            found = self._solved(at, sign)
            costs = np.zeros(self.known.n)
            costs[at] = sign
            pull = np.asarray(costs - self.known.matrix.T @ found.eqlin.marginals)
            is_whole = bool(np.all(np.abs(found.x - np.rint(found.x)) < _NEAR))
            if is_whole:
                self._seen_low = np.minimum(self._seen_low, np.rint(found.x))
                self._seen_high = np.maximum(self._seen_high, np.rint(found.x))
            self._ends[at, sign] = End(value=float(found.fun), pull=pull), is_whole
        return self._ends[at, sign]

    def _solved(self, at: int, sign: int, *, whole: bool = False) -> OptimizeResult:
        costs = np.zeros(self.known.n)
        costs[at] = sign
        found = linprog(
            costs,
            A_eq=self.known.matrix,
            b_eq=np.zeros(self.known.matrix.shape[0]),
            bounds=np.column_stack([self._low, self._high]),
            method="highs",
            integrality=np.ones(self.known.n) if whole else None,
        )
        if found.x is None:
            raise InputError(
                "The published tables contradict one another; check that they are of the same "
                "persons and that their counts add up."
            )
        return found
