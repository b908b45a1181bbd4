"""Sending a released version to the distribution list under embargo, and ending its links."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from secrets import token_urlsafe
from typing import Final

from django.db.models import QuerySet
from django.utils import timezone

from corecase.actions import door
from corecase.core.errors import InputError
from corecase.core.event_kinds import EventKind
from corecase.core.people import Actor, Deed, NotAllowedError
from corecase.notify import copies as letters
from corecase.notify import mail
from corecase.store.cases.models import Dispatch, Inspection, Recipient, ReportVersion

TOKEN_BYTES: Final = 32
NOT_TAKEN: Final = "The mail server did not take the letter."
Link = Callable[[str], str]
"""The address of the page of a secret."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How many letters left, and the names of those to whom none could be sent."""

    n_sent: int
    failed: tuple[str, ...]


def send(code: str, number: int, *, link: Link, by: Actor, now: datetime) -> None:
    """Sends the released version to one of the list, again where they had it already.

    A link that they had to it ends. Raises InputError where no version is released under
    embargo, where there is no mail server, and where it does not take the letter: that is
    kept, too.
    """
    failed = _send(code, number, link, by=by, now=now)
    if failed:
        raise InputError(f"The letter to {failed} did not leave; it is noted. Send it again later.")


def send_all(code: str, *, link: Link, by: Actor, now: datetime) -> Outcome:
    """Sends the released version to everybody on the list who has no working link to it.

    Raises InputError where no version is released under embargo, nobody waits for it, or there
    is no mail server.
    """
    inspection = door.inspection(code, Deed.DISTRIBUTION_MANAGE, by=by)
    numbers = list(waiting(inspection, _check_released(inspection)).values_list("pk", flat=True))
    if not numbers:
        raise InputError("Everybody on the list has a link already; add somebody, or send again.")
    failed = [_send(code, number, link, by=by, now=now) for number in numbers]
    names = tuple(filter(None, failed))
    return Outcome(n_sent=len(numbers) - len(names), failed=names)


def revoke(code: str, number: int, *, by: Actor, now: datetime) -> None:
    """Ends a link that was sent: it opens nothing any more. InputError where it has ended."""
    with door.writing(by=by, now=now) as write:
        inspection = door.inspection(code, Deed.DISTRIBUTION_MANAGE, by=by, lock=True)
        row = Dispatch.objects.filter(version__inspection=inspection, pk=number).first()
        if row is None:
            raise NotAllowedError("There is no such link.")
        if row.revoked_at is not None:
            raise InputError("This link has ended already; open the page again.")
        _end(row, by, now)
        write.say(EventKind.REPORT_LINK_REVOKED, code, dispatch=row.pk, recipient=row.recipient_id)


def _send(code: str, number: int, link: Link, *, by: Actor, now: datetime) -> str:
    """Sends one letter; the name of the recipient where it did not leave, else empty."""
    mail.check_delivers()
    token = token_urlsafe(TOKEN_BYTES)
    with door.writing(by=by, now=now) as write:
        inspection = door.inspection(code, Deed.DISTRIBUTION_MANAGE, by=by, lock=True)
        version, to = _check_released(inspection), recipient(inspection, number)
        for before in to.dispatches.filter(version=version, revoked_at__isnull=True):
            _end(before, by, now)
        row = Dispatch.objects.create(
            version=version,
            recipient=to,
            email=to.email,
            token_sha256=hashed(token),
            by_id=by.person_id,
            at=now,
        )
        write.say(EventKind.REPORT_SENT, code, dispatch=row.pk, recipient=to.pk, version=version.pk)
    letter = letters.under_embargo(
        name=to.name,
        service=inspection.service.name,
        sender=by.name,
        link=link(token),
        until=timezone.localtime(version.publish_at),
    )
    try:
        mail.send(letter, to=to.email)
    except InputError:
        _note_failure(row, code, by=by, now=now)
        return to.name
    return ""


def _note_failure(row: Dispatch, code: str, *, by: Actor, now: datetime) -> None:
    """Keeps that a letter did not leave; its link ends, because nobody can say who has it."""
    with door.writing(by=by, now=now) as write:
        row.failed = NOT_TAKEN
        row.save(update_fields=["failed"])
        _end(row, by, now)
        write.say(EventKind.REPORT_LINK_REVOKED, code, dispatch=row.pk, recipient=row.recipient_id)


def _end(row: Dispatch, by: Actor, now: datetime) -> None:
    row.revoked_by_id, row.revoked_at = by.person_id, now
    row.save(update_fields=["revoked_by", "revoked_at"])


def holders(version: ReportVersion) -> tuple[Recipient, ...]:
    """Those who have a link to a version that has not ended."""
    rows = Dispatch.objects.filter(version=version, revoked_at__isnull=True)
    return tuple(row.recipient for row in rows.select_related("recipient").order_by("id"))


def end_all(version: ReportVersion, *, by: Actor, now: datetime) -> tuple[Recipient, ...]:
    """Ends every link to a version, within another write; those who had one."""
    had = holders(version)
    open_ = Dispatch.objects.filter(version=version, revoked_at__isnull=True)
    open_.update(revoked_by=by.person_id, revoked_at=now)
    return had


def hashed(token: str) -> str:
    """What is kept of the secret of a link."""
    return sha256(token.encode()).hexdigest()


def is_sendable(version: ReportVersion) -> bool:
    """Whether links to a version work: it is released, or published since."""
    return version.released_at is not None and version.withdrawn_at is None


def released(inspection: Inspection) -> ReportVersion | None:
    """The version that is released and under embargo still."""
    rows = ReportVersion.objects.filter(
        inspection=inspection,
        released_at__isnull=False,
        published_at__isnull=True,
        withdrawn_at__isnull=True,
    )
    return rows.first()


def _check_released(inspection: Inspection) -> ReportVersion:
    version = released(inspection)
    if version is None:
        raise InputError(
            "No version is released under embargo; it can be sent from its release to its "
            "publication."
        )
    return version


def on_list(inspection: Inspection) -> QuerySet[Recipient]:
    """Those who stand on the list of an inspection."""
    return Recipient.objects.filter(inspection=inspection, removed_at__isnull=True)


def waiting(inspection: Inspection, version: ReportVersion) -> QuerySet[Recipient]:
    """Those on the list without a working link to a version."""
    having = Dispatch.objects.filter(version=version, revoked_at__isnull=True)
    return on_list(inspection).exclude(pk__in=having.values("recipient_id"))


def recipient(inspection: Inspection, number: int) -> Recipient:
    """Somebody on the list; NotAllowedError where nobody of this number is."""
    row = on_list(inspection).filter(pk=number).first()
    if row is None:
        raise NotAllowedError("There is nobody of this number on the list.")
    return row
