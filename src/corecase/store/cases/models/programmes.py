"""Programmes, and the services they inspect."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from corecase.store.cases.models.closed import known

NATIONS = ("ENGLAND", "WALES")


class Service(models.Model):
    """A youth justice service. An invented one says so."""

    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120, unique=True)
    region = models.CharField(max_length=80, blank=True)
    nation = models.CharField(max_length=10, choices=[(n, n.title()) for n in NATIONS])
    is_invented = models.BooleanField(default=False)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        """By name."""

        ordering: ClassVar = ["name"]
        constraints: ClassVar = [known("service_nation_is_known", "nation", NATIONS)]

    def __str__(self) -> str:
        return self.name


class Predecessor(models.Model):
    """A service that another one took over: a merged area."""

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="predecessors")
    predecessor = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="successors")
    merged_on = models.DateField()

    class Meta:
        """Taken over once, and never by itself."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["service", "predecessor"], name="predecessor_once"),
            models.CheckConstraint(
                condition=~Q(service=F("predecessor")), name="predecessor_is_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor_id} before {self.service_id}"


class Programme(models.Model):
    """A programme of inspections: its years, regions, and the framework it is pinned to."""

    code = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=160)
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField()
    regions = models.JSONField(default=list)
    framework_id = models.CharField(max_length=60)
    framework_edition = models.CharField(max_length=80)
    framework_sha256 = models.CharField(max_length=64)
    framework_text = models.TextField()
    framework_is_own = models.BooleanField(default=False)
    # The words of its reports, pinned like the framework; empty until a first report asks.
    report_edition_id = models.CharField(max_length=60, blank=True)
    report_edition_text = models.TextField(blank=True)
    # Unverified: whether re-inspections count to the lowest, highest and average to date.
    counts_reinspections = models.BooleanField(default=False)
    # Who oversees improvement plans: sources disagree, so its name is a setting.
    oversight_body = models.CharField(max_length=120, default="oversight body")
    # The clauses of the rule that gives actions their status; empty for our own, unverified.
    status_rule = models.JSONField(default=list, blank=True)
    # The service whose own programme this is; nobody for those of the inspectorate.
    owner = models.ForeignKey(
        Service, null=True, blank=True, on_delete=models.PROTECT, related_name="own_programmes"
    )
    made_at = models.DateTimeField()

    class Meta:
        """The newest first; years in order."""

        ordering: ClassVar = ["-first_year", "title"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(last_year__gte=F("first_year")), name="programme_years_in_order"
            )
        ]

    def __str__(self) -> str:
        return self.title
