"""The assessor pool: who can be asked to assess, from which body, for how many days."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db.models import Q, Sum
from django.db.models.functions import Coalesce

from corecase.actions import door
from corecase.core.errors import InputError
from corecase.core.event_kinds import EventKind
from corecase.core.people import Actor, Deed, NotAllowedError, check_may, may
from corecase.core.teams import TeamRole
from corecase.store.cases.models import Person, PoolMember, Service


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What is written of somebody in the pool.

    `home_service` is the code of the service they work for, empty for none; `days_lent` are
    those that the home body gives, `days_borrowed` those that it is owed. `trained_on` is None
    where nobody knows.
    """

    home_body: str
    home_service: str = ""
    trained_on: date | None = None
    days_lent: int = 0
    days_borrowed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Somebody in the pool. `days_used` are their days in the teams of all inspections."""

    person_id: int
    name: str
    entry: Entry
    service: str
    days_used: int
    has_left: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """Everybody in the pool, and whether the reader may change it."""

    members: tuple[Member, ...]
    services: tuple[tuple[str, str], ...]
    may_plan: bool

    @property
    def days_lent(self) -> int:
        """Days that home bodies lend, of everybody."""
        return sum(member.entry.days_lent for member in self.members)

    @property
    def days_borrowed(self) -> int:
        """Days that are owed to home bodies, of everybody."""
        return sum(member.entry.days_borrowed for member in self.members)


def listed(*, by: Actor) -> Pool:
    """The pool, by name."""
    check_may(by, Deed.PROGRAMME_READ)
    judging = [role.value for role in TeamRole if role.judges_cases]
    used = Sum("person__teams__days", filter=Q(person__teams__role__in=judging))
    rows = PoolMember.objects.select_related("person__home_service").annotate(
        days_used=Coalesce(used, 0)
    )
    return Pool(
        members=tuple(_member(row, row.days_used) for row in rows),
        services=tuple(Service.objects.values_list("code", "name")),
        may_plan=may(by, Deed.PROGRAMME_PLAN),
    )


def add(email: str, entry: Entry, *, by: Actor, now: datetime) -> None:
    """Takes somebody who signs in here into the pool.

    Raises InputError for an unknown address, somebody who is in the pool already, and a home
    service that contradicts what is known of them.
    """
    check_may(by, Deed.PROGRAMME_PLAN)
    with door.writing(by=by, now=now) as write:
        person = Person.objects.filter(email__iexact=email, is_active=True).first()
        if person is None:
            raise InputError(
                "Nobody with this address signs in here; ask the administrator to invite them.",
                field="email",
            )
        if PoolMember.objects.filter(person=person).exists():
            raise InputError(f"{person.name} is in the pool already; change the entry instead.")
        _save(PoolMember(person=person), entry)
        write.say(EventKind.POOL_JOINED, door.PROGRAMMES, content=_content(entry), person=person.pk)


def change(person_id: int, entry: Entry, *, by: Actor, now: datetime) -> None:
    """Corrects an entry of the pool. Raises InputError as `add` does."""
    check_may(by, Deed.PROGRAMME_PLAN)
    with door.writing(by=by, now=now) as write:
        _save(_row(person_id), entry)
        write.say(
            EventKind.POOL_CHANGED, door.PROGRAMMES, content=_content(entry), person=person_id
        )


def leave(person_id: int, *, by: Actor, now: datetime) -> None:
    """Takes somebody out of the pool. Their parts in teams stay as they are."""
    check_may(by, Deed.PROGRAMME_PLAN)
    with door.writing(by=by, now=now) as write:
        _row(person_id).delete()
        write.say(EventKind.POOL_LEFT, door.PROGRAMMES, person=person_id)


def _save(row: PoolMember, entry: Entry) -> None:
    _set_home_service(row.person, entry.home_service)
    row.home_body, row.trained_on = entry.home_body, entry.trained_on
    row.days_lent, row.days_borrowed = entry.days_lent, entry.days_borrowed
    row.save()


def _set_home_service(person: Person, code: str) -> None:
    """Notes the service that somebody works for; once known, only an administrator changes it.

    It shuts them out of the inspection of that service, which the pool must never undo.
    """
    service = Service.objects.filter(code=code).first() if code else None
    if code and service is None:
        raise InputError("Choose the home service from the list.", field="home_service")
    known = person.home_service
    if known is not None and known != service:
        raise InputError(
            f"{person.name} works for {known.name}; choose that service, "
            "or ask the administrator to correct it.",
            field="home_service",
        )
    if service is not None and known is None:
        person.home_service = service
        person.save(update_fields=["home_service"])


def _row(person_id: int) -> PoolMember:
    found = PoolMember.objects.select_related("person__home_service")
    row = found.filter(person_id=person_id).first()
    if row is None:
        raise NotAllowedError("There is nobody like this in the pool.")
    return row


def _member(row: PoolMember, days_used: int) -> Member:
    home = row.person.home_service
    return Member(
        person_id=row.person_id,
        name=row.person.name,
        entry=Entry(
            home_body=row.home_body,
            home_service=home.code if home else "",
            trained_on=row.trained_on,
            days_lent=row.days_lent,
            days_borrowed=row.days_borrowed,
        ),
        service=home.name if home else "",
        days_used=days_used,
        has_left=not row.person.is_active,
    )


def _content(entry: Entry) -> dict[str, object]:
    return {name: str(value) for name, value in asdict(entry).items()}
