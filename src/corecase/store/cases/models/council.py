"""Council reports: under which headings, what the council wrote, and what its committee decided."""

from typing import ClassVar

from django.db import models

from corecase.core.heading_sets import Decision
from corecase.store.cases.models.closed import choices, known, together
from corecase.store.cases.models.improvement_record import ImprovementStep
from corecase.store.cases.models.inspections import Inspection
from corecase.store.cases.models.people import Person
from corecase.store.cases.models.versions import ReportVersion


class CouncilReport(models.Model):
    """A report to a council's members on a published inspection.

    `headings` is the text of the heading set as it was when the report was begun; `template` a
    Word file of the council's, empty where it brings none.
    """

    inspection = models.ForeignKey(
        Inspection, on_delete=models.PROTECT, related_name="council_reports"
    )
    number = models.PositiveSmallIntegerField()
    headings = models.TextField()
    template = models.BinaryField(default=bytes, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """In the order in which they were begun; a number once within an inspection."""

        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["inspection", "number"], name="council_report_once")
        ]

    def __str__(self) -> str:
        return f"{self.inspection_id} council report {self.number}"


class CouncilReportVersion(models.Model):
    """What the council wrote, as somebody saved it: every version stays.

    `told` is the published version whose figures stand in it; `content` the council's part as a
    file of facts has it.
    """

    report = models.ForeignKey(CouncilReport, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    told = models.ForeignKey(ReportVersion, on_delete=models.PROTECT, related_name="+")
    content = models.JSONField(default=dict)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """The newest first."""

        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["report", "number"], name="council_report_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.report_id} v{self.number}"


class CouncilMinute(models.Model):
    """What a committee decided on a report, and when progress is to be reported to it.

    `step` is what the decision became in the improvement plan, where somebody said so.
    """

    report = models.OneToOneField(CouncilReport, on_delete=models.PROTECT, related_name="minute")
    decision = models.CharField(max_length=12, choices=choices(Decision))
    committee = models.CharField(max_length=160)
    words = models.TextField(blank=True)
    decided_on = models.DateField()
    progress_on = models.DateField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    step = models.OneToOneField(
        ImprovementStep, null=True, blank=True, on_delete=models.PROTECT, related_name="minute"
    )
    reported_on = models.DateField(null=True, blank=True)
    reported_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reported_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """By the day on which progress is due."""

        ordering: ClassVar = ["progress_on", "id"]
        constraints: ClassVar = [
            known("council_minute_decision_is_known", "decision", [d.value for d in Decision]),
            together("council_minute_reported", "reported_on", "reported_by", "reported_at"),
            models.CheckConstraint(
                condition=models.Q(progress_on__gt=models.F("decided_on")),
                name="council_minute_progress_follows",
            ),
        ]

    def __str__(self) -> str:
        return f"minute of {self.report_id}"
