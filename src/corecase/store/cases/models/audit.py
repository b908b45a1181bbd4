"""The audit: an append-only chain for each inspection, and the log of what was consulted."""

from typing import ClassVar

from django.db import models


class Chain(models.Model):
    """The head of one chain. Its row is locked while an event is appended."""

    id = models.CharField(primary_key=True, max_length=80)
    sequence = models.PositiveIntegerField(default=0)
    hash = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.id


class Event(models.Model):
    """One thing that happened. Triggers of the database refuse to change or delete it."""

    chain = models.CharField(max_length=80)
    sequence = models.PositiveIntegerField()
    kind = models.CharField(max_length=40)
    by = models.CharField(max_length=40)
    at = models.CharField(max_length=40)
    subject = models.TextField()
    digest = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        """Numbered without gaps in its chain."""

        ordering: ClassVar = ["chain", "sequence"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["chain", "sequence"], name="event_numbered_once")
        ]

    def __str__(self) -> str:
        return f"{self.chain} {self.sequence}"


class Consultation(models.Model):
    """Somebody looked at case-level data: who, when, what, by which page."""

    by = models.BigIntegerField()
    at = models.DateTimeField()
    inspection_id = models.BigIntegerField(null=True, blank=True)
    what = models.CharField(max_length=40)
    ref = models.CharField(max_length=80, blank=True)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        """In order of time."""

        ordering: ClassVar = ["at", "id"]
        indexes: ClassVar = [models.Index(fields=["inspection_id", "at"], name="consulted_when")]

    def __str__(self) -> str:
        return f"{self.by} {self.what}"
