"""Feedback: the meeting at the end of fieldwork, and sheets for case managers."""

from typing import ClassVar

from django.db import models

from corecase.store.cases.models.inspections import Inspection
from corecase.store.cases.models.people import Person
from corecase.store.cases.models.samples import SampledCase


class FeedbackMeeting(models.Model):
    """The provisional feedback given at the end of fieldwork, and who was there by role."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="meetings")
    held_on = models.DateField()
    attendance = models.TextField(blank=True)
    strengths = models.TextField(blank=True)
    areas = models.TextField(blank=True)
    figures = models.JSONField(default=dict)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    given_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """The newest first."""

        ordering: ClassVar = ["-at"]

    def __str__(self) -> str:
        return f"{self.inspection_id} {self.held_on}"


class CaseFeedback(models.Model):
    """A short sheet for a case manager: what was good, what to look at. No scores."""

    case = models.ForeignKey(SampledCase, on_delete=models.PROTECT, related_name="feedback")
    good = models.TextField(blank=True)
    to_look_at = models.TextField(blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    given_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """One sheet for each case."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case"], name="case_feedback_once")
        ]

    def __str__(self) -> str:
        return f"{self.case_id}"
