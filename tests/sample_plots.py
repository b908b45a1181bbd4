"""Charts with real axes for the documents of the tests: invented services."""

from corecase.documents.model import Chart, Table, words
from corecase.documents.plots import (
    FunnelChart,
    IntervalChart,
    IntervalRow,
    PlotLine,
    PlotPoint,
)
from corecase.documents.time_plots import TimeChart, TimeLine, TimeSignal


def plots() -> tuple[Chart, ...]:
    """One of each kind."""
    return funnel(), intervals(), times()


def funnel() -> FunnelChart:
    """Three invented services, one of them outside both lines and one outside one."""
    return FunnelChart(
        id="funnel",
        title="Safeguarding: invented services against their size",
        alt="Three services; Northley lies below both lines and Southley above one.",
        table=_table("funnel-table"),
        points=(
            PlotPoint(label="Anyborough", across=120, percent=62),
            PlotPoint(label="Northley", across=240, percent=41, outside="outer"),
            PlotPoint(label="Southley", across=245, percent=75, outside="inner"),
        ),
        lines=(
            PlotLine(name="target 60%", places=((100, 60), (260, 60))),
            PlotLine(name="95% line", places=((100, 70), (260, 66)), style="dashed"),
            PlotLine(name="99.8% line", places=((100, 47), (260, 52)), style="dotted"),
        ),
        across="Effective number of cases",
        up="Score",
    )


def intervals() -> IntervalChart:
    """Two invented differences, one of which runs beyond the axis."""
    return IntervalChart(
        id="differences",
        title="Invented differences in points",
        alt="Anyborough lies 14 points above Northley and 30 below Southley.",
        table=_table("differences-table"),
        rows=(
            IntervalRow(
                label="Anyborough less Northley", value=14, low=8, high=19, printed="14 higher"
            ),
            IntervalRow(
                label="Anyborough less Southley", value=-30, low=-55, high=3, printed="30 lower"
            ),
        ),
        axis="Percentage points",
        start=-20,
        end=20,
        unit="",
        lines=((0.0, "no difference"),),
    )


def times() -> TimeChart:
    """Four invented months, one without a value and one below its limit."""
    return TimeChart(
        id="months",
        title="Invented scores by month",
        alt="Three months, of which April lies below its limit.",
        table=_table("months-table"),
        periods=("January", "February", "March", "April"),
        lines=(
            TimeLine(name="average 60%", values=(60, 60, 60, 60), style="solid"),
            TimeLine(name="lower limit", values=(52, 50, None, 51), style="stepped"),
            TimeLine(name="score", values=(61, 58, None, 42)),
            TimeLine(name="", values=(55, 56, None, None), style="open"),
        ),
        signals=(TimeSignal(at=3, value=42, name="April", side="below"),),
        across="Month",
        up="Score",
        unit="%",
        low=0,
        high=100,
    )


def _table(name: str) -> Table:
    return Table(
        id=name,
        caption=f"Invented figures behind {name}",
        header=("Service", "Score"),
        rows=tuple((words(one), words("60%")) for one in ("Anyborough", "Northley", "Southley")),
        number_columns=frozenset({1}),
    )
