"""CUSUM, EWMA and their run lengths at their edges."""

from math import inf, nan

import pytest

from corecase.core.errors import InputError
from corecase.statistics.cusum import (
    Shift,
    cusum,
    cusum_run_length,
    ewma,
    ewma_run_length,
    shewhart_run_length,
    threshold_for,
)


def test_a_shift_is_found_on_either_side_and_again_after_it_went_back() -> None:
    found = cusum([3, 3, 3, -9, -3, -3, -3, -3, 3, 3, 3, 3, 3, 3, 3, 3], k=0.5, h=5)
    assert found.signals == (
        Shift(at=2, side="up", since=0),
        Shift(at=3, side="down", since=3),
        Shift(at=10, side="up", since=8),
    )
    assert cusum([]).signals == ()


def test_a_period_without_a_value_leaves_the_sums_as_they_were() -> None:
    found = cusum([2.0, None, 2.0])
    assert found.up == (1.5, 1.5, 3.0)
    assert found.down == (0, 0, 0)
    assert ewma([2.0, None]).values[0] == ewma([2.0, None]).values[1]


def test_an_ewma_widens_towards_its_steady_limits() -> None:
    found = ewma([0.0] * 200)
    assert found.reaches[0] == pytest.approx(0.1 * 2.814)
    assert found.reaches[-1] == pytest.approx(2.814 * (0.1 / 1.9) ** 0.5)
    assert found.signals == ()
    assert ewma([4.0, 4.0, 4.0, 4.0]).signals == (0, 1, 2, 3)
    assert ewma([-4.0]).signals == (0,)


def test_run_lengths_fall_with_the_shift_and_grow_with_the_threshold() -> None:
    lengths = [cusum_run_length(shift=shift) for shift in (0, 0.5, 1, 2)]
    assert lengths == sorted(lengths, reverse=True)
    assert cusum_run_length(shift=-1) == pytest.approx(cusum_run_length(shift=1))
    assert ewma_run_length(weight=1, width=3) == shewhart_run_length()
    assert ewma_run_length(shift=1) < ewma_run_length()
    assert shewhart_run_length(shift=1) == pytest.approx(43.89, abs=0.01)


def test_a_threshold_gives_the_run_length_that_was_asked_for() -> None:
    assert threshold_for(465.44350603212) == pytest.approx(5, abs=1e-8)
    for wanted in (4, 370, 1e6):
        h = threshold_for(wanted, two_sided=False)
        assert cusum_run_length(h=h, two_sided=False) == pytest.approx(wanted, rel=1e-6)


@pytest.mark.parametrize("wanted", [0.5, 1.5, 1e8, nan])
def test_a_run_length_out_of_reach_is_refused(wanted: float) -> None:
    with pytest.raises(InputError, match="run length"):
        threshold_for(wanted)


@pytest.mark.parametrize(("k", "h"), [(0, 5), (0.5, 0), (nan, 5), (0.5, inf)])
def test_a_cusum_without_k_and_h_is_refused(k: float, h: float) -> None:
    with pytest.raises(InputError, match="above 0"):
        cusum([1.0], k=k, h=h)
    with pytest.raises(InputError, match="above 0"):
        cusum_run_length(k=k, h=h)


@pytest.mark.parametrize(("weight", "width"), [(0, 3), (1.1, 3), (0.1, 0), (nan, 3)])
def test_an_ewma_without_weight_and_width_is_refused(weight: float, width: float) -> None:
    with pytest.raises(InputError, match="EWMA"):
        ewma([1.0], weight=weight, width=width)
    with pytest.raises(InputError, match="EWMA"):
        ewma_run_length(weight=weight, width=width)


def test_what_is_no_number_is_refused() -> None:
    for chart in (cusum, ewma):
        with pytest.raises(InputError, match="needs numbers"):
            chart([1.0, nan])
    with pytest.raises(InputError, match="width"):
        shewhart_run_length(width=0)
