"""A funnel of services against their size, with its target and its lines."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING, Final

from corecase.documents.charts.page import (
    FILL,
    INK,
    LINE,
    MM,
    NARROW_LETTERS,
    NARROW_WIDTH,
    WIDTH_MM,
    Box,
    blank,
    font,
    frame,
    write,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from corecase.documents.plots import FunnelChart

# In inches.
_HEIGHT, _LEFT, _RIGHT, _TOP, _BOTTOM = 4.1, 0.62, 1.02, 0.12, 0.58
_NARROW_PLOT: Final = 3.0
_NARROW_LABEL: Final = 36
_STYLES: Final = {"solid": "-", "dashed": (0, (5, 2.5)), "dotted": (0, (1.2, 2))}
_MARKS: Final = {"none": ("o", 4.5), "inner": ("D", 6.0), "outer": ("s", 7.0)}
_RING: Final = 12.0
_SIDES: Final = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (1, -1), (-1, 1), (-1, -1))
"""Sides of a mark on which its name is tried, (across, up), in the order of liking."""
_LINE_NAME_APART = 0.038  # of the height of the plot
_LETTER, _LETTER_TALL, _MARK, _RING_MARK = 0.062, 0.13, 0.075, 0.12


def drawn(chart: FunnelChart, *, narrow: bool = False) -> Figure:
    """Points and lines on two axes; what lies outside the lines has a mark and name of its own.

    `narrow` for a small screen: the lines are named under the plot, and services in the table
    alone, because there is no room beside their marks.
    """
    if narrow:
        return _narrow(chart)
    width = WIDTH_MM * MM
    figure = blank(_HEIGHT)
    low, high = _up(chart)
    most = max(across for across, _ in (*_places(chart), *_dots(chart)))
    axes = figure.add_axes(
        (
            _LEFT / width,
            _BOTTOM / _HEIGHT,
            (width - _LEFT - _RIGHT) / width,
            (_HEIGHT - _TOP - _BOTTOM) / _HEIGHT,
        ),
        xlim=(0, most * 1.02),
        ylim=(low, high),
        facecolor="none",
    )
    _frame(axes, chart.across, chart.up)
    _draw_lines(axes, chart)
    _name_lines(axes, chart, high - low, most)
    _draw_points(axes, chart)
    _name_points(axes, chart)
    return figure


def _narrow(chart: FunnelChart) -> Figure:
    # Lines on both sides of the target bear one name, and stand in the key once.
    lines = list({line.name: line for line in chart.lines}.values())
    across = wrap(chart.across, _NARROW_LABEL)
    names = 0.19 * len(lines)
    bottom = _BOTTOM + 0.16 * (len(across) - 1)
    width, height = NARROW_WIDTH, _NARROW_PLOT + bottom + _TOP + names
    figure = blank(height, width)
    low, high = _up(chart)
    most = max(across for across, _ in (*_places(chart), *_dots(chart)))
    axes = figure.add_axes(
        (
            _LEFT / width,
            (bottom + names) / height,
            (width - _LEFT - 0.1) / width,
            _NARROW_PLOT / height,
        ),
        xlim=(0, most * 1.02),
        ylim=(low, high),
        facecolor="none",
    )
    _frame(axes, "\n".join(across), chart.up, NARROW_LETTERS)
    # Fewer numbers along the axis, so that none meets another.
    axes.locator_params(axis="x", nbins=4)
    _draw_lines(axes, chart)
    _draw_points(axes, chart)
    key = figure.add_axes((0, 0, 1, names / height), xlim=(0, width), ylim=(names, 0))
    key.axis("off")
    for at, line in enumerate(sorted(lines, key=lambda line: -line.places[-1][1])):
        down = 0.19 * at + 0.07
        key.plot([0.1, 0.5], [down, down], color=LINE, lw=1, ls=_STYLES[line.style])
        write(key, 0.6, down, line.name, size=NARROW_LETTERS)
    return figure


def _draw_points(axes: Axes, chart: FunnelChart) -> None:
    for point in chart.points:
        mark, size = _MARKS[point.outside]
        filled = FILL if point.outside == "none" else INK
        axes.plot([point.across], [point.percent], ls="", marker=mark, ms=size, color=filled)
        if point.marked:
            axes.plot(
                [point.across], [point.percent], ls="", marker="o", ms=_RING, mfc="none", mec=INK
            )


def _up(chart: FunnelChart) -> tuple[float, float]:
    """What the upright axis has to show: every point, and the lines beside the points."""
    from_left = min(point.across for point in chart.points)
    ends = [percent for x, percent in _places(chart) if x >= from_left]
    ends += [percent for _, percent in _dots(chart)]
    return max(0.0, 10 * ((min(ends) - 2) // 10)), min(100.0, 10 * ((max(ends) + 2) // 10 + 1))


def _places(chart: FunnelChart) -> list[tuple[float, float]]:
    return [place for line in chart.lines for place in line.places]


def _dots(chart: FunnelChart) -> list[tuple[float, float]]:
    return [(point.across, point.percent) for point in chart.points]


def _frame(axes: Axes, across: str, up: str, least: float = 0.0) -> None:
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:g}%")
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    frame(axes, across, up, least)


def _draw_lines(axes: Axes, chart: FunnelChart) -> None:
    for line in chart.lines:
        axes.plot(*zip(*line.places, strict=True), color=LINE, lw=1, ls=_STYLES[line.style])


def _name_lines(axes: Axes, chart: FunnelChart, tall: float, most: float) -> None:
    lines = sorted(chart.lines, key=lambda line: line.places[-1][1])
    at = _apart([line.places[-1][1] for line in lines], _LINE_NAME_APART * tall)
    for line, height in zip(lines, at, strict=True):
        # Beside the plot, so that no name lies on a point.
        text = axes.text(
            most * 1.03, height, line.name, fontproperties=font(7.5), color=INK, va="center"
        )
        text.set_parse_math(False)


def _name_points(axes: Axes, chart: FunnelChart) -> None:
    """Names beside points outside the lines and the marked one, where they meet nothing."""
    (left, right), (low, high) = axes.get_xlim(), axes.get_ylim()
    wide = (WIDTH_MM * MM - _LEFT - _RIGHT) / (right - left)
    tall = (_HEIGHT - _TOP - _BOTTOM) / (high - low)
    at = [((p.across - left) * wide, (p.percent - low) * tall) for p in chart.points]
    taken = [Box(x - _MARK, y - _MARK, x + _MARK, y + _MARK) for x, y in at]
    for point, (x, y) in zip(chart.points, at, strict=True):
        if point.outside == "none" and not point.marked:
            continue
        away = _RING_MARK if point.marked else _MARK
        places = [_name_box(point.label, x, y, side, away) for side in _SIDES]
        box = next((p for p in places if not any(p.meets(other) for other in taken)), places[0])
        taken.append(box)
        middle = (box.low + box.high) / 2
        write(axes, left + box.left / wide, low + middle / tall, point.label, size=8)


def _name_box(name: str, x: float, y: float, side: tuple[int, int], away: float) -> Box:
    """Where a name stands on one side of its mark: right or left, level, above or below."""
    across, up = side
    width = len(name) * _LETTER
    start = {1: x + away, 0: x - width / 2, -1: x - away - width}[across]
    low = y - _LETTER_TALL / 2 + up * (_LETTER_TALL if across else _LETTER_TALL + away / 2)
    return Box(start, low, start + width, low + _LETTER_TALL)


def _apart(heights: list[float], least: float) -> list[float]:
    """Heights from the lowest up, each raised until it is `least` above the one below."""
    placed: list[float] = []
    for height in heights:
        placed.append(max(height, placed[-1] + least) if placed else height)
    return placed
