"""Control charts at their edges: no spread, nothing applied, a baseline, pooled judgements."""

import pytest

from corecase.core.errors import InputError
from corecase.core.figures import Figure
from corecase.statistics.control_charts import Method, Period, control_chart, design_effect


def periods(*figures: tuple[int, int]) -> list[Period]:
    return [
        Period(label=str(place), figure=Figure(count=count, out_of=out_of))
        for place, (count, out_of) in enumerate(figures, start=1)
    ]


def test_the_method_follows_from_the_judgements_a_period() -> None:
    assert control_chart(periods((50, 100), (60, 100))).method is Method.P
    assert control_chart(periods(*[(50, 101), (60, 100)] * 4)).method is Method.LANEY
    assert control_chart(periods(*[(50, 101), (60, 100)] * 3, (50, 101))).method is Method.P
    assert Method.P.words == "p chart"
    assert Method.LANEY.words == "p' chart (Laney)"


def test_limits_stay_within_0_and_1() -> None:
    chart = control_chart(periods((1, 5), (0, 5), (5, 5)))
    assert all(point.low == 0 for point in chart.points)
    assert all(point.high == 1 for point in chart.points)
    assert chart.sentence == "None of the 3 periods lies outside its limits."


def test_a_period_in_which_nothing_applied_keeps_its_place() -> None:
    chart = control_chart(periods((5, 10), (0, 0), (6, 10)), method=Method.LANEY)
    empty = chart.points[1]
    assert (empty.share, empty.low, empty.z, empty.side) == (None, None, None, "")
    # The neighbours of the moving range are those on either side of it.
    same = control_chart(periods((5, 10), (6, 10)), method=Method.LANEY)
    assert chart.sigma_z == same.sigma_z
    assert chart.sentence == "None of the 2 periods lies outside its limits."


@pytest.mark.parametrize("count", [0, 10])
def test_where_all_judgements_are_the_same_no_limits_are_set(count: int) -> None:
    chart = control_chart(periods((count, 10), (count, 10)), method=Method.LANEY)
    assert [point.low for point in chart.points] == [None, None]
    assert chart.points[0].share == count / 10
    assert not chart.signals
    assert "no limits can be set" in chart.sentence


def test_a_baseline_that_never_moves_sets_no_limits_by_its_moves() -> None:
    counts = (150, 200), (150, 200), (151, 200)
    chart = control_chart(periods(*counts), method=Method.LANEY, n_baseline=2)
    assert chart.sigma_z == 0
    assert [point.high for point in chart.points] == [None] * 3
    assert chart.sentence == "The share of the baseline never moves, so no limits can be set."
    usual = control_chart(periods(*counts), n_baseline=2)
    assert (usual.method, usual.signals) == (Method.P, ())


def test_a_baseline_sets_the_centre_for_what_comes_after() -> None:
    chart = control_chart(periods((50, 100), (52, 100), (48, 100), (20, 100)), n_baseline=3)
    assert chart.centre == 0.5
    assert [point.label for point in chart.signals] == ["4"]
    assert chart.sentence == "1 of 4 periods lie outside their limits: 4 (below)."


def test_a_baseline_longer_than_the_data_is_all_of_it() -> None:
    assert control_chart(periods((1, 10), (2, 10)), n_baseline=24).n_baseline == 2


@pytest.mark.parametrize("n_baseline", [None, 1, 0, -1])
def test_one_period_makes_no_chart(n_baseline: int | None) -> None:
    few = periods((1, 10), (0, 0)) if n_baseline is None else periods((1, 10), (2, 10))
    with pytest.raises(InputError, match="two periods"):
        control_chart(few, n_baseline=n_baseline)


def test_an_effective_base_widens_the_limits() -> None:
    figure = Figure(count=50, out_of=100)
    plain = Period(label="a", figure=figure)
    pooled = Period(label="b", figure=figure, n_effective=25.0)
    one, other = control_chart([plain, pooled], method=Method.P).points
    assert one.low is not None
    assert other.low is not None
    assert 0.5 - other.low == pytest.approx(2 * (0.5 - one.low))
    assert Period(label="c", figure=Figure(count=0, out_of=0), n_effective=3.0).base == 0


@pytest.mark.parametrize("base", [0.0, -1.0, float("inf"), float("nan")])
def test_an_effective_base_that_is_none_is_refused(base: float) -> None:
    with pytest.raises(InputError, match="effective base"):
        Period(label="a", figure=Figure(count=1, out_of=2), n_effective=base)


def test_cases_that_are_all_one_way_count_once_each() -> None:
    # Four cases, ten judgements each, all sufficient or none: ten times the variance, n/(n-1).
    assert design_effect([([10, 0, 10, 0], [10] * 4)]) == pytest.approx(10 * 4 / 3)


def test_a_design_effect_is_never_below_1() -> None:
    assert design_effect([([5, 5], [10, 10])]) == 1.0
    assert design_effect([]) == 1.0
    assert design_effect([([1], [2]), ([0, 0], [0, 0]), ([3, 3], [3, 3])]) == 1.0


def test_months_are_pooled_and_their_own_levels_do_not_count() -> None:
    low, high = ([2, 0, 1, 1], [10] * 4), ([8, 10, 9, 9], [10] * 4)
    assert design_effect([low, high]) == pytest.approx(design_effect([low]), rel=1e-9)


@pytest.mark.parametrize("period", [([1, 2], [3]), ([4], [3]), ([-1], [3])])
def test_counts_above_their_base_are_refused(period: tuple[list[int], list[int]]) -> None:
    with pytest.raises(InputError, match="each case"):
        design_effect([period])
