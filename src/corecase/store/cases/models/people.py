"""People who sign in, the roles granted to them, and the invitations that bring them."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from corecase.core.people import OF_INSPECTION, OF_SERVICE, Role
from corecase.store.cases.models.closed import choices, known, together


class People(BaseUserManager["Person"]):
    """How Django finds somebody by e-mail address."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        """The person with this address, whatever its capitals."""
        return self.get(email__iexact=username)


class Person(AbstractBaseUser):
    """Somebody who signs in: staff of an inspectorate, a service or a council. Never a child."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    home_service = models.ForeignKey(
        "cases.Service", null=True, blank=True, on_delete=models.PROTECT, related_name="staff"
    )
    is_active = models.BooleanField(default=True)
    is_demonstration = models.BooleanField(default=False)
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)
    sessions_ended = models.PositiveIntegerField(default=0)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    objects: ClassVar[People] = People()

    def __str__(self) -> str:
        return self.name

    def get_session_auth_hash(self) -> str:
        """What a session has to match: it changes with the password, and when all are ended."""
        return f"{super().get_session_auth_hash()}.{self.sessions_ended}"


class Grant(models.Model):
    """A role held by a person, on an inspection or in a service, within days."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=20, choices=choices(Role))
    inspection = models.ForeignKey(
        "cases.Inspection", null=True, blank=True, on_delete=models.PROTECT, related_name="grants"
    )
    service = models.ForeignKey(
        "cases.Service", null=True, blank=True, on_delete=models.PROTECT, related_name="grants"
    )
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    granted_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    granted_at = models.DateTimeField()

    class Meta:
        """A role stands on what it is held on."""

        constraints: ClassVar = [
            known("grant_role_is_known", "role", [role.value for role in Role]),
            models.CheckConstraint(
                condition=Q(role__in=sorted(OF_INSPECTION), inspection__isnull=False)
                | (~Q(role__in=sorted(OF_INSPECTION)) & Q(inspection__isnull=True)),
                name="grant_of_inspection_names_one",
            ),
            models.CheckConstraint(
                condition=Q(role__in=sorted(OF_SERVICE), service__isnull=False)
                | (~Q(role__in=sorted(OF_SERVICE)) & Q(service__isnull=True)),
                name="grant_of_service_names_one",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("starts_on")),
                name="grant_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} of {self.person_id}"


class Invitation(models.Model):
    """An offer of a role by e-mail. Only the hash of its token is kept."""

    email = models.EmailField()
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=20, choices=choices(Role))
    inspection = models.ForeignKey(
        "cases.Inspection", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    service = models.ForeignKey(
        "cases.Service", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    home_service = models.ForeignKey(
        "cases.Service", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    ends_on = models.DateField(null=True, blank=True)
    token_sha256 = models.CharField(max_length=64, unique=True)
    # Nobody, where the operator invites the first administrator.
    invited_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Who accepted and when stand together."""

        constraints: ClassVar = [
            together("invitation_accepted_by_and_at", "accepted_by", "accepted_at"),
            known("invitation_role_is_known", "role", [role.value for role in Role]),
        ]

    def __str__(self) -> str:
        return f"{self.role} for {self.email}"


class DeclaredConflict(models.Model):
    """A service whose inspection a person may take no part in, beside their own."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="declared")
    service = models.ForeignKey("cases.Service", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    declared_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    declared_at = models.DateTimeField()

    class Meta:
        """Declared once."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "service"], name="conflict_declared_once")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} and service {self.service_id}"
