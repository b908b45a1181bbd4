"""Reminders to a service of what waits in its improvement plan; the worker sends each once.

Each is kept before its letter leaves: one that the mail server does not take is marked and not
sent again, so that nobody is written to twice about the same.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from django.db import transaction
from django.utils import timezone

from corecase.actions import (
    door,
    holders,
    improvement_desk,
    improvement_plans,
    improvement_settings,
)
from corecase.core import improvement_checks, improvement_status
from corecase.core.errors import InputError
from corecase.core.event_kinds import EventKind
from corecase.core.improvement import ImprovementPlan
from corecase.core.improvement_steps import submitted_on
from corecase.core.people import OPERATOR, Role
from corecase.core.periods import day_in_words
from corecase.core.stages import PUBLISHED_STAGES
from corecase.notify import improvement as letters
from corecase.notify import mail
from corecase.store.cases import models
from corecase.store.cases.models import Grant, ImprovementReminder, Inspection, Person

SOON_DAYS: Final = 14
"""How many days ahead somebody is reminded; our own choice: unverified."""
NOT_TAKEN: Final = "The mail server did not take the letter."
Link = Callable[[str], str]
"""The address of the improvement plan of an inspection; empty where none is known."""


class Kind(StrEnum):
    """What a reminder is about."""

    PLAN_SOON = "PLAN_SOON"
    PLAN_LATE = "PLAN_LATE"
    ACTION_SOON = "ACTION_SOON"
    ACTION_OVERDUE = "ACTION_OVERDUE"
    ACTION_STALE = "ACTION_STALE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One thing to be reminded of: of what kind, at which action, counted from which day."""

    kind: Kind
    day: date
    action: str = ""

    @property
    def key(self) -> str:
        """By which it is known whether somebody was reminded of it."""
        return f"{self.kind}/{self.action}/{self.day.isoformat()}"


def waiting(plan: ImprovementPlan, today: date, stale_days: int) -> tuple[Waiting, ...]:
    """What somebody is reminded of on a day: the whole first, then its actions."""
    return (*_of_the_whole(plan, today), *_of_actions(plan, today, stale_days))


def send_due(*, link: Link, now: datetime) -> int:
    """Sends every reminder that somebody was not sent yet; how many letters left."""
    today = timezone.localdate(now)
    rows = improvement_desk.whole().filter(inspection__stage__in=PUBLISHED_STAGES)
    return sum(_remind(row, link, today, now) for row in rows)


def _remind(row: models.ImprovementPlan, link: Link, today: date, now: datetime) -> int:
    rule = improvement_settings.rule_of(row.inspection.programme)
    found = waiting(improvement_desk.value_of(row), today, improvement_settings.stale_days(rule))
    if not found:
        return 0
    return sum(_write(row, person, found, link, now) for person in _people(row.inspection, today))


def _write(
    row: models.ImprovementPlan,
    person: Person,
    found: tuple[Waiting, ...],
    link: Link,
    now: datetime,
) -> bool:
    """Writes to one person of what they were not told yet; whether a letter left."""
    new = _kept(row, person, found, now)
    if not new:
        return False
    service, code = row.inspection.service.name, row.inspection.code
    letter = letters.reminder(
        name=person.name, service=service, reasons=tuple(reasons(new)), link=link(code)
    )
    try:
        mail.send(letter, to=person.email)
    except InputError:
        keys = [one.key for one in new]
        row.reminders.filter(person=person, key__in=keys).update(failed=NOT_TAKEN)
        return False
    return True


def _kept(
    row: models.ImprovementPlan, person: Person, found: tuple[Waiting, ...], now: datetime
) -> tuple[Waiting, ...]:
    """What somebody was not told yet, kept as told. Two workers that ask at once tell once."""
    with transaction.atomic():
        models.ImprovementPlan.objects.select_for_update().get(pk=row.pk)
        told = set(row.reminders.filter(person=person).values_list("key", flat=True))
        new = tuple(one for one in found if one.key not in told)
        if not new:
            return ()
        with door.writing(by=OPERATOR, now=now) as write:
            ImprovementReminder.objects.bulk_create(
                ImprovementReminder(plan=row, person=person, key=one.key, at=now) for one in new
            )
            kind, chain = EventKind.IMPROVEMENT_REMINDED, row.inspection.code
            write.say(kind, chain, person=person.pk, reminders=len(new))
    return new


def reasons(found: Iterable[Waiting]) -> Iterator[str]:
    """What waits, in words that say nothing of what is in it."""
    listed = tuple(found)
    for one in listed:
        if one.kind is Kind.PLAN_SOON:
            yield f"it is to be submitted by {day_in_words(one.day)}"
        if one.kind is Kind.PLAN_LATE:
            yield f"it was to be submitted by {day_in_words(one.day)}"
    for kind, words in (
        (Kind.ACTION_OVERDUE, "overdue"),
        (Kind.ACTION_SOON, f"due within {SOON_DAYS} days"),
        (Kind.ACTION_STALE, "without news for a long time"),
    ):
        if n := sum(one.kind is kind for one in listed):
            yield f"{n} {'action is' if n == 1 else 'actions are'} {words}"


def _of_the_whole(plan: ImprovementPlan, today: date) -> Iterator[Waiting]:
    if plan.due_on is None or submitted_on(plan.steps) is not None:
        return
    if improvement_plans.is_late(plan, today):
        yield Waiting(kind=Kind.PLAN_LATE, day=plan.due_on)
    elif plan.due_on <= today + timedelta(days=SOON_DAYS):
        yield Waiting(kind=Kind.PLAN_SOON, day=plan.due_on)


def _of_actions(plan: ImprovementPlan, today: date, stale_days: int) -> Iterator[Waiting]:
    late = improvement_checks.overdue(plan, today)
    for one in late:
        yield Waiting(kind=Kind.ACTION_OVERDUE, day=one.due_on, action=one.action.id)
    for action, due in improvement_status.due_soon(plan, today, SOON_DAYS):
        yield Waiting(kind=Kind.ACTION_SOON, day=due, action=action.id)
    said = {one.action.id for one in late}
    for silent in improvement_checks.stale(plan, today, stale_days):
        # Of one that is overdue its owner hears already.
        if silent.action.id not in said:
            day = today - timedelta(days=silent.n_days)
            yield Waiting(kind=Kind.ACTION_STALE, day=day, action=silent.action.id)


def _people(inspection: Inspection, today: date) -> tuple[Person, ...]:
    """Whoever of the service writes down progress today."""
    services = door.subject_of(inspection).service_ids
    roles = (Role.SERVICE_LIAISON, Role.QUALITY_MANAGER)
    held = Grant.objects.filter(service_id__in=services, role__in=roles)
    return tuple(holders.of(held, today))
