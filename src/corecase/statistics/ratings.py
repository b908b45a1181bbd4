"""Ratings: what several raters said of the same units, in the categories of an instrument."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from corecase.core.errors import InputError

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

MISSING: Final = -1


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ratings:
    """`codes` (units x raters) count the instrument's categories from 0; -1 is no rating.

    `n_categories` are those the instrument has, seen or not. Raises InputError for a code
    outside them, and for an instrument with fewer than two.
    """

    codes: Integers
    n_categories: int

    def __post_init__(self) -> None:
        if self.n_categories < 2:
            raise InputError("Agreement needs an instrument with two categories or more.")
        if self.codes.ndim != 2:
            raise InputError("Give ratings as a table: a row for each unit, a column each rater.")
        if self.codes.size and not (
            self.codes.min() >= MISSING and self.codes.max() < self.n_categories
        ):
            raise InputError(f"A rating is none of the {self.n_categories} categories; correct it.")

    @classmethod
    def of(cls, rows: Sequence[Sequence[Hashable | None]], categories: Sequence[Hashable]) -> Self:
        """Ratings from a table of categories, None where there is none.

        Raises InputError for a rating that is no category, and for rows of unequal length.
        """
        places: dict[Hashable | None, int] = {c: n for n, c in enumerate(categories)}
        strange = {value for row in rows for value in row} - {None} - set(categories)
        if strange:
            known = ", ".join(map(str, categories))
            raise InputError(
                f"{sorted(map(str, strange))[0]} is none of the categories; use {known}."
            )
        if len({len(row) for row in rows}) > 1:
            raise InputError("Give every unit as many ratings, None where a rater gave none.")
        width = len(rows[0]) if rows else 0
        codes = [[places.get(value, MISSING) for value in row] for row in rows]
        return cls(
            codes=np.array(codes, dtype=np.int64).reshape(len(rows), width),
            n_categories=len(categories),
        )

    @property
    def counts(self) -> Integers:
        """How many raters put each unit into each category: units x categories."""
        categories = np.arange(self.n_categories)
        counts: Integers = (self.codes[:, :, np.newaxis] == categories).sum(axis=1, dtype=np.int64)
        return counts


def check_counts(counts: NDArray[np.integer]) -> Floats:
    """Counts (units x categories) as floats, without the units that nobody rated.

    Raises InputError for negative counts and fewer than two categories.
    """
    if counts.ndim != 2 or counts.shape[1] < 2:
        raise InputError("Agreement needs an instrument with two categories or more.")
    if counts.size and counts.min() < 0:
        raise InputError("A number of raters cannot be negative; correct the counts.")
    rated: Floats = counts[counts.sum(axis=1) > 0].astype(np.float64)
    return rated
