"""A service beside the mean of its group: the difference, where both have an interval."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from scipy.special import ndtri

from corecase.core.errors import InputError
from corecase.core.intervals import Interval
from corecase.statistics.differences import Difference, difference
from corecase.statistics.planned_scores import PlannedScore, Unplanned


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupMean:
    """The mean of the printed scores of other services, each counting once; shares from 0 to 1.

    `interval` is None where one of them has none; `missing` then says which.
    """

    n_services: int
    share: float
    interval: Interval | None
    missing: tuple[str, ...] = ()


def group_mean(others: Sequence[PlannedScore | Unplanned], level: float = 0.95) -> GroupMean:
    """The mean of others with its interval: the sum of their variances over their number squared.

    Scores without a percentage are left out. Raises InputError where none is left.
    """
    printed = [one for one in others if one.score.percent is not None]
    if not printed:
        raise InputError("A mean needs at least one service with a percentage.")
    n = len(printed)
    share = sum((one.score.percent or 0) / 100 for one in printed) / n
    missing = tuple(one.reason for one in printed if isinstance(one, Unplanned))
    if missing:
        return GroupMean(n_services=n, share=share, interval=None, missing=missing)
    variance = sum(one.estimated.variance for one in printed if isinstance(one, PlannedScore))
    half = float(ndtri((1 + level) / 2)) * sqrt(variance) / n
    ends = Interval(low=max(0.0, share - half), high=min(1.0, share + half), level=level)
    return GroupMean(n_services=n, share=share, interval=ends)


def against_group(
    own: PlannedScore | Unplanned | None, mean: GroupMean, level: float = 0.95
) -> Difference | None:
    """The service's score less the mean of its group; None where one lacks an interval."""
    if not isinstance(own, PlannedScore) or mean.interval is None:
        return None
    return difference(own.estimated.share, own.interval(level), mean.share, mean.interval)
