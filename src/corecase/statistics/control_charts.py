"""Control charts of a share, month by month: is this month different, or is it chance?

The p chart for separate cases, and Laney's p' for pooled judgements, whose months differ by
more than chance alone even when nothing has happened.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from math import sqrt
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from corecase.core.errors import InputError
from corecase.core.figures import NOTHING, Figure, printed_share

LANEY_ABOVE = 100
"""Above this many judgements a period, on average, p' is the rule."""

LANEY_FROM = 8
"""The fewest periods of a baseline from which p' is the rule: our own choice, because the steps
between fewer tell little of how far periods lie apart."""

_WIDTH = 3.0
_D2 = 1.128  # the mean range of two normal values in standard deviations, as printed in tables


class Method(StrEnum):
    """How the limits are found."""

    P = "P"
    LANEY = "LANEY"

    @property
    def words(self) -> str:
        """As a chart says it."""
        return {"P": "p chart", "LANEY": "p' chart (Laney)"}[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """What was counted in one period: judgements of one kind out of all that applied.

    `n_effective` is the number of independent judgements that would tell as much, where it is
    known; without it, judgements are taken as independent.
    """

    label: str
    figure: Figure
    n_effective: float | None = None

    def __post_init__(self) -> None:
        if self.n_effective is not None and not 0 < self.n_effective < float("inf"):
            raise InputError(f"{self.label} needs an effective base above 0, or none.")

    @property
    def base(self) -> float:
        """The base that the limits go by; 0 where nothing applied."""
        if not self.figure.out_of or self.n_effective is None:
            return float(self.figure.out_of)
        return self.n_effective


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One period on the chart: its share between its limits, each from 0 to 1.

    All but the label and the figure are None where nothing applied in the period, and the
    limits also where the baseline leaves no spread to judge by: a centre of 0 or 1, or for p' a
    share that never moves.
    """

    label: str
    figure: Figure
    share: float | None = None
    low: float | None = None
    high: float | None = None
    z: float | None = None

    @property
    def side(self) -> Literal["above", "below", ""]:
        """`"above"` or `"below"` the limits, or empty within them."""
        if self.share is None or self.low is None or self.high is None:
            return ""
        if self.share > self.high:
            return "above"
        return "below" if self.share < self.low else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlChart:
    """A chart with its centre line and a point for each period.

    `n_baseline` periods from the first set the centre and the spread. `sigma_z` says how many
    times as far as by chance alone the periods lie apart; 1 for a p chart.
    """

    method: Method
    centre: float
    sigma_z: float
    n_baseline: int
    points: tuple[Point, ...]

    @property
    def signals(self) -> tuple[Point, ...]:
        """The points outside their limits, in order."""
        return tuple(point for point in self.points if point.side)

    @property
    def sentence(self) -> str:
        """What the chart says, in plain words."""
        n_counted = sum(point.share is not None for point in self.points)
        if self.centre in (0, 1):
            said = f"Every judgement of the baseline was the same ({printed_share(self.centre)})"
            return f"{said}, so no limits can be set."
        if not self.sigma_z:
            return "The share of the baseline never moves, so no limits can be set."
        if not self.signals:
            return f"None of the {n_counted} periods lies outside its limits."
        named = ", ".join(f"{point.label} ({point.side})" for point in self.signals)
        return f"{len(self.signals)} of {n_counted} periods lie outside their limits: {named}."


def control_chart(
    periods: Sequence[Period], *, method: Method | None = None, n_baseline: int | None = None
) -> ControlChart:
    """The control chart of a share, with limits three standard deviations from the centre.

    The centre is the pooled share of the baseline: the first `n_baseline` periods, or all. The
    limits of a period are centre +- 3 s sigma_z, s = sqrt(centre (1 - centre) / base), held
    within 0 and 1. A p chart (Montgomery, Introduction to Statistical Quality Control, ch. 7)
    has sigma_z = 1; for p' it is the mean moving range of the z values of the baseline over
    1.128 (Laney 2002, Quality Engineering 14, 531). Without a `method` the chart is p' where the
    baseline has eight periods or more, with more than 100 judgements each on average.

    A period in which nothing applied keeps its place and gets no share. Raises InputError
    where fewer than two periods of the baseline have a base, or p' is asked of fewer.
    """
    n_baseline = len(periods) if n_baseline is None else n_baseline
    baseline = [period for period in periods[: max(n_baseline, 0)] if period.figure.out_of]
    if len(baseline) < 2:
        raise InputError("A control chart needs two periods with judgements in its baseline.")
    pooled = sum((period.figure for period in baseline), NOTHING)
    centre = float(pooled.share)
    if method is None:
        has_many = pooled.out_of > LANEY_ABOVE * len(baseline)
        method = Method.LANEY if has_many and len(baseline) >= LANEY_FROM else Method.P
    sigma_z = 1.0
    if method is Method.LANEY and 0 < centre < 1:
        zs = [_z(period, centre) for period in baseline]
        sigma_z = float(np.mean([abs(later - earlier) for earlier, later in pairwise(zs)])) / _D2
    return ControlChart(
        method=method,
        centre=centre,
        sigma_z=sigma_z,
        n_baseline=min(n_baseline, len(periods)),
        points=tuple(_points(periods, centre, sigma_z)),
    )


def _z(period: Period, centre: float) -> float:
    return (float(period.figure.share) - centre) / sqrt(centre * (1 - centre) / period.base)


def _points(periods: Sequence[Period], centre: float, sigma_z: float) -> Iterator[Point]:
    for period in periods:
        if not period.figure.out_of:
            yield Point(label=period.label, figure=period.figure)
            continue
        share = float(period.figure.share)
        if centre in (0, 1) or not sigma_z:
            yield Point(label=period.label, figure=period.figure, share=share)
            continue
        reach = _WIDTH * sigma_z * sqrt(centre * (1 - centre) / period.base)
        yield Point(
            label=period.label,
            figure=period.figure,
            share=share,
            low=max(0.0, centre - reach),
            high=min(1.0, centre + reach),
            z=_z(period, centre),
        )


def design_effect(periods: Sequence[tuple[ArrayLike, ArrayLike]]) -> float:
    """How many times the variance of independent judgements pooled judgements have; 1 or more.

    Each period gives, case by case, the judgements of one kind and those that applied. Within
    each the variance is that of the ratio with the case as cluster, n/(n-1) sum (y - R x)^2
    (Cochran 1977, ch. 6), and the periods are pooled, because one month alone has too few
    cases to tell. Cases that agree more than chance would make them count as independent, so
    that limits are never narrower than a p chart's. 1 where no period has two cases that
    differ. `Period.n_effective` is the judgements divided by it.
    """
    found, expected = 0.0, 0.0
    for counted, applied in periods:
        y, x = np.asarray(counted, dtype=float), np.asarray(applied, dtype=float)
        if y.shape != x.shape or y.ndim != 1 or np.any(y < 0) or np.any(y > x):
            raise InputError("A period needs, for each case, a count and a base not below it.")
        n_cases, base = len(y), x.sum()
        if n_cases < 2 or base == 0:
            continue
        share = y.sum() / base
        found += n_cases / (n_cases - 1) * float(np.sum((y - share * x) ** 2))
        expected += float(share * (1 - share) * base)
    return max(1.0, found / expected) if expected else 1.0
