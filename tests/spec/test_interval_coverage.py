"""Intervals hold the truth as often as they say: invented caseloads, drawn again and again."""

import numpy as np
import pytest
from numpy.random import Generator, default_rng
from scipy.special import expit

from corecase.statistics import limits
from corecase.statistics.bootstrap import bootstrap
from corecase.statistics.estimates import Target, estimate
from corecase.statistics.intervals import effective_number
from corecase.statistics.programme import programme_estimates, programme_intervals, simple_stack
from tests import case_totals, hartlepool
from tests.invented_caseloads import Drawn, held, samples

# Three standard errors of a share near 0.95 in 1,200 draws, and as much for the oracle's own.
CHANCE = 0.03
SIZES = [(20, 60), (38, 150), (85, 900)]
MEASURED = {
    (int(r["n_cases"]), int(r["N_cases"]), int(r["items_pooled"]), r["method"]): float(
        r["coverage95"]
    )
    for r in hartlepool.rows("sim_interval_coverage.csv")
}


def drawn(rng: Generator, n: int, n_population: int, n_items: int, n_draws: int) -> list[Drawn]:
    """Samples from caseloads of two spreads and three levels."""
    return [
        samples(
            rng,
            n=n,
            n_population=n_population,
            n_items=n_items,
            case_sd=case_sd,
            base=base,
            n_caseloads=10,
            n_draws=n_draws,
            applicability=(1.0,) if n_items == 1 else (1.0, 1.0, 0.9, 0.7, 0.5, 0.3),
        )
        for case_sd in (0.6, 1.3)
        for base in (-0.5, 0.5, 1.8)
    ]


def coverage(cells: list[Drawn], target: Target) -> float:
    """The mean coverage of the interval that is chosen, at 95%."""
    found = []
    for cell in cells:
        (low, high), _ = programme_intervals(programme_estimates(cell.stacked(target)))
        found.append(held(low[:, 0], high[:, 0], cell.truth))
    return float(np.mean(found))


@pytest.mark.parametrize(("n", "n_population"), SIZES)
@pytest.mark.parametrize("n_items", [1, 4, 40])
def test_the_interval_of_a_score_keeps_its_level(n: int, n_population: int, n_items: int) -> None:
    cells = drawn(default_rng([1, n, n_items]), n, n_population, n_items, 20)
    method = "wilson_neff" if n_items == 1 else "logit_t"
    expected = MEASURED[n, n_population, n_items, method]
    assert coverage(cells, Target.CASELOAD) == pytest.approx(expected, abs=CHANCE)
    if n_items > 1:
        wider = MEASURED[n, n_population, n_items, "logit_t_nofpc"]
        assert coverage(cells, Target.PRACTICE) == pytest.approx(wider, abs=CHANCE)


@pytest.mark.parametrize(("n", "n_population"), SIZES)
def test_pooled_judgements_taken_as_independent_hold_far_too_seldom(
    n: int, n_population: int
) -> None:
    found = []
    for cell in drawn(default_rng([2, n]), n, n_population, 40, 20):
        y, x = cell.sufficient.sum(axis=1), cell.applicable.sum(axis=1)
        error = np.sqrt(y / x * (1 - y / x) / x)
        found.append(held(*limits.wald_limits(y / x, error, 0, 0.95), cell.truth))
    expected = MEASURED[n, n_population, 40, "naive_binom_wald"]
    assert np.mean(found) == pytest.approx(expected, abs=0.06)
    assert np.mean(found) < 0.80


@pytest.mark.parametrize(
    "row",
    hartlepool.rows("sim_item_wilson_coverage.csv"),
    ids=lambda r: f"{r['n']}-{r['applicability']}-{r['p']}",
)
def test_wilsons_interval_of_an_item_keeps_its_level(row: dict[str, str]) -> None:
    n, n_population = int(row["n"]), int(row["N"])
    cell = samples(
        default_rng([3, n]),
        n=n,
        n_population=n_population,
        n_items=1,
        case_sd=0.0,
        base=float(np.log(float(row["p"]) / (1 - float(row["p"])))),
        n_caseloads=100,
        n_draws=12,
        applicability=(float(row["applicability"]),),
    )
    found = programme_estimates(cell.stacked())
    basis = found.basis
    with np.errstate(invalid="ignore"):
        low, high = limits.wilson_limits(
            basis.shares, effective_number(basis), limits.quantile(0.95, basis.degrees_of_freedom)
        )
    assert held(low[:, 0], high[:, 0], cell.truth) == pytest.approx(
        float(row["coverage"]), abs=CHANCE
    )
    (low, high), _ = programme_intervals(found)
    assert held(low[:, 0], high[:, 0], cell.truth) > 0.93


@pytest.mark.parametrize(("n", "n_population"), SIZES)
def test_the_bootstraps_error_in_the_logit_keeps_the_level(n: int, n_population: int) -> None:
    rows = {
        row["method"]: float(row["cov"])
        for row in hartlepool.rows("sim_bootstrap_coverage.csv")
        if (row["n"], row["items"]) == (str(n), "4")
    }
    rng = default_rng([4, n])
    cells = [
        samples(
            rng,
            n=n,
            n_population=n_population,
            n_items=4,
            case_sd=1.0,
            base=base,
            n_caseloads=30,
            n_draws=8,
        )
        for base in (-0.5, 0.5)
    ]
    hits: dict[str, list[bool]] = {"boot_se_logit_t": [], "boot_pct": []}
    for cell in cells:
        for y, x, truth in zip(cell.sufficient, cell.applicable, cell.truth, strict=True):
            totals = case_totals.totals(y, x, n_population)
            made = bootstrap(totals, rng, n_replicates=300)
            share, df = estimate(totals).shares[0], n - 1
            low, high = limits.logit_limits(share, made.standard_errors[0], df, 0.95)
            hits["boot_se_logit_t"].append(bool(low <= truth <= high))
            low, high = np.quantile(made.shares[:, 0], [0.025, 0.975])
            hits["boot_pct"].append(bool(low <= truth <= high))
    for method, inside in hits.items():
        assert np.mean(inside) == pytest.approx(rows[method], abs=0.04), method


@pytest.mark.parametrize(
    "row",
    hartlepool.rows("sim_assessor_effect.csv"),
    ids=lambda r: f"{r['assessor_sd_logit']}-{r['assessors_in_team']}",
)
def test_a_team_of_few_needs_its_own_variance(row: dict[str, str]) -> None:
    severity, n_assessors = float(row["assessor_sd_logit"]), int(row["assessors_in_team"])
    rng = default_rng([5, n_assessors])
    n, n_population, n_items, draws = 38, 150, 20, 800
    y, x, truth, parts = [], [], [], []
    for _ in range(draws):
        case = rng.normal(0, 1.1, (n_population, 1))
        item = rng.normal(0, 0.9, n_items)
        often = rng.choice((1, 1, 0.9, 0.7, 0.5, 0.3), n_items)
        asked = rng.random((n_population, n_items)) < often
        usual = 0.75 + case - item + item.mean()
        chance = rng.random(asked.shape)
        truth.append((asked & (chance < expit(usual))).sum() / asked.sum())
        chosen = rng.permutation(n_population)[:n]
        assessor = rng.permutation(np.arange(n) % n_assessors)
        shift = rng.normal(0, severity, n_assessors)[assessor][:, None]
        met = asked[chosen] & (chance[chosen] < expit(usual[chosen] + shift))
        y.append(met.sum(axis=1))
        x.append(asked[chosen].sum(axis=1))
        judged = np.bincount(assessor, weights=x[-1], minlength=n_assessors)
        parts.append(((judged / judged.sum()) ** 2).sum())
    found = programme_estimates(
        simple_stack(
            np.concatenate(y)[:, None],
            np.concatenate(x)[:, None],
            np.full(draws, n),
            np.full(draws, n_population),
        )
    )
    share, error = found.shares[:, 0], found.standard_errors[:, 0]
    team = 0.8 * severity * share * (1 - share) * np.sqrt(parts)
    for spread, column in (
        (error, "coverage95_case_variance_only"),
        (np.hypot(error, team), "coverage95_with_assessor_component"),
    ):
        low, high = limits.logit_limits(share, spread, n - 1, 0.95)
        assert held(low, high, np.array(truth)) == pytest.approx(float(row[column]), abs=0.04)
