"""One measured figure beside what is promised of it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What was measured, its value, what is promised, and the unit of both.

    `promised` is the most that is promised, with `is_least` the least; None where the figure
    only stands beside another.
    """

    what: str
    value: float
    promised: float | None
    unit: str = "s"
    is_least: bool = False

    @property
    def is_kept(self) -> bool:
        """Whether the promise is kept."""
        if self.promised is None:
            return True
        return self.value >= self.promised if self.is_least else self.value <= self.promised

    @property
    def bound(self) -> str:
        """`at most`, `at least`, or nothing where nothing is promised."""
        if self.promised is None:
            return ""
        return "at least" if self.is_least else "at most"
