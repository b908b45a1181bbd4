"""A check: several ways to make an interval, side by side on the same simulated samples.

The evidence for the choice that `corecase.statistics.intervals` makes.
"""

from collections.abc import Callable, Iterable
from typing import Final

import numpy as np
from numpy.random import Generator

from corecase.statistics import limits
from corecase.statistics.bootstrap import bootstrap, service_generator
from corecase.statistics.coverage import Coverage, CoverageTally
from corecase.statistics.estimates import Target, estimate
from corecase.statistics.interval_questions import naive_limits
from corecase.statistics.intervals import effective_number
from corecase.statistics.limits import Limits, quantile
from corecase.statistics.programme import ProgrammeEstimates
from corecase.statistics.simulated_inspections import inspected
from corecase.statistics.simulation import Programme
from corecase.statistics.totals import CaseTotals


def _logit_t(found: ProgrammeEstimates, level: float) -> Limits:
    basis = found.basis
    return limits.logit_limits(basis.shares, basis.errors, basis.degrees_of_freedom, level)


def _wilson(found: ProgrammeEstimates, level: float) -> Limits:
    basis = found.basis
    z = quantile(level, basis.degrees_of_freedom)
    return limits.wilson_limits(basis.shares, effective_number(basis), z)


def _korn_graubard(found: ProgrammeEstimates, level: float) -> Limits:
    basis = found.basis
    return limits.korn_graubard_limits(
        basis.shares, basis.errors, basis.degrees_of_freedom, found.applicable, level
    )


def _wald_t(found: ProgrammeEstimates, level: float) -> Limits:
    basis = found.basis
    return limits.wald_limits(basis.shares, basis.errors, basis.degrees_of_freedom, level)


def _wald_z(found: ProgrammeEstimates, level: float) -> Limits:
    return limits.wald_limits(found.basis.shares, found.basis.errors, 0.0, level)


WAYS: Final[dict[str, tuple[Target, Callable[[ProgrammeEstimates, float], Limits]]]] = {
    "logit_t": (Target.CASELOAD, _logit_t),
    "logit_t_nofpc": (Target.PRACTICE, _logit_t),
    "wilson_neff": (Target.CASELOAD, _wilson),
    "kg_beta": (Target.CASELOAD, _korn_graubard),
    "wald_t": (Target.CASELOAD, _wald_t),
    "wald_z": (Target.CASELOAD, _wald_z),
    "naive_binom_wald": (Target.CASELOAD, naive_limits),
}
"""The ways by their names in the record of trials: for which target, and how."""


BOOTSTRAP_WAYS: Final = ("boot_pct", "boot_naive_nofpc", "boot_se_logit_t", "logit_t")
"""Ways from samples drawn again, and the formula beside them."""


def side_by_side(
    programmes: Iterable[Programme],
    *,
    level: float = 0.95,
    spread_only: bool = True,
    fewest_cases: int = 1,
) -> dict[str, Coverage]:
    """How often each of `WAYS` held the score of the caseload, over all programmes together.

    With `spread_only` samples whose cases show no spread are left out for all ways, because some
    of them have no interval there; samples with fewer than `fewest_cases` applicable cases are
    left out too. Raises InputError where no sample is left.
    """
    tallies = {way: CoverageTally(what=way, level=level) for way in WAYS}
    for programme in programmes:
        seen = {target: inspected(programme, target) for target in Target}
        estimates = seen[Target.CASELOAD].estimates
        kept = estimates.applicable_cases >= fewest_cases
        if spread_only:
            kept &= estimates.variances > 0
        truth = np.where(kept, seen[Target.CASELOAD].truth, np.nan)
        for way, (target, of) in WAYS.items():
            with np.errstate(divide="ignore", invalid="ignore"):
                low, high = of(seen[target].estimates, level)
            tallies[way].add(low, high, truth)
    return {way: tally.result() for way, tally in tallies.items()}


def bootstrap_side_by_side(
    programmes: Iterable[Programme], *, seed: int, n_replicates: int = 999, level: float = 0.95
) -> dict[str, Coverage]:
    """How often intervals from samples drawn again held the score of the caseload.

    `boot_pct` takes percentiles of the replicates, `boot_naive_nofpc` the same as if little of
    the caseload had been assessed, `boot_se_logit_t` puts their spread into the logit formula;
    `logit_t` is the formula itself. Samples without spread are left out. Raises InputError
    where none is left.
    """
    tallies = {way: CoverageTally(what=way, level=level) for way in BOOTSTRAP_WAYS}
    for programme in programmes:
        seen = inspected(programme, Target.CASELOAD)
        found = [
            _drawn_again(
                programme.totals_of(k),
                service_generator(seed, f"{programme.number}-{service_id}"),
                n_replicates,
                level,
            )
            for k, service_id in enumerate(programme.service_ids)
        ]
        truth = np.where(seen.estimates.variances > 0, seen.truth, np.nan)
        for way, tally in tallies.items():
            low, high = (np.array([service[way][end] for service in found]) for end in (0, 1))
            tally.add(low, high, truth)
    return {way: tally.result() for way, tally in tallies.items()}


def _drawn_again(
    totals: CaseTotals, rng: Generator, n_replicates: int, level: float
) -> dict[str, Limits]:
    tails = ((1 - level) / 2, (1 + level) / 2)
    found = estimate(totals)
    drawn = bootstrap(totals, rng, n_replicates=n_replicates)
    loose = bootstrap(totals, rng, n_replicates=n_replicates, target=Target.PRACTICE)
    r, df = found.shares, found.degrees_of_freedom
    # Samples without spread are left out afterwards; here they divide by nothing.
    with np.errstate(divide="ignore", invalid="ignore"):
        again = limits.logit_limits(r, drawn.standard_errors, df, level)
        formula = limits.logit_limits(r, found.standard_errors, df, level)
    low, high = np.nanquantile(drawn.shares, tails, axis=0)
    wide_low, wide_high = np.nanquantile(loose.shares, tails, axis=0)
    return dict(
        zip(BOOTSTRAP_WAYS, ((low, high), (wide_low, wide_high), again, formula), strict=True)
    )
