"""Case assessments: what was answered, every change of it, and what two people differ on."""

from typing import ClassVar

from django.db import models

from corecase.core.assessment_states import AssessmentState, Marking
from corecase.core.operations import Outcome
from corecase.store.cases.models.closed import choices, known, together
from corecase.store.cases.models.people import Person
from corecase.store.cases.models.samples import SampledCase


class CaseAssessment(models.Model):
    """One assessor's work on one case: the first, or the blind second."""

    case = models.ForeignKey(SampledCase, on_delete=models.PROTECT, related_name="assessments")
    marking = models.CharField(max_length=10, choices=choices(Marking), default=Marking.FIRST)
    assessor = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="assessments"
    )
    state = models.CharField(
        max_length=12, choices=choices(AssessmentState), default=AssessmentState.ALLOCATED
    )
    submitted_at = models.DateTimeField(null=True, blank=True)
    returned_at = models.DateTimeField(null=True, blank=True)
    returned_until = models.DateField(null=True, blank=True)
    return_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        """One first and one second for each case."""

        ordering: ClassVar = ["case__position", "marking"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "marking"], name="assessment_once_a_marking"),
            known("assessment_marking_is_known", "marking", [m.value for m in Marking]),
            known("assessment_state_is_known", "state", [s.value for s in AssessmentState]),
            together("assessment_returned_at_and_until", "returned_at", "returned_until"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.marking}"


class Allocation(models.Model):
    """Whose work a case assessment was, from when: who held it may still send what they wrote."""

    assessment = models.ForeignKey(
        CaseAssessment, on_delete=models.PROTECT, related_name="allocations"
    )
    assessor = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """In order of time."""

        ordering: ClassVar = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.assessment_id} to {self.assessor_id}"


class FieldState(models.Model):
    """What one field of one item says now, and its version."""

    assessment = models.ForeignKey(CaseAssessment, on_delete=models.PROTECT, related_name="fields")
    item_id = models.CharField(max_length=40)
    field = models.CharField(max_length=12)
    value = models.TextField(blank=True)
    version = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        """One state for each field."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["assessment", "item_id", "field"], name="field_state_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.field} v{self.version}"


class Operation(models.Model):
    """One change as it was sent: the journal of a case. Its identifier is made by the client.

    `event` is the number of the audit's event that told of it, in the chain of its inspection.
    """

    id = models.UUIDField(primary_key=True)
    assessment = models.ForeignKey(
        CaseAssessment, on_delete=models.PROTECT, related_name="operations"
    )
    item_id = models.CharField(max_length=40)
    field = models.CharField(max_length=12)
    base_version = models.PositiveIntegerField()
    value = models.TextField(blank=True)
    sha256 = models.CharField(max_length=64)
    device = models.CharField(max_length=60, blank=True)
    sequence = models.PositiveIntegerField(default=0)
    device_time = models.CharField(max_length=40, blank=True)
    outcome = models.CharField(max_length=12, choices=choices(Outcome))
    version = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    event = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        """In the order in which the server took them."""

        ordering: ClassVar = ["at", "sequence"]
        constraints: ClassVar = [
            known("operation_outcome_is_known", "outcome", [o.value for o in Outcome])
        ]

    def __str__(self) -> str:
        return str(self.id)


class Quarantine(models.Model):
    """A change that came too late or without leave: kept whole until the lead decides."""

    operation = models.OneToOneField(Operation, on_delete=models.PROTECT, related_name="quarantine")
    reason = models.CharField(max_length=300)
    is_released = models.BooleanField(null=True, blank=True)
    decided_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """What was decided, by whom and when stand together."""

        constraints: ClassVar = [
            together("quarantine_decided", "is_released", "decided_by", "decided_at")
        ]

    def __str__(self) -> str:
        return str(self.operation_id)


class RefusedOperation(models.Model):
    """A change that came under the identifier of another: kept for the lead, never applied."""

    assessment = models.ForeignKey(CaseAssessment, on_delete=models.PROTECT, related_name="refused")
    operation_id = models.UUIDField()
    record = models.TextField()
    sha256 = models.CharField(max_length=64, unique=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.operation_id)


class Conflict(models.Model):
    """Two values for one field: both are kept until a person chooses."""

    assessment = models.ForeignKey(
        CaseAssessment, on_delete=models.PROTECT, related_name="conflicts"
    )
    operation = models.OneToOneField(Operation, on_delete=models.PROTECT, related_name="conflict")
    item_id = models.CharField(max_length=40)
    field = models.CharField(max_length=12)
    standing_value = models.TextField(blank=True)
    standing_version = models.PositiveIntegerField()
    raised_at = models.DateTimeField()
    chosen_value = models.TextField(null=True, blank=True)
    resolved_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    resolved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """The oldest first."""

        ordering: ClassVar = ["raised_at", "id"]
        constraints: ClassVar = [
            together("conflict_resolved_by_and_at", "resolved_by", "resolved_at", "chosen_value")
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.field}"


class CaseNote(models.Model):
    """A timed free note of a conversation, later attached to items."""

    id = models.UUIDField(primary_key=True)
    assessment = models.ForeignKey(CaseAssessment, on_delete=models.PROTECT, related_name="notes")
    text = models.TextField()
    is_quotable = models.BooleanField(default=False)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """In order of time."""

        ordering: ClassVar = ["at", "id"]

    def __str__(self) -> str:
        return str(self.id)


class NoteItem(models.Model):
    """A note attached to an item."""

    note = models.ForeignKey(CaseNote, on_delete=models.PROTECT, related_name="items")
    item_id = models.CharField(max_length=40)

    class Meta:
        """Attached once."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["note", "item_id"], name="note_attached_once")
        ]

    def __str__(self) -> str:
        return f"{self.note_id} to {self.item_id}"


class AgreedAnswer(models.Model):
    """The answer that two assessors agreed, kept beside their own two."""

    case = models.ForeignKey(SampledCase, on_delete=models.PROTECT, related_name="agreed")
    item_id = models.CharField(max_length=40)
    value = models.TextField()
    reason = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """Agreed once for each item."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "item_id"], name="agreed_answer_once")
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.item_id}"
