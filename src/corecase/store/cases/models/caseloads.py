"""The caseload that a service sends: cases by reference, with codes and no names."""

from typing import ClassVar

from django.db import models

from corecase.store.cases.models.closed import together
from corecase.store.cases.models.inspections import Inspection
from corecase.store.cases.models.people import Person
from corecase.store.cases.models.programmes import Service


class SavedMapping(models.Model):
    """How the columns of a service's list become ours, kept for the next time."""

    service = models.OneToOneField(Service, on_delete=models.PROTECT, related_name="mapping")
    mapping = models.JSONField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"mapping of {self.service_id}"


class Caseload(models.Model):
    """One list sent in, and whether it is the one to draw from. Only codes are kept.

    While a person maps its columns, `listed` holds what is left of the file without anything
    that names a child; once the list is accepted its cases are rows, and `listed` is empty.
    """

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="caseloads")
    file_sha256 = models.CharField(max_length=64)
    frame_sha256 = models.CharField(max_length=64, blank=True)
    listed = models.JSONField(null=True, blank=True)
    mapping = models.JSONField(default=dict)
    window = models.JSONField(default=dict)
    notices = models.JSONField(default=list)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    accepted_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    accepted_at = models.DateTimeField(null=True, blank=True)
    is_current = models.BooleanField(default=False)

    class Meta:
        """The newest first; one is current."""

        ordering: ClassVar = ["-at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["inspection"],
                condition=models.Q(is_current=True),
                name="caseload_current_once",
            ),
            models.UniqueConstraint(
                fields=["inspection"],
                condition=models.Q(listed__isnull=False),
                name="caseload_pending_once",
            ),
            together("caseload_accepted_by_and_at", "accepted_by", "accepted_at"),
        ]

    def __str__(self) -> str:
        return f"{self.inspection_id} {self.at}"


class CaseloadRow(models.Model):
    """One case of a caseload.

    A quarantined row waits for a code, an excluded one lies outside the window: each has its
    reason in words, and neither is drawn from.
    """

    caseload = models.ForeignKey(Caseload, on_delete=models.CASCADE, related_name="rows")
    ref = models.CharField(max_length=60)
    attributes = models.JSONField(default=dict)
    row = models.PositiveIntegerField(default=0)
    quarantined = models.TextField(blank=True)
    excluded = models.CharField(max_length=300, blank=True)

    class Meta:
        """Each reference once."""

        ordering: ClassVar = ["ref"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["caseload", "ref", "row"], name="caseload_row_once")
        ]

    def __str__(self) -> str:
        return self.ref
