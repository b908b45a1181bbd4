"""Fills a served demonstration with what its pages can show beside what is loaded.

Run as a program with CORECASE_HOME set; prints as JSON where things are. It goes through the
actions, save for what only a browser makes: a session and second factors.
"""

import json
import sys
from datetime import timedelta

import django

django.setup()

from allauth.mfa.models import Authenticator  # noqa: E402 Django has to be set up first
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes  # noqa: E402
from allauth.mfa.totp.internal.auth import TOTP  # noqa: E402
from django.contrib.auth.hashers import make_password  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from corecase.actions import (  # noqa: E402
    announcements,
    case_feedback,
    feedback,
    invitations,
    people,
    planning,
    samples,
    scores,
    teams,
    uploads,
)
from corecase.actions.demonstration_answers import accept_waiting  # noqa: E402
from corecase.core.caseloads import EligibilityWindow  # noqa: E402
from corecase.core.people import Actor, Role  # noqa: E402
from corecase.core.teams import TeamRole  # noqa: E402
from corecase.store.cases.models import (  # noqa: E402
    Grant,
    Inspection,
    Invitation,
    Person,
    Programme,
)

NOW = timezone.now()
TODAY = timezone.localdate()
LIST = b"Case reference,Order started on,Sentence\n" + b"".join(
    f"X-{number:02},{TODAY - timedelta(days=90):%d/%m/%Y},community\n".encode()
    for number in range(1, 13)
)


def by(key: str) -> Actor:
    """Somebody of the cast, with the roles of today."""
    return people.actor(Person.objects.get(email__startswith=f"{key}@").pk, today=TODAY)


def announced(service: str) -> str:
    """Another screening, announced, with its lead inspector."""
    programme = Programme.objects.get(framework_id="sqs-2013").code
    monday = TODAY + timedelta(days=35 - TODAY.weekday())
    code = planning.plan(
        programme, service, planning.Fieldwork(starts_on=monday), by=by("manager"), now=NOW
    )
    part = teams.Part(role=TeamRole.LEAD_INSPECTOR, days=3)
    teams.add(code, by("lead").person_id, part, by=by("manager"), now=NOW)
    window = EligibilityWindow(
        first_start=TODAY - timedelta(days=200), last_start=TODAY - timedelta(days=10)
    )
    announcements.announce(code, announcements.Terms(window=window), by=by("lead"), now=NOW)
    uploads.receive(code, file_name="list.csv", content=LIST, by=by("lead"), now=NOW)
    return code


def secured() -> dict[str, object]:
    """Somebody with every kind of second factor, just signed in."""
    person = Person.objects.create(
        email="secured@example.org",
        name="Sia Secured (demo)",
        password=make_password("a long invented password"),
        joined_at=NOW,
    )
    Grant.objects.create(person=person, role=Role.CHIEF_INSPECTOR, starts_on=TODAY, granted_at=NOW)
    TOTP.activate(person, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(person)
    passkey = Authenticator.objects.create(
        user=person,
        type=Authenticator.Type.WEBAUTHN,
        data={"name": "Laptop", "credential": {"clientExtensionResults": {}}},
    )
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["second_factor"] = True
    session["account_authentication_methods_user"] = str(person.pk)
    session["account_authentication_methods"] = [
        {"method": "password", "at": NOW.timestamp() + 3600, "reauthenticated": True}
    ]
    session.save()
    return {"session": session.session_key, "passkey": passkey.pk}


def main() -> None:
    """Fills the site and prints where things are."""
    admin = by("administrator")
    code = Inspection.objects.get(service__name="Anyborough").code
    offer = invitations.Offer(
        email="new@example.org", name="Nia New (demo)", role=Role.CHIEF_INSPECTOR
    )
    token = invitations.invite(offer, link=lambda token: token, by=admin, now=NOW)
    waiting, drawable = announced("anyborough"), announced("otherton")
    accept_waiting(drawable, by=by("lead"), now=NOW)
    meeting = feedback.write_meeting(
        code,
        held_on=TODAY,
        attendance="Head of service",
        strengths="Invented strength.",
        areas="Invented area.",
        with_figures=True,
        by=by("lead"),
        now=NOW,
    )
    ref = scores.cases_of(Inspection.objects.get(code=code))[0].id
    case_feedback.write_case_sheet(
        code, ref, good="Invented.", to_look_at="Invented.", by=by("lead"), now=NOW
    )
    withdrawn = announced("otherton")
    accept_waiting(withdrawn, by=by("lead"), now=NOW)
    samples.draw(
        withdrawn,
        samples.Choice(n=6),
        nonce_inspectorate="one",
        nonce_service="two",
        by=by("lead"),
        now=NOW,
    )
    json.dump(
        {
            "token": token,
            "invitation": Invitation.objects.get(email="new@example.org").pk,
            "waiting": waiting,
            "drawable": drawable,
            "drawn": withdrawn,
            "meeting": meeting,
            "sheet": ref,
            **secured(),
        },
        sys.stdout,
    )


if __name__ == "__main__":
    main()
