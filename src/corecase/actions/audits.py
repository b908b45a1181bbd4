"""The audit as a whole: verified by whoever runs the site, its heads copied off the machine."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from corecase.actions import audited_words, door
from corecase.core import stored_answers
from corecase.core.audit import Fault, Head
from corecase.core.errors import InputError
from corecase.core.event_kinds import EventKind
from corecase.core.operations import Field, Operation, Outcome
from corecase.core.people import OPERATOR
from corecase.core.stored_answers import StoredChange
from corecase.store.cases import audit, models


def verify(heads: Iterable[Head] = ()) -> tuple[Fault, ...]:
    """Every fault in every chain, and in the answers and words that they tell of.

    The chains are held against the anchors of the home and against `heads`. Reads only: a
    database that can no longer be written to can still be verified.
    """
    answers = (fault for code in _codes() for fault in verify_answers(code))
    codes = models.Inspection.objects.order_by("code").values_list("code", flat=True)
    words = (fault for code in codes.iterator() for fault in audited_words.verify(code))
    return (*audit.verify(heads), *answers, *words)


def verify_answers(code: str) -> tuple[Fault, ...]:
    """Every stored answer of an inspection that is not as its audit was told."""
    here = {"assessment__case__inspection__code": code}
    shown = {
        (str(assessment), item_id, name): (version, value)
        for assessment, item_id, name, version, value in models.FieldState.objects.filter(
            **here
        ).values_list("assessment_id", "item_id", "field", "version", "value")
    }
    events = (event for event, _ in audit.entries(code))
    stored = (_stored(row) for row in models.Operation.objects.filter(**here).iterator())
    return stored_answers.verify(code, events, stored, shown, audit.key())


def _codes() -> Iterator[str]:
    """The inspections in which anything was answered."""
    rows = models.Inspection.objects.filter(cases__assessments__operations__isnull=False)
    return rows.order_by("code").values_list("code", flat=True).distinct().iterator()


def _stored(row: models.Operation) -> StoredChange:
    assessment = str(row.assessment_id)
    try:
        operation = Operation(
            id=str(row.pk),
            device=row.device,
            sequence=row.sequence,
            case_assessment_id=assessment,
            item_id=row.item_id,
            field=Field(row.field),
            base_version=row.base_version,
            value=row.value,
            device_time=row.device_time,
        )
    except (InputError, ValueError):
        operation = None
    return StoredChange(
        place=f"case assessment {assessment}, item {row.item_id}",
        target=(assessment, row.item_id, row.field),
        operation=operation,
        sha256=row.sha256,
        event=row.event,
        outcome=Outcome(row.outcome),
        version=row.version,
        at=row.at,
    )


def anchor(*, now: datetime) -> tuple[Head, ...]:
    """The head of every chain, to be kept where whoever writes the database cannot reach."""
    with door.writing(by=OPERATOR, now=now) as write:
        write.say(EventKind.AUDIT_ANCHORED, door.HOUSE)
    return audit.heads()
