"""Agreement beyond luck: Gwet's AC1 and AC2, Fleiss, Brennan-Prediger, Conger and Cohen.

All but Cohen's kappa allow for any number of raters and for ratings that are missing. The
standard errors here take units for independent. Items of one case are not:
`statistics.double_marking` leaves out whole cases instead.
"""

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from corecase.core.errors import InputError
from corecase.statistics.ratings import MISSING, Floats, Integers, Ratings, check_counts

Weighting = Literal["identity", "linear", "quadratic", "ordinal"]

# Below this, agreement by luck is certain: nothing is left to be agreed beyond it.
_NOTHING: Final = 1e-12


@dataclass(frozen=True, slots=True, kw_only=True)
class Coefficient:
    """A coefficient of agreement, from at most 1 down to -1, where 0 is luck.

    `observed` is the share agreed on, `by_luck` the share expected of luck. `value` is None
    where it does not exist: no unit with two ratings, or luck that explains everything, as
    when a kappa meets one category only. `standard_error` is None for a single unit.
    """

    value: float | None
    standard_error: float | None
    observed: float | None
    by_luck: float | None
    n_units: int


def weights(kind: Weighting, n_categories: int) -> Floats:
    """How far two categories agree, 1 on the diagonal: n_categories x n_categories.

    For ordered categories "linear" and "quadratic" count the steps between them, "ordinal"
    the pairs of categories that they span (Gwet 2014, ch. 3). Raises InputError below two.
    """
    if n_categories < 2:
        raise InputError("Agreement needs an instrument with two categories or more.")
    places = np.arange(n_categories)
    apart = np.abs(places[:, np.newaxis] - places)
    if kind == "identity":
        return np.eye(n_categories)
    if kind == "ordinal":
        spanned = apart * (apart + 1) / 2
        return np.asarray(1 - spanned / spanned.max(), dtype=np.float64)
    power = 1 if kind == "linear" else 2
    return np.asarray(1 - (apart / (n_categories - 1)) ** power, dtype=np.float64)


def percent_agreement(counts: NDArray[np.integer]) -> float | None:
    """The mean share of pairs of raters that agree, over units with two ratings or more.

    `counts` are raters by unit and category. None where no unit was rated twice.
    """
    rated = check_counts(counts)
    agreed, paired = _agreed(rated, np.eye(rated.shape[1]))
    return float(agreed.sum() / paired.sum()) if paired.any() else None


def gwet(counts: NDArray[np.integer], *, weighting: Weighting = "identity") -> Coefficient:
    """Gwet's AC1; with any weighting but "identity", his AC2.

    Luck is T / (q (q - 1)) times the sum of pi (1 - pi), T the sum of the weights, pi the
    shares of the categories (Gwet 2008, BJMSP 61, 29; 2014, eq. 5.10 and 5.11 on his error).
    Where all ratings are one category it is 1.
    """
    rated = check_counts(counts)
    q = rated.shape[1]
    weight = weights(weighting, q)
    spread = weight.sum() / (q * (q - 1))
    shares = _shares(rated)
    return _coefficient(rated, weight, spread * (shares @ (1 - _mean(shares))))


def fleiss(counts: NDArray[np.integer]) -> Coefficient:
    """Fleiss' kappa: luck is the sum of the squared shares of the categories.

    Fleiss 1971, Psych. Bull. 76, 378; with missing ratings as Gwet 2014 has it. It does not
    exist where all ratings are one category.
    """
    rated = check_counts(counts)
    shares = _shares(rated)
    return _coefficient(rated, np.eye(rated.shape[1]), shares @ _mean(shares))


def brennan_prediger(counts: NDArray[np.integer]) -> Coefficient:
    """Brennan and Prediger's coefficient: luck is 1 / q (1981, EPM 41, 687)."""
    rated = check_counts(counts)
    n_units, q = rated.shape
    return _coefficient(rated, np.eye(q), np.full(n_units, 1 / q))


def conger(ratings: Ratings) -> Coefficient:
    """Conger's kappa of many raters, each with their own shares of the categories.

    Luck is the mean over pairs of raters of the chance that both say the same (Conger 1980,
    Psych. Bull. 88, 322). With two raters and nothing missing it is Cohen's. Raises
    InputError for fewer than two raters, or one who rated nothing.
    """
    codes = ratings.codes[(ratings.codes != MISSING).any(axis=1)]
    n_units, n_raters = codes.shape
    given = codes != MISSING
    if n_raters < 2 or not given.any(axis=0).all():
        raise InputError("Conger's kappa needs two raters or more, each with a rating.")
    said = (codes[:, :, np.newaxis] == np.arange(ratings.n_categories)).astype(np.float64)
    rated = given.sum(axis=0)
    own = said.sum(axis=0) / rated[:, np.newaxis]
    others = own.sum(axis=0) - own
    pairs = n_raters * (n_raters - 1)
    by_luck = float((own * others).sum() / pairs)
    # How far each unit moves each rater's shares, and by them the agreement by luck.
    moved = said - given[:, :, np.newaxis] * own
    influence = (moved * others).sum(axis=2) * (n_units / rated)
    by_luck_of_units = by_luck + influence.sum(axis=1) / pairs
    counts = said.sum(axis=1)
    return _coefficient(counts, np.eye(ratings.n_categories), by_luck_of_units)


def cohen(table: NDArray[np.integer]) -> Coefficient:
    """Cohen's kappa of two raters, from the table of their categories, square.

    Its error is that of Fleiss, Cohen and Everitt 1969, Psych. Bull. 72, 323, for a kappa
    other than 0. Raises InputError for a table that is not square or has a negative count.
    """
    if table.ndim != 2 or table.shape[0] != table.shape[1] or table.shape[0] < 2:
        raise InputError("Cohen's kappa needs a square table: the same categories both ways.")
    if table.min() < 0:
        raise InputError("A number of units cannot be negative; correct the table.")
    n_units = int(table.sum())
    if not n_units:
        return Coefficient(value=None, standard_error=None, observed=None, by_luck=None, n_units=0)
    p = table / n_units
    rows, columns = p.sum(axis=1), p.sum(axis=0)
    observed, by_luck = float(np.trace(p)), float(rows @ columns)
    if 1 - by_luck < _NOTHING:
        return Coefficient(
            value=None, standard_error=None, observed=observed, by_luck=by_luck, n_units=n_units
        )
    kappa = (observed - by_luck) / (1 - by_luck)
    kept = np.diag(p) @ (1 - (rows + columns) * (1 - kappa)) ** 2
    lost = p * (columns[:, np.newaxis] + rows) ** 2
    apart = (1 - kappa) ** 2 * (lost.sum() - np.trace(lost))
    variance = kept + apart - (kappa - by_luck * (1 - kappa)) ** 2
    return Coefficient(
        value=kappa,
        standard_error=float(np.sqrt(max(variance, 0.0) / n_units) / (1 - by_luck)),
        observed=observed,
        by_luck=by_luck,
        n_units=n_units,
    )


def table_of(ratings: Ratings) -> Integers:
    """The table of two raters' categories, of the units that both rated.

    Raises InputError where there are not two raters.
    """
    if ratings.codes.shape[1] != 2:
        raise InputError("A table of two raters needs two; compare them two at a time.")
    both = ratings.codes[(ratings.codes != MISSING).all(axis=1)]
    table: Integers = np.zeros((ratings.n_categories, ratings.n_categories), dtype=np.int64)
    np.add.at(table, (both[:, 0], both[:, 1]), 1)
    return table


def _shares(rated: Floats) -> Floats:
    """Of each unit, the share of its ratings in each category."""
    return np.asarray(rated / rated.sum(axis=1, keepdims=True), dtype=np.float64)


def _mean(shares: Floats) -> Floats:
    """The mean over units, 0 where there are none."""
    return np.asarray(shares.sum(axis=0) / max(len(shares), 1), dtype=np.float64)


def _agreed(rated: Floats, weight: Floats) -> tuple[Floats, NDArray[np.bool_]]:
    """Of each unit the share of its pairs that agree, 0 without a pair; and which have one."""
    raters = rated.sum(axis=1)
    paired = raters >= 2
    alike = (rated * (rated @ weight - 1)).sum(axis=1)
    pairs = np.where(paired, raters * (raters - 1), 1)
    return np.where(paired, alike / pairs, 0.0), paired


def _coefficient(rated: Floats, weight: Floats, by_luck_of_units: Floats) -> Coefficient:
    """(observed - by luck) / (1 - by luck), and its error linearised (Gwet 2014, ch. 5).

    The mean of `by_luck_of_units` is the agreement by luck; each unit counts in it with the
    half of what it adds, as luck is a product of two shares.
    """
    agreed, paired = _agreed(rated, weight)
    n_units, n_paired = len(rated), int(paired.sum())
    if not n_paired:
        return Coefficient(
            value=None, standard_error=None, observed=None, by_luck=None, n_units=n_units
        )
    observed, by_luck = float(agreed.sum() / n_paired), float(by_luck_of_units.mean())
    if 1 - by_luck < _NOTHING:
        return Coefficient(
            value=None, standard_error=None, observed=observed, by_luck=by_luck, n_units=n_units
        )
    value = (observed - by_luck) / (1 - by_luck)
    of_units = (n_units / n_paired) * (agreed - by_luck * paired) / (1 - by_luck)
    of_units -= 2 * (1 - value) * (by_luck_of_units - by_luck) / (1 - by_luck)
    error = None
    if n_units > 1:
        squares = float(((of_units - value) ** 2).sum())
        error = float(np.sqrt(squares / (n_units * (n_units - 1))))
    return Coefficient(
        value=value, standard_error=error, observed=observed, by_luck=by_luck, n_units=n_units
    )
