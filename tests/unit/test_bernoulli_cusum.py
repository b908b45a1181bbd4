"""The CUSUM of a stream of cases: weights, signals, and how long until an alarm."""

from math import log, nan

import numpy as np
import pytest

from corecase.core.errors import InputError
from corecase.statistics.bernoulli_cusum import (
    bernoulli_cusum,
    case_weights,
    cases_to_signal,
    odds_ratio_of,
    plan_alarm,
    risk_adjusted_cusum,
)


def test_weights_are_the_logarithms_of_the_two_chances() -> None:
    raised, lowered = case_weights(0.32, odds_ratio_of(0.32, 0.45))
    assert raised == pytest.approx(log(0.45 / 0.32))
    assert lowered == pytest.approx(log(0.55 / 0.68))


def test_the_sum_stays_at_0_signals_and_starts_again() -> None:
    found = bernoulli_cusum([False, True, True, True, False], expected=0.32, feared=0.45, h=1)
    step, back = log(0.45 / 0.32), log(0.55 / 0.68)
    assert found.sums == pytest.approx((0, step, 2 * step, 3 * step, 0))
    assert found.signals == (3,)
    after = bernoulli_cusum([True] * 4 + [False], expected=0.32, feared=0.45, h=1)
    assert after.sums[3:] == pytest.approx((step, step + back))
    assert bernoulli_cusum([], expected=0.32, feared=0.45, h=1).sums == ()


def test_an_insufficient_case_that_was_to_be_expected_weighs_less() -> None:
    hard, easy = (
        risk_adjusted_cusum([True], [risk], odds_ratio=2, h=3).sums[0] for risk in (0.6, 0.1)
    )
    assert 0 < hard < easy


def test_run_lengths_of_mixed_risks_are_those_of_a_simulation() -> None:
    rng = np.random.default_rng(20261121)
    risks = rng.uniform(0.1, 0.6, 40)
    weights = np.array([case_weights(float(risk), 2) for risk in risks])
    n_streams, value, steps = 4000, np.zeros(4000), np.zeros(4000)
    alive = np.arange(n_streams)
    odds = 2 * risks / (1 - risks)
    while len(alive):
        case = rng.integers(0, len(risks), len(alive))
        bad = rng.random(len(alive)) < (odds / (1 + odds))[case]
        moved = value[alive] + np.where(bad, weights[case, 0], weights[case, 1])
        value[alive] = np.maximum(0, moved)
        steps[alive] += 1
        alive = alive[value[alive] < 3]
    error = steps.std() / n_streams**0.5
    found = cases_to_signal(risks.tolist(), odds_ratio=2, h=3, true_odds_ratio=2)
    assert abs(found - steps.mean()) < 3 * error


def test_many_like_risks_come_near_a_single_one() -> None:
    one = cases_to_signal([0.32], odds_ratio=1.7387, h=3)
    two = cases_to_signal([0.319999, 0.320001], odds_ratio=1.7387, h=3)
    assert two == pytest.approx(one, rel=0.01)


def test_a_plan_keeps_false_alarms_as_rare_as_stated() -> None:
    plan = plan_alarm(expected=0.32, feared=0.45, cases_per_month=20, months_to_false_alarm=36)
    assert plan.months_to_false_alarm >= 36
    lower = cases_to_signal([0.32], odds_ratio=odds_ratio_of(0.32, 0.45), h=plan.h - 0.01)
    assert lower < 36 * 20
    assert plan.sentence == (
        "With a threshold of 3.16 and 20 cases a month, a false alarm comes about once in 36 "
        "months, and a rise from 32% to 45% is noticed after about 3.3 months."
    )


@pytest.mark.parametrize(("cases", "months"), [(0, 36), (20, 0), (20, 1e6), (nan, 3)])
def test_a_plan_needs_cases_and_months(cases: float, months: float) -> None:
    with pytest.raises(InputError, match="cases a month"):
        plan_alarm(expected=0.32, feared=0.45, cases_per_month=cases, months_to_false_alarm=months)


@pytest.mark.parametrize(("expected", "feared"), [(0.5, 0.5), (0.5, 0.4), (0, 0.4), (0.5, 1)])
def test_the_feared_share_lies_above_the_expected_one(expected: float, feared: float) -> None:
    with pytest.raises(InputError, match="feared"):
        odds_ratio_of(expected, feared)


def test_what_cannot_be_is_refused() -> None:
    for risk in (0, 1, nan):
        with pytest.raises(InputError, match="risk"):
            case_weights(risk, 2)
    for ratio in (1, 0.5, nan):
        with pytest.raises(InputError, match="odds"):
            case_weights(0.3, ratio)
    with pytest.raises(InputError, match="as many risks"):
        risk_adjusted_cusum([True], [0.3, 0.4], odds_ratio=2, h=3)
    with pytest.raises(InputError, match="threshold"):
        risk_adjusted_cusum([True], [0.3], odds_ratio=2, h=0)
    with pytest.raises(InputError, match="run length"):
        cases_to_signal([], odds_ratio=2, h=3)
    with pytest.raises(InputError, match="run length"):
        cases_to_signal([0.3], odds_ratio=2, h=3, true_odds_ratio=0)
    with pytest.raises(InputError, match="choose a lower one"):
        cases_to_signal([0.0001], odds_ratio=1.01, h=3)
