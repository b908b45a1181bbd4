"""Bar charts as pictures: SVG for pages and PDF, PNG for Word, drawn by matplotlib.

The same chart gives the same bytes, in SVG and PNG, on every run: ids are salted with a fixed
word, no date is written, and the typeface is the one shipped with the project.
"""

from __future__ import annotations

import io
from functools import lru_cache
from html import escape
from itertools import pairwise
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING

from corecase.documents.model import Bar, BarChart

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.patches import Rectangle

WIDTH_MM = 170.0
"""The width of every chart: the text width of an A4 page."""

_FONTS = Path(__file__).parent / "assets" / "fonts"
_INK, _BAR, _TRACK, _LINE = "#1d2733", "#1f5a8c", "#eef1f4", "#5b6773"
_MM = 1 / 25.4
# All in inches, measured down the page.
_LABELS, _PRINTED, _ROW, _TEXT_LINE, _BAR_HEIGHT = 2.45, 1.25, 0.27, 0.15, 0.155
_GROUP, _GAP, _AXIS, _NAMES = 0.27, 0.10, 0.48, 0.17
_LABEL_LETTERS, _NOTE_LETTERS = 42, 15
_LETTER = 0.073  # a capital of the line names


@lru_cache(maxsize=64)
def svg(chart: BarChart) -> bytes:
    """The chart as a self-contained SVG with title and description; letters are outlines."""
    drawn = _saved(chart, "svg", {"Creator": None, "Date": None, "Format": None, "Type": None})
    text = drawn.decode("utf-8")
    start = text.index("<svg ")
    opening = text.index(">", start)
    said = (
        ' role="img" aria-labelledby="title desc">'
        f'<title id="title">{escape(chart.title)}</title>'
        f'<desc id="desc">{escape(chart.alt)}</desc>'
    )
    return f"{text[start:opening]}{said}{text[opening + 1 :]}".encode()


@lru_cache(maxsize=64)
def png(chart: BarChart) -> bytes:
    """The chart as a PNG of 150 dots to the inch."""
    return _saved(chart, "png", {"Software": None})


def _saved(chart: BarChart, kind: str, metadata: dict[str, None]) -> bytes:
    # Here and not above, because it takes half a second that other formats need not wait for.
    from matplotlib import rc_context

    out = io.BytesIO()
    with rc_context({"svg.hashsalt": "corecase", "svg.fonttype": "path"}):
        _drawn(chart).savefig(out, format=kind, metadata=metadata, dpi=150)
    return out.getvalue()


def _drawn(chart: BarChart) -> Figure:
    from matplotlib.figure import Figure

    names = _name_rows(chart)
    top = _NAMES * (1 + max(names)) + 0.04 if names else 0.04
    rows, bottom = _placed(chart)
    width, height = WIDTH_MM * _MM, top + bottom + _AXIS
    figure = Figure(figsize=(width, height), facecolor="white")
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
    per_inch = 100 / (WIDTH_MM * _MM - _LABELS - _PRINTED)
    for value, name in chart.lines:
        row = next((r for r, end in enumerate(ends) if end <= value), len(ends))
        ends[row : row + 1] = [value + (len(name) + 1) * _LETTER * per_inch]
        rows.append(row)
    return rows


def _draw_lines(axes: Axes, chart: BarChart, rows: list[int], bottom: float) -> None:
    for (value, name), row in zip(chart.lines, rows, strict=True):
        up = -_NAMES * (row + 1)
        axes.plot(
            [value, value], [up + 0.03, bottom], color=_LINE, lw=0.8, ls=(0, (3, 2)), clip_on=False
        )
        # White behind the name hides the line of a neighbour that passes through it.
        _write(axes, value + 0.8, up + _NAMES / 2, name, size=7.5, boxed=True)


def _draw_row(axes: Axes, place: float, row: str | Bar, plot: float) -> None:
    left = -100 * (_LABELS - 0.02) / plot
    if isinstance(row, str):
        _write(axes, left, place, row, face="Bold", size=9.5)
        return
    percent = min(max(row.percent, 0.0), 100.0)
    axes.add_patch(_bar(place, 100, _TRACK, 0))
    axes.add_patch(_bar(place, percent, _BAR, 2.5))
    _write(axes, left, place, "\n".join(_label(row)), size=9)
    _write(axes, 102, place, row.printed, face="Bold", size=9)
    if row.note:
        _write(axes, 102 + 39 / plot, place, "\n".join(_note(row)), size=7.5)


def _bar(place: float, percent: float, color: str, zorder: float) -> Rectangle:
    from matplotlib.patches import Rectangle

    start = (0, place - _BAR_HEIGHT / 2)
    return Rectangle(start, percent, _BAR_HEIGHT, facecolor=color, edgecolor="none", zorder=zorder)


def _draw_axis(axes: Axes, chart: BarChart, bottom: float) -> None:
    marks = sorted({0.0, 100.0, *(value for value, _ in chart.lines)})
    if len(marks) == 2:
        marks = [0.0, 25.0, 50.0, 75.0, 100.0]
    # A mark beside another would be printed over it.
    kept = [a for a, b in pairwise(marks) if b - a >= 7] + [100.0]
    axes.plot([0, 100], [bottom, bottom], color=_LINE, lw=0.8, clip_on=False)
    for value in kept:
        axes.plot([value] * 2, [bottom, bottom + 0.05], color=_LINE, lw=0.8, clip_on=False)
        _write(axes, value, bottom + 0.14, f"{value:g}%", size=8, centred=True)
    _write(axes, 50, bottom + 0.33, chart.axis, size=8, centred=True)


def _write(
    axes: Axes,
    across: float,
    down: float,
    text: str,
    *,
    size: float,
    face: str = "Regular",
    centred: bool = False,
    boxed: bool = False,
) -> None:
    from matplotlib.font_manager import FontProperties

    font = FontProperties(fname=_FONTS / f"SourceSans3-{face}.ttf", size=size)
    axes.text(
        across,
        down,
        text,
        fontproperties=font,
        color=_INK,
        ha="center" if centred else "left",
        va="center",
        linespacing=0.95,
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.5} if boxed else None,
        parse_math=False,  # a dollar sign is a dollar sign
        zorder=3,
    )
