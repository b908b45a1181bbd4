"""Samples: the recorded draw, the cases it chose and those that stand in reserve."""

from typing import ClassVar

from django.db import models

from corecase.store.cases.models.caseloads import Caseload
from corecase.store.cases.models.closed import known, together
from corecase.store.cases.models.inspections import Inspection
from corecase.store.cases.models.people import Person

STANDINGS = ("SAMPLE", "RESERVE", "REPLACED", "MISSING")


class SampleDraw(models.Model):
    """A draw as it was recorded: it can be replayed from this and the caseload.

    A draw that was withdrawn stays as a record; its cases are no longer the inspection's.
    """

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="draws")
    caseload = models.ForeignKey(Caseload, on_delete=models.PROTECT, related_name="draws")
    record = models.JSONField()
    sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        """The newest first; one stands."""

        ordering: ClassVar = ["-at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["inspection"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="sample_draw_stands_once",
            ),
            together("sample_draw_withdrawn_by_and_at", "withdrawn_by", "withdrawn_at"),
        ]

    def __str__(self) -> str:
        return self.sha256


class SampledCase(models.Model):
    """A case of the sample or a reserve, under the inspection's own reference."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="cases")
    draw = models.ForeignKey(SampleDraw, on_delete=models.PROTECT, related_name="cases")
    ref = models.CharField(max_length=60)
    attributes = models.JSONField(default=dict)
    stratum = models.CharField(max_length=600, blank=True)
    position = models.PositiveIntegerField()
    standing = models.CharField(max_length=10, choices=[(s, s) for s in STANDINGS])

    class Meta:
        """In order of the draw; each reference once."""

        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["inspection", "ref"], name="sampled_case_once"),
            known("sampled_case_standing_is_known", "standing", STANDINGS),
        ]

    def __str__(self) -> str:
        return self.ref


class Replacement(models.Model):
    """A case that gave way to the next reserve of its stratum, with a coded reason.

    Without a reserve the case is missing: it stays in the sample and cannot be assessed.
    """

    case = models.OneToOneField(SampledCase, on_delete=models.PROTECT, related_name="replacement")
    by_case = models.OneToOneField(
        SampledCase, on_delete=models.PROTECT, related_name="replaced", null=True, blank=True
    )
    reason = models.CharField(max_length=40)
    note = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.case_id} {self.reason}"
