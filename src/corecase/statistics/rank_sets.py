"""Rank sets: the places that a service may have, with a stated confidence and no prior.

Mogstad, Romano, Shaikh and Wilhelm 2024, Review of Economic Studies 91, 476. The place of a
service is between one more than the number of services surely above it, and the number of
services less those surely below it. What "surely" means is a critical value for studentised
differences; the functions differ in how they find it.

A marginal set is right for one service named beforehand. Simultaneous sets are right for all
services at once, and are the ones to use where the service was picked because of its score.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtri

from corecase.core.errors import InputError
from corecase.statistics.ranks import top_quartile_size

N_DRAWS: Final = 20_000
_BLOCK_NUMBERS: Final = 2**16

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class RankSets:
    """For each service, in the order handed in, the best (`low`) and worst (`high`) place."""

    low: NDArray[np.int64]
    high: NDArray[np.int64]
    level: float

    def of(self, service: int) -> tuple[int, int]:
        """The places that one service may have, by its position in what was handed in."""
        return int(self.low[service]), int(self.high[service])

    def may_be_among_the_best(self, n_best: int) -> Bools:
        """Which services may be among the best `n_best`: those whose best place is no worse."""
        return self.low <= n_best


def bonferroni_sets(
    scores: ArrayLike, standard_errors: ArrayLike, *, level: float = 0.95, simultaneous: bool = True
) -> RankSets:
    """Rank sets with the normal quantile of Bonferroni: no chance in it, a little wide.

    Simultaneous: one-sided over all ordered pairs. Marginal: two-sided over the other
    services. Scores and standard errors on one scale. Raises InputError for fewer than two
    services or a standard error that is not above 0.
    """
    t, alpha = _studentised(scores, standard_errors), _alpha(level)
    n_services = len(t)
    tests = n_services * (n_services - 1) if simultaneous else 2 * (n_services - 1)
    return _sets(t > -ndtri(alpha / tests), level)


def holm_sets(scores: ArrayLike, standard_errors: ArrayLike, *, level: float = 0.95) -> RankSets:
    """Simultaneous rank sets by Holm's step-down over all ordered pairs, never wider.

    The largest difference is held to Bonferroni's quantile, the next to that of one test
    fewer, until one fails. Raises InputError as `bonferroni_sets`.
    """
    t, alpha = _studentised(scores, standard_errors), _alpha(level)
    n_services = len(t)
    pairs = ~np.eye(n_services, dtype=bool)
    ordered = np.sort(t[pairs])[::-1]
    critical = -ndtri(alpha / np.arange(len(ordered), 0, -1))
    failed = np.flatnonzero(ordered <= critical)
    # Everything before the first that fails is rejected; half of the pairs always fail.
    return _sets((t > ordered[failed[0]]) & pairs, level)


def max_t_sets(
    scores: ArrayLike,
    standard_errors: ArrayLike,
    *,
    rng: Generator,
    level: float = 0.95,
    simultaneous: bool = True,
    stepdown: bool = True,
    n_draws: int = N_DRAWS,
) -> RankSets:
    """Rank sets with the critical value drawn: the maximum of studentised differences.

    Errors are drawn as independent normals with the standard errors. `stepdown` draws again
    for the pairs that are not yet told apart, until nothing more is; sets never get wider by
    it. Memory holds `n_draws` x services numbers. Raises InputError as `bonferroni_sets`.
    """
    t, alpha = _studentised(scores, standard_errors), _alpha(level)
    if n_draws < 1:
        raise InputError("A critical value needs at least one draw; ask for 20,000.")
    errors = np.asarray(standard_errors, dtype=np.float64)
    noise = errors[:, None] * rng.standard_normal((len(errors), n_draws))
    search = _Search(t=t, noise=noise, errors=errors, share=1 - alpha, stepdown=stepdown)
    if simultaneous:
        return _sets(search.of_all(), level)
    counts = [search.of_one(j) for j in range(len(t))]
    return RankSets(
        low=np.array([1 + above for above, _ in counts]),
        high=np.array([len(t) - below for _, below in counts]),
        level=level,
    )


def may_be_in_top_quartile(
    scores: ArrayLike,
    standard_errors: ArrayLike,
    *,
    rng: Generator,
    level: float = 0.95,
    n_draws: int = N_DRAWS,
) -> Bools:
    """Which services may be in the top quartile: it holds them all with this confidence.

    Those whose best place in their simultaneous set lies in the quartile. A service outside
    it is surely not in the quartile; one inside it may be, which is not the same as is.
    """
    sets = max_t_sets(scores, standard_errors, rng=rng, level=level, n_draws=n_draws)
    return sets.may_be_among_the_best(top_quartile_size(len(sets.low)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Search:
    """Which differences are told apart, by the maximum of drawn ones over those still open."""

    t: Floats
    noise: Floats
    errors: Floats
    share: float
    stepdown: bool

    def of_all(self) -> Bools:
        """The ordered pairs told apart at once: `[i, k]` where i is surely above k."""
        still_open = ~np.eye(len(self.t), dtype=bool)
        none = np.zeros(len(self.t), dtype=bool)
        told = np.zeros_like(still_open)
        while True:
            # One service after the other, so that memory holds draws x services and no more.
            highest = np.zeros(self.noise.shape[1])
            for j, up in enumerate(still_open):
                np.maximum(highest, self._maximum(j, up, none), out=highest)
            new = still_open & (self.t > np.quantile(highest, self.share))
            told |= new
            still_open &= ~new
            if not self.stepdown or not new.any():
                return told

    def of_one(self, j: int) -> tuple[int, int]:
        """How many services are surely above and surely below one named beforehand."""
        up = np.arange(len(self.t)) != j
        down = up.copy()
        while True:
            critical = np.quantile(self._maximum(j, up, down), self.share)
            below, above = up & (self.t[j] > critical), down & (self.t[:, j] > critical)
            up, down = up & ~below, down & ~above
            if not self.stepdown or not (below.any() or above.any()):
                return int(len(self.t) - 1 - down.sum()), int(len(self.t) - 1 - up.sum())

    def _maximum(self, j: int, up: Bools, down: Bools) -> Floats:
        """In each draw, the largest studentised difference of j with those still open, or 0.

        Pairs that are told apart weigh 0. That leaves the quantile as it is, because none at a
        level of a half or more lies below 0.
        """
        weights = 1 / np.hypot(self.errors[j], self.errors)
        highest = np.zeros(self.noise.shape[1])
        # Blocks that stay in the processor's cache are several times faster.
        block = max(1, _BLOCK_NUMBERS // len(self.errors))
        for start in range(0, len(highest), block):
            part = slice(start, start + block)
            gaps = (self.noise[j, part] - self.noise[:, part]) * weights[:, None]
            largest = highest[part]
            if up.any():
                np.maximum(largest, (gaps * up[:, None]).max(axis=0), out=largest)
            if down.any():
                np.maximum(largest, -(gaps * down[:, None]).min(axis=0), out=largest)
        return highest


def _studentised(scores: ArrayLike, standard_errors: ArrayLike) -> Floats:
    """`[i, k]`: how far i lies above k, in standard errors of their difference."""
    x = np.asarray(scores, dtype=np.float64)
    se = np.asarray(standard_errors, dtype=np.float64)
    if x.ndim != 1 or x.shape != se.shape or len(x) < 2:
        raise InputError("Rank sets need two services or more, each with a score and an error.")
    if not (np.isfinite(x).all() and np.isfinite(se).all() and (se > 0).all()):
        raise InputError(
            "Rank sets need a score and a standard error above 0 for each service; leave out "
            "those whose uncertainty is not known."
        )
    return np.asarray((x[:, None] - x) / np.hypot(se[:, None], se))


def _alpha(level: float) -> float:
    # Below a half, a service would be "surely" above another whose score is higher.
    if not 0.5 <= level < 1:
        raise InputError(f"A level of {level} is no confidence; give one from 0.5 to below 1.")
    return 1 - level


def _sets(told: Bools, level: float) -> RankSets:
    return RankSets(low=1 + told.sum(axis=0), high=len(told) - told.sum(axis=1), level=level)
