"""What committees decided on council reports, and what that becomes in the improvement plan."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from corecase.actions import council_inspections, door, improvement_desk
from corecase.core import council_reports as core
from corecase.core.errors import InputError
from corecase.core.event_kinds import EventKind
from corecase.core.heading_sets import Decision
from corecase.core.improvement_steps import Step, StepKind
from corecase.core.people import Actor, NotAllowedError
from corecase.store.cases import models
from corecase.store.cases.models import CouncilMinute, Inspection


@dataclass(frozen=True, slots=True, kw_only=True)
class Minuted:
    """What a committee decided, who entered it, and whether progress was reported.

    `step` is what it became in the improvement plan, None where it became nothing there.
    """

    minute: core.Minute
    by: str
    reported_on: date | None
    is_overdue: bool
    step: Step | None


def minute(
    code: str,
    number: int,
    *,
    said: core.Minute,
    is_step: bool = False,
    by: Actor,
    now: datetime,
) -> None:
    """Keeps what the committee decided, which opens the report on progress.

    `is_step` makes it the cabinet's step in the improvement plan too. Raises InputError where a
    decision is kept already, or is said to come after today, and as `record_step` does.
    """
    with door.writing(by=by, now=now) as write:
        row = council_inspections.readable(code, by=by, now=now, lock=True)
        report = report_of(row, number)
        if CouncilMinute.objects.filter(report=report).exists():
            raise InputError("The decision on this report is kept already, and stays as it is.")
        if said.decided_on > council_inspections.today(now):
            raise InputError("A decision is minuted once it is made.", field="decided_on")
        kept = CouncilMinute.objects.create(
            report=report,
            decision=said.decision,
            committee=said.committee.strip(),
            words=said.words.strip(),
            decided_on=said.decided_on,
            progress_on=said.progress_on,
            by_id=by.person_id,
            at=now,
        )
        kind = EventKind.COUNCIL_REPORT_MINUTED
        became = {"step": _record(kept, row, kind, by=by, now=now)} if is_step else {}
        write.say(
            kind,
            row.code,
            content=[said.decision, said.decided_on.isoformat(), said.progress_on.isoformat()],
            council_report=number,
            **became,
        )


def record_step(code: str, number: int, *, by: Actor, now: datetime) -> None:
    """Makes a minuted decision the cabinet's step in the improvement plan, once.

    Raises InputError where nothing is minuted, where there is no improvement plan, and where the
    step stands there already.
    """
    with door.writing(by=by, now=now) as write:
        row = council_inspections.readable(code, by=by, now=now, lock=True)
        kept = _kept(row, number)
        if kept.step_id is not None:
            raise InputError("This decision is recorded in the improvement plan already.")
        kind = EventKind.COUNCIL_STEP_RECORDED
        step = _record(kept, row, kind, by=by, now=now)
        write.say(kind, row.code, council_report=number, step=step, day=kept.decided_on)


def take_back_step(code: str, number: int, *, by: Actor, now: datetime) -> None:
    """Takes the step that a decision became out of the improvement plan; the minute stays.

    Every version of the improvement plan in which it stood keeps it. Raises InputError where the
    decision became none.
    """
    with door.writing(by=by, now=now) as write:
        row = council_inspections.readable(code, by=by, now=now, lock=True)
        kept = _kept(row, number)
        step = kept.step
        if step is None:
            raise InputError("This decision is not recorded in the improvement plan.")
        kept.step = None
        kept.save(update_fields=["step"])
        step.delete()
        kind, plan = EventKind.COUNCIL_STEP_TAKEN_BACK, improvement_desk.row_of(row)
        improvement_desk.keep(plan, kind, by_id=by.person_id, now=now)
        write.say(kind, row.code, council_report=number, step=step.kind, day=step.day)


def _kept(row: Inspection, number: int) -> CouncilMinute:
    kept: CouncilMinute | None = getattr(report_of(row, number), "minute", None)
    if kept is None:
        raise InputError("Enter the decision first; then it can be recorded.")
    return kept


def _record(
    kept: CouncilMinute, row: Inspection, kind: EventKind, *, by: Actor, now: datetime
) -> StepKind:
    """Writes the step of a decision into the improvement plan, within somebody's transaction."""
    plan = improvement_desk.whole().filter(inspection=row).first()
    if plan is None:
        raise InputError("There is no improvement plan here in which it could be recorded.")
    step = core.cabinet_step(Decision(kept.decision), kept.committee, kept.decided_on)
    known = improvement_desk.value_of(plan).steps
    if any((one.kind, one.on) == (step.kind, step.on) for one in known):
        raise InputError(
            f"The improvement plan says already that it was {step.words}; leave it at that.",
            field="is_step",
        )
    kept.step = plan.steps.create(
        kind=step.kind, day=step.on, body=step.body, by_id=by.person_id, at=now
    )
    kept.save(update_fields=["step"])
    improvement_desk.keep(plan, kind, by_id=by.person_id, now=now)
    return step.kind


def report_progress(code: str, number: int, *, reported_on: date, by: Actor, now: datetime) -> None:
    """Keeps that progress was reported to the committee on a day.

    Raises InputError before a decision is minuted, twice, or for a day that has not been or
    lies before the decision.
    """
    with door.writing(by=by, now=now) as write:
        row = council_inspections.readable(code, by=by, now=now, lock=True)
        kept = CouncilMinute.objects.filter(report=report_of(row, number)).first()
        if kept is None or kept.reported_on:
            raise InputError("No report on progress is waited for here.")
        if not kept.decided_on < reported_on <= council_inspections.today(now):
            raise InputError(
                "Progress was reported after the decision and not later than today.",
                field="reported_on",
            )
        kept.reported_on, kept.reported_by_id, kept.reported_at = reported_on, by.person_id, now
        kept.save()
        write.say(
            EventKind.COUNCIL_PROGRESS_REPORTED,
            row.code,
            content=reported_on.isoformat(),
            council_report=number,
        )


def report_of(row: Inspection, number: int) -> models.CouncilReport:
    """A report of an inspection; NotAllowedError where there is none. For actions only."""
    found = reports_on(row).filter(number=number).first()
    if found is None:
        raise NotAllowedError("There is no such council report.")
    return found


def reports_on(row: Inspection) -> QuerySet[models.CouncilReport]:
    """The reports on an inspection, with what was minuted on each. For actions only."""
    rows = models.CouncilReport.objects.filter(inspection=row)
    return rows.select_related("inspection", "minute__by", "minute__step").prefetch_related(
        "versions__by"
    )


def decided_on(report: models.CouncilReport) -> date | None:
    """The day of the decision; None before one is minuted. For actions only."""
    kept: CouncilMinute | None = getattr(report, "minute", None)
    return kept.decided_on if kept else None


def minuted(report: models.CouncilReport, now: datetime) -> Minuted | None:
    """What was decided on a report; None before it is minuted. For actions only."""
    kept: CouncilMinute | None = getattr(report, "minute", None)
    if kept is None:
        return None
    said = core.Minute(
        decision=Decision(kept.decision),
        committee=kept.committee,
        decided_on=kept.decided_on,
        progress_on=kept.progress_on,
        words=kept.words,
    )
    overdue = said.is_overdue(council_inspections.today(now), kept.reported_on)
    return Minuted(
        minute=said,
        by=kept.by.name,
        reported_on=kept.reported_on,
        is_overdue=overdue,
        step=improvement_desk.step_of(kept.step) if kept.step else None,
    )
