"""Appending to the audit's chains, and reading them back to be verified."""

import json
import re
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import transaction

from corecase.core import audit
from corecase.core.audit import GENESIS, EventKind, Head
from corecase.core.errors import CorecaseError
from corecase.store.cases.models import Chain, Event

NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,79}")


def append(
    chain: str,
    kind: EventKind,
    *,
    by: str,
    at: datetime,
    subject: dict[str, str],
    content: object = None,
) -> None:
    """Appends one event to a chain, inside the caller's transaction; anchored once committed.

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
    Event.objects.create(
        chain=chain,
        sequence=event.sequence,
        kind=kind.value,
        by=by,
        at=str(event.to_record()["at"]),
        subject=json.dumps(subject, sort_keys=True, ensure_ascii=False),
        digest=event.digest,
        hash=hashed,
    )
    head.sequence, head.hash = event.sequence, hashed
    head.save(update_fields=["sequence", "hash"])
    transaction.on_commit(partial(anchor, Head(chain=chain, sequence=event.sequence, hash=hashed)))


def key() -> bytes:
    """The key of the chains, which the database does not hold."""
    return settings.AUDIT_KEY.encode()


def anchor(head: Head) -> None:
    """Writes a committed head beside the database; one line is one write, so none is torn."""
    folder = Path(settings.ANCHORS)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (folder / f"{head.chain}.heads").open("a", encoding="ascii") as file:
        file.write(f"{head.sequence} {head.hash}\n")


def anchored(folder: Path | None = None) -> Iterator[Head]:
    """Every head that was anchored, chain by chain."""
    for path in sorted(Path(folder or settings.ANCHORS).glob("*.heads")):
        for line in path.read_text(encoding="ascii").splitlines():
            sequence, _, hashed = line.partition(" ")
            yield Head(chain=path.stem, sequence=int(sequence), hash=hashed)


def heads() -> tuple[Head, ...]:
    """The last entry of each chain, as the database has it."""
    rows = Chain.objects.order_by("id")
    return tuple(Head(chain=row.id, sequence=row.sequence, hash=row.hash) for row in rows)


def entries(chain: str | None = None) -> Iterator[tuple[audit.Event | audit.Unreadable, str]]:
    """The events as stored, each with its hash, in order of chain and sequence."""
    rows = Event.objects.order_by("chain", "sequence")
    for row in rows.filter(chain=chain) if chain else rows:
        yield _event(row), row.hash


def verify() -> tuple[audit.Fault, ...]:
    """Every fault in all chains, held against the heads anchored beside the database."""
    return audit.verify(entries(), key(), anchored())


def _event(row: Event) -> audit.Event | audit.Unreadable:
    try:
        subject = json.loads(row.subject)
    except ValueError:
        subject = None
    fields = ("chain", "sequence", "kind", "by", "at", "digest")
    return audit.event_of({**{name: getattr(row, name) for name in fields}, "subject": subject})
