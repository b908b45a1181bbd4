"""The states of a case assessment: legal moves, who may write, and what stays hidden."""

from datetime import date
from itertools import product

import pytest

from corecase.core.assessment_states import (
    MOVES,
    AssessmentState,
    Marking,
    check_move,
    diagram,
    is_open,
    may_move,
    may_see_other,
)
from corecase.core.errors import InputError

ALLOCATED, STARTED, SUBMITTED, RETURNED, AGREED = AssessmentState
TODAY = date(2026, 1, 5)


def test_the_legal_moves() -> None:
    legal = {(state, to) for state in AssessmentState for to in AssessmentState}
    assert {move for move in legal if may_move(*move)} == {
        (ALLOCATED, STARTED),
        (STARTED, SUBMITTED),
        (SUBMITTED, AGREED),
        (SUBMITTED, RETURNED),
        (RETURNED, SUBMITTED),
        (RETURNED, RETURNED),
    }
    assert list(MOVES) == list(AssessmentState)


def test_an_illegal_move_names_the_legal_ones() -> None:
    check_move(SUBMITTED, RETURNED)
    with pytest.raises(InputError, match="is “started” and cannot become “agreed”; choose “sub"):
        check_move(STARTED, AGREED)


def test_words_and_diagram() -> None:
    assert (Marking.SECOND.words, RETURNED.words) == ("second marking", "returned")
    assert "    RETURNED --> SUBMITTED\n" in diagram()


@pytest.mark.parametrize(
    ("state", "until", "expected"),
    [
        (ALLOCATED, None, True),
        (STARTED, None, True),
        (SUBMITTED, None, False),
        (SUBMITTED, date(2026, 1, 9), False),
        (AGREED, None, False),
        (RETURNED, None, False),
        (RETURNED, date(2026, 1, 4), False),
        (RETURNED, date(2026, 1, 5), True),
        (RETURNED, date(2026, 1, 9), True),
    ],
)
def test_answers_freeze_on_submission_and_reopen_until_a_date(
    state: AssessmentState, until: date | None, expected: bool
) -> None:
    assert is_open(state, TODAY, until) is expected


@pytest.mark.parametrize("marking", Marking)
def test_neither_marker_sees_the_other_before_both_have_submitted(marking: Marking) -> None:
    states: list[AssessmentState | None] = [*AssessmentState, None]
    seen = {
        (own, other)
        for own, other in product(AssessmentState, states)
        if may_see_other(marking, own, other)
    }
    assert seen == set(product((SUBMITTED, AGREED), repeat=2))
