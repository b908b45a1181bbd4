"""A basis of columns and its inverse in whole numbers: no rounding, no library of linear algebra.

Integer pivoting after Edmonds 1967 and Bareiss 1968: every entry of the inverse over one
common denominator is a determinant of whole numbers, so each division here leaves no rest.
"""

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64] | NDArray[np.object_]

_MOST = 2**62
"""Beyond this a product may not fit 64 bits; from there on Python's own whole numbers are used."""


class WholeBasis:
    """`p` independent columns of `p` whole numbers; at first the unit columns.

    The inverse is `numerators / denominator`. It is exact whatever the size of the numbers, and
    so the same on every machine.
    """

    def __init__(self, p: int) -> None:
        self.numerators: Whole = np.eye(p, dtype=np.int64)
        self.denominator = 1
        self._largest = 1

    def coordinates(self, column: Whole, *, largest: int) -> Whole:
        """A column in terms of the basis, times the denominator.

        `largest` is the largest value of the column, without its sign. Exact: the order of the
        sums does not matter.
        """
        if len(column) * self._largest * largest >= _MOST:
            self._widen()
        found: Whole = self.numerators @ column.astype(self.numerators.dtype)
        return found

    def bare(self, place: int) -> Whole:
        """The unit column of a place in terms of the basis, times the denominator."""
        return self.numerators[:, place].copy()

    def place_in(self, row: int) -> int:
        """A unit column that can stand in the basis at this row: the first of them."""
        return int(np.flatnonzero(self.numerators[row])[0])

    def pivot(self, row: int, coordinates: Whole) -> None:
        """Puts the column with these coordinates into the basis at a row where they are not 0."""
        if 2 * self._largest * int(np.abs(coordinates).max()) >= _MOST:
            self._widen()
            coordinates = coordinates.astype(object)
        kept = self.numerators[row].copy()
        after = coordinates[row] * self.numerators - np.multiply.outer(coordinates, kept)
        after //= self.denominator
        after[row] = kept
        self.numerators = after
        self.denominator = int(coordinates[row])
        self._largest = max(int(np.abs(after).max()), abs(self.denominator))

    def _widen(self) -> None:
        self.numerators = self.numerators.astype(object)
