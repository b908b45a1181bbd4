"""The desk of an improvement plan: its rows as one value, and a change kept as a version."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from django.db.models import QuerySet
from django.utils import timezone

from corecase.actions import door, improvement_records
from corecase.actions.door import Writing
from corecase.core.criteria import Recommendation
from corecase.core.errors import InputError
from corecase.core.event_kinds import EventKind
from corecase.core.improvement import (
    Action,
    Area,
    Entry,
    ImprovementPlan,
    Origin,
    Progress,
    Question,
)
from corecase.core.improvement_steps import Step, StepKind
from corecase.core.people import PERMISSIONS, Actor, Deed, NotAllowedError, Role
from corecase.core.written_timescales import read_timescale
from corecase.store.cases import models
from corecase.store.cases.models import (
    ImprovementAction,
    ImprovementArea,
    ImprovementEntry,
    ImprovementQuestion,
    ImprovementVersion,
    Inspection,
)

Row = TypeVar("Row")


@dataclass(slots=True, kw_only=True)
class Desk:
    """An improvement plan that is being changed by somebody, in one transaction.

    `write` has to say the event; what stands afterwards is kept as a version of the whole.
    """

    inspection: Inspection
    row: models.ImprovementPlan
    by: Actor
    now: datetime
    write: Writing
    said: list[tuple[EventKind, str]] = field(default_factory=list)

    def say(self, kind: EventKind, *, content: object = None, **subject: object) -> None:
        """Says the one event of this change."""
        self.write.say(kind, self.inspection.code, content=content, **subject)
        named = (f"{name} {subject[name]}" for name in ("area", "action") if name in subject)
        self.said.append((kind, next(named, "")))

    def area(self, ref: str) -> ImprovementArea:
        """An area that stands. NotAllowedError where there is none of that number."""
        return found(self.row.areas.filter(removed_at=None, ref=ref).first(), "area")

    def action(self, ref: str) -> ImprovementAction:
        """An action that stands. NotAllowedError where there is none of that number."""
        rows = self.row.actions.select_related("area").filter(removed_at=None, ref=ref)
        return found(rows.first(), "action")


@contextmanager
def changing(code: str, deed: Deed, *, by: Actor, now: datetime) -> Iterator[Desk]:
    """One change of an improvement plan: one transaction, one event, one version of the whole.

    Raises NotAllowedError before the publication, and InputError where what would stand
    afterwards could not be: then nothing is changed.
    """
    with door.writing(by=by, now=now) as write:
        inspection = door.inspection(code, deed, by=by, lock=True)
        desk = Desk(inspection=inspection, row=row_of(inspection), by=by, now=now, write=write)
        yield desk
        kind, about = desk.said[0]
        keep(desk.row, kind, about=about, by_id=by.person_id, now=now)


def keep(
    row: models.ImprovementPlan,
    kind: EventKind,
    *,
    about: str = "",
    by_id: int | None,
    now: datetime,
) -> ImprovementPlan:
    """Keeps the whole as it stands now as its next version; what stands."""
    plan = value_of(whole().get(pk=row.pk))
    row.version += 1
    row.save(update_fields=["version"])
    ImprovementVersion.objects.create(
        plan=row,
        number=row.version,
        event=kind,
        about=about,
        content=improvement_records.to_record(plan),
        by_id=by_id,
        at=now,
    )
    return plan


def reading(code: str, *, by: Actor, deed: Deed = Deed.IMPROVEMENT_READ) -> Inspection:
    """The inspection whose improvement plan somebody may read, or do `deed` to."""
    inspection = door.inspection(code, deed, by=by)
    row_of(inspection)
    return inspection


def whole() -> QuerySet[models.ImprovementPlan]:
    """Improvement plans with everything that `value_of` reads, in a few queries for all of them."""
    return models.ImprovementPlan.objects.select_related(
        "inspection__service", "inspection__programme"
    ).prefetch_related(
        "recommendations", "areas", "actions__entries", "actions__questions", "steps"
    )


def row_of(inspection: Inspection) -> models.ImprovementPlan:
    """The row of its improvement plan. NotAllowedError where there is none yet."""
    return found(whole().filter(inspection=inspection).first(), "improvement plan")


def found(row: Row | None, what: str) -> Row:
    """The row; NotAllowedError where there is none."""
    if row is None:
        raise NotAllowedError(f"There is no such {what}.")
    return row


def check_seen(row: ImprovementArea | ImprovementAction, seen: str) -> None:
    """Raises InputError where somebody else changed it since its writer read it."""
    if str(row.version) != seen:
        raise InputError(
            "Somebody else changed this meanwhile. What stands now is shown above; yours is in "
            "the form and is not saved yet."
        )


def role_of(by: Actor, deed: Deed, inspection: Inspection) -> str:
    """As what somebody speaks who may do this: a role, or the name of the oversight body."""
    services, allowed = door.subject_of(inspection).service_ids, PERMISSIONS[deed]
    role = next(
        grant.role
        for grant in by.grants
        if grant.role in allowed and (grant.service_id is None or grant.service_id in services)
    )
    return inspection.programme.oversight_body if role is Role.OVERSIGHT else role.words


def value_of(row: models.ImprovementPlan) -> ImprovementPlan:
    """The improvement plan as a value. Raises InputError where its parts contradict each other."""
    actions: dict[int, list[Action]] = {}
    for action in row.actions.all():
        if action.removed_at is None:
            actions.setdefault(action.area_id, []).append(action_of(action))
    return ImprovementPlan(
        service=row.inspection.service.name,
        title=row.title,
        inspection=row.inspection.code,
        published_on=row.published_on,
        due_on=row.due_on,
        recommendations=tuple(recommendations(row)),
        areas=tuple(
            area_of(area, actions.get(area.pk, ()))
            for area in row.areas.all()
            if area.removed_at is None
        ),
        steps=tuple(map(step_of, row.steps.all())),
    )


def recommendations(row: models.ImprovementPlan) -> Iterator[Recommendation]:
    """The recommendations that it answers, in the order printed."""
    for one in row.recommendations.all():
        yield Recommendation(
            id=one.ref, text=one.text, owners=tuple(one.owners), items=tuple(one.items)
        )


def area_of(row: ImprovementArea, actions: Iterable[Action]) -> Area:
    """An area as a value, with its actions."""
    return Area(
        id=row.ref,
        wording=row.wording,
        origin=origin_of(row.origin),
        recommendations=tuple(row.recommendations),
        links=tuple(row.links),
        success=row.success,
        costs=row.costs,
        actions=tuple(actions),
    )


def action_of(row: ImprovementAction) -> Action:
    """An action as a value, with everything that was written down of it."""
    said: dict[str, list[ImprovementEntry]] = {}
    for entry in row.entries.all():
        said.setdefault(entry.kind, []).append(entry)
    return Action(
        id=row.ref,
        wording=row.wording,
        owner=row.owner,
        timescale=read_timescale(row.timescale),
        measure=row.measure,
        costs=row.costs,
        items=tuple(row.items),
        progress=tuple(
            Progress(words=one.words, on=one.day, by=one.role, is_done=one.is_done)
            for one in said.get("PROGRESS", ())
        ),
        evidence=tuple(map(entry_of, said.get("EVIDENCE", ()))),
        completed_on=row.completed_on,
        views=tuple(map(entry_of, said.get("VIEW", ()))),
        questions=tuple(map(_question_of, row.questions.all())),
    )


def origin_of(code: str) -> Origin:
    """The origin that a stored code stands for."""
    return "own" if code == "own" else "inspectorate"


def entry_of(row: ImprovementEntry) -> Entry:
    """An entry as a value."""
    return Entry(words=row.words, on=row.day, by=row.role)


def step_of(row: models.ImprovementStep) -> Step:
    """A step as a value."""
    return Step(kind=StepKind(row.kind), on=row.day, body=row.body, reasons=row.reasons)


def _question_of(row: ImprovementQuestion) -> Question:
    answer = None
    if row.answered_at is not None:
        on = timezone.localdate(row.answered_at)
        answer = Entry(words=row.answer, on=on, by=row.answered_role)
    asked = Entry(words=row.words, on=timezone.localdate(row.at), by=row.role)
    return Question(asked=asked, answer=answer)
