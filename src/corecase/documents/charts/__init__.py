"""Charts as pictures: SVG for pages and PDF, PNG for Word, drawn by matplotlib.

The same chart gives the same bytes, in SVG and PNG, on every run: ids are salted with a fixed
word, no date is written, and the typeface is the one shipped with the project.
"""

from __future__ import annotations

import io
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING

from corecase.documents.charts import bars, funnels, intervals, times
from corecase.documents.charts.page import WIDTH_MM as WIDTH_MM
from corecase.documents.model import BarChart, Chart
from corecase.documents.plots import FunnelChart, IntervalChart
from corecase.documents.time_plots import TimeChart

if TYPE_CHECKING:
    from matplotlib.figure import Figure


@lru_cache(maxsize=64)
def svg(chart: Chart, *, narrow: bool = False) -> bytes:
    """The chart as a self-contained SVG with title and description; letters are outlines.

    `narrow` draws it for a small screen, with letters that can be read there.
    """
    unsaid = {"Creator": None, "Date": None, "Format": None, "Type": None}
    drawn = _saved(chart, "svg", unsaid, narrow=narrow)
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
def png(chart: Chart) -> bytes:
    """The chart as a PNG of 150 dots to the inch."""
    return _saved(chart, "png", {"Software": None})


def _saved(chart: Chart, kind: str, metadata: dict[str, None], *, narrow: bool = False) -> bytes:
    # Here and not above, because it takes half a second that other formats need not wait for.
    from matplotlib import rc_context

    out = io.BytesIO()
    with rc_context({"svg.hashsalt": "corecase", "svg.fonttype": "path"}):
        _drawn(chart, narrow).savefig(out, format=kind, metadata=metadata, dpi=150)
    return out.getvalue()


def _drawn(chart: Chart, narrow: bool) -> Figure:
    match chart:
        case BarChart():
            return bars.drawn(chart, narrow=narrow)
        case FunnelChart():
            return funnels.drawn(chart, narrow=narrow)
        case IntervalChart():
            return intervals.drawn(chart, narrow=narrow)
        case TimeChart():
            return times.drawn(chart, narrow=narrow)
        case _:
            raise TypeError(f"nobody draws a {type(chart).__name__}")
