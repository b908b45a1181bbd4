"""Controlled rounding: a table of whole-number quotas that adds up in every margin.

Cox 1987, A constructive procedure for unbiased controlled rounding, JASA 82, 520; Causey, Cox and
Ernst 1985, JASA 80, 903. Solved as an integer program (HiGHS through scipy).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import ceil, floor, log
from typing import Final

from corecase.core.errors import InputError
from corecase.core.frames import Frame
from corecase.statistics.integer_program import IntegerProgram

Cell = tuple[str, ...]

_COST_UNIT: Final = 10_000
"""Costs are whole numbers of this precision, so that ties between tables are as good as excluded
and one solver finds the same table as another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MissedMargin:
    """Two values together that get fewer or more cases than the expected number rounds to."""

    attributes: tuple[str, str]
    levels: tuple[str, str]
    expected: Fraction
    n_cases: int

    @property
    def n_off(self) -> int:
        """By how many cases the quota lies outside the whole numbers beside the expected one."""
        return max(floor(self.expected) - self.n_cases, self.n_cases - ceil(self.expected))

    def __str__(self) -> str:
        pairs = zip(self.attributes, self.levels, strict=True)
        named = ", ".join(f"{name} {level or 'not known'}" for name, level in pairs)
        return f"{named}: {self.n_cases} cases where {float(self.expected):.1f} are expected."


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotas:
    """How many cases each combination of values gives, and which pairs of values give way.

    `missed` is empty where every pair, every value and every cell is a rounding of its
    expected number.
    """

    attributes: tuple[str, ...]
    cells: Mapping[Cell, int]
    missed: tuple[MissedMargin, ...]

    @property
    def slack(self) -> int:
        """The cases by which the pairs miss, added up; the least that is possible."""
        return sum(margin.n_off for margin in self.missed)


def quotas(frame: Frame, attributes: Iterable[str], n: int, uniforms: Iterator[float]) -> Quotas:
    """A quota for every combination of values in the frame, each its expected number rounded.

    The expected number of a cell is `n N_cell / N`. Every cell, every value of an attribute and,
    where it can be, every pair of values is rounded down or up, never further; where not all
    pairs can, those that miss do so by the fewest cases in all. Which cells are rounded up is left
    to chance (`uniforms`, from 0 up to 1), roughly as often as their fractions say: probabilities
    of inclusion are only nearly equal. Raises InputError without attributes, for an unknown one,
    for `n` that is not there, and where no table is found.
    """
    names = tuple(attributes)
    if not names or len(set(names)) < len(names):
        raise InputError("Name each attribute of the quotas once, and at least one.")
    if not 0 <= n <= frame.n_cases:
        raise InputError(f"{n} cases cannot be drawn from {frame.n_cases}; choose fewer.")
    sizes = Counter(frame.values(names).values())
    if not sizes:
        return Quotas(attributes=names, cells={}, missed=())
    expected = {cell: Fraction(n * sizes[cell], frame.n_cases) for cell in sorted(sizes)}
    costs = {cell: _cost(share % 1, next(uniforms)) for cell, share in expected.items()}
    hard = _Table(expected, costs, len(names)).rounded()
    rounded = hard or _Table(expected, costs, len(names), soft=True).nearest()
    if rounded is None:
        raise InputError(
            "No table of quotas adds up in every value; use fewer attributes, or balance instead."
        )
    return Quotas(attributes=names, cells=rounded, missed=missed_margins(names, expected, rounded))


def _cost(rest: Fraction, uniform: float) -> int:
    """What rounding a cell up costs: below 0 with the chance of its fractional part.

    logit(u) - logit(rest): were each cell alone, it would be rounded up just where u < rest.
    """
    if not rest or not uniform:
        return 0
    odds = uniform / (1 - uniform) * float((1 - rest) / rest)
    return round(_COST_UNIT * log(odds))


class _Table:
    """The integer program of one table: a column for each cell that may be rounded up."""

    def __init__(
        self,
        expected: Mapping[Cell, Fraction],
        costs: Mapping[Cell, int],
        n_attributes: int,
        *,
        soft: bool = False,
    ) -> None:
        self._expected, self._costs = expected, costs
        self._ways = [
            which for size in (0, 1, 2) for which in combinations(range(n_attributes), size)
        ]
        self._soft = soft

    def rounded(self) -> dict[Cell, int] | None:
        """The cells with the least cost; None where no table is a rounding in every margin."""
        return self._solved(most_slack=0, by_cost=True)[0]

    def nearest(self) -> dict[Cell, int] | None:
        """The cells with the least cost among the tables whose pairs miss by the least."""
        found, slack = self._solved(most_slack=None, by_cost=False)
        return found and self._solved(most_slack=slack, by_cost=True)[0]

    def _solved(
        self, *, most_slack: int | None, by_cost: bool
    ) -> tuple[dict[Cell, int] | None, int]:
        program = IntegerProgram()
        ups = {
            cell: program.column(ceil(share % 1), self._costs[cell] if by_cost else 0)
            for cell, share in self._expected.items()
        }
        slacks: list[int] = []
        for which in self._ways:
            for cells in self._margins(which):
                terms = {ups[cell]: 1.0 for cell in cells}
                if self._soft and len(which) == 2:
                    n_most = len(cells)
                    over, under = (program.column(n_most, 0 if by_cost else 1) for _ in "ab")
                    terms |= {over: -1.0, under: 1.0}
                    slacks += [over, under]
                base = sum(floor(self._expected[cell]) for cell in cells)
                total = sum(self._expected[cell] for cell in cells)
                program.row(terms, low=floor(total) - base, high=ceil(total) - base)
        if slacks and most_slack is not None:
            program.row(dict.fromkeys(slacks, 1.0), high=most_slack)
        values = program.solve(proven=True)
        if values is None:
            return None, 0
        cells_given = {
            cell: floor(share) + int(values[ups[cell]]) for cell, share in self._expected.items()
        }
        return cells_given, int(sum(values[place] for place in slacks))

    def _margins(self, which: tuple[int, ...]) -> Iterable[list[Cell]]:
        """The cells that agree in these attributes; all of them for none."""
        found: defaultdict[Cell, list[Cell]] = defaultdict(list)
        for cell in self._expected:
            found[tuple(cell[place] for place in which)].append(cell)
        return found.values()


def missed_margins(
    names: tuple[str, ...], expected: Mapping[Cell, Fraction], given: Mapping[Cell, int]
) -> tuple[MissedMargin, ...]:
    """The pairs of values whose quotas are no rounding of what is expected; mostly none."""
    return tuple(
        margin
        for places in combinations(range(len(names)), 2)
        for margin in _pairs(names, places, expected, given)
        if margin.n_off > 0
    )


def _pairs(
    names: tuple[str, ...],
    places: tuple[int, int],
    expected: Mapping[Cell, Fraction],
    given: Mapping[Cell, int],
) -> Iterator[MissedMargin]:
    first, second = places
    totals: defaultdict[tuple[str, str], Fraction] = defaultdict(Fraction)
    counts: Counter[tuple[str, str]] = Counter()
    for cell, share in expected.items():
        totals[cell[first], cell[second]] += share
        counts[cell[first], cell[second]] += given[cell]
    for levels, total in totals.items():
        yield MissedMargin(
            attributes=(names[first], names[second]),
            levels=levels,
            expected=total,
            n_cases=counts[levels],
        )
