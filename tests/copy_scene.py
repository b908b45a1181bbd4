"""The distribution list for tests: somebody invented on it, letters to them, a silent server."""

import re
from datetime import timedelta

from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from corecase.actions import dispatches, distribution
from corecase.actions.distribution import Entry
from corecase.core.people import Actor
from corecase.store.cases import models
from tests import site

UNTIL = timezone.now() + timedelta(days=2)
MINISTER = Entry(name="Invented Minister", body="Invented Ministry", email="Minister@example.org")
SILENT = f"{__name__}.SilentServer"


class SilentServer(EmailBackend):
    """A mail server that does not answer."""

    def send_messages(self, messages: object) -> int:
        """Raises as a refused connection does."""
        raise ConnectionRefusedError


def link(token: str) -> str:
    return f"http://testserver/copies/{token}/"


def added(inspection: models.Inspection, by: Actor, entry: Entry = MINISTER) -> int:
    return distribution.add(inspection.code, entry, by=by, now=site.NOW)


def sent(inspection: models.Inspection, by: Actor, number: int) -> str:
    """The token of a letter that is sent now."""
    dispatches.send(inspection.code, number, link=link, by=by, now=site.NOW)
    return re.findall(r"copies/([\w-]+)/", str(mail.outbox[-1].body))[0]
