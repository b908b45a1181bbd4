"""Estimates at their edges: nothing applicable, one case, all cases, odd strata."""

import numpy as np
import pytest

from corecase.core.errors import InputError
from corecase.statistics.estimates import Target, estimate, jackknife
from tests.case_totals import totals

Y, X = [3, 5, 2, 4, 6], [5, 6, 6, 4, 8]


def test_a_score_behind_which_nothing_applies_has_no_share() -> None:
    found = estimate(totals([[1, 0], [0, 0]], [[1, 0], [1, 0]]))
    assert found.is_applicable.tolist() == [True, False]
    assert found.of("score0")[0] == 0.5
    assert found.of("score1") == (None, None)
    assert np.isnan(found.covariance[0, 1])
    assert np.isnan(found.covariance[1, 1])
    assert found.applicable_cases.tolist() == [2, 0]
    assert found.effective_cases.tolist() == [2, 0]
    with pytest.raises(InputError, match="cannot be compared"):
        found.difference("score0", "score1")


def test_an_unknown_score_is_refused_with_those_there_are() -> None:
    with pytest.raises(InputError, match="there are score0"):
        estimate(totals(Y, X)).of("score9")


def test_one_case_has_a_share_and_no_error() -> None:
    found = estimate(totals([3], [5], population=20))
    assert found.of("score0") == (0.6, None)
    assert found.degrees_of_freedom == 0
    assert np.isnan(jackknife(totals([3], [5], population=20))).all()


def test_one_case_that_is_the_whole_caseload_is_known() -> None:
    found = estimate(totals([3], [5], population=1))
    assert found.of("score0") == (0.6, 0.0)
    assert found.is_complete
    assert jackknife(totals([3], [5], population=1)).tolist() == [0.0]
    assert estimate(totals([3], [5], population=1), Target.PRACTICE).of("score0") == (0.6, None)


def test_all_cases_assessed_leave_nothing_to_chance_but_for_the_practice() -> None:
    whole = totals(Y, X, population=5)
    assert estimate(whole).of("score0") == (20 / 29, 0.0)
    assert estimate(whole).is_complete
    practice = estimate(whole, Target.PRACTICE)
    assert practice.standard_errors[0] == pytest.approx(0.1040852640)
    assert not practice.is_complete
    assert practice.sampling_fraction == 0


def test_an_unknown_caseload_is_not_corrected_for() -> None:
    found = estimate(totals(Y, X))
    assert found.sampling_fraction == 0
    assert found.n_population is None
    assert found.standard_errors[0] == pytest.approx(0.1040852640)


def test_cases_in_which_nothing_applies_count_as_assessed() -> None:
    found = estimate(totals([*Y, 0], [*X, 0], population=20))
    assert found.shares[0] == 20 / 29
    assert found.n_cases == 6
    assert found.degrees_of_freedom == 5
    assert found.applicable_cases.tolist() == [5]


def test_cases_that_are_all_alike_show_no_spread_at_all() -> None:
    found = estimate(totals([1] * 7, [3] * 7, population=70))
    assert found.standard_errors[0] == 0
    assert estimate(totals([3] * 7, [3] * 7)).of("score0") == (1.0, 0.0)


def test_given_weights_replace_those_of_the_strata() -> None:
    heavy = estimate(totals(Y, X, weights=[1, 1, 1, 1, 3]))
    assert heavy.shares[0] == (14 + 18) / (21 + 24)
    assert heavy.is_weighted
    assert heavy.effective_cases[0] == pytest.approx(49 / 13)
    assert not estimate(totals(Y, X, weights=[2] * 5)).is_weighted


def test_a_stratum_with_one_case_is_joined_for_the_variance_and_keeps_its_weight() -> None:
    sizes = {"a": 10, "b": 20, "c": 8}
    found = estimate(totals(Y, X, sizes, "aabcc"))
    weights = [5, 5, 20, 4, 4]
    base = np.dot(weights, X)
    assert found.shares[0] == np.dot(weights, Y) / base
    z = weights * (Y - found.shares[0] * np.array(X)) / base
    a, bc = z[:2], z[2:]
    expected = (1 - 2 / 10) * 2 * a.var() * 2 + (1 - 3 / 28) * 3 / 2 * bc.var() * 3
    assert found.covariance[0, 0] == pytest.approx(expected)
    assert found.degrees_of_freedom == 3
    assert found.notes == (
        "Stratum b has one assessed case; for the variance it is joined to stratum c.",
    )


def test_the_last_stratum_is_joined_to_the_one_before() -> None:
    found = estimate(totals(Y, X, strata="aabbc"))
    assert found.notes == (
        "Stratum c has one assessed case; for the variance it is joined to stratum b.",
    )
    assert found.degrees_of_freedom == 3


def test_strata_of_one_case_each_are_joined_in_pairs_and_nobody_is_left_over() -> None:
    found = estimate(totals(Y, X, strata="abcde"))
    assert found.degrees_of_freedom == 3
    assert found.notes[-1] == (
        "Stratum e has one assessed case; for the variance it is joined to stratum c, d."
    )


def test_a_stratum_without_an_assessed_case_is_spoken_for_by_the_next() -> None:
    sizes = {"": 5, "a": 10, "b": 20, "empty": 0}
    found = estimate(totals(Y, X, sizes, "aabbb"))
    weights = [7.5, 7.5, 20 / 3, 20 / 3, 20 / 3]
    assert found.shares[0] == pytest.approx(np.dot(weights, Y) / np.dot(weights, X))
    assert found.n_population == 35
    assert found.notes == (
        "Stratum (not recorded) has no assessed case; it is spoken for by stratum a.",
    )


def test_a_stratum_taken_whole_leaves_nothing_to_chance() -> None:
    sizes = {"a": 2, "b": 20}
    found = estimate(totals(Y, X, sizes, "aabbb"))
    assert found.degrees_of_freedom == 2
    weights = np.array([1, 1, 20 / 3, 20 / 3, 20 / 3])
    z = weights * (Y - found.shares[0] * np.array(X)) / (weights @ X)
    expected = (1 - 3 / 20) * 3 / 2 * z[2:].var() * 3
    assert found.covariance[0, 0] == pytest.approx(expected)
    assert jackknife(totals(Y, X, sizes, "aabbb"))[0] == pytest.approx(expected, rel=0.2)
    practice = estimate(totals(Y, X, sizes, "aabbb"), Target.PRACTICE)
    assert practice.degrees_of_freedom == 3
    assert practice.standard_errors[0] > found.standard_errors[0]


def test_one_case_that_is_its_whole_stratum_is_joined_for_the_practice_alone() -> None:
    sizes = {"a": 1, "b": 20}
    assert estimate(totals(Y, X, sizes, "abbbb")).notes == ()
    assert len(estimate(totals(Y, X, sizes, "abbbb"), Target.PRACTICE).notes) == 1


def test_one_case_beside_strata_taken_whole_is_joined_to_one_of_them() -> None:
    found = estimate(totals(Y, X, {"a": 4, "b": 9}, "aaaab"))
    assert found.notes == (
        "Stratum b has one assessed case; for the variance it is joined to stratum a.",
    )
    assert found.degrees_of_freedom == 4
    assert found.standard_errors[0] > 0


def test_a_stratum_that_leaves_something_to_chance_is_preferred_to_join() -> None:
    found = estimate(totals(Y, X, {"a": 6, "b": 9, "c": 2}, "aabcc"))
    assert found.notes == (
        "Stratum b has one assessed case; for the variance it is joined to stratum a.",
    )


def test_the_jackknife_has_no_answer_where_one_case_holds_the_base() -> None:
    assert np.isnan(jackknife(totals([1, 0, 0], [2, 0, 0], population=9))[0])


def test_a_difference_within_a_service_uses_the_covariance() -> None:
    found = estimate(totals([[1, 2], [2, 1], [3, 3]], [[3, 3], [4, 4], [3, 5]]))
    points, error = found.difference("score0", "score1")
    assert points == pytest.approx(0.6 - 0.5)
    c = found.covariance
    assert error == pytest.approx(np.sqrt(c[0, 0] + c[1, 1] - 2 * c[0, 1]))
    assert found.difference("score0", "score0") == (0.0, 0.0)
