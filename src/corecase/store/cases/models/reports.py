"""Reports: what is rendered, what the service says of it, what is signed, published and sent."""

from typing import ClassVar

from django.db import models

from corecase.core.reports import CommentOutcome, Purpose, RenderingState
from corecase.store.cases.models.closed import choices, known, together
from corecase.store.cases.models.inspections import Inspection
from corecase.store.cases.models.people import Person


class Rendering(models.Model):
    """A report to be rendered by the worker: asked for, leased, done or failed.

    A worker that dies lets its lease run out; the rendering is then taken again. `folder` is
    the inspection's folder as it was when the rendering was asked for: the same input gives
    the same report, here and on the command line.
    """

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="renderings")
    purpose = models.CharField(max_length=10, choices=choices(Purpose))
    formats = models.JSONField(default=list)
    state = models.CharField(
        max_length=8, choices=choices(RenderingState), default=RenderingState.WAITING
    )
    folder = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    step = models.CharField(max_length=80, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    leased_until = models.DateTimeField(null=True, blank=True)
    error = models.TextField(blank=True)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """The newest first."""

        ordering: ClassVar = ["-asked_at", "-id"]
        constraints: ClassVar = [
            known("rendering_purpose_is_known", "purpose", [p.value for p in Purpose]),
            known("rendering_state_is_known", "state", [s.value for s in RenderingState]),
        ]

    def __str__(self) -> str:
        return f"rendering {self.pk} {self.state}"


class RenderedFile(models.Model):
    """One file of a rendering, with the hash of its content."""

    rendering = models.ForeignKey(Rendering, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=120)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        """Each file once."""

        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["rendering", "name"], name="rendered_file_once")
        ]

    def __str__(self) -> str:
        return self.name


class FactualRound(models.Model):
    """A draft given to the service to check: its paragraphs as they stood, until a day.

    `paragraphs` holds {"place", "heading", "text"} in the order of the report.
    """

    inspection = models.ForeignKey(
        Inspection, on_delete=models.PROTECT, related_name="factual_rounds"
    )
    number = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    paragraphs = models.JSONField(default=list)
    rendering = models.ForeignKey(
        Rendering, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    returned_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    returned_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        """The newest first; one open at a time."""

        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["inspection", "number"], name="factual_round_once"),
            models.UniqueConstraint(
                fields=["inspection"],
                condition=models.Q(closed_at__isnull=True),
                name="factual_round_open_once",
            ),
            together("factual_round_returned", "returned_by", "returned_at"),
            together("factual_round_closed", "closed_by", "closed_at"),
        ]

    def __str__(self) -> str:
        return f"{self.inspection_id} round {self.number}"


class FactualComment(models.Model):
    """What the service says of a paragraph, and what it was answered. Nothing is removed.

    `earlier` holds the answers that were written before, {"outcome", "answer", "by", "at"}.
    """

    factual_round = models.ForeignKey(
        FactualRound, on_delete=models.PROTECT, related_name="comments"
    )
    place = models.CharField(max_length=160)
    heading = models.CharField(max_length=300, blank=True)
    quoted = models.TextField()
    comment = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    outcome = models.CharField(max_length=12, blank=True)
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    earlier = models.JSONField(default=list)

    class Meta:
        """In the order in which they were made."""

        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            known(
                "factual_comment_outcome_is_known",
                "outcome",
                ["", *(outcome.value for outcome in CommentOutcome)],
            ),
            together("factual_comment_answered", "answered_by", "answered_at"),
        ]

    def __str__(self) -> str:
        return f"comment {self.pk}"


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
    that the report itself prints, `scores` and `comparators` are as they were on the day of
    signing. `fault` says why it could not be published when its instant had come.
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
