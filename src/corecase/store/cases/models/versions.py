"""Versions: what is corrected, signed, released and published, and to whom it was sent."""

from typing import ClassVar

from django.db import models

from corecase.store.cases.models.closed import together
from corecase.store.cases.models.inspections import Inspection
from corecase.store.cases.models.people import Person
from corecase.store.cases.models.reports import Rendering


class Correction(models.Model):
    """A published report opened again, with the reason that readers will see."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="corrections")
    reason = models.CharField(max_length=500)
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """The newest first; one open at a time."""

        ordering: ClassVar = ["-opened_at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["inspection"],
                condition=models.Q(closed_at__isnull=True),
                name="correction_open_once",
            )
        ]

    def __str__(self) -> str:
        return f"correction of {self.inspection_id}"


class ReportVersion(models.Model):
    """A signed version of a report: frozen, released by a second person, published at an instant.

    `sha256` names it: the hash over the names and hashes of its files. `publish_on` is the day
    that the report itself prints; `scores`, `comparators` and the `changes` since the inspection
    before are as they were on the day of signing. `fault` says why it could not be published when
    its instant had come.
    """

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    correction = models.ForeignKey(
        Correction, null=True, blank=True, on_delete=models.PROTECT, related_name="versions"
    )
    rendering = models.OneToOneField(Rendering, on_delete=models.PROTECT, related_name="version")
    sha256 = models.CharField(max_length=64, blank=True)
    scores = models.JSONField(default=list)
    comparators = models.JSONField(default=dict)
    changes = models.JSONField(default=dict)
    signed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()
    publish_on = models.DateField()
    publish_at = models.DateTimeField(null=True, blank=True)
    released_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    released_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=500, blank=True)
    fault = models.CharField(max_length=300, blank=True)

    class Meta:
        """The newest first; a number once among those that were not withdrawn."""

        ordering: ClassVar = ["-signed_at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["inspection", "number"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="report_version_once",
            ),
            together("report_version_released", "released_by", "released_at", "publish_at"),
            together("report_version_withdrawn", "withdrawn_by", "withdrawn_at"),
            models.CheckConstraint(
                condition=models.Q(published_at__isnull=True)
                | models.Q(released_at__isnull=False, withdrawn_at__isnull=True),
                name="report_version_published_once_released",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.inspection_id} version {self.number}"


class Recipient(models.Model):
    """Somebody on the distribution list of an inspection: a name, a body, an address."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="recipients")
    name = models.CharField(max_length=120)
    body = models.CharField(max_length=160)
    email = models.EmailField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    removed_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """By body; an address stands once on the list."""

        ordering: ClassVar = ["body", "name", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["inspection", "email"],
                condition=models.Q(removed_at__isnull=True),
                name="recipient_once",
            ),
            together("recipient_removed", "removed_by", "removed_at"),
        ]

    def __str__(self) -> str:
        return f"recipient {self.pk}"


class Dispatch(models.Model):
    """A version sent to somebody of the list: to which address, when, by whom.

    The link in the letter opens it; only the hash of its secret is kept.
    """

    version = models.ForeignKey(ReportVersion, on_delete=models.PROTECT, related_name="dispatches")
    recipient = models.ForeignKey(Recipient, on_delete=models.PROTECT, related_name="dispatches")
    email = models.EmailField()
    token_sha256 = models.CharField(max_length=64, unique=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    failed = models.CharField(max_length=300, blank=True)
    revoked_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """In the order in which they were sent."""

        ordering: ClassVar = ["at", "id"]
        constraints: ClassVar = [together("dispatch_revoked", "revoked_by", "revoked_at")]

    def __str__(self) -> str:
        return f"dispatch {self.pk}"


class DispatchOpening(models.Model):
    """A link was opened, or a file fetched by it."""

    dispatch = models.ForeignKey(Dispatch, on_delete=models.PROTECT, related_name="openings")
    what = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        """In order of time."""

        ordering: ClassVar = ["at", "id"]

    def __str__(self) -> str:
        return f"opening {self.pk}"
