"""Alerts of an inspection, as whoever may see them reads them; the deeds are in `alerting`."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from corecase.actions import door, holders
from corecase.core import alerts
from corecase.core.alerts import AlertState
from corecase.core.people import (
    Actor,
    Deed,
    NotAllowedError,
    Reach,
    Role,
    check_may,
    may,
    reach,
)
from corecase.store.cases.models import Alert, AlertStep, Grant, Inspection, Person

_OF_THE_INSPECTION = ("RAISED", "RECEIVED")
"""Steps that the service does not read: the lead writes for it what it has to know."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """An alert that nobody has taken up yet, where its reader is the one who has to."""

    id: UUID
    code: str
    service: str
    since: datetime
    is_told: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One alert in a list; `late` says what should have happened by now and has not."""

    id: UUID
    ref: str
    state: AlertState
    raised_at: datetime
    act_by: date | None
    late: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Alerts:
    """The alerts that somebody may see. `words` counts all of them as the report says it."""

    code: str
    service: str
    synthetic: str
    rows: tuple[Listed, ...]
    words: str
    is_lead: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseAlerts:
    """What somebody who raises an alert on a case has before them."""

    code: str
    service: str
    synthetic: str
    ref: str
    leads: tuple[str, ...]
    rows: tuple[Listed, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing that was done about an alert."""

    step: str
    by: str
    at: datetime
    words: str
    act_by: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class One:
    """One alert. `concern` is empty for the service, `told` where it has not been told.

    `contacts` are the people of the service who can be told; `is_lead` and `is_service` say
    which side its reader is on.
    """

    listed: Listed
    code: str
    service: str
    synthetic: str
    concern: str
    asked: str
    told: str
    done: str
    is_acknowledged: bool
    steps: tuple[Step, ...]
    is_lead: bool
    is_service: bool
    leads: tuple[str, ...]
    contacts: tuple[tuple[int, str], ...] = ()
    contact_id: int | None = None


def waiting(*, by: Actor) -> tuple[Waiting, ...]:
    """What this person has to take up at once, the oldest first; one query, or none.

    For a lead inspector the alerts that are not received, for a service's liaison those that
    were told and are not acknowledged.
    """
    leading, answering = reach(by, Deed.ALERT_CLOSE), reach(by, Deed.ALERT_ANSWER)
    served = replace(answering, inspection_ids=frozenset(), conflicts=frozenset())
    waits = _waiting_within(leading, received_at=None) | _waiting_within(
        served, told_at__isnull=False, acknowledged_at=None, done_at=None
    )
    if not waits:
        return ()
    rows = Alert.objects.select_related("inspection__service").filter(waits)
    return tuple(
        Waiting(
            id=row.pk,
            code=row.inspection.code,
            service=row.inspection.service.name,
            since=row.told_at or row.raised_at,
            is_told=row.told_at is not None,
        )
        for row in rows.order_by("raised_at", "pk")
    )


def _waiting_within(where: Reach, **how: object) -> Q:
    """Alerts that wait in this way where somebody reaches; nothing is asked where they do not."""
    if not (where.inspection_ids or where.service_ids or where.own_service_ids):
        return Q()
    return Q(inspection__in=door.inspections_within(where).values("pk"), **how)


def listed(code: str, *, by: Actor, now: datetime) -> Alerts:
    """The alerts of an inspection, the newest first: the lead sees all of them, the service
    those that it was told of, anybody else those that they raised.
    """
    inspection, seen = _seen(code, by)
    rows = tuple(_listed(row, now) for row in seen.select_related("case"))
    refs = sorted({row.ref for row in rows})
    door.consulted("ALERTS", *refs, inspection=inspection, by=by, now=now)
    return Alerts(
        code=inspection.code,
        service=inspection.service.name,
        synthetic=inspection.synthetic,
        rows=rows,
        words=alerts.count_line(len(rows)),
        is_lead=may(by, Deed.ALERT_CLOSE, door.subject_of(inspection)),
    )


def count_line(code: str, *, by: Actor) -> str:
    """How many alerts were raised, as the report says it: `"one alert"`."""
    inspection = door.inspection(code, Deed.PROGRESS_READ, by=by)
    return alerts.count_line(inspection.alerts.count())


def for_case(code: str, ref: str, *, by: Actor, now: datetime) -> CaseAlerts:
    """What to know before raising an alert on a case: who gets it, and what one raised already."""
    case = door.case(code, ref, Deed.ALERT_RAISE, by=by)
    inspection = case.inspection
    rows = inspection.alerts.select_related("case").filter(case=case)
    if not may(by, Deed.ALERT_CLOSE, door.subject_of(inspection)):
        rows = rows.filter(raised_by_id=by.person_id)
    door.consulted("ALERTS", ref, inspection=inspection, by=by, now=now)
    return CaseAlerts(
        code=inspection.code,
        service=inspection.service.name,
        synthetic=inspection.synthetic,
        ref=ref,
        leads=tuple(lead.name for lead in leads_of(inspection, now)),
        rows=tuple(_listed(row, now) for row in rows),
    )


def one(code: str, key: UUID, *, by: Actor, now: datetime) -> One:
    """One alert with everything done about it. Raises NotAllowedError where it is not for them."""
    inspection, seen = _seen(code, by)
    row = seen.select_related("case", "told").filter(pk=key).first()
    if row is None:
        raise NotAllowedError("There is no such alert.")
    subject = door.subject_of(inspection)
    is_lead = may(by, Deed.ALERT_CLOSE, subject)
    is_service = not is_lead and may(by, Deed.ALERT_ANSWER, subject)
    door.consulted("ALERT", row.case.ref, inspection=inspection, by=by, now=now)
    steps = row.steps.select_related("by")
    return One(
        listed=_listed(row, now),
        code=inspection.code,
        service=inspection.service.name,
        synthetic=inspection.synthetic,
        concern="" if is_service else row.concern,
        asked=row.asked,
        told=row.told.name if row.told else "",
        done=row.done,
        is_acknowledged=row.acknowledged_at is not None,
        steps=tuple(
            _step(step)
            for step in (steps.exclude(step__in=_OF_THE_INSPECTION) if is_service else steps)
        ),
        is_lead=is_lead,
        is_service=is_service,
        leads=() if is_service else tuple(lead.name for lead in leads_of(inspection, now)),
        contacts=tuple((who.pk, who.name) for who in contacts_of(inspection, now))
        if is_lead
        else (),
        contact_id=inspection.contact_id,
    )


def state_of(row: Alert) -> AlertState:
    """How far an alert has come, by the times that stand in its row."""
    if row.closed_at:
        return AlertState.CLOSED
    if row.done_at:
        return AlertState.ACTED
    if row.told_at:
        return AlertState.SERVICE_TOLD
    return AlertState.RECEIVED if row.received_at else AlertState.RAISED


def leads_of(inspection: Inspection, now: datetime) -> list[Person]:
    """Who leads the inspection today, by name."""
    held = inspection.grants.filter(role=Role.LEAD_INSPECTOR)
    return list(holders.of(held, timezone.localdate(now)))


def contacts_of(inspection: Inspection, now: datetime) -> list[Person]:
    """Who speaks for the inspected service today and signs in here, by name."""
    held = Grant.objects.filter(service_id=inspection.service_id, role=Role.SERVICE_LIAISON)
    return list(holders.of(held, timezone.localdate(now)))


def _seen(code: str, by: Actor) -> tuple[Inspection, QuerySet[Alert]]:
    """The inspection, and the alerts of it that are for this person."""
    inspection = Inspection.objects.select_related("service").filter(code=code).first()
    if inspection is None:
        raise NotAllowedError("There is no such inspection.")
    subject = door.subject_of(inspection)
    rows = Alert.objects.filter(inspection=inspection)
    if may(by, Deed.ALERT_CLOSE, subject):
        return inspection, rows
    if may(by, Deed.ALERT_READ, subject):
        return inspection, rows.filter(told_at__isnull=False)
    check_may(by, Deed.ALERT_RAISE, subject)
    return inspection, rows.filter(raised_by_id=by.person_id)


def _listed(row: Alert, now: datetime) -> Listed:
    state = state_of(row)
    course = alerts.Alert(
        state=state,
        raised_at=row.raised_at,
        raised_on=timezone.localdate(row.raised_at),
        received_at=row.received_at,
        told_on=timezone.localdate(row.told_at) if row.told_at else None,
        answer_by=row.act_by,
        done=row.done,
    )
    return Listed(
        id=row.pk,
        ref=row.case.ref,
        state=state,
        raised_at=row.raised_at,
        act_by=row.act_by,
        late=alerts.overdue(course, now, timezone.localdate(now)),
    )


def _step(row: AlertStep) -> Step:
    return Step(step=row.step, by=row.by.name, at=row.at, words=row.words, act_by=row.act_by)
