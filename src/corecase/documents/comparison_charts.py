"""Comparisons as charts with their tables: a funnel, scores beside each other, differences."""

from collections.abc import Iterable, Sequence
from math import ceil, floor
from typing import Final, Literal

from corecase.core.comparisons import Comparison, difference_words
from corecase.core.errors import InputError
from corecase.core.figures import printed_share
from corecase.core.intervals import Interval
from corecase.core.periods import day_in_words
from corecase.documents.model import Table, words
from corecase.documents.plots import (
    FunnelChart,
    IntervalChart,
    IntervalRow,
    PlotLine,
    PlotPoint,
)
from corecase.statistics.differences import Estimated
from corecase.statistics.families import Beside
from corecase.statistics.funnel import INNER, OUTER, Funnel, Point, Where

_STEPS: Final = 60
_OUTSIDE: Final[dict[Where, Literal["none", "inner", "outer"]]] = {
    Where.INSIDE: "none",
    Where.ABOVE_INNER: "inner",
    Where.BELOW_INNER: "inner",
    Where.ABOVE_OUTER: "outer",
    Where.BELOW_OUTER: "outer",
}


def funnel_chart(funnel: Funnel, chart_id: str = "funnel", *, marked: str = "") -> FunnelChart:
    """A funnel as a picture, with its table in the order of names and its words.

    The service that is `marked` has a ring and its name. Raises InputError where the funnel has
    no such service.
    """
    told = f" In a ring: {funnel.of(marked).words}" if marked else ""
    return FunnelChart(
        id=chart_id,
        title=f"{funnel.label}: services against their size. {funnel.dispersion_words}",
        alt=f"{funnel.text}{told}",
        table=_funnel_table(funnel, f"{chart_id}-table"),
        points=tuple(
            PlotPoint(
                label=point.scored.service,
                across=point.n_effective,
                percent=100 * point.scored.share,
                outside=_OUTSIDE[point.where],
                marked=point.scored.service == marked,
            )
            for point in funnel.points
        ),
        lines=_lines(funnel),
        across="Effective number of cases: a simple sample with one answer a case says as much",
        up="Score",
    )


def _lines(funnel: Funnel) -> tuple[PlotLine, ...]:
    sizes = [point.n_effective for point in funnel.points]
    # From a little before the smallest service to a little beyond the largest.
    first, last = 0.8 * min(sizes), 1.05 * max(sizes)
    at = [first * (last / first) ** (step / _STEPS) for step in range(_STEPS + 1)]
    target = 100 * funnel.limits.target
    lines = [
        PlotLine(
            name=f"target {printed_share(funnel.limits.target)}",
            places=((first, target), (last, target)),
        )
    ]
    kinds: tuple[tuple[float, Literal["dashed", "dotted"]], ...] = (
        (INNER, "dashed"),
        (OUTER, "dotted"),
    )
    for level, style in kinds:
        limits = [(x, funnel.limits.at(x, level)) for x in at]
        name = f"{100 * level:g}% line"
        low = tuple((x, 100 * found.low) for x, found in limits)
        high = tuple((x, 100 * found.high) for x, found in limits)
        lines += [PlotLine(name=name, places=places, style=style) for places in (low, high)]
    return tuple(lines)


def _funnel_table(funnel: Funnel, table_id: str) -> Table:
    return Table(
        id=table_id,
        caption=f"{funnel.label} by service, as at {day_in_words(funnel.as_at)}",
        header=(
            "Service",
            "Cases",
            "Effective cases",
            "Score",
            "95% interval",
            "95% lines",
            "99.8% lines",
            "Where",
        ),
        rows=tuple(tuple(words(cell) for cell in _cells(point)) for point in funnel.points),
        number_columns=frozenset({1, 2, 3}),
        widths=(2.2, 0.9, 1.2, 0.9, 2.1, 2.1, 2.1, 2.1),
    )


def _cells(point: Point) -> tuple[str, ...]:
    share, error = point.scored.share, point.scored.standard_error
    # A score of all or nothing has an error of chance and no such interval.
    inner = 0 < share < 1
    own = _ends(Estimated(share=share, standard_error=error).interval()) if inner else "none"
    return (
        point.scored.service,
        str(point.scored.n_cases),
        f"{point.n_effective:.0f}",
        f"{share:.1%}",
        own,
        _ends(point.inner),
        _ends(point.outer),
        point.where.words,
    )


def _ends(interval: Interval) -> str:
    return f"{interval.low:.1%} to {interval.high:.1%}"


def beside_chart(rows: Sequence[Beside], *, label: str, chart_id: str = "beside") -> IntervalChart:
    """A service and its comparators, each with its own interval, in the order given.

    Raises InputError for no row, or intervals of different levels.
    """
    level = _one_level(row.interval.level for row in rows)
    return IntervalChart(
        id=chart_id,
        title=f"{label}, with {level} intervals",
        alt=f"{label}. "
        + "; ".join(f"{r.name} {printed_share(r.share)} ({r.interval.printed})" for r in rows)
        + ". Where intervals overlap, the services may not differ.",
        table=Table(
            id=f"{chart_id}-table",
            caption=f"{label}, with {level} intervals",
            header=("Service", "Score", "Interval"),
            rows=tuple(
                (words(r.name), words(printed_share(r.share)), words(r.interval.printed))
                for r in rows
            ),
            number_columns=frozenset({1}),
        ),
        rows=tuple(
            IntervalRow(
                label=row.name,
                value=100 * row.share,
                low=100 * row.interval.low,
                high=100 * row.interval.high,
                printed=f"{printed_share(row.share)} ({row.interval.printed})",
            )
            for row in rows
        ),
        axis="Score",
    )


def difference_chart(
    comparisons: Sequence[Comparison], *, label: str, chart_id: str = "differences"
) -> IntervalChart:
    """Differences with their intervals around "no difference", and all that stands beside them.

    The table has the sentences of each comparison. Raises InputError for none, or intervals of
    different levels.
    """
    level = _one_level(one.interval.level for one in comparisons)
    said = [difference_words(one.difference, one.interval) for one in comparisons]
    rows = [
        IntervalRow(
            label=_named(one),
            value=100 * one.difference,
            low=100 * one.interval.low,
            high=100 * one.interval.high,
            printed=text.partition(" (")[0],
        )
        for one, text in zip(comparisons, said, strict=True)
    ]
    # Ten points at least on each side, so that a hair's breadth does not fill the page.
    start = min(-10, 10 * floor(min(row.low for row in rows) / 10))
    end = max(10, 10 * ceil(max(row.high for row in rows) / 10))
    return IntervalChart(
        id=chart_id,
        title=f"{label}: differences in points, with {level} intervals",
        alt=f"{label}. "
        + "; ".join(f"{_named(one)}: {text}" for one, text in zip(comparisons, said, strict=True))
        + ". An interval that reaches across 0 leaves open which is higher.",
        table=_difference_table(comparisons, said, label, f"{chart_id}-table"),
        rows=tuple(rows),
        axis="Percentage points",
        start=start,
        end=end,
        unit="",
        lines=((0.0, "no difference"),),
    )


def _named(comparison: Comparison) -> str:
    return f"{comparison.score}: {comparison.service} less {comparison.other.printed}"


def _difference_table(
    comparisons: Sequence[Comparison], said: Sequence[str], label: str, table_id: str
) -> Table:
    return Table(
        id=table_id,
        caption=label,
        header=("Comparison", "Scores", "Difference", "Beside it"),
        rows=tuple(
            (
                words(_named(one)),
                words(f"{printed_share(one.share)} and {printed_share(one.other_share)}"),
                words(text),
                words(" ".join(one.sentences[2:])),
            )
            for one, text in zip(comparisons, said, strict=True)
        ),
        widths=(3, 1.5, 3, 5),
    )


def _one_level(levels: Iterable[float]) -> str:
    found = set(levels)
    if len(found) != 1:
        raise InputError("Show intervals of one level beside each other, and at least one.")
    return f"{100 * found.pop():g}%"
