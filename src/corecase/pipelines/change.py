"""Files of counts, events or paired scores in; what changed, in words and pictures, out."""

from dataclasses import dataclass
from pathlib import Path

from corecase.core.errors import InputError
from corecase.documents import charts, formats, monitoring_page
from corecase.documents.monitoring_charts import control_chart_picture, cusum_picture
from corecase.exchange.change_tables import read_counts, read_events, read_two_scores
from corecase.pipelines.render import write_all
from corecase.statistics.control_charts import ControlChart, Method, Period, control_chart
from corecase.statistics.cusum import Cusum, cusum
from corecase.statistics.paired import PairedChange, Way, paired_change
from corecase.statistics.rates import Rate, RateRatio, rate, rate_ratio

FORMATS = ("html", "pdf")


@dataclass(frozen=True, slots=True, kw_only=True)
class Monitored:
    """A share over time: its control chart, and the CUSUM of its standardised values."""

    chart: ControlChart
    sums: Cusum

    @property
    def periods(self) -> tuple[str, ...]:
        """The names of the periods, in order."""
        return tuple(point.label for point in self.chart.points)


def monitored(
    path: Path,
    *,
    sheet: str | None = None,
    method: Method | None = None,
    n_baseline: int | None = None,
    k: float = 0.5,
    h: float = 5.0,
) -> Monitored:
    """The chart and the CUSUM of the counts in a file. Raises as its file or the methods ask."""
    periods = [
        Period(label=one.period, figure=one.figure) for one in read_counts(path, sheet=sheet)
    ]
    chart = control_chart(periods, method=method, n_baseline=n_baseline)
    return Monitored(chart=chart, sums=cusum([point.z for point in chart.points], k=k, h=h))


def write(found: Monitored, out: Path, *, label: str, across: str) -> tuple[Path, ...]:
    """Writes change.html, change.pdf and the two pictures; all of them, or none."""
    if out.exists() and not out.is_dir():
        raise InputError(f"{out} is a file; name a folder to write the chart into.")
    made = monitoring_page.document(found.chart, found.sums, label=label, across=across)
    content = {f"change.{name}": data for name, data in formats.render(made, FORMATS).items()}
    pictures = {
        "control-chart.svg": control_chart_picture(found.chart, label=label, across=across),
        "cusum.svg": cusum_picture(found.sums, found.periods, label=label, across=across),
    }
    return write_all(out, content | {n: charts.svg(chart) for n, chart in pictures.items()})


@dataclass(frozen=True, slots=True, kw_only=True)
class RateRow:
    """A rate by name, and how many times the first of the file; None where that is not known."""

    name: str
    rate: Rate
    ratio: RateRatio | None


def rates_of(path: Path, *, sheet: str | None = None, level: float = 0.95) -> tuple[RateRow, ...]:
    """The rates of a file in its order, each but the first also held against the first."""
    rows = read_events(path, sheet=sheet)
    if not rows:
        raise InputError(f"{path.name} has no row; a rate needs events and persons.")
    found = [rate(row.events, row.persons, level) for row in rows]
    return tuple(
        RateRow(
            name=row.name,
            rate=one,
            ratio=rate_ratio(one, found[0], level)
            if place and one.events and found[0].events
            else None,
        )
        for place, (row, one) in enumerate(zip(rows, found, strict=True))
    )


def paired(
    path: Path,
    *,
    improves: Way,
    scale: tuple[float, float] | None = None,
    sheet: str | None = None,
    level: float = 0.95,
) -> PairedChange:
    """The change of the same children's scores. Raises as its file or the method asks."""
    rows = read_two_scores(path, sheet=sheet)
    return paired_change(
        [row.start for row in rows],
        [row.end for row in rows],
        improves=improves,
        scale=scale,
        level=level,
    )
