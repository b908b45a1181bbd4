"""What a team adds to a score: by hand, scores by scores, and at its edges."""

import numpy as np
import pytest

from corecase.core.errors import InputError
from corecase.statistics.assessors import team_covariance, team_variance, with_team_variance
from corecase.statistics.estimates import estimate
from corecase.statistics.intervals import Method, score_intervals
from tests.case_totals import totals

SAMPLE = totals([[1, 3], [2, 1], [0, 2], [2, 4]], [[2, 4], [2, 4], [2, 2], [2, 5]], population=20)
ASSESSORS = {"C0": "A", "C1": "A", "C2": "B", "C3": "C"}


def test_equal_shares_divide_the_variance_by_the_team() -> None:
    alone = team_variance(0.6, 0.25, {"A": 200})
    assert alone == pytest.approx((0.8 * 0.24 * 0.25) ** 2)
    four = team_variance(0.6, 0.25, dict.fromkeys("ABCD", 50))
    assert four == pytest.approx(alone / 4)
    assert team_variance(0.6, 0.25, {"A": 150, "B": 50}) == pytest.approx(alone * 0.625)


def test_at_none_at_all_and_without_a_spread_a_team_adds_nothing() -> None:
    assert team_variance(0.0, 0.25, {"A": 5}) == 0
    assert team_variance(1.0, 0.25, {"A": 5}) == 0
    assert team_variance(0.5, 0.0, {"A": 5, "B": 0}) == 0


@pytest.mark.parametrize("judgements", [{}, {"A": 0}, {"A": -1, "B": 4}])
def test_a_team_made_a_judgement(judgements: dict[str, int]) -> None:
    with pytest.raises(InputError, match="how many judgements"):
        team_variance(0.5, 0.25, judgements)


@pytest.mark.parametrize("severity", [-0.1, float("nan"), float("inf")])
def test_a_spread_is_a_number_of_0_or_more(severity: float) -> None:
    with pytest.raises(InputError, match="standard deviation"):
        team_variance(0.5, severity, {"A": 5})


def test_the_covariance_holds_the_variance_of_each_score() -> None:
    shares = estimate(SAMPLE).shares
    found = team_covariance(SAMPLE, shares, ASSESSORS, 0.3)
    first = team_variance(float(shares[0]), 0.3, {"A": 4, "B": 2, "C": 2})
    second = team_variance(float(shares[1]), 0.3, {"A": 8, "B": 2, "C": 5})
    assert np.diag(found) == pytest.approx([first, second])
    assert found[0, 1] == found[1, 0] > 0
    assert found[0, 1] ** 2 <= first * second


def test_a_case_without_an_assessor_is_refused() -> None:
    with pytest.raises(InputError, match="Case C3 has no assessor"):
        team_covariance(SAMPLE, estimate(SAMPLE).shares, {**ASSESSORS, "C3": ""}, 0.3)


def test_the_team_is_added_to_the_cases_and_said() -> None:
    before = estimate(SAMPLE)
    after = with_team_variance(before, SAMPLE, ASSESSORS, 0.3)
    added = team_covariance(SAMPLE, before.shares, ASSESSORS, 0.3)
    assert after.covariance == pytest.approx(before.covariance + added)
    assert after.degrees_of_freedom == before.degrees_of_freedom
    assert after.notes == ("The spread between assessors is included (0.3 on the logit).",)


def test_a_score_of_nothing_stays_without_a_share() -> None:
    empty = totals([[1, 0], [0, 0]], [[1, 0], [1, 0]])
    found = with_team_variance(estimate(empty), empty, {"C0": "A", "C1": "B"}, 0.3)
    assert np.isnan(found.standard_errors[1])
    assert found.standard_errors[0] > estimate(empty).standard_errors[0]


def test_cases_without_spread_count_as_independent_beside_the_team() -> None:
    alike = totals([1] * 12, [2] * 12, population=40)
    who = {case: "AB"[place % 2] for place, case in enumerate(alike.case_ids)}
    found = with_team_variance(estimate(alike), alike, who, 0.3)
    cases = 0.25 / (12 * 11 / 12 / (1 - 12 / 40))
    team = team_variance(0.5, 0.3, {"A": 12, "B": 12})
    assert found.covariance[0, 0] == pytest.approx(cases + team)


def test_a_whole_caseload_keeps_what_its_team_leaves_uncertain() -> None:
    whole = totals([1, 2, 0, 1, 2], [2] * 5, population=5)
    found = with_team_variance(estimate(whole), whole, dict.fromkeys(whole.case_ids, "A"), 0.3)
    assert found.covariance[0, 0] == pytest.approx(team_variance(0.6, 0.3, {"A": 10}))
    scored = score_intervals(found)[0]
    assert scored.method is Method.LOGIT_T
    assert scored.interval is not None
    assert scored.interval.points > 5
