"""Case assessments: what is unanswered, what contradicts a rule, and the sentences about both."""

from dataclasses import replace

import pytest

from corecase.core.assessments import (
    check_final,
    contradictions,
    preview_notice,
    unanswered,
    unread_attributes,
)
from corecase.core.errors import IncompleteError
from corecase.core.rules import Gate
from tests.builders import CUSTODY, ITEMS, cases, framework, item, judged

TINY = framework()
COMPLETE = {"T-A": "SI", "T-B": "S.", "T-C": "S.", "T-D": "SS", "T-L": "SN"}
TWO = cases("custody", "community")


def pairs(gaps: tuple[object, ...]) -> list[tuple[str, str]]:
    return [(gap.case_id, gap.item_id) for gap in gaps]  # type: ignore[attr-defined] # a Gap


def test_complete_judgements_are_final() -> None:
    judgements = judged(COMPLETE)
    assert unanswered(TINY, judgements, TWO) == ()
    assert contradictions(TINY, judgements, TWO) == ()
    check_final(TINY, judgements, TWO)


def test_what_is_asked_and_empty_is_unanswered_in_case_order() -> None:
    found = unanswered(TINY, judged({"T-A": ".S", "T-C": "S."}), TWO)
    assert pairs(found) == [
        ("X-1", "T-A"),
        ("X-1", "T-D"),
        ("X-1", "T-L"),
        ("X-2", "T-B"),
        ("X-2", "T-D"),
        ("X-2", "T-L"),
    ]
    assert {gap.reason for gap in found} == {"is unanswered"}


def test_a_case_without_any_judgement_is_all_unanswered() -> None:
    assert len(unanswered(TINY, judged({}), cases("custody"))) == 4


def test_an_unknown_attribute_never_excuses_an_answer() -> None:
    found = unanswered(TINY, judged({"T-A": "I", "T-D": "S", "T-L": "S"}), cases(""))
    assert pairs(found) == [("X-1", "T-C")]


def test_an_answer_where_nothing_is_asked_contradicts_unless_not_applicable() -> None:
    answers = COMPLETE | {"T-B": "SS", "T-C": "SI"}
    found = contradictions(TINY, judged(answers), TWO)
    assert [(gap.item_id, gap.reason) for gap in found] == [
        ("T-B", "is only asked where T-A is sufficient"),
        (
            "T-C",
            "is only asked of cases whose sentence is custody; this case has sentence 'community'",
        ),
    ]
    assert contradictions(TINY, judged(COMPLETE | {"T-B": "SN", "T-C": "SN"}), TWO) == ()


def test_the_reason_is_the_rule_where_the_gate_is_open() -> None:
    both = replace(item("G", applies=CUSTODY), gate=Gate(item="T-A", when="insufficient"))
    (found,) = contradictions(
        framework(items=(*ITEMS, both)), judged(COMPLETE | {"T-G": "NS"}), TWO
    )
    assert found.reason.startswith("is only asked of cases whose sentence is custody; this case")


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"T-D": "S."}, "One answer is unanswered: T-D of case X-2; answer it."),
        (
            {"T-D": "..", "T-B": "SS"},
            "2 answers are unanswered in 2 cases, first T-D of case X-1; answer them.",
        ),
        (
            {"T-B": "SS"},
            "One answer is given but not asked for: T-B of case X-2, which is only asked where T-A "
            "is sufficient; correct the case, an earlier answer or this one.",
        ),
        (
            {"T-B": "SS", "T-C": "SS"},
            "2 answers are given but not asked for in one case, first T-B of case X-2, which is "
            "only asked where T-A is sufficient; correct the case, an earlier answer or these.",
        ),
    ],
)
def test_what_is_left_to_do_is_a_sentence(changed: dict[str, str], sentence: str) -> None:
    with pytest.raises(IncompleteError) as caught:
        check_final(TINY, judged(COMPLETE | changed), TWO)
    assert str(caught.value) == sentence
    n_left = 1 if sentence.startswith("One") else 2
    assert len(caught.value.problems) == n_left


def test_a_value_is_known_by_its_letters_in_capitals_or_not() -> None:
    assert contradictions(TINY, judged(COMPLETE | {"T-C": "SN"}), cases("Custody", "x")) == ()


def test_a_rule_that_reads_what_no_case_has_is_named() -> None:
    assert unread_attributes(TINY, TWO) == ()
    assert unread_attributes(TINY, cases("", "")) == ("sentence",)


@pytest.mark.parametrize(
    ("n_unanswered", "n_contradictions", "notice"),
    [
        (0, 0, ""),
        (1, 0, "PREVIEW: one judgement is still to be made."),
        (3, 0, "PREVIEW: 3 judgements are still to be made."),
        (0, 1, "PREVIEW: one answer is given but not asked for."),
        (
            2,
            2,
            "PREVIEW: 2 judgements are still to be made and 2 answers are given but not asked for.",
        ),
    ],
)
def test_a_preview_says_what_is_left(n_unanswered: int, n_contradictions: int, notice: str) -> None:
    assert preview_notice(n_unanswered, n_contradictions) == notice
