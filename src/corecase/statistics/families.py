"""Nearest neighbours by figures about the areas, and a service against its family."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import sqrt
from typing import Final

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtri

from corecase.core.errors import InputError
from corecase.core.families import Choice, Family
from corecase.core.intervals import Interval
from corecase.statistics.differences import Difference, Estimated, difference
from corecase.statistics.random_effects import Floats
from corecase.statistics.shrinkage import Posterior, Shrunk

FEWEST_FOR_A_MEAN: Final = 3
"""With fewer members a mean hides them: show each beside the service."""
USUAL_SIZE: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Areas:
    """Figures about areas: `values` (services, indicators), each indicator with its weight.

    Only what the service does not control belongs here: population and deprivation, never
    scores, reoffending or a service's own levels of risk. Raises InputError for a value that is
    missing, an indicator that is the same everywhere, or a weight below 0.
    """

    services: tuple[str, ...]
    indicators: tuple[str, ...]
    values: Floats
    weights: Floats

    def __post_init__(self) -> None:
        if self.values.shape != (len(self.services), len(self.indicators)):
            raise InputError("Give one figure for each area and indicator.")
        if len(self.services) < 2 or len(set(self.services)) < len(self.services):
            raise InputError("Give two areas or more, each once.")
        if self.weights.shape != (len(self.indicators),) or not (self.weights >= 0).all():
            raise InputError("Give each indicator one weight, of 0 or more.")
        if not self.weights.any():
            raise InputError("At least one indicator needs a weight above 0.")
        for name, column in zip(self.indicators, self.values.T, strict=True):
            if not np.isfinite(column).all():
                raise InputError(f"{name} is missing for an area; fill it in or leave it out.")
            if np.ptp(column) == 0:
                raise InputError(f"{name} is the same in every area and tells none apart.")

    @classmethod
    def of(
        cls,
        services: Sequence[str],
        figures: Mapping[str, ArrayLike],
        weights: Mapping[str, float] | None = None,
    ) -> "Areas":
        """Areas from one array of figures for each indicator; weights of 1 where none is given."""
        given = weights or {}
        columns = [np.asarray(column, dtype=float) for column in figures.values()]
        if not columns or {column.shape for column in columns} != {(len(services),)}:
            raise InputError("Give at least one indicator, with one figure for each area.")
        return cls(
            services=tuple(services),
            indicators=tuple(figures),
            values=np.column_stack(columns),
            weights=np.array([float(given.get(name, 1.0)) for name in figures]),
        )


def distances(areas: Areas) -> Floats:
    """How far areas lie from each other, (services, services), 1 for the two farthest apart.

    Each indicator is put on a common scale (mean 0, population standard deviation 1); the
    distance is the root of the weighted sum of squared differences, rebased: the idea that CIPFA
    describes for its nearest neighbours. All 0 where weighted areas are alike.
    """
    z = (areas.values - areas.values.mean(axis=0)) / areas.values.std(axis=0)
    apart = np.sqrt((((z[:, None, :] - z[None, :, :]) ** 2) * areas.weights).sum(axis=2))
    # The weighted indicators differ somewhere, so the farthest pair is apart.
    return np.asarray(apart / apart.max(), dtype=float)


def nearest(
    areas: Areas, service: str, *, on: date, chosen_by: str, size: int = USUAL_SIZE
) -> Family:
    """The family of the areas nearest to a service, nearest first, ties by name.

    Raises InputError for an unknown service, or a size that is not from 1 to the others.
    """
    if service not in areas.services:
        raise InputError(f"There are no figures about {service}; add them or correct the name.")
    if not 1 <= size < len(areas.services):
        raise InputError(f"A family here has 1 to {len(areas.services) - 1} members, not {size}.")
    apart = distances(areas)[areas.services.index(service)]
    # Rounded, so that areas equally far are put in order by name on every machine.
    order = sorted(
        (round(float(distance), 12), name)
        for name, distance in zip(areas.services, apart, strict=True)
        if name != service
    )
    return Family(
        service=service,
        members=tuple(name for _, name in order[:size]),
        choice=Choice.NEAREST,
        chosen_on=on,
        chosen_by=chosen_by,
        reason="nearest by " + ", ".join(areas.indicators),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class AgainstFamily:
    """A service read among all services, against the mean of its family without it."""

    service: Posterior
    family_share: float
    family_interval: Interval
    difference: Difference
    n_members: int


def against_family(
    shrunk: Shrunk, services: Sequence[str], family: Family, level: float = 0.95
) -> AgainstFamily:
    """A service's shrunken score less the mean of its family's shrunken scores.

    `services` are the names behind `shrunk`, in its order. The variance of the mean is the sum of
    the members' variances over the square of their number; both intervals are joined by MOVER.
    Raises InputError where a name has no score, or for fewer than three members, whose mean
    would hide them: `beside` shows each.
    """
    if len(family.members) < FEWEST_FOR_A_MEAN:
        raise InputError(
            f"A family of {len(family.members)} has no mean worth printing; show the service and "
            "each member with its interval."
        )
    own = _posterior(shrunk, services, family.service)
    members = [_posterior(shrunk, services, name) for name in family.members]
    n = len(members)
    mean = sum(one.share for one in members) / n
    # From the logit scale to shares: d share = p (1 - p) d logit.
    variance = sum((one.share * (1 - one.share)) ** 2 * one.variance_logit for one in members)
    half = float(ndtri((1 + level) / 2)) * sqrt(variance) / n
    ends = Interval(low=max(0.0, mean - half), high=min(1.0, mean + half), level=level)
    return AgainstFamily(
        service=own,
        family_share=mean,
        family_interval=ends,
        difference=difference(own.share, own.interval(level), mean, ends),
        n_members=n,
    )


def _posterior(shrunk: Shrunk, services: Sequence[str], name: str) -> Posterior:
    if len(services) != shrunk.n_services:
        raise InputError("Give one name for each score that was read together.")
    if name not in services:
        raise InputError(f"There is no score of {name}; leave it out or add its score.")
    return shrunk.of(list(services).index(name))


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """A service and each of its comparators with an interval of its own, in the order given."""

    name: str
    share: float
    interval: Interval


def beside(
    scores: Mapping[str, Estimated], family: Family, level: float = 0.95
) -> tuple[Beside, ...]:
    """The service first, then each member of its family, each with its own interval.

    For two comparators that somebody chose, three intervals say all that a mean would hide.
    Raises InputError where a name has no score.
    """
    rows: list[Beside] = []
    for name in (family.service, *family.members):
        if name not in scores:
            raise InputError(f"There is no score of {name}; leave it out or add its score.")
        found = scores[name]
        rows.append(Beside(name=name, share=found.share, interval=found.interval(level)))
    return tuple(rows)
