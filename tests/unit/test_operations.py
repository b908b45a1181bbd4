"""Operations: what one may hold, what becomes of it, and that nothing is lost on the way."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from corecase.core.errors import InputError
from corecase.core.operations import (
    LONGEST_VALUE,
    Decision,
    Field,
    FieldState,
    Operation,
    Outcome,
    decide,
    resolve,
)

NOW = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)
SUFFICIENT, INSUFFICIENT = '{"answer":"SUFFICIENT"}', '{"answer":"INSUFFICIENT"}'


def operation(**changes: Any) -> Operation:
    """A first answer to one item, with parts of it replaced."""
    parts: dict[str, Any] = {
        "id": "11111111-1111-4111-8111-111111111111",
        "device": "laptop-1",
        "sequence": 1,
        "case_assessment_id": "17",
        "item_id": "T-A",
        "field": Field.ANSWER,
        "base_version": 0,
        "value": SUFFICIENT,
        "device_time": "2026-01-05T09:29:58+00:00",
    }
    return Operation(**parts | changes)


def test_the_canonical_form_is_what_a_browser_makes_of_the_same_keys() -> None:
    note = operation(field=Field.NOTE, value='said "ça va"\n\t\x01\x7f\u2028')
    assert note.canonical.decode() == (
        '{"base_version":0,"case_assessment_id":"17","device":"laptop-1",'
        '"device_time":"2026-01-05T09:29:58+00:00","field":"NOTE",'
        '"id":"11111111-1111-4111-8111-111111111111","item_id":"T-A","sequence":1,'
        '"value":"said \\"ça va\\"\\n\\t\\u0001\x7f\u2028"}'
    )
    assert note.hash == hashlib.sha256(note.canonical).hexdigest()


def test_the_hash_is_of_everything_that_was_sent() -> None:
    changes = [
        {"id": "21111111-1111-4111-8111-111111111111"},
        {"device": "laptop-2"},
        {"sequence": 2},
        {"case_assessment_id": "18"},
        {"item_id": "T-B"},
        {"field": Field.NOTE},
        {"base_version": 1},
        {"value": INSUFFICIENT},
        {"device_time": ""},
    ]
    hashes = {operation(**change).hash for change in changes}
    assert len(hashes | {operation().hash}) == len(changes) + 1


def test_an_operation_changes_one_field_of_one_item() -> None:
    assert operation().target == ("17", "T-A", Field.ANSWER)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"id": "1"}, "UUID"),
        ({"id": "AAAAAAAA-1111-4111-8111-111111111111"}, "lower case"),
        ({"device": ""}, "device"),
        ({"case_assessment_id": ""}, "case assessment"),
        ({"item_id": ""}, "item"),
        ({"sequence": 0}, "counts from 1"),
        ({"base_version": -1}, "version 0"),
        ({"value": "SUFFICIENT"}, "Choose the answer again"),
        ({"field": Field.NOTE, "value": "x" * (LONGEST_VALUE + 1)}, "Shorten this to 20,000"),
        ({"field": Field.NOTE, "value": "a\0b"}, "no text"),
        ({"field": Field.FOUND_IN, "value": "a\udfffb"}, "no text"),
    ],
)
def test_what_is_no_operation_is_refused_with_a_sentence(
    changes: dict[str, Any], said: str
) -> None:
    with pytest.raises(InputError, match=said):
        operation(**changes)


def test_the_longest_note_is_kept_whole() -> None:
    assert operation(field=Field.NOTE, value="é" * LONGEST_VALUE).value == "é" * LONGEST_VALUE


def test_versions_of_a_field_count_from_one() -> None:
    with pytest.raises(ValueError, match="count from 1"):
        FieldState(version=0, value="")


TWO = FieldState(version=2, value=SUFFICIENT)


@pytest.mark.parametrize(
    ("current", "base", "value", "outcome", "after"),
    [
        (None, 0, SUFFICIENT, Outcome.APPLIED, (1, SUFFICIENT)),
        (None, 0, "", Outcome.UNCHANGED, None),
        (None, 1, SUFFICIENT, Outcome.QUARANTINED, None),
        (TWO, 2, INSUFFICIENT, Outcome.APPLIED, (3, INSUFFICIENT)),
        (TWO, 2, "", Outcome.APPLIED, (3, "")),
        (TWO, 2, SUFFICIENT, Outcome.UNCHANGED, (2, SUFFICIENT)),
        (TWO, 1, SUFFICIENT, Outcome.UNCHANGED, (2, SUFFICIENT)),
        (TWO, 1, INSUFFICIENT, Outcome.CONFLICT, (2, SUFFICIENT)),
        (TWO, 0, INSUFFICIENT, Outcome.CONFLICT, (2, SUFFICIENT)),
        (TWO, 1, "", Outcome.CONFLICT, (2, SUFFICIENT)),
        (TWO, 3, INSUFFICIENT, Outcome.QUARANTINED, (2, SUFFICIENT)),
        (TWO, 3, SUFFICIENT, Outcome.QUARANTINED, (2, SUFFICIENT)),
    ],
)
def test_what_becomes_of_an_operation(
    current: FieldState | None,
    base: int,
    value: str,
    outcome: Outcome,
    after: tuple[int, str] | None,
) -> None:
    decision = decide(operation(base_version=base, value=value), current)
    assert decision.outcome is outcome
    state = decision.state
    assert (state and (state.version, state.value)) == after
    assert decision.version == (after[0] if after else 0)
    needs_a_person = outcome in (Outcome.CONFLICT, Outcome.QUARANTINED)
    assert bool(decision.reason) == needs_a_person


@pytest.mark.parametrize(
    ("allowed", "said"),
    [({"has_access": False}, "no longer write"), ({"is_open": False}, "is closed")],
)
def test_pending_work_goes_to_the_lead_and_never_into_nothing(
    allowed: dict[str, bool], said: str
) -> None:
    decision = decide(operation(base_version=2, value=INSUFFICIENT), TWO, **allowed)
    assert (decision.outcome, decision.state) == (Outcome.QUARANTINED, TWO)
    assert said in decision.reason


def test_a_receipt_says_what_the_server_stored() -> None:
    first = operation()
    receipt = decide(first, None).receipt(first, NOW)
    assert (receipt.operation_id, receipt.outcome) == (first.id, Outcome.APPLIED)
    assert (receipt.version, receipt.hash, receipt.at) == (1, first.hash, NOW)


def test_a_repeat_changes_nothing_even_after_access_has_ended() -> None:
    first = operation()
    receipt = decide(first, None).receipt(first, NOW)
    again = decide(first, TWO, known=receipt, has_access=False, is_open=False)
    assert again == Decision(outcome=Outcome.REPEATED, state=TWO)


def test_another_change_under_a_known_identifier_is_refused_and_kept() -> None:
    first = operation()
    receipt = decide(first, None).receipt(first, NOW)
    other = replace(first, value=INSUFFICIENT)
    decision = decide(other, TWO, known=receipt)
    assert (decision.outcome, decision.state) == (Outcome.REFUSED_ID, TWO)
    assert "kept for the lead" in decision.reason


@pytest.mark.parametrize("seen", [0, 1])
def test_a_person_settles_a_conflict_on_what_is_there(seen: int) -> None:
    current = FieldState(version=1, value=SUFFICIENT) if seen else None
    settled = resolve(current, seen_version=seen, value=INSUFFICIENT)
    assert settled == FieldState(version=seen + 1, value=INSUFFICIENT)


def test_a_decision_on_what_is_no_longer_there_is_asked_again() -> None:
    with pytest.raises(InputError, match="decide anew"):
        resolve(TWO, seen_version=1, value=INSUFFICIENT)


@pytest.mark.parametrize(
    ("field", "value", "is_late", "is_open", "outcome"),
    [
        (Field.ANSWER, SUFFICIENT, False, True, Outcome.UNCHANGED),
        (Field.ANSWER, INSUFFICIENT, False, True, Outcome.APPLIED),
        (Field.ANSWER, SUFFICIENT, True, True, Outcome.UNCHANGED),
        (Field.ANSWER, INSUFFICIENT, True, True, Outcome.CONFLICT),
        (Field.NOTE, "seen", False, True, Outcome.APPLIED),
        (Field.NOTE, "", False, True, Outcome.UNCHANGED),
        (Field.NOTE, "seen", True, True, Outcome.APPLIED),
        (Field.NOTE, "", True, True, Outcome.UNCHANGED),
        (Field.ANSWER, SUFFICIENT, False, False, Outcome.QUARANTINED),
        (Field.ANSWER, INSUFFICIENT, False, False, Outcome.QUARANTINED),
        (Field.ANSWER, SUFFICIENT, True, False, Outcome.QUARANTINED),
        (Field.ANSWER, INSUFFICIENT, True, False, Outcome.QUARANTINED),
        (Field.NOTE, "seen", False, False, Outcome.QUARANTINED),
        (Field.NOTE, "", False, False, Outcome.QUARANTINED),
        (Field.NOTE, "seen", True, False, Outcome.QUARANTINED),
        (Field.NOTE, "", True, False, Outcome.QUARANTINED),
    ],
)
def test_two_assessors_of_one_case(
    field: Field, value: str, is_late: bool, is_open: bool, outcome: Outcome
) -> None:
    """One has answered and noted nothing. The other writes the same field or another, the same
    or something else, having seen that answer or not (late), before or after submission."""
    stored = {Field.ANSWER: FieldState(version=1, value=SUFFICIENT)}
    base = 1 if field in stored and not is_late else 0
    sent = operation(field=field, value=value, base_version=base)
    assert decide(sent, stored.get(field), is_open=is_open).outcome is outcome
