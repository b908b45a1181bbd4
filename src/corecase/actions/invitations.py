"""Invitations: how somebody comes to sign in. Only the hash of the link's token is kept."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe
from typing import Final

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from corecase.actions import door, people
from corecase.core.errors import InputError
from corecase.core.event_kinds import EventKind
from corecase.core.people import Actor, Deed, Role, check_may
from corecase.notify import letters, mail
from corecase.store.cases import models

VALID_FOR: Final = timedelta(days=7)
TOKEN_BYTES: Final = 32
NO_LONGER: Final = (
    "This invitation is no longer valid: it was used, withdrawn, or is older than 7 days. "
    "Ask whoever invited you for a new one."
)

NAMED_AS_THEIRS: Final = "Named as the service they work for, in an invitation."


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A role offered to an e-mail address; inspections and services by their codes."""

    email: str
    name: str
    role: Role
    inspection: str = ""
    service: str = ""
    home_service: str = ""
    ends_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """What the page of an invitation says: to whom it is, and as what."""

    name: str
    email: str
    role: Role


def invite(offer: Offer, *, link: Callable[[str], str], by: Actor, now: datetime) -> str:
    """Invites somebody by mail; the token, whose page `link` names.

    Somebody who signs in already is given the role at once: the token is then empty.
    """
    email = offer.email.strip().lower()
    known = models.Person.objects.filter(email=email, is_active=True).first()
    if known is not None:
        today = timezone.localdate(now)
        people.grant(
            known.pk,
            offer.role,
            inspection=offer.inspection,
            service=offer.service,
            starts_on=today,
            ends_on=offer.ends_on,
            by=by,
            now=now,
        )
        return ""
    token = token_urlsafe(TOKEN_BYTES)
    with door.writing(by=by, now=now) as write:
        row = _saved(offer, email, token, by=by, now=now)
        write.say(EventKind.PERSON_INVITED, door.PEOPLE, invitation=row.pk, role=offer.role)
    letter = letters.invitation(
        name=offer.name,
        role=offer.role.words,
        inviter=by.name,
        link=link(token),
        last_day=timezone.localdate(row.expires_at),
    )
    mail.send(letter, to=email)
    return token


def withdraw(invitation_id: int, *, by: Actor, now: datetime) -> None:
    """Withdraws an open invitation: its link no longer works."""
    check_may(by, Deed.PEOPLE_MANAGE)
    with door.writing(by=by, now=now) as write:
        changed = _open(now).filter(pk=invitation_id).update(withdrawn_at=now)
        if not changed:
            raise InputError("This invitation was accepted, withdrawn, or has expired.")
        write.say(EventKind.INVITATION_WITHDRAWN, door.PEOPLE, invitation=invitation_id)


def read(token: str, *, now: datetime) -> Invited:
    """To whom an open invitation is; InputError where the token opens none."""
    row = _by_token(token, now)
    return Invited(name=row.name, email=row.email, role=Role(row.role))


def accept(token: str, password: str, *, now: datetime) -> int:
    """Whoever holds the token joins with this password; the person's identifier.

    Every open invitation to the same address is accepted with it, so that one link is enough.
    """
    with transaction.atomic():
        row = _by_token(token, now)
        try:
            validate_password(password, models.Person(email=row.email, name=row.name))
        except ValidationError as error:
            raise InputError(" ".join(error.messages)) from error
        return _joined(row, password, now)


def accept_from_provider(email: str, *, now: datetime) -> int | None:
    """Whom a sign-in provider vouches for, by the address: the person's identifier.

    Somebody invited joins with it, without a password. None where nobody has this address.
    """
    email = email.strip().lower()
    with transaction.atomic():
        known = models.Person.objects.filter(email=email, is_active=True).first()
        if known is not None:
            return known.pk
        row = _open(now).filter(email=email).order_by("-invited_at").first()
        return _joined(row, None, now) if row else None


def _saved(offer: Offer, email: str, token: str, *, by: Actor, now: datetime) -> models.Invitation:
    inspection = models.Inspection.objects.filter(code=offer.inspection).first()
    people.check_may_appoint(offer.role, inspection, by=by)
    service = models.Service.objects.filter(code=offer.service).first()
    home = models.Service.objects.filter(code=offer.home_service).first()
    today = timezone.localdate(now)
    days = (today, offer.ends_on)
    people.check_offered(offer.role, inspection, service, days, to=None, home=home, today=today)
    return models.Invitation.objects.create(
        email=email,
        name=offer.name,
        role=offer.role,
        inspection=inspection,
        service=service,
        home_service=home or service,
        ends_on=offer.ends_on,
        token_sha256=_hashed(token),
        invited_by_id=by.person_id,
        invited_at=now,
        expires_at=now + VALID_FOR,
    )


def _joined(row: models.Invitation, password: str | None, now: datetime) -> int:
    """The person of an invitation, with the roles of every open one to the same address."""
    person = models.Person.objects.select_for_update().filter(email=row.email).first()
    if person is None:
        person = models.Person(email=row.email, joined_at=now)
    elif person.is_active:
        raise InputError("You have an account already; sign in, and your roles are there.")
    person.name, person.home_service = row.name, person.home_service or row.home_service
    person.is_active, person.left_at = True, None
    person.set_password(password)
    person.save()
    myself = Actor(person_id=person.pk, name=person.name)
    with door.writing(by=myself, now=now) as write:
        in_order = (
            F("service").asc(nulls_last=True),
            F("inspection__own_kind").asc(nulls_first=True),
            "pk",
        )
        offered = list(_open(now).filter(email=row.email).order_by(*in_order))
        for open_one in offered:
            _keep_interest(open_one, person, now)
        # Those in a service come first: whoever works in one inspects it under no other offer.
        # Those in a self-inspection come last: no inspector is let into one.
        for open_one in offered:
            _granted(open_one, person, now)
        write.say(EventKind.PERSON_JOINED, door.PEOPLE, person=person.pk, invitation=row.pk)
    return person.pk


def _granted(row: models.Invitation, person: models.Person, now: datetime) -> None:
    """The role of an invitation, unless its last day has passed; the invitation is accepted.

    Nor is a role given on the inspection of a service that is the person's own by now.
    """
    today = timezone.localdate(now)
    if _may_hold(row, person, today):
        models.Grant.objects.create(
            person=person,
            role=row.role,
            inspection=row.inspection,
            service=row.service,
            starts_on=today,
            ends_on=row.ends_on,
            granted_by_id=row.invited_by_id,
            granted_at=now,
        )
    row.accepted_by, row.accepted_at = person, now
    row.save(update_fields=["accepted_by", "accepted_at"])


def _keep_interest(row: models.Invitation, person: models.Person, now: datetime) -> None:
    """The service that an invitation calls theirs is a conflict beside the one that is known."""
    if row.home_service_id is None:
        return
    if person.home_service_id is None:
        person.home_service = row.home_service
        person.save(update_fields=["home_service"])
    if person.home_service_id != row.home_service_id:
        models.DeclaredConflict.objects.get_or_create(
            person=person,
            service=row.home_service,
            defaults={
                "reason": NAMED_AS_THEIRS,
                "declared_by_id": row.invited_by_id or person.pk,
                "declared_at": now,
            },
        )


def _may_hold(row: models.Invitation, person: models.Person, today: date) -> bool:
    if row.ends_on is not None and row.ends_on < today:
        return False
    days = (today, row.ends_on)
    try:
        people.check_offered(
            Role(row.role), row.inspection, row.service, days, to=person, today=today
        )
    except InputError:
        return False
    return True


def _open(now: datetime) -> QuerySet[models.Invitation]:
    return models.Invitation.objects.filter(
        accepted_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=now
    )


def _by_token(token: str, now: datetime) -> models.Invitation:
    row = _open(now).filter(token_sha256=_hashed(token)).first()
    if row is None:
        raise InputError(NO_LONGER)
    return row


def _hashed(token: str) -> str:
    return sha256(token.encode()).hexdigest()
