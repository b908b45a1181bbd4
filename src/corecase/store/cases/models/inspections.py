"""Inspections: their stage, timetable, the service's profile and the evidence asked for."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from corecase.core.own_inspections import OwnKind
from corecase.core.stages import Stage
from corecase.store.cases.models.closed import choices, known, together
from corecase.store.cases.models.people import Person
from corecase.store.cases.models.programmes import Programme, Service


class Inspection(models.Model):
    """One inspection of one service, pinned to the framework of its programme."""

    code = models.SlugField(max_length=60, unique=True)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="inspections")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="inspections")
    stage = models.CharField(max_length=20, choices=choices(Stage), default=Stage.PLANNED)
    fieldwork_starts_on = models.DateField(null=True, blank=True)
    fieldwork_ends_on = models.DateField(null=True, blank=True)
    contact = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    eligible_from = models.DateField(null=True, blank=True)
    eligible_until = models.DateField(null=True, blank=True)
    custody_from = models.DateField(null=True, blank=True)
    previous = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="later"
    )
    previous_words = models.TextField(blank=True)
    scores_shown_to_assessors = models.BooleanField(default=False)
    synthetic = models.CharField(max_length=300, blank=True)
    # What a service runs on itself: of which kind, on which criteria, shared with the inspectorate
    # or not. Empty for an inspection.
    own_kind = models.CharField(max_length=20, blank=True, choices=choices(OwnKind))
    own_criteria = models.JSONField(default=list, blank=True)
    own_shared_at = models.DateTimeField(null=True, blank=True)
    own_shared_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()

    class Meta:
        """Days in order, a stage that is known."""

        ordering: ClassVar = ["-fieldwork_starts_on", "code"]
        constraints: ClassVar = [
            known("inspection_stage_is_known", "stage", [stage.value for stage in Stage]),
            models.CheckConstraint(
                condition=Q(fieldwork_ends_on__isnull=True)
                | Q(fieldwork_ends_on__gte=F("fieldwork_starts_on")),
                name="inspection_fieldwork_in_order",
            ),
            models.CheckConstraint(
                condition=Q(eligible_until__isnull=True)
                | Q(eligible_until__gte=F("eligible_from")),
                name="inspection_window_in_order",
            ),
            known("inspection_own_kind_is_known", "own_kind", ["", *(k.value for k in OwnKind)]),
            together("inspection_own_shared_by_and_at", "own_shared_by", "own_shared_at"),
            models.CheckConstraint(
                condition=~Q(own_kind="") | Q(own_shared_at__isnull=True),
                name="inspection_shared_is_own",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class StageMove(models.Model):
    """One move from a stage to another, with who, when and why."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="moves")
    from_stage = models.CharField(max_length=20, choices=choices(Stage))
    to_stage = models.CharField(max_length=20, choices=choices(Stage))
    reason = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """In order of time."""

        ordering: ClassVar = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.from_stage} to {self.to_stage}"


class TimetableDate(models.Model):
    """A day in the timetable: computed from a rule until a person edits it."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="dates")
    name = models.CharField(max_length=40)
    day = models.DateField(null=True, blank=True)
    is_edited = models.BooleanField(default=False)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        """Each day is named once."""

        ordering: ClassVar = ["day", "name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["inspection", "name"], name="timetable_day_once")
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.day}"


class ServiceProfile(models.Model):
    """The service as it was on a day. A newer profile stands beside the older ones."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="profiles")
    as_at = models.DateField()
    police_force = models.CharField(max_length=120, blank=True)
    health_body = models.CharField(max_length=120, blank=True)
    host_directorate = models.CharField(max_length=160, blank=True)
    manager = models.CharField(max_length=120, blank=True)
    board_chair = models.CharField(max_length=120, blank=True)
    vacancies = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """The newest first."""

        ordering: ClassVar = ["-as_at", "-id"]

    def __str__(self) -> str:
        return f"{self.inspection_id} as at {self.as_at}"


class EvidenceItem(models.Model):
    """A document asked for in advance: when asked, when received, where cited."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="evidence")
    title = models.CharField(max_length=200)
    asked_on = models.DateField()
    received_on = models.DateField(null=True, blank=True)
    received_as = models.CharField(max_length=200, blank=True)
    cited_in = models.CharField(max_length=300, blank=True)

    class Meta:
        """In the order in which they were asked for."""

        ordering: ClassVar = ["asked_on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(received_on__isnull=True) | Q(received_on__gte=F("asked_on")),
                name="evidence_received_after_asked",
            )
        ]

    def __str__(self) -> str:
        return self.title


class EvidenceReading(models.Model):
    """Somebody of the team has read a document."""

    item = models.ForeignKey(EvidenceItem, on_delete=models.PROTECT, related_name="readings")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """Read once by each."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item", "by"], name="evidence_read_once")
        ]

    def __str__(self) -> str:
        return f"{self.item_id} by {self.by_id}"
