"""Funnels and intervals as pictures: drawn to scale, named where they have to be, never lost."""

from dataclasses import replace
from itertools import combinations
from xml.etree import ElementTree

import pytest

from corecase.core.errors import InputError
from corecase.documents import charts
from corecase.documents.charts import funnels, intervals
from corecase.documents.charts.page import NARROW_LETTERS
from corecase.documents.model import Chart, Table
from corecase.documents.plots import FunnelChart, IntervalChart, IntervalRow, PlotLine, PlotPoint
from tests.sample_plots import funnel
from tests.sample_plots import intervals as some_intervals

SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("chart", [funnel(), some_intervals()], ids=lambda chart: chart.id)
def test_a_picture_is_named_described_and_the_same_each_time(chart: Chart) -> None:
    root = ElementTree.fromstring(charts.svg(chart))
    said = [element.text for element in root][:2]
    assert said == [chart.title, chart.alt]
    charts.svg.cache_clear()
    charts.png.cache_clear()
    assert ElementTree.tostring(ElementTree.fromstring(charts.svg(chart))) == ElementTree.tostring(
        root
    )
    assert charts.png(chart)[:8] == b"\x89PNG\r\n\x1a\n"


def test_for_a_small_screen_a_funnel_names_its_lines_below_and_no_service() -> None:
    long = "Effective number of cases: a simple sample with one answer a case says as much"
    drawn = funnels.drawn(replace(funnel(), across=long), narrow=True)
    plot, key = drawn.axes
    assert drawn.get_figwidth() * 96 == pytest.approx(290)
    assert [text.get_text() for text in plot.texts] == []
    drawn.canvas.draw()
    ends = plot.xaxis.label.get_window_extent()
    assert ends.x0 >= 0
    assert ends.x1 <= drawn.get_figwidth() * drawn.dpi
    assert {text.get_text() for text in key.texts} == {line.name for line in funnel().lines}
    letters = [*key.texts, *plot.get_xticklabels(), *plot.get_yticklabels(), plot.xaxis.label]
    # Twelve pixels of a screen are nine points.
    assert min(text.get_fontsize() for text in letters) >= 9
    assert b'width="217.5pt"' in charts.svg(funnel(), narrow=True)


def test_points_stand_where_their_figures_are() -> None:
    drawn = funnels.drawn(funnel())
    (axes,) = drawn.axes
    marks = [line for line in axes.lines if line.get_linestyle() == "None"]
    places = [(mark.get_xdata()[0], mark.get_ydata()[0]) for mark in marks]
    assert places == [(120, 62), (240, 41), (245, 75)]
    assert len({mark.get_marker() for mark in marks}) == 3
    low, high = axes.get_ylim()
    assert low < 41
    assert high > 75


def test_only_services_outside_the_lines_are_named_in_the_picture() -> None:
    said = {text.get_text() for text in funnels.drawn(funnel()).axes[0].texts}
    assert {"Northley", "Southley"} <= said
    assert "Anyborough" not in said


def test_a_marked_service_has_a_ring_and_its_name_inside_the_lines_too() -> None:
    first, *others = funnel().points
    marked = replace(funnel(), points=(replace(first, marked=True), *others))
    (axes,), (plain,) = funnels.drawn(marked).axes, funnels.drawn(funnel()).axes
    assert "Anyborough" in {text.get_text() for text in axes.texts}
    assert len(axes.lines) == len(plain.lines) + 1
    ring = next(line for line in axes.lines if line.get_markerfacecolor() == "none")
    assert list(ring.get_xdata()) == [first.across]


def test_names_of_points_side_by_side_do_not_meet() -> None:
    close = tuple(
        PlotPoint(label=f"Service {n}", across=200 + n, percent=75 + n / 4, outside="inner")
        for n in range(4)
    )
    (axes,) = funnels.drawn(replace(funnel(), points=close)).axes
    heights = [t.get_position()[1] for t in axes.texts if t.get_text().startswith("Service")]
    assert len(set(heights)) == 4


def test_a_name_with_no_free_side_stands_on_the_first() -> None:
    crowd = tuple(
        PlotPoint(label="Anyborough", across=200, percent=60, outside="outer") for _ in range(20)
    )
    (axes,) = funnels.drawn(replace(funnel(), points=crowd)).axes
    assert sum(t.get_text() == "Anyborough" for t in axes.texts) == 20


def test_line_names_that_would_meet_are_moved_apart() -> None:
    lines = tuple(PlotLine(name=f"line {n}", places=((1, 60), (2, 60))) for n in range(3))
    (axes,) = funnels.drawn(replace(funnel(), lines=lines)).axes
    heights = [t.get_position()[1] for t in axes.texts if t.get_text().startswith("line")]
    assert len(set(heights)) == 3


def test_a_dollar_sign_in_a_name_is_a_dollar_sign() -> None:
    dollar = replace(funnel(), lines=(PlotLine(name="$x$ line", places=((1, 60), (2, 60))),))
    assert charts.svg(dollar)


def test_an_interval_reaches_from_end_to_end_and_stops_at_the_axis() -> None:
    (axes,) = intervals.drawn(some_intervals()).axes
    bars = [line for line in axes.lines if line.get_linewidth() == 2]
    assert [tuple(bar.get_xdata()) for bar in bars] == [(8, 19), (-20, 3)]
    arrows = [line.get_marker() for line in axes.lines if line.get_marker() in ("<", ">")]
    assert arrows == ["<"]


def test_an_estimate_beyond_the_axis_has_no_mark_on_it() -> None:
    beyond = replace(some_intervals(), rows=(some_intervals().rows[1],), start=-20.0)
    (axes,) = intervals.drawn(beyond).axes
    assert not [line for line in axes.lines if line.get_marker() == "o"]
    above = IntervalRow(label="above", value=60, low=30, high=70, printed="60 higher")
    (axes,) = intervals.drawn(replace(some_intervals(), rows=(above,))).axes
    assert [line.get_marker() for line in axes.lines if line.get_marker() in "<|>"] == [">"]


def test_long_words_make_a_taller_picture_and_a_chart_without_a_line_a_lower_one() -> None:
    def height(chart: IntervalChart) -> float:
        return float(intervals.drawn(chart).get_size_inches()[1])

    rows = tuple(replace(row, label="Anyborough " * 9) for row in some_intervals().rows)
    assert height(replace(some_intervals(), rows=rows)) > height(some_intervals())
    assert height(replace(some_intervals(), lines=())) < height(some_intervals())


def test_names_of_lines_that_would_meet_stand_in_rows_of_their_own() -> None:
    def heights(*lines: tuple[float, str]) -> list[float]:
        (axes,) = intervals.drawn(replace(some_intervals(), lines=lines)).axes
        names = [name for _, name in lines]
        return [t.get_position()[1] for t in axes.texts if t.get_text() in names]

    apart = heights((-15.0, "LOW"), (15.0, "HIGH"))
    close = heights((0.0, "SUBSTANTIAL"), (1.0, "MODERATE"))
    assert apart[0] == apart[1]
    assert close[1] < close[0]


@pytest.mark.parametrize(("start", "end", "wanted"), [
    (0, 100, [0, 20, 40, 60, 80, 100]),
    (-20, 20, [-20, -10, 0, 10, 20]),
    (3, 7, [3, 4, 5, 6, 7]),
    (0, 900, [0, 100, 200, 300, 400, 500, 600, 700, 800, 900]),
])  # fmt: skip
def test_the_axis_has_round_marks(start: float, end: float, wanted: list[float]) -> None:
    assert intervals._marks(start, end) == wanted


def test_what_cannot_be_drawn_cannot_be_built() -> None:
    table = Table(id="t", caption="Invented", header=("a",), rows=())
    with pytest.raises(InputError, match="needs a point"):
        FunnelChart(id="f", title="t", alt="a", table=table, points=(), lines=(), across="", up="")
    with pytest.raises(InputError, match="two places"):
        replace(funnel(), lines=(PlotLine(name="one place", places=((1, 60),)),))
    with pytest.raises(InputError, match="needs a row"):
        replace(some_intervals(), rows=())
    with pytest.raises(InputError, match="upwards"):
        replace(some_intervals(), start=20.0)
    with pytest.raises(InputError, match="title and a description"):
        replace(some_intervals(), alt="")
    with pytest.raises(InputError, match="has to hold"):
        IntervalRow(label="x", value=1, low=2, high=3, printed="")


def test_a_kind_of_chart_that_nobody_draws_is_a_slip_of_ours() -> None:
    bare = Chart(id="c", title="t", alt="a", table=funnel().table)
    with pytest.raises(TypeError, match="nobody draws a Chart"):
        charts.svg(bare)


def test_intervals_of_a_small_screen_stand_under_what_they_are() -> None:
    chart = some_intervals()
    wide, narrow = intervals.drawn(chart), intervals.drawn(chart, narrow=True)
    assert narrow.get_figwidth() < wide.get_figwidth() / 2
    (axes,) = narrow.axes
    marks = {line.get_xdata()[0] for line in axes.lines if line.get_marker() == "o"}
    assert marks == {row.value for row in chart.rows if row.value >= chart.start}
    written = [text.get_text().replace("\n", " ") for text in axes.texts]
    assert {f"{row.label}: {row.printed}" for row in chart.rows} <= set(written)
    letters = {text.get_fontproperties().get_size_in_points() for text in axes.texts}
    assert min(letters) >= NARROW_LETTERS


def test_names_of_lines_end_within_a_small_picture_and_none_meets_another() -> None:
    lines = ((-19.0, "the first of the lines"), (18.0, "the second of the lines"), (20.0, "third"))
    drawn = intervals.drawn(replace(some_intervals(), lines=lines), narrow=True)
    (axes,) = drawn.axes
    drawn.canvas.draw()
    boxes = [
        text.get_window_extent()
        for text in axes.texts
        if text.get_text() in {name for _, name in lines}
    ]
    assert len(boxes) == 3
    width = drawn.get_figwidth() * drawn.dpi
    assert all(box.x0 >= 0 and box.x1 <= width for box in boxes)
    assert not any(one.overlaps(other) for one, other in combinations(boxes, 2))
