"""Ratio estimates and their errors, as worked out by hand and by R's survey package."""

import numpy as np
import pytest

from corecase.statistics.estimates import Estimates, Target, estimate, jackknife
from corecase.statistics.totals import WHOLE_CASELOAD, CaseTotals
from tests import hartlepool, sample38

EXACT = 1e-8
EXPECTED = {
    (row["estimand"], row["scope"]): float(row["value"])
    for row in hartlepool.rows("ratio_sample38_expected_R_survey.csv")
}
SCORES = list(enumerate(sample38.SCORES))


def hand() -> CaseTotals:
    """Five cases of twenty."""
    rows = hartlepool.rows("hand5_clusters.csv")
    return CaseTotals(
        case_ids=tuple(row["id"] for row in rows),
        score_ids=("score",),
        sufficient=np.array([[int(row["y"])] for row in rows]),
        applicable=np.array([[int(row["x"])] for row in rows]),
        strata=np.zeros(len(rows), dtype=np.int64),
        stratum_ids=(WHOLE_CASELOAD,),
        n_population=np.array([int(rows[0]["N"])]),
    )


def test_five_cases_by_hand() -> None:
    found = estimate(hand())
    assert found.shares[0] == 20 / 29
    assert found.standard_errors[0] == pytest.approx(0.0901404828, abs=1e-10)
    practice = estimate(hand(), Target.PRACTICE)
    assert practice.standard_errors[0] == pytest.approx(0.1040852640, abs=1e-10)
    assert jackknife(hand())[0] ** 0.5 == pytest.approx(0.0896249836, abs=1e-10)


def districts() -> CaseTotals:
    """15 of 757 Californian school districts: pupils at school, schools with a programme."""
    rows = hartlepool.rows("apiclus1_cluster_totals.csv")
    return CaseTotals(
        case_ids=tuple(row["dnum"] for row in rows),
        score_ids=("pupils", "schools"),
        sufficient=np.array([[int(r["y_api_stu"]), int(r["schoolwide_yes"])] for r in rows]),
        applicable=np.array([[int(r["x_enroll"]), int(r["schools"])] for r in rows]),
        strata=np.zeros(len(rows), dtype=np.int64),
        stratum_ids=(WHOLE_CASELOAD,),
        n_population=np.array([int(rows[0]["N_clusters"])]),
    )


def test_the_documented_example_of_the_survey_package() -> None:
    rows = hartlepool.rows("apiclus1_expected_R_survey.csv")
    said = {row["quantity"]: float(row["value"]) for row in rows}
    found = estimate(districts())
    assert found.shares[0] == pytest.approx(said["ratio api.stu/enroll"], abs=EXACT)
    assert found.standard_errors[0] == pytest.approx(said["se (fpc 15/757)"], abs=EXACT)
    assert found.shares[1] == pytest.approx(said["proportion sch.wide"], abs=EXACT)
    assert found.standard_errors[1] == pytest.approx(said["se"], abs=EXACT)
    assert found.degrees_of_freedom == 14


@pytest.mark.parametrize(("at", "scope"), SCORES)
def test_a_simple_sample(at: int, scope: str) -> None:
    found = estimate(sample38.totals())
    assert found.shares[at] == pytest.approx(EXPECTED["ratio", scope], abs=EXACT)
    assert found.standard_errors[at] == pytest.approx(EXPECTED["se_srs_fpc", scope], abs=EXACT)
    assert found.degrees_of_freedom == EXPECTED["degf_srs", scope]
    practice = estimate(sample38.totals(), Target.PRACTICE)
    assert practice.standard_errors[at] == pytest.approx(EXPECTED["se_srs_nofpc", scope], abs=EXACT)
    unknown = estimate(sample38.totals(None))
    assert unknown.standard_errors[at] == pytest.approx(practice.standard_errors[at], abs=1e-15)
    left_out = jackknife(sample38.totals())[at] ** 0.5
    assert left_out == pytest.approx(EXPECTED["se_jk1_fpc_mseF", scope], abs=EXACT)


@pytest.mark.parametrize(("at", "scope"), SCORES)
def test_a_stratified_sample(at: int, scope: str) -> None:
    totals = sample38.totals(sample38.SIZES)
    found = estimate(totals)
    assert found.shares[at] == pytest.approx(EXPECTED["ratio_strat", scope], abs=EXACT)
    assert found.standard_errors[at] == pytest.approx(EXPECTED["se_strat_fpc", scope], abs=EXACT)
    assert found.degrees_of_freedom == EXPECTED["degf_strat", scope]
    left_out = jackknife(totals)[at] ** 0.5
    assert left_out == pytest.approx(EXPECTED["se_jkn_strat_fpc", scope], abs=EXACT)


def test_weights_of_strata_that_were_sampled_unequally() -> None:
    sizes = {"first_tier": 100, "community": 40, "custody": 10}
    found = estimate(sample38.totals(sizes))
    expected = EXPECTED["ratio_weighted_N100_40_10", "ALL"]
    assert found.shares[3] == pytest.approx(expected, abs=EXACT)
    expected = EXPECTED["se_weighted_N100_40_10", "ALL"]
    assert found.standard_errors[3] == pytest.approx(expected, abs=EXACT)
    assert found.is_weighted


def test_the_covariance_of_scores_that_share_their_cases() -> None:
    found: Estimates = estimate(sample38.totals())
    for a in range(3):
        for b in range(3):
            expected = EXPECTED[f"cov[{a + 1},{b + 1}] order SG,RoH,LoR", "joint"]
            assert found.covariance[a, b] == pytest.approx(expected, abs=EXACT)
    points, error = found.difference("SG", "RoH")
    assert points == pytest.approx(EXPECTED["diff_SG_minus_RoH", "joint"], abs=EXACT)
    assert error == pytest.approx(EXPECTED["se_diff_SG_minus_RoH", "joint"], abs=EXACT)
