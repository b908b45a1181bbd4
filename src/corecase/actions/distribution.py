"""The distribution list of a report: who receives it under embargo, and what was sent to whom."""

from dataclasses import dataclass
from datetime import datetime

from corecase.actions import dispatches, door
from corecase.actions.headings import Heading, heading
from corecase.core.errors import InputError
from corecase.core.event_kinds import EventKind
from corecase.core.people import Actor, Deed
from corecase.store.cases.models import Dispatch, Recipient


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Somebody for the list: a name, the body they belong to, an address."""

    name: str
    body: str
    email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """The page of a link was opened, or a file of it: its name."""

    what: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A version that was sent: to which address, when, by whom, and what came of it.

    `failed` says why the letter did not leave. `is_open` asks whether the link works still.
    """

    number: int
    version: int
    email: str
    at: datetime
    by: str
    failed: str
    revoked_by: str
    revoked_at: datetime | None
    openings: tuple[Opening, ...]
    is_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """Somebody on the list, or formerly, with all that was sent to them."""

    number: int
    entry: Entry
    removed_at: datetime | None
    removed_by: str
    sent: tuple[Sent, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Copies:
    """The distribution list of an inspection. `until` is None where nothing can be sent now.

    `n_waiting` counts those on the list who have no working link to the released version.
    """

    heading: Heading
    version: int
    until: datetime | None
    n_waiting: int
    recipients: tuple[Listed, ...]
    former: tuple[Listed, ...]


def listed(code: str, *, by: Actor) -> Copies:
    """The list with everything that was sent, the newest last."""
    inspection = door.inspection(code, Deed.DISTRIBUTION_MANAGE, by=by)
    version = dispatches.released(inspection)
    rows = (
        Recipient.objects.filter(inspection=inspection)
        .select_related("removed_by")
        .prefetch_related(
            "dispatches__version",
            "dispatches__by",
            "dispatches__revoked_by",
            "dispatches__openings",
        )
    )
    shown = tuple(_listed(row) for row in rows)
    on_list = tuple(one for one in shown if one.removed_at is None)
    return Copies(
        heading=heading(inspection),
        version=version.number if version else 0,
        until=version.publish_at if version else None,
        n_waiting=dispatches.waiting(inspection, version).count() if version else 0,
        recipients=on_list,
        former=tuple(one for one in shown if one.removed_at is not None),
    )


def add(code: str, entry: Entry, *, by: Actor, now: datetime) -> int:
    """Puts somebody on the list; their number. InputError where the address is there already."""
    email = entry.email.strip().lower()
    with door.writing(by=by, now=now) as write:
        inspection = door.inspection(code, Deed.DISTRIBUTION_MANAGE, by=by, lock=True)
        if dispatches.on_list(inspection).filter(email=email).exists():
            raise InputError("This address is on the list already.", field="email")
        row = Recipient.objects.create(
            inspection=inspection,
            name=entry.name,
            body=entry.body,
            email=email,
            by_id=by.person_id,
            at=now,
        )
        content = {"name": entry.name, "body": entry.body, "email": email}
        write.say(EventKind.RECIPIENT_ADDED, code, content=content, recipient=row.pk)
    return row.pk


def remove(code: str, number: int, *, by: Actor, now: datetime) -> None:
    """Takes somebody off the list and ends their links; what was sent to them stays on record."""
    with door.writing(by=by, now=now) as write:
        inspection = door.inspection(code, Deed.DISTRIBUTION_MANAGE, by=by, lock=True)
        row = dispatches.recipient(inspection, number)
        row.removed_by_id, row.removed_at = by.person_id, now
        row.save(update_fields=["removed_by", "removed_at"])
        row.dispatches.filter(revoked_at__isnull=True).update(
            revoked_by=by.person_id, revoked_at=now
        )
        write.say(EventKind.RECIPIENT_REMOVED, code, recipient=row.pk)


def _listed(row: Recipient) -> Listed:
    return Listed(
        number=row.pk,
        entry=Entry(name=row.name, body=row.body, email=row.email),
        removed_at=row.removed_at,
        removed_by=row.removed_by.name if row.removed_by else "",
        sent=tuple(_sent(one) for one in row.dispatches.all()),
    )


def _sent(row: Dispatch) -> Sent:
    version = row.version
    return Sent(
        number=row.pk,
        version=version.number,
        email=row.email,
        at=row.at,
        by=row.by.name,
        failed=row.failed,
        revoked_by=row.revoked_by.name if row.revoked_by else "",
        revoked_at=row.revoked_at,
        openings=tuple(Opening(what=one.what, at=one.at) for one in row.openings.all()),
        is_open=row.revoked_at is None and dispatches.is_sendable(version),
    )
