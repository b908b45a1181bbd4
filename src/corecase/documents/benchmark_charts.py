"""A benchmark as charts with their tables: a service among others, and a programme over years."""

from collections.abc import Sequence
from dataclasses import dataclass

from corecase.core.headlines_to_date import Year
from corecase.core.intervals import Interval
from corecase.documents.model import Table, words
from corecase.documents.plots import IntervalChart, IntervalRow
from corecase.documents.time_plots import TimeChart, TimeLine


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingRow:
    """One row of a benchmark's chart: whose score, in percent, and how far it is uncertain.

    `interval` (shares) is None where it cannot be computed; `note` then says why, briefly.
    """

    label: str
    percent: float
    interval: Interval | None = None
    note: str = ""

    @property
    def interval_printed(self) -> str:
        """`"67% to 78%"`, or why there is none."""
        return self.interval.printed if self.interval else self.note or "no interval"

    @property
    def printed(self) -> str:
        """`"73% (67% to 78%)"`, or the reason in the place of the interval."""
        return f"{self.percent:.0f}% ({self.interval_printed})"

    @property
    def drawn(self) -> IntervalRow:
        """The row as it is drawn: a point where there is no interval."""
        low = high = self.percent
        if self.interval:
            low, high = min(low, 100 * self.interval.low), max(high, 100 * self.interval.high)
        return IntervalRow(
            label=self.label, value=self.percent, low=low, high=high, printed=self.printed
        )


def standing_chart(
    rows: Sequence[StandingRow],
    *,
    label: str,
    as_at: str,
    averages: Sequence[tuple[int, str]] = (),
    chart_id: str = "standing",
) -> IntervalChart:
    """A service and what it stands beside, in the order given, each with its own interval.

    A score without an interval is a point. `averages` are printed figures to date as lines with
    their names. Raises InputError for no row.
    """
    title = f"{label}, as at {as_at}, with 95% intervals where they can be computed"
    said = "; ".join(f"{row.label} {row.printed}" for row in rows)
    lines = "".join(f" {name}: {value}%." for value, name in averages)
    return IntervalChart(
        id=chart_id,
        title=title,
        alt=f"{label}, as at {as_at}. {said}.{lines} Where intervals overlap, the services may "
        "not differ.",
        table=Table(
            id=f"{chart_id}-table",
            caption=title,
            header=("Service", "Score", "95% interval"),
            rows=tuple(
                (words(row.label), words(f"{row.percent:.0f}%"), words(row.interval_printed))
                for row in rows
            ),
            number_columns=frozenset({1}),
        ),
        rows=tuple(row.drawn for row in rows),
        axis="Score",
        lines=tuple((float(value), name) for value, name in sorted(averages)),
    )


def trend_chart(years: Sequence[Year], *, label: str, chart_id: str = "trend") -> TimeChart:
    """A headline year by year: what was printed to date, and the mean of the services known.

    Raises InputError where no year has a value.
    """
    title = f"{label}: average to date at the end of each year"
    rows = [_year_printed(year) for year in years]
    said = "; ".join(
        f"{year}: printed {printed}, mean of the {n} known {mean}"
        for year, printed, mean, n in rows
    )
    return TimeChart(
        id=chart_id,
        title=title,
        alt=f"{title}. {said}.",
        table=Table(
            id=f"{chart_id}-table",
            caption=title,
            header=("End of", "Printed average", "Mean of services known", "Services known"),
            rows=tuple(tuple(words(cell) for cell in row) for row in rows),
            number_columns=frozenset({1, 2, 3}),
        ),
        periods=tuple(row[0] for row in rows),
        lines=_year_lines(years),
        across="End of the year",
        up="Average to date",
        unit="%",
        low=0,
        high=100,
    )


def _year_printed(year: Year) -> tuple[str, str, str, str]:
    """The year, what was printed, the mean of the services known, and how many they are."""
    return (
        str(year.year),
        "none" if year.printed_average is None else f"{year.printed_average}%",
        f"{year.to_date.average}%" if year.to_date else "none",
        str(year.to_date.n_services) if year.to_date else "0",
    )


def _year_lines(years: Sequence[Year]) -> tuple[TimeLine, TimeLine]:
    return (
        TimeLine(
            name="printed",
            values=tuple(
                None if y.printed_average is None else float(y.printed_average) for y in years
            ),
        ),
        TimeLine(
            name="known",
            values=tuple(float(y.to_date.average) if y.to_date else None for y in years),
            style="open",
        ),
    )
