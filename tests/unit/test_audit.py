"""The audit: what an event may hold, its one byte form, its link, and what verification says."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from corecase.core.audit import (
    GENESIS,
    Event,
    EventKind,
    Fault,
    FaultKind,
    Head,
    Unreadable,
    canonical,
    digest,
    event_of,
    link,
    verify,
)

KEY = b"a key that exists only in tests"
EVENT = Event(
    chain="inspection-7",
    sequence=1,
    kind=EventKind.CASE_ASSESSMENT_SUBMITTED,
    by="person-3",
    at=datetime(2026, 1, 5, 9, 30, tzinfo=UTC),
    subject={"case_assessment": "17"},
)
# Made with Python's hmac over b"link\n" + 64 zeros + b"\n" + the byte form below.
EXPECTED_LINK = "321c9fbda800dde44225e6ff1def1aae886abc88dffb84831787b4600e89135b"


def test_a_kind_has_a_topic_and_words() -> None:
    assert EventKind.CASE_ASSESSMENT_SUBMITTED.topic == "CASE_ASSESSMENT"
    assert EventKind.ALERT_RAISED.words == "alert raised"


def test_every_kind_is_its_own_code_and_fits_a_column() -> None:
    assert all(kind.value == kind.name and len(kind) <= 40 for kind in EventKind)


def test_the_byte_form_is_sorted_json_in_utc() -> None:
    assert canonical(EVENT) == (
        b'{"at":"2026-01-05T09:30:00.000000Z","by":"person-3","chain":"inspection-7",'
        b'"digest":"","kind":"CASE_ASSESSMENT_SUBMITTED","sequence":1,'
        b'"subject":{"case_assessment":"17"}}'
    )


def test_the_same_moment_in_another_zone_is_the_same_event() -> None:
    summer = timezone(timedelta(hours=1))
    assert canonical(replace(EVENT, at=EVENT.at.astimezone(summer))) == canonical(EVENT)


def test_the_link_is_a_keyed_hash_of_the_event_and_what_was_before() -> None:
    assert link(EVENT, GENESIS, KEY) == EXPECTED_LINK
    assert link(EVENT, "1" * 64, KEY) != EXPECTED_LINK
    assert link(EVENT, GENESIS, b"another key") != EXPECTED_LINK


def test_a_digest_is_of_the_content_and_keyed() -> None:
    one = digest({"answer": "SUFFICIENT", "note": "ç"}, KEY)
    assert len(one) == 64
    assert one == digest({"note": "ç", "answer": "SUFFICIENT"}, KEY)
    assert one != digest({"note": "c", "answer": "SUFFICIENT"}, KEY)
    assert one != digest({"answer": "SUFFICIENT", "note": "ç"}, b"another key")


def test_a_subject_cannot_be_changed_afterwards() -> None:
    given = {"item": "1"}
    event = replace(EVENT, subject=given)
    given["item"] = "2"
    assert event.subject == {"item": "1"}
    with pytest.raises(TypeError):
        event.subject["item"] = "3"  # type: ignore[index] # what the test is about


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"sequence": 0}, "counts from 1"),
        ({"at": datetime(2026, 1, 5, 9, 30)}, "zone"),
        ({"chain": ""}, "identifiers"),
        ({"by": "two words"}, "identifiers"),
        ({"subject": {"note": "the risk level should have been medium"}}, "identifiers"),
        ({"subject": {"note": "x" * 101}}, "identifiers"),
        ({"subject": {"note": "\ud800"}}, "identifiers"),
        ({"subject": {"Case": "1"}}, "lower case"),
        ({"digest": "abc"}, "64 hexadecimal"),
    ],
)
def test_an_event_holds_no_content(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        replace(EVENT, **changes)


@pytest.mark.parametrize(("sequence", "found"), [(-1, GENESIS), (0, "1" * 64)])
def test_a_head_of_nothing_is_the_genesis(sequence: int, found: str) -> None:
    with pytest.raises(ValueError, match="genesis"):
        Head(chain="inspection-7", sequence=sequence, hash=found)


def test_an_event_comes_back_from_its_record() -> None:
    record = EVENT.to_record()
    assert event_of(record) == EVENT
    assert event_of(json.loads(canonical(EVENT))) == EVENT
    assert event_of(record | {"at": EVENT.at}) == EVENT


@pytest.mark.parametrize(
    ("changes", "sequence"),
    [
        ({"kind": "NO_SUCH_KIND"}, 1),
        ({"at": "yesterday"}, 1),
        ({"subject": ["17"]}, 1),
        ({"sequence": "first"}, 0),
    ],
)
def test_a_spoilt_record_is_unreadable_and_says_where(
    changes: dict[str, object], sequence: int
) -> None:
    found = event_of(EVENT.to_record() | changes)
    assert found == Unreadable(chain="inspection-7", sequence=sequence)


def test_a_record_with_nothing_in_it_is_unreadable() -> None:
    assert event_of({}) == Unreadable(chain="", sequence=0)


def test_an_empty_audit_is_silent() -> None:
    assert verify([], KEY) == ()


def test_faults_are_sentences() -> None:
    first = link(EVENT, GENESIS, KEY)
    third = replace(EVENT, sequence=3)
    entries: list[tuple[Event | Unreadable, str]] = [
        (replace(EVENT, by="person-4"), first),
        (third, link(third, first, KEY)),
        (Unreadable(chain="inspection-7", sequence=3), "1" * 64),
    ]
    anchors = [
        Head(chain="inspection-7", sequence=1, hash="2" * 64),
        Head(chain="inspection-7", sequence=9, hash="3" * 64),
        Head(chain="inspection-8", sequence=1, hash="4" * 64),
    ]
    assert [str(fault) for fault in verify(entries, KEY, reversed(anchors))] == [
        "Entry 1 of chain inspection-7 was changed, or stands where it was not written.",
        "Entry 3 of chain inspection-7 does not follow the entry before it.",
        "Entry 3 of chain inspection-7 cannot be read as an event.",
        "Entry 1 of chain inspection-7 is not the entry that was anchored outside.",
        "Entry 9 of chain inspection-7 is anchored outside and missing here.",
        "Entry 1 of chain inspection-8 is anchored outside and missing here.",
    ]
    torn = Fault(chain="inspection-8", sequence=2, kind=FaultKind.TORN_ANCHOR)
    assert str(torn) == "Line 2 of the anchors of chain inspection-8 cannot be read."


def test_a_stored_hash_that_is_no_text_at_all_is_a_fault() -> None:
    second = replace(EVENT, sequence=2)
    entries = [(EVENT, "\ud800"), (second, link(second, link(EVENT, GENESIS, KEY), KEY))]
    assert [fault.sequence for fault in verify(entries, KEY)] == [1, 2]
