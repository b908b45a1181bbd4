"""Files of an improvement plan: downloads, the pack for a meeting, and a file brought in."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from django.utils import timezone

from corecase.actions import (
    door,
    frameworks,
    improvement_desk,
    improvement_history,
    improvement_plans,
    improvement_progress,
    improvement_rows,
    improvement_settings,
)
from corecase.actions.improvement_plans import Heading
from corecase.core.errors import InputError
from corecase.core.event_kinds import EventKind
from corecase.core.improvement import ImprovementPlan
from corecase.core.improvement_changes import PlanChange, changes
from corecase.core.improvement_imports import brought_in, numbered_as
from corecase.core.people import Actor, Deed, NotAllowedError, may
from corecase.documents import formats, improvement_pack, improvement_plan, improvement_workbook
from corecase.documents.improvement_pack import Alerted, BoardPack
from corecase.documents.model import Document
from corecase.exchange.limits import UPLOAD
from corecase.pipelines import improvement_plans as files
from corecase.statistics import reaudits
from corecase.store.cases import models
from corecase.store.cases.models import Alert, Inspection

ENDINGS: Final = ("html", "pdf", "docx", "xlsx")
MAX_BYTES: Final = 2 * 2**20
"""The largest file that is read: an improvement plan has some hundred actions at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What can be downloaded: the heading, and the days between which a pack may stand."""

    heading: Heading
    made_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What a file would change; `seen` is the version that it was held against.

    `notes` say how it was read, such as rows that were joined over the end of a page.
    """

    heading: Heading
    changes: tuple[PlanChange, ...]
    notes: tuple[str, ...]
    seen: str


def desk(code: str, *, by: Actor) -> Desk:
    """What somebody who reads an improvement plan may download of it."""
    inspection = improvement_desk.reading(code, by=by)
    row = improvement_desk.row_of(inspection)
    heading = improvement_plans.heading_of(inspection, row, by)
    return Desk(heading=heading, made_on=timezone.localdate(row.made_at))


def file(code: str, ending: str, *, by: Actor, today: date) -> bytes:
    """The improvement plan as it stands; the workbook holds all of it and can be brought in again.

    NotAllowedError for a format that there is none of.
    """
    inspection = improvement_desk.reading(code, by=by)
    plan = improvement_desk.value_of(improvement_desk.row_of(inspection))
    notice = inspection.synthetic
    if ending == "xlsx":
        return _rendered(improvement_workbook.build(plan, notice=notice), ending)
    rule = improvement_settings.rule_of(inspection.programme)
    return _rendered(improvement_plan.build(plan, today=today, rule=rule, notice=notice), ending)


def pack(code: str, ending: str, *, on: date, since: date | None, by: Actor, today: date) -> bytes:
    """What a meeting on a day is told, with what changed since the last one.

    Where the reader may read alerts it says how many there were and where they stand. Raises
    InputError for a day that lies ahead, before there was an improvement plan, or out of order.
    """
    inspection = improvement_desk.reading(code, by=by)
    row = improvement_desk.row_of(inspection)
    plan, before = check_days(row, on=on, since=since, today=today)
    rule = improvement_settings.rule_of(inspection.programme)
    built = BoardPack(
        plan=plan,
        today=on,
        before=before,
        before_on=since,
        rule=rule,
        stale_days=improvement_settings.stale_days(rule),
        reaudits=tuple(
            reaudits.shown(one)
            for one in improvement_progress.audits_of(row)
            if one.audited_on <= on
        ),
        items={one.id: one.label for one in frameworks.of(inspection).items},
        alerts=_alerts(inspection, by, on),
    )
    return _rendered(improvement_pack.build(built, notice=inspection.synthetic), ending)


def packable(code: str, *, on: date, since: date | None, by: Actor, today: date) -> None:
    """Raises InputError, beside its field, where there is no pack for these days."""
    inspection = improvement_desk.reading(code, by=by)
    check_days(improvement_desk.row_of(inspection), on=on, since=since, today=today)


def check_days(
    row: models.ImprovementPlan, *, on: date, since: date | None, today: date
) -> tuple[ImprovementPlan, ImprovementPlan | None]:
    """The improvement plan on both days; None for the earlier where none is given."""
    if on > today:
        raise InputError("Choose today or a day that is over.", field="on")
    if since is not None and since >= on:
        raise InputError("The last meeting lies before this one; correct the day.", field="since")
    plan = improvement_history.stood_on(row, on)
    if plan is None:
        raise InputError("There was no improvement plan on that day yet.", field="on")
    before = improvement_history.stood_on(row, since) if since else None
    if since and before is None:
        message = "There was no improvement plan on that day yet; leave it blank."
        raise InputError(message, field="since")
    return plan, before


def preview(code: str, content: bytes, *, name: str, by: Actor) -> Preview:
    """What a file would change; nothing is kept.

    Raises ManyProblems with everything wrong in it, by where it stands.
    """
    inspection = improvement_desk.reading(code, by=by, deed=Deed.IMPROVEMENT_WRITE)
    row = improvement_desk.row_of(inspection)
    living, after, notes = _both(inspection, row, content, name)
    return Preview(
        heading=improvement_plans.heading_of(inspection, row, by),
        changes=changes(living, after),
        notes=notes,
        seen=str(row.version),
    )


def take(code: str, content: bytes, *, name: str, seen: str, by: Actor, now: datetime) -> int:
    """Takes a file over; how many changes that made.

    Raises InputError where somebody changed the improvement plan since it was looked at, where
    the file changes nothing, and as `preview` does; then nothing of it is taken.
    """
    with door.writing(by=by, now=now) as write:
        inspection = door.inspection(code, Deed.IMPROVEMENT_WRITE, by=by, lock=True)
        row = improvement_desk.row_of(inspection)
        if str(row.version) != seen:
            raise InputError(
                "Somebody changed the improvement plan since you looked at the file. What it would "
                "change now is shown below."
            )
        living, after, _ = _both(inspection, row, content, name)
        found = changes(living, after)
        if not found:
            raise InputError("The file changes nothing: everything in it stands already.")
        changed = tuple(area for area in after.areas if area not in living.areas)
        value = replace(after, areas=changed)
        improvement_rows.write(row, value, by_id=by.person_id, now=now)
        kind = EventKind.IMPROVEMENT_PLAN_IMPORTED
        improvement_desk.keep(row, kind, by_id=by.person_id, now=now)
        write.say(kind, code, changes=len(found))
    return len(found)


def _both(
    inspection: Inspection, row: models.ImprovementPlan, content: bytes, name: str
) -> tuple[ImprovementPlan, ImprovementPlan, tuple[str, ...]]:
    """The improvement plan as it stands and as it would with the file; how that was read."""
    if len(content) > MAX_BYTES:
        raise InputError("The file is larger than 2 MB; keep only the improvement plan.")
    living = improvement_desk.value_of(row)
    read = files.read(content, name=name, limits=UPLOAD)
    # Only the workbook carries the numbers by which areas and actions are known here.
    is_form = name.lower().endswith(".xlsx")
    brought = read.plan if is_form else numbered_as(living, read.plan)
    after = brought_in(living, brought, frameworks.items_of(inspection), name)
    return living, after, read.notes


def _alerts(inspection: Inspection, by: Actor, on: date) -> tuple[Alerted, ...] | None:
    """The alerts of the inspection up to a day, for whoever may read them; else None."""
    if not may(by, Deed.ALERT_READ, door.subject_of(inspection)):
        return None
    rows = Alert.objects.filter(inspection=inspection).order_by("raised_at")
    return tuple(
        Alerted(
            raised_on=timezone.localdate(row.raised_at),
            state="closed" if row.closed_at else "open",
        )
        for row in rows
        if timezone.localdate(row.raised_at) <= on
    )


def _rendered(document: Document, ending: str) -> bytes:
    if ending not in ENDINGS:
        raise NotAllowedError("There is no such file.")
    return formats.render(document, (ending,))[ending]
