"""The same estimates for many services at once, in arrays: for comparisons and simulations.

Equal to `corecase.statistics.estimates.estimate` one by one; only the order of work differs.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corecase.core.errors import InputError
from corecase.statistics.estimates import NOISE, Target
from corecase.statistics.intervals import Basis, interval_limits
from corecase.statistics.limits import Limits
from corecase.statistics.totals import CaseTotals, Counts, Flags, Floats
from corecase.statistics.variance_strata import variance_strata


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class StackedTotals:
    """The cases of many services one below the other, each stratum's cases together.

    `sufficient`, `applicable` and `weights` have a row a case. `strata_from` is the first row of
    each stratum and `services_from` the first stratum of each service; `n_population` counts the
    caseload of each stratum, -1 where no part of it is corrected for. Build it with `stack`, or
    from arrays with `simple_stack` where no service has strata.
    """

    target: Target
    sufficient: Counts
    applicable: Counts
    weights: Floats
    strata_from: Counts
    services_from: Counts
    n_population: Counts

    @property
    def rows_from(self) -> Counts:
        """The first row of each service."""
        return np.asarray(self.strata_from[self.services_from])

    @property
    def n_sampled(self) -> Counts:
        """The assessed cases of each stratum."""
        return np.diff(self.strata_from, append=len(self.weights))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ProgrammeEstimates:
    """Estimates of many services: arrays (services, scores), or (services) where said.

    As in `Estimates`; `degrees_of_freedom`, `n_cases`, `fraction` and `is_weighted` are one a
    service, `fraction` the share of the target that was assessed.
    """

    target: Target
    sufficient: Counts
    applicable: Counts
    applicable_cases: Counts
    effective_cases: Floats
    is_single: Flags
    shares: Floats
    variances: Floats
    degrees_of_freedom: Counts
    n_cases: Counts
    fraction: Floats
    is_weighted: Flags

    @property
    def standard_errors(self) -> Floats:
        """The standard error of each share; not-a-number where there is none."""
        return np.asarray(np.sqrt(self.variances))

    @property
    def basis(self) -> Basis:
        """What the intervals are chosen by."""
        shape = self.shares.shape
        return Basis(
            shares=self.shares,
            errors=self.standard_errors,
            sufficient=self.sufficient,
            applicable_cases=self.applicable_cases,
            effective_cases=self.effective_cases,
            is_single=self.is_single,
            degrees_of_freedom=_wide(self.degrees_of_freedom.astype(np.float64), shape),
            n_cases=_wide(self.n_cases.astype(np.float64), shape),
            fraction=_wide(self.fraction, shape),
            is_equal=np.broadcast_to(~self.is_weighted[:, None], shape),
        )


def stack(services: Sequence[CaseTotals], target: Target = Target.CASELOAD) -> StackedTotals:
    """The totals of several services, each with its own cases and strata, the same scores.

    Strata are joined as in `variance_strata`. Raises InputError without a service, and where
    two of them have different scores.
    """
    if not services or any(one.score_ids != services[0].score_ids for one in services):
        raise InputError("Give at least one service, and the same scores for all of them.")
    parts = []
    for totals in services:
        strata = variance_strata(totals, finite=target is Target.CASELOAD)
        order = np.argsort(strata.of_case, kind="stable")
        unknown = np.full(len(strata.n_sampled), -1, dtype=np.int64)
        parts.append(
            (
                totals.sufficient[order],
                totals.applicable[order],
                strata.weights[order],
                strata.n_sampled,
                unknown if strata.n_population is None else strata.n_population,
            )
        )
    sufficient, applicable, weights, n_sampled, sizes = zip(*parts, strict=True)
    return StackedTotals(
        target=target,
        sufficient=np.concatenate(sufficient),
        applicable=np.concatenate(applicable),
        weights=np.concatenate(weights),
        strata_from=_starts(np.concatenate(n_sampled)),
        services_from=_starts(np.array([len(one) for one in n_sampled])),
        n_population=np.concatenate(sizes),
    )


def simple_stack(
    sufficient: Counts,
    applicable: Counts,
    n_cases: Counts,
    n_population: Counts,
    target: Target = Target.CASELOAD,
) -> StackedTotals:
    """Simple samples as arrays: rows of cases, the number of rows and the caseload of each service.

    Raises InputError where the numbers do not add up to the rows or a caseload is smaller than
    its sample.
    """
    if n_cases.sum() != len(sufficient) or np.any(n_cases < 1) or np.any(n_population < n_cases):
        raise InputError("Every service needs a case, its rows, and a caseload as large as those.")
    return StackedTotals(
        target=target,
        sufficient=sufficient,
        applicable=applicable,
        weights=np.ones(len(sufficient)),
        strata_from=_starts(n_cases),
        services_from=np.arange(len(n_cases)),
        n_population=n_population if target is Target.CASELOAD else np.full(len(n_cases), -1),
    )


def programme_estimates(stacked: StackedTotals) -> ProgrammeEstimates:
    """Every score of every service, without a loop over services."""
    rows, weights = stacked.rows_from, stacked.weights[:, None]
    n_sampled = stacked.n_sampled
    per_service = np.add.reduceat(n_sampled, stacked.services_from)
    base = np.add.reduceat(weights * stacked.applicable, rows)
    count = np.add.reduceat(weights * stacked.sufficient, rows)
    shares = np.where(base > 0, count / np.where(base > 0, base, 1.0), np.nan)
    known = stacked.n_population >= 0
    fractions = np.where(known, n_sampled / np.where(known, stacked.n_population, 1), 0.0)
    # A score of nothing adds nothing here; its share marks it below.
    filled = np.repeat(np.nan_to_num(shares), per_service, axis=0)
    residuals = stacked.sufficient - filled * stacked.applicable
    residuals[np.abs(residuals) < NOISE] = 0.0
    z = weights * residuals / np.repeat(np.where(base > 0, base, 1.0), per_service, axis=0)
    mean = np.add.reduceat(z, stacked.strata_from) / n_sampled[:, None]
    squares = np.add.reduceat((z - np.repeat(mean, n_sampled, axis=0)) ** 2, stacked.strata_from)
    lone = np.where(n_sampled > 1, n_sampled / np.maximum(n_sampled - 1, 1), np.nan)
    factor = np.where(fractions < 1, (1 - fractions) * lone, 0.0)
    variances = np.add.reduceat(factor[:, None] * squares, stacked.services_from)
    variances[variances < NOISE**2] = 0.0
    varying = fractions < 1
    has_any = stacked.applicable > 0
    return ProgrammeEstimates(
        target=stacked.target,
        sufficient=np.add.reduceat(stacked.sufficient, rows),
        applicable=np.add.reduceat(stacked.applicable, rows),
        applicable_cases=np.add.reduceat(has_any.astype(np.int64), rows),
        effective_cases=_effective(weights, has_any, rows),
        is_single=np.maximum.reduceat(stacked.applicable, rows) <= 1,
        shares=shares,
        variances=np.where(np.isnan(shares), np.nan, variances),
        degrees_of_freedom=np.add.reduceat(
            np.where(varying, n_sampled - 1, 0), stacked.services_from
        ),
        n_cases=per_service,
        fraction=_service_fractions(stacked, per_service),
        is_weighted=np.maximum.reduceat(stacked.weights, rows)
        > np.minimum.reduceat(stacked.weights, rows),
    )


def programme_intervals(
    estimates: ProgrammeEstimates, level: float = 0.95
) -> tuple[Limits, NDArray[np.str_]]:
    """The lower and upper limits (services, scores), and the methods by their names.

    The limits are not-a-number where there is no interval.
    """
    return interval_limits(estimates.basis, level)


def _service_fractions(stacked: StackedTotals, per_service: Counts) -> Floats:
    sizes = np.add.reduceat(stacked.n_population, stacked.services_from)
    known = np.minimum.reduceat(stacked.n_population, stacked.services_from) >= 0
    return np.where(known, per_service / np.where(known, sizes, 1), 0.0)


def _effective(weights: Floats, has_any: Flags, rows: Counts) -> Floats:
    total = np.add.reduceat(weights * has_any, rows)
    squares = np.add.reduceat(weights**2 * has_any, rows)
    return np.where(squares > 0, total**2 / np.where(squares > 0, squares, 1.0), 0.0)


def _starts(sizes: Counts) -> Counts:
    """Where each of several runs begins, from their lengths."""
    return np.asarray(np.cumsum(sizes) - sizes)


def _wide(values: Floats, shape: tuple[int, ...]) -> Floats:
    return np.broadcast_to(values[:, None], shape)
