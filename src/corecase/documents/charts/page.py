"""What every chart shares: its width, its colours, its typeface and how words are written."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.font_manager import FontProperties

NARROW_WIDTH = 290 / 96
"""The width in inches of a chart for a screen of 320 pixels, beside its margins."""

NARROW_LETTERS = 9.2
"""The least size of letters there, in points: a little over 12 pixels."""

WIDTH_MM = 170.0
"""The width of every chart: the text width of an A4 page."""

MM = 1 / 25.4
"""A millimetre in inches."""

INK, FILL, TRACK, LINE = "#1d2733", "#1f5a8c", "#eef1f4", "#5b6773"

_FONTS = Path(__file__).parents[1] / "assets" / "fonts"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in inches of the plot, by its ends."""

    left: float
    low: float
    right: float
    high: float

    def meets(self, other: Box) -> bool:
        """Whether they lie over each other anywhere."""
        across = self.left < other.right and other.left < self.right
        return across and self.low < other.high and other.low < self.high


def blank(height: float, width: float = WIDTH_MM * MM) -> Figure:
    """A white picture, as wide as the text where no other width is given; both in inches."""
    from matplotlib.figure import Figure

    return Figure(figsize=(width, height), facecolor="white")


def font(size: float, face: str = "Regular") -> FontProperties:
    """The typeface that is shipped with the project, in points."""
    from matplotlib.font_manager import FontProperties

    return FontProperties(fname=_FONTS / f"SourceSans3-{face}.ttf", size=size)


def frame(axes: Axes, across: str, up: str, least: float = 0.0) -> None:
    """Two axes with their names, and open where nothing is measured.

    What stands at their ticks is settled before. No letter is smaller than `least` points.
    """
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        axes.spines[side].set_color(LINE)
    axes.tick_params(colors=LINE, length=3)
    for label in (*axes.get_xticklabels(), *axes.get_yticklabels()):
        label.set_fontproperties(font(max(8, least)))
        label.set_color(INK)
        label.set_parse_math(False)
    axes.set_xlabel(across, fontproperties=font(max(8.5, least)), color=INK, labelpad=5)
    axes.set_ylabel(up, fontproperties=font(max(8.5, least)), color=INK, labelpad=5)


def write(
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
    """Writes words at a place of the axes, from there to the right or around it."""
    axes.text(
        across,
        down,
        text,
        fontproperties=font(size, face),
        color=INK,
        ha="center" if centred else "left",
        va="center",
        linespacing=0.95,
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.5} if boxed else None,
        parse_math=False,  # a dollar sign is a dollar sign
        zorder=3,
    )
