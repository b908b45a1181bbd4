"""An interval: between which shares a figure lies, at what level, in plain words."""

from dataclasses import dataclass
from typing import Final

from corecase.core.errors import InputError
from corecase.core.figures import printed_share

LEVELS: Final = (0.80, 0.90, 0.95)
"""The levels that Corecase prints; a calculation may use any between 0 and 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """Shares from `low` to `high`, each from 0 to 1 (differences: from -1 to 1), at a level.

    Raises InputError where the ends are the wrong way round or the level is no share.
    """

    low: float
    high: float
    level: float = 0.95

    def __post_init__(self) -> None:
        if not 0 < self.level < 1:
            raise InputError(f"A level of {self.level} is none; give one between 0 and 1.")
        if not -1 <= self.low <= self.high <= 1:
            raise InputError(f"An interval runs from a lower to a higher share, not {self}.")

    def __str__(self) -> str:
        return f"{self.low:.4f} to {self.high:.4f} ({100 * self.level:g}%)"

    def holds(self, share: float) -> bool:
        """Whether a share lies in the interval, its ends included."""
        return self.low <= share <= self.high

    @property
    def points(self) -> float:
        """Half its width in percentage points: "within about 6 points"."""
        return 50 * (self.high - self.low)

    @property
    def printed(self) -> str:
        """As reports print it, in whole percent: "53% to 67%", "79% to over 99%"."""
        return f"{printed_share(self.low)} to {printed_share(self.high)}"
