"""Stored answers held against the audit: an answer that was changed past Corecase shows.

Every save tells one event, whose digest covers the changes that were stored with it, and each
change names that event. What a field shows has to be the last change that was applied to it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from corecase.core.audit import Event, Fault, FaultKind, Unreadable, digest
from corecase.core.operations import Operation, Outcome

TOLD: Final = "stored"
"""The subject of an event that names how many changes were stored with it."""

Target = tuple[str, str, str]
"""Case assessment, item and field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredChange:
    """A change as the store has it; `operation` is None where it makes no sense any more.

    `event` is the number of the event that told of it, None where it was stored before changes
    named theirs. `place` names it for people: `"case assessment 17, item 1.1a"`.
    """

    place: str
    target: Target
    operation: Operation | None
    sha256: str
    event: int | None
    outcome: Outcome
    version: int
    at: datetime

    @property
    def is_whole(self) -> bool:
        """Whether its content is still what its hash was made of."""
        return self.operation is not None and self.operation.hash == self.sha256


def verify(
    chain: str,
    events: Iterable[Event | Unreadable],
    stored: Iterable[StoredChange],
    shown: Mapping[Target, tuple[int, str]],
    key: bytes,
) -> tuple[Fault, ...]:
    """Every stored answer of a chain that is not as the audit was told; empty where all are.

    `shown` is the version and the value of each field now. The chain itself is verified by
    `audit.verify`. Changes that were stored before they named their events are held against
    their hashes only.
    """
    changes = tuple(stored)
    return (
        *_edited(chain, changes),
        *_untold(chain, tuple(events), changes, key),
        *_shown_otherwise(chain, changes, shown),
    )


def content_of(hashes: Iterable[str]) -> list[str]:
    """What the digest of an event covers: the hashes of its changes, in one order."""
    return sorted(hashes)


def _edited(chain: str, changes: tuple[StoredChange, ...]) -> Iterator[Fault]:
    for one in changes:
        if not one.is_whole:
            yield _fault(chain, one.event or 0, FaultKind.EDITED, one.place)


def _untold(
    chain: str,
    events: tuple[Event | Unreadable, ...],
    changes: tuple[StoredChange, ...],
    key: bytes,
) -> Iterator[Fault]:
    """Events whose changes are not those that they told of, and changes that none told of."""
    by_event: dict[int, list[str]] = defaultdict(list)
    for one in changes:
        if one.event is not None:
            by_event[one.event].append(one.sha256)
    for event in events:
        if isinstance(event, Event) and TOLD in event.subject:
            hashes = by_event.pop(event.sequence, [])
            if digest(content_of(hashes), key) != event.digest:
                yield _fault(chain, event.sequence, FaultKind.OTHER_ANSWERS)
    for sequence in sorted(by_event):
        yield _fault(chain, sequence, FaultKind.OTHER_ANSWERS)
    told_since = min((one.at for one in changes if one.event is not None), default=None)
    for one in changes:
        if one.event is None and told_since is not None and one.at > told_since:
            yield _fault(chain, 0, FaultKind.UNTOLD, one.place)


def _shown_otherwise(
    chain: str, changes: tuple[StoredChange, ...], shown: Mapping[Target, tuple[int, str]]
) -> Iterator[Fault]:
    applied: dict[Target, StoredChange] = {}
    for one in changes:
        last = applied.get(one.target)
        if one.outcome is Outcome.APPLIED and (last is None or last.version < one.version):
            applied[one.target] = one
    for target, last in applied.items():
        value = last.operation.value if last.operation else None
        if shown.get(target) != (last.version, value):
            yield _fault(chain, last.event or 0, FaultKind.SHOWN_OTHERWISE, last.place)
    for target, (_, value) in shown.items():
        # A late value may stand against a field that nobody had filled in: it shows nothing.
        if target not in applied and value:
            place = f"case assessment {target[0]}, item {target[1]}"
            yield _fault(chain, 0, FaultKind.SHOWN_OTHERWISE, place)


def _fault(chain: str, sequence: int, kind: FaultKind, place: str = "") -> Fault:
    return Fault(chain=chain, sequence=sequence, kind=kind, place=place)
