"""One measured figure beside what is promised of it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What was measured, its value, the most that is promised, and the unit of both."""

    what: str
    value: float
    promised: float
    unit: str = "s"

    @property
    def is_kept(self) -> bool:
        """Whether the promise is kept."""
        return self.value <= self.promised
