"""Two scores beside each other: their difference, and how far sampling leaves it open."""

from collections.abc import Callable
from dataclasses import dataclass
from math import inf, isfinite, sqrt
from typing import Final

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import brentq
from scipy.special import expit, logit, stdtrit

from corecase.core.comparisons import difference_words
from corecase.core.errors import InputError
from corecase.core.figures import Figure
from corecase.core.intervals import Interval
from corecase.statistics.proportions import wilson

_FARTHEST: Final = 1 - 1e-15


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """The first share less the second, from -1 to 1, with its interval."""

    share: float
    interval: Interval

    @property
    def points(self) -> float:
        """The difference in percentage points, below 0 where the first is lower."""
        return 100 * self.share

    @property
    def is_clear(self) -> bool:
        """Whether the interval leaves out 0, so that one score is the higher at its level."""
        return not self.interval.holds(0.0)

    @property
    def words(self) -> str:
        """For a reader: `"14 points higher (95% interval: 8 to 20 points higher)"`."""
        return difference_words(self.share, self.interval)


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimated:
    """A share with its standard error, and the degrees of freedom behind that (cases less strata).

    For a comparison the standard error has no finite population correction, and holds the
    variance between teams where different teams inspected. Infinite degrees of freedom stand
    for an error that is known. Raises InputError outside those ranges.
    """

    share: float
    standard_error: float
    degrees_of_freedom: float = inf

    def __post_init__(self) -> None:
        if not 0 <= self.share <= 1 or not 0 <= self.standard_error < inf:
            raise InputError("A share from 0 to 1 and a standard error of 0 or more are needed.")
        if not self.degrees_of_freedom > 0:
            raise InputError("At least two cases are needed in a comparison; draw or pool more.")

    @property
    def variance(self) -> float:
        """The standard error squared."""
        return self.standard_error**2

    def interval(self, level: float = 0.95) -> Interval:
        """The logit-t interval: logit(p) -+ t se / (p (1 - p)), turned back; it holds the share.

        Raises InputError at a share of 0 or 1 or a standard error of 0, where there is none:
        give an interval found by another way to `difference`.
        """
        if not 0 < self.share < 1 or not self.standard_error:
            raise InputError(
                "A score without spread between its cases has no such interval; compare counts."
            )
        centre = float(logit(self.share))
        scale = self.standard_error / (self.share * (1 - self.share))
        half = float(stdtrit(self.degrees_of_freedom, (1 + level) / 2)) * scale
        low, high = float(expit(centre - half)), float(expit(centre + half))
        # The logit and back miss a share by its last digit, which may be more than the half.
        return Interval(low=min(self.share, low), high=max(self.share, high), level=level)


def difference(
    first: float,
    first_interval: Interval,
    second: float,
    second_interval: Interval,
    *,
    correlation: float = 0.0,
) -> Difference:
    """The first share less the second, with an interval made from both intervals (MOVER).

    L = D - sqrt((p1 - l1)2 + (u2 - p2)2 - 2 r (p1 - l1)(u2 - p2)), U likewise with the other
    ends: Zou and Donner 2008, Stat. Med. 27, 1693; with a correlation Zou 2007, Psych. Methods 12,
    399. `correlation` is that of the two estimates, 0 for samples without a common case; where
    both intervals are symmetrical the variance is then exactly v1 + v2 - 2 c. Raises
    InputError where the levels differ, or a share lies outside its interval.
    """
    if first_interval.level != second_interval.level:
        raise InputError("Compare two intervals of one level, such as 95% with 95%.")
    if not first_interval.holds(first) or not second_interval.holds(second):
        raise InputError("A share has to lie within its own interval; check which belong together.")
    if not -1 <= correlation <= 1:
        raise InputError("A correlation lies between -1 and 1.")
    below_first, above_first = first - first_interval.low, first_interval.high - first
    below_second, above_second = second - second_interval.low, second_interval.high - second
    found = first - second
    return Difference(
        share=found,
        interval=Interval(
            low=max(-1.0, found - _joined(below_first, above_second, correlation)),
            high=min(1.0, found + _joined(above_first, below_second, correlation)),
            level=first_interval.level,
        ),
    )


def _joined(one: float, other: float, correlation: float) -> float:
    # Rounding can take a distance of nothing below 0.
    return sqrt(max(0.0, one**2 + other**2 - 2 * correlation * one * other))


def of_counts(first: Figure, second: Figure, level: float = 0.95) -> Difference:
    """The difference of two plain counts of cases: Newcombe 1998b, Stat. Med. 17, 873, method 10.

    For one judgement a case, never for pooled judgements. Raises InputError on a base of 0.
    """
    return difference(
        *_counted(first, level),
        *_counted(second, level),
    )


def _counted(figure: Figure, level: float) -> tuple[float, Interval]:
    if not figure.is_applicable:
        raise InputError("A question that applied to no case cannot be compared.")
    return float(figure.share), wilson(figure.count, figure.out_of, level)


@dataclass(frozen=True, slots=True, kw_only=True)
class WelchDifference:
    """A difference by the t distribution with approximate degrees of freedom: a check on MOVER."""

    difference: Difference
    standard_error: float
    degrees_of_freedom: float


def welch(first: Estimated, second: Estimated, level: float = 0.95) -> WelchDifference:
    """D -+ t se with Satterthwaite's degrees of freedom (Welch 1947, Biometrika 34, 28).

    Ends beyond -1 or 1 are drawn in to them: no two shares differ by more. Raises InputError
    where neither score has a standard error.
    """
    variance = first.variance + second.variance
    if not variance:
        raise InputError("Two scores without spread between their cases cannot be compared so.")
    behind = sum(one.variance**2 / one.degrees_of_freedom for one in (first, second))
    degrees = variance**2 / behind if behind else inf
    half = float(stdtrit(degrees, (1 + level) / 2)) * sqrt(variance)
    found = first.share - second.share
    return WelchDifference(
        difference=_drawn_in(found, half, level),
        standard_error=sqrt(variance),
        degrees_of_freedom=degrees,
    )


def within(
    shares: ArrayLike,
    covariance: ArrayLike,
    degrees_of_freedom: float,
    *,
    first: int = 0,
    second: int = 1,
    level: float = 0.95,
    is_whole: bool = False,
) -> Difference:
    """Two scores of one service from the same cases, such as two headlines: first less second.

    `shares` (G,) and their `covariance` (G, G) are those of the sample; the variance of the
    difference is v1 + v2 - 2 c. D -+ t se, drawn in to -1 and 1; without width only where
    `is_whole` says that the cases are all of the caseload. Raises InputError for fewer than one
    degree of freedom, shapes that differ, a score that is not known, or a sample in which the
    difference shows no spread: that is no proof that there is none.
    """
    p, v = np.asarray(shares, dtype=float), np.asarray(covariance, dtype=float)
    if v.shape != (p.size, p.size) or degrees_of_freedom < 1:
        raise InputError("Give one covariance for each pair of scores, from two cases or more.")
    scales = v[first, first] + v[second, second]
    found, variance = float(p[first] - p[second]), float(scales - 2 * v[first, second])
    if not isfinite(found + variance):
        raise InputError("A score that is not known cannot be compared; leave it out.")
    # What is left of equal variances is rounding.
    if variance <= 1e-12 * scales and not is_whole:
        raise InputError(
            "The difference shows no spread between the cases, so it has no interval; give the "
            "two scores with their counts."
        )
    half = float(stdtrit(degrees_of_freedom, (1 + level) / 2)) * sqrt(max(0.0, variance))
    return _drawn_in(found, half, level)


def _drawn_in(found: float, half: float, level: float) -> Difference:
    ends = Interval(low=max(-1.0, found - half), high=min(1.0, found + half), level=level)
    return Difference(share=found, interval=ends)


def p_value(interval_at: Callable[[float], Interval]) -> float:
    """The two-sided chance of a difference as large where there is none.

    It is one less the widest level whose interval leaves out 0, so that a flag and an interval
    never contradict each other. `interval_at` gives the interval of the difference at a level;
    it widens with the level. 1.0 where even the narrowest holds 0.
    """

    def gap(level: float) -> float:
        found = interval_at(level)
        return max(found.low, -found.high)

    narrowest, widest = 1e-9, _FARTHEST
    if gap(narrowest) <= 0:
        return 1.0
    if gap(widest) > 0:
        return 0.0
    return 1 - float(brentq(gap, narrowest, widest, xtol=1e-15, rtol=1e-14))


def compared(first: Estimated, second: Estimated, level: float = 0.95) -> tuple[Difference, float]:
    """MOVER on the logit-t intervals of two scores from different cases, and its p value.

    Raises InputError as `Estimated.interval` does.
    """

    def at(level: float) -> Difference:
        return difference(first.share, first.interval(level), second.share, second.interval(level))

    return at(level), p_value(lambda level: at(level).interval)
