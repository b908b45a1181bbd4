"""Answers: every change of a case assessment, taken once and never over another in silence."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from corecase.actions import access, door, frameworks
from corecase.actions.taking import Taking
from corecase.core import answer_values, questions, stored_answers
from corecase.core.criteria import Item
from corecase.core.errors import InputError
from corecase.core.operations import Field, Operation, Outcome, Receipt
from corecase.core.people import Actor, Deed, NotAllowedError, may
from corecase.core.questions import FoundIn
from corecase.store.cases import models

# Everybody saves every few seconds: it reads only what it, `door` and `access` look at.
_ADDRESSED = (
    "case__inspection__programme__framework_text",
    "case__inspection__service",
    "case__inspection__stage",
    "case__inspection__own_kind",
    "case__inspection__own_criteria",
    "case__inspection__own_shared_at",
    "assessor",
)
_LOCKED = ("case__inspection__stage", "assessor", "state", "returned_until")


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What a form holds for one field, and the version of the field that it was made from."""

    item_id: str
    field: Field
    base_version: int
    value: str


def record(
    code: str, ref: str, operations: tuple[Operation, ...], *, by: Actor, now: datetime
) -> tuple[Receipt, ...]:
    """The receipt of each change, in their order, once all of them are in the database.

    A repeat gets the receipt that the first was given, and is counted no more. What came too
    late, or from somebody whose case it no longer is, is kept for the lead inspector. Raises
    NotAllowedError where the case was never theirs or is of their own service, InputError
    where a change makes no sense; then nothing is kept.
    """
    row = _addressed(code, ref, operations)
    has_access = _has_access(row, by)
    _check_values(row, operations)
    known = _known(operations)
    if known is not None:
        return known
    with door.writing(by=by, now=now) as write:
        locked = _locked(row)
        # Whose it is may have changed while we waited for the lock.
        has_access = has_access and locked.assessor_id == row.assessor_id
        taking = Taking(
            row=locked,
            item_ids=[operation.item_id for operation in operations],
            by=by.person_id,
            now=now,
            has_access=has_access,
            is_open=access.is_open(locked, now),
        )
        receipts = tuple(taking.take(operation) for operation in operations)
        taking.finish()
        hashes = taking.stored_hashes
        told = write.say(
            taking.kind,
            code,
            content=stored_answers.content_of(hashes),
            assessment=row.pk,
            case=row.case_id,
            operations=len(operations),
            **{stored_answers.TOLD: len(hashes)},
        )
        taking.name_event(told)
    return receipts


def save(
    code: str, ref: str, typed: tuple[Typed, ...], page: UUID, *, by: Actor, now: datetime
) -> tuple[Receipt, ...]:
    """The receipts of what a form changes; empty where it changes nothing.

    `page` is the identifier that the form was made with: the same content sent again is the
    same change. What the form still shows of an older version is no change.
    """
    row = access.own(code, ref, by=by, lock=False)
    standing = {(s.item_id, s.field): s for s in models.FieldState.objects.filter(assessment=row)}
    operations = []
    for sequence, one in enumerate(typed, start=1):
        state = standing.get((one.item_id, one.field))
        if _is_changed(row, one, state):
            operations.append(_operation(row, one, page, sequence))
    return record(code, ref, tuple(operations), by=by, now=now) if operations else ()


def check_sender(code: str, ref: str, *, by: Actor) -> None:
    """Raises NotAllowedError unless somebody assesses this case."""
    door.case(code, ref, Deed.CASE_ASSESS, by=by)


def check_value(item: Item, field: Field, value: str) -> None:
    """Raises InputError where an item cannot have this value."""
    if field is Field.ANSWER:
        judgement = answer_values.read(value, "case", item.id)
        if judgement is not None:
            questions.check_levels(item, judgement)
    elif field is Field.FOUND_IN and value and value not in set(FoundIn):
        raise InputError("Choose where it was found from the list.")


def outcome_counts(receipts: tuple[Receipt, ...]) -> dict[Outcome, int]:
    """How many changes had each outcome."""
    return {o: n for o in Outcome if (n := sum(r.outcome is o for r in receipts))}


def _addressed(code: str, ref: str, operations: tuple[Operation, ...]) -> models.CaseAssessment:
    """The one case assessment that all of the changes are for."""
    ids = {operation.case_assessment_id for operation in operations}
    if len(ids) != 1:
        raise InputError("Send changes of one case assessment at a time, and at least one.")
    (wanted,) = ids
    rows = models.CaseAssessment.objects.select_related("case__inspection__programme")
    found = None
    if wanted.isdecimal() and len(wanted) < 18:
        here = {"case__inspection__code": code, "case__ref": ref}
        found = rows.only(*_ADDRESSED).filter(pk=int(wanted), **here).first()
    if found is None:
        raise NotAllowedError("There is no such case assessment.")
    return found


def _has_access(row: models.CaseAssessment, by: Actor) -> bool:
    """Whether the case is somebody's to assess, or only was.

    Raises NotAllowedError where it was never theirs, or is of their own service.
    """
    subject = door.subject_of(row.case.inspection, row.assessor_id)
    has_access = may(by, Deed.CASE_ASSESS, subject)
    is_conflicted = bool(by.conflicts & subject.related_ids)
    if not has_access and (is_conflicted or not _was_theirs(row, by)):
        raise NotAllowedError("There is no such case assessment.")
    return has_access


def _check_values(row: models.CaseAssessment, operations: tuple[Operation, ...]) -> None:
    """Raises InputError where a change names no item, or a value that its item cannot have."""
    items = frameworks.items_of(row.case.inspection)
    for operation in operations:
        item = frameworks.item(items, operation.item_id)
        check_value(item, operation.field, operation.value)


def _was_theirs(row: models.CaseAssessment, by: Actor) -> bool:
    """Whether somebody held a case assessment once: what they still send is kept for the lead."""
    held = models.Allocation.objects.filter(assessment=row, assessor_id=by.person_id)
    wrote = models.Operation.objects.filter(assessment=row, by_id=by.person_id)
    return held.exists() or wrote.exists()


def _locked(row: models.CaseAssessment) -> models.CaseAssessment:
    rows = models.CaseAssessment.objects.select_for_update(of=("self",))
    return rows.select_related("case__inspection").only(*_LOCKED).get(pk=row.pk)


def _known(operations: tuple[Operation, ...]) -> tuple[Receipt, ...] | None:
    """The receipts given before, where every change is a repeat: nothing is written for it."""
    rows = models.Operation.objects.filter(pk__in=[operation.id for operation in operations])
    hashes = {str(pk): sha256 for pk, sha256 in rows.values_list("pk", "sha256")}
    if any(hashes.get(operation.id) != operation.hash for operation in operations):
        return None
    stored = {str(row.pk): row for row in rows}
    return tuple(Taking.receipt_of(stored[operation.id]) for operation in operations)


def _is_changed(row: models.CaseAssessment, typed: Typed, state: models.FieldState | None) -> bool:
    """Whether a field of a form was changed by the person who sends it."""
    if typed.value == (state.value if state else ""):
        return False
    if state is None or typed.base_version >= state.version:
        return True
    # Somebody else wrote meanwhile: the form may only show what stood there before.
    before = models.Operation.objects.filter(
        assessment=row,
        item_id=typed.item_id,
        field=typed.field,
        version=typed.base_version,
        outcome=Outcome.APPLIED,
    ).first()
    return typed.value != (before.value if before else "")


def _operation(row: models.CaseAssessment, typed: Typed, page: UUID, sequence: int) -> Operation:
    content = f"{typed.item_id}|{typed.field}|{typed.base_version}|{typed.value}"
    return Operation(
        id=str(uuid5(page, content)),
        device=f"form-{page}",
        sequence=sequence,
        case_assessment_id=str(row.pk),
        item_id=typed.item_id,
        field=typed.field,
        base_version=typed.base_version,
        value=typed.value,
    )
