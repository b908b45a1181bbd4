"""Guest reviewers of a self-inspection: invited by the quality manager who runs it."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Final

from django.utils import timezone

from corecase.actions import invitations, own_inspections
from corecase.actions.invitations import Offer
from corecase.core.errors import InputError
from corecase.core.people import Actor, Deed, Role

LONGEST: Final = timedelta(days=183)
"""A guest reviews one self-inspection; our own setting."""


def invite(
    code: str,
    *,
    name: str,
    email: str,
    ends_on: date,
    link: Callable[[str], str],
    by: Actor,
    now: datetime,
) -> None:
    """Invites somebody of a partner agency to review cases of one self-inspection, as its guest.

    They read nothing else here, and this only until `ends_on`. Raises NotAllowedError for
    whoever does not run it, InputError for a day that is over or far ahead, and for somebody who
    inspects for the inspectorate.
    """
    own_inspections.own(code, Deed.OWN_PLAN, by=by)
    today = timezone.localdate(now)
    if not today <= ends_on <= today + LONGEST:
        raise InputError(
            "Enter a last day from today to half a year ahead; a guest comes for one review.",
            field="ends_on",
        )
    offer = Offer(
        email=email,
        name=name,
        role=Role.LOCAL_ASSESSOR,
        inspection=code,
        ends_on=ends_on,
    )
    try:
        invitations.invite(offer, link=link, by=by, now=now)
    except InputError as error:
        # Whatever is wrong with the offer itself is wrong with this person.
        raise InputError(str(error), error.problems, field=error.field or "email") from error
