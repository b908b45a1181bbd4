"""Chances behind the claims: scores beside scores, beside averages, before and after."""

from math import inf, sqrt

import pytest
from scipy.stats import norm, t

from corecase.core.errors import InputError
from corecase.core.planning_values import PlanningValues, TeamValues
from corecase.statistics.chances import (
    SPREADS,
    Services,
    above,
    above_value,
    expected_without_change,
    improved,
    in_top_quartile,
)
from corecase.statistics.differences import Estimated
from corecase.statistics.planned_scores import PlannedScore, Unplanned, assumed_for, planned
from tests.published import score

NATION = Services(average=0.67, spread=0.10)


def estimated(share: float, error: float = 0.025, degrees: float = inf) -> Estimated:
    return Estimated(share=share, standard_error=error, degrees_of_freedom=degrees)


def test_one_service_is_above_another_by_the_t_of_their_difference() -> None:
    assert above(estimated(0.6), estimated(0.6)) == pytest.approx(0.5)
    known = above(estimated(0.65), estimated(0.60))
    assert known == pytest.approx(norm.cdf(0.05 / (0.025 * sqrt(2))))
    sampled = above(estimated(0.65, degrees=37), estimated(0.60, degrees=37))
    assert sampled == pytest.approx(t.cdf(0.05 / (0.025 * sqrt(2)), 74))
    assert above(estimated(0.60), estimated(0.65)) == pytest.approx(1 - known)


def test_the_chance_to_be_above_a_value_agrees_with_the_interval() -> None:
    one = estimated(0.6, degrees=37)
    assert above_value(one, one.interval(0.80).low) == pytest.approx(0.9)
    assert above_value(one, 0.6) == pytest.approx(0.5)
    assert above_value(one, 0.0) == 1
    assert above_value(one, 1.0) == 0


def test_sefton_is_about_six_in_ten_for_the_top_quartile_in_safeguarding() -> None:
    """75% beside an average of 67%, a standard error of 2.5 and a spread of 10 points."""
    assert in_top_quartile(estimated(0.75), NATION) == pytest.approx(0.62, abs=0.01)


def test_a_quartile_of_few_services_is_rounded_up_and_so_easier_to_reach() -> None:
    assert NATION.quartile_cut() == pytest.approx(0.67 + 0.1 * norm.ppf(0.75))
    assert NATION.quartile_cut(5) == pytest.approx(0.67 + 0.1 * norm.ppf(0.6))
    few, many = (
        in_top_quartile(estimated(0.75), NATION, 5),
        in_top_quartile(estimated(0.75), NATION),
    )
    assert few > many
    with pytest.raises(InputError):
        in_top_quartile(estimated(0.75), NATION, 1)


def test_a_low_first_score_was_to_rise_by_itself() -> None:
    first = estimated(0.38, error=0.03)
    expected = expected_without_change(first, NATION)
    assert expected == pytest.approx(0.67 - 0.29 * 0.01 / (0.01 + 0.0009))
    assert 0.38 < expected < 0.42
    second = estimated(0.43)
    assert improved(first, second, NATION) < improved(first, second)
    assert improved(first, second) == pytest.approx(above(second, first))


@pytest.mark.parametrize("error", [0.0, 1e-200])
def test_no_chance_is_told_where_nothing_is_left_to_chance(error: float) -> None:
    one, other = estimated(0.6, error=error), estimated(0.5, error=error)
    for asked in (
        lambda: above(one, other),
        lambda: above_value(one, 0.5),
        lambda: above_value(estimated(1.0), 0.5),
        lambda: above_value(estimated(0.0), 0.5),
        lambda: in_top_quartile(one, NATION),
        lambda: improved(one, other, NATION),
        lambda: improved(one, other),
    ):
        with pytest.raises(InputError, match="compare the counts"):
            asked()
    assert above(one, estimated(0.5)) > 0.9


def test_what_is_taken_of_all_services_is_checked() -> None:
    assert SPREADS == (0.08, 0.10, 0.12)
    for average, spread in ((1.1, 0.1), (0.5, 0.0), (0.5, float("nan"))):
        with pytest.raises(InputError):
            Services(average=average, spread=spread)


def test_a_printed_score_has_the_uncertainty_of_its_printed_cases() -> None:
    found = planned(score("Anytown", 73, n_cases=85), PlanningValues(), assumed_cases=38)
    assert isinstance(found, PlannedScore)
    assert found.basis == found.brief == "85 cases, printed"
    assert not found.is_assumed
    assert found.estimated.degrees_of_freedom == 84
    expected = sqrt(0.73 * 0.27 / (85 * 18) * (1 + 17 * 0.12))
    assert found.estimated.standard_error == pytest.approx(expected)
    assert found.printed_interval() == "69% to 77%"


def test_where_no_cases_are_printed_a_person_may_assume_some() -> None:
    bare = score("Kent", 59, n_cases=None)
    nothing = planned(bare, PlanningValues())
    assert isinstance(nothing, Unplanned)
    assert nothing.basis == "the number of cases of Kent is not printed"
    assert nothing.brief == "cases not printed"
    assert nothing.printed_interval() == "-"
    found = planned(bare, PlanningValues(), assumed_cases=85)
    assert isinstance(found, PlannedScore)
    assert found.basis == "85 cases, assumed"
    assert found.is_assumed


@pytest.mark.parametrize(("n_cases", "degrees"), [(None, inf), (30, 29)])
def test_a_published_error_needs_no_planning(n_cases: int | None, degrees: float) -> None:
    known = score("Anytown", 73, n_cases=n_cases, standard_error=0.03)
    found = planned(known, PlanningValues())
    assert isinstance(found, PlannedScore)
    assert found.estimated.standard_error == 0.03
    assert found.estimated.degrees_of_freedom == degrees
    assert not found.is_assumed


@pytest.mark.parametrize(
    ("one", "reason"),
    [
        (score("Anytown", None, band="MINIMUM"), "Anytown has no percentage, only MINIMUM"),
        (score("Anytown", 0), "0% of Anytown leaves no room for sampling"),
        (score("Anytown", 100), "100% of Anytown leaves no room for sampling"),
        (score("Anytown", 73, n_cases=1), "Anytown has one case only"),
    ],
    ids=["band", "none", "all", "one case"],
)
def test_a_score_without_an_interval_says_why(one, reason: str) -> None:
    found = planned(one, PlanningValues())
    assert isinstance(found, Unplanned)
    assert found.reason == reason


@pytest.mark.parametrize("error", [None, 0.03])
def test_the_team_is_in_the_error_of_every_score(error: float | None) -> None:
    bare = score("Anytown", 60, standard_error=error)
    alone, beside = (planned(bare, PlanningValues(), team=one) for one in (None, TeamValues()))
    assert isinstance(alone, PlannedScore)
    assert isinstance(beside, PlannedScore)
    added = (0.8 * 0.6 * 0.4 * 0.25) ** 2 / 4
    assert beside.estimated.variance == pytest.approx(alone.estimated.variance + added)
    assert beside.estimated.degrees_of_freedom == alone.estimated.degrees_of_freedom
    none = planned(score("Anytown", 0), PlanningValues(), team=TeamValues())
    assert isinstance(none, Unplanned)


def test_a_team_is_one_of_people() -> None:
    assert "1 assessor with" in TeamValues(n_assessors=1).words
    assert TeamValues(severity_sd=0).words == ""
    for wrong in ({"severity_sd": -0.1}, {"severity_sd": float("nan")}, {"n_assessors": 0}):
        with pytest.raises(InputError):
            TeamValues(**wrong)


def test_a_census_leaves_no_room_for_sampling() -> None:
    found = planned(score("Anytown", 73), PlanningValues(), n_population=38)
    assert isinstance(found, Unplanned)


def test_cases_are_assumed_of_one_service_or_of_all() -> None:
    assumed = {"Kent": 85, "": 38}
    assert assumed_for(assumed, "Kent") == 85
    assert assumed_for(assumed, "Essex") == 38
    assert assumed_for({}, "Essex") is None
