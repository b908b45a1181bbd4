"""The register of printed facts: what published texts say of services, with its review.

It knows people by number only, since anybody may read the public tables. A fact is never
changed: a correction is another fact that names the one it corrects.
"""

from typing import ClassVar

from django.db import models

STATES = ("WAITING", "TAKEN", "REFUSED")
DECISIONS = ("TAKEN", "REFUSED", "RELEASED", "RETURNED", "WITHDRAWN")
TEXT_STATES = ("WAITING", "READING", "READ", "FAILED")


class PrintedText(models.Model):
    """A file whose facts were brought in, or an uploaded text that waits to be read.

    `source` is how its facts cite it, the name of the file where it is empty. `content` is the
    uploaded text until it is read, and empty from then on. `problem` says in a
    sentence why it could not be read.
    """

    name = models.CharField(max_length=200)
    source = models.CharField(max_length=1000, blank=True)
    source_published = models.CharField(max_length=100, blank=True)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField(default=bytes)
    state = models.CharField(max_length=10, default="WAITING")
    asked_by = models.BigIntegerField()
    asked_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    leased_until = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=1000, blank=True)

    class Meta:
        """The newest first."""

        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(state__in=TEXT_STATES), name="printed_text_state"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=("READ", "FAILED"), ended_at__isnull=False)
                | models.Q(state__in=("WAITING", "READING"), ended_at__isnull=True),
                name="printed_text_ended",
            ),
            models.CheckConstraint(
                condition=models.Q(state="READING", leased_until__isnull=False)
                | (~models.Q(state="READING") & models.Q(leased_until__isnull=True)),
                name="printed_text_leased",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class RegisteredFact(models.Model):
    """A printed fact as it was read; figures as they are printed, digit by digit.

    `state` is what one person decided; `public_since` since when anybody sees it, by the word of
    a second one, and null while nobody does. `sha256` is that of all that it says, so that the
    same file twice brings nothing twice.
    """

    text = models.ForeignKey(PrintedText, on_delete=models.PROTECT, related_name="facts")
    sha256 = models.CharField(max_length=64, unique=True)
    state = models.CharField(max_length=10, default="WAITING", db_index=True)
    public_since = models.DateTimeField(null=True, db_index=True)
    corrects = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="corrected_by"
    )
    service = models.CharField(max_length=200, db_index=True)
    measure = models.CharField(max_length=100, db_index=True)
    value = models.CharField(max_length=30, blank=True)
    most = models.CharField(max_length=30, blank=True)
    out_of = models.PositiveIntegerField(null=True)
    unit = models.CharField(max_length=100, blank=True)
    said = models.TextField(blank=True)
    programme = models.CharField(max_length=200, blank=True)
    region = models.CharField(max_length=100, blank=True)
    kind_of_inspection = models.CharField(max_length=100, blank=True)
    inspected = models.CharField(max_length=100, blank=True)
    published = models.CharField(max_length=100, blank=True)
    cases = models.PositiveIntegerField(null=True)
    scope = models.CharField(max_length=500, blank=True)
    scope_understood = models.CharField(max_length=500, blank=True)
    services = models.PositiveIntegerField(null=True)
    as_at = models.CharField(max_length=100, blank=True)
    owner = models.TextField(blank=True)
    standing = models.CharField(max_length=20)
    source = models.CharField(max_length=1000)
    source_published = models.CharField(max_length=100, blank=True)
    place = models.CharField(max_length=200, blank=True)
    read_from = models.TextField(blank=True)
    doubt = models.TextField(blank=True)
    note = models.TextField(blank=True)

    class Meta:
        """As they were read."""

        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(state__in=STATES), name="registered_fact_state"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="WAITING", public_since__isnull=False),
                name="registered_fact_waits_unseen",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service} {self.measure}"


class FactDecision(models.Model):
    """What somebody decided about a fact, and when; the last one holds, and all are kept.

    A second person's release, or what they sent back, is one as well, and so is a withdrawal.
    """

    fact = models.ForeignKey(RegisteredFact, on_delete=models.PROTECT, related_name="decisions")
    state = models.CharField(max_length=10)
    reason = models.CharField(max_length=1000, blank=True)
    by = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        """As they were made."""

        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(state__in=DECISIONS), name="fact_decision_state"
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=("REFUSED", "RETURNED"), reason=""),
                name="fact_refused_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.fact_id} {self.state}"
