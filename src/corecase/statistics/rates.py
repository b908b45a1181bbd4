"""Rates: events for each person, with limits; per 1,000, per year, and one rate over another.

A rate is held as events per person and put into its unit when it is printed.
"""

from dataclasses import dataclass, replace
from math import exp, isfinite, log, sqrt
from typing import Final

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import gammainccinv, gammaincinv, ndtri, stdtrit

from corecase.core.errors import InputError
from corecase.core.limits import Limits

EXACT_BELOW: Final = 10
"""Under this many events the limits are the exact ones, from here on Byar's."""
FEWEST_CHILDREN: Final = 5
"""With fewer children a rate per child is not given: our own choice, no source gives one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """Events and the persons (or person-years) they are counted over, with limits of the rate.

    `limits` are in events per person. `variance` is that of the rate; 0 where there was no
    event, which says nothing of how sure it is. `n_children` is given where the persons were
    counted one by one.
    """

    events: float
    exposure: float
    limits: Limits
    variance: float
    n_children: int | None = None

    @property
    def per_person(self) -> float:
        """Events for each person."""
        return self.events / self.exposure

    def per(self, persons: int) -> float:
        """Events for so many persons: `per(1000)`."""
        return persons * self.per_person

    def printed(self, persons: int = 1, decimals: int = 2) -> str:
        """As it is printed in a unit: `"69.0 per 1,000 (95% interval 64.0 to 74.2)"`."""
        unit = "per person" if persons == 1 else f"per {persons:,}"
        low, high = persons * self.limits.low, persons * self.limits.high
        return (
            f"{self.per(persons):.{decimals}f} {unit} ({100 * self.limits.level:g}% interval "
            f"{low:.{decimals}f} to {high:.{decimals}f})"
        )


def byar_limits(events: int, level: float = 0.95) -> Limits:
    """Byar's limits of a count (Breslow and Day 1987, Statistical Methods in Cancer Research II).

    low = O (1 - 1/(9 O) - z/(3 sqrt O))^3, high = (O + 1)(1 - 1/(9 (O + 1)) + z/(3 sqrt(O + 1)))^3.
    A low limit that would fall below 0 is 0, and so it is without an event. (Some software puts
    O + 1/2 into both; those are other limits.)
    """
    _check_count(events)
    z = _z(level)
    low = events * (1 - 1 / (9 * events) - z / (3 * sqrt(events))) ** 3 if events else 0.0
    more = events + 1
    high = more * (1 - 1 / (9 * more) + z / (3 * sqrt(more))) ** 3
    return Limits(low=max(0.0, low), high=high, level=level)


def exact_limits(events: int, level: float = 0.95) -> Limits:
    """The exact limits of a count by the chi-square distribution; from 0 without an event.

    low = chi2(a/2; 2 O)/2, high = chi2(1 - a/2; 2 O + 2)/2 (Garwood 1936, Biometrika 28, 437).
    """
    _check_count(events)
    tail = (1 - _checked(level)) / 2
    low = float(gammaincinv(events, tail)) if events else 0.0
    return Limits(low=low, high=float(gammainccinv(events + 1, tail)), level=level)


def count_limits(events: int, level: float = 0.95) -> Limits:
    """The limits of a count: exact below 10 events, Byar's from there (APHO 2008, briefing 3)."""
    return (exact_limits if events < EXACT_BELOW else byar_limits)(events, level)


def rate(events: int, exposure: float, level: float = 0.95) -> Rate:
    """A rate of separate events: `exposure` counts persons, or person-years.

    Right where one event says nothing of the next. For children who offend more than once use
    `rate_per_child`. Raises InputError for an exposure not above 0.
    """
    if not (isfinite(exposure) and exposure > 0):
        raise InputError("A rate needs persons to count over; give a number above 0.")
    counted = count_limits(events, level)
    return Rate(
        events=events,
        exposure=exposure,
        limits=counted.times(1 / exposure),
        variance=events / exposure**2,
    )


def rate_per_child(
    events: ArrayLike, exposure: ArrayLike | None = None, level: float = 0.95
) -> Rate:
    """Events per child, such as offences after nine months, with the child as cluster.

    `events` counts them child by child; `exposure` is the time at risk, 1 each where left out.
    R = sum y / sum x, v = n/(n - 1) sum (y - R x)^2 / (sum x)^2 (Cochran 1977, ch. 6), which
    holds however much some children offend more than others; the interval is R exp(+-t s/R)
    with n - 1 degrees of freedom. Where the children show no spread, and without an event, the
    limits and the variance are those of a count: alike children are no certainty. Raises
    InputError for fewer than five children, a count that is not whole or a time not above 0.
    """
    y = np.asarray(events, dtype=float)
    x = np.ones_like(y) if exposure is None else np.asarray(exposure, dtype=float)
    if y.ndim != 1 or y.shape != x.shape or len(y) < FEWEST_CHILDREN:
        raise InputError("A rate per child needs five children or more, each with its events.")
    if not (
        np.all(np.isfinite(y) & (y >= 0) & (y == np.rint(y))) and np.all(np.isfinite(x) & (x > 0))
    ):
        raise InputError("Events are whole, from 0 up, and the time at risk is above 0.")
    n, total, base = len(y), float(y.sum()), float(x.sum())
    found = total / base
    variance = float(n / (n - 1) * np.sum((y - found * x) ** 2)) / base**2
    # What is left of a spread of nothing is rounding.
    if sqrt(variance) <= 1e-10 * found:
        return replace(rate(int(total), base, level), n_children=n)
    reach = float(stdtrit(n - 1, (1 + _checked(level)) / 2)) * sqrt(variance) / found
    return Rate(
        events=total,
        exposure=base,
        limits=Limits(low=found * exp(-reach), high=found * exp(reach), level=level),
        variance=variance,
        n_children=n,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class RateRatio:
    """The first rate over the second, with limits; 1 is no difference."""

    ratio: float
    limits: Limits

    @property
    def differs(self) -> bool:
        """Whether the limits leave out 1."""
        return not self.limits.low <= 1 <= self.limits.high


def rate_ratio(first: Rate, second: Rate, level: float = 0.95) -> RateRatio:
    """The ratio of two independent rates on the log scale: se^2 = v1/R1^2 + v2/R2^2.

    Raises InputError where either has no event, because no ratio can be given then.
    """
    if not (first.events and second.events):
        raise InputError("A ratio needs an event in both rates; give the two rates instead.")
    ratio = first.per_person / second.per_person
    error = sqrt(sum(one.variance / one.per_person**2 for one in (first, second)))
    reach = _z(level) * error
    limits = Limits(low=exp(log(ratio) - reach), high=exp(log(ratio) + reach), level=level)
    return RateRatio(ratio=ratio, limits=limits)


def _z(level: float) -> float:
    return float(ndtri((1 + _checked(level)) / 2))


def _checked(level: float) -> float:
    if not 0 < level < 1:
        raise InputError(f"A level of {level} is none; give one between 0 and 1.")
    return level


def _check_count(events: int) -> None:
    if not (events >= 0 and events % 1 == 0):
        raise InputError("Events are counted from 0, one by one; give a whole number.")
