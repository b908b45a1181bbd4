"""Samples drawn again from a sample, for statistics without a formula, such as ranks.

The rescaled bootstrap of Rao, Wu and Yue 1992, Survey Methodology 18, 209. In a stratum of n
cases, r* are the times each is drawn in n - 1 draws with replacement, and

    w* = w [1 - lambda + lambda n/(n - 1) r*]        lambda = sqrt(1 - n/N)

so that the spread of R* = (w* y) / (w* x) is that of the linearised estimate, the part of the
caseload that was assessed included. No weight is below 0.
"""

from dataclasses import dataclass
from hashlib import sha256
from typing import Final

import numpy as np
from numpy.random import Generator, SeedSequence, default_rng

from corecase.core.errors import InputError
from corecase.statistics.estimates import Target
from corecase.statistics.totals import CaseTotals, Counts, Floats
from corecase.statistics.variance_strata import VarianceStrata, variance_strata

REPLICATES: Final = 2_000

NEAR: Final = 50_000
"""Counts worked on at once: replicates times cases."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Replicates:
    """Every score in samples drawn again: `shares` has a row a replicate and a column a score.

    Not-a-number where nothing applies to a score, or where no case to which it applies was drawn.
    """

    score_ids: tuple[str, ...]
    shares: Floats

    @property
    def standard_errors(self) -> Floats:
        """The spread of each score over the replicates in which it has a base.

        For the interval put it into the logit formula: percentiles of the replicates are too
        narrow at 20 cases. Not-a-number with fewer than two such replicates.
        """
        there = ~np.isnan(self.shares)
        if there.all() and len(there) > 1:
            return np.asarray(self.shares.std(axis=0, ddof=1))
        n = there.sum(axis=0)
        filled = np.where(there, self.shares, 0.0)
        mean = filled.sum(axis=0) / np.maximum(n, 1)
        squares = (np.where(there, self.shares - mean, 0.0) ** 2).sum(axis=0)
        return np.where(n > 1, np.sqrt(squares / np.maximum(n - 1, 1)), np.nan)


def service_generator(seed: int, service_id: str) -> Generator:
    """The chance of one service: its own stream of one seed, told by its name.

    So no result depends on the order of the services or on how they are shared among workers.
    Raises InputError for a seed below 0.
    """
    if seed < 0:
        raise InputError("A seed is a whole number of 0 or more.")
    key = int.from_bytes(sha256(service_id.encode()).digest()[:16])
    return default_rng(SeedSequence(seed, spawn_key=(key,)))


def bootstrap(
    totals: CaseTotals,
    rng: Generator,
    *,
    n_replicates: int = REPLICATES,
    target: Target = Target.CASELOAD,
) -> Replicates:
    """The scores of one service in as many samples drawn again, by one matrix product.

    Memory is that of one service: cases and scores times replicates. A stratum taken whole stays
    as it is; where a variance needs strata to be joined they are joined here. One case of a larger
    caseload gives not-a-number, as `estimate` does. Raises InputError
    for fewer than two replicates.
    """
    if n_replicates < 2:
        raise InputError("Ask for at least two replicates.")
    strata = variance_strata(totals, finite=target is Target.CASELOAD)
    both = np.concatenate((totals.sufficient, totals.applicable), axis=1)
    weighed = strata.weights[:, None] * both
    # A row a score here, so that each score's replicates lie side by side.
    sums = np.zeros((weighed.shape[1], n_replicates))
    for first in range(0, n_replicates, at_once := _at_once(totals.n_cases)):
        _add(sums[:, first : first + at_once], strata, weighed, rng)
    count, base = np.split(sums, 2)
    # Sums of the same judgements may differ in their last binary digit.
    np.minimum(count, base, out=count)
    none = base <= 0
    base[none] = 1.0
    count /= base
    count[none] = np.nan
    return Replicates(score_ids=totals.score_ids, shares=count.T)


def drawn_again(rng: Generator, n: int, n_replicates: int) -> Counts:
    """How often each of n cases is drawn in n - 1 draws with replacement, replicate by replicate.

    A row a replicate: multinomial counts, found by counting the draws, which is several times
    faster than drawing the counts.
    """
    draws = rng.integers(0, n, size=(n_replicates, n - 1), dtype=np.uint32)
    places = draws + np.arange(0, n_replicates * n, n)[:, None]
    return np.bincount(places.ravel(), minlength=n_replicates * n).reshape(n_replicates, n)


def _add(sums: Floats, strata: VarianceStrata, weighed: Floats, rng: Generator) -> None:
    """Adds up the weighed sums: what each replicate keeps of a stratum and what it drew again."""
    for h, (n, fraction) in enumerate(zip(strata.n_sampled, strata.fractions, strict=True)):
        inside = weighed[strata.of_case == h].T
        scale = np.sqrt(1 - fraction)
        if scale and n == 1:
            # One case of several says nothing of how cases differ; 0 would say that they do not.
            sums += np.nan
            continue
        sums += (1 - scale) * inside.sum(axis=1, keepdims=True)
        if scale:
            drawn = drawn_again(rng, int(n), sums.shape[1]).astype(np.float64)
            sums += scale * n / (n - 1) * (inside @ drawn.T)


def _at_once(n_cases: int) -> int:
    """How many replicates are drawn at a time, so that their counts stay near the processor."""
    return max(1, NEAR // n_cases)
