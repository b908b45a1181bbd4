"""Stored words held against the audit: notes, alerts and texts that were changed past Corecase.

Each was told of by an entry of the same instant, whose digest covers it. What is shown has to be
the last of what was stored.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Final

from corecase.core.audit import Event, EventKind, Fault, FaultKind, Unreadable, digest

SEVERAL: Final = "texts"
"""The subject of an entry that tells of several texts at once, and names how many."""

QUOTABLE: Final = "quotable"
"""Under which name an entry says whether a note may be quoted."""

Teller = tuple[EventKind, str]
"""The kind of an entry, and what it tells of: a note, an alert, a place of the report."""

_Told = tuple[EventKind, str, datetime]

_TOLD_OF: Final[Mapping[EventKind, tuple[str, ...]]] = MappingProxyType(
    {
        EventKind.NOTE_WRITTEN: ("note",),
        EventKind.ALERT_RAISED: ("alert",),
        EventKind.ALERT_TOLD: ("alert",),
        EventKind.ALERT_ACTED: ("alert",),
        EventKind.REPORT_TEXT_SAVED: ("place", "criterion"),
        EventKind.REPORT_TEXT_CHOSEN: ("place",),
    }
)
"""Under which name each kind of entry says what it tells of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredWords:
    """Words as the store has them, with what the digest of each entry that may tell covers.

    `place` names them for people: `"note 1b4e…"`. An entry that tells of several texts covers
    the parts of them all; `part` is theirs.
    """

    place: str
    at: datetime
    told_by: Mapping[Teller, object]
    part: object = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownWords:
    """What is shown at a place, and what was stored last for it."""

    place: str
    shown: object
    last: object


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteStanding:
    """The questions that a note is attached to now, and whether it may be quoted."""

    note: str
    item_ids: frozenset[str]
    is_quotable: bool


def verify(
    chain: str,
    events: Iterable[Event | Unreadable],
    stored: Iterable[StoredWords],
    shown: Iterable[ShownWords],
    notes: Iterable[NoteStanding],
    key: bytes,
) -> tuple[Fault, ...]:
    """Every stored word of a chain that is not as the audit was told; empty where all are.

    The chain itself is verified by `audit.verify`. Several texts that an entry before this
    release told of at once are not held against it: it covers their places only. Nor did one
    before this release say whether a note may be quoted.
    """
    words = tuple(stored)
    known = [event for event in events if isinstance(event, Event)]
    tellers = tuple(_tellers(known))
    return (
        *_otherwise(chain, tellers, words, key),
        *_untold(chain, {told for told, _ in tellers}, words),
        *(
            Fault(chain=chain, sequence=0, kind=FaultKind.SHOWN_OTHERWISE, place=one.place)
            for one in shown
            if one.shown != one.last
        ),
        *_otherwise_attached(chain, known, notes, key),
    )


def _tellers(events: Iterable[Event]) -> Iterator[tuple[_Told, Event]]:
    """The entries that tell of words, each under what it tells of and when."""
    for event in events:
        for name in _TOLD_OF.get(event.kind, ()):
            if name in event.subject:
                yield (event.kind, event.subject[name], event.at), event


def _otherwise_attached(
    chain: str, events: Iterable[Event], notes: Iterable[NoteStanding], key: bytes
) -> Iterator[Fault]:
    """Notes that are attached to other questions than was said last, or quotable otherwise."""
    attached: dict[str, str] = {}
    quotable: dict[str, str] = {}
    for event in events:
        note = event.subject.get("note", "")
        if event.kind is EventKind.NOTE_ATTACHED:
            attached[note] = event.digest
        if event.kind in (EventKind.NOTE_WRITTEN, EventKind.NOTE_ATTACHED):
            quotable[note] = event.subject.get(QUOTABLE, "")
    nothing = digest([], key)
    for one in notes:
        told = (attached.get(one.note, nothing), quotable.get(one.note, ""))
        now = (digest(sorted(one.item_ids), key), yes_or_no(one.is_quotable) if told[1] else "")
        if now != told:
            place = f"note {one.note}"
            yield Fault(chain=chain, sequence=0, kind=FaultKind.SHOWN_OTHERWISE, place=place)


def yes_or_no(is_quotable: bool) -> str:
    """How an entry says, under `QUOTABLE`, whether a note may be quoted."""
    return "yes" if is_quotable else "no"


def _otherwise(
    chain: str,
    tellers: tuple[tuple[_Told, Event], ...],
    words: tuple[StoredWords, ...],
    key: bytes,
) -> Iterator[Fault]:
    """Entries that told of other words than are there."""
    by_teller: dict[_Told, list[StoredWords]] = defaultdict(list)
    for one in words:
        for kind, about in one.told_by:
            by_teller[(kind, about, one.at)].append(one)
    for told, event in tellers:
        found = by_teller[told]
        if _is_weighed(event) and event.digest not in _digests(event, told[1], found, key):
            yield Fault(chain=chain, sequence=event.sequence, kind=FaultKind.OTHER_WORDS)


def _is_weighed(event: Event) -> bool:
    """Whether an entry covers words: a choice for what stands already covers no new ones."""
    if event.kind is EventKind.REPORT_TEXT_CHOSEN:
        return event.subject.get("choice") != "STANDING"
    return "criterion" not in event.subject or SEVERAL in event.subject


def _digests(event: Event, about: str, found: list[StoredWords], key: bytes) -> set[str]:
    if SEVERAL in event.subject:
        parts = sorted((one.part for one in found), key=str)
        return {digest(parts, key)}
    return {digest(one.told_by[(event.kind, about)], key) for one in found}


def _untold(chain: str, tellers: set[_Told], words: tuple[StoredWords, ...]) -> Iterator[Fault]:
    for one in words:
        if not any((kind, about, one.at) in tellers for kind, about in one.told_by):
            yield Fault(chain=chain, sequence=0, kind=FaultKind.UNTOLD, place=one.place)
