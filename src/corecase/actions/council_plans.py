"""The improvement plan that the site keeps, as a council report tells of it."""

from dataclasses import replace
from datetime import date, datetime

from django.utils import timezone

from corecase.actions import improvement_desk, improvement_history
from corecase.core.council_facts import PlanFacts
from corecase.core.periods import Period
from corecase.store.cases.models import Inspection


def told(
    row: Inspection, entered: PlanFacts, *, decided_on: date | None, now: datetime
) -> PlanFacts:
    """What the council entered, with the improvement plan that lives here; alone where none does.

    Members keep what they decided on: from the minute on it is the improvement plan as it stood
    on that day. Whoever reports to a council reads the improvement plans of its services, and
    reads one only of a report that is published: both are asked before.
    """
    kept = improvement_desk.whole().filter(inspection=row).first()
    if kept is None:
        return entered
    then = improvement_history.stood_on(kept, decided_on) if decided_on else None
    plan = then or improvement_desk.value_of(kept)
    due = entered.due or (Period(first=plan.due_on, last=plan.due_on) if plan.due_on else None)
    return replace(
        entered,
        title=entered.title or plan.title,
        due=due,
        areas=plan.areas,
        recommendations=plan.recommendations,
        steps=plan.steps,
        stands_on=decided_on if then else timezone.localdate(now),
    )
