"""Surveys: which sheet was opened for which inspection. It knows inspections by code only."""

from typing import ClassVar

from django.db import models


class Survey(models.Model):
    """One survey of one group, opened for an inspection. Answers come in a later room."""

    class Group(models.TextChoices):
        """Whose view is asked for."""

        CHILDREN = "CHILDREN", "children"
        PARENTS = "PARENTS", "parents and carers"
        VICTIMS = "VICTIMS", "victims"

    inspection_code = models.SlugField(max_length=60)
    group = models.CharField(max_length=10, choices=Group.choices)
    opened_on = models.DateField()
    closes_on = models.DateField(null=True, blank=True)

    class Meta:
        """One survey for each group of an inspection."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["inspection_code", "group"], name="survey_once_for_each_group"
            ),
            models.CheckConstraint(
                condition=models.Q(group__in=["CHILDREN", "PARENTS", "VICTIMS"]),
                name="survey_group_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.inspection_code} {self.group}"
