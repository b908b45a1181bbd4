"""Re-inspections: who decided what, and what an inspection is compared with."""

from typing import ClassVar

from django.db import models

from corecase.core.published_scores import STANDINGS
from corecase.store.cases.models.closed import known
from corecase.store.cases.models.inspections import Inspection
from corecase.store.cases.models.people import Person


class ReinspectionDecision(models.Model):
    """A decision whether a service is inspected again, and in which month. The newest stands."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="decisions")
    planned = models.BooleanField()
    reason = models.TextField()
    month = models.DateField(null=True, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """The newest first; a month where one is planned, and only there."""

        ordering: ClassVar = ["-at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(planned=True, month__isnull=False)
                | models.Q(planned=False, month__isnull=True),
                name="reinspection_decision_month_if_planned",
            )
        ]

    def __str__(self) -> str:
        return f"{self.inspection_id} {'again' if self.planned else 'not again'}"


class EarlierFigures(models.Model):
    """Figures that somebody published of the inspection before, which is not held here.

    `percents` are whole percentages by the identifier of the headline.
    """

    inspection = models.OneToOneField(
        Inspection, on_delete=models.PROTECT, related_name="earlier_figures"
    )
    inspected = models.CharField(max_length=60, blank=True)
    source = models.CharField(max_length=300)
    published = models.CharField(max_length=40)
    standing = models.CharField(max_length=20)
    percents = models.JSONField(default=dict)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """How well they are known."""

        constraints: ClassVar = [known("earlier_figures_standing_is_known", "standing", STANDINGS)]

    def __str__(self) -> str:
        return f"figures before {self.inspection_id}"


class KeptCrosswalk(models.Model):
    """The file that says what an inspection and the one before it have in common."""

    inspection = models.OneToOneField(
        Inspection, on_delete=models.PROTECT, related_name="crosswalk"
    )
    name = models.CharField(max_length=120)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
