"""The register of publications. It knows services and programmes by name only."""

from typing import ClassVar

from django.db import models


class Publication(models.Model):
    """A published report: whose, when, and the hash by which its version is known."""

    service = models.CharField(max_length=200)
    programme = models.CharField(max_length=200)
    region = models.CharField(max_length=100, blank=True)
    published_on = models.DateField()
    sha256 = models.CharField(max_length=64, unique=True)

    class Meta:
        """The newest first."""

        ordering: ClassVar = ["-published_on", "service"]

    def __str__(self) -> str:
        return f"{self.service}, {self.programme}, {self.published_on}"
