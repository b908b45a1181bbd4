"""A figure as time goes by: its line, the lines that it may cross, and where it did."""

from __future__ import annotations

from itertools import groupby, pairwise
from math import ceil
from typing import TYPE_CHECKING, Any

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
    frame,
    write,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from corecase.documents.time_plots import TimeChart, TimeLine

# In inches.
_HEIGHT, _LEFT, _RIGHT, _TOP, _BOTTOM = 3.3, 0.62, 1.12, 0.14, 0.62
_NAME_APART = 0.055  # of the height of the plot
_ROOM, _ROOM_FOR_NAMES = 0.06, 0.13  # above and below the values
_LETTER, _MOST_NAMES = 0.068, 16
_NARROW_PLOT, _NARROW_RIGHT, _KEY = 2.3, 0.14, 0.19
_NAME_AWAY, _NAME_TALL, _MARK, _ON_THE_WAY = 0.16, 0.13, 0.05, 8


def drawn(chart: TimeChart, *, narrow: bool = False) -> Figure:
    """Lines through the periods from left to right, signals as squares with their names.

    `narrow` for a small screen: the lines are named under the plot, and signals in the table
    alone.
    """
    if narrow:
        return _narrow(chart)
    width = WIDTH_MM * MM
    figure = blank(_HEIGHT)
    low, high = _up(chart)
    axes = figure.add_axes(
        (
            _LEFT / width,
            _BOTTOM / _HEIGHT,
            (width - _LEFT - _RIGHT) / width,
            (_HEIGHT - _TOP - _BOTTOM) / _HEIGHT,
        ),
        xlim=(-0.5, len(chart.periods) - 0.5),
        ylim=(low, high),
        facecolor="none",
    )
    _frame(axes, chart, width - _LEFT - _RIGHT)
    for line in chart.lines:
        _draw_line(axes, line)
    _name_lines(axes, chart, high - low)
    _name_signals(axes, chart)
    return figure


def _narrow(chart: TimeChart) -> Figure:
    named = [line for line in chart.lines if line.name]
    names = _KEY * len(named)
    width, height = NARROW_WIDTH, _TOP + _NARROW_PLOT + _BOTTOM + names
    figure = blank(height, width)
    plot = width - _LEFT - _NARROW_RIGHT
    axes = figure.add_axes(
        (_LEFT / width, (_BOTTOM + names) / height, plot / width, _NARROW_PLOT / height),
        xlim=(-0.5, len(chart.periods) - 0.5),
        ylim=_up(chart),
        facecolor="none",
    )
    _frame(axes, chart, plot, NARROW_LETTERS)
    for line in chart.lines:
        _draw_line(axes, line)
    for signal in chart.signals:
        axes.plot([signal.at], [signal.value], ls="", marker="s", ms=7.5, color=INK)
    if named:
        key = figure.add_axes((0, 0, 1, names / height), xlim=(0, width), ylim=(names, 0))
        key.axis("off")
        for at, line in enumerate(named):
            down = _KEY * at + 0.07
            _draw_sample(key, line, down)
            write(key, 0.6, down, line.name, size=NARROW_LETTERS)
    return figure


def _draw_sample(key: Axes, line: TimeLine, down: float) -> None:
    """A piece of a line beside its name under the plot."""
    if line.style in ("marked", "open"):
        inside = FILL if line.style == "marked" else "white"
        key.plot([0.1, 0.3, 0.5], [down] * 3, color=FILL, lw=1.3, marker="o", ms=4, mfc=inside)
    else:
        dashes: Any = (0, (5, 2.5)) if line.style == "stepped" else "-"
        key.plot([0.1, 0.5], [down, down], color=LINE, lw=1, ls=dashes)


def _up(chart: TimeChart) -> tuple[float, float]:
    """What the upright axis shows: every value with some room, within what can be."""
    values = [value for value in chart.values if value is not None]
    values += [signal.value for signal in chart.signals]
    room = (_ROOM_FOR_NAMES if chart.signals else _ROOM) * (max(values) - min(values)) or 1.0
    # Room for the marks at the ends of what can be, which would be cut in half otherwise.
    edge = 0.015 * (max(values) - min(values) + 2 * room)
    low, high = (
        max(chart.low - edge, min(values) - room),
        min(chart.high + edge, max(values) + room),
    )
    return low, high


def _frame(axes: Axes, chart: TimeChart, plot: float, least: float = 0.0) -> None:
    axes.yaxis.set_major_formatter(
        lambda value, _: f"{value:g}{chart.unit}".replace("-", "\N{MINUS SIGN}")
    )
    step = _name_step(chart, plot)
    places = range(0, len(chart.periods), step)
    axes.set_xticks(list(places), [chart.periods[place] for place in places])
    frame(axes, chart.across, chart.up, least)


def _name_step(chart: TimeChart, inches: float) -> int:
    """Every how many periods a name is printed on so many inches, so that no two meet."""
    widest = max(len(period) for period in chart.periods) * _LETTER + 0.12
    fitting = max(1, min(_MOST_NAMES, int(inches / widest)))
    return ceil(len(chart.periods) / fitting)


def _draw_line(axes: Axes, line: TimeLine) -> None:
    for places, values in _stretches(line):
        if line.style == "stepped":
            ends = [places[0] - 0.5, *(place + 0.5 for place in places)]
            axes.stairs(values, ends, baseline=None, color=LINE, lw=1, ls=(0, (5, 2.5)))
        elif line.style == "solid":
            ends = [places[0] - 0.5, *places, places[-1] + 0.5]
            axes.plot(ends, [values[0], *values, values[-1]], color=LINE, lw=1)
        else:
            inside = FILL if line.style == "marked" else "white"
            axes.plot(places, values, color=FILL, lw=1.3, marker="o", ms=4, mfc=inside)


def _stretches(line: TimeLine) -> Iterator[tuple[list[int], list[float]]]:
    """The line in stretches without a gap."""
    for is_there, group in groupby(enumerate(line.values), lambda one: one[1] is not None):
        if is_there:
            places, values = zip(*group, strict=True)
            yield list(places), list(values)


def _name_lines(axes: Axes, chart: TimeChart, tall: float) -> None:
    """Names beside the plot at each line's last value, moved apart where they would meet."""
    ends = []
    for line in chart.lines:
        shown = [value for value in line.values if value is not None]
        if shown and line.name:
            ends.append((shown[-1], line.name))
    at = list[float]()
    ends.sort()
    for height, _ in ends:
        at.append(max(height, at[-1] + _NAME_APART * tall) if at else height)
    right = len(chart.periods) - 0.5 + 0.012 * len(chart.periods)
    for place, (_, name) in zip(at, ends, strict=True):
        write(axes, right, place, name, size=7.5)


def _name_signals(axes: Axes, chart: TimeChart) -> None:
    (left, right), (low, high) = axes.get_xlim(), axes.get_ylim()
    wide = (WIDTH_MM * MM - _LEFT - _RIGHT) / (right - left)
    tall = (_HEIGHT - _TOP - _BOTTOM) / (high - low)
    taken = [_around((at - left) * wide, (value - low) * tall) for at, value in _dots(chart)]
    for signal in chart.signals:
        axes.plot([signal.at], [signal.value], ls="", marker="s", ms=7.5, color=INK)
        x, y = (signal.at - left) * wide, (signal.value - low) * tall
        half = len(signal.name) * _LETTER / 2
        x = max(half, min(x, (right - left) * wide - half))
        middle = y + (_NAME_AWAY if signal.side == "above" else -_NAME_AWAY)
        box = Box(x - half, middle - _NAME_TALL / 2, x + half, middle + _NAME_TALL / 2)
        if not any(box.meets(other) for other in taken):
            taken.append(box)
            place = (left + x / wide, low + middle / tall)
            write(axes, *place, signal.name, size=7.5, face="Bold", centred=True)


def _dots(chart: TimeChart) -> Iterator[tuple[float, float]]:
    """Every mark, those of signals too, and places on the way from one mark to the next."""
    yield from ((signal.at, signal.value) for signal in chart.signals)
    for line in chart.lines:
        if line.style not in ("marked", "open"):
            continue
        for places, values in _stretches(line):
            yield from zip(places, values, strict=True)
            for (at, one), (_, other) in pairwise(zip(places, values, strict=True)):
                parts = (part / _ON_THE_WAY for part in range(1, _ON_THE_WAY))
                yield from ((at + part, one + part * (other - one)) for part in parts)


def _around(x: float, y: float) -> Box:
    return Box(x - _MARK, y - _MARK, x + _MARK, y + _MARK)
