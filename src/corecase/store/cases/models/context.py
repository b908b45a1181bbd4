"""What a report says beside its findings: its particulars, its indicators, who answered."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from corecase.store.cases.models.closed import known, together
from corecase.store.cases.models.inspections import Inspection
from corecase.store.cases.models.people import Person

UNITS = ("percent", "per 1,000", "per person", "count")
COMPARATORS = ("COMPUTED", "ENTERED", "NONE")


class ReportParticulars(models.Model):
    """The cover, the foreword's phrase, the team named, the decision on a re-inspection.

    `team` holds [role, name]; `comparators` what was entered, where it is not computed from the
    register of publications: {"scope", "as_at", "n_services", "rows": [[headline, lowest,
    highest, average]], "source"}; `letter` to whom and from whom a letter goes.
    """

    inspection = models.OneToOneField(
        Inspection, on_delete=models.PROTECT, related_name="particulars"
    )
    isbn = models.CharField(max_length=20, blank=True)
    inspectorate = models.CharField(max_length=160, blank=True)
    chief = models.CharField(max_length=160, blank=True)
    year = models.CharField(max_length=10, blank=True)
    month = models.CharField(max_length=30, blank=True)
    fieldwork = models.CharField(max_length=120, blank=True)
    overall = models.CharField(max_length=60, blank=True)
    reinspection_planned = models.BooleanField(null=True, blank=True)
    reinspection_reason = models.CharField(max_length=500, blank=True)
    reinspection_when = models.CharField(max_length=120, blank=True)
    sample = models.JSONField(default=list)
    team = models.JSONField(default=list)
    comparators_from = models.CharField(max_length=10, default="COMPUTED")
    comparators = models.JSONField(default=dict)
    letter = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """Comparators are computed, entered, or left out."""

        constraints: ClassVar = [
            known("particulars_comparators_are_known", "comparators_from", COMPARATORS)
        ]

    def __str__(self) -> str:
        return f"particulars of {self.inspection_id}"


class ScoresSeen(models.Model):
    """The scores that whoever last looked at a topic of the report saw: [count, base] by name.

    `topic` is the name of its room.
    """

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="+")
    topic = models.CharField(max_length=40)
    figures = models.JSONField(default=dict)

    class Meta:
        """Once for each topic."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["inspection", "topic"], name="scores_seen_once")
        ]

    def __str__(self) -> str:
        return f"{self.topic} of {self.inspection_id}"


class ReportIndicator(models.Model):
    """A published indicator of the service, with what it is read beside.

    `questions` are what the range check asked of it; a person confirms that it stands.
    """

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="indicators")
    position = models.PositiveIntegerField()
    name = models.CharField(max_length=200)
    definition = models.CharField(max_length=200, blank=True)
    unit = models.CharField(max_length=12, choices=[(u, u) for u in UNITS])
    value = models.FloatField()
    period = models.CharField(max_length=80)
    numerator = models.PositiveIntegerField(null=True, blank=True)
    denominator = models.PositiveIntegerField(null=True, blank=True)
    previous_value = models.FloatField(null=True, blank=True)
    previous_period = models.CharField(max_length=80, blank=True)
    comparator = models.FloatField(null=True, blank=True)
    comparator_name = models.CharField(max_length=120, blank=True)
    change = models.CharField(max_length=120, blank=True)
    caution = models.CharField(max_length=500, blank=True)
    questions = models.JSONField(default=list)
    confirmed_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """In the order in which they are printed; a unit that is known."""

        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [
            known("report_indicator_unit_is_known", "unit", UNITS),
            together("report_indicator_confirmed", "confirmed_by", "confirmed_at"),
        ]

    def __str__(self) -> str:
        return self.name


class Respondents(models.Model):
    """A group of people who answered a questionnaire, and how many came back."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="respondents")
    position = models.PositiveIntegerField()
    group = models.CharField(max_length=80)
    returned = models.PositiveIntegerField()
    version = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """In the order in which they are printed."""

        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["inspection", "group"], name="respondents_once")
        ]

    def __str__(self) -> str:
        return self.group


class RespondentStatement(models.Model):
    """What a number of the respondents said; one about fewer than five waits to be confirmed."""

    respondents = models.ForeignKey(
        Respondents, on_delete=models.PROTECT, related_name="statements"
    )
    position = models.PositiveIntegerField()
    text = models.CharField(max_length=500)
    count = models.PositiveIntegerField(null=True, blank=True)
    out_of = models.PositiveIntegerField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """A count with its base, or neither."""

        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [
            together("respondent_statement_counted", "count", "out_of"),
            together("respondent_statement_confirmed", "confirmed_by", "confirmed_at"),
            models.CheckConstraint(
                condition=Q(count__isnull=True) | Q(count__lte=F("out_of")),
                name="respondent_statement_within_base",
            ),
        ]

    def __str__(self) -> str:
        return f"statement {self.pk}"
