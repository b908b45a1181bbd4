"""Control charts, run lengths, paired change and rates, as worked out apart from this code."""

import pytest

from corecase.core.figures import Figure
from corecase.statistics.bernoulli_cusum import cases_to_signal, odds_ratio_of
from corecase.statistics.control_charts import Method, Period, control_chart
from corecase.statistics.cusum import (
    cusum,
    cusum_run_length,
    ewma_run_length,
    shewhart_run_length,
)
from corecase.statistics.paired import paired_change
from corecase.statistics.rates import byar_limits, exact_limits, rate
from tests import hartlepool

RUN_LENGTHS = {
    "cusum1 k.5 h4": cusum_run_length(h=4, two_sided=False),
    "cusum1 k.5 h5": cusum_run_length(two_sided=False),
    "cusum2 k.5 h5": cusum_run_length(),
    "cusum1 k.5 h5 mu1": cusum_run_length(shift=1, two_sided=False),
    "cusum2 k.5 h4": cusum_run_length(h=4),
    "ewma l.1 L2.814 two": ewma_run_length(),
    "ewma l.2 L2.962 two": ewma_run_length(weight=0.2, width=2.962),
    "shewhart 3sigma": shewhart_run_length(),
}


def monthly() -> list[Period]:
    return [
        Period(
            label=row["sample"],
            figure=Figure(count=int(row["defective"]), out_of=int(row["n"])),
        )
        for row in hartlepool.rows("spc_pchart_montgomery.csv")
    ]


def test_a_p_chart_has_the_printed_limits_and_signals() -> None:
    chart = control_chart(monthly())
    assert chart.method is Method.P
    assert chart.centre == pytest.approx(0.231333, abs=1e-6)
    assert chart.points[0].low == pytest.approx(0.052428, abs=1e-6)
    assert chart.points[0].high == pytest.approx(0.410239, abs=1e-6)
    assert [(point.label, point.side) for point in chart.signals] == [
        ("15", "above"),
        ("23", "above"),
    ]
    rows = hartlepool.rows("spc_pchart_montgomery.csv")
    assert [point.z for point in chart.points] == pytest.approx(
        [float(row["z"]) for row in rows], abs=1e-7
    )


def test_laneys_chart_has_the_spread_of_the_moving_range() -> None:
    chart = control_chart(monthly(), method=Method.LANEY)
    assert chart.sigma_z == pytest.approx(1.66087, abs=1e-5)
    assert not chart.signals


def test_a_cusum_runs_as_printed_and_signals_at_the_twenty_ninth() -> None:
    rows = hartlepool.rows("spc_cusum_montgomery.csv")
    found = cusum([float(row["x"]) - 10 for row in rows])
    assert found.up == pytest.approx([float(row["C_plus"]) for row in rows], abs=1e-9)
    assert found.down == pytest.approx([float(row["C_minus"]) for row in rows], abs=1e-9)
    first, *others = found.signals
    assert (rows[first.at]["i"], first.side, rows[first.since]["i"]) == ("29", "up", "23")
    assert not others


@pytest.mark.parametrize("row", hartlepool.rows("spc_arl.csv"), ids=lambda row: row["chart"])
def test_average_run_lengths_are_those_of_r_spc(row: dict[str, str]) -> None:
    assert RUN_LENGTHS[row["chart"]] == pytest.approx(float(row["arl"]), rel=1e-9)


def test_a_stream_of_cases_signals_after_as_many_as_simulated() -> None:
    ratio = odds_ratio_of(0.32, 0.45)
    assert cases_to_signal([0.32], odds_ratio=ratio, h=3) == pytest.approx(606, rel=0.005)
    feared = cases_to_signal([0.32], odds_ratio=ratio, h=3, true_odds_ratio=ratio)
    assert feared == pytest.approx(62.5, rel=0.006)


def test_paired_scores_have_students_t() -> None:
    rows = hartlepool.rows("paired_sleep_student.csv")
    found = paired_change(
        [float(row["before"]) for row in rows],
        [float(row["after"]) for row in rows],
        improves="up",
    )
    assert found.mean_limits is not None
    assert found.mean == pytest.approx(1.58)
    assert found.t == pytest.approx(4.062128, abs=1e-6)
    assert found.p == pytest.approx(0.00283289, abs=1e-8)
    assert found.mean_limits.low == pytest.approx(0.7001142, abs=1e-7)
    assert found.mean_limits.high == pytest.approx(2.4598858, abs=1e-7)


@pytest.mark.parametrize("row", hartlepool.rows("poisson_intervals_byar_exact.csv"))
def test_limits_of_counts_are_byars_and_the_exact_ones(row: dict[str, str]) -> None:
    events, level = int(row["O"]), float(row["level"])
    byar, exact = byar_limits(events, level), exact_limits(events, level)
    # The table prints what the formula gives; below 0 it is held at 0 here.
    assert byar.low == pytest.approx(max(0.0, float(row["byar_lo"])), abs=1e-7)
    assert byar.high == pytest.approx(float(row["byar_hi"]), abs=1e-7)
    assert exact.low == pytest.approx(float(row["exact_lo"]), abs=1e-7)
    assert exact.high == pytest.approx(float(row["exact_hi"]), abs=1e-7)


def test_the_published_rate_of_hartlepool_has_its_interval() -> None:
    found = rate(709, 10279)
    assert found.printed(1000, 1) == "69.0 per 1,000 (95% interval 64.0 to 74.2)"
