"""The first administrator, whom nobody in the site can invite yet."""

from datetime import datetime
from hashlib import sha256
from secrets import token_urlsafe

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone

from corecase.actions import door, holders
from corecase.actions.invitations import TOKEN_BYTES, VALID_FOR
from corecase.core.errors import InputError
from corecase.core.event_kinds import EventKind
from corecase.core.people import OPERATOR, Role
from corecase.store.cases.models import Grant, Invitation


def invite(email: str, name: str, *, now: datetime) -> str:
    """The token of an invitation as administrator, made by the operator of the machine.

    Raises InputError while somebody is administrator: administrators invite then, and who runs
    the machine gets no way in. An open invitation of this kind is replaced.
    """
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError as error:
        raise InputError("Give an e-mail address: corecase invite somebody@example.org.") from error
    with door.writing(by=OPERATOR, now=now) as write:
        grants = Grant.objects.filter(role=Role.ADMINISTRATOR)
        if holders.holding(grants, timezone.localdate(now)).exists():
            raise InputError(
                "There is an administrator already; administrators invite on the page People."
            )
        open_ones = Invitation.objects.filter(invited_by__isnull=True, accepted_at__isnull=True)
        open_ones.filter(withdrawn_at__isnull=True).update(withdrawn_at=now)
        token = token_urlsafe(TOKEN_BYTES)
        row = Invitation.objects.create(
            email=email,
            name=name,
            role=Role.ADMINISTRATOR,
            token_sha256=sha256(token.encode()).hexdigest(),
            invited_at=now,
            expires_at=now + VALID_FOR,
        )
        write.say(EventKind.PERSON_INVITED, door.PEOPLE, invitation=row.pk, role=row.role)
    return token
