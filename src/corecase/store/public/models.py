"""The register of publications. It knows services and programmes by name only.

Nothing stands here before the instant of its publication: rows are written when it has come.
"""

from typing import ClassVar

from django.db import models

from corecase.store.public.addresses import ProgrammeAddress as ProgrammeAddress
from corecase.store.public.addresses import ServiceAddress as ServiceAddress
from corecase.store.public.facts import FactDecision as FactDecision
from corecase.store.public.facts import PrintedText as PrintedText
from corecase.store.public.facts import RegisteredFact as RegisteredFact
from corecase.store.public.links import LinkEntry as LinkEntry
from corecase.store.public.links import ServiceLink as ServiceLink
from corecase.store.public.taken import TakenFact as TakenFact
from corecase.store.public.taken import TakenMoment as TakenMoment
from corecase.store.public.taken import TakenSource as TakenSource


class Publication(models.Model):
    """A published report: whose, under which programme. Its versions stand beside it.

    `service_code` stays where the service is renamed.
    """

    code = models.SlugField(max_length=60, unique=True)
    service = models.CharField(max_length=200)
    service_code = models.SlugField(max_length=60)
    programme = models.CharField(max_length=200)
    programme_code = models.SlugField(max_length=60)
    region = models.CharField(max_length=100, blank=True)
    nation = models.CharField(max_length=10, blank=True)
    published_on = models.DateField()
    is_reinspection = models.BooleanField(default=False)
    previous = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="later"
    )
    synthetic = models.CharField(max_length=300, blank=True)

    class Meta:
        """The newest first."""

        ordering: ClassVar = ["-published_on", "service"]

    def __str__(self) -> str:
        return f"{self.service}, {self.programme}, {self.published_on}"


class PublishedVersion(models.Model):
    """One version of a published report, known by its hash. Older versions stay to be read.

    `reason` says why a corrected version was made; `overall` is the phrase that it prints;
    `comparators` is what its headlines were read beside, as it stood on the day, and `changes`
    how they stand to the inspection before.
    """

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    sha256 = models.CharField(max_length=64)
    published_at = models.DateTimeField()
    reason = models.CharField(max_length=500, blank=True)
    overall = models.CharField(max_length=60, blank=True)
    comparators = models.JSONField(default=dict)
    changes = models.JSONField(default=dict)

    class Meta:
        """The newest first."""

        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["publication", "number"], name="published_version_once"
            ),
            models.UniqueConstraint(
                fields=["publication", "sha256"], name="published_content_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.publication_id} version {self.number}"


class PublishedFile(models.Model):
    """A published version in one format."""

    version = models.ForeignKey(PublishedVersion, on_delete=models.PROTECT, related_name="files")
    name = models.CharField(max_length=120)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        """Each file once."""

        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "name"], name="published_file_once")
        ]

    def __str__(self) -> str:
        return self.name


class PublishedScore(models.Model):
    """A headline of a published version: its count and base, its band where it has one.

    `n_cases` are the cases in which any of it applies, null where nobody kept how many.
    """

    version = models.ForeignKey(PublishedVersion, on_delete=models.PROTECT, related_name="scores")
    position = models.PositiveSmallIntegerField()
    score = models.CharField(max_length=60)
    label = models.CharField(max_length=160)
    count = models.PositiveIntegerField()
    out_of = models.PositiveIntegerField()
    n_cases = models.PositiveIntegerField(null=True)
    band = models.CharField(max_length=160, blank=True)

    class Meta:
        """In the order of the report."""

        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "score"], name="published_score_once"),
            models.CheckConstraint(
                condition=models.Q(count__lte=models.F("out_of")),
                name="published_score_within_base",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.score} {self.count} of {self.out_of}"


class PublishedRecommendation(models.Model):
    """A recommendation of a published version as it is printed, and who is responsible for it."""

    version = models.ForeignKey(
        PublishedVersion, on_delete=models.PROTECT, related_name="recommendations"
    )
    position = models.PositiveSmallIntegerField()
    text = models.TextField()
    owners = models.JSONField(default=list)

    class Meta:
        """In the order of the report."""

        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["version", "position"], name="published_recommendation_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.version_id}, recommendation {self.position}"
