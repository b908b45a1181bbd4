"""Control charts and CUSUMs as charts with their tables and words."""

from collections.abc import Iterable, Sequence

from corecase.core.errors import InputError
from corecase.core.figures import printed_share
from corecase.documents.model import Table, words
from corecase.documents.time_plots import TimeChart, TimeLine, TimeSignal
from corecase.statistics.control_charts import ControlChart, Point
from corecase.statistics.cusum import Cusum


def control_chart_picture(
    chart: ControlChart, *, label: str, across: str = "Month", chart_id: str = "control-chart"
) -> TimeChart:
    """A control chart: the share of each period between its limits, signals named.

    `label` says what is counted: "Safeguarding: judgements that were sufficient".
    """
    average = f"average {printed_share(chart.centre)}"
    return TimeChart(
        id=chart_id,
        title=f"{label} ({chart.method.words})",
        alt=f"{label}. {chart.sentence} {_lines_sentence(chart)}",
        table=_control_table(chart, label, across, f"{chart_id}-table"),
        periods=tuple(point.label for point in chart.points),
        lines=(
            TimeLine(name=average, values=(100 * chart.centre,) * len(chart.points), style="solid"),
            TimeLine(
                name="lower limit", values=_percents(p.low for p in chart.points), style="stepped"
            ),
            TimeLine(
                name="upper limit", values=_percents(p.high for p in chart.points), style="stepped"
            ),
            TimeLine(name="", values=_percents(p.share for p in chart.points)),
        ),
        signals=tuple(
            TimeSignal(at=at, value=100 * point.share, name=point.label, side=point.side)
            for at, point in enumerate(chart.points)
            if point.share is not None and point.side
        ),
        across=across,
        up="Share",
        unit="%",
        low=0,
        high=100,
    )


def _lines_sentence(chart: ControlChart) -> str:
    baseline = "all" if chart.n_baseline == len(chart.points) else f"the first {chart.n_baseline}"
    said = f"The average of {baseline} periods is {printed_share(chart.centre)}"
    if chart.centre in (0, 1):
        return f"{said}."
    return f"{said}; the limits lie three standard deviations from it."


def cusum_picture(
    found: Cusum,
    periods: Sequence[str],
    *,
    label: str,
    across: str = "Month",
    chart_id: str = "cusum",
) -> TimeChart:
    """Both sums of a CUSUM, the lower one drawn below 0, with their thresholds and signals.

    Raises InputError where there are not as many periods as sums.
    """
    if len(periods) != len(found.up):
        raise InputError("Give a name for every period of the CUSUM.")
    down = tuple(-value for value in found.down)
    signals = [
        TimeSignal(
            at=shift.at,
            value=found.up[shift.at] if shift.side == "up" else down[shift.at],
            name=f"{periods[shift.at]}, since {periods[shift.since]}",
            side="above" if shift.side == "up" else "below",
        )
        for shift in found.signals
    ]
    n = len(periods)
    return TimeChart(
        id=chart_id,
        title=f"{label} (CUSUM)",
        alt=f"{label}. {cusum_sentence(found, periods)}",
        table=_cusum_table(found, periods, label, across, f"{chart_id}-table"),
        periods=tuple(periods),
        lines=(
            TimeLine(name=f"signals above {found.h:g}", values=(found.h,) * n, style="stepped"),
            TimeLine(
                name=f"and below \N{MINUS SIGN}{found.h:g}", values=(-found.h,) * n, style="stepped"
            ),
            TimeLine(name="sum of rises", values=found.up),
            TimeLine(name="sum of falls", values=down, style="open"),
        ),
        signals=tuple(signals),
        across=across,
        up="Standard deviations, added up",
    )


def cusum_sentence(found: Cusum, periods: Sequence[str]) -> str:
    """What a CUSUM says, in plain words: `"It signals a lasting rise in May, since March."`."""
    if not found.signals:
        return f"Neither sum has gone above {found.h:g}: no lasting shift is seen."
    sides = {"up": "rise", "down": "fall"}
    said = [
        f"a lasting {sides[shift.side]} in {periods[shift.at]}, since {periods[shift.since]}"
        for shift in found.signals
    ]
    return f"It signals {'; '.join(said)}."


def _percents(shares: Iterable[float | None]) -> tuple[float | None, ...]:
    return tuple(None if share is None else 100 * share for share in shares)


def _control_table(chart: ControlChart, label: str, across: str, table_id: str) -> Table:
    return Table(
        id=table_id,
        caption=label,
        header=(across, "Count and base", "Share", "Lower limit", "Upper limit", "Signal"),
        rows=tuple(tuple(map(words, _cells(point))) for point in chart.points),
        number_columns=frozenset({2, 3, 4}),
    )


def _cells(point: Point) -> tuple[str, ...]:
    limits = (_percent(point.low), _percent(point.high))
    return (point.label, str(point.figure), _percent(point.share), *limits, point.side or "none")


def _percent(share: float | None) -> str:
    return "none" if share is None else f"{100 * share:.1f}%"


def _cusum_table(
    found: Cusum, periods: Sequence[str], label: str, across: str, table_id: str
) -> Table:
    signals = {shift.at: shift.side for shift in found.signals}
    rows = zip(periods, found.up, found.down, strict=True)
    return Table(
        id=table_id,
        caption=label,
        header=(across, "Sum of rises", "Sum of falls", "Signal"),
        rows=tuple(
            (words(name), words(f"{up:.2f}"), words(f"{down:.2f}"), words(signals.get(at, "none")))
            for at, (name, up, down) in enumerate(rows)
        ),
        number_columns=frozenset({1, 2}),
    )
