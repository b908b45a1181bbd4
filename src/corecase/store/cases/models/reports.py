"""Reports: what is rendered, and what the service says of the facts in it."""

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
