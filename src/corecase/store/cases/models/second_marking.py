"""Second marking: which cases are judged twice, and the seed that chose them."""

from typing import ClassVar

from django.db import models

from corecase.store.cases.models.inspections import Inspection
from corecase.store.cases.models.people import Person


class SecondMarkingDraw(models.Model):
    """A choice of cases as it was made: `frame` is what it chose from, so it can be replayed."""

    inspection = models.ForeignKey(
        Inspection, on_delete=models.PROTECT, related_name="second_markings"
    )
    seed = models.CharField(max_length=60)
    share_percent = models.PositiveSmallIntegerField()
    least = models.PositiveSmallIntegerField()
    n_chosen = models.PositiveIntegerField()
    frame = models.JSONField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """The newest first: it is the one that counts, and the others are kept."""

        ordering: ClassVar = ["-at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(share_percent__lte=100), name="second_marking_share_is_a_share"
            )
        ]

    def __str__(self) -> str:
        return f"{self.inspection_id} {self.seed}"
