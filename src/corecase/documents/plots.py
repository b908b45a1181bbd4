"""Charts with real axes: a funnel of services, and rows of intervals."""

from dataclasses import dataclass
from typing import Literal

from corecase.core.errors import InputError
from corecase.documents.model import Chart


@dataclass(frozen=True, slots=True, kw_only=True)
class PlotPoint:
    """One service in a funnel: across and up; `outside` of no, one or both pairs of lines.

    Only those outside, and the one that is `marked`, carry their name in the picture; the table
    names all.
    """

    label: str
    across: float
    percent: float
    outside: Literal["none", "inner", "outer"] = "none"
    marked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlotLine:
    """A line through places (across, percent), from left to right; a name at its right end."""

    name: str
    places: tuple[tuple[float, float], ...]
    style: Literal["solid", "dashed", "dotted"] = "solid"


@dataclass(frozen=True, slots=True, kw_only=True)
class FunnelChart(Chart):
    """Percentages of services against their size, with lines that narrow as size grows.

    `across` and `up` are what the axes say, with their unit.
    """

    points: tuple[PlotPoint, ...]
    lines: tuple[PlotLine, ...]
    across: str
    up: str

    def __post_init__(self) -> None:
        # Without arguments `super` does not know a class with slots.
        super(FunnelChart, self).__post_init__()
        if not self.points or any(len(line.places) < 2 for line in self.lines):
            raise InputError(f"Chart {self.id} needs a point, and two places or more on a line.")


@dataclass(frozen=True, slots=True, kw_only=True)
class IntervalRow:
    """One estimate with its interval on the axis, and the words printed to the right of it."""

    label: str
    value: float
    low: float
    high: float
    printed: str

    def __post_init__(self) -> None:
        if not self.low <= self.value <= self.high:
            raise InputError(f"The interval of {self.label} has to hold its estimate.")


@dataclass(frozen=True, slots=True, kw_only=True)
class IntervalChart(Chart):
    """Estimates with intervals, row under row, on one axis from `start` to `end`.

    `unit` stands behind the numbers of the axis; `lines` are values with names to hold them
    against, such as 0 for "no difference", from the lowest. What lies beyond the axis ends
    in an arrow.
    """

    rows: tuple[IntervalRow, ...]
    axis: str
    start: float = 0.0
    end: float = 100.0
    unit: str = "%"
    lines: tuple[tuple[float, str], ...] = ()

    def __post_init__(self) -> None:
        super(IntervalChart, self).__post_init__()
        if not self.rows or not self.start < self.end:
            raise InputError(f"Chart {self.id} needs a row, and an axis that runs upwards.")
