"""Two scores beside each other, at the edges."""

from math import inf, nan, sqrt

import pytest

from corecase.core.errors import InputError
from corecase.core.figures import NOTHING, Figure
from corecase.core.intervals import Interval
from corecase.statistics.differences import (
    Estimated,
    compared,
    difference,
    of_counts,
    p_value,
    welch,
    within,
)

ESSEX = Estimated(share=0.73, standard_error=0.02, degrees_of_freedom=84)
KENT = Estimated(share=0.59, standard_error=0.022, degrees_of_freedom=61)


def test_a_difference_says_which_way_it_points() -> None:
    found, p = compared(ESSEX, KENT)
    assert found.points == pytest.approx(14)
    assert found.is_clear
    assert p < 0.001
    assert found.words == "14 points higher (95% interval: 8 to 20 points higher)"
    back, _ = compared(KENT, ESSEX)
    assert back.words == "14 points lower (95% interval: 8 to 20 points lower)"


def test_a_score_beside_itself_is_level_and_left_open() -> None:
    found, p = compared(ESSEX, ESSEX)
    assert p == 1.0
    assert not found.is_clear
    assert found.words == "level (95% interval: 6 points lower to 6 points higher)"


def test_a_flag_and_an_interval_never_contradict_each_other() -> None:
    other = Estimated(share=0.66, standard_error=0.03, degrees_of_freedom=20)
    found, p = compared(ESSEX, other)
    just_holds, _ = compared(ESSEX, other, level=1 - p + 1e-9)
    just_misses, _ = compared(ESSEX, other, level=1 - p - 1e-9)
    assert (p < 0.05) == found.is_clear
    assert not just_holds.is_clear
    assert just_misses.is_clear


def test_shares_far_apart_leave_no_chance_at_all() -> None:
    whole = Interval(low=0.4, high=0.5)
    assert p_value(lambda _: whole) == 0.0


def test_a_share_at_its_own_end_adds_nothing_on_that_side() -> None:
    none = Interval(low=0.0, high=0.2)
    every = Interval(low=0.9, high=1.0)
    found = difference(0.0, none, 1.0, every)
    assert (found.share, found.interval.low) == (-1.0, -1.0)
    assert found.interval.high == pytest.approx(-1 + sqrt(0.2**2 + 0.1**2))


def test_estimates_that_move_together_leave_less_open() -> None:
    alone = difference(0.6, Interval(low=0.5, high=0.7), 0.5, Interval(low=0.4, high=0.6))
    together = difference(
        0.6, Interval(low=0.5, high=0.7), 0.5, Interval(low=0.4, high=0.6), correlation=1.0
    )
    assert alone.interval.low == pytest.approx(0.1 - sqrt(0.02))
    assert (together.interval.low, together.interval.high) == pytest.approx((0.1, 0.1))
    half = difference(
        0.6, Interval(low=0.5, high=0.7), 0.5, Interval(low=0.4, high=0.6), correlation=0.5
    )
    assert half.share - half.interval.low == pytest.approx(sqrt(0.01 + 0.01 - 2 * 0.005))


def test_what_cannot_be_compared_is_refused() -> None:
    one = Interval(low=0.5, high=0.7)
    with pytest.raises(InputError, match="one level"):
        difference(0.6, one, 0.6, Interval(low=0.5, high=0.7, level=0.8))
    with pytest.raises(InputError, match="within its own interval"):
        difference(0.8, one, 0.6, one)
    with pytest.raises(InputError, match="correlation"):
        difference(0.6, one, 0.6, one, correlation=1.1)
    with pytest.raises(InputError, match="applied to no case"):
        of_counts(NOTHING, Figure(count=1, out_of=2))


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"share": 1.1, "standard_error": 0.1}, "share from 0 to 1"),
        ({"share": 0.5, "standard_error": -0.1}, "share from 0 to 1"),
        ({"share": 0.5, "standard_error": inf}, "share from 0 to 1"),
        ({"share": float("nan"), "standard_error": 0.1}, "share from 0 to 1"),
        ({"share": 0.5, "standard_error": 0.1, "degrees_of_freedom": 0}, "two cases"),
    ],
)
def test_what_is_no_estimate_is_refused(values: dict[str, float], said: str) -> None:
    with pytest.raises(InputError, match=said):
        Estimated(**values)


@pytest.mark.parametrize(("share", "error"), [(0.0, 0.1), (1.0, 0.1), (0.5, 0.0)])
def test_a_score_without_spread_has_no_such_interval(share: float, error: float) -> None:
    with pytest.raises(InputError, match="compare counts"):
        Estimated(share=share, standard_error=error).interval()


def test_a_known_error_has_degrees_of_freedom_without_end() -> None:
    known = Estimated(share=0.5, standard_error=0.05)
    assert welch(known, known).degrees_of_freedom == inf
    assert known.interval().points == pytest.approx(50 * 0.1937, abs=0.05)


@pytest.mark.parametrize("share", [0.8203125, 0.978515625, 0.046875])
def test_a_score_of_five_cases_lies_in_its_narrowest_interval(share: float) -> None:
    few = Estimated(share=share, standard_error=0.1, degrees_of_freedom=4)
    assert few.interval(1e-9).holds(share)
    found, p = compared(few, ESSEX)
    assert found.is_clear == (p < 0.05)


def test_welch_draws_its_ends_in_and_refuses_two_scores_without_spread() -> None:
    wide = Estimated(share=1.0, standard_error=0.4, degrees_of_freedom=2)
    found = welch(wide, Estimated(share=0.0, standard_error=0.4, degrees_of_freedom=2))
    assert found.difference.interval.high == 1.0
    still = Estimated(share=0.5, standard_error=0.0)
    with pytest.raises(InputError, match="without spread"):
        welch(still, still)


def test_two_scores_of_one_service_use_what_they_share() -> None:
    covariance = [[0.0012, 0.0009], [0.0009, 0.0010]]
    found = within([0.60, 0.64], covariance, 37)
    assert found.share == pytest.approx(-0.04)
    assert found.interval.points == pytest.approx(100 * 2.0262 * 0.02, abs=1e-3)
    whole = within([0.60, 0.62], [[0.0, 0.0], [0.0, 0.0]], 37, is_whole=True)
    assert whole.interval.points == 0
    back = within([0.60, 0.64], covariance, 37, first=1, second=0)
    assert back.interval.low == pytest.approx(-found.interval.high)


def test_two_scores_need_their_covariance_and_two_cases() -> None:
    with pytest.raises(InputError, match="one covariance"):
        within([0.6, 0.6], [[0.1]], 37)
    with pytest.raises(InputError, match="two cases"):
        within([0.6, 0.6], [[0.1, 0], [0, 0.1]], 0)


@pytest.mark.parametrize(
    ("shares", "covariance"),
    [
        ([1.0, 1.0], [[0.0, 0.0], [0.0, 0.0]]),
        ([0.6, 0.6], [[0.001, 0.001], [0.001, 0.001]]),
        ([0.6, 0.6], [[0.1 + 0.2, 0.3], [0.3, 0.3]]),
    ],
)
def test_a_sample_without_spread_leaves_a_difference_without_interval(
    shares: list[float], covariance: list[list[float]]
) -> None:
    with pytest.raises(InputError, match="no spread between the cases"):
        within(shares, covariance, 7)


@pytest.mark.parametrize(
    ("shares", "covariance"),
    [
        ([0.5, nan], [[0.01, 0.0], [0.0, 0.01]]),
        ([0.5, 0.6], [[0.01, nan], [nan, nan]]),
    ],
)
def test_a_score_that_is_not_known_is_not_compared(
    shares: list[float], covariance: list[list[float]]
) -> None:
    with pytest.raises(InputError, match="not known"):
        within(shares, covariance, 5)
