"""The team of an inspection, its diary, and the pool that assessors come from."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from corecase.core.teams import TeamRole
from corecase.store.cases.models.closed import choices, known
from corecase.store.cases.models.inspections import Inspection
from corecase.store.cases.models.people import Person


class PoolMember(models.Model):
    """Somebody who can be asked to assess: from where, trained when, days lent and borrowed.

    The service they work for, where there is one, is the person's own `home_service`.
    """

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="pool")
    home_body = models.CharField(max_length=160)
    trained_on = models.DateField(null=True, blank=True)
    days_lent = models.PositiveSmallIntegerField(default=0)
    days_borrowed = models.PositiveSmallIntegerField(default=0)

    class Meta:
        """By name."""

        ordering: ClassVar = ["person__name", "id"]

    def __str__(self) -> str:
        return f"{self.person_id} from {self.home_body}"


class TeamMember(models.Model):
    """Somebody's part in one inspection: the printed role and the days on site.

    Whoever leaves stays on record with the day of it.
    """

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="team")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="teams")
    role = models.CharField(max_length=20, choices=choices(TeamRole))
    days = models.PositiveSmallIntegerField(default=0)
    left_on = models.DateField(null=True, blank=True)

    class Meta:
        """One part each."""

        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["inspection", "person"], name="team_member_once"),
            known("team_role_is_known", "role", [role.value for role in TeamRole]),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.person_id}"


class Interview(models.Model):
    """An interview in the diary. It is counted apart from the case that it is about."""

    MET = ("CASE_MANAGER", "OTHER_REPRESENTATIVE")

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="interviews")
    case = models.ForeignKey(
        "cases.SampledCase",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="interviews",
    )
    assessor = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="interviews")
    with_whom = models.CharField(max_length=20, choices=[(met, met) for met in MET])
    manager_code = models.CharField(max_length=40, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=120, blank=True)
    held_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """In order of time; ends after it starts."""

        ordering: ClassVar = ["starts_at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="interview_ends_after_it_starts"
            ),
            known("interview_with_is_known", "with_whom", ("CASE_MANAGER", "OTHER_REPRESENTATIVE")),
        ]

    def __str__(self) -> str:
        return f"{self.starts_at} {self.assessor_id}"
