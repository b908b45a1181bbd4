"""How much groups differ beyond sampling: the variance between them, by four known rules.

Each group has an estimate on an unbounded scale (for scores: the logit) and the variance of
its sampling error. Paule-Mandel is what Corecase uses; the others are there to check it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from corecase.core.errors import InputError

Floats = NDArray[np.float64]

_ROUNDS = 500
_SMALLEST_STEP = 1e-12
# A weight is 1 over a variance, and the rules raise weights to the third power: of a smaller
# variance the arithmetic knows no end. No number of cases comes near it.
_SMALLEST_VARIANCE = 1e-100


class BetweenGroups(StrEnum):
    """The rule by which the variance between groups is found."""

    PAULE_MANDEL = "PAULE_MANDEL"
    DERSIMONIAN_LAIRD = "DERSIMONIAN_LAIRD"
    REML = "REML"
    ML = "ML"


@dataclass(frozen=True, slots=True, kw_only=True)
class RandomEffects:
    """The distribution of true values among groups: variance `tau2` around `mu`.

    `mu_variance` is the variance of `mu` itself; `heterogeneity` is Cochran's Q, whose expected
    value without any true difference is the number of groups less one.
    """

    tau2: float
    mu: float
    mu_variance: float
    heterogeneity: float

    def posterior(
        self, estimates: ArrayLike, variances: ArrayLike
    ) -> tuple[Floats, Floats, Floats]:
        """Means, variances and shrinkage (0 to 1) of the groups once all are seen together.

        m = mu + (1 - B)(y - mu) with B = s2 / (s2 + tau2), and variance (1 - B) s2 + B2 var(mu):
        the second term because mu is estimated. With tau2 of 0 every group is the mean.
        """
        y, s2 = np.asarray(estimates, dtype=float), np.asarray(variances, dtype=float)
        shrinkage = s2 / (s2 + self.tau2)
        means = self.mu + (1 - shrinkage) * (y - self.mu)
        return means, (1 - shrinkage) * s2 + shrinkage**2 * self.mu_variance, shrinkage


def random_effects(
    estimates: ArrayLike,
    variances: ArrayLike,
    rule: BetweenGroups = BetweenGroups.PAULE_MANDEL,
) -> RandomEffects:
    """The distribution among groups from their estimates and sampling variances, arrays (K,).

    Paule and Mandel 1982; DerSimonian and Laird 1986; (RE)ML by Fisher scoring as in
    Viechtbauer 2010, J. Stat. Software 36(3). The variance between groups is never below 0.
    Raises InputError for fewer than two groups, or a variance that is not clearly above 0.
    """
    y, s2 = np.asarray(estimates, dtype=float), np.asarray(variances, dtype=float)
    if y.size < 2 or y.shape != s2.shape:
        raise InputError("Give at least two services, each with its score and standard error.")
    if not (np.isfinite(y).all() and is_weighed_by(s2)):
        raise InputError(
            "Every service needs a score and a standard error clearly above 0; leave out those "
            "without."
        )
    tau2 = _RULES[rule](y, s2)
    weights = 1 / (s2 + tau2)
    return RandomEffects(
        tau2=tau2,
        mu=_mean(y, weights),
        mu_variance=float(1 / weights.sum()),
        heterogeneity=_q(y, s2, 0.0),
    )


def is_weighed_by(variances: ArrayLike) -> bool:
    """Whether every one of them is finite and so far above 0 that a weight can be made of it."""
    s2 = np.asarray(variances, dtype=float)
    return bool((np.isfinite(s2) & (s2 >= _SMALLEST_VARIANCE)).all())


def moment_scale(weights: Floats) -> float:
    """Sum w - sum w2 / sum w, by which a method of moments divides; 0 for one group only.

    As the sum over pairs, for the difference is 0 where one weight dwarfs all others.
    """
    pairs = (weights[1:] * np.cumsum(weights)[:-1]).sum()
    return float(2 * pairs / weights.sum())


def _mean(y: Floats, weights: Floats) -> float:
    return float((weights * y).sum() / weights.sum())


def _q(y: Floats, s2: Floats, tau2: float) -> float:
    weights = 1 / (s2 + tau2)
    return float((weights * (y - _mean(y, weights)) ** 2).sum())


def _paule_mandel(y: Floats, s2: Floats) -> float:
    wanted = y.size - 1

    def excess(tau2: float) -> float:
        return _q(y, s2, tau2) - wanted

    if excess(0.0) <= 0:
        return 0.0
    # Q falls as tau2 grows; at this width every weight is below 1 / sum of squares, so Q < 1.
    high = float(((y - y.mean()) ** 2).sum())
    # Here and not above, because it takes long to load, and a report shrinks nothing.
    from scipy.optimize import brentq

    return float(brentq(excess, 0.0, high, xtol=1e-14, rtol=1e-14))


def _dersimonian_laird(y: Floats, s2: Floats) -> float:
    weights = 1 / s2
    return max(0.0, (_q(y, s2, 0.0) - (y.size - 1)) / moment_scale(weights))


def _reml(y: Floats, s2: Floats) -> float:
    def step(tau2: float) -> float:
        w = 1 / (s2 + tau2)
        total = w.sum()
        residuals = w * (y - _mean(y, w))
        trace = total - (w**2).sum() / total
        information = (w**2).sum() - 2 * (w**3).sum() / total + ((w**2).sum() / total) ** 2
        return float(((residuals**2).sum() - trace) / information)

    return _scored(step, _dersimonian_laird(y, s2))


def _ml(y: Floats, s2: Floats) -> float:
    def step(tau2: float) -> float:
        w = 1 / (s2 + tau2)
        residuals = w * (y - _mean(y, w))
        return float(((residuals**2).sum() - w.sum()) / (w**2).sum())

    return _scored(step, _dersimonian_laird(y, s2))


def _scored(step: Callable[[float], float], tau2: float) -> float:
    """Follows Fisher's steps to where they end; a variance that would fall below 0 is 0."""
    for _ in range(_ROUNDS):
        following = max(0.0, tau2 + step(tau2))
        if abs(following - tau2) < _SMALLEST_STEP:
            return following
        tau2 = following
    raise InputError("The spread between services was not found; use the Paule-Mandel rule.")


_RULES: dict[BetweenGroups, Callable[[Floats, Floats], float]] = {
    BetweenGroups.PAULE_MANDEL: _paule_mandel,
    BetweenGroups.DERSIMONIAN_LAIRD: _dersimonian_laird,
    BetweenGroups.REML: _reml,
    BetweenGroups.ML: _ml,
}
