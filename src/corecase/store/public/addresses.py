"""Where services and programmes are read on the public view."""

from typing import ClassVar

from django.db import models


class ServiceAddress(models.Model):
    """The address of a service: given when the first thing of it became public, never changed.

    It is never taken back either: an address that led to one service leads to no other.
    """

    # A letter can become several in an address, as "&" becomes "and".
    service = models.CharField(max_length=200, unique=True)
    address = models.CharField(max_length=1000, unique=True)
    given_at = models.DateTimeField()

    class Meta:
        """By name."""

        ordering: ClassVar = ["service"]

    def __str__(self) -> str:
        return f"{self.service}: {self.address}"


class ProgrammeAddress(models.Model):
    """The address of a programme: given and kept as that of a service is."""

    programme = models.CharField(max_length=200, unique=True)
    address = models.CharField(max_length=1000, unique=True)
    given_at = models.DateTimeField()

    class Meta:
        """By name."""

        ordering: ClassVar = ["programme"]

    def __str__(self) -> str:
        return f"{self.programme}: {self.address}"
