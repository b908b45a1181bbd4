"""Steps of bodies: any order that is possible, and none that is not."""

from datetime import date, timedelta

import pytest

from corecase.core.errors import InputError
from corecase.core.improvement_steps import (
    Step,
    StepKind,
    check_order,
    check_step,
    in_order,
    is_accepted,
    is_waiting,
    submitted_on,
)

FIRST = date(2010, 1, 6)
BOARD, NOTED, CABINET = StepKind.BOARD_APPROVED, StepKind.CABINET_NOTED, StepKind.CABINET_APPROVED
SENT, ACCEPTED, RETURNED = StepKind.SUBMITTED, StepKind.ACCEPTED, StepKind.RETURNED
FORWARDED, MONITORED = StepKind.FORWARDED, StepKind.MONITORED


def steps(*kinds: StepKind) -> tuple[Step, ...]:
    """Steps a day apart, each with a body and reasons."""
    return tuple(
        Step(kind=kind, on=FIRST + timedelta(days=n), body="A body", reasons="Too vague")
        for n, kind in enumerate(kinds)
    )


@pytest.mark.parametrize(
    ("kinds", "refusal"),
    [
        ((), ""),
        # Stockton: the board before the cabinet; elsewhere the inspectorate comes first.
        ((BOARD, SENT, NOTED), ""),
        ((SENT, ACCEPTED, FORWARDED, CABINET, BOARD, MONITORED, MONITORED), ""),
        ((SENT, RETURNED, SENT, ACCEPTED, SENT), ""),
        ((MONITORED,), ""),
        ((ACCEPTED,), "accepted by the inspectorate only after it was submitted"),
        ((BOARD, RETURNED), "returned by the inspectorate only after it was submitted"),
        ((FORWARDED, SENT), "forwarded to the oversight body only after it was submitted"),
        ((SENT, ACCEPTED, ACCEPTED), "answered already"),
        ((SENT, RETURNED, ACCEPTED), "answered already"),
    ],
)
def test_orders(kinds: tuple[StepKind, ...], refusal: str) -> None:
    if refusal:
        with pytest.raises(InputError, match=refusal):
            check_order(steps(*kinds))
    else:
        check_order(steps(*kinds))


def test_steps_are_taken_by_their_days_and_not_as_they_were_recorded() -> None:
    accepted, sent = steps(ACCEPTED, SENT)
    with pytest.raises(InputError, match="only after"):
        check_order((accepted, sent))
    late = Step(kind=ACCEPTED, on=sent.on, body="Inspectorate")
    assert in_order((sent, late)) == (sent, late)
    check_step((sent,), late, today=sent.on)


def test_no_step_lies_ahead() -> None:
    (sent,) = steps(SENT)
    with pytest.raises(InputError, match="cannot lie ahead") as caught:
        check_step((), sent, today=FIRST - timedelta(days=1))
    assert caught.value.field == "on"


def test_a_step_names_its_body_and_a_return_its_reasons() -> None:
    for kind, body, field in ((SENT, " ", "body"), (RETURNED, "Inspectorate", "reasons")):
        with pytest.raises(InputError) as caught:
            Step(kind=kind, on=FIRST, body=body)
        assert caught.value.field == field


def test_where_it_stands() -> None:
    assert (submitted_on(()), is_waiting(()), is_accepted(())) == (None, False, False)
    sent = steps(BOARD, SENT)
    assert submitted_on(sent) == FIRST + timedelta(days=1)
    assert is_waiting(sent)
    assert not is_accepted(sent)
    answered = steps(SENT, RETURNED, SENT, ACCEPTED, MONITORED)
    assert is_accepted(answered)
    assert not is_waiting(answered)
    assert not is_accepted(answered[:2])
    assert sent[0].words == "approved by the management board on 6 January 2010"
