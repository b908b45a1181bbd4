"""Chances of places, for one service at a time."""

import numpy as np
import pytest
from scipy.stats import norm

from corecase.core.errors import InputError
from corecase.statistics import ranks
from corecase.statistics.ranks import best_in_every, rank_probabilities, top_quartile_size


@pytest.mark.parametrize(("n", "size"), [(1, 1), (4, 1), (5, 2), (8, 2), (24, 6), (157, 40)])
def test_a_top_quartile_is_a_quarter_rounded_up(n: int, size: int) -> None:
    assert top_quartile_size(n) == size


def test_no_services_have_no_top_quartile() -> None:
    with pytest.raises(InputError):
        top_quartile_size(0)


def test_two_services_alike_share_the_first_place() -> None:
    found = rank_probabilities([0.0, 0.0], [1.0, 1.0], rng=np.random.default_rng(1))
    assert found.best == pytest.approx([0.5, 0.5], abs=0.02)
    assert found.best.sum() == pytest.approx(1)


def test_the_chance_to_be_the_better_of_two_is_that_of_their_difference() -> None:
    rng = np.random.default_rng(2)
    found = rank_probabilities([0.3, 0.0], [0.04, 0.09], rng=rng, n_draws=100_000)
    assert found.best[0] == pytest.approx(norm.cdf(0.3 / np.sqrt(0.13)), abs=0.006)


def test_services_far_apart_have_certain_places() -> None:
    found = rank_probabilities([0.0, 9.0, 5.0, -9.0, 1.0], [0.01] * 5, rng=np.random.default_rng(3))
    one = found.of(1)
    assert (one.best, one.top_quartile, one.median, one.low, one.high) == (1, 1, 1, 1, 1)
    assert (one.n_services, one.level) == (5, 0.95)
    assert found.of(2).top_quartile == 1
    assert found.of(2).best == 0
    assert found.median.tolist() == [4, 1, 2, 5, 3]
    assert found.mean == pytest.approx([4, 1, 2, 5, 3])


def test_every_place_is_taken_in_every_draw() -> None:
    found = rank_probabilities([0.0, 0.1, 0.3], [0.2, 0.1, 0.4], rng=np.random.default_rng(4))
    assert found.places.sum(axis=0) == pytest.approx([1, 1, 1])
    assert found.places.sum(axis=1) == pytest.approx([1, 1, 1])


def test_draws_in_blocks_are_the_draws_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ranks, "_BLOCK_NUMBERS", 10)
    values = ([0.0, 0.1, 0.3], [0.2, 0.1, 0.4])
    parts = rank_probabilities(*values, rng=np.random.default_rng(5), n_draws=1_000)
    monkeypatch.undo()
    whole = rank_probabilities(*values, rng=np.random.default_rng(5), n_draws=1_000)
    assert (parts.places == whole.places).all()


def test_to_lie_above_a_value_needs_no_draws() -> None:
    found = rank_probabilities([0.5, -0.5], [0.25, 0.25], rng=np.random.default_rng(6), n_draws=1)
    assert found.above(0.0) == pytest.approx(norm.cdf([1.0, -1.0]))


def test_a_family_leaves_the_service_itself_out() -> None:
    means, variances = [0.6, 0.1, 0.3], [0.04, 0.02, 0.06]
    found = rank_probabilities(means, variances, rng=np.random.default_rng(7), n_draws=1)
    expected = norm.cdf((0.6 - 0.2) / np.sqrt(0.04 + 0.08 / 4))
    assert found.above_the_mean_of(0, [1, 2]) == pytest.approx(expected)
    assert found.above_the_mean_of(0, [0, 1, 2]) == pytest.approx(expected)
    with pytest.raises(InputError, match="family"):
        found.above_the_mean_of(0, [0])


@pytest.mark.parametrize(
    ("means", "variances"),
    [
        ([0.0], [1.0]),
        ([], []),
        ([0.0, 1.0], [1.0]),
        ([0.0, 1.0], [1.0, 0.0]),
        ([0.0, float("nan")], [1.0, 1.0]),
        ([0.0, 1.0], [1.0, float("nan")]),
    ],
    ids=["one", "none", "uneven", "no variance", "no score", "nan"],
)
def test_what_has_no_places_is_refused(means: list[float], variances: list[float]) -> None:
    with pytest.raises(InputError):
        rank_probabilities(means, variances, rng=np.random.default_rng(1))


def test_no_draws_and_no_level_are_refused() -> None:
    with pytest.raises(InputError, match="draw"):
        rank_probabilities([0.0, 1.0], [1.0, 1.0], rng=np.random.default_rng(1), n_draws=0)
    found = rank_probabilities([0.0, 1.0], [1.0, 1.0], rng=np.random.default_rng(1), n_draws=9)
    with pytest.raises(InputError, match="level"):
        found.intervals(95)


def test_the_best_overall_is_best_in_every_score_at_once() -> None:
    means = np.zeros((2, 3))
    alone = best_in_every(means, [np.eye(3)] * 2, 0, rng=np.random.default_rng(1), n_draws=40_000)
    assert alone == pytest.approx(1 / 8, abs=0.01)
    # Scores that move together are won together.
    as_one = np.full((3, 3), 1.0) + 1e-9 * np.eye(3)
    joined = best_in_every(means, [as_one] * 2, 1, rng=np.random.default_rng(2), n_draws=40_000)
    assert joined == pytest.approx(1 / 2, abs=0.01)


def test_the_best_overall_needs_scores_and_covariances_that_fit() -> None:
    with pytest.raises(InputError, match="covariance"):
        best_in_every(np.zeros((2, 3)), [np.eye(2)] * 2, 0, rng=np.random.default_rng(1))
    with pytest.raises(InputError):
        best_in_every(np.zeros((1, 3)), [np.eye(3)], 0, rng=np.random.default_rng(1))
