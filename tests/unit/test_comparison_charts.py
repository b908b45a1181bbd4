"""Comparisons as charts: every figure in the table, every sentence beside it, nothing ranked."""

from datetime import date

import pytest

from corecase.core.comparisons import Comparison, Scope
from corecase.core.errors import InputError
from corecase.core.intervals import Interval
from corecase.documents import charts
from corecase.documents.comparison_charts import beside_chart, difference_chart, funnel_chart
from corecase.documents.model import plain
from corecase.statistics.families import Beside
from corecase.statistics.funnel import ServiceScore, funnel
from corecase.statistics.funnel_limits import Dispersion

SHARES = {"Northley": 0.62, "Anyborough": 0.30, "Mere": 0.66, "Southley": 0.60, "Weald": 0.64}


def services() -> list[ServiceScore]:
    return [
        ServiceScore(service=name, n_cases=40, share=share, standard_error=0.03)
        for name, share in SHARES.items()
    ]


def comparison(low: float = 0.08, high: float = 0.20) -> Comparison:
    return Comparison(
        score="Safeguarding",
        service="Essex",
        share=0.73,
        other=Scope(printed="Kent"),
        other_share=0.59,
        interval=Interval(low=low, high=high),
        as_at=date(2012, 5, 22),
        n_services=1,
        n_other_comparisons=5,
    )


def test_a_funnel_has_a_row_for_each_service_by_name() -> None:
    made = funnel(services(), label="Safeguarding", as_at=date(2026, 1, 1))
    chart = funnel_chart(made)
    assert [plain(row[0]) for row in chart.table.rows] == sorted(SHARES)
    assert all(len(row) == len(chart.table.header) for row in chart.table.rows)
    assert "sampling and for the usual differences" in chart.title
    assert "as at 1 January 2026" in chart.alt
    assert len(chart.lines) == 5
    assert charts.svg(chart).startswith(b"<svg")


def test_a_marked_service_is_said_in_words() -> None:
    made = funnel(services(), label="Safeguarding", as_at=date(2026, 1, 1))
    chart = funnel_chart(made, marked="Mere")
    assert [point.label for point in chart.points if point.marked] == ["Mere"]
    assert chart.alt.startswith(funnel_chart(made).alt)
    assert "In a ring: Mere: 66.0%" in chart.alt
    with pytest.raises(InputError, match="no service 'Nowhere'"):
        funnel_chart(made, marked="Nowhere")


def test_points_outside_the_lines_are_marked_and_the_lines_narrow() -> None:
    made = funnel(
        services(), label="x", as_at=date(2026, 1, 1), dispersion=Dispersion.NONE, target=0.6
    )
    chart = funnel_chart(made)
    outside = {point.label: point.outside for point in chart.points}
    assert outside == dict.fromkeys(SHARES, "none") | {"Anyborough": "outer", "Mere": "inner"}
    upper = chart.lines[2].places
    assert upper[0][1] > upper[-1][1]
    assert upper[0][0] < chart.points[0].across < upper[-1][0]


def test_services_beside_each_other_keep_their_own_intervals_and_order() -> None:
    rows = [
        Beside(name="Essex", share=0.73, interval=Interval(low=0.69, high=0.77)),
        Beside(name="Kent", share=0.59, interval=Interval(low=0.55, high=0.63)),
    ]
    chart = beside_chart(rows, label="Safeguarding")
    assert [row.label for row in chart.rows] == ["Essex", "Kent"]
    assert "Essex 73% (69% to 77%); Kent 59% (55% to 63%)" in chart.alt
    assert chart.title == "Safeguarding, with 95% intervals"
    assert [plain(row[2]) for row in chart.table.rows] == ["69% to 77%", "55% to 63%"]
    assert charts.png(chart)


def test_differences_stand_around_none_with_all_that_belongs_beside_them() -> None:
    chart = difference_chart([comparison(), comparison(-0.3, 0.31)], label="Essex")
    assert chart.lines == ((0.0, "no difference"),)
    assert (chart.start, chart.end) == (-30, 40)
    beside = plain(chart.table.rows[0][3])
    assert "As at 22 May 2012" in beside
    assert "Case mix: not known." in beside
    assert chart.rows[0].printed == "14 points higher"
    assert "8 to 20 points higher" in chart.alt
    assert charts.svg(chart)


def test_an_axis_shows_ten_points_to_each_side_at_least() -> None:
    assert difference_chart([comparison()], label="Essex").start == -10


def test_intervals_of_other_levels_or_none_are_not_shown_together() -> None:
    with pytest.raises(InputError, match="one level"):
        beside_chart([], label="x")
    other = Interval(low=0.6, high=0.8, level=0.8)
    with pytest.raises(InputError, match="one level"):
        beside_chart(
            [
                Beside(name="A", share=0.7, interval=other),
                Beside(name="B", share=0.7, interval=Interval(low=0.6, high=0.8)),
            ],
            label="x",
        )
