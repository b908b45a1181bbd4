"""A re-inspection beside the inspection before it."""

import pytest

from corecase.core.errors import InputError
from corecase.core.figures import NOTHING, Figure
from corecase.core.item_changes import ItemChanges, item_changes
from corecase.core.judgements import Answer
from corecase.statistics.casemix import standardise
from corecase.statistics.differences import Estimated
from corecase.statistics.reinspection import change, overlap_covariance
from corecase.statistics.same_cases import paired
from corecase.statistics.shrinkage import shrink
from tests.builders import ITEMS, framework, item

BEFORE = Estimated(share=0.38, standard_error=0.035, degrees_of_freedom=37)
AFTER = Estimated(share=0.75, standard_error=0.03, degrees_of_freedom=37)
CASES = {
    "A": Figure(count=3, out_of=5),
    "B": Figure(count=5, out_of=6),
    "C": Figure(count=2, out_of=6),
    "D": Figure(count=4, out_of=4),
    "E": Figure(count=6, out_of=8),
    "F": NOTHING,
}


def test_a_sample_beside_itself_has_its_own_variance() -> None:
    figures = list(CASES.values())
    own = standardise(
        [one.count for one in figures],
        [one.out_of for one in figures],
        [one.out_of for one in figures],
        national_share=1.0,
    )
    covariance = overlap_covariance(CASES, CASES)
    assert covariance == pytest.approx(own.ratio_standard_error**2)
    same = Estimated(share=own.ratio, standard_error=own.ratio_standard_error, degrees_of_freedom=5)
    found = change(same, same, covariance=covariance, n_common_cases=6)
    # What is left is how lopsided the interval is: 71% is nearer to 100% than to 0%.
    one = same.interval()
    lopsided = abs((one.high - same.share) - (same.share - one.low))
    assert found.raw.share == 0
    assert found.raw.interval.points == pytest.approx(100 * lopsided)


def test_samples_without_a_common_case_share_nothing() -> None:
    others = {f"{case}2": figure for case, figure in CASES.items()}
    assert overlap_covariance(CASES, others) == 0


def test_overlap_needs_cases_and_answers() -> None:
    for wrong in ({}, {"A": Figure(count=1, out_of=2)}, {"A": NOTHING, "B": NOTHING}):
        with pytest.raises(InputError, match="two cases or more"):
            overlap_covariance(wrong, CASES)


def test_a_change_alone_says_what_nobody_knows() -> None:
    found = change(BEFORE, AFTER)
    assert found.raw.points == pytest.approx(37)
    assert found.net is None
    assert found.expected_gain is None
    said = " ".join(found.sentences)
    assert said.startswith("The score was 38% and is now 75%: 37 points higher")
    assert "would have come by itself is not known" in said
    assert "Whether the same questions were asked both times is not known." in said
    assert "read both times" not in said


def test_part_of_a_gain_was_to_be_expected() -> None:
    shares = [0.38, 0.52, 0.58, 0.61, 0.63, 0.66, 0.68, 0.72, 0.75, 0.79]
    all_first = shrink(shares, [0.035] * 10)
    found = change(BEFORE, AFTER, first_among_all=all_first.of(0))
    assert found.expected_gain is not None
    assert found.net is not None
    assert 0.01 < found.expected_gain < 0.06
    assert found.net.share == pytest.approx(found.raw.share - found.expected_gain)
    assert "Without any change, about" in " ".join(found.sentences)


@pytest.mark.parametrize(("n", "said"), [(1, "1 case was read"), (3, "3 cases were read")])
def test_cases_read_twice_narrow_the_interval_and_are_said(n: int, said: str) -> None:
    apart = change(BEFORE, AFTER)
    overlapping = change(BEFORE, AFTER, covariance=0.0005, n_common_cases=n)
    assert overlapping.raw.interval.points < apart.raw.interval.points
    assert said in overlapping.sentences[-1]


def test_no_overlap_can_make_a_correlation_above_1() -> None:
    sure = change(BEFORE, AFTER, covariance=1.0, n_common_cases=2)
    assert sure.raw.interval.low <= sure.raw.share <= sure.raw.interval.high


def test_without_spread_there_is_no_interval() -> None:
    with pytest.raises(InputError, match="compare counts"):
        change(Estimated(share=0.5, standard_error=0), AFTER)


def test_items_judged_twice_on_the_same_cases() -> None:
    yes, no, out = Answer.SUFFICIENT, Answer.INSUFFICIENT, Answer.NOT_APPLICABLE
    first = {"A": no, "B": no, "C": no, "D": yes, "E": yes, "F": no, "G": out, "H": yes}
    second = {"A": yes, "B": yes, "C": yes, "D": no, "E": yes, "F": no, "G": yes, "I": yes}
    found = paired(first, second)
    assert (found.stayed_sufficient, found.gained, found.lost) == (1, 3, 1)
    assert found.stayed_insufficient == 1
    assert found.p == pytest.approx(2 * 5 / 16)
    assert found.words == "of 6 cases judged both times, 3 gained and 1 lost (p = 0.62)"


def test_items_that_never_moved_or_never_met() -> None:
    yes, no = Answer.SUFFICIENT, Answer.INSUFFICIENT
    assert paired({"A": yes}, {"A": yes}).p == 1.0
    assert paired({"A": yes}, {"A": yes}).words.startswith("of 1 case judged")
    assert paired({"A": yes}, {"B": yes}).words == "the question applied both times to no case"
    gained = paired({str(n): no for n in range(12)}, {str(n): yes for n in range(12)})
    assert gained.words.endswith("(p below 0.01)")
    assert gained.p == pytest.approx(2 / 2**12)


def test_the_same_framework_asks_the_same() -> None:
    asked = framework()
    score = asked.criteria[0].id
    found = item_changes(asked, score, asked, score)
    assert not found.changed
    assert found.words == "The same questions were asked both times."


def test_items_kept_reworded_removed_and_added_are_told_apart() -> None:
    first = framework(items=(*(item(n, headlines=("safety",)) for n in "ABC"), ITEMS[3]))
    again = (
        item("A", headlines=("safety",)),
        item("B", headlines=("safety",), question="Was B done in time?"),
        item("E", headlines=("safety",)),
        ITEMS[3],
    )
    found = item_changes(first, "safety", framework(items=again), "safety")
    assert (found.kept, found.reworded) == (("T-A",), ("T-B",))
    assert (found.removed, found.added) == (("T-C",), ("T-E",))
    assert found.changed
    with pytest.raises(InputError, match="No question stands behind 'nothing'"):
        item_changes(first, "nothing", first, "safety")


def test_changes_of_items_are_said() -> None:
    none_kept = ItemChanges(kept=(), reworded=("X",), removed=(), added=())
    assert "none was asked in the same words" in none_kept.words
    some = ItemChanges(kept=("A", "B"), reworded=("C",), removed=("D",), added=("E",))
    assert "of 4 asked the first time, 2 were asked again in the same words, and 1" in some.words
