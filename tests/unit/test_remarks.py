"""Comments and complaints: the code of practice, days for an answer, what may come of one."""

from datetime import date
from pathlib import Path

import pytest

from corecase.core.errors import InputError, ManyProblems
from corecase.core.remarks import (
    CodeOfPractice,
    Promise,
    RemarkKind,
    RemarkOutcome,
    RemarkState,
    check_answer,
    check_due,
    check_received,
    state_of,
)
from corecase.exchange import codes_of_practice

MONDAY = date(2026, 11, 2)
PROMISES = (Promise(heading="How", text="Well."),)


def code(**fields: object) -> CodeOfPractice:
    return CodeOfPractice(
        **{"title": "Code", "standing": "ours", "promises": PROMISES, **fields}  # type: ignore[arg-type]  # as given
    )


def test_an_answer_is_due_after_working_days_or_never() -> None:
    found = code(answer_days={RemarkKind.COMPLAINT: 5})
    assert found.answer_due(RemarkKind.COMPLAINT, MONDAY) == date(2026, 11, 9)
    assert found.answer_due(RemarkKind.COMPLIMENT, MONDAY) is None


@pytest.mark.parametrize(
    "fields", [{"title": ""}, {"standing": ""}, {"promises": ()}, {"answer_days": {"COMMENT": 0}}]
)
def test_a_code_without_its_parts_is_refused(fields: dict[str, object]) -> None:
    with pytest.raises(InputError):
        code(**fields)


def test_days_that_cannot_be_are_refused() -> None:
    check_received(MONDAY, MONDAY)
    check_due(MONDAY, MONDAY)
    with pytest.raises(InputError, match="ahead"):
        check_received(date(2026, 11, 3), MONDAY)
    with pytest.raises(InputError, match="Give a day"):
        check_due(date(2026, 11, 1), MONDAY)


@pytest.mark.parametrize(
    ("kind", "outcome", "answered_on", "said"),
    [
        (RemarkKind.COMPLAINT, RemarkOutcome.NOTED, MONDAY, "decides nothing"),
        (RemarkKind.COMMENT, RemarkOutcome.UPHELD, MONDAY, "Only a complaint"),
        (RemarkKind.COMMENT, RemarkOutcome.NOTED, date(2026, 11, 3), "Give a day"),
        (RemarkKind.COMMENT, RemarkOutcome.NOTED, date(2026, 10, 1), "Give a day"),
        (RemarkKind.COMPLAINT, RemarkOutcome.PARTLY_UPHELD, MONDAY, ""),
        (RemarkKind.COMPLIMENT, RemarkOutcome.NOTED, MONDAY, ""),
    ],
)
def test_what_may_come_of_it(
    kind: RemarkKind, outcome: RemarkOutcome, answered_on: date, said: str
) -> None:
    days = {"answered_on": answered_on, "received_on": MONDAY, "today": MONDAY}
    if not said:
        check_answer(kind, outcome, **days)
        return
    with pytest.raises(InputError, match=said):
        check_answer(kind, outcome, **days)


@pytest.mark.parametrize(
    ("due_on", "answered_on", "state"),
    [
        (MONDAY, None, RemarkState.WAITING),
        (date(2026, 11, 1), None, RemarkState.OVERDUE),
        (None, None, RemarkState.WAITING),
        (date(2026, 11, 1), MONDAY, RemarkState.ANSWERED),
    ],
)
def test_where_one_stands(
    due_on: date | None, answered_on: date | None, state: RemarkState
) -> None:
    assert state_of(due_on=due_on, answered_on=answered_on, today=MONDAY) is state


def test_the_code_that_comes_along_says_whose_it_is_and_leaves_blanks() -> None:
    found = codes_of_practice.load(None)
    assert "Unverified" in found.standing
    assert not found.own_words
    assert not found.addressee
    assert found.answer_days[RemarkKind.COMPLAINT] == 20


def test_ones_own_code_is_read_and_its_faults_are_listed(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(
        "title: T\nstanding: ours\npromises:\n  - {heading: H, text: W}\n"
        "comments: {addressee: Invented Office, address: [Invented Street], email: a@example.org}\n"
        "answer_days: {COMMENT: 3}\n",
        encoding="utf-8",
    )
    found = codes_of_practice.load(path)
    assert (found.addressee, found.address) == ("Invented Office", ("Invented Street",))
    assert dict(found.answer_days) == {RemarkKind.COMMENT: 3}
    path.write_text("title: T\nanswer_days: {PRAISE: 0}\n", encoding="utf-8")
    with pytest.raises(ManyProblems) as refused:
        codes_of_practice.load(path)
    assert len(refused.value.problems) >= 3
