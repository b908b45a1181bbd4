"""The cube method: a sample of fixed size whose counts match the caseload on many values at once.

Deville and Tillé 2004, Efficient balanced sampling: the cube method, Biometrika 91, 893; the
fast flight is that of Chauvet and Tillé 2006, Computational Statistics 21, 53, with one basis
kept from step to step. Directions are found in whole numbers (`whole_basis`). What is left are
single additions, multiplications and divisions of floats, which every machine rounds alike.
"""

from collections.abc import Iterator, Sequence
from math import fsum
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from corecase.core.errors import InputError
from corecase.statistics.whole_basis import Whole, WholeBasis

_SETTLED: Final = 1e-9
"""How near 0 or 1 a probability counts as settled; rounding moves it by less than 1e-10."""
_LARGEST: Final = 10**6
_BARE, _FREE = -1, -2
"""What stands in a row of the basis without a case: a constraint that is kept, one given up."""


def cube_draw(
    probabilities: Sequence[float], columns: ArrayLike, uniforms: Iterator[float]
) -> tuple[int, ...]:
    """The places of the cases drawn, ascending.

    `probabilities` (N), each from 0 to 1, are those of inclusion and add up to the size of the
    sample, which is met exactly. `columns` (N x p, whole numbers, the most important first) are
    balanced: each has nearly the same sum over the sample as `probabilities * columns` has over
    all, for columns of 0 and 1 at most p cases away from it. The size need not be a column.
    `uniforms` are numbers from 0 up to 1; cases are considered in the order given, so give
    them in an order left to chance. Every case is drawn with exactly its probability. Nothing is
    drawn from an empty caseload. Raises InputError where the probabilities do not add up to a
    whole number, or the shapes do not fit.
    """
    shares = np.array(probabilities, dtype=np.float64)
    whole = _whole(columns, len(shares))
    if np.any((shares < 0) | (shares > 1) | np.isnan(shares)):
        raise InputError("A probability of inclusion lies between 0 and 1; correct it.")
    size = fsum(shares)
    if abs(size - round(size)) > 1e-6:
        raise InputError("Probabilities of inclusion add up to the size of the sample; scale them.")
    flight = _Flight(shares, whole, uniforms)
    for case in np.flatnonzero((shares > _SETTLED) & (shares < 1 - _SETTLED)):
        flight.consider(int(case))
    flight.land()
    return tuple(int(place) for place in np.flatnonzero(flight.shares > 0.5))


def _whole(columns: ArrayLike, n_cases: int) -> NDArray[np.int64]:
    """The columns with one of ones before them, which keeps the size."""
    given = np.asarray(columns)
    if given.ndim != 2 or len(given) != n_cases:
        raise InputError("Balancing needs a row of values for each case, and a column for each.")
    if given.size and not np.issubdtype(given.dtype, np.integer):
        raise InputError("Balancing columns hold whole numbers; count cases, or round the values.")
    if np.abs(given).max(initial=0) > _LARGEST:
        raise InputError("Balancing columns hold numbers up to a million; use a larger unit.")
    ones = np.ones((n_cases, 1), dtype=np.int64)
    return np.hstack([ones, given.astype(np.int64)])


class _Flight:
    """A walk of the probabilities to 0 or 1 that keeps the balance as long as it can.

    Row r of the basis holds the column of the case `rows[r]`, or a constraint by itself. The
    cases of the basis are undecided; their columns are independent, so one more case gives one
    direction in which all may move.
    """

    def __init__(
        self, shares: NDArray[np.float64], columns: NDArray[np.int64], uniforms: Iterator[float]
    ) -> None:
        self.shares = shares
        self._columns, self._uniforms = columns, uniforms
        self._largest = int(np.abs(columns).max(initial=1))
        n_columns = columns.shape[1]
        self._basis = WholeBasis(n_columns)
        self._rows = np.full(n_columns, _BARE)

    def consider(self, case: int) -> None:
        """Takes a case into the walk, which settles it or another one, or keeps all open."""
        self._enter(self._basis.coordinates(self._columns[case], largest=self._largest), case)

    def land(self) -> None:
        """Gives up one constraint after the other, from the last, until every case is settled.

        The size is never given up: once only it is left, at most one case could be open, whose
        probability is then a whole number.
        """
        for place in range(len(self._rows) - 1, 0, -1):
            self._enter(self._basis.bare(place), _FREE)

    def _enter(self, coordinates: Whole, entering: int) -> None:
        """Moves along the direction that a column opens, or keeps the column in the basis."""
        touched = np.flatnonzero(coordinates)
        holders = self._rows[touched]
        bare = touched[holders == _BARE]
        if len(bare):
            self._pivot(int(bare[0]), coordinates, entering)
            return
        moving = touched[holders >= 0]
        direction = (-coordinates[moving] / self._basis.denominator).astype(np.float64)
        cases = self._rows[moving]
        if entering >= 0:
            cases = np.append(cases, entering)
            direction = np.append(direction, 1.0)
        settled = self._move(cases, direction)
        leaving = [int(row) for row in moving[settled[: len(moving)]]]
        if not settled[len(moving) :].any():
            self._pivot(leaving.pop(0), coordinates, entering)
        for row in leaving:
            self._pivot(row, self._basis.bare(self._basis.place_in(row)), _BARE)

    def _move(self, cases: NDArray[np.int64], direction: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Moves cases to where one of them is settled, and says which are.

        Forwards or backwards by chance, so that every probability stays what it was on average.
        """
        at = self.shares[cases]
        rising = direction > 0
        forwards = np.where(rising, 1 - at, -at) / direction
        backwards = np.where(rising, at, at - 1) / direction
        ahead, behind = forwards.min(), backwards.min()
        if next(self._uniforms) * (ahead + behind) < behind:
            first, to = int(forwards.argmin()), at + ahead * direction
        else:
            first, to = int(backwards.argmin()), at - behind * direction
        settled: NDArray[np.bool_] = (to < _SETTLED) | (to > 1 - _SETTLED)
        settled[first] = True
        self.shares[cases] = np.where(settled, np.rint(to), to)
        return settled

    def _pivot(self, row: int, coordinates: Whole, entering: int) -> None:
        self._basis.pivot(row, coordinates)
        self._rows[row] = entering
