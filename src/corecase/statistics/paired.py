"""Scores of the same children at the beginning and at the end: how far did they move?"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite, sqrt
from typing import Literal

import numpy as np
from scipy.special import stdtr, stdtrit

from corecase.core.errors import InputError
from corecase.core.figures import Figure
from corecase.core.limits import Limits
from corecase.statistics.same_cases import mcnemar

Way = Literal["up", "down"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PairedChange:
    """The change from a first to a second score, later minus earlier, in points of the score.

    `available` counts the children with both scores out of all. `mean_limits`, `t` and `p` are
    None with fewer than two pairs, or where all changed by the same amount, which leaves no
    spread to judge by. `p_direction` is McNemar's exact chance of so uneven a split of those
    who moved, 1.0 where nobody did. `mean_bounds` are what the mean over all children could be
    if every missing score were the lowest or the highest of the scale; None where the scale was
    not given.
    """

    improves: Way
    available: Figure
    mean: float
    median: float
    improved: int
    same: int
    worse: int
    p_direction: float
    degrees_of_freedom: int
    t: float | None = None
    p: float | None = None
    mean_limits: Limits | None = None
    mean_bounds: tuple[float, float] | None = None

    @property
    def improved_bounds(self) -> tuple[Figure, Figure]:
        """Who improved, of all children, if none of the others did and if all of them did."""
        n = self.available.out_of
        missing = n - self.available.count
        return (
            Figure(count=self.improved, out_of=n),
            Figure(count=self.improved + missing, out_of=n),
        )

    @property
    def words(self) -> str:
        """For a reader: who has scores, who moved which way, and what is not known."""
        said = (
            f"A score at both ends is available for {self.available}. Of these {self.improved} "
            f"improved, {self.same} stayed the same and {self.worse} became worse; the mean change "
            f"is {self.mean:+.2f} points"
        )
        if self.mean_limits:
            level = f"{100 * self.mean_limits.level:g}%"
            said += (
                f" ({level} interval {self.mean_limits.low:+.2f} to {self.mean_limits.high:+.2f})"
            )
        if self.available.count == self.available.out_of:
            return f"{said}."
        least, most = self.improved_bounds
        return (
            f"{said}. Missing scores are not missing by chance: between {least.count} and "
            f"{most.count} of all {least.out_of} may have improved."
        )


def paired_change(
    before: Sequence[float | None],
    after: Sequence[float | None],
    *,
    improves: Way,
    level: float = 0.95,
    scale: tuple[float, float] | None = None,
) -> PairedChange:
    """The change of paired scores with a t interval for its mean (Student 1908, Biometrika 6, 1).

    One place for each child in both, None where there is no score. `improves` says which way is
    better: "down" for Asset, where a high score is a high risk. `scale` is the lowest and the
    highest score there can be, for the bounds. Raises InputError where the two differ in length,
    a score is no number or off the scale, or no child has both.
    """
    if len(before) != len(after):
        raise InputError("Give both scores child by child, with nothing where one is missing.")
    _check_scores([*before, *after], scale)
    pairs = [(b, a) for b, a in zip(before, after, strict=True) if b is not None and a is not None]
    if not pairs:
        raise InputError("No child has a score at both ends, so no change can be worked out.")
    changes = np.array([a - b for b, a in pairs])
    up, down = int(np.sum(changes > 0)), int(np.sum(changes < 0))
    improved, worse = (up, down) if improves == "up" else (down, up)
    mean, n = float(changes.mean()), len(changes)
    t, p, limits = _t_test(mean, changes.std(ddof=1) if n > 1 else 0.0, n, level)
    return PairedChange(
        improves=improves,
        available=Figure(count=n, out_of=len(before)),
        mean=mean,
        median=float(np.median(changes)),
        improved=improved,
        same=n - improved - worse,
        worse=worse,
        p_direction=mcnemar(improved, worse),
        degrees_of_freedom=n - 1,
        t=t,
        p=p,
        mean_limits=limits,
        mean_bounds=_mean_bounds(before, after, scale) if scale else None,
    )


def _t_test(
    mean: float, sd: float, n: int, level: float
) -> tuple[float | None, float | None, Limits | None]:
    # A spread that is only rounding of binary fractions is none.
    if sd <= 1e-12 * max(1.0, abs(mean)):
        return None, None, None
    error = float(sd) / sqrt(n)
    reach = float(stdtrit(n - 1, (1 + level) / 2)) * error
    t = mean / error
    limits = Limits(low=mean - reach, high=mean + reach, level=level)
    return float(t), float(2 * stdtr(n - 1, -abs(t))), limits


def _mean_bounds(
    before: Sequence[float | None], after: Sequence[float | None], scale: tuple[float, float]
) -> tuple[float, float]:
    low, high = scale
    both = list(zip(before, after, strict=True))
    least = [(low if a is None else a) - (high if b is None else b) for b, a in both]
    most = [(high if a is None else a) - (low if b is None else b) for b, a in both]
    return float(np.mean(least)), float(np.mean(most))


def _check_scores(scores: list[float | None], scale: tuple[float, float] | None) -> None:
    low, high = scale or (float("-inf"), float("inf"))
    if not low < high:
        raise InputError("A scale runs from its lowest to its highest score.")
    for score in scores:
        if score is not None and not (isfinite(score) and low <= score <= high):
            raise InputError(f"A score of {score} is none; leave it empty where it is missing.")
