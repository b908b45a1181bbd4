"""Many services at once: funnel, shrinkage and the models behind them, against other code."""

from datetime import date

import numpy as np
import pytest

from corecase.core.figures import Figure
from corecase.statistics.beta_binomial import beta_binomial
from corecase.statistics.funnel import Funnel, ServiceScore, funnel, winsorised
from corecase.statistics.funnel_limits import Dispersion
from corecase.statistics.random_effects import BetweenGroups, random_effects
from corecase.statistics.random_intercepts import random_intercepts
from corecase.statistics.shrinkage import shrink
from tests import hartlepool

LEAGUE = hartlepool.rows("league24.csv")
PARAMETERS = {
    row["parameter"]: float(row["value"]) for row in hartlepool.rows("league24_parameters.csv")
}
TRIALS = hartlepool.rows("meta_bcg_data.csv")
RULES = {row["method"]: row for row in hartlepool.rows("meta_bcg_expected.csv")}
CATTLE = hartlepool.rows("glmm_cbpp.csv")


def column(name: str) -> np.ndarray:
    return np.array([float(row[name]) for row in LEAGUE])


def league(dispersion: Dispersion) -> Funnel:
    return funnel(
        [
            ServiceScore(
                service=row["service"],
                n_cases=int(row["n_cases"]),
                share=float(row["score"]),
                standard_error=float(row["se"]),
            )
            for row in LEAGUE
        ],
        label="invented",
        as_at=date(2026, 1, 1),
        dispersion=dispersion,
    )


def test_the_target_and_the_overdispersion() -> None:
    limits = league(Dispersion.NONE).limits
    assert limits.target == pytest.approx(PARAMETERS["theta0"], abs=1e-6)
    assert limits.spread.phi == pytest.approx(PARAMETERS["phi"], abs=1e-6)
    assert limits.spread.phi_winsorised == pytest.approx(PARAMETERS["phi_winsor10"], abs=1e-6)
    assert limits.spread.tau2 == pytest.approx(PARAMETERS["tau2_additive"], abs=1e-6)


@pytest.mark.parametrize(
    ("dispersion", "z", "lines"),
    [
        (Dispersion.NONE, "z_unadj", "lim"),
        (Dispersion.ADDITIVE, "z_add", "lim_add"),
        (Dispersion.MULTIPLICATIVE, "z_mult", None),
    ],
)
def test_z_values_and_lines(dispersion: Dispersion, z: str, lines: str | None) -> None:
    points = league(dispersion).points
    assert np.abs(np.array([p.z for p in points]) - column("z_unadj")).max() < 1e-6
    assert np.abs(np.array([p.z_adjusted for p in points]) - column(z)).max() < 1e-6
    if lines:
        for level, side in (("95", "inner"), ("998", "outer")):
            low = np.array([getattr(p, side).low for p in points])
            high = np.array([getattr(p, side).high for p in points])
            assert np.abs(low - column(f"{lines}_lo_{level}")).max() < 1e-6
            assert np.abs(high - column(f"{lines}_hi_{level}")).max() < 1e-6


def test_the_outer_tenths_are_drawn_in() -> None:
    assert np.abs(winsorised(column("z_unadj")) - column("z_winsor")).max() < 1e-6


def test_shrunken_scores() -> None:
    found = shrink(column("score"), column("se"))
    assert found.tau2 == pytest.approx(PARAMETERS["tau2_logit_PM"], abs=1e-4)
    assert found.mu == pytest.approx(PARAMETERS["mu_logit_PM"], abs=1e-4)
    for values, name in (
        (found.means_logit, "eb_logit"),
        (found.variances_logit, "eb_var_with_mu"),
        (found.shares, "eb_score"),
        (found.shrinkage, "shrink_B"),
    ):
        assert np.abs(values - column(name)).max() < 1e-4
    other = shrink(column("score"), column("se"), BetweenGroups.DERSIMONIAN_LAIRD)
    assert other.tau2 == pytest.approx(PARAMETERS["tau2_logit_DL"], abs=1e-4)


@pytest.mark.parametrize(
    ("rule", "name"),
    [
        (BetweenGroups.DERSIMONIAN_LAIRD, "DL"),
        (BetweenGroups.PAULE_MANDEL, "PM"),
        (BetweenGroups.REML, "REML"),
        (BetweenGroups.ML, "ML"),
    ],
)
def test_published_trials_by_four_rules(rule: BetweenGroups, name: str) -> None:
    y, v = ([float(row[key]) for row in TRIALS] for key in ("yi", "vi"))
    found = random_effects(y, v, rule)
    assert found.tau2 == pytest.approx(float(RULES[name]["tau2"]), abs=1e-4)
    assert found.mu == pytest.approx(float(RULES[name]["b"]), abs=1e-4)
    assert found.mu_variance**0.5 == pytest.approx(float(RULES[name]["se"]), abs=1e-4)
    assert found.heterogeneity == pytest.approx(float(RULES[name]["Q"]), abs=1e-6)


def test_best_predictions_of_the_published_trials() -> None:
    y, v = ([float(row[key]) for row in TRIALS] for key in ("yi", "vi"))
    means, variances, _ = random_effects(y, v, BetweenGroups.REML).posterior(y, v)
    assert np.abs(means - [float(row["blup_reml"]) for row in TRIALS]).max() < 1e-4
    assert np.abs(variances**0.5 - [float(row["blup_se"]) for row in TRIALS]).max() < 1e-4


def test_published_groups_of_counts() -> None:
    rows = hartlepool.rows("betabinomial_rats.csv")
    found = beta_binomial(Figure(count=int(row["y"]), out_of=int(row["n"])) for row in rows)
    (wanted,) = hartlepool.rows("betabinomial_rats_expected.csv")
    for value, name in (
        (found.mu, "mu"),
        (found.rho, "rho"),
        (found.alpha, "alpha"),
        (found.beta, "beta"),
        (found.log_likelihood, "loglik"),
    ):
        assert value == pytest.approx(float(wanted[name]), rel=1e-4)
    assert np.abs(found.shares - [float(row["eb"]) for row in rows]).max() < 1e-4


@pytest.mark.parametrize(
    ("n_nodes", "name", "tolerance"), [(1, "laplace", 1e-3), (25, "agq25", 1e-4)]
)
def test_a_published_disease_of_cattle(n_nodes: int, name: str, tolerance: float) -> None:
    wanted = {row["par"]: row[name] for row in hartlepool.rows("glmm_cbpp_expected.csv")}
    found = random_intercepts(
        [int(row["incidence"]) for row in CATTLE],
        [int(row["size"]) for row in CATTLE],
        [[1.0, *(float(row["period"] == p) for p in "234")] for row in CATTLE],
        [row["herd"] for row in CATTLE],
        n_nodes=n_nodes,
    )
    names = ("(Intercept)", "period2", "period3", "period4")
    for value, term in zip(found.coefficients, names, strict=True):
        assert value == pytest.approx(float(wanted[term]), abs=tolerance)
    assert found.standard_deviation == pytest.approx(float(wanted["sd_herd"]), abs=tolerance)
    if wanted["logLik"] != "NA":
        assert found.log_likelihood == pytest.approx(float(wanted["logLik"]), abs=tolerance)
