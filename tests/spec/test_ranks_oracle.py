"""Places and rank sets, as worked out apart from this code and by R's csranks."""

import numpy as np
import pytest

from corecase.statistics.rank_sets import (
    RankSets,
    bonferroni_sets,
    holm_sets,
    max_t_sets,
    may_be_in_top_quartile,
)
from corecase.statistics.ranks import rank_probabilities
from tests import hartlepool

LEAGUE = hartlepool.rows("league24.csv")
CSRANKS = hartlepool.rows("league24_csranks_expected.csv")
PISA = hartlepool.rows("ranks_pisa2018_math.csv")
ONE_PLACE = 1
N_DRAWS = 100_000
"""With 20,000, a critical value may fall on the other side of a difference that is near it."""


def column(rows: list[dict[str, str]], name: str) -> np.ndarray:
    return np.array([float(row[name]) for row in rows])


SCORES, ERRORS = column(LEAGUE, "score"), column(LEAGUE, "se")


def largest_gap(found: RankSets, rows: list[dict[str, str]], low: str, high: str) -> int:
    """The places by which the set furthest from the oracle's differs from it."""
    return int(
        max(
            np.abs(found.low - column(rows, low)).max(),
            np.abs(found.high - column(rows, high)).max(),
        )
    )


@pytest.mark.parametrize(("simultaneous", "name"), [(False, "bonf_marg"), (True, "bonf_sim")])
def test_sets_by_bonferroni_are_the_same(simultaneous: bool, name: str) -> None:
    found = bonferroni_sets(SCORES, ERRORS, simultaneous=simultaneous)
    assert largest_gap(found, LEAGUE, f"{name}_lo", f"{name}_hi") == 0


def test_sets_by_holm_are_the_same() -> None:
    assert largest_gap(holm_sets(SCORES, ERRORS), LEAGUE, "holm_lo", "holm_hi") == 0


@pytest.mark.parametrize(("simultaneous", "name"), [(True, "sim"), (False, "marg")])
def test_sets_by_the_maximum_are_within_a_place(simultaneous: bool, name: str) -> None:
    found = max_t_sets(
        SCORES,
        ERRORS,
        rng=np.random.default_rng(24),
        simultaneous=simultaneous,
        stepdown=False,
        n_draws=N_DRAWS,
    )
    assert largest_gap(found, LEAGUE, f"maxt_{name}_lo", f"maxt_{name}_hi") <= ONE_PLACE
    assert largest_gap(found, CSRANKS, f"{name}_single_lo", f"{name}_single_hi") <= ONE_PLACE


@pytest.mark.parametrize(("simultaneous", "name"), [(True, "sim"), (False, "marg")])
def test_sets_by_stepping_down_are_those_of_csranks(simultaneous: bool, name: str) -> None:
    rng = np.random.default_rng(24)
    found = max_t_sets(SCORES, ERRORS, rng=rng, simultaneous=simultaneous, n_draws=N_DRAWS)
    low, high = f"{name}_stepdown_lo", f"{name}_stepdown_hi"
    assert largest_gap(found, CSRANKS, low, high) <= ONE_PLACE


def test_who_may_be_in_the_top_quartile_is_who_csranks_names() -> None:
    found = may_be_in_top_quartile(SCORES, ERRORS, rng=np.random.default_rng(6))
    assert found.tolist() == [row["tau6_best"] == "TRUE" for row in CSRANKS]


@pytest.mark.parametrize(("simultaneous", "name"), [(True, "sim"), (False, "marg")])
def test_countries_of_pisa_have_their_published_sets(simultaneous: bool, name: str) -> None:
    found = max_t_sets(
        column(PISA, "math_score"),
        column(PISA, "math_se"),
        rng=np.random.default_rng(2018),
        simultaneous=simultaneous,
        n_draws=N_DRAWS,
    )
    assert largest_gap(found, PISA, f"{name}_lo", f"{name}_hi") <= ONE_PLACE


def test_chances_of_places_are_those_of_the_shrunk_scores() -> None:
    n_draws = 200_000
    found = rank_probabilities(
        column(LEAGUE, "eb_logit"),
        column(LEAGUE, "eb_var_with_mu"),
        rng=np.random.default_rng(24),
        n_draws=n_draws,
    )
    # Both sides are drawn: four standard errors of the difference of two such shares.
    within = 4 * np.sqrt(0.25 / n_draws + 0.25 / 400_000)
    assert found.best == pytest.approx(column(LEAGUE, "eb_p_best"), abs=within)
    assert found.top_quartile == pytest.approx(column(LEAGUE, "eb_p_top_quartile"), abs=within)
    assert found.mean == pytest.approx(column(LEAGUE, "eb_rank_mean"), abs=0.05)
    low, high = found.intervals().T
    assert np.abs(low - column(LEAGUE, "eb_rank_lo")).max() <= ONE_PLACE
    assert np.abs(high - column(LEAGUE, "eb_rank_hi")).max() <= ONE_PLACE
