"""Reminders of what waits in an improvement plan, to those for whom it waits; each leaves once.

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
    improvement_desk,
    improvement_plans,
    improvement_readers,
    improvement_settings,
)
from corecase.core import improvement_checks, improvement_status
from corecase.core.errors import InputError
from corecase.core.event_kinds import EventKind
from corecase.core.improvement import ImprovementPlan
from corecase.core.improvement_steps import StepKind, is_waiting, submitted_on
from corecase.core.people import OPERATOR
from corecase.core.periods import day_in_words
from corecase.core.stages import PUBLISHED_STAGES
from corecase.notify import improvement as letters
from corecase.notify import mail
from corecase.store.cases import models
from corecase.store.cases.models import ImprovementReminder, Person

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
    QUESTION = "QUESTION"
    SUBMITTED = "SUBMITTED"


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One thing to be reminded of: of what kind, at which action, counted from which day.

    `number` tells several at one action apart, from 1; 0 where there is one only.
    """

    kind: Kind
    day: date
    action: str = ""
    number: int = 0

    @property
    def key(self) -> str:
        """By which it is known whether somebody was reminded of it."""
        at = f"{self.action}.{self.number}" if self.number else self.action
        return f"{self.kind}/{at}/{self.day.isoformat()}"


def waiting(plan: ImprovementPlan, today: date, stale_days: int) -> tuple[Waiting, ...]:
    """What its service is reminded of on a day: the whole first, then its actions."""
    return (
        *_of_the_whole(plan, today),
        *_of_actions(plan, today, stale_days),
        *_of_questions(plan),
    )


def to_answer(plan: ImprovementPlan) -> tuple[Waiting, ...]:
    """What the inspectorate is reminded of: that it was submitted, until that is answered."""
    if not is_waiting(plan.steps):
        return ()
    days = [step.on for step in plan.steps if step.kind is StepKind.SUBMITTED]
    return (Waiting(kind=Kind.SUBMITTED, day=max(days), number=len(days)),)


def send_due(*, link: Link, now: datetime) -> int:
    """Sends every reminder that somebody was not sent yet; how many letters left."""
    today = timezone.localdate(now)
    rows = improvement_desk.whole().filter(inspection__stage__in=PUBLISHED_STAGES)
    return sum(_remind(row, link, today, now) for row in rows)


def _remind(row: models.ImprovementPlan, link: Link, today: date, now: datetime) -> int:
    rule = improvement_settings.rule_of(row.inspection.programme)
    plan, inspection = improvement_desk.value_of(row), row.inspection
    left = 0
    if found := waiting(plan, today, improvement_settings.stale_days(rule)):
        people = improvement_readers.of_service(inspection, today)
        left += sum(_write(row, person, found, link, now) for person in people)
    if found := to_answer(plan):
        people = improvement_readers.of_inspectorate(inspection, today)
        left += sum(_write(row, person, found, link, now) for person in people)
    return left


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
        if one.kind is Kind.SUBMITTED:
            yield f"it was submitted on {day_in_words(one.day)} and waits for an answer"
    if n := sum(one.kind is Kind.QUESTION for one in listed):
        yield f"{n} {'question waits' if n == 1 else 'questions wait'} for an answer"
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


def _of_questions(plan: ImprovementPlan) -> Iterator[Waiting]:
    for action in plan.actions:
        for number, one in enumerate(action.questions, start=1):
            if one.answer is None:
                # One that came without its day, out of a file, is still one question.
                day = one.asked.on or date.min
                yield Waiting(kind=Kind.QUESTION, day=day, action=action.id, number=number)
