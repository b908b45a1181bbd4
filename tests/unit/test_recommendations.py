"""Recommendations: proposed where their items are weak, chosen by a person."""

from dataclasses import replace

import pytest

from corecase.core.errors import InputError
from corecase.core.figures import Figure
from corecase.core.recommendations import choose, propose
from corecase.core.scoring import score
from tests.builders import framework, judged

TINY = framework()


@pytest.mark.parametrize(
    ("a", "b", "proposed"),
    [
        ("SSSII", ".....", []),  # 60%, the share of a strength
        ("SSIII", ".....", ["plan"]),
        ("SSSSS", "IIII.", ["plan"]),  # pooled over both items: 5 of 9
        ("NNNNN", ".....", []),  # nothing applied
    ],
)
def test_a_recommendation_is_proposed_below_the_share_of_a_strength(
    a: str, b: str, proposed: list[str]
) -> None:
    found = propose(TINY, score(TINY, judged({"T-A": a, "T-B": b})))
    assert [p.recommendation.id for p in found] == proposed


def test_a_proposal_carries_its_pooled_figure() -> None:
    (found,) = propose(TINY, score(TINY, judged({"T-A": "SII", "T-B": "S"})))
    assert found.figure == Figure(count=2, out_of=4)


def test_a_person_chooses_in_their_own_order() -> None:
    assert [r.id for r in choose(TINY, ("room", "plan"))] == ["room", "plan"]
    assert choose(TINY, ()) == ()


def test_an_unknown_one_is_refused_with_those_there_are() -> None:
    with pytest.raises(InputError, match="no recommendation 'hut' in tiny; it has plan, room"):
        choose(TINY, ("hut",))
    with pytest.raises(InputError, match="it has none"):
        choose(replace(TINY, recommendations=()), ("hut",))
