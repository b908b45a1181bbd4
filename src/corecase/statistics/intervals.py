"""The interval of every score: which method fits it, and its limits."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from corecase.core.errors import InputError
from corecase.core.figures import LEAST_CASES as LEAST_CASES
from corecase.core.figures import Figure
from corecase.core.intervals import Interval
from corecase.statistics import limits
from corecase.statistics.estimates import Estimates
from corecase.statistics.limits import Limits, check_level, quantile
from corecase.statistics.proportions import clopper_pearson, hypergeometric
from corecase.statistics.totals import Counts, Flags, Floats

LEAST_CASES_FOR_WILSON: Final = 10
"""Fewer applicable cases than these of a single item: the exact interval."""


class Method(StrEnum):
    """How the interval of a score was found, or why it has none."""

    NOT_APPLICABLE = "NOT_APPLICABLE"
    COUNT_ONLY = "COUNT_ONLY"
    COMPLETE = "COMPLETE"
    EXACT = "EXACT"
    WILSON = "WILSON"
    LOGIT_T = "LOGIT_T"

    @property
    def words(self) -> str:
        """As people read it: `"all cases assessed"`."""
        return _WORDS[self]


_WORDS: Final = {
    Method.NOT_APPLICABLE: "not applicable",
    Method.COUNT_ONLY: f"fewer than {LEAST_CASES} applicable cases: the count only",
    Method.COMPLETE: "all cases assessed",
    Method.EXACT: "exact",
    Method.WILSON: "Wilson, with the effective number of cases",
    Method.LOGIT_T: "Student's t on the logit, cases as clusters",
}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Basis:
    """What an interval is chosen by, for scores of one shape: (scores) or (services, scores).

    As in `Estimates`; `fraction` is the share of the target that was assessed, `is_equal` whether
    all cases weigh the same.
    """

    shares: Floats
    errors: Floats
    sufficient: Counts
    applicable_cases: Counts
    effective_cases: Floats
    is_single: Flags
    degrees_of_freedom: Floats
    n_cases: Floats
    fraction: Floats
    is_equal: Flags


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreInterval:
    """One score with its interval.

    `figure` counts the judgements, `applicable_cases` the cases behind them. `share` is the
    estimate (weighted where strata were sampled unequally), None where nothing applies.
    `interval` is None for too few applicable cases; where all were assessed it has no width.
    """

    score_id: str
    figure: Figure
    applicable_cases: int
    share: float | None
    interval: Interval | None
    method: Method


def basis_of(estimates: Estimates) -> Basis:
    """The estimates of one service as the basis of its intervals."""
    shape = estimates.shares.shape
    return Basis(
        shares=estimates.shares,
        errors=estimates.standard_errors,
        sufficient=estimates.sufficient,
        applicable_cases=estimates.applicable_cases,
        effective_cases=estimates.effective_cases,
        is_single=estimates.is_single,
        degrees_of_freedom=np.full(shape, float(estimates.degrees_of_freedom)),
        n_cases=np.full(shape, float(estimates.n_cases)),
        fraction=np.full(shape, estimates.sampling_fraction),
        is_equal=np.full(shape, not estimates.is_weighted),
    )


def methods(basis: Basis) -> NDArray[np.str_]:
    """The method for each score, in the shape of the basis.

    Fewer than 5 applicable cases: the count. All cases assessed and nothing else uncertain:
    complete. A single item of fewer than 10 cases of equal weight: exact. A single item, and a
    score whose cases show no spread: Wilson with the effective number of cases. Else the logit.
    """
    few = basis.applicable_cases < LEAST_CASES
    still = ~(basis.errors > 0)
    exact = basis.is_single & basis.is_equal & (basis.applicable_cases < LEAST_CASES_FOR_WILSON)
    return np.select(
        [
            basis.applicable_cases == 0,
            few,
            still & (basis.fraction == 1),
            exact & (basis.fraction < 1),
            basis.is_single | still,
        ],
        [
            Method.NOT_APPLICABLE.value,
            Method.COUNT_ONLY.value,
            Method.COMPLETE.value,
            Method.EXACT.value,
            Method.WILSON.value,
        ],
        Method.LOGIT_T.value,
    )


def effective_number(basis: Basis) -> Floats:
    """How many independent cases would leave the share as uncertain, before the factor (z/t)^2.

    R (1 - R) / v; where the cases show no spread, a (n - 1) / (n (1 - n/N)) with a applicable
    cases of n, as if each had one judgement. Both are the same for a single item of a simple
    sample. Infinite where all cases were assessed.
    """
    varies = basis.errors > 0
    with np.errstate(divide="ignore", invalid="ignore"):
        seen = basis.shares * (1 - basis.shares) / basis.errors**2
        alike = basis.effective_cases * (basis.n_cases - 1) / basis.n_cases / (1 - basis.fraction)
    return np.asarray(np.where(varies, seen, alike))


def interval_limits(basis: Basis, level: float) -> tuple[Limits, NDArray[np.str_]]:
    """The lower and upper limits and the methods; limits not-a-number where there is none."""
    check_level(level)
    method = methods(basis)
    low, high = np.full(basis.shares.shape, np.nan), np.full(basis.shares.shape, np.nan)
    complete = method == Method.COMPLETE
    low[complete] = high[complete] = basis.shares[complete]
    pooled = method == Method.LOGIT_T
    low[pooled], high[pooled] = limits.logit_limits(
        basis.shares[pooled], basis.errors[pooled], basis.degrees_of_freedom[pooled], level
    )
    scored = method == Method.WILSON
    low[scored], high[scored] = limits.wilson_limits(
        basis.shares[scored],
        effective_number(basis)[scored],
        # Wilson's limits with t and n are those with z and n (z/t)^2.
        quantile(level, basis.degrees_of_freedom[scored]),
    )
    for at in zip(*np.nonzero(method == Method.EXACT), strict=True):
        low[at], high[at] = _exact(basis, at, level)
    return (low, high), method


def intervals(estimates: Estimates, level: float = 0.95) -> tuple[Interval | None, ...]:
    """The interval of each score, None where nothing or too little applies."""
    return tuple(scored.interval for scored in score_intervals(estimates, level))


def score_intervals(estimates: Estimates, level: float = 0.95) -> tuple[ScoreInterval, ...]:
    """Every score with its figure, its estimate, its interval and the method.

    Raises InputError for a level that does not lie between 0 and 1.
    """
    (low, high), method = interval_limits(basis_of(estimates), level)
    return tuple(
        ScoreInterval(
            score_id=score_id,
            figure=Figure(
                count=int(estimates.sufficient[at]), out_of=int(estimates.applicable[at])
            ),
            applicable_cases=int(estimates.applicable_cases[at]),
            share=estimates.of(score_id)[0],
            interval=None
            if np.isnan(low[at])
            else Interval(low=float(low[at]), high=float(high[at]), level=level),
            method=Method(str(method[at])),
        )
        for at, score_id in enumerate(estimates.score_ids)
    )


def exact_interval(estimates: Estimates, score_id: str, level: float = 0.95) -> Interval:
    """The exact interval of a single item, whatever the number of its cases.

    By the hypergeometric distribution among round(a N/n) cases of the caseload; by the binomial
    (Clopper and Pearson) for practice and where the caseload is unknown. Raises InputError for a
    score that pools several items, for unequal weights and where nothing applies.
    """
    at = estimates.place(score_id)
    if not estimates.is_single[at] or estimates.is_weighted or not estimates.is_applicable[at]:
        raise InputError(
            f"{score_id} has no exact interval, which is for one item of cases that weigh the "
            "same; use the interval of its estimate."
        )
    low, high = _exact(basis_of(estimates), (np.intp(at),), level)
    return Interval(low=low, high=high, level=level)


def _exact(basis: Basis, at: tuple[np.intp, ...], level: float) -> tuple[float, float]:
    count, n = int(basis.sufficient[at]), int(basis.applicable_cases[at])
    fraction = float(basis.fraction[at])
    if fraction == 0:
        found = clopper_pearson(count, n, level)
    else:
        n_cases = int(basis.n_cases[at])
        n_population = round(n_cases / fraction)
        in_all = (2 * n * n_population + n_cases) // (2 * n_cases)
        # A case that nobody assessed may be one in which the item applies.
        least = n if n_cases == n_population else n + 1
        found = hypergeometric(count, n, max(in_all, least), level)
    return found.low, found.high
