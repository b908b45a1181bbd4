"""Reminders of comments and complaints that are overdue; the worker sends each once.

Each is kept before its letter leaves: one that the mail server does not take is not sent again.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from corecase.actions import door, factual_rounds, holders, interests
from corecase.core.event_kinds import EventKind
from corecase.core.people import OPERATOR, Role
from corecase.notify import remarks as letters
from corecase.store.cases.models import Grant, Person, Remark


def send_due(*, link: str, now: datetime) -> int:
    """Tells every programme manager of what became overdue since; how many letters were due.

    Nobody is told of what is about their own service. `link` is the register's address.
    """
    today = timezone.localdate(now)
    new = _kept(now)
    held = Grant.objects.filter(role=Role.PROGRAMME_MANAGER)
    told = [(one, n) for one in holders.of(held, today) if (n := _n_for(one, new, now))]
    for person, n in told:
        factual_rounds.mailed([(person, letters.overdue(name=person.name, n=n, link=link))])
    return len(told)


def _kept(now: datetime) -> tuple[Remark, ...]:
    """What is overdue and was told to nobody, kept as told. Two workers that ask tell once."""
    today = timezone.localdate(now)
    with transaction.atomic():
        rows = Remark.objects.filter(
            due_on__lt=today, answered_on__isnull=True, reminded_at__isnull=True
        )
        new = tuple(rows.select_for_update(of=("self",)).select_related("inspection"))
        if new:
            with door.writing(by=OPERATOR, now=now) as write:
                Remark.objects.filter(pk__in=[row.pk for row in new]).update(reminded_at=now)
                write.say(EventKind.REMARK_REMINDED, door.HOUSE, remarks=len(new))
    return new


def _n_for(person: Person, rows: Iterable[Remark], now: datetime) -> int:
    conflicts = door.merged_with(interests.conflicts_of(person, timezone.localdate(now)))
    return sum(row.inspection is None or row.inspection.service_id not in conflicts for row in rows)
