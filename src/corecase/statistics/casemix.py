"""Case mix: what a score would be with the cases and questions of the nation.

Indirect standardisation, judgement by judgement. The adjusted score stands beside the raw
one, never instead of it: an adjustment hides as well as it shows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import stdtrit

from corecase.core.errors import InputError
from corecase.core.figures import Figure, printed_share
from corecase.core.intervals import Interval
from corecase.statistics.limits import quantile, wilson_limits
from corecase.statistics.random_effects import Floats

Judged = NDArray[np.int8]
"""Judgements (cases, items): 1 sufficient, 0 insufficient, -1 not applicable."""

LARGEST_SHARE: Final = 0.05
"""A service with more of the national judgements than this is left out of its own standard."""
FEWEST_JUDGEMENTS: Final = 20
"""A cell of the national table with fewer uses the item's national share instead."""


class Standard(StrEnum):
    """What the national chance of "sufficient" depends on."""

    ITEM = "ITEM"
    ITEM_AND_PROFILE = "ITEM_AND_PROFILE"


@dataclass(frozen=True, slots=True, kw_only=True)
class National:
    """Judgements of the nation: `judged` (cases, items), each case with its service and profile.

    A profile joins attributes that the service does not control, such as sentence and gender.
    """

    judged: Judged
    services: Sequence[str]
    profiles: Sequence[str]

    def __post_init__(self) -> None:
        n = self.judged.shape[0]
        if self.judged.ndim != 2 or len(self.services) != n or len(self.profiles) != n:
            raise InputError("Give each case of the nation its answers, service and profile.")

    def of(self, service: str) -> NDArray[np.bool_]:
        """Which cases are the service's. Raises InputError where none is."""
        found = np.array([one == service for one in self.services])
        if not found.any():
            raise InputError(f"There is no case of {service} among the national judgements.")
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Standardised:
    """Observed against expected, and the score adjusted by it, beside the raw score.

    `raw` is the service's own figure; `expected` the sufficient judgements that the nation would
    give on the same cases and questions; `adjusted` the national share times O / E, at most 1.
    `standard_error` and `interval` are of the adjusted share, for the practice unless a caseload
    was given. `left_out` says that the service was kept out of its own standard.
    """

    raw: Figure
    expected: float
    ratio: float
    ratio_standard_error: float
    national_share: float
    adjusted: float
    standard_error: float
    interval: Interval
    standard: Standard
    left_out: bool

    @property
    def words(self) -> str:
        """What stands beside a raw score, in a sentence."""
        what = "the questions that applied"
        if self.standard is Standard.ITEM_AND_PROFILE:
            what += " and the cases behind them"
        return (
            f"The score is {self.raw.printed} ({self.raw}). Adjusted for {what} it would be "
            f"{printed_share(self.adjusted)} ({100 * self.interval.level:g}% interval "
            f"{self.interval.printed}), where the nation has {printed_share(self.national_share)}."
        )


def standardise(
    sufficient: ArrayLike,
    applicable: ArrayLike,
    expected: ArrayLike,
    *,
    national_share: float,
    n_population: int | None = None,
    standard: Standard = Standard.ITEM,
    left_out: bool = False,
    level: float = 0.95,
) -> Standardised:
    """A service's score against what was expected of its cases; arrays (n,), one entry a case.

    O / E is a ratio estimator with the case as cluster, E in the place of the applicable:
    residuals y - (O/E) E, and the adjusted share national x O / E, at most 1 (Breslow and Day
    1987 for O / E; Cochran 1977, chapter 6, for the error). Raises InputError for fewer than
    two cases, where nothing applied or was expected, and for a caseload smaller than the sample.
    Where the cases show no spread the interval is Wilson's of the raw share, put on the same
    scale: without width only where all the caseload was assessed.
    """
    y, x = np.asarray(sufficient, dtype=float), np.asarray(applicable, dtype=float)
    e = np.asarray(expected, dtype=float)
    _check(x, e, national_share, n_population)
    fraction = y.size / n_population if n_population else 0.0
    ratio = float(y.sum() / e.sum())
    error = _error(y - ratio * e, fraction) / float(e.sum())
    half = float(stdtrit(y.size - 1, (1 + level) / 2)) * error
    ends = ratio - half, ratio + half
    # What is left of a spread of nothing is rounding.
    if error <= 1e-9 * ratio and fraction < 1:
        ends = _without_spread(y, x, e, fraction, level)
    low, high = (min(1.0, national_share * max(0.0, end)) for end in ends)
    return Standardised(
        raw=Figure(count=int(y.sum()), out_of=int(x.sum())),
        expected=float(e.sum()),
        ratio=ratio,
        ratio_standard_error=error,
        national_share=national_share,
        adjusted=min(1.0, national_share * ratio),
        standard_error=national_share * error,
        interval=Interval(low=low, high=high, level=level),
        standard=standard,
        left_out=left_out,
    )


def _check(x: Floats, e: Floats, national_share: float, n_population: int | None) -> None:
    n = x.size
    if n < 2 or not e.sum() > 0 or not x.sum() > 0 or not 0 < national_share <= 1:
        raise InputError(
            "Case mix can be adjusted for with two cases or more, and where the nation has some "
            "sufficient answers to the same questions."
        )
    if n_population is not None and n_population < n:
        raise InputError(f"A caseload of {n_population} has no {n} cases; correct one of them.")


def _error(residuals: Floats, fraction: float) -> float:
    """The standard error of the sum of y, from what its cases leave over."""
    n = residuals.size
    return sqrt((1 - fraction) * n / (n - 1) * float((residuals**2).sum()))


def _without_spread(
    y: Floats, x: Floats, e: Floats, fraction: float, level: float
) -> tuple[float, float]:
    """Limits of O / E from Wilson's of the raw share, as if each case had one judgement."""
    n = y.size
    alike = np.count_nonzero(x) * (n - 1) / n / (1 - fraction)
    # Wilson's limits with t and n are those with z and n (z/t)^2.
    low, high = wilson_limits(y.sum() / x.sum(), alike, quantile(level, n - 1))
    scale = x.sum() / e.sum()
    return float(low * scale), float(high * scale)


def expected_shares(national: National, keep: NDArray[np.bool_], standard: Standard) -> Floats:
    """The national chance of "sufficient" for each case and item, (cases, items).

    Learnt from the cases in `keep`. A cell of item and profile with fewer than 20 judgements
    takes the item's share; an item that applied nowhere takes the share of all judgements.
    Raises InputError where no judgement is kept.
    """
    kept = national.judged[keep]
    good, asked = (kept == 1).sum(axis=0), (kept >= 0).sum(axis=0)
    if not asked.sum():
        raise InputError("No judgement of the nation is left to compare with; add services.")
    by_item = np.where(asked > 0, good / np.maximum(asked, 1), good.sum() / asked.sum())
    shares = np.tile(by_item, (national.judged.shape[0], 1))
    if standard is Standard.ITEM:
        return shares
    profiles = np.array(national.profiles)
    for profile in sorted(set(national.profiles)):
        rows = profiles == profile
        cell = national.judged[rows & keep]
        good, asked = (cell == 1).sum(axis=0), (cell >= 0).sum(axis=0)
        enough = asked >= FEWEST_JUDGEMENTS
        shares[rows] = np.where(enough, good / np.maximum(asked, 1), by_item)
    return shares


def adjusted(
    national: National,
    service: str,
    *,
    standard: Standard = Standard.ITEM,
    level: float = 0.95,
) -> Standardised:
    """A service's score adjusted to the nation's questions, or questions and cases.

    A service with more than 5% of the national judgements is left out of the standard. Raises
    InputError for a service without cases, or where nothing can be compared.
    """
    own = national.of(service)
    asked = national.judged >= 0
    left_out = bool(asked[own].sum() > LARGEST_SHARE * asked.sum())
    keep = ~own if left_out else np.ones(own.size, dtype=bool)
    shares = expected_shares(national, keep, standard)
    kept = national.judged[keep]
    return standardise(
        (national.judged[own] == 1).sum(axis=1),
        asked[own].sum(axis=1),
        (shares[own] * asked[own]).sum(axis=1),
        national_share=float((kept == 1).sum() / (kept >= 0).sum()),
        standard=standard,
        left_out=left_out,
        level=level,
    )
