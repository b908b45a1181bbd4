"""What is public of the register of printed facts, as the public view's role sees it.

All are views of the database: what waits for a first or a second person, the words at the place
where a fact was read, and what made somebody doubt are behind them, where that role reads nothing.
"""

from typing import ClassVar

from django.db import models


class TakenFact(models.Model):
    """A printed fact that one person took and another released; what anybody may read of it."""

    corrects_id = models.BigIntegerField(null=True)
    service = models.CharField(max_length=200)
    measure = models.CharField(max_length=100)
    value = models.CharField(max_length=30)
    most = models.CharField(max_length=30)
    out_of = models.PositiveIntegerField(null=True)
    unit = models.CharField(max_length=100)
    said = models.TextField()
    programme = models.CharField(max_length=200)
    region = models.CharField(max_length=100)
    kind_of_inspection = models.CharField(max_length=100)
    inspected = models.CharField(max_length=100)
    published = models.CharField(max_length=100)
    cases = models.PositiveIntegerField(null=True)
    scope = models.CharField(max_length=500)
    scope_understood = models.CharField(max_length=500)
    services = models.PositiveIntegerField(null=True)
    as_at = models.CharField(max_length=100)
    owner = models.TextField()
    standing = models.CharField(max_length=20)
    source = models.CharField(max_length=1000)
    source_published = models.CharField(max_length=100)
    place = models.CharField(max_length=200)

    class Meta:
        """As they were read."""

        managed = False
        db_table = "public_takenfact"
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.service} {self.measure}"


class TakenSource(models.Model):
    """A source of public facts: how many, on how many services, and when the last became so."""

    source = models.CharField(max_length=1000, primary_key=True)
    n_facts = models.PositiveIntegerField()
    n_services = models.PositiveIntegerField()
    taken_at = models.DateTimeField()

    class Meta:
        """The newest first."""

        managed = False
        db_table = "public_takensource"
        ordering: ClassVar = ["-taken_at", "source"]

    def __str__(self) -> str:
        return self.source


class TakenMoment(models.Model):
    """Since when a fact is public, with its service and its source; its number is its own."""

    service = models.CharField(max_length=200)
    source = models.CharField(max_length=1000)
    taken_at = models.DateTimeField()

    class Meta:
        """The newest first."""

        managed = False
        db_table = "public_takenmoment"
        ordering: ClassVar = ["-taken_at", "pk"]

    def __str__(self) -> str:
        return f"{self.service}, {self.source}"
