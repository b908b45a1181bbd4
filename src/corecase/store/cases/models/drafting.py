"""The draft of a report: its texts with every version, evidence, recommendations, quotations."""

from typing import ClassVar

from django.db import models

from corecase.core.drafting import Part, TextStatus, VersionOutcome
from corecase.store.cases.models.assessments import CaseNote
from corecase.store.cases.models.closed import choices, known, together
from corecase.store.cases.models.inspections import EvidenceItem, Inspection
from corecase.store.cases.models.people import Person

KINDS = ("strength", "area")


class ReportText(models.Model):
    """A text of the report as it stands now: a paragraph of a finding, a commentary, a narrative.

    `place` names it within the inspection (a finding's id, `commentary/CCI-1`); `figures` are
    those its writer saw, as [count, base] by key.
    """

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="texts")
    part = models.CharField(max_length=12, choices=choices(Part))
    place = models.CharField(max_length=160)
    criterion = models.CharField(max_length=60, blank=True)
    kind = models.CharField(max_length=10, blank=True)
    text = models.TextField(blank=True)
    status = models.CharField(max_length=10, choices=choices(TextStatus))
    figures = models.JSONField(default=dict)
    note = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """One text for each place."""

        ordering: ClassVar = ["part", "place"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["inspection", "place"], name="report_text_once"),
            known("report_text_part_is_known", "part", [part.value for part in Part]),
            known("report_text_status_is_known", "status", [s.value for s in TextStatus]),
            known("report_text_kind_is_known", "kind", ["", *KINDS]),
        ]

    def __str__(self) -> str:
        return f"{self.place} v{self.version}"


class ReportTextVersion(models.Model):
    """A text as somebody sent it. One that was written on an older version is kept aside."""

    report_text = models.ForeignKey(ReportText, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    base = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    status = models.CharField(max_length=10, choices=choices(TextStatus))
    figures = models.JSONField(default=dict)
    note = models.TextField(blank=True)
    outcome = models.CharField(max_length=6, choices=choices(VersionOutcome))
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    is_chosen = models.BooleanField(null=True, blank=True)
    decided_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """In the order in which they were sent."""

        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["report_text", "number"], name="text_version_once"),
            known("text_version_outcome_is_known", "outcome", [o.value for o in VersionOutcome]),
            together("text_version_decided", "is_chosen", "decided_by", "decided_at"),
        ]

    def __str__(self) -> str:
        return f"{self.report_text_id} no. {self.number}"


class EvidenceRecord(models.Model):
    """A finding at the level of the service, which no count carries."""

    inspection = models.ForeignKey(
        Inspection, on_delete=models.PROTECT, related_name="evidence_records"
    )
    ref = models.SlugField(max_length=60)
    criterion = models.CharField(max_length=60)
    kind = models.CharField(max_length=10, choices=[(k, k) for k in KINDS])
    statement = models.TextField()
    source = models.CharField(max_length=300)
    item = models.ForeignKey(
        EvidenceItem, null=True, blank=True, on_delete=models.PROTECT, related_name="records"
    )
    version = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """One for each name within an inspection."""

        ordering: ClassVar = ["criterion", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["inspection", "ref"], name="evidence_record_once"),
            known("evidence_record_kind_is_known", "kind", KINDS),
        ]

    def __str__(self) -> str:
        return self.ref


class ReportRecommendation(models.Model):
    """A recommendation of the report: from the library, edited, or of our own.

    Without items it stands under "Furthermore".
    """

    inspection = models.ForeignKey(
        Inspection, on_delete=models.PROTECT, related_name="recommendations"
    )
    position = models.PositiveIntegerField()
    ref = models.SlugField(max_length=60)
    text = models.TextField()
    owners = models.JSONField(default=list)
    items = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """In the order in which they are printed."""

        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["inspection", "ref"], name="report_recommendation_once")
        ]

    def __str__(self) -> str:
        return self.ref


class Quotation(models.Model):
    """Words of a note that was marked quotable, verbatim; printed once checked by a second person.

    A withdrawn quotation stays as a record.
    """

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="quotations")
    note = models.ForeignKey(CaseNote, on_delete=models.PROTECT, related_name="quotations")
    words = models.TextField()
    criterion = models.CharField(max_length=60)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    checked_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    checked_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """In the order in which they were taken."""

        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            together("quotation_checked", "checked_by", "checked_at"),
            together("quotation_withdrawn", "withdrawn_by", "withdrawn_at"),
        ]

    def __str__(self) -> str:
        return f"quotation {self.pk}"


class PracticeExample(models.Model):
    """An example of good practice: an invented first name, and a second reader who signed it."""

    inspection = models.ForeignKey(
        Inspection, on_delete=models.PROTECT, related_name="practice_examples"
    )
    section = models.CharField(max_length=60)
    reference = models.CharField(max_length=40, blank=True)
    pseudonym = models.CharField(max_length=40, blank=True)
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    read_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    read_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """By section, in the order in which they were written."""

        ordering: ClassVar = ["section", "id"]
        constraints: ClassVar = [
            together("practice_example_read", "read_by", "read_at"),
            together("practice_example_withdrawn", "withdrawn_by", "withdrawn_at"),
        ]

    def __str__(self) -> str:
        return f"example {self.pk}"
