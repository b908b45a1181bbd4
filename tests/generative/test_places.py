"""What holds of places and chances whatever the scores."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corecase.core.claims import Chance, all_at_once
from corecase.statistics.rank_sets import bonferroni_sets, holm_sets
from corecase.statistics.ranks import rank_probabilities

SERVICES = st.lists(
    st.tuples(st.floats(0.05, 0.95), st.floats(0.005, 0.1)), min_size=2, max_size=12
)
CHANCES = st.lists(st.floats(0, 1), min_size=1, max_size=5)


@given(services=SERVICES, seed=st.integers(0, 2**32))
@settings(max_examples=60, deadline=None)
def test_places_are_a_distribution_and_no_service_loses_by_scoring_more(
    services: list[tuple[float, float]], seed: int
) -> None:
    scores, errors = (np.array(part) for part in zip(*services, strict=True))
    found = rank_probabilities(scores, errors**2, rng=np.random.default_rng(seed), n_draws=400)
    assert found.places.sum(axis=0) == pytest.approx(np.ones(len(scores)))
    assert (found.top_quartile >= found.best - 1e-12).all()
    scores[0] += 0.05
    again = rank_probabilities(scores, errors**2, rng=np.random.default_rng(seed), n_draws=400)
    # The same draws, all moved up: no draw is lost.
    assert again.best[0] >= found.best[0]
    assert again.top_quartile[0] >= found.top_quartile[0]


@given(services=SERVICES)
def test_rank_sets_hold_the_place_of_the_score_and_holm_is_never_wider(
    services: list[tuple[float, float]],
) -> None:
    scores, errors = (np.array(part) for part in zip(*services, strict=True))
    wide, narrow = bonferroni_sets(scores, errors), holm_sets(scores, errors)
    place = 1 + (scores[:, None] < scores).sum(axis=1)
    for sets in (wide, narrow):
        assert (sets.low <= place).all()
        assert (place <= sets.high).all()
    assert (wide.low <= narrow.low).all()
    assert (narrow.high <= wide.high).all()


@given(chances=CHANCES)
def test_all_at_once_is_never_likelier_than_any_and_holds_independence(
    chances: list[float],
) -> None:
    found = all_at_once([Chance.of(chance) for chance in chances])
    assert found.high == min(chances)
    assert found.low - 1e-9 <= np.prod(chances) <= found.high + 1e-9
