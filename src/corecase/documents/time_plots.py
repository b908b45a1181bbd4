"""Charts of a figure as time goes by: period beside period, with lines that it may cross."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from corecase.core.errors import InputError
from corecase.documents.model import Chart


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeLine:
    """One line through the periods: a value for each, None where there is none.

    `marked` lines have a dot at each value, `open` ones a ring; `stepped` ones keep their value
    for the whole period. The name stands at the right end.
    """

    name: str
    values: tuple[float | None, ...]
    style: Literal["marked", "open", "solid", "stepped"] = "marked"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeSignal:
    """A value that stands out, at a period counted from 0, with a mark of its own.

    Its name is printed on its side where it meets no other mark, line or name; the words and
    the table of the chart name every one.
    """

    at: int
    value: float
    name: str
    side: Literal["above", "below"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeChart(Chart):
    """Lines through periods, with signals. `unit` stands behind the numbers of the axis.

    `across` and `up` are what the axes say; `low` and `high` hold the axis within what can be,
    such as 0 and 100 for percentages.
    """

    periods: tuple[str, ...]
    lines: tuple[TimeLine, ...]
    signals: tuple[TimeSignal, ...] = ()
    across: str = "Period"
    up: str = ""
    unit: str = ""
    low: float = float("-inf")
    high: float = float("inf")

    def __post_init__(self) -> None:
        # Without arguments `super` does not know a class with slots.
        super(TimeChart, self).__post_init__()
        if not self.periods or not any(value is not None for value in self.values):
            raise InputError(f"Chart {self.id} needs a period with a value.")
        if any(len(line.values) != len(self.periods) for line in self.lines):
            raise InputError(f"Chart {self.id} needs a value, or none, for every period.")
        if any(not 0 <= signal.at < len(self.periods) for signal in self.signals):
            raise InputError(f"Chart {self.id} has a signal at a period that is not there.")

    @property
    def values(self) -> Iterator[float | None]:
        """Every value of every line."""
        return (value for line in self.lines for value in line.values)
