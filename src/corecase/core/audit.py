"""The audit: what was done, by whom and when, in a chain that shows every later change.

Each entry is bound to the one before it by HMAC-SHA256 (RFC 2104) under a key that is kept
outside the database. A chain alone cannot show that its end was cut off, nor that somebody who
holds the key wrote it anew: heads that were copied elsewhere in time, the anchors, do.
"""

import hashlib
import hmac
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from itertools import count
from types import MappingProxyType
from typing import Final

from corecase.core.event_kinds import EventKind as EventKind  # both are one topic to callers

GENESIS: Final = "0" * 64
"""What stands before the first entry of every chain."""

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_IDENTIFIER = re.compile(r"[!-~]{1,100}")
_DIGEST = re.compile(r"[0-9a-f]{64}|")


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing done, as it stands in the chain: identifiers and a digest, never content.

    `chain` is the inspection's (or the service's, or the house's) own; `sequence` counts from
    1 within it. `subject` names what it was done to: `{"case_assessment": "17"}`. `digest`
    binds the content without showing it; empty where there is none. Raises ValueError on
    anything else, such as a subject with blanks in it: text is content, and stays outside.
    """

    chain: str
    sequence: int
    kind: EventKind
    by: str
    at: datetime
    subject: Mapping[str, str] = field(default_factory=dict)
    digest: str = ""

    def __post_init__(self) -> None:
        if self.sequence < 1:
            raise ValueError("an event's sequence counts from 1")
        if self.at.tzinfo is None:
            raise ValueError("an event's time needs its zone")
        for identifier in (self.chain, self.by, *self.subject.values()):
            if not _IDENTIFIER.fullmatch(identifier):
                raise ValueError("an event holds identifiers: 1 to 100 plain characters, no blanks")
        if not all(_NAME.fullmatch(name) for name in self.subject):
            raise ValueError("the name of a subject is a word in lower case")
        if not _DIGEST.fullmatch(self.digest):
            raise ValueError("a digest is 64 hexadecimal digits, or empty")
        object.__setattr__(self, "subject", MappingProxyType(dict(self.subject)))

    def to_record(self) -> dict[str, object]:
        """The event as plain values; the time in UTC to the microsecond."""
        at = self.at.astimezone(UTC).isoformat(timespec="microseconds")
        return {
            "at": at.replace("+00:00", "Z"),
            "by": self.by,
            "chain": self.chain,
            "digest": self.digest,
            "kind": self.kind.value,
            "sequence": self.sequence,
            "subject": dict(self.subject),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable:
    """A stored entry that is no event any more: somebody changed it into something else."""

    chain: str
    sequence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The last entry of a chain at some time. An empty chain has sequence 0 and `GENESIS`."""

    chain: str
    sequence: int
    hash: str

    def __post_init__(self) -> None:
        if self.sequence < 0 or (self.sequence == 0 and self.hash != GENESIS):
            raise ValueError("a head counts from 0, where nothing but the genesis stands")


class FaultKind(StrEnum):
    """What verification can find."""

    UNREADABLE = "UNREADABLE"
    OUT_OF_SEQUENCE = "OUT_OF_SEQUENCE"
    BROKEN_LINK = "BROKEN_LINK"
    CUT_OFF = "CUT_OFF"
    REWRITTEN = "REWRITTEN"
    TORN_ANCHOR = "TORN_ANCHOR"
    OTHER_ANSWERS = "OTHER_ANSWERS"
    OTHER_WORDS = "OTHER_WORDS"
    EDITED = "EDITED"
    UNTOLD = "UNTOLD"
    SHOWN_OTHERWISE = "SHOWN_OTHERWISE"


_REASONS: Final[Mapping[FaultKind, str]] = {
    FaultKind.UNREADABLE: "cannot be read as an event",
    FaultKind.OUT_OF_SEQUENCE: "does not follow the entry before it",
    FaultKind.BROKEN_LINK: "was changed, or stands where it was not written",
    FaultKind.CUT_OFF: "is anchored outside and missing here",
    FaultKind.REWRITTEN: "is not the entry that was anchored outside",
    FaultKind.OTHER_ANSWERS: "told of other answers than are stored with it now",
    FaultKind.OTHER_WORDS: "told of other words than are stored now",
}

_PLACED: Final[Mapping[FaultKind, str]] = {
    FaultKind.EDITED: "A stored change was edited",
    FaultKind.UNTOLD: "A stored change was told to no entry",
    FaultKind.SHOWN_OTHERWISE: "What is shown is not the last change that was made",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One entry, one anchored head, one stored answer or words that are not as they were written.

    `sequence` is that of the entry, 0 where none is known; for an anchor that cannot be read,
    its line. `place` names a stored answer, or where words stand.
    """

    chain: str
    sequence: int
    kind: FaultKind
    place: str = ""

    def __str__(self) -> str:
        if self.kind in _PLACED:
            return f"{_PLACED[self.kind]}: {self.place}, chain {self.chain}."
        if self.kind is FaultKind.TORN_ANCHOR:
            return f"Line {self.sequence} of the anchors of chain {self.chain} cannot be read."
        return f"Entry {self.sequence} of chain {self.chain} {_REASONS[self.kind]}."


def canonical(event: Event) -> bytes:
    """The one byte form of an event: JSON in UTF-8, keys sorted, no blanks."""
    return _bytes(event.to_record())


def event_of(record: Mapping[str, object]) -> Event | Unreadable:
    """An event from its stored form, or what is left of one that was tampered with.

    `record` holds the fields of `Event.to_record`; the time as text or as a datetime.
    """
    chain, sequence = str(record.get("chain", "")), record.get("sequence")
    number = sequence if isinstance(sequence, int) else 0
    try:
        at, subject = record["at"], record["subject"]
        if not isinstance(subject, Mapping):
            raise TypeError("a subject is a mapping")
        return Event(
            chain=chain,
            sequence=number,
            kind=EventKind(str(record["kind"])),
            by=str(record["by"]),
            at=at if isinstance(at, datetime) else datetime.fromisoformat(str(at)),
            subject={str(name): str(value) for name, value in subject.items()},
            digest=str(record["digest"]),
        )
    except (KeyError, TypeError, ValueError):
        return Unreadable(chain=chain, sequence=number)


def digest(content: object, key: bytes) -> str:
    """What binds content to an event: 64 hexadecimal digits over its JSON.

    Keyed, because an answer has three values and anybody could try them all.
    """
    return _mac(b"content\n" + _bytes(content), key)


def link(event: Event, previous_hash: str, key: bytes) -> str:
    """The hash of an event in its chain: 64 hexadecimal digits."""
    return _mac(
        b"link\n" + previous_hash.encode(errors="backslashreplace") + b"\n" + canonical(event), key
    )


def verify(
    entries: Iterable[tuple[Event | Unreadable, str]], key: bytes, anchors: Iterable[Head] = ()
) -> tuple[Fault, ...]:
    """Every fault in one or several chains; empty where all is as it was written.

    `entries` are events with their stored hashes, in stored order within each chain. Entries
    after the last anchor of a chain can be cut off unseen, so anchor often.
    """
    chains: dict[str, list[tuple[Event | Unreadable, str]]] = {}
    for event, found in entries:
        chains.setdefault(event.chain, []).append((event, found))
    heads = sorted(anchors, key=lambda head: (head.chain, head.sequence))
    faults = [fault for chain in chains.values() for fault in _broken(chain, key)]
    return (*faults, *_unanchored(chains, heads))


def _broken(entries: list[tuple[Event | Unreadable, str]], key: bytes) -> Iterator[Fault]:
    """Faults within one chain.

    Each entry is held against the stored hash before it, so that one change is one fault and
    not one for every entry after it.
    """
    previous = GENESIS
    for expected, (event, found) in zip(count(1), entries):
        if event.sequence != expected:
            yield _fault(event, FaultKind.OUT_OF_SEQUENCE)
        if isinstance(event, Unreadable):
            yield _fault(event, FaultKind.UNREADABLE)
        elif link(event, previous, key) != found:
            yield _fault(event, FaultKind.BROKEN_LINK)
        previous = found


def _unanchored(
    chains: Mapping[str, list[tuple[Event | Unreadable, str]]], heads: Iterable[Head]
) -> Iterator[Fault]:
    """Anchored heads that are missing from their chain, or are another entry there."""
    for head in heads:
        chain = chains.get(head.chain, [])
        if head.sequence > len(chain):
            yield _fault(head, FaultKind.CUT_OFF)
        elif head.sequence and chain[head.sequence - 1][1] != head.hash:
            yield _fault(head, FaultKind.REWRITTEN)


def _fault(place: Event | Unreadable | Head, kind: FaultKind) -> Fault:
    return Fault(chain=place.chain, sequence=place.sequence, kind=kind)


def _bytes(content: object) -> bytes:
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode()


def _mac(message: bytes, key: bytes) -> str:
    return hmac.new(key, message, hashlib.sha256).hexdigest()
