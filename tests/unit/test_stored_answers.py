"""Stored answers held against the audit: honest ones are silent, every edit shows."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from corecase.core.audit import Event, EventKind, Fault, FaultKind, Unreadable, digest
from corecase.core.operations import Field, Operation, Outcome
from corecase.core.stored_answers import TOLD, StoredChange, Target, content_of, verify

KEY = b"a key of the tests"
START = datetime(2026, 11, 2, 9, tzinfo=UTC)
N_TRIALS = 300

Shown = dict[Target, tuple[int, str]]


def change(
    number: int, item: str, version: int, value: str, event: int | None, at: int = 0
) -> StoredChange:
    operation = Operation(
        id=str(UUID(int=number)),
        device="one",
        sequence=number,
        case_assessment_id="7",
        item_id=item,
        field=Field.NOTE,
        base_version=version - 1,
        value=value,
    )
    return StoredChange(
        place=f"case assessment 7, item {item}",
        target=("7", item, "NOTE"),
        operation=operation,
        sha256=operation.hash,
        event=event,
        outcome=Outcome.APPLIED,
        version=version,
        at=START + timedelta(minutes=at),
    )


def event(sequence: int, changes: list[StoredChange]) -> Event:
    hashes = content_of(one.sha256 for one in changes if one.event == sequence)
    return Event(
        chain="here",
        sequence=sequence,
        kind=EventKind.CASE_ASSESSMENT_SAVED,
        by="1",
        at=START,
        subject={TOLD: str(len(hashes))},
        digest=digest(hashes, KEY),
    )


def honest() -> tuple[list[Event], list[StoredChange], Shown]:
    """Five changes in three events, the third of which stored nothing new."""
    changes = [
        change(1, "A", 1, "first", 1),
        change(2, "B", 1, "", 1),
        change(3, "A", 2, "second", 2, at=1),
        replace(change(4, "A", 9, "too late", 2, at=1), outcome=Outcome.QUARANTINED),
        change(5, "C", 1, "third", 2, at=1),
    ]
    events = [event(number, changes) for number in (1, 2, 3)]
    shown = {
        ("7", "A", "NOTE"): (2, "second"),
        ("7", "B", "NOTE"): (1, ""),
        ("7", "C", "NOTE"): (1, "third"),
        ("7", "D", "NOTE"): (1, ""),
    }
    return events, changes, shown


def faults(
    events: list[Event], changes: list[StoredChange], shown: Shown
) -> set[tuple[FaultKind, int]]:
    return {(one.kind, one.sequence) for one in verify("here", events, changes, shown, KEY)}


def test_honest_answers_are_silent() -> None:
    assert faults(*honest()) == set()


def test_an_inspection_without_answers_is_silent() -> None:
    assert verify("here", [], [], {}, KEY) == ()


def test_a_value_that_was_edited_shows_three_ways() -> None:
    events, changes, shown = honest()
    operation = changes[4].operation
    assert operation
    changes[4] = replace(changes[4], operation=replace(operation, value="fourth"))
    assert faults(events, changes, shown) == {
        (FaultKind.EDITED, 2),
        (FaultKind.SHOWN_OTHERWISE, 2),
    }
    shown["7", "C", "NOTE"] = (1, "fourth")
    assert faults(events, changes, shown) == {(FaultKind.EDITED, 2)}
    changes[4] = replace(changes[4], sha256=replace(operation, value="fourth").hash)
    assert faults(events, changes, shown) == {(FaultKind.OTHER_ANSWERS, 2)}


def test_a_change_that_makes_no_sense_any_more_is_a_fault() -> None:
    events, changes, shown = honest()
    changes[1] = replace(changes[1], operation=None)
    assert (FaultKind.EDITED, 1) in faults(events, changes, shown)


def test_a_change_that_was_slipped_in_is_a_fault() -> None:
    events, changes, shown = honest()
    slipped = change(6, "E", 1, "slipped in", None, at=2)
    shown["7", "E", "NOTE"] = (1, "slipped in")
    assert faults(events, [*changes, slipped], shown) == {(FaultKind.UNTOLD, 0)}
    named = replace(slipped, event=99)
    assert faults(events, [*changes, named], shown) == {(FaultKind.OTHER_ANSWERS, 99)}


def test_changes_of_before_they_named_their_event_are_held_against_their_hashes_only() -> None:
    older = change(7, "F", 1, "older", None, at=-9)
    events, changes, shown = honest()
    shown["7", "F", "NOTE"] = (1, "older")
    assert faults(events, [older, *changes], shown) == set()
    assert faults([], [older], {("7", "F", "NOTE"): (1, "older")}) == set()


def test_an_entry_that_cannot_be_read_tells_of_nothing() -> None:
    events, changes, shown = honest()
    broken = [Unreadable(chain="here", sequence=1), *events[1:]]
    found = verify("here", broken, changes, shown, KEY)
    assert [(one.kind, one.sequence) for one in found] == [(FaultKind.OTHER_ANSWERS, 1)]


def test_what_no_change_wrote_is_a_fault() -> None:
    events, changes, shown = honest()
    shown["7", "D", "NOTE"] = (2, "from nowhere")
    (found,) = verify("here", events, changes, shown, KEY)
    assert str(found) == (
        "What is shown is not the last change that was made: case assessment 7, item D, chain here."
    )
    del shown["7", "A", "NOTE"]
    assert len(faults(events, changes, shown)) == 2


def test_a_fault_of_an_entry_says_so() -> None:
    fault = Fault(chain="here", sequence=3, kind=FaultKind.OTHER_ANSWERS)
    assert str(fault) == (
        "Entry 3 of chain here told of other answers than are stored with it now."
    )


def drop(changes: list[StoredChange], _shown: Shown, chance: random.Random) -> None:
    del changes[chance.randrange(len(changes))]


def edit(changes: list[StoredChange], shown: Shown, chance: random.Random) -> None:
    """A value with its hash and what is shown of it: all that a database can be made to say."""
    place = chance.randrange(len(changes))
    one = changes[place]
    assert one.operation
    operation = replace(one.operation, value=f"{one.operation.value} edited")
    changes[place] = replace(one, operation=operation, sha256=operation.hash)
    if one.outcome is Outcome.APPLIED:
        shown[one.target] = (one.version, operation.value)


def move(changes: list[StoredChange], _shown: Shown, chance: random.Random) -> None:
    place = chance.randrange(len(changes))
    changes[place] = replace(changes[place], event=3)


def unname(changes: list[StoredChange], _shown: Shown, chance: random.Random) -> None:
    place = chance.randrange(len(changes))
    changes[place] = replace(changes[place], event=None)


def show(_changes: list[StoredChange], shown: Shown, chance: random.Random) -> None:
    target = chance.choice(list(shown))
    shown[target] = (shown[target][0], f"{shown[target][1]} shown")


@pytest.mark.parametrize("tampering", [drop, edit, move, unname, show])
def test_every_tampering_shows(
    tampering: Callable[[list[StoredChange], Shown, random.Random], None],
) -> None:
    missed = []
    for seed in range(N_TRIALS):
        events, changes, shown = honest()
        tampering(changes, shown, random.Random(seed))
        if not verify("here", events, changes, shown, KEY):
            missed.append(seed)
    assert missed == []
