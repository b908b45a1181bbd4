"""Horizontal bars of percentages, drawn to scale."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from textwrap import wrap
from typing import TYPE_CHECKING, Final

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
from corecase.documents.model import Bar, BarChart

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.patches import Rectangle

# All in inches, measured down the page.
_ROW, _TEXT_LINE, _BAR_HEIGHT = 0.27, 0.15, 0.155
_GROUP, _GAP, _AXIS, _NAMES = 0.27, 0.10, 0.48, 0.17
_OUTLINE = 0.9  # points


@dataclass(frozen=True, slots=True, kw_only=True)
class _Layout:
    """Where things stand, in inches, and how many letters fit; `letter` is a capital's width.

    The words of a bar stand left of it, or `above` it; no letter is smaller than `least` points.
    """

    width: float
    labels: float
    printed: float
    label_letters: int
    note_letters: int
    letter: float
    above: bool = False
    least: float = 0.0

    @property
    def plot(self) -> float:
        return self.width - self.labels - self.printed

    def size(self, points: float) -> float:
        return max(points, self.least)

    def label(self, bar: Bar) -> list[str]:
        said = f"{bar.label} ({bar.note})" if self.above and bar.note else bar.label
        return wrap(said, self.label_letters) or [""]

    def note(self, bar: Bar) -> list[str]:
        return [""] if self.above else wrap(bar.note, self.note_letters) or [""]

    def height(self, bar: Bar) -> float:
        """How much room a bar takes with its words."""
        if self.above:
            return _ROW + _TEXT_LINE * len(self.label(bar))
        return _ROW + _TEXT_LINE * (max(len(self.label(bar)), len(self.note(bar))) - 1)


_WIDE: Final = _Layout(
    width=WIDTH_MM * MM, labels=2.45, printed=1.25, label_letters=42, note_letters=15, letter=0.073
)
_NARROW: Final = _Layout(
    width=NARROW_WIDTH,
    labels=0.14,
    printed=0.74,
    label_letters=40,
    note_letters=0,
    letter=0.09,
    above=True,
    least=NARROW_LETTERS,
)


def drawn(chart: BarChart, *, narrow: bool = False) -> Figure:
    """The bars of a chart, group under group; `narrow` for a small screen."""
    layout = _NARROW if narrow else _WIDE
    names = _name_rows(chart, layout)
    top = _NAMES * (1 + max(names)) + 0.04 if names else 0.04
    rows, bottom = _placed(chart, layout)
    width, height = layout.width, top + bottom + _AXIS
    figure = blank(height, width)
    axes = figure.add_axes(
        (layout.labels / width, _AXIS / height, layout.plot / width, bottom / height),
        xlim=(0, 100),
        ylim=(bottom, 0),
        facecolor="none",
    )
    axes.axis("off")
    _draw_lines(axes, chart, names, bottom, layout)
    for place, row in rows:
        _draw_row(axes, place, row, layout)
    _draw_axis(axes, chart, bottom, layout)
    return figure


def _placed(chart: BarChart, layout: _Layout) -> tuple[list[tuple[float, str | Bar]], float]:
    """Where each group's heading and each bar stands, and where the last one ends."""
    placed: list[tuple[float, str | Bar]] = []
    down = 0.0
    for heading, bars in chart.groups:
        if heading:
            placed.append((down + _GROUP / 2, heading))
            down += _GROUP
        for bar in bars:
            height = layout.height(bar)
            placed.append((down + height - _ROW / 2 if layout.above else down + height / 2, bar))
            down += height
        down += _GAP
    return placed, down or _ROW


def _name_rows(chart: BarChart, layout: _Layout) -> list[int]:
    """The row above the plot in which each line's name stands, so that none meets another."""
    ends: list[float] = []
    rows = []
    per_inch = 100 / layout.plot
    for value, name in chart.lines:
        row = next((r for r, end in enumerate(ends) if end <= value), len(ends))
        ends[row : row + 1] = [value + (len(name) + 1) * layout.letter * per_inch]
        rows.append(row)
    return rows


def _draw_lines(
    axes: Axes, chart: BarChart, rows: list[int], bottom: float, layout: _Layout
) -> None:
    for (value, name), row in zip(chart.lines, rows, strict=True):
        up = -_NAMES * (row + 1)
        axes.plot(
            [value, value], [up + 0.03, bottom], color=LINE, lw=0.8, ls=(0, (3, 2)), clip_on=False
        )
        # White behind the name hides the line of a neighbour that passes through it.
        write(axes, value + 0.8, up + _NAMES / 2, name, size=layout.size(7.5), boxed=True)


def _draw_row(axes: Axes, place: float, row: str | Bar, layout: _Layout) -> None:
    left = -100 * (layout.labels - 0.02) / layout.plot
    if isinstance(row, str):
        write(axes, left, place, row, face="Bold", size=layout.size(9.5))
        return
    percent = min(max(row.percent, 0.0), 100.0)
    axes.add_patch(_bar(place, 100, TRACK, 0))
    axes.add_patch(_bar(place, percent, "white" if row.is_beside else FILL, 2.5, outlined=True))
    label = layout.label(row)
    up = (_ROW + _TEXT_LINE * len(label)) / 2 - 0.03 if layout.above else 0
    write(axes, left, place - up, "\n".join(label), size=layout.size(9))
    write(axes, 102, place, row.printed, face="Bold", size=layout.size(9))
    if row.note and not layout.above:
        write(axes, 102 + 39 / layout.plot, place, "\n".join(layout.note(row)), size=7.5)


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


def _draw_axis(axes: Axes, chart: BarChart, bottom: float, layout: _Layout) -> None:
    marks = sorted({0.0, 100.0, *(value for value, _ in chart.lines)})
    if len(marks) == 2:
        marks = [0.0, 25.0, 50.0, 75.0, 100.0]
    # A mark beside another would be printed over it.
    kept = [a for a, b in pairwise(marks) if b - a >= 7] + [100.0]
    axes.plot([0, 100], [bottom, bottom], color=LINE, lw=0.8, clip_on=False)
    for value in kept:
        axes.plot([value] * 2, [bottom, bottom + 0.05], color=LINE, lw=0.8, clip_on=False)
        write(axes, value, bottom + 0.14, f"{value:g}%", size=layout.size(8), centred=True)
    write(axes, 50, bottom + 0.33, chart.axis, size=layout.size(8), centred=True)
