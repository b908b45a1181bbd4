"""Second marking: how many, which, and how far two readings of the same cases agree."""

from dataclasses import replace
from fractions import Fraction

import pytest

from corecase.core.errors import InputError
from corecase.core.figures import NOTHING, Figure
from corecase.core.judgements import Answer, Judgement, Judgements
from corecase.core.second_marking import agreement, choose, differences, n_to_mark, printed
from tests.builders import framework, judged

TINY = framework()
CASES = [f"X-{number}" for number in range(1, 39)]
# Made with Python's hmac over "second marking|X-n" under "seed".
EXPECTED = ("X-15", "X-38", "X-5", "X-31")


@pytest.mark.parametrize(
    ("n_cases", "expected"),
    [(0, 0), (1, 1), (3, 3), (4, 4), (20, 4), (38, 4), (40, 4), (41, 5), (62, 7), (85, 9)],
)
def test_the_larger_of_a_tenth_and_four_and_never_more_than_there_are(
    n_cases: int, expected: int
) -> None:
    assert n_to_mark(n_cases) == expected


def test_share_and_number_are_settings() -> None:
    assert n_to_mark(38, share=Fraction(1), least=0) == 38
    assert n_to_mark(38, share=Fraction(0), least=0) == 0


@pytest.mark.parametrize(("share", "least"), [(Fraction(-1, 10), 4), (Fraction(2), 4), (0, -1)])
def test_an_impossible_share_is_refused(share: Fraction, least: int) -> None:
    with pytest.raises(InputError, match="Give a share"):
        n_to_mark(38, share=share, least=least)


def test_the_choice_depends_on_the_seed_and_not_on_the_order() -> None:
    chosen = choose(CASES, 4, "seed")
    assert chosen == EXPECTED
    assert choose(reversed(CASES), 4, "seed") == chosen
    assert choose(CASES, 5, "seed")[:4] == chosen
    assert choose(CASES, 4, "another seed") != chosen


def test_all_or_none_may_be_chosen() -> None:
    assert sorted(choose(CASES, 38, "seed")) == sorted(CASES)
    assert choose([], 0, "seed") == ()


def test_every_case_is_chosen_about_as_often() -> None:
    cases = CASES[:10]
    times = dict.fromkeys(cases, 0)
    for number in range(2000):
        for case in choose(cases, 2, f"seed {number}"):
            times[case] += 1
    assert all(330 < n < 470 for n in times.values())  # 400 expected, 4 standard errors are 72


@pytest.mark.parametrize(
    ("cases", "n", "said"),
    [(["X-1", "X-1"], 1, "each case once"), (["X-1"], 2, "from 0 to 1"), (["X-1"], -1, "from 0")],
)
def test_an_impossible_choice_is_refused(cases: list[str], n: int, said: str) -> None:
    with pytest.raises(InputError, match=said):
        choose(cases, n, "seed")


def test_agreement_of_every_criterion() -> None:
    first = judged({"T-A": "SSIN", "T-B": "SNS.", "T-D": "S..."})
    second = judged({"T-A": "SINN", "T-B": "SIS.", "T-L": "S..."})
    found = {each.criterion: each for each in agreement(TINY, first, second)}
    assert list(found) == [criterion.id for criterion in TINY.criteria]
    pooled = found["T-1.1"]
    assert pooled.same == Figure(count=4, out_of=7)
    assert pooled.applicability == Figure(count=5, out_of=7)
    assert pooled.sufficiency == Figure(count=3, out_of=4)
    nothing = found["T-2.1"]
    assert nothing.same == nothing.applicability == nothing.sufficiency == NOTHING


def test_nothing_is_computed_where_there_are_no_pairs() -> None:
    (first, *_) = agreement(TINY, judged({"T-A": "N"}), judged({"T-A": "N"}))
    assert printed(first.same) == "1 of 1 (100%)"
    assert printed(first.sufficiency) == "no pairs"
    assert first.sufficiency.percent is None


def test_a_case_that_only_one_has_read_is_no_pair() -> None:
    first, second = judged({"T-A": "SI"}), judged({"T-A": "I"})
    (pair,) = differences(TINY, first, second)
    assert (pair.case_id, pair.item_id) == ("X-1", "T-A")
    assert (pair.first.answer, pair.second.answer) == (Answer.SUFFICIENT, Answer.INSUFFICIENT)
    assert pair.is_of_answer


def test_differences_come_by_case_and_in_the_order_of_the_framework() -> None:
    first, second = judged({"T-B": "SS", "T-A": "SS"}), judged({"T-B": "IS", "T-A": "II"})
    found = [(pair.case_id, pair.item_id) for pair in differences(TINY, first, second)]
    assert found == [("X-1", "T-A"), ("X-1", "T-B"), ("X-2", "T-A")]


def test_marks_and_levels_beside_the_same_answer_are_differences_too() -> None:
    level = Judgement(
        case_id="X-1",
        item_id="T-L",
        answer=Answer.INSUFFICIENT,
        service_value="low",
        assessor_value="medium",
    )
    plain = Judgement(case_id="X-1", item_id="T-A", answer=Answer.INSUFFICIENT)
    first = Judgements.of([level, plain])
    second = Judgements.of(
        [replace(level, assessor_value="high"), replace(plain, known_but_not_recorded=True)]
    )
    found = differences(TINY, first, second)
    assert [(pair.item_id, pair.is_of_answer) for pair in found] == [("T-A", False), ("T-L", False)]
    assert {each.same for each in agreement(TINY, first, second)} == {
        Figure(count=1, out_of=1),
        NOTHING,
    }
