"""What is on record of an improvement plan: steps of bodies, re-audits, versions, reminders."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from corecase.core.improvement_steps import StepKind
from corecase.store.cases.models.closed import choices, known
from corecase.store.cases.models.improvement import ImprovementAction, ImprovementPlan
from corecase.store.cases.models.people import Person


class ImprovementStep(models.Model):
    """What a body did with an improvement plan on a day, and why where it returned it."""

    plan = models.ForeignKey(ImprovementPlan, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=20, choices=choices(StepKind))
    day = models.DateField()
    body = models.CharField(max_length=160)
    reasons = models.TextField(blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """By day, in the order in which they were entered."""

        ordering: ClassVar = ["day", "id"]
        constraints: ClassVar = [
            known("improvement_step_kind_is_known", "kind", [kind.value for kind in StepKind])
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.day}"


class ImprovementAudit(models.Model):
    """A re-audit of an item that an action should move: counts out of a base, before and now."""

    action = models.ForeignKey(ImprovementAction, on_delete=models.PROTECT, related_name="audits")
    item = models.CharField(max_length=60)
    day = models.DateField()
    baseline_count = models.PositiveIntegerField()
    baseline_out_of = models.PositiveIntegerField()
    count = models.PositiveIntegerField()
    out_of = models.PositiveIntegerField()
    target_percent = models.PositiveSmallIntegerField(null=True, blank=True)
    source = models.CharField(max_length=300)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """By day; no more sufficient than were judged."""

        ordering: ClassVar = ["day", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(baseline_out_of__gt=0, baseline_count__lte=F("baseline_out_of"))
                & Q(out_of__gt=0, count__lte=F("out_of")),
                name="improvement_audit_counts_within_base",
            ),
            models.CheckConstraint(
                condition=Q(target_percent__isnull=True) | Q(target_percent__lte=100),
                name="improvement_audit_target_is_a_percentage",
            ),
        ]

    def __str__(self) -> str:
        return f"re-audit {self.pk}"


class ImprovementVersion(models.Model):
    """The whole improvement plan as it stood after one change, with who changed it and when.

    `event` is the kind of event in the audit and `about` the area or action that it was done to;
    by nobody, where it was made at publication.
    """

    plan = models.ForeignKey(ImprovementPlan, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    event = models.CharField(max_length=40)
    about = models.CharField(max_length=60, blank=True)
    content = models.JSONField()
    by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        """In order; none is ever changed."""

        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "number"], name="improvement_version_once")
        ]

    def __str__(self) -> str:
        return f"version {self.number}"


class ImprovementReminder(models.Model):
    """A reminder that was sent to somebody: what of, and for which day. Each leaves once."""

    plan = models.ForeignKey(ImprovementPlan, on_delete=models.PROTECT, related_name="reminders")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=80)
    at = models.DateTimeField()
    failed = models.CharField(max_length=200, blank=True)

    class Meta:
        """In the order in which they were sent."""

        ordering: ClassVar = ["at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["plan", "person", "key"], name="improvement_reminder_once"
            )
        ]

    def __str__(self) -> str:
        return f"reminder {self.pk}"
