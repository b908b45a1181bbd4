"""Krippendorff's alpha: agreement of any number of raters, with ratings missing, at any level."""

from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from corecase.core.errors import InputError
from corecase.statistics.ratings import Floats, check_counts

Metric = Literal["nominal", "ordinal", "interval", "ratio"]


def krippendorff(
    counts: NDArray[np.integer],
    *,
    metric: Metric = "nominal",
    values: Sequence[float] | None = None,
) -> float | None:
    """Alpha: 1 less the disagreement observed over that expected of luck.

    `counts` are raters by unit and category; units rated once do not count. `values` are
    those of the categories for "interval" and "ratio", 1, 2, 3 ... where none are given;
    "ordinal" goes by their order. None where no unit was rated twice, and where all ratings
    are one category: without any difference between units nothing tells them apart.
    Krippendorff 2011, Computing Krippendorff's alpha-reliability, sections C and D. Raises
    InputError where values are not as many as categories, or negative for "ratio".
    """
    coincidences = pairs_of(counts)
    totals = coincidences.sum(axis=0)
    apart = _differences(metric, totals, values)
    expected = float(totals @ apart @ totals)
    if not expected:
        return None
    observed = float((coincidences * apart).sum())
    return 1 - (float(totals.sum()) - 1) * observed / expected


def pairs_of(counts: NDArray[np.integer]) -> Floats:
    """The matrix of coincidences: pairs of ratings within units, categories x categories.

    Each unit adds as many as it has ratings, so that its sum is the ratings that can be
    paired.
    """
    rated = check_counts(counts)
    raters = rated.sum(axis=1)
    paired, each = rated[raters >= 2], 1 / (raters[raters >= 2] - 1)
    products = (paired * each[:, np.newaxis]).T @ paired
    return np.asarray(products - np.diag(each @ paired), dtype=np.float64)


def _differences(metric: Metric, totals: Floats, values: Sequence[float] | None) -> Floats:
    """The squared difference of every two categories, 0 on the diagonal."""
    n_categories = len(totals)
    of = np.arange(1.0, n_categories + 1) if values is None else np.array(values, dtype=float)
    if len(of) != n_categories:
        raise InputError(f"Give {n_categories} values, one for each category.")
    if metric == "nominal":
        return np.asarray(1 - np.eye(n_categories), dtype=np.float64)
    if metric == "ordinal":
        # As many ratings as stand between two categories, and half of those in them.
        middle = np.cumsum(totals) - totals / 2
        return np.asarray((middle[:, np.newaxis] - middle) ** 2, dtype=np.float64)
    apart = of[:, np.newaxis] - of
    if metric == "ratio":
        if of.min() < 0:
            raise InputError("Values on a ratio scale are not negative; choose interval.")
        sums = of[:, np.newaxis] + of
        apart = apart / np.where(sums > 0, sums, 1)
    return np.asarray(apart**2, dtype=np.float64)
