"""Limits: between which values a figure that is no share lies, at what level."""

from dataclasses import dataclass
from math import inf, isfinite

from corecase.core.errors import InputError


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Values from `low` to `high` at a level: points of a scale, events, events per person.

    Shares have `corecase.core.intervals.Interval`. `high` may be infinite where nothing limits
    it. Raises InputError where the ends are the wrong way round or the level is no share.
    """

    low: float
    high: float
    level: float = 0.95

    def __post_init__(self) -> None:
        if not 0 < self.level < 1:
            raise InputError(f"A level of {self.level} is none; give one between 0 and 1.")
        if not (isfinite(self.low) and self.low <= self.high <= inf):
            raise InputError(
                f"Limits run from a lower to a higher value, not {self.low} to {self.high}."
            )

    def __str__(self) -> str:
        return f"{self.low:.4g} to {self.high:.4g} ({100 * self.level:g}%)"

    def times(self, factor: float) -> "Limits":
        """The same limits in another unit: events per person x 1000 is events per 1,000."""
        return Limits(low=factor * self.low, high=factor * self.high, level=self.level)
