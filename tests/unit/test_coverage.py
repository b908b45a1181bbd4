"""Counting how often intervals and chances were right."""

from math import sqrt

import numpy as np
import pytest

from corecase.core.errors import InputError
from corecase.statistics.coverage import CalibrationTally, CoverageTally, share_error


def test_an_interval_holds_what_lies_on_its_ends() -> None:
    tally = CoverageTally(what="any", level=0.95)
    tally.add([0.1, 0.1, 0.1, 0.1], [0.2, 0.2, 0.2, 0.2], [0.1, 0.2, 0.09, 0.21])
    found = tally.result()
    assert (found.held, found.of, found.share) == (2, 4, 0.5)
    assert found.mean_width == pytest.approx(0.1)
    assert found.words == "held the truth in 50.0% of 4, give or take 50.0 points"


def test_an_interval_or_a_truth_that_is_none_is_left_out() -> None:
    tally = CoverageTally(what="any", level=0.95)
    nan = float("nan")
    tally.add([nan, 0.1, 0.1, 0.1], [0.2, nan, 0.2, 0.2], [0.1, 0.1, nan, 0.1])
    assert tally.result().of == 1


def test_nothing_to_count_is_told() -> None:
    with pytest.raises(InputError, match="no interval"):
        CoverageTally(what="any", level=0.95).result()
    with pytest.raises(InputError, match="no chance"):
        CalibrationTally(what="any").result()


def test_a_few_rounds_are_read_as_if_all_were_independent() -> None:
    assert share_error([90], [100]) == pytest.approx(sqrt(0.9 * 0.1 / 100))


def test_many_rounds_show_themselves_how_far_they_differ() -> None:
    held, of = [10, 0] * 5, [10] * 10
    # Each round is all or nothing, so ten rounds are worth ten throws of a coin.
    assert share_error(held, of) == pytest.approx(sqrt(0.25 / 9))
    assert share_error([5] * 10, of) == 0


def test_the_error_is_that_of_the_ratio_estimator() -> None:
    rng = np.random.default_rng(1)
    of = rng.integers(5, 15, 400)
    held = rng.binomial(of, 0.8)
    assert share_error(held, of) == pytest.approx(sqrt(0.8 * 0.2 / of.sum()), rel=0.15)


def test_chances_are_put_beside_what_came_true() -> None:
    tally = CalibrationTally(what="any")
    tally.add([0.1, 0.1, 0.9, 1.0], [False, True, True, True])
    tally.add([0.1, 0.8], [False, True])
    found = tally.result()
    low, high = found.groups
    assert (low.low, low.high, low.n) == (0.0, 0.2, 3)
    assert low.stated == pytest.approx(0.1)
    assert low.observed == pytest.approx(1 / 3)
    assert (high.low, high.n, high.observed) == (0.8, 3, 1.0)
    assert found.widest_gap == pytest.approx(1 / 3 - 0.1)
    squares = [0.01, 0.81, 0.01, 0.0, 0.01, 0.04]
    assert found.brier == pytest.approx(np.mean(squares))


def test_a_round_without_a_group_adds_nothing_to_it() -> None:
    tally = CalibrationTally(what="any", edges=(0.0, 0.5, 1.0))
    for _ in range(10):
        tally.add([0.2], [True])
    assert [(group.n, group.observed) for group in tally.result().groups] == [(10, 1.0)]
