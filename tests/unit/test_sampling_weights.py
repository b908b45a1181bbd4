"""Weights of a sample in which a group has more than its share."""

from fractions import Fraction

import pytest

from corecase.core.draws import draw
from corecase.core.errors import InputError
from corecase.core.figures import NOTHING, Figure
from corecase.core.weights import StratumWeight, Weights, weighting_sentence, weights_of
from tests import case_worlds

CUSTODY, COMMUNITY = ("CUSTODY",), ("COMMUNITY",)


def weights(custody: tuple[int, int], community: tuple[int, int]) -> Weights:
    """Assessed and all cases of two strata."""
    return Weights(
        strata=tuple(
            StratumWeight(stratum=values, label=values[0], n_assessed=n, n_population=size)
            for values, (n, size) in ((CUSTODY, custody), (COMMUNITY, community))
        )
    )


def test_a_case_stands_for_the_cases_of_its_stratum() -> None:
    found = weights((10, 20), (10, 80))
    assert [one.weight for one in found.strata] == [2, 8]
    assert (found.n_assessed, found.n_population) == (20, 100)
    # (10*2 + 10*8)^2 / (10*4 + 10*64)
    assert found.effective_cases == Fraction(10_000, 680)
    assert not found.are_equal


def test_a_weighted_score_is_that_of_the_whole_caseload() -> None:
    found = weights((10, 20), (10, 80))
    figures = {CUSTODY: Figure(count=9, out_of=10), COMMUNITY: Figure(count=5, out_of=10)}
    assert found.share(figures) == Fraction(2 * 9 + 8 * 5, 2 * 10 + 8 * 10)
    assert found.share({COMMUNITY: Figure(count=5, out_of=10)}) == Fraction(1, 2)
    assert found.share({}) is None
    assert found.share({CUSTODY: NOTHING}) is None


def test_proportional_shares_are_equal_but_for_rounding() -> None:
    assert weights((7, 20), (31, 80)).are_equal
    assert not weights((6, 20), (32, 80)).are_equal
    assert weights((0, 0), (0, 0)).are_equal
    assert weights((7, 20), (31, 80)).notices() == ()


def test_what_has_to_be_published_is_said() -> None:
    assert weights((10, 20), (10, 80)).notices() == (
        "More cases than their share were assessed of CUSTODY. Counts are printed as they were "
        "judged; scores are weighted back to the caseload, so the two differ. The 20 cases say as "
        "much of the caseload as about 15 of equal weight would.",
    )
    silent, over = weights((0, 1), (30, 40)).notices(), weights((0, 9), (30, 40)).notices()
    assert silent == (
        "No case of stratum CUSTODY was assessed: the scores do not speak for its 1 case.",
    )
    assert over[0].endswith("speak for its 9 cases.")
    assert over[1].startswith("More cases than their share were assessed of COMMUNITY.")


def test_many_strata_without_a_case_are_one_sentence() -> None:
    found = Weights(
        strata=tuple(
            StratumWeight(stratum=(name,), label=name, n_assessed=0, n_population=2)
            for name in "ABCDE"
        )
    )
    assert found.notices("drawn") == (
        "No case of 5 strata was drawn: the scores do not speak for their 10 cases (A; B; C; 2 "
        "more).",
    )
    two = Weights(strata=found.strata[:2])
    assert two.notices()[0].endswith("for their 4 cases (A; B).")


def test_a_stratum_without_a_case_has_no_weight() -> None:
    found = weights((0, 9), (30, 40))
    assert found.strata[0].weight is None
    assert found.effective_cases == 30
    assert weights((0, 9), (0, 40)).effective_cases == 0
    with pytest.raises(InputError, match="judgements and no case assessed"):
        found.share({CUSTODY: Figure(count=1, out_of=1)})
    with pytest.raises(InputError, match="more cases assessed than it has"):
        weights((3, 2), (1, 1))


def test_weights_follow_the_cases_assessed_in_the_end() -> None:
    frame = case_worlds.caseload(60)
    drawn = draw(
        frame, n=20, strata=["sentence"], seed=case_worlds.seed_for(frame), software="t", minimum=9
    )
    as_drawn = weights_of(drawn)
    assert [one.n_assessed for one in as_drawn.strata] == [g.n_drawn for g in drawn.groups]
    assert as_drawn.n_population == 60
    group = drawn.groups[0]
    replaced = {*drawn.sample, group.reserves[0]} - {group.sample[0]}
    assert weights_of(drawn, replaced) == as_drawn
    missing = weights_of(drawn, set(drawn.sample) - {group.sample[0]})
    assert missing.strata[0].n_assessed == group.n_drawn - 1
    with pytest.raises(InputError, match="Case X is not in the list"):
        weights_of(drawn, ["X"])


def test_the_two_are_said_together() -> None:
    counted = Figure(count=60, out_of=100)
    assert weighting_sentence(counted, Fraction(577, 1000)) == (
        "60 of 100 as counted (60%); 58% weighted to the caseload"
    )
    assert weighting_sentence(NOTHING, Fraction(0)) == "not applicable"
