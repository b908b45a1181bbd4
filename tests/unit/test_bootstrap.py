"""Samples drawn again: their spread, their chance, and strata that leave nothing to it."""

import numpy as np
import pytest
from numpy.random import default_rng

from corecase.core.errors import InputError
from corecase.statistics import bootstrap as drawing
from corecase.statistics.bootstrap import Replicates, bootstrap, drawn_again, service_generator
from corecase.statistics.estimates import Target, estimate
from tests import sample38
from tests.case_totals import totals

SAMPLE = sample38.totals()


@pytest.mark.parametrize("sizes", [150, None, sample38.SIZES])
@pytest.mark.parametrize("target", Target)
def test_the_spread_is_that_of_the_estimate(
    sizes: int | dict[str, int] | None, target: Target
) -> None:
    sample = sample38.totals(sizes)
    made = bootstrap(sample, default_rng(1), n_replicates=20_000, target=target)
    expected = estimate(sample, target)
    assert made.standard_errors == pytest.approx(expected.standard_errors, rel=0.02)
    assert made.shares.mean(axis=0) == pytest.approx(expected.shares, abs=0.002)
    spread = np.cov(made.shares.T) - expected.covariance
    assert np.abs(spread).max() < 0.03 * expected.covariance.max()


def test_the_spread_that_the_specification_measured() -> None:
    made = bootstrap(SAMPLE, service_generator(2010, "oracle"), n_replicates=20_000)
    assert made.standard_errors[:3] == pytest.approx([0.0346, 0.0321, 0.0309], abs=5e-4)


def test_counts_are_multinomial() -> None:
    found = drawn_again(default_rng(3), 5, 40_000)
    assert found.shape == (40_000, 5)
    assert (found.sum(axis=1) == 4).all()
    assert found.mean(axis=0) == pytest.approx([0.8] * 5, abs=0.02)
    assert found.var(axis=0) == pytest.approx([4 * 0.2 * 0.8] * 5, abs=0.02)


def test_a_service_has_its_own_chance_whatever_the_order() -> None:
    again = {
        name: bootstrap(SAMPLE, service_generator(7, name), n_replicates=50).shares
        for name in ("north", "south")
    }
    backwards = {
        name: bootstrap(SAMPLE, service_generator(7, name), n_replicates=50).shares
        for name in ("south", "north")
    }
    for name, shares in again.items():
        assert np.array_equal(shares, backwards[name])
    assert not np.array_equal(again["north"], again["south"])
    other = bootstrap(SAMPLE, service_generator(8, "north"), n_replicates=50)
    assert not np.array_equal(other.shares, again["north"])


def test_as_many_at_a_time_as_fit_do_not_change_a_simple_sample(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    at_once = bootstrap(SAMPLE, default_rng(5), n_replicates=100).shares
    monkeypatch.setattr(drawing, "NEAR", 38 * 7)
    in_parts = bootstrap(SAMPLE, default_rng(5), n_replicates=100).shares
    np.testing.assert_allclose(in_parts, at_once, rtol=1e-14)
    monkeypatch.setattr(drawing, "NEAR", 1)
    assert bootstrap(SAMPLE, default_rng(5), n_replicates=9).shares.shape == (9, 4)


def test_a_stratum_taken_whole_stays_as_it_is() -> None:
    whole = totals([3, 5, 2, 4, 6], [5, 6, 6, 4, 8], population=5)
    made = bootstrap(whole, default_rng(1), n_replicates=10)
    assert np.ptp(made.shares) == 0
    assert made.shares[0, 0] == 20 / 29
    assert made.standard_errors[0] == pytest.approx(0, abs=1e-15)


def test_one_case_of_several_has_no_spread_to_tell() -> None:
    made = bootstrap(totals([3], [5], population=9), default_rng(1), n_replicates=10)
    assert np.isnan(made.shares).all()
    assert np.isnan(made.standard_errors).all()
    assert np.isnan(estimate(totals([3], [5], population=9)).standard_errors).all()


def test_the_only_case_is_drawn_again_as_itself() -> None:
    made = bootstrap(totals([3], [5], population=1), default_rng(1), n_replicates=10)
    assert made.shares == pytest.approx(0.6)
    assert made.standard_errors == pytest.approx(0)


def test_all_sufficient_never_exceeds_all() -> None:
    sample = totals([1, 2, 3, 4, 9], [1, 2, 3, 4, 9], {"a": 7, "b": 11}, "aabbb")
    made = bootstrap(sample, default_rng(1), n_replicates=500)
    assert made.shares.max() <= 1
    assert made.standard_errors[0] == pytest.approx(0, abs=1e-12)


def test_a_score_without_a_base_in_a_replicate_has_no_share_there() -> None:
    made = bootstrap(
        totals([[1, 0], [0, 0], [0, 0]], [[1, 0], [0, 0], [0, 0]]),
        default_rng(1),
        n_replicates=200,
    )
    there = ~np.isnan(made.shares[:, 0])
    assert 0 < there.sum() < 200
    assert set(made.shares[there, 0]) == {1.0}
    assert np.isnan(made.shares[:, 1]).all()
    assert made.standard_errors[0] == 0
    assert np.isnan(made.standard_errors[1])


def test_a_spread_needs_two_replicates() -> None:
    lone = Replicates(score_ids=("score",), shares=np.array([[0.5], [np.nan]]))
    assert np.isnan(lone.standard_errors[0])
    with pytest.raises(InputError, match="at least two"):
        bootstrap(SAMPLE, default_rng(1), n_replicates=1)


def test_a_seed_is_not_below_0() -> None:
    with pytest.raises(InputError, match="A seed"):
        service_generator(-1, "north")
