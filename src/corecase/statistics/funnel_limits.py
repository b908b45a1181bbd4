"""The lines of a funnel: between which scores chance alone would leave a service of that size."""

from dataclasses import dataclass
from enum import StrEnum
from math import sqrt
from typing import Final

from scipy.special import betainc, ndtri

from corecase.core.errors import InputError
from corecase.core.intervals import Interval

FEWEST_FOR_NORMAL: Final = 30.0
"""Below so many effective cases the limits follow the binomial distribution."""


class Dispersion(StrEnum):
    """How the limits allow for services that truly differ from each other."""

    NONE = "NONE"
    MULTIPLICATIVE = "MULTIPLICATIVE"
    ADDITIVE = "ADDITIVE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """How much more the services differ than sampling explains.

    `phi` is the mean square of z, 1 where sampling explains all; `phi_winsorised` the same with
    the outer tenths drawn in, from which the limits are made; `tau2` the variance between
    services on the scale of shares.
    """

    phi: float
    phi_winsorised: float
    tau2: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The lines of a funnel around its target, for any effective number of cases.

    Multiplicative limits are wider by sqrt(phi) where phi is above 1; additive ones by
    sqrt((se2 + tau2) / se2): Spiegelhalter 2005, Stat. Med. 24, 1185, and 2005b, Qual. Saf.
    Health Care 14, 347.
    """

    target: float
    dispersion: Dispersion
    spread: Spread

    def at(self, n_effective: float, level: float) -> Interval:
        """The limits for a service of this size, at a level such as 0.95 or 0.998.

        Held between 0 and 1. Raises InputError for a size that is not above 0.
        """
        if not n_effective > 0:
            raise InputError("A service needs a case before it has limits.")
        se2 = self.target * (1 - self.target) / n_effective
        if n_effective < FEWEST_FOR_NORMAL:
            # With hardly a case the interpolation can pass the target, which no limit may.
            low = min(self.target, binomial_limit(n_effective, self.target, (1 - level) / 2))
            high = max(self.target, binomial_limit(n_effective, self.target, (1 + level) / 2))
        else:
            half = float(ndtri((1 + level) / 2)) * sqrt(se2)
            low, high = self.target - half, self.target + half
        wider = self._wider(se2)
        return Interval(
            low=max(0.0, self.target - wider * (self.target - low)),
            high=min(1.0, self.target + wider * (high - self.target)),
            level=level,
        )

    def _wider(self, se2: float) -> float:
        if self.dispersion is Dispersion.MULTIPLICATIVE:
            return sqrt(max(1.0, self.spread.phi_winsorised))
        if self.dispersion is Dispersion.ADDITIVE:
            return sqrt((se2 + self.spread.tau2) / se2)
        return 1.0


def binomial_limit(n_effective: float, target: float, probability: float) -> float:
    """The share below which a service of this size lies with this probability, interpolated.

    With r the fewest sufficient cases for which P(R <= r) reaches the probability, and alpha
    how far P(R <= r) lies beyond it in steps of P(R = r), the limit is (r - alpha) / n:
    Spiegelhalter 2005, appendix A.1. The number of cases need not be whole: the binomial
    distribution goes on between whole numbers as the beta function does. From 0 to 1.
    """
    below, r = 0.0, 0
    while (reached := _at_most(r, n_effective, target)) < probability:
        below, r = reached, r + 1
    alpha = (reached - probability) / (reached - below)
    return min(1.0, max(0.0, (r - alpha) / n_effective))


def _at_most(r: int, n: float, share: float) -> float:
    """P(R <= r) of n cases; 1 from the last whole case on."""
    return 1.0 if r >= n else float(betainc(n - r, r + 1, 1 - share))
