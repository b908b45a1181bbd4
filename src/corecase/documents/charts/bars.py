"""Horizontal bars of percentages, drawn to scale."""

from __future__ import annotations

from itertools import pairwise
from textwrap import wrap
from typing import TYPE_CHECKING

from corecase.documents.charts.page import FILL, LINE, MM, TRACK, WIDTH_MM, blank, write
from corecase.documents.model import Bar, BarChart

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.patches import Rectangle

# All in inches, measured down the page.
_LABELS, _PRINTED, _ROW, _TEXT_LINE, _BAR_HEIGHT = 2.45, 1.25, 0.27, 0.15, 0.155
_GROUP, _GAP, _AXIS, _NAMES = 0.27, 0.10, 0.48, 0.17
_LABEL_LETTERS, _NOTE_LETTERS = 42, 15
_OUTLINE = 0.9  # points
_LETTER = 0.073  # a capital of the line names


def drawn(chart: BarChart) -> Figure:
    """The bars of a chart, group under group."""
    names = _name_rows(chart)
    top = _NAMES * (1 + max(names)) + 0.04 if names else 0.04
    rows, bottom = _placed(chart)
    width, height = WIDTH_MM * MM, top + bottom + _AXIS
    figure = blank(height)
    plot = width - _LABELS - _PRINTED
    axes = figure.add_axes(
        (_LABELS / width, _AXIS / height, plot / width, bottom / height),
        xlim=(0, 100),
        ylim=(bottom, 0),
        facecolor="none",
    )
    axes.axis("off")
    _draw_lines(axes, chart, names, bottom)
    for place, row in rows:
        _draw_row(axes, place, row, plot)
    _draw_axis(axes, chart, bottom)
    return figure


def _placed(chart: BarChart) -> tuple[list[tuple[float, str | Bar]], float]:
    """Where each group's heading and each bar stands, and where the last one ends."""
    placed: list[tuple[float, str | Bar]] = []
    down = 0.0
    for heading, bars in chart.groups:
        if heading:
            placed.append((down + _GROUP / 2, heading))
            down += _GROUP
        for bar in bars:
            height = _ROW + _TEXT_LINE * (max(len(_label(bar)), len(_note(bar))) - 1)
            placed.append((down + height / 2, bar))
            down += height
        down += _GAP
    return placed, down or _ROW


def _label(bar: Bar) -> list[str]:
    return wrap(bar.label, _LABEL_LETTERS) or [""]


def _note(bar: Bar) -> list[str]:
    return wrap(bar.note, _NOTE_LETTERS) or [""]


def _name_rows(chart: BarChart) -> list[int]:
    """The row above the plot in which each line's name stands, so that none meets another."""
    ends: list[float] = []
    rows = []
    per_inch = 100 / (WIDTH_MM * MM - _LABELS - _PRINTED)
    for value, name in chart.lines:
        row = next((r for r, end in enumerate(ends) if end <= value), len(ends))
        ends[row : row + 1] = [value + (len(name) + 1) * _LETTER * per_inch]
        rows.append(row)
    return rows


def _draw_lines(axes: Axes, chart: BarChart, rows: list[int], bottom: float) -> None:
    for (value, name), row in zip(chart.lines, rows, strict=True):
        up = -_NAMES * (row + 1)
        axes.plot(
            [value, value], [up + 0.03, bottom], color=LINE, lw=0.8, ls=(0, (3, 2)), clip_on=False
        )
        # White behind the name hides the line of a neighbour that passes through it.
        write(axes, value + 0.8, up + _NAMES / 2, name, size=7.5, boxed=True)


def _draw_row(axes: Axes, place: float, row: str | Bar, plot: float) -> None:
    left = -100 * (_LABELS - 0.02) / plot
    if isinstance(row, str):
        write(axes, left, place, row, face="Bold", size=9.5)
        return
    percent = min(max(row.percent, 0.0), 100.0)
    axes.add_patch(_bar(place, 100, TRACK, 0))
    axes.add_patch(_bar(place, percent, "white" if row.is_beside else FILL, 2.5, outlined=True))
    write(axes, left, place, "\n".join(_label(row)), size=9)
    write(axes, 102, place, row.printed, face="Bold", size=9)
    if row.note:
        write(axes, 102 + 39 / plot, place, "\n".join(_note(row)), size=7.5)


def _bar(
    place: float, percent: float, color: str, zorder: float, *, outlined: bool = False
) -> Rectangle:
    from matplotlib.patches import Rectangle

    # An outline inside the bar, so that a full and an outlined one of equal length look equal.
    inside = _OUTLINE / 72 / 2 if outlined else 0
    start = (0, place - _BAR_HEIGHT / 2 + inside)
    return Rectangle(
        start,
        percent,
        _BAR_HEIGHT - 2 * inside,
        facecolor=color,
        edgecolor=FILL if outlined and percent else "none",
        linewidth=_OUTLINE,
        zorder=zorder,
    )


def _draw_axis(axes: Axes, chart: BarChart, bottom: float) -> None:
    marks = sorted({0.0, 100.0, *(value for value, _ in chart.lines)})
    if len(marks) == 2:
        marks = [0.0, 25.0, 50.0, 75.0, 100.0]
    # A mark beside another would be printed over it.
    kept = [a for a, b in pairwise(marks) if b - a >= 7] + [100.0]
    axes.plot([0, 100], [bottom, bottom], color=LINE, lw=0.8, clip_on=False)
    for value in kept:
        axes.plot([value] * 2, [bottom, bottom + 0.05], color=LINE, lw=0.8, clip_on=False)
        write(axes, value, bottom + 0.14, f"{value:g}%", size=8, centred=True)
    write(axes, 50, bottom + 0.33, chart.axis, size=8, centred=True)
