"""Appending to the audit's chains, and reading them back to be verified."""

import json
import logging
import os
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import transaction

from corecase.core import audit
from corecase.core.audit import GENESIS, EventKind, Fault, FaultKind, Head
from corecase.core.errors import CorecaseError
from corecase.store.cases.models import Chain, Event

NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,79}")
LINE: Final = re.compile(r"([1-9]\d{0,17}) ([0-9a-f]{64})")
TORN: Final = " torn"
"""How a line ends that a crash left unfinished, once another was written after it."""

_LOG: Final = logging.getLogger("corecase")


def append(
    chain: str,
    kind: EventKind,
    *,
    by: str,
    at: datetime,
    subject: dict[str, str],
    content: object = None,
) -> int:
    """Appends one event to a chain, inside the caller's transaction; anchored once committed.

    Its number in the chain.

    The head's row is locked until then, so that the events of a chain have one order.
    """
    if not NAME.fullmatch(chain):
        raise CorecaseError(f"{chain!r} cannot name a chain of the audit.")
    locking = Chain.objects.select_for_update()
    head, _ = locking.get_or_create(id=chain, defaults={"hash": GENESIS})
    event = audit.Event(
        chain=chain,
        sequence=head.sequence + 1,
        kind=kind,
        by=by,
        at=at,
        subject=subject,
        digest="" if content is None else audit.digest(content, key()),
    )
    hashed = audit.link(event, head.hash, key())
    _keep(event, hashed)
    head.sequence, head.hash = event.sequence, hashed
    head.save(update_fields=["sequence", "hash"])
    written = Head(chain=chain, sequence=event.sequence, hash=hashed)
    transaction.on_commit(partial(_anchored_or_said, written), robust=True)
    return event.sequence


def _keep(event: audit.Event, hashed: str) -> None:
    Event.objects.create(
        chain=event.chain,
        sequence=event.sequence,
        kind=event.kind.value,
        by=event.by,
        at=str(event.to_record()["at"]),
        subject=json.dumps(dict(event.subject), sort_keys=True, ensure_ascii=False),
        digest=event.digest,
        hash=hashed,
    )


def key() -> bytes:
    """The key of the chains, which the database does not hold."""
    return settings.AUDIT_KEY.encode()


def anchor(head: Head) -> None:
    """Writes a committed head beside the database: one line in one write."""
    folder = Path(settings.ANCHORS)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (folder / f"{head.chain}.heads").open("ab+") as file:
        file.seek(max(file.seek(0, os.SEEK_END) - 1, 0))
        ended = f"{TORN}\n" if file.read(1) not in {b"", b"\n"} else ""
        file.write(f"{ended}{head.sequence} {head.hash}\n".encode("ascii"))


def anchored(folder: Path | None = None, chain: str = "*") -> Iterator[Head | Fault]:
    """Every head that was anchored, of all chains or of one; a fault for a line that is none.

    A line that a crash left unfinished says nothing and is no fault.
    """
    for path in sorted(Path(folder or settings.ANCHORS).glob(f"{chain}.heads")):
        *lines, _unfinished = path.read_text(encoding="ascii", errors="replace").split("\n")
        for number, line in enumerate(lines, start=1):
            if found := LINE.fullmatch(line):
                yield Head(chain=path.stem, sequence=int(found[1]), hash=found[2])
            elif line.strip() and not line.endswith(TORN):
                yield Fault(chain=path.stem, sequence=number, kind=FaultKind.TORN_ANCHOR)


def heads() -> tuple[Head, ...]:
    """The last entry of each chain, as the database has it."""
    rows = Chain.objects.order_by("id")
    return tuple(Head(chain=row.id, sequence=row.sequence, hash=row.hash) for row in rows)


def entries(chain: str | None = None) -> Iterator[tuple[audit.Event | audit.Unreadable, str]]:
    """The events as stored, each with its hash, in order of chain and sequence."""
    rows = Event.objects.order_by("chain", "sequence")
    for row in rows.filter(chain=chain) if chain else rows:
        yield event_of(row), row.hash


def verify(kept: Iterable[Head] = ()) -> tuple[Fault, ...]:
    """Every fault in all chains, held against the heads anchored beside the database and `kept`."""
    # Before the entries: what the site writes meanwhile is no head that is missing.
    found = (*anchored(), *kept)
    heads = [one for one in found if isinstance(one, Head)]
    torn = [one for one in found if isinstance(one, Fault)]
    return (*audit.verify(entries(), key(), heads), *torn)


def verify_chain(chain: str) -> tuple[int, tuple[Fault, ...]]:
    """How many entries a chain has, and every fault in it beside its anchors."""
    found = tuple(anchored(chain=chain))
    heads = [one for one in found if isinstance(one, Head)]
    torn = [one for one in found if isinstance(one, Fault)]
    stored = tuple(entries(chain))
    return len(stored), (*audit.verify(stored, key(), heads), *torn)


def _anchored_or_said(head: Head) -> None:
    """Anchors what is committed; where the disk refuses, what was saved is saved all the same."""
    try:
        anchor(head)
    except OSError as error:
        _LOG.error(
            "Entry %d of chain %s is not anchored: %s.", head.sequence, head.chain, error.strerror
        )


def event_of(row: Event) -> audit.Event | audit.Unreadable:
    """A stored event as a value, or what is left of one that cannot be read."""
    try:
        subject = json.loads(row.subject)
    except ValueError:
        subject = None
    fields = ("chain", "sequence", "kind", "by", "at", "digest")
    return audit.event_of({**{name: getattr(row, name) for name in fields}, "subject": subject})
