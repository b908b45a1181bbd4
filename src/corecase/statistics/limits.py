"""Limits of an estimated share from its standard error: arrays in, two arrays out.

Every function takes a share R from 0 to 1, its standard error, the degrees of freedom of that
(0: the error is taken as known) and a level, and broadcasts. All but `wilson_limits` and
`wald_limits` need 0 < R < 1 and an error above 0; `corecase.statistics.intervals` chooses.
"""

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import betaincinv, expit, logit, ndtri, stdtrit, xlogy

from corecase.core.errors import InputError
from corecase.statistics.totals import Floats

Limits: TypeAlias = tuple[Floats, Floats]


def check_level(level: float) -> None:
    """Raises InputError unless a level lies between 0 and 1."""
    if not 0 < level < 1:
        raise InputError(f"A level of {level} is none; give one between 0 and 1.")


def quantile(level: float, degrees_of_freedom: ArrayLike) -> Floats:
    """The two-sided quantile of Student's t at a level; the normal one where there are 0."""
    check_level(level)
    df = np.asarray(degrees_of_freedom, dtype=np.float64)
    upper = (1 + level) / 2
    t = stdtrit(np.where(df > 0, df, 1.0), upper)
    return np.asarray(np.where(df > 0, t, ndtri(upper)))


def logit_limits(share: ArrayLike, error: ArrayLike, df: ArrayLike, level: float) -> Limits:
    """Symmetric on the logit: logit R -/+ t se / (R (1 - R)), taken back; they hold the share.

    The default for a pooled score (Lumley 2010, *Complex Surveys*, chapter 2).
    """
    r = np.asarray(share, dtype=np.float64)
    half = quantile(level, df) * np.asarray(error) / (r * (1 - r))
    low, high = expit(logit(r) - half), expit(logit(r) + half)
    # The logit and back miss a share by its last digit, which may be more than the half.
    return np.minimum(r, low), np.maximum(r, high)


def wald_limits(share: ArrayLike, error: ArrayLike, df: ArrayLike, level: float) -> Limits:
    """R -/+ t se, which may leave 0 to 1: beside others, never printed."""
    r = np.asarray(share, dtype=np.float64)
    half = quantile(level, df) * np.asarray(error)
    return r - half, r + half


def arcsine_limits(share: ArrayLike, error: ArrayLike, df: ArrayLike, level: float) -> Limits:
    """sin^2(asin sqrt R -/+ t se / (2 sqrt(R (1 - R)))), stopped at 0 and 1."""
    r = np.asarray(share, dtype=np.float64)
    angle = np.arcsin(np.sqrt(r))
    half = quantile(level, df) * np.asarray(error) / (2 * np.sqrt(r * (1 - r)))
    low, high = np.maximum(angle - half, 0.0), np.minimum(angle + half, np.pi / 2)
    return np.sin(low) ** 2, np.sin(high) ** 2


def korn_graubard_limits(
    share: ArrayLike, error: ArrayLike, df: ArrayLike, n_judgements: ArrayLike, level: float
) -> Limits:
    """Clopper and Pearson's limits with the effective number of judgements: the cautious ones.

    n* = R (1 - R) / v (t(m - 1) / t(df))^2 with m judgements (Korn and Graubard 1998, Survey
    Methodology 24, 193).
    """
    r, v = np.asarray(share, dtype=np.float64), np.asarray(error, dtype=np.float64) ** 2
    plain, clustered = quantile(level, np.asarray(n_judgements) - 1), quantile(level, df)
    n = r * (1 - r) / v * (plain / clustered) ** 2
    lower, upper = (1 - level) / 2, (1 + level) / 2
    return (
        np.asarray(betaincinv(n * r, n * (1 - r) + 1, lower)),
        np.asarray(betaincinv(n * r + 1, n * (1 - r), upper)),
    )


def likelihood_limits(
    share: float, error: float, df: float, n_judgements: int, level: float
) -> tuple[float, float]:
    """Where the binomial log-likelihood of m judgements, scaled to the error, fell by t^2 / 2.

    One share at a time, by root finding. The scale is that of R's `svyciprop`, which estimates
    the dispersion with m - 1 (Rao and Scott 1984, Ann. Statist. 12, 46).
    """
    spread = error**2 / (share * (1 - share)) * n_judgements / (n_judgements - 1)
    fall = float(quantile(level, df)) ** 2 * spread

    def above(p: float) -> float:
        kept = xlogy(share, share / p) + xlogy(1 - share, (1 - share) / (1 - p))
        return float(2 * kept - fall)

    edge = 1e-15
    return _root(above, edge, share), _root(above, share, 1 - edge)


def wilson_limits(share: ArrayLike, n: ArrayLike, z: ArrayLike) -> Limits:
    """Wilson's limits of a share of `n`, which need not be whole (Wilson 1927, JASA 22, 209).

    Exactly 0 below a share of 0 and exactly 1 above a share of 1.
    """
    p, n, z = (np.asarray(value, dtype=np.float64) for value in (share, n, z))
    inner = z * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
    middle, scale = p + z**2 / (2 * n), 1 + z**2 / n
    low = np.where(p == 0, 0.0, (middle - inner) / scale)
    high = np.where(p == 1, 1.0, (middle + inner) / scale)
    return low, high


def _root(function: Callable[[float], float], low: float, high: float) -> float:
    # Here and not above: a page that needs no root does not wait for it.
    from scipy.optimize import brentq

    return float(brentq(function, low, high, xtol=1e-14, rtol=1e-14))
