"""The improvement plan of a service: areas, actions, and what was said of them."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from corecase.core.improvement import ORIGINS
from corecase.store.cases.models.closed import known, together
from corecase.store.cases.models.inspections import Inspection
from corecase.store.cases.models.people import Person

ENTRY_KINDS = ("PROGRESS", "EVIDENCE", "VIEW")
IN_PLACE = Q(removed_at__isnull=True)


class ImprovementPlan(models.Model):
    """The improvement plan that answers one published report.

    `report_version` is the version of the report whose recommendations stand in it, `version`
    counts every change of the whole. Days that nobody knows are blank.
    """

    inspection = models.OneToOneField(
        Inspection, on_delete=models.PROTECT, related_name="improvement_plan"
    )
    title = models.CharField(max_length=200)
    published_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    report_version = models.PositiveSmallIntegerField()
    version = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField()

    class Meta:
        """The one that is due first stands first."""

        ordering: ClassVar = ["due_on", "id"]

    def __str__(self) -> str:
        return f"improvement plan of {self.inspection_id}"


class ImprovementRecommendation(models.Model):
    """A recommendation of the report as it was printed, with its owners.

    One that a corrected report no longer makes stays, and is marked.
    """

    plan = models.ForeignKey(
        ImprovementPlan, on_delete=models.PROTECT, related_name="recommendations"
    )
    position = models.PositiveIntegerField()
    ref = models.CharField(max_length=60)
    text = models.TextField()
    owners = models.JSONField(default=list)
    items = models.JSONField(default=list)
    is_withdrawn = models.BooleanField(default=False)

    class Meta:
        """In the order in which they are printed."""

        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "ref"], name="improvement_recommendation_once")
        ]

    def __str__(self) -> str:
        return self.ref


class ImprovementArea(models.Model):
    """An area for improvement and the recommendations that it answers.

    What was taken out stays as a record.
    """

    plan = models.ForeignKey(ImprovementPlan, on_delete=models.PROTECT, related_name="areas")
    ref = models.CharField(max_length=20)
    position = models.PositiveIntegerField()
    wording = models.TextField()
    origin = models.CharField(max_length=20, choices=[(o, o) for o in ORIGINS])
    recommendations = models.JSONField(default=list)
    links = models.JSONField(default=list)
    success = models.TextField(blank=True)
    costs = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()
    removed_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """In the order in which they are printed."""

        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["plan", "ref"], condition=IN_PLACE, name="improvement_area_once"
            ),
            known("improvement_area_origin_is_known", "origin", list(ORIGINS)),
            together("improvement_area_removed", "removed_by", "removed_at"),
        ]

    def __str__(self) -> str:
        return f"area {self.ref}"


class ImprovementAction(models.Model):
    """An action of an area: by whom, by when, how success is seen, which items it should move.

    `timescale` is kept as it was written; days are read out of it. `owner` is a role or a body.
    """

    plan = models.ForeignKey(ImprovementPlan, on_delete=models.PROTECT, related_name="actions")
    area = models.ForeignKey(ImprovementArea, on_delete=models.PROTECT, related_name="actions")
    ref = models.CharField(max_length=20)
    position = models.PositiveIntegerField()
    wording = models.TextField()
    owner = models.CharField(max_length=200, blank=True)
    timescale = models.CharField(max_length=300, blank=True)
    measure = models.TextField(blank=True)
    costs = models.TextField(blank=True)
    items = models.JSONField(default=list)
    completed_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    removed_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """In the order in which they are printed."""

        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["plan", "ref"], condition=IN_PLACE, name="improvement_action_once"
            ),
            together("improvement_action_removed", "removed_by", "removed_at"),
        ]

    def __str__(self) -> str:
        return f"action {self.ref}"


class ImprovementEntry(models.Model):
    """Progress, evidence, or a view of the oversight body, on one action. It is never changed.

    `role` is who said it, as a role or a body; `is_done` says that it was done with this.
    """

    action = models.ForeignKey(ImprovementAction, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=10, choices=[(kind, kind) for kind in ENTRY_KINDS])
    day = models.DateField(null=True, blank=True)
    words = models.TextField()
    is_done = models.BooleanField(default=False)
    role = models.CharField(max_length=120, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """In order of time."""

        ordering: ClassVar = ["day", "id"]
        constraints: ClassVar = [
            known("improvement_entry_kind_is_known", "kind", ENTRY_KINDS),
            models.CheckConstraint(
                condition=Q(is_done=False) | Q(kind="PROGRESS"),
                name="improvement_entry_done_by_progress",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class ImprovementQuestion(models.Model):
    """A question of the oversight body about an action, and what the service answered."""

    action = models.ForeignKey(
        ImprovementAction, on_delete=models.PROTECT, related_name="questions"
    )
    words = models.TextField()
    role = models.CharField(max_length=120, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_role = models.CharField(max_length=120, blank=True)
    answered_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """In the order in which they were asked."""

        ordering: ClassVar = ["at", "id"]
        constraints: ClassVar = [
            together("improvement_question_answered", "answered_by", "answered_at")
        ]

    def __str__(self) -> str:
        return f"question {self.pk}"
