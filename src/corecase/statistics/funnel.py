"""A funnel: scores of many services against their size, with the lines that chance would keep.

It answers whether a service differs from the target by more than chance. It gives no places:
services stand in the order of their names.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

import numpy as np

from corecase.core.errors import InputError
from corecase.core.intervals import Interval
from corecase.core.periods import day_in_words
from corecase.statistics.funnel_limits import Dispersion, Limits, Spread
from corecase.statistics.random_effects import Floats, is_weighed_by, moment_scale

INNER, OUTER = 0.95, 0.998
"""The levels of the two pairs of lines."""
WINSORISED: Final = 0.10
FEWEST: Final = 2
"""So many services a funnel needs; of one, the target would be its own score."""
FEWEST_DRAWN: Final = 10
"""From so many on a reader who did not ask for a funnel is shown one. Our own setting: of two or
three of one size none can lie outside lines that are made of their own differences."""


class Where(StrEnum):
    """Where a service lies in a funnel."""

    INSIDE = "INSIDE"
    ABOVE_INNER = "ABOVE_INNER"
    ABOVE_OUTER = "ABOVE_OUTER"
    BELOW_INNER = "BELOW_INNER"
    BELOW_OUTER = "BELOW_OUTER"

    @property
    def words(self) -> str:
        """As a table prints it."""
        return _WHERE[self]


_WHERE = {
    Where.INSIDE: "inside the lines",
    Where.ABOVE_INNER: "above the 95% line",
    Where.ABOVE_OUTER: "above the 99.8% line",
    Where.BELOW_INNER: "below the 95% line",
    Where.BELOW_OUTER: "below the 99.8% line",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceScore:
    """One service as a funnel reads it: cases, score as a share, standard error of practice."""

    service: str
    n_cases: int
    share: float
    standard_error: float

    def __post_init__(self) -> None:
        known = 0 < self.standard_error < 1 and is_weighed_by(self.standard_error**2)
        if self.n_cases < 1 or not 0 <= self.share <= 1 or not known:
            raise InputError(
                f"{self.service} needs a case, a score and a standard error clearly above 0 to "
                "stand in a funnel; leave it out and say so."
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One service in a funnel.

    `n_effective` is the size of a simple sample with the same standard error around the target,
    t (1 - t) / se2, and not the number of judgements. `z` is its distance from the target in its
    own standard errors, `z_adjusted` in those of the funnel's dispersion.
    """

    scored: ServiceScore
    n_effective: float
    z: float
    z_adjusted: float
    inner: Interval
    outer: Interval

    @property
    def where(self) -> Where:
        """Inside the lines, or outside one or both pairs of them."""
        share = self.scored.share
        if self.inner.holds(share):
            return Where.INSIDE
        beyond = not self.outer.holds(share)
        if share > self.inner.high:
            return Where.ABOVE_OUTER if beyond else Where.ABOVE_INNER
        return Where.BELOW_OUTER if beyond else Where.BELOW_INNER

    @property
    def words(self) -> str:
        """The service in a sentence: its score, where it lies, and the lines of its size."""
        return (
            f"{self.scored.service}: {self.scored.share:.1%}, {self.where.words}; the 95% lines of "
            f"its size are {self.inner.low:.1%} and {self.inner.high:.1%}."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Funnel:
    """A funnel of one score: its points in the order of names, its lines, and what it says.

    `limits` draw the lines at any size. No place of a service in an order can be asked of it.
    """

    label: str
    as_at: date
    limits: Limits
    points: tuple[Point, ...]

    @property
    def n_services(self) -> int:
        """How many services stand in it."""
        return len(self.points)

    def of(self, service: str) -> Point:
        """The service of this name. Raises InputError naming those that there are."""
        for point in self.points:
            if point.scored.service == service:
                return point
        known = ", ".join(point.scored.service for point in self.points)
        raise InputError(f"There is no service {service!r} in the funnel; there are {known}.")

    def outside(self, *where: Where) -> tuple[str, ...]:
        """The services at one of these places, by name."""
        return tuple(one.scored.service for one in self.points if one.where in where)

    @property
    def dispersion_words(self) -> str:
        """What the lines allow for, which has to stand on every picture of it."""
        return {
            Dispersion.NONE: "The lines allow for sampling only, not for true differences "
            "between services.",
            Dispersion.MULTIPLICATIVE: "The lines are widened in proportion to how much "
            "services differ.",
            Dispersion.ADDITIVE: "The lines allow for sampling and for the usual differences "
            "between services.",
        }[self.limits.dispersion]

    @property
    def text(self) -> str:
        """The funnel in words, for a reader who does not see it."""
        n, inside = self.n_services, len(self.outside(Where.INSIDE))
        above = self.outside(Where.ABOVE_INNER, Where.ABOVE_OUTER)
        below = self.outside(Where.BELOW_INNER, Where.BELOW_OUTER)
        return (
            f"{self.label}: scores of {n} services against their effective number of cases, as "
            f"at {day_in_words(self.as_at)}. The target is {self.limits.target:.1%}, the "
            f"score of all cases together. {inside} of {n} lie within the 95% lines. "
            f"Above them: {_named(above)}. Below them: {_named(below)}. {self.dispersion_words}"
        )


def _named(services: Sequence[str]) -> str:
    if not services:
        return "none"
    return ", ".join(services[:-1]) + " and " + services[-1] if services[1:] else services[0]


def funnel(
    scores: Iterable[ServiceScore],
    *,
    label: str,
    as_at: date,
    dispersion: Dispersion = Dispersion.ADDITIVE,
    target: float | None = None,
) -> Funnel:
    """A funnel of services around a target, from their scores and standard errors.

    The target is the mean of the scores weighted by cases where none is given. Spiegelhalter
    2005, Stat. Med. 24, 1185; overdispersion from z values of which the outer tenths are drawn
    in. Raises InputError for fewer than two services, a name used twice, or a target of 0 or 1.
    """
    rows = sorted(scores, key=lambda one: one.service)
    check_enough(len(rows))
    if len({row.service for row in rows}) < len(rows):
        raise InputError("Each service of a funnel needs a name of its own; one stands twice.")
    share = np.array([row.share for row in rows])
    se = np.array([row.standard_error for row in rows])
    if target is None:
        cases = np.array([row.n_cases for row in rows])
        target = float((cases * share).sum() / cases.sum())
    if not 0 < target < 1:
        raise InputError("A funnel around 0% or 100% has no lines; there is nothing to compare.")
    z = (share - target) / se
    limits = Limits(target=target, dispersion=dispersion, spread=spread(z, se))
    adjusted = z * se / _adjusted_errors(limits, se)
    return Funnel(
        label=label,
        as_at=as_at,
        limits=limits,
        points=tuple(
            _point(row, limits, float(z[place]), float(adjusted[place]))
            for place, row in enumerate(rows)
        ),
    )


def check_enough(n_services: int) -> None:
    """Raises InputError, with how many are needed, for fewer services than a funnel has."""
    if n_services < FEWEST:
        raise InputError(f"A funnel needs {FEWEST} services or more; there {_there(n_services)}.")


def check_drawn(n_services: int) -> None:
    """Raises InputError for so few services that the lines between them would say little."""
    if n_services < FEWEST_DRAWN:
        raise InputError(
            f"A funnel is drawn from {FEWEST_DRAWN} services on, because lines between fewer say "
            f"little; there {_there(n_services)}. The tables have every score."
        )


def _there(n_services: int) -> str:
    return "is 1" if n_services == 1 else f"are {n_services}"


def _point(row: ServiceScore, limits: Limits, z: float, z_adjusted: float) -> Point:
    n_effective = limits.target * (1 - limits.target) / row.standard_error**2
    return Point(
        scored=row,
        n_effective=n_effective,
        z=z,
        z_adjusted=z_adjusted,
        inner=limits.at(n_effective, INNER),
        outer=limits.at(n_effective, OUTER),
    )


def winsorised(z: Floats, tail: float = WINSORISED) -> Floats:
    """The z values, those beyond the lower and the upper `tail` quantile drawn in to it.

    Quantiles are interpolated between neighbours, as numpy does by default.
    """
    drawn_in: Floats = np.clip(z, np.quantile(z, tail), np.quantile(z, 1 - tail))
    return drawn_in


def spread(z: Floats, standard_errors: Floats) -> Spread:
    """How much more the services differ than sampling explains; arrays (I,) of z and of se.

    tau2 = max(0, (I phi - (I - 1)) / (sum w - sum w2 / sum w)), w = 1 / se2, phi winsorised:
    Spiegelhalter 2005b; 0 for one service.
    """
    n = z.size
    phi = float((winsorised(z) ** 2).mean())
    scale = moment_scale(1 / standard_errors**2)
    tau2 = max(0.0, (n * phi - (n - 1)) / scale) if n > 1 else 0.0
    return Spread(phi=float((z**2).mean()), phi_winsorised=phi, tau2=tau2)


def _adjusted_errors(limits: Limits, se: Floats) -> Floats:
    if limits.dispersion is Dispersion.MULTIPLICATIVE:
        factor = max(1.0, limits.spread.phi_winsorised) ** 0.5
        return np.asarray(se * factor, dtype=float)
    if limits.dispersion is Dispersion.ADDITIVE:
        return np.asarray(np.sqrt(se**2 + limits.spread.tau2), dtype=float)
    return se
