"""Intervals of shares and of pooled scores, as R, scipy and Newcombe's paper give them."""

from collections.abc import Callable

import numpy as np
import pytest

from corecase.core.intervals import Interval
from corecase.statistics import limits
from corecase.statistics.estimates import Estimates, estimate
from corecase.statistics.intervals import basis_of, effective_number, exact_interval, intervals
from corecase.statistics.proportions import (
    clopper_pearson,
    hypergeometric,
    hypergeometric_counts,
    jeffreys,
    mid_p,
    wilson,
    wilson_corrected,
)
from corecase.statistics.totals import WHOLE_CASELOAD, CaseTotals
from tests import hartlepool, sample38
from tests.spec.test_estimates_oracle import EXACT, EXPECTED, SCORES, districts

PLAIN: dict[str, Callable[[int, int, float], Interval]] = {
    "wilson": wilson,
    "wilson_cc": wilson_corrected,
    "clopper_pearson": clopper_pearson,
    "jeffreys": jeffreys,
    "mid_p": mid_p,
}
DESIGNED = {
    "logit": limits.logit_limits,
    "xlogit": limits.logit_limits,
    "asin": limits.arcsine_limits,
    "mean": limits.wald_limits,
    "beta": limits.korn_graubard_limits,
    "likelihood": limits.likelihood_limits,
}
# R reads the likelihood's limits off a curve between points; ours are its roots.
READ_OFF_A_CURVE = 5e-6


def ends(method: str, found: Estimates, at: int, level: float) -> tuple[float, float]:
    """The limits of a score by one of the methods."""
    counted = (int(found.applicable[at]),) if method in ("beta", "likelihood") else ()
    low, high = DESIGNED[method](
        found.shares[at], found.standard_errors[at], found.degrees_of_freedom, *counted, level
    )
    return float(low), float(high)


@pytest.mark.parametrize("method", PLAIN)
def test_a_plain_share(method: str) -> None:
    rows = [r for r in hartlepool.rows("proportion_intervals.csv") if r["method"] == method]
    assert len(rows) > 20
    for row in rows:
        found = PLAIN[method](int(row["x"]), int(row["n"]), float(row["level"]))
        assert found.low == pytest.approx(float(row["lower"]), abs=1e-6), row
        assert found.high == pytest.approx(float(row["upper"]), abs=1e-6), row


@pytest.mark.parametrize("row", hartlepool.rows("hypergeometric_exact_intervals.csv"))
def test_the_exact_limits_in_a_caseload(row: dict[str, str]) -> None:
    of = (int(row["x"]), int(row["n"]), int(row["N"]), float(row["level"]))
    assert hypergeometric_counts(*of) == (int(row["K_lower"]), int(row["K_upper"]))
    found = hypergeometric(*of)
    assert found.low == pytest.approx(float(row["p_lower"]), abs=1e-8)
    assert found.high == pytest.approx(float(row["p_upper"]), abs=1e-8)


@pytest.mark.parametrize("row", hartlepool.rows("item_wilson_fpc.csv"))
def test_a_single_item(row: dict[str, str]) -> None:
    count, asked, n, size = (int(row[name]) for name in ("s", "a", "n", "N"))
    level = float(row["level"])
    applicable = np.array([[1]] * asked + [[0]] * (n - asked))
    found = estimate(
        CaseTotals(
            case_ids=tuple(f"C{case}" for case in range(n)),
            score_ids=("item",),
            sufficient=np.array([[1]] * count + [[0]] * (n - count)),
            applicable=applicable,
            strata=np.zeros(n, dtype=np.int64),
            stratum_ids=(WHOLE_CASELOAD,),
            n_population=np.array([size]),
        )
    )
    (interval,) = intervals(found, level)
    assert interval is not None
    assert interval.low == pytest.approx(float(row["lower"]), abs=1e-6)
    assert interval.high == pytest.approx(float(row["upper"]), abs=1e-6)
    factor = (limits.quantile(level, 0) / limits.quantile(level, n - 1)) ** 2
    assert effective_number(basis_of(found))[0] * factor == pytest.approx(
        float(row["n_eff"]), abs=1e-6
    )
    exact = exact_interval(found, "item", level)
    in_all = (2 * asked * size + n) // (2 * n)
    assert exact == hypergeometric(count, asked, max(in_all, asked), level)


@pytest.mark.parametrize("method", DESIGNED)
@pytest.mark.parametrize("percent", [80, 95])
@pytest.mark.parametrize(("at", "scope"), SCORES)
def test_a_pooled_score(at: int, scope: str, percent: int, method: str) -> None:
    tolerance = READ_OFF_A_CURVE if method == "likelihood" else EXACT
    found = ends(method, estimate(sample38.totals()), at, percent / 100)
    for end, side in zip(found, ("lo", "hi"), strict=True):
        assert end == pytest.approx(EXPECTED[f"ci{percent}_{method}_{side}", scope], abs=tolerance)


@pytest.mark.parametrize(("at", "scope"), SCORES)
def test_a_pooled_score_is_given_the_logit(at: int, scope: str) -> None:
    simple = intervals(estimate(sample38.totals()))[at]
    assert simple is not None
    assert simple.low == pytest.approx(EXPECTED["ci95_logit_lo", scope], abs=EXACT)
    stratified = intervals(estimate(sample38.totals(sample38.SIZES)))[at]
    assert stratified is not None
    assert stratified.low == pytest.approx(EXPECTED["ci95_strat_logit_lo", scope], abs=EXACT)
    assert stratified.high == pytest.approx(EXPECTED["ci95_strat_logit_hi", scope], abs=EXACT)


@pytest.mark.parametrize(
    ("method", "printed"),
    [
        ("logit", "logit"),
        ("beta", "beta (Korn-Graubard)"),
        ("likelihood", "likelihood"),
        ("asin", "asin"),
        ("mean", "mean (Wald t)"),
    ],
)
def test_the_documented_example_of_the_survey_package(method: str, printed: str) -> None:
    rows = hartlepool.rows("apiclus1_expected_R_survey.csv")
    said = {row["quantity"]: float(row["value"]) for row in rows}
    low, high = ends(method, estimate(districts()), 1, 0.95)
    tolerance = READ_OFF_A_CURVE if method == "likelihood" else EXACT
    assert low == pytest.approx(said[f"ci95 {printed} lo"], abs=tolerance)
    assert high == pytest.approx(said[f"ci95 {printed.split(' ')[0]} hi"], abs=tolerance)
