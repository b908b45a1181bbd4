"""Intervals of the figures of a national question, from whole numbers alone.

Each inspection is a stratum and each case a cluster of equal weight, as in
`corecase.statistics.estimates` for practice. The sums that its formula needs are in the tallies,
so that no case leaves the engine, however many there are. With y sufficient and x applicable
judgements of a case, Y and X their sums in the figure, and n cases of a stratum:

    R = Y / X        v = sum over strata of n/(n - 1) (sum e^2 - (sum e)^2 / n) / X^2
    sum e = sum y - R sum x        sum e^2 = sum y^2 - 2 R sum xy + R^2 sum x^2
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import nan, sqrt

import numpy as np

from corecase.core.intervals import Interval
from corecase.core.national_answers import Answer, Row, Tally
from corecase.statistics.intervals import Basis, Method, interval_limits


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredRow:
    """One figure of an answer with how sure it is; see `Method` for where there is no interval.

    `method` is None where the question did not count cases.
    """

    row: Row
    interval: Interval | None
    method: Method | None

    @property
    def printed(self) -> str:
        """The percentage; on fewer than 5 cases the count, as everywhere."""
        return self.row.figure.printed_on(None if self.method is None else self.row.n_applicable)


def measured(answer: Answer, level: float = 0.95) -> tuple[MeasuredRow, ...]:
    """Every figure of an answer with its interval, in the order of the answer.

    The interval is of how these services work, of which the cases assessed are a sample.
    """
    rows = answer.rows
    if not rows or not answer.question.counts_cases:
        return tuple(MeasuredRow(row=row, interval=None, method=None) for row in rows)
    (low, high), methods = interval_limits(_basis(rows), level)
    return tuple(
        MeasuredRow(
            row=row,
            interval=None
            if np.isnan(low[at])
            else Interval(low=float(low[at]), high=float(high[at]), level=level),
            method=Method(str(methods[at])),
        )
        for at, row in enumerate(rows)
    )


def standard_error(row: Row) -> float:
    """The linearised standard error of a share; not-a-number where there is none.

    Exact up to the root. An inspection with one case is joined to the next in order of the codes
    (Cochran 1977, section 5A.12); one case in all says nothing of how cases differ.
    """
    x, y = row.figure.out_of, row.figure.count
    if not x:
        return nan
    variance = Fraction(0)
    for n, sums in map(_sums, _joined(row.tallies)):
        if n == 1:
            return nan
        # Times X, so that all of it is whole: sum of (X y - Y x), and of its square.
        first = x * sums["sufficient"] - y * sums["applicable"]
        second = x * x * sums["yy"] - 2 * x * y * sums["xy"] + y * y * sums["xx"]
        variance += Fraction(n, n - 1) * (second - Fraction(first * first, n))
    return sqrt(variance) / x**2


def _basis(rows: Sequence[Row]) -> Basis:
    n_applicable = np.array([row.n_applicable for row in rows], dtype=np.int64)
    n_cases = np.array([row.n_cases for row in rows], dtype=np.float64)
    n_strata = np.array([len(_joined(row.tallies)) for row in rows], dtype=np.float64)
    return Basis(
        shares=np.array([_share(row) for row in rows]),
        errors=np.array([standard_error(row) for row in rows]),
        sufficient=np.array([row.figure.count for row in rows], dtype=np.int64),
        applicable_cases=n_applicable,
        effective_cases=n_applicable.astype(np.float64),
        is_single=np.array([max(one.most for one in row.tallies) <= 1 for row in rows]),
        degrees_of_freedom=n_cases - n_strata,
        n_cases=n_cases,
        fraction=np.zeros(len(rows)),
        is_equal=np.ones(len(rows), dtype=np.bool_),
    )


def _share(row: Row) -> float:
    return float(row.figure.share) if row.figure.is_applicable else nan


def _joined(tallies: Sequence[Tally]) -> list[list[Tally]]:
    """The tallies by stratum, a lone case joined to the next, the last one to the one before."""
    ordered = sorted(tallies, key=lambda one: one.inspection)
    strata: list[list[Tally]] = []
    for one in ordered:
        if strata and sum(held.n_cases for held in strata[-1]) == 1:
            strata[-1].append(one)
        else:
            strata.append([one])
    if len(strata) > 1 and sum(one.n_cases for one in strata[-1]) == 1:
        last = strata.pop()
        strata[-1] += last
    return strata


def _sums(stratum: Sequence[Tally]) -> tuple[int, dict[str, int]]:
    names = ("sufficient", "applicable", "yy", "xy", "xx")
    sums = {name: sum(getattr(one, name) for one in stratum) for name in names}
    return sum(one.n_cases for one in stratum), sums
