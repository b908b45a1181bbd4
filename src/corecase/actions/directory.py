"""The directory of people: who signs in, as what and until when, and who is invited."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from allauth.mfa.models import Authenticator

from corecase.core.people import Actor, Deed, NotAllowedError, Role, check_may, may
from corecase.store.cases import models


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A role that somebody holds, held or will hold; `of` names the inspection or service."""

    grant_id: int
    role: Role
    of: str
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Somebody who signs in."""

    person_id: int
    name: str
    email: str
    home_service: str
    roles: tuple[Held, ...]
    last_sign_in: datetime | None
    joined_at: datetime
    left_at: datetime | None
    has_password: bool
    has_second_factor: bool
    is_demonstration: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """A service in whose inspection somebody takes no part, and why."""

    service: str
    reason: str
    declared_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """An invitation that nobody accepted yet."""

    invitation_id: int
    name: str
    email: str
    role: Role
    of: str
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Something that can be chosen: its code, and what people read."""

    code: str
    words: str


def listed(*, by: Actor, today: date) -> tuple[Known, ...]:
    """Everybody by name, with the roles that have not ended; for the administrator."""
    check_may(by, Deed.PEOPLE_MANAGE)
    rows = models.Person.objects.select_related("home_service").order_by("name", "pk")
    return _all_known(rows, since=today)


def one(person_id: int, *, by: Actor) -> Known:
    """Somebody with every role they hold or held; for themselves and the administrator."""
    if person_id != by.person_id:
        check_may(by, Deed.PEOPLE_MANAGE)
    found = _all_known(models.Person.objects.select_related("home_service").filter(pk=person_id))
    if not found:
        raise NotAllowedError("There is no such person.")
    return found[0]


def managed(person_id: int, *, by: Actor) -> Known:
    """Somebody as `one` shows them, for the administrator only."""
    check_manages(by=by)
    return one(person_id, by=by)


def check_manages(*, by: Actor) -> None:
    """Raises NotAllowedError for whoever does not manage people."""
    check_may(by, Deed.PEOPLE_MANAGE)


def conflicts(person_id: int, *, by: Actor) -> tuple[Declared, ...]:
    """The interests that somebody declared; for themselves and the administrator."""
    if person_id != by.person_id:
        check_may(by, Deed.PEOPLE_MANAGE)
    rows = models.DeclaredConflict.objects.filter(person_id=person_id).select_related("service")
    return tuple(
        Declared(service=row.service.name, reason=row.reason, declared_at=row.declared_at)
        for row in rows.order_by("declared_at")
    )


def pending(*, by: Actor, now: datetime) -> tuple[Pending, ...]:
    """The open invitations, the next to expire first; for the administrator."""
    check_may(by, Deed.PEOPLE_MANAGE)
    rows = models.Invitation.objects.select_related("inspection__service", "service").filter(
        accepted_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=now
    )
    return tuple(
        Pending(
            invitation_id=row.pk,
            name=row.name,
            email=row.email,
            role=Role(row.role),
            of=_of(row),
            expires_at=row.expires_at,
        )
        for row in rows.order_by("expires_at", "pk")
    )


def services() -> tuple[Choice, ...]:
    """Every service by name, to choose from."""
    return tuple(
        Choice(code=code, words=name)
        for code, name in models.Service.objects.values_list("code", "name")
    )


def inspections(*, by: Actor) -> tuple[Choice, ...]:
    """Every inspection by service, to appoint to; none but the administrator sees them all.

    A self-inspection is not among them: the service's quality manager builds its team.
    """
    if not may(by, Deed.PEOPLE_MANAGE):
        return ()
    rows = models.Inspection.objects.select_related("service").filter(own_kind="")
    rows = rows.order_by("service__name", "code")
    return tuple(Choice(code=row.code, words=f"{row.service.name} ({row.code})") for row in rows)


def demonstration() -> tuple[Known, ...]:
    """The people of the demonstration, who are invented; they come in without a password."""
    rows = models.Person.objects.select_related("home_service")
    return _all_known(rows.filter(is_demonstration=True, is_active=True).order_by("pk"))


def _all_known(rows: Iterable[models.Person], *, since: date | None = None) -> tuple[Known, ...]:
    people = list(rows)
    ids = [row.pk for row in people]
    second = Authenticator.objects.filter(user_id__in=ids)
    secured = second.exclude(type=Authenticator.Type.RECOVERY_CODES)
    secured_ids = set(secured.values_list("user_id", flat=True))
    roles = _roles(ids, since=since)
    return tuple(_known(row, roles[row.pk], row.pk in secured_ids) for row in people)


def _roles(person_ids: list[int], *, since: date | None = None) -> dict[int, tuple[Held, ...]]:
    rows = models.Grant.objects.select_related("inspection__service", "service").filter(
        person_id__in=person_ids
    )
    found: dict[int, tuple[Held, ...]] = defaultdict(tuple)
    for row in rows.order_by("starts_on", "pk"):
        if since is None or row.ends_on is None or row.ends_on >= since:
            found[row.person_id] += (
                Held(
                    grant_id=row.pk,
                    role=Role(row.role),
                    of=_of(row),
                    starts_on=row.starts_on,
                    ends_on=row.ends_on,
                ),
            )
    return found


def _of(row: models.Grant | models.Invitation) -> str:
    if row.inspection:
        return f"inspection of {row.inspection.service.name} ({row.inspection.code})"
    return row.service.name if row.service else ""


def _known(row: models.Person, roles: tuple[Held, ...], secured: bool) -> Known:
    return Known(
        person_id=row.pk,
        name=row.name,
        email=row.email,
        home_service=row.home_service.name if row.home_service else "",
        roles=roles,
        last_sign_in=row.last_login,
        joined_at=row.joined_at,
        left_at=row.left_at,
        has_password=row.has_usable_password(),
        has_second_factor=secured,
        is_demonstration=row.is_demonstration,
    )
