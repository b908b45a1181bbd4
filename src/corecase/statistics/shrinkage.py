"""Shrinkage: what a score says once it is read among the scores of all services.

A low score is low partly by bad luck. Each score is drawn towards the mean of all, the more so
the less certain it is: logit-normal empirical Bayes.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import expit, logit, ndtr, ndtri

from corecase.core.errors import InputError
from corecase.core.intervals import Interval
from corecase.statistics.random_effects import (
    BetweenGroups,
    Floats,
    RandomEffects,
    is_weighed_by,
    random_effects,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Posterior:
    """One score among all: its mean and variance on the logit scale, and the share in it.

    `share` is the logit mean turned back, which is the median of the share.
    """

    mean_logit: float
    variance_logit: float

    @property
    def share(self) -> float:
        """The shrunken score as a share from 0 to 1."""
        return float(expit(self.mean_logit))

    def interval(self, level: float = 0.95) -> Interval:
        """Between which shares the true score lies with this probability."""
        half = float(ndtri((1 + level) / 2)) * self.variance_logit**0.5
        return Interval(
            low=float(expit(self.mean_logit - half)),
            high=float(expit(self.mean_logit + half)),
            level=level,
        )

    def above(self, share: float) -> float:
        """The probability that the true score lies above a share from 0 to 1."""
        if not 0 < share < 1:
            return float(share <= 0)
        distance = (self.mean_logit - float(logit(share))) / self.variance_logit**0.5
        return float(ndtr(distance))


@dataclass(frozen=True, slots=True, kw_only=True)
class Shrunk:
    """The scores of K services shrunk together, in the order given; arrays are (K,).

    `tau2` is the variance among services on the logit scale, `mu` the logit of their mean,
    `shrinkage` how far each was drawn to it: 0 not at all, 1 wholly.
    """

    means_logit: Floats
    variances_logit: Floats
    shares: Floats
    shrinkage: Floats
    tau2: float
    mu: float
    mu_variance: float

    @property
    def n_services(self) -> int:
        """How many services were read together."""
        return int(self.shares.size)

    @property
    def mean_share(self) -> float:
        """The mean service as a share."""
        return float(expit(self.mu))

    def of(self, index: int) -> Posterior:
        """The score of the service at a place in the order given, from 0."""
        return Posterior(
            mean_logit=float(self.means_logit[index]),
            variance_logit=float(self.variances_logit[index]),
        )

    def placed(self, share: float, standard_error: float) -> Posterior:
        """A score of a service that is not among them, read among them.

        Raises InputError for a share of 0 or 1, or a standard error that is not clearly above 0.
        """
        y, s2 = on_logit_scale([share], [standard_error])
        known = RandomEffects(
            tau2=self.tau2, mu=self.mu, mu_variance=self.mu_variance, heterogeneity=0.0
        )
        means, variances, _ = known.posterior(y, s2)
        return Posterior(mean_logit=float(means[0]), variance_logit=float(variances[0]))


def shrink(
    shares: ArrayLike,
    standard_errors: ArrayLike,
    rule: BetweenGroups = BetweenGroups.PAULE_MANDEL,
) -> Shrunk:
    """The scores of services, from 0 to 1, shrunk towards their mean; arrays (K,).

    Standard errors are those of the practice, without finite population correction. Where the
    scores differ no more than sampling explains, `tau2` is 0 and all share one mean. Efron and
    Morris 1975, JASA 70, 311, on the logit scale; Paule and Mandel 1982. Raises InputError for
    fewer than two services, a share of 0 or 1 or a standard error not clearly above 0.
    """
    y, s2 = on_logit_scale(shares, standard_errors)
    found = random_effects(y, s2, rule)
    means, variances, shrinkage = found.posterior(y, s2)
    return Shrunk(
        means_logit=means,
        variances_logit=variances,
        shares=np.asarray(expit(means), dtype=float),
        shrinkage=shrinkage,
        tau2=found.tau2,
        mu=found.mu,
        mu_variance=found.mu_variance,
    )


def on_logit_scale(shares: ArrayLike, standard_errors: ArrayLike) -> tuple[Floats, Floats]:
    """Logits of shares and the variances of those logits: se / (p (1 - p)), squared.

    Raises InputError for a share of 0 or 1 or a standard error that is not clearly above 0.
    """
    p = np.asarray(shares, dtype=float)
    se = np.asarray(standard_errors, dtype=float)
    if ((p > 0) & (p < 1)).all() and (se > 0).all():
        # A share next to 0 gives an infinite variance, by which nothing is weighed either.
        with np.errstate(over="ignore"):
            variances: Floats = (se / (p * (1 - p))) ** 2
        if is_weighed_by(variances):
            return np.asarray(logit(p), dtype=float), variances
    raise InputError(
        "A score of 0% or 100%, or one without a standard error clearly above 0, cannot be read "
        "among others; leave that service out."
    )
