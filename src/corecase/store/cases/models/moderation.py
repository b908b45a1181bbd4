"""Moderation: every time a case assessment was sent back, and why."""

from typing import ClassVar

from django.db import models

from corecase.store.cases.models.assessments import CaseAssessment
from corecase.store.cases.models.people import Person


class AssessmentReturn(models.Model):
    """One return of a case assessment to its assessor. The newest is the one that reopens it."""

    assessment = models.ForeignKey(CaseAssessment, on_delete=models.PROTECT, related_name="returns")
    reason = models.CharField(max_length=500)
    until = models.DateField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """In order of time."""

        ordering: ClassVar = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.assessment_id} until {self.until}"
