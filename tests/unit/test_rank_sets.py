"""Rank sets: the places that a service may have."""

import numpy as np
import pytest

from corecase.core.errors import InputError
from corecase.statistics.rank_sets import (
    bonferroni_sets,
    holm_sets,
    max_t_sets,
    may_be_in_top_quartile,
)

APART = ([0.9, 0.5, 0.1], [0.01, 0.01, 0.01])
ALIKE = ([0.5, 0.5, 0.5, 0.5], [0.05, 0.05, 0.05, 0.05])


@pytest.mark.parametrize("simultaneous", [True, False])
@pytest.mark.parametrize("stepdown", [True, False])
def test_services_far_apart_have_one_place_each(simultaneous: bool, stepdown: bool) -> None:
    drawn = max_t_sets(
        *APART,
        rng=np.random.default_rng(1),
        simultaneous=simultaneous,
        stepdown=stepdown,
        n_draws=2_000,
    )
    assert [drawn.of(place) for place in range(3)] == [(1, 1), (2, 2), (3, 3)]
    assert bonferroni_sets(*APART, simultaneous=simultaneous).low.tolist() == [1, 2, 3]
    assert holm_sets(*APART).high.tolist() == [1, 2, 3]


def test_services_alike_may_have_any_place() -> None:
    drawn = max_t_sets(*ALIKE, rng=np.random.default_rng(1), n_draws=2_000)
    assert {drawn.of(place) for place in range(4)} == {(1, 4)}
    assert bonferroni_sets(*ALIKE).of(0) == (1, 4)
    assert holm_sets(*ALIKE).of(3) == (1, 4)
    assert may_be_in_top_quartile(*ALIKE, rng=np.random.default_rng(1), n_draws=2_000).all()


def test_who_surely_is_not_in_the_top_quartile_is_named_so() -> None:
    found = may_be_in_top_quartile(*APART, rng=np.random.default_rng(1), n_draws=2_000)
    assert found.tolist() == [True, False, False]


def test_two_services_compared_once_need_no_correction() -> None:
    # One difference of 1.97 standard errors, two-sided at 95%.
    told = bonferroni_sets([1.97 * np.sqrt(2), 0.0], [1.0, 1.0], simultaneous=False)
    assert told.of(0) == (1, 1)
    untold = bonferroni_sets([1.95 * np.sqrt(2), 0.0], [1.0, 1.0], simultaneous=False)
    assert untold.of(0) == (1, 2)


def test_stepping_down_never_widens_a_set() -> None:
    rng = np.random.default_rng(11)
    scores, errors = rng.uniform(0.4, 0.8, 20), rng.uniform(0.02, 0.05, 20)
    single = max_t_sets(scores, errors, rng=np.random.default_rng(2), stepdown=False)
    stepped = max_t_sets(scores, errors, rng=np.random.default_rng(2), stepdown=True)
    assert (stepped.low >= single.low).all()
    assert (stepped.high <= single.high).all()


@pytest.mark.parametrize(
    ("scores", "errors"),
    [([0.5], [0.1]), ([0.5, 0.6], [0.1]), ([0.5, 0.6], [0.1, 0.0]), ([0.5, np.nan], [0.1, 0.1])],
    ids=["one", "uneven", "no error", "nan"],
)
def test_what_has_no_sets_is_refused(scores: list[float], errors: list[float]) -> None:
    with pytest.raises(InputError):
        bonferroni_sets(scores, errors)


def test_levels_and_draws_that_mean_nothing_are_refused() -> None:
    with pytest.raises(InputError, match="level"):
        holm_sets(*APART, level=0.4)
    with pytest.raises(InputError, match="draw"):
        max_t_sets(*APART, rng=np.random.default_rng(1), n_draws=0)
