"""Scores read among all scores, at the edges."""

import numpy as np
import pytest

from corecase.core.errors import InputError
from corecase.core.figures import NOTHING, Figure
from corecase.statistics.beta_binomial import beta_binomial
from corecase.statistics.random_effects import (
    BetweenGroups,
    RandomEffects,
    moment_scale,
    random_effects,
)
from corecase.statistics.random_intercepts import random_intercepts
from corecase.statistics.shrinkage import Posterior, shrink

SHARES = [0.41, 0.55, 0.63, 0.66, 0.72, 0.80]
ERRORS = [0.05, 0.03, 0.03, 0.03, 0.02, 0.06]


def test_a_score_moves_towards_the_mean_the_more_so_the_less_is_known_of_it() -> None:
    found = shrink(SHARES, ERRORS)
    assert found.n_services == 6
    assert 0.41 < found.shares[0] < found.mean_share < found.shares[5] < 0.80
    assert found.shrinkage[0] > found.shrinkage[4]
    assert found.of(0).share == pytest.approx(found.shares[0])


@pytest.mark.parametrize("rule", BetweenGroups)
def test_scores_that_differ_by_chance_alone_share_one_mean(rule: BetweenGroups) -> None:
    found = shrink([0.60, 0.61, 0.59], [0.05] * 3, rule)
    assert found.tau2 == 0
    assert np.ptp(found.shares) == pytest.approx(0)
    assert found.variances_logit == pytest.approx(np.full(3, found.mu_variance))


def test_a_posterior_gives_its_interval_and_probabilities() -> None:
    one = Posterior(mean_logit=0.0, variance_logit=0.04)
    assert one.share == 0.5
    assert one.above(0.5) == 0.5
    assert one.above(0.0) == 1.0
    assert one.above(1.0) == 0.0
    assert one.interval().low == pytest.approx(1 - one.interval().high)
    assert one.interval(0.8).points < one.interval(0.95).points


def test_a_service_that_is_not_among_them_can_be_placed() -> None:
    found = shrink(SHARES, ERRORS)
    again = found.placed(SHARES[0], ERRORS[0])
    assert again.share == pytest.approx(found.shares[0])
    assert again.variance_logit == pytest.approx(found.variances_logit[0])


@pytest.mark.parametrize(
    ("shares", "errors"),
    [
        ([0.0, 0.5], [0.1, 0.1]),
        ([1.0, 0.5], [0.1, 0.1]),
        ([5e-324, 0.5], [0.1, 0.1]),
        ([0.5, 0.6], [0.0, 0.1]),
        ([0.5, 0.6], [1e-170, 0.1]),
        ([0.5, 0.6], [1e-100, 0.1]),
    ],
    ids=[
        *("none sufficient", "all sufficient", "next to none sufficient"),
        *("no error", "an error whose square is 0", "an error whose weight has no square"),
    ],
)
def test_a_score_without_a_logit_is_left_out_by_a_person(
    shares: list[float], errors: list[float]
) -> None:
    with pytest.raises(InputError, match="leave that service out"):
        shrink(shares, errors)
    with pytest.raises(InputError, match="leave that service out"):
        shrink(SHARES, ERRORS).placed(shares[0], errors[0])


@pytest.mark.parametrize("rule", BetweenGroups)
@pytest.mark.filterwarnings("error")
def test_the_smallest_errors_that_are_taken_give_numbers(rule: BetweenGroups) -> None:
    found = shrink([0.5, 0.5, 0.5], [1e-50, 1e-50, 0.1], rule)
    assert found.tau2 == 0
    assert found.shares == pytest.approx(np.full(3, 0.5))
    again = found.placed(0.5, 1e-50)
    assert again.share == pytest.approx(0.5)


@pytest.mark.parametrize("rule", [BetweenGroups.PAULE_MANDEL, BetweenGroups.DERSIMONIAN_LAIRD])
@pytest.mark.filterwarnings("error")
def test_one_score_may_be_known_far_better_than_all_others(rule: BetweenGroups) -> None:
    found = shrink([0.55, 0.6, 0.7], [1e-9, 0.05, 0.05], rule)
    assert found.shares[0] == pytest.approx(0.55)
    assert 0 < found.tau2 < 1


@pytest.mark.parametrize(
    ("weights", "scale"),
    [([4.0], 0.0), ([2.0, 2.0], 2.0), ([1.0, 2.0, 3.0], 22 / 6), ([1e20, 2.0, 3.0], 10.0)],
)
def test_the_scale_of_moments_is_a_sum_over_pairs(weights: list[float], scale: float) -> None:
    assert moment_scale(np.array(weights)) == pytest.approx(scale)


def test_one_service_has_no_distribution() -> None:
    for shares in ([], [0.5]):
        with pytest.raises(InputError, match="at least two"):
            shrink(shares, [0.1] * len(shares))
    with pytest.raises(InputError, match="at least two"):
        random_effects([0.1, 0.2], [0.1])


@pytest.mark.parametrize("variance", [0.0, -1.0, 1e-160, float("nan"), float("inf")])
def test_a_variance_that_is_none_is_refused(variance: float) -> None:
    with pytest.raises(InputError, match="standard error clearly above 0"):
        random_effects([0.1, 0.2], [0.1, variance])


def test_a_spread_that_is_not_found_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corecase.statistics.random_effects._ROUNDS", 1)
    with pytest.raises(InputError, match="Paule-Mandel"):
        random_effects([-2.0, 0.0, 5.0], [0.1, 0.3, 0.2], BetweenGroups.REML)


def test_levels_of_groups_that_are_not_found_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corecase.statistics.random_intercepts._NEWTON_STEPS", 1)
    with pytest.raises(InputError, match="check the counts"):
        random_intercepts([1, 9], [10, 10], [[1.0]] * 2, ["a", "b"])


def test_a_known_distribution_shrinks_without_a_mean_to_estimate() -> None:
    known = RandomEffects(tau2=0.04, mu=0.5, mu_variance=0.0, heterogeneity=0.0)
    means, variances, shrinkage = known.posterior([1.5], [0.04])
    assert (means[0], variances[0], shrinkage[0]) == pytest.approx((1.0, 0.02, 0.5))


def test_groups_of_counts_without_spread_get_the_mean() -> None:
    same = [Figure(count=6, out_of=10), NOTHING, *[Figure(count=60, out_of=100)] * 5]
    found = beta_binomial(same)
    assert found.mu == pytest.approx(0.6, abs=1e-4)
    assert 0 < found.rho < 1e-5
    assert np.abs(found.shares - 0.6).max() < 1e-3
    assert found.alpha + found.beta == pytest.approx(1 / found.rho - 1)


@pytest.mark.parametrize(
    "figures",
    [
        [],
        [Figure(count=1, out_of=2)],
        [Figure(count=1, out_of=2), NOTHING],
        [Figure(count=0, out_of=2)] * 3,
        [Figure(count=2, out_of=2)] * 3,
    ],
    ids=["nothing", "one group", "one group with cases", "none sufficient", "all sufficient"],
)
def test_counts_without_a_spread_to_find_are_refused(figures: list[Figure]) -> None:
    with pytest.raises(InputError, match="at least two groups"):
        beta_binomial(figures)


def test_groups_that_do_not_differ_have_no_random_intercept() -> None:
    found = random_intercepts([5, 5, 5, 5], [10] * 4, [[1.0]] * 4, ["a", "b", "c", "d"])
    assert found.standard_deviation == pytest.approx(0, abs=1e-2)
    assert found.coefficients == pytest.approx([0.0], abs=1e-4)
    assert np.abs(found.modes).max() < 1e-3


@pytest.mark.parametrize(
    ("counts", "bases", "design", "groups", "said"),
    [
        ([1, 2], [2, 3], [[1.0]], ["a", "b"], "each row"),
        ([1, 2], [2, 3], [1.0, 1.0], ["a", "b"], "each row"),
        ([3, 2], [2, 3], [[1.0]] * 2, ["a", "b"], "between 0 and its base"),
        ([-1, 2], [2, 3], [[1.0]] * 2, ["a", "b"], "between 0 and its base"),
        ([1, 2], [2, 3], [[1.0]] * 2, ["a", "a"], "two groups"),
        ([0, 0], [2, 3], [[1.0]] * 2, ["a", "b"], "two groups"),
        ([2, 3], [2, 3], [[1.0]] * 2, ["a", "b"], "two groups"),
    ],
)
def test_rows_that_fit_no_model_are_refused(
    counts: list[int], bases: list[int], design: list[list[float]], groups: list[str], said: str
) -> None:
    with pytest.raises(InputError, match=said):
        random_intercepts(counts, bases, design, groups)
