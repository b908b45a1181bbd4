"""Estimates with intervals, row under row, on one axis."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from corecase.documents.charts.page import (
    FILL,
    LINE,
    MM,
    NARROW_LETTERS,
    NARROW_WIDTH,
    TRACK,
    WIDTH_MM,
    blank,
    write,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from corecase.documents.plots import IntervalChart, IntervalRow

# In inches, measured down the page.
_LABELS, _PRINTED, _ROW, _TEXT_LINE = 2.45, 1.75, 0.21, 0.15
_TOP, _TOP_WITHOUT_LINE, _AXIS, _NAMES = 0.26, 0.06, 0.50, 0.15
_LABEL_LETTERS, _PRINTED_LETTERS = 42, 27
_LETTER = 0.073  # a capital of the line names
_NARROW_SIDE, _NARROW_LINE, _NARROW_LABEL = 0.16, 0.16, 44
_NARROW_LETTER, _NARROW_NAMES = 0.068, 0.175
_STEPS = (1, 2, 5, 10, 20, 25, 50)


def drawn(chart: IntervalChart, *, narrow: bool = False) -> Figure:
    """A line from end to end of each interval, with a mark at the estimate.

    `narrow` for a small screen: what a row is, and what is printed beside it elsewhere, stand
    above its line.
    """
    if narrow:
        return _narrow(chart)
    heights = [_height(row) for row in chart.rows]
    bottom = sum(heights)
    width = WIDTH_MM * MM
    plot = width - _LABELS - _PRINTED
    names = _name_places(chart, plot, letter=_LETTER, room=_PRINTED)
    top = _TOP + _NAMES * max(up for _, up in names) if names else _TOP_WITHOUT_LINE
    height = top + bottom + _AXIS
    figure = blank(height)
    axes = figure.add_axes(
        (_LABELS / width, _AXIS / height, plot / width, bottom / height),
        xlim=(chart.start, chart.end),
        ylim=(bottom, 0),
        facecolor="none",
    )
    axes.axis("off")
    per_inch = (chart.end - chart.start) / plot
    _draw_axis(axes, chart, bottom)
    _draw_lines(axes, chart, names, bottom, _NAMES, 7.5)
    down = 0.0
    for row, tall in zip(chart.rows, heights, strict=True):
        _draw_row(axes, chart, row, down + tall / 2, per_inch)
        down += tall
    return figure


def _narrow(chart: IntervalChart) -> Figure:
    labels = [_narrow_label(row) for row in chart.rows]
    heights = [_ROW + _NARROW_LINE * len(lines) for lines in labels]
    bottom = sum(heights)
    plot = NARROW_WIDTH - 2 * _NARROW_SIDE
    names = _name_places(chart, plot, letter=_NARROW_LETTER, room=_NARROW_SIDE)
    top = _TOP + _NARROW_NAMES * max((up for _, up in names), default=0)
    height = top + bottom + _AXIS
    figure = blank(height, NARROW_WIDTH)
    axes = figure.add_axes(
        (_NARROW_SIDE / NARROW_WIDTH, _AXIS / height, plot / NARROW_WIDTH, bottom / height),
        xlim=(chart.start, chart.end),
        ylim=(bottom, 0),
        facecolor="none",
    )
    axes.axis("off")
    _draw_axis(axes, chart, bottom, NARROW_LETTERS)
    _draw_lines(axes, chart, names, bottom, _NARROW_NAMES, NARROW_LETTERS)
    down = 0.0
    for row, lines, tall in zip(chart.rows, labels, heights, strict=True):
        words = _NARROW_LINE * len(lines)
        write(
            axes, chart.start, down + words / 2, "\n".join(lines), size=NARROW_LETTERS, boxed=True
        )
        _draw_interval(axes, chart, row, down + words + _ROW / 2)
        down += tall
    return figure


def _narrow_label(row: IntervalRow) -> list[str]:
    said = f"{row.label}: {row.printed}" if row.printed else row.label
    return wrap(said, _NARROW_LABEL) or [""]


def _draw_lines(
    axes: Axes,
    chart: IntervalChart,
    names: list[tuple[float, int]],
    bottom: float,
    tall: float,
    size: float,
) -> None:
    for (value, name), (middle, up) in zip(chart.lines, names, strict=True):
        ends = [-0.06 - tall * up, bottom]
        axes.plot([value, value], ends, color=LINE, lw=0.9, clip_on=False)
        boxed = len(names) > 1
        write(axes, middle, -0.15 - tall * up, name, size=size, centred=True, boxed=boxed)


def _name_places(
    chart: IntervalChart, plot: float, *, letter: float, room: float
) -> list[tuple[float, int]]:
    """The middle of each line's name, and its row above the plot, so that none meets another.

    `plot` is the width of the plot, `letter` that of a letter, and `room` what is left beside
    the plot before the picture ends; all in inches.
    """
    per_inch = (chart.end - chart.start) / plot
    ends: list[float] = []
    places = []
    for value, name in chart.lines:
        half = (len(name) + 1) * letter / 2 * per_inch
        left, right = chart.start - room * per_inch, chart.end + room * per_inch
        middle = min(max(value, left + half), right - half)
        row = next((r for r, end in enumerate(ends) if end <= middle - half), len(ends))
        ends[row : row + 1] = [middle + half]
        places.append((middle, row))
    return places


def _height(row: IntervalRow) -> float:
    lines = max(len(_label(row)), len(_printed(row)))
    return _ROW + _TEXT_LINE * (lines - 1)


def _label(row: IntervalRow) -> list[str]:
    return wrap(row.label, _LABEL_LETTERS) or [""]


def _printed(row: IntervalRow) -> list[str]:
    return wrap(row.printed, _PRINTED_LETTERS) or [""]


def _draw_row(
    axes: Axes, chart: IntervalChart, row: IntervalRow, place: float, per_inch: float
) -> None:
    _draw_interval(axes, chart, row, place)
    left = chart.start - (_LABELS - 0.02) * per_inch
    write(axes, left, place, "\n".join(_label(row)), size=9)
    write(axes, chart.end + 0.14 * per_inch, place, "\n".join(_printed(row)), size=9)


def _draw_interval(axes: Axes, chart: IntervalChart, row: IntervalRow, place: float) -> None:
    low, high = (min(max(end, chart.start), chart.end) for end in (row.low, row.high))
    axes.plot([low, high], [place, place], color=FILL, lw=2, solid_capstyle="butt")
    marks = [(end, "|") for end in (row.low, row.high) if chart.start <= end <= chart.end]
    marks += [(chart.start, "<")] if row.low < chart.start else []
    marks += [(chart.end, ">")] if row.high > chart.end else []
    for end, mark in marks:
        axes.plot([end], [place], ls="", marker=mark, color=FILL, ms=7, mew=1.5, clip_on=False)
    if chart.start <= row.value <= chart.end:
        axes.plot([row.value], [place], ls="", marker="o", color=FILL, ms=6.5, clip_on=False)


def _draw_axis(axes: Axes, chart: IntervalChart, bottom: float, size: float = 8) -> None:
    axes.plot([chart.start, chart.end], [bottom, bottom], color=LINE, lw=0.8, clip_on=False)
    for value in _marks(chart.start, chart.end):
        axes.plot([value, value], [0, bottom], color=TRACK, lw=0.8, zorder=0)
        axes.plot([value, value], [bottom, bottom + 0.05], color=LINE, lw=0.8, clip_on=False)
        said = f"{value:g}{chart.unit}".replace("-", "\N{MINUS SIGN}")
        write(axes, value, bottom + 0.14, said, size=size, centred=True)
    middle = (chart.start + chart.end) / 2
    write(axes, middle, bottom + 0.34, chart.axis, size=size, centred=True)


def _marks(start: float, end: float) -> list[float]:
    """Round values on the axis, at most seven and never none."""
    step = next((step for step in _STEPS if (end - start) / step <= 6), 100)
    first = -(-start // step) * step
    return [first + n * step for n in range(int((end - first) // step) + 1)]
