"""Links of services: what is public of them, and every entry by which they came to be so."""

from typing import ClassVar

from django.db import models

LINKS = ("FOLLOWS", "COVERS")
LINK_STATES = ("ENTERED", "RELEASED", "RETURNED", "WITHDRAWN")


class ServiceLink(models.Model):
    """That a service followed another, or is run for several: only as a source says it.

    Anybody may read these, so that nothing stands here that a second person did not release.
    `since` and `until` are as the source writes them, empty where it does not say.
    """

    service = models.CharField(max_length=200)
    kind = models.CharField(max_length=10)
    other = models.CharField(max_length=200)
    since = models.CharField(max_length=100, blank=True)
    until = models.CharField(max_length=100, blank=True)
    source = models.CharField(max_length=1000)
    standing = models.CharField(max_length=20)

    class Meta:
        """By name."""

        ordering: ClassVar = ["service", "other", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["service", "kind", "other", "since"], name="service_link_once"
            ),
            models.CheckConstraint(condition=models.Q(kind__in=LINKS), name="service_link_kind"),
            models.CheckConstraint(
                condition=~models.Q(service=models.F("other")), name="service_link_of_two"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service} {self.kind} {self.other}"


class LinkEntry(models.Model):
    """A link as somebody entered it, with the second person's word on it; never changed.

    A correction is another entry that names the one it `corrects`, with the reason; so is one
    that takes a link out. What was there before two people were asked has no `decided_by`.
    """

    service = models.CharField(max_length=200)
    kind = models.CharField(max_length=10)
    other = models.CharField(max_length=200)
    since = models.CharField(max_length=100, blank=True)
    until = models.CharField(max_length=100, blank=True)
    source = models.CharField(max_length=1000)
    standing = models.CharField(max_length=20)
    corrects = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="corrected_by"
    )
    takes_out = models.BooleanField(default=False)
    reason = models.CharField(max_length=1000, blank=True)
    entered_by = models.BigIntegerField()
    entered_at = models.DateTimeField()
    state = models.CharField(max_length=10, default="ENTERED", db_index=True)
    decided_by = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField(null=True)
    returned_because = models.CharField(max_length=1000, blank=True)

    class Meta:
        """The newest first."""

        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(kind__in=LINKS), name="link_entry_kind"),
            models.CheckConstraint(
                condition=models.Q(state__in=LINK_STATES), name="link_entry_state"
            ),
            models.CheckConstraint(
                condition=~models.Q(service=models.F("other")), name="link_entry_of_two"
            ),
            models.CheckConstraint(
                condition=models.Q(state="ENTERED", decided_at__isnull=True)
                | (~models.Q(state="ENTERED") & models.Q(decided_at__isnull=False)),
                name="link_entry_decided",
            ),
            models.CheckConstraint(
                condition=models.Q(decided_by__isnull=True)
                | models.Q(decided_by__isnull=False, decided_at__isnull=False),
                name="link_entry_decided_by",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="RETURNED", returned_because=""),
                name="link_entry_returned_with_reason",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="WITHDRAWN")
                | models.Q(decided_by__isnull=False, decided_by=models.F("entered_by")),
                name="link_entry_withdrawn_by_own",
            ),
            models.CheckConstraint(
                condition=models.Q(corrects__isnull=True) | ~models.Q(reason=""),
                name="link_entry_corrects_with_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(takes_out=False) | models.Q(corrects__isnull=False),
                name="link_entry_takes_out_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service} {self.kind} {self.other}"
