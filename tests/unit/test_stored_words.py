"""Stored words held against the audit: honest ones are silent, every edit shows."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from corecase.core.audit import Event, EventKind, Fault, FaultKind, Unreadable, digest
from corecase.core.stored_words import NoteStanding, ShownWords, StoredWords, verify

KEY = b"a key of the tests"
AT = datetime(2026, 11, 2, 9, tzinfo=UTC)
SAVED, CHOSEN = EventKind.REPORT_TEXT_SAVED, EventKind.REPORT_TEXT_CHOSEN


def event(sequence: int, kind: EventKind, content: object, **subject: str) -> Event:
    return Event(
        chain="c",
        sequence=sequence,
        kind=kind,
        by="1",
        at=AT + timedelta(minutes=sequence),
        subject=subject,
        digest=digest(content, KEY),
    )


def note(words: str = "as written") -> StoredWords:
    told = {(EventKind.NOTE_WRITTEN, "n1"): words}
    return StoredWords(place="note n1", at=AT + timedelta(minutes=1), told_by=told)


def text(place: str, words: str, minute: int) -> StoredWords:
    return StoredWords(
        place=f"text {place}",
        at=AT + timedelta(minutes=minute),
        told_by={
            (SAVED, place): [words, "EDITED", ""],
            (CHOSEN, place): [words, "EDITED"],
            (SAVED, "C1"): None,
        },
        part=[place, words, "EDITED", ""],
    )


WRITTEN = event(1, EventKind.NOTE_WRITTEN, "as written", note="n1")
EVENTS = (
    WRITTEN,
    Unreadable(chain="c", sequence=2),
    event(3, SAVED, ["one", "EDITED", ""], place="p1"),
    event(4, CHOSEN, ["two", "EDITED"], place="p1", choice="OTHER"),
    event(5, CHOSEN, ["two", "EDITED"], place="p1", choice="STANDING"),
    event(
        6,
        SAVED,
        [["p1", "three", "EDITED", ""], ["p2", "four", "EDITED", ""]],
        criterion="C1",
        texts="2",
    ),
    event(7, SAVED, ["p1"], criterion="C1"),
    event(8, EventKind.ALERT_CLOSED, None, alert="a1"),
)
STORED = (
    note(),
    text("p1", "one", 3),
    text("p1", "two", 4),
    text("p2", "four", 6),
    text("p1", "three", 6),
    text("p1", "told of by its place only", 7),
)


def found(*stored: StoredWords, events: tuple[Event | Unreadable, ...] = EVENTS) -> list[Fault]:
    return list(verify("c", events, stored, (), (), KEY))


def test_what_is_as_it_was_told_is_silent() -> None:
    assert found(*STORED) == []


@pytest.mark.parametrize(("at", "sequence"), [(0, 1), (1, 3), (2, 4), (3, 6), (4, 6)])
def test_words_that_were_edited_or_removed_are_found(at: int, sequence: int) -> None:
    removed = [one for one in STORED if one is not STORED[at]]
    told = dict.fromkeys(STORED[at].told_by, "edited")
    edited = [*removed, replace(STORED[at], told_by=told, part="edited")]
    for stored in (removed, edited):
        (fault,) = found(*stored)
        assert (fault.kind, fault.sequence) == (FaultKind.OTHER_WORDS, sequence)
        assert "told of other words than are stored now" in str(fault)


def test_words_that_no_entry_told_of_are_found() -> None:
    (fault,) = found(*STORED, replace(note(), at=AT))
    assert str(fault) == "A stored change was told to no entry: note n1, chain c."


def test_two_entries_of_one_instant_are_both_held_against_what_is_there() -> None:
    again = replace(WRITTEN, sequence=9, digest=digest("other", KEY))
    (fault,) = found(*STORED, events=(*EVENTS, again))
    assert fault.sequence == 9
    assert found(*STORED, note("other"), events=(*EVENTS, again)) == []


def test_an_entry_that_names_nothing_tells_of_nothing() -> None:
    assert found(*STORED, events=(*EVENTS, event(9, SAVED, ["p1"], chapter="x"))) == []


def test_what_is_shown_is_the_last_that_was_stored() -> None:
    shown = (
        ShownWords(place="text p1", shown="two", last="two"),
        ShownWords(place="text p2", shown="edited", last="four"),
    )
    (fault,) = verify("c", EVENTS, STORED, shown, (), KEY)
    assert str(fault).startswith("What is shown is not the last change that was made: text p2")


def standing(items: str, *, is_quotable: bool = False) -> NoteStanding:
    return NoteStanding(note="n1", item_ids=frozenset(items), is_quotable=is_quotable)


def attached(minute: int, items: str, **subject: str) -> Event:
    return event(minute, EventKind.NOTE_ATTACHED, sorted(items), note="n1", **subject)


@pytest.mark.parametrize(
    ("later", "right", "wrong"),
    [
        ((), [standing(""), standing("", is_quotable=True)], [standing("A")]),
        ((attached(9, "BA"),), [standing("AB"), standing("AB", is_quotable=True)], [standing("A")]),
        (
            (attached(9, "BA", quotable="no"), attached(10, "A", quotable="yes")),
            [standing("A", is_quotable=True)],
            [standing("A"), standing("AB", is_quotable=True), standing("", is_quotable=True)],
        ),
        # An earlier release attached it again and did not say whether it may be quoted.
        (
            (attached(9, "A", quotable="no"), attached(10, "")),
            [standing(""), standing("", is_quotable=True)],
            [standing("A")],
        ),
    ],
)
def test_a_note_stays_with_its_questions_and_with_leave_to_quote_it(
    later: tuple[Event, ...], right: list[NoteStanding], wrong: list[NoteStanding]
) -> None:
    events = (*EVENTS, *later)
    for one in right:
        assert verify("c", events, STORED, (), [one], KEY) == ()
    for one in wrong:
        (fault,) = verify("c", events, STORED, (), [one], KEY)
        assert str(fault).startswith("What is shown is not the last change that was made: note n1")
