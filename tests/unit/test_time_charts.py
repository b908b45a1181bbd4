"""Figures as time goes by as pictures, and the control charts and CUSUMs drawn so."""

from dataclasses import replace
from xml.etree import ElementTree

import pytest

from corecase.core.errors import InputError
from corecase.core.figures import Figure
from corecase.documents import charts
from corecase.documents.charts import times
from corecase.documents.charts.page import NARROW_LETTERS
from corecase.documents.model import plain
from corecase.documents.monitoring_charts import (
    control_chart_picture,
    cusum_picture,
    cusum_sentence,
)
from corecase.documents.time_plots import TimeChart, TimeLine, TimeSignal
from corecase.statistics.control_charts import ControlChart, Period, control_chart
from corecase.statistics.cusum import cusum
from tests.sample_plots import times as some_times

MONTHS = ("January", "February", "March", "April", "May", "June")


def chart(*counts: int, out_of: int = 50, n_baseline: int | None = None) -> ControlChart:
    return control_chart(
        [
            Period(label=month, figure=Figure(count=count, out_of=out_of if count >= 0 else 0))
            if count >= 0
            else Period(label=month, figure=Figure(count=0, out_of=0))
            for month, count in zip(MONTHS, counts, strict=False)
        ],
        n_baseline=n_baseline,
    )


def words_in(drawn: TimeChart) -> list[str]:
    (axes,) = times.drawn(drawn).axes
    return [text.get_text() for text in axes.texts]


def test_a_picture_is_named_described_and_the_same_each_time() -> None:
    first = charts.svg(some_times())
    said = [element.text for element in ElementTree.fromstring(first)][:2]
    assert said == [some_times().title, some_times().alt]
    charts.svg.cache_clear()
    assert charts.svg(some_times()) == first
    assert charts.png(some_times())[:8] == b"\x89PNG\r\n\x1a\n"


def test_values_stand_where_they_are_and_a_gap_stays_one() -> None:
    (axes,) = times.drawn(some_times()).axes
    marked = [line for line in axes.lines if line.get_marker() == "o"]
    drawn = [list(zip(line.get_xdata(), line.get_ydata(), strict=True)) for line in marked]
    assert drawn == [[(0, 61), (1, 58)], [(3, 42)], [(0, 55), (1, 56)]]
    (signal,) = (line for line in axes.lines if line.get_marker() == "s")
    assert (signal.get_xdata()[0], signal.get_ydata()[0]) == (3, 42)
    low, high = axes.get_ylim()
    assert low < 42
    assert high > 61


def test_lines_are_named_beside_the_plot_and_signals_where_there_is_room() -> None:
    said = words_in(some_times())
    assert {"average 60%", "lower limit", "score", "April"} <= set(said)
    crowd = tuple(TimeSignal(at=3, value=42 + n / 10, name="April", side="below") for n in range(4))
    assert words_in(replace(some_times(), signals=crowd)).count("April") == 1


def test_names_of_lines_that_end_together_are_moved_apart() -> None:
    lines = tuple(TimeLine(name=f"line {n}", values=(60.0,) * 4) for n in range(3))
    (axes,) = times.drawn(replace(some_times(), lines=lines, signals=())).axes
    heights = [t.get_position()[1] for t in axes.texts if t.get_text().startswith("line")]
    assert len(set(heights)) == 3


def test_the_axis_stays_within_what_can_be() -> None:
    whole = (TimeLine(name="", values=(0.0, 100.0, 50.0, 50.0)),)
    (axes,) = times.drawn(replace(some_times(), lines=whole, signals=())).axes
    low, high = axes.get_ylim()
    assert -3 < low < 0
    assert 100 < high < 103
    flat = (TimeLine(name="", values=(60.0,) * 4),)
    (axes,) = times.drawn(replace(some_times(), lines=flat, signals=())).axes
    assert axes.get_ylim() == pytest.approx((59, 61))


def test_of_many_periods_some_are_named() -> None:
    many = replace(
        some_times(),
        periods=tuple(f"Month {n}" for n in range(60)),
        lines=(TimeLine(name="", values=tuple(float(n) for n in range(60))),),
        signals=(),
    )
    (axes,) = times.drawn(many).axes
    named = [label.get_text() for label in axes.get_xticklabels()]
    assert named[0] == "Month 0"
    assert 5 <= len(named) <= 16


def test_what_cannot_be_drawn_cannot_be_built() -> None:
    with pytest.raises(InputError, match="period with a value"):
        replace(some_times(), lines=())
    with pytest.raises(InputError, match="for every period"):
        replace(some_times(), lines=(TimeLine(name="", values=(1.0,)),))
    with pytest.raises(InputError, match="not there"):
        replace(some_times(), signals=(TimeSignal(at=4, value=1, name="", side="above"),))
    with pytest.raises(InputError, match="title and a description"):
        replace(some_times(), alt="")


def test_a_control_chart_is_drawn_with_its_table_and_words() -> None:
    found = control_chart_picture(
        chart(30, 31, 29, -1, 30, 8, n_baseline=3), label="Invented judgements"
    )
    assert found.alt == (
        "Invented judgements. 1 of 5 periods lie outside their limits: June (below). The average "
        "of the first 3 periods is 60%; the limits lie three standard deviations from it."
    )
    assert [(signal.at, signal.name, signal.side) for signal in found.signals] == [
        (5, "June", "below")
    ]
    rows = [[plain(cell) for cell in row] for row in found.table.rows]
    assert rows[3] == ["April", "0 of 0", "none", "none", "none", "none"]
    assert rows[5] == ["June", "8 of 50", "16.0%", "39.2%", "80.8%", "below"]
    assert charts.svg(found)


def test_a_control_chart_without_a_spread_has_no_limits_to_draw() -> None:
    found = control_chart_picture(chart(50, 50), label="Invented judgements")
    assert found.alt.endswith("no limits can be set. The average of all periods is 100%.")
    assert charts.svg(found)


def test_a_cusum_is_drawn_with_its_falls_below_0() -> None:
    found = cusum_picture(cusum([0, -2, -2, -3, 0, None]), MONTHS, label="Invented scores")
    assert found.alt == ("Invented scores. It signals a lasting fall in April, since February.")
    (signal,) = found.signals
    assert (signal.value, signal.side, signal.name) == (-5.5, "below", "April, since February")
    rows = [[plain(cell) for cell in row] for row in found.table.rows]
    assert rows[3] == ["April", "0.00", "5.50", "down"]
    assert rows[5] == ["June", "0.00", "5.00", "none"]
    assert charts.svg(found)


def test_a_rise_is_drawn_above_and_a_quiet_cusum_says_so() -> None:
    found = cusum_picture(cusum([3, 3, 3, 0, 0, 0]), MONTHS, label="Invented scores")
    assert [(signal.value, signal.side) for signal in found.signals] == [(7.5, "above")]
    assert "a lasting rise in March, since January" in found.alt
    quiet = cusum([0.0] * 6)
    assert cusum_sentence(quiet, MONTHS) == (
        "Neither sum has gone above 5: no lasting shift is seen."
    )
    with pytest.raises(InputError, match="every period"):
        cusum_picture(quiet, MONTHS[:2], label="Invented scores")


def test_for_a_small_screen_lines_are_named_below_in_letters_that_can_be_read() -> None:
    drawn = times.drawn(some_times(), narrow=True)
    plot, key = drawn.axes
    assert drawn.get_figwidth() * 96 == pytest.approx(290)
    assert [text.get_text() for text in key.texts] == [
        line.name for line in some_times().lines if line.name
    ]
    letters = [*key.texts, *plot.get_xticklabels(), *plot.get_yticklabels(), plot.xaxis.label]
    assert min(text.get_fontsize() for text in letters) >= NARROW_LETTERS
    assert b'width="217.5pt"' in charts.svg(some_times(), narrow=True)
    unnamed = replace(some_times(), lines=(TimeLine(name="", values=(1, 2, 3, 4)),))
    assert len(times.drawn(unnamed, narrow=True).axes) == 1
