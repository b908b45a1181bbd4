"""Places among services: how likely one is the best, in the top quartile, above a family.

Goldstein and Spiegelhalter 1996, JRSS A 159, 385: vectors of true scores are drawn from what
is known of each service, and each vector is put in order. Nothing here makes a list in order:
every function answers about one service at a time, by its position in what was handed in.
"""

from dataclasses import dataclass
from math import ceil, inf, sqrt
from typing import Final

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtr

from corecase.core.errors import InputError

N_DRAWS: Final = 10_000
"""Draws by default: the chance of the top quartile is then known within half a point."""

_BLOCK_NUMBERS: Final = 2**20
Floats = NDArray[np.float64]


def top_quartile_size(n_services: int) -> int:
    """How many places the top quartile has: a quarter of the services, rounded up.

    1 of 1 to 4 services, 2 of 5 to 8. Raises InputError where there is no service.
    """
    if n_services < 1:
        raise InputError("A top quartile needs at least one service; give the scores.")
    return ceil(n_services / 4)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceOfOne:
    """What can be said of one service's place; place 1 is the highest score.

    `best` and `top_quartile` are chances from 0 to 1; `low` to `high` holds the place in at
    least `level` of the draws.
    """

    best: float
    top_quartile: float
    median: int
    low: int
    high: int
    level: float
    n_services: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RankProbabilities:
    """How often each service took each place: `places[i, p]` is the share of draws.

    `means` and `variances` are what was drawn from, on one scale for all services.
    """

    places: Floats
    means: Floats
    variances: Floats

    @property
    def best(self) -> Floats:
        """The chance of each service to be the best of all, in the order handed in."""
        return np.asarray(self.places[:, 0])

    @property
    def top_quartile(self) -> Floats:
        """The chance of each service to be among the best quarter, rounded up."""
        return np.asarray(self.places[:, : top_quartile_size(len(self.places))].sum(axis=1))

    @property
    def mean(self) -> Floats:
        """The mean place of each service."""
        return np.asarray(self.places @ np.arange(1.0, len(self.places) + 1))

    @property
    def median(self) -> NDArray[np.int64]:
        """The median place of each service, the better of two where they share it."""
        return self._quantile(0.5)

    def intervals(self, level: float = 0.95) -> NDArray[np.int64]:
        """The places (n_services x 2) that hold each service's own in `level` of the draws."""
        _check_level(level)
        tail = (1 - level) / 2
        return np.column_stack((self._quantile(tail), self._quantile(1 - tail)))

    def above(self, threshold: float) -> Floats:
        """The chance of each service to lie above a fixed value, on the scale of the means."""
        return np.asarray(ndtr((self.means - threshold) / np.sqrt(self.variances)))

    def above_the_mean_of(self, service: int, others: ArrayLike) -> float:
        """The chance that a service lies above the mean of others, which leaves it out.

        `others` are positions; the service's own is not counted among them. The mean of n
        others has the sum of their variances over n squared. Raises InputError where no
        other is left.
        """
        chosen = np.setdiff1d(np.asarray(others, dtype=np.int64), [service])
        if not chosen.size:
            raise InputError("A family needs at least one other service; name one.")
        gap = self.means[service] - self.means[chosen].mean()
        variance = self.variances[service] + self.variances[chosen].sum() / chosen.size**2
        return float(ndtr(gap / sqrt(variance)))

    def of(self, service: int, level: float = 0.95) -> PlaceOfOne:
        """Everything about the place of one service, by its position in what was handed in."""
        low, high = self.intervals(level)[service]
        return PlaceOfOne(
            best=float(self.best[service]),
            top_quartile=float(self.top_quartile[service]),
            median=int(self.median[service]),
            low=int(low),
            high=int(high),
            level=level,
            n_services=len(self.places),
        )

    def _quantile(self, share: float) -> NDArray[np.int64]:
        # A hair below the share: sums of floats miss it by rounding.
        return np.asarray(np.argmax(self.places.cumsum(axis=1) >= share - 1e-9, axis=1) + 1)


def rank_probabilities(
    means: ArrayLike, variances: ArrayLike, *, rng: Generator, n_draws: int = N_DRAWS
) -> RankProbabilities:
    """The chances of places when each true score is normal with this mean and variance.

    Means and variances on one scale, best the logit ones of `shrinkage.shrink`; the higher
    score has the better place. Independent services. Memory holds a block of draws and the
    square table of places, however many draws are asked for. Raises InputError for fewer than
    two services, a variance that is not above 0, or no draws.
    """
    m, v = _checked(means, variances)
    if n_draws < 1:
        raise InputError("Chances of places need at least one draw; ask for 10,000.")
    n_services = len(m)
    spread = np.sqrt(v)
    counts = np.zeros(n_services * n_services, dtype=np.int64)
    block = max(1, _BLOCK_NUMBERS // n_services)
    place = np.arange(n_services)
    for start in range(0, n_draws, block):
        size = min(block, n_draws - start)
        drawn = m + spread * rng.standard_normal((size, n_services))
        order = np.argsort(-drawn, axis=1)
        counts += np.bincount((order * n_services + place).ravel(), minlength=len(counts))
    places = counts.reshape(n_services, n_services) / n_draws
    return RankProbabilities(places=places, means=m, variances=v)


def best_in_every(
    means: ArrayLike,
    covariances: ArrayLike,
    service: int,
    *,
    rng: Generator,
    n_draws: int = N_DRAWS,
) -> float:
    """The chance that one service is the best in every score at once: "best overall".

    `means` is n_services x n_scores; `covariances` n_services x n_scores x n_scores, because
    the scores of one service come from the same cases and move together. There is no overall
    score, so this is the only meaning that the words can have. Raises InputError for fewer
    than two services or for shapes that do not fit.
    """
    m = np.asarray(means, dtype=np.float64)
    c = np.asarray(covariances, dtype=np.float64)
    if m.ndim != 2 or len(m) < 2 or c.shape != (*m.shape, m.shape[1]) or n_draws < 1:
        raise InputError(
            "To be the best of all needs two services or more, with the same scores and a "
            "covariance of each service's scores; complete them."
        )
    n_scores, best = m.shape[1], 0
    block = max(1, _BLOCK_NUMBERS // n_scores)
    for start in range(0, n_draws, block):
        size = min(block, n_draws - start)
        own = rng.multivariate_normal(m[service], c[service], size)
        highest = np.full((size, n_scores), -inf)
        for other in range(len(m)):
            if other != service:
                drawn = rng.multivariate_normal(m[other], c[other], size)
                np.maximum(highest, drawn, out=highest)
        best += int((own > highest).all(axis=1).sum())
    return best / n_draws


def _checked(means: ArrayLike, variances: ArrayLike) -> tuple[Floats, Floats]:
    m, v = np.asarray(means, dtype=np.float64), np.asarray(variances, dtype=np.float64)
    if m.ndim != 1 or m.shape != v.shape or len(m) < 2:
        raise InputError("Places need two services or more, each with a score and a variance.")
    if not (np.isfinite(m).all() and np.isfinite(v).all() and (v > 0).all()):
        raise InputError(
            "A place needs a score and a variance above 0 for each service; leave out those "
            "whose uncertainty is not known."
        )
    return m, v


def _check_level(level: float) -> None:
    if not 0 < level < 1:
        raise InputError(f"A level of {level} is none; give one between 0 and 1.")
