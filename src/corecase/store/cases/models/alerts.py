"""Case alerts: raised, received by the lead, told to the service, closed by what was done."""

from typing import ClassVar

from django.db import models

from corecase.store.cases.models.closed import known, together
from corecase.store.cases.models.inspections import Inspection
from corecase.store.cases.models.people import Person
from corecase.store.cases.models.samples import SampledCase

STEPS = ("RAISED", "RECEIVED", "TOLD", "ACKNOWLEDGED", "ACTED", "CLOSED")


class Alert(models.Model):
    """A case where a child or the public may be at risk."""

    id = models.UUIDField(primary_key=True)
    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="alerts")
    case = models.ForeignKey(SampledCase, on_delete=models.PROTECT, related_name="alerts")
    concern = models.TextField()
    raised_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    raised_at = models.DateTimeField()
    received_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    received_at = models.DateTimeField(null=True, blank=True)
    asked = models.TextField(blank=True)
    act_by = models.DateField(null=True, blank=True)
    told = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    told_at = models.DateTimeField(null=True, blank=True)
    acknowledged_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    done = models.TextField(blank=True)
    done_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    done_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """The newest first; every deed with its doer, closed only once something was done."""

        ordering: ClassVar = ["-raised_at"]
        constraints: ClassVar = [
            together("alert_received_by_and_at", "received_by", "received_at"),
            together("alert_told_whom_and_when", "told", "told_at"),
            together("alert_acknowledged_by_and_at", "acknowledged_by", "acknowledged_at"),
            together("alert_done_by_and_at", "done_by", "done_at"),
            together("alert_closed_by_and_at", "closed_by", "closed_at"),
            models.CheckConstraint(
                condition=models.Q(closed_at__isnull=True) | models.Q(done_at__isnull=False),
                name="alert_closed_by_what_was_done",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class AlertStep(models.Model):
    """One thing done about an alert, with its words: what was asked again stays on record."""

    alert = models.ForeignKey(Alert, on_delete=models.PROTECT, related_name="steps")
    step = models.CharField(max_length=12, choices=[(step, step) for step in STEPS])
    words = models.TextField(blank=True)
    act_by = models.DateField(null=True, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """In order of time."""

        ordering: ClassVar = ["at", "id"]
        constraints: ClassVar = [known("alert_step_is_known", "step", STEPS)]

    def __str__(self) -> str:
        return f"{self.alert_id} {self.step}"
