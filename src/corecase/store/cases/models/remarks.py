"""Comments and complaints: what came, by when it is answered, and each step. No name is kept."""

from typing import ClassVar

from django.db import models

from corecase.core.remarks import RemarkKind, RemarkOutcome, RemarkStep, Sender
from corecase.store.cases.models.closed import choices, known
from corecase.store.cases.models.inspections import Inspection
from corecase.store.cases.models.people import Person


class Remark(models.Model):
    """One comment, complaint or compliment, about an inspection or about none."""

    inspection = models.ForeignKey(
        Inspection, null=True, blank=True, on_delete=models.PROTECT, related_name="remarks"
    )
    kind = models.CharField(max_length=20, choices=choices(RemarkKind))
    sender = models.CharField(max_length=30, choices=choices(Sender))
    subject = models.CharField(max_length=200)
    words = models.TextField()
    received_on = models.DateField()
    due_on = models.DateField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=20, blank=True, choices=choices(RemarkOutcome))
    answer = models.TextField(blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """The one due first at the top; an answer has its day and its outcome."""

        ordering: ClassVar = [models.F("due_on").asc(nulls_last=True), "received_on", "id"]
        constraints: ClassVar = [
            known("remark_kind_is_known", "kind", [one.value for one in RemarkKind]),
            known("remark_sender_is_known", "sender", [one.value for one in Sender]),
            known(
                "remark_outcome_is_known", "outcome", ["", *(one.value for one in RemarkOutcome)]
            ),
            models.CheckConstraint(
                condition=models.Q(answered_on__isnull=True, outcome="")
                | (models.Q(answered_on__isnull=False) & ~models.Q(outcome="")),
                name="remark_answer_has_day_and_outcome",
            ),
            models.CheckConstraint(
                condition=models.Q(answered_on__isnull=True)
                | models.Q(answered_on__gte=models.F("received_on")),
                name="remark_answered_after_received",
            ),
        ]

    def __str__(self) -> str:
        return f"remark {self.pk}"


class RemarkEntry(models.Model):
    """One step in the history of a remark: who did what, when, and in which words."""

    remark = models.ForeignKey(Remark, on_delete=models.PROTECT, related_name="history")
    step = models.CharField(max_length=20, choices=choices(RemarkStep))
    words = models.TextField(blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """In order of time."""

        ordering: ClassVar = ["at", "id"]
        constraints: ClassVar = [
            known("remark_step_is_known", "step", [one.value for one in RemarkStep]),
        ]

    def __str__(self) -> str:
        return f"{self.step} of {self.remark_id}"
