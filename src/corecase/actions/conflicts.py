"""Conflicts: two values for one field, both kept until a person decides."""

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid5

from corecase.actions import access, answers, case_files, door, frameworks
from corecase.actions.case_files import Heading
from corecase.core import stored_answers
from corecase.core.assessment_states import Marking
from corecase.core.audit import EventKind
from corecase.core.criteria import Item
from corecase.core.errors import InputError
from corecase.core.operations import Field, FieldState, Operation, Outcome, resolve
from corecase.core.people import Actor, Deed
from corecase.store.cases import models


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One of the values that stand against each other: what, by whom and when."""

    value: str
    by: str
    at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """An open conflict: the value that stands, the one that was sent, and the field's version."""

    id: int
    item: Item
    field: Field
    standing: Value
    sent: Value
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Late:
    """A change that is kept for the lead inspector: who sent what, when, and why it is kept.

    `id` is None for one that came under another's identifier: it can only be read.
    """

    id: int | None
    item: Item | None
    field: Field | None
    sent: Value
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictPage:
    """The open conflicts of a case assessment and, for the lead, what came too late."""

    heading: Heading
    open: tuple[Open, ...]
    late: tuple[Late, ...]


def listed(
    code: str, ref: str, *, marking: Marking | None = None, by: Actor, now: datetime
) -> ConflictPage:
    """What a person has to decide in a case assessment, the oldest first."""
    row = access.reached(code, ref, by=by, marking=marking)
    door.consulted("CONFLICTS", ref, inspection=row.case.inspection, by=by, now=now)
    heading = case_files.heading(row, by=by, now=now)
    return ConflictPage(
        heading=heading, open=_open(row), late=_late(row) if heading.may_moderate else ()
    )


def decide(
    code: str,
    ref: str,
    conflict_id: int,
    *,
    seen_version: int,
    value: str,
    marking: Marking | None = None,
    by: Actor,
    now: datetime,
) -> None:
    """Settles a conflict by the value that a person chose or wrote.

    Its assessor decides, or the lead inspector, while the case assessment is open. Raises
    InputError where it changed after `seen_version` or was decided already.
    """
    with door.writing(by=by, now=now) as write:
        row = _writable(code, ref, marking, by)
        access.check_open(row, now)
        found = models.Conflict.objects.filter(assessment=row, pk=conflict_id).first()
        if found is None or found.resolved_at is not None:
            raise InputError("This conflict is decided already; look at what stands now.")
        item = frameworks.items_of(row.case.inspection)[found.item_id]
        answers.check_value(item, Field(found.field), value)
        state = _state(row, found.item_id, found.field)
        settled = resolve(state, seen_version=seen_version, value=value)
        written = _write(row, found, settled, by, now)
        found.chosen_value, found.resolved_by_id, found.resolved_at = value, by.person_id, now
        found.save()
        told = write.say(
            EventKind.CONFLICT_RESOLVED,
            code,
            content=stored_answers.content_of([written.sha256]),
            assessment=row.pk,
            conflict=found.pk,
            **{stored_answers.TOLD: 1},
        )
        written.event = told
        written.save(update_fields=["event"])


def release(
    code: str,
    ref: str,
    late_id: int,
    *,
    keep: bool,
    marking: Marking | None = None,
    by: Actor,
    now: datetime,
) -> None:
    """Lets a change that came too late stand against what is there, or sets it aside.

    For the lead inspector. What is released becomes a conflict, which a person decides; what
    is set aside stays in the journal. Raises InputError while the case assessment is closed.
    """
    with door.writing(by=by, now=now) as write:
        row = access.reached(code, ref, by=by, marking=marking)
        door.assessment(row.pk, Deed.CASE_READ, by=by, lock=True)
        door.inspection(code, Deed.MODERATE, by=by)
        waiting = {"operation__assessment": row, "pk": late_id, "decided_at": None}
        late = models.Quarantine.objects.filter(**waiting).select_related("operation").first()
        if late is None:
            raise InputError("This is decided already; look at what stands now.")
        if keep:
            access.check_open(row, now)
            _stand_against(row, late.operation, now)
        late.is_released, late.decided_by_id, late.decided_at = keep, by.person_id, now
        late.save()
        kind = EventKind.OPERATION_RELEASED if keep else EventKind.OPERATION_DISMISSED
        write.say(kind, code, assessment=row.pk, operation=late.operation_id)


def _writable(code: str, ref: str, marking: Marking | None, by: Actor) -> models.CaseAssessment:
    """The case assessment, locked: somebody's own, or for the lead inspector any they reach."""
    row = access.reached(code, ref, by=by, marking=marking)
    deed = Deed.CASE_ASSESS if row.assessor_id == by.person_id else Deed.CASE_READ
    return door.assessment(row.pk, deed, by=by, lock=True)


def _open(row: models.CaseAssessment) -> tuple[Open, ...]:
    found = models.Conflict.objects.filter(assessment=row, resolved_at=None)
    rows = list(found.select_related("operation__by"))
    states = {(s.item_id, s.field): s for s in models.FieldState.objects.filter(assessment=row)}
    applied = models.Operation.objects.filter(assessment=row, outcome=Outcome.APPLIED)
    writers = {
        (o.item_id, o.field, o.version): o
        for o in applied.filter(item_id__in=[one.item_id for one in rows]).select_related("by")
    }
    items = frameworks.items_of(row.case.inspection)
    return tuple(
        _opened(one, items[one.item_id], states[one.item_id, one.field], writers) for one in rows
    )


def _opened(
    one: models.Conflict,
    item: Item,
    state: models.FieldState,
    writers: dict[tuple[str, str, int], models.Operation],
) -> Open:
    writer = writers.get((one.item_id, one.field, state.version))
    return Open(
        id=one.pk,
        item=item,
        field=Field(one.field),
        standing=Value(value=state.value, by=writer.by.name if writer else "", at=state.at),
        sent=_sent(one.operation),
        version=state.version,
    )


def _late(row: models.CaseAssessment) -> tuple[Late, ...]:
    waiting = models.Quarantine.objects.filter(operation__assessment=row, decided_at=None)
    items = frameworks.items_of(row.case.inspection)
    kept = [
        Late(
            id=one.pk,
            item=items[one.operation.item_id],
            field=Field(one.operation.field),
            sent=_sent(one.operation),
            reason=one.reason,
        )
        for one in waiting.select_related("operation__by").order_by("operation__at", "pk")
    ]
    refused = models.RefusedOperation.objects.filter(assessment=row).select_related("by")
    kept += [
        Late(
            id=None,
            item=None,
            field=None,
            sent=Value(value=one.record, by=one.by.name, at=one.at),
            reason="It came under the identifier of another change.",
        )
        for one in refused.order_by("at", "pk")
    ]
    return tuple(kept)


def _sent(operation: models.Operation) -> Value:
    return Value(value=operation.value, by=operation.by.name, at=operation.at)


def _state(row: models.CaseAssessment, item_id: str, field: str) -> FieldState | None:
    state = models.FieldState.objects.filter(assessment=row, item_id=item_id, field=field).first()
    return FieldState(version=state.version, value=state.value) if state else None


def _write(
    row: models.CaseAssessment,
    found: models.Conflict,
    settled: FieldState,
    by: Actor,
    now: datetime,
) -> models.Operation:
    """Writes what stands now; the decision as a change in the journal."""
    models.FieldState.objects.update_or_create(
        assessment=row,
        item_id=found.item_id,
        field=found.field,
        defaults={"value": settled.value, "version": settled.version, "at": now},
    )
    operation = Operation(
        id=str(uuid5(found.operation_id, "decided")),
        device="decision",
        sequence=1,
        case_assessment_id=str(row.pk),
        item_id=found.item_id,
        field=Field(found.field),
        base_version=settled.version - 1,
        value=settled.value,
    )
    return models.Operation.objects.create(
        id=operation.id,
        assessment=row,
        item_id=operation.item_id,
        field=operation.field,
        base_version=operation.base_version,
        value=operation.value,
        sha256=operation.hash,
        device=operation.device,
        sequence=1,
        outcome=Outcome.APPLIED,
        version=settled.version,
        by_id=by.person_id,
        at=now,
    )


def _stand_against(row: models.CaseAssessment, operation: models.Operation, now: datetime) -> None:
    state = _state(row, operation.item_id, operation.field)
    if state is None:
        # Nothing stands there: an empty field is what the late value stands against.
        state = FieldState(version=1, value="")
        models.FieldState.objects.create(
            assessment=row,
            item_id=operation.item_id,
            field=operation.field,
            value="",
            version=1,
            at=now,
        )
    models.Conflict.objects.create(
        assessment=row,
        operation=operation,
        item_id=operation.item_id,
        field=operation.field,
        standing_value=state.value,
        standing_version=state.version,
        raised_at=now,
    )
