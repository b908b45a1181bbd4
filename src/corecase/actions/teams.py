"""Teams: who takes part in an inspection, from when until when, and how much they can do."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.utils import timezone

from corecase.actions import door, holders, interests, team_access
from corecase.core.errors import InputError
from corecase.core.event_kinds import EventKind
from corecase.core.people import Actor, Deed, NotAllowedError, Role, may
from corecase.core.teams import Capacity, TeamRole
from corecase.store.cases.models import Grant, Inspection, Person, PoolMember, TeamMember

MOST_DAYS: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part in a team: the printed role and days on site. InputError for unlikely days."""

    role: TeamRole
    days: int

    def __post_init__(self) -> None:
        if not 0 <= self.days <= MOST_DAYS:
            raise InputError(
                f"Give the days as a whole number from 0 to {MOST_DAYS}.", field="days"
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Somebody in a team. The days of access are None where the part opens nothing.

    `is_covered` is false where the access begins or ends within the fieldwork.
    """

    person_id: int
    name: str
    part: Part
    access_from: date | None
    access_until: date | None
    is_covered: bool
    left_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """The team of an inspection. `candidates` are people of the pool who are not in it
    and have no conflict of interest with the inspection.
    """

    code: str
    service: str
    synthetic: str
    members: tuple[Member, ...]
    left: tuple[Member, ...]
    capacity: Capacity
    n_assessors: int
    may_run: bool
    candidates: tuple[tuple[int, str], ...]

    @property
    def words(self) -> str:
        """What the team has room for, beside the sample, with the assumption behind it."""
        room = (
            f"{_many(self.n_assessors, 'person', 'people')}, "
            f"{_many(self.capacity.assessor_days, 'assessor-day')}: "
            f"room for about {_many(self.capacity.n_possible, 'case')}"
        )
        at = f"At {_many(self.capacity.per_day, 'case')} a day (unverified)."
        if not self.capacity.n_cases:
            return f"{room}; no sample is drawn yet. {at}"
        short = self.capacity.n_days_short
        missing = f" That is {_many(short, 'assessor-day')} short." if short else ""
        return f"{room}; the sample has {self.capacity.n_cases}.{missing} {at}"


def one(code: str, *, today: date, by: Actor) -> Team:
    """The team, who has left it, what it has room for, and who could join it today."""
    inspection = door.inspection(code, Deed.TEAM_READ, by=by)
    runs = may(by, Deed.INSPECTION_RUN, door.subject_of(inspection))
    access = team_access.of(inspection)
    rows = list(inspection.team.select_related("person"))
    here = [row for row in rows if row.left_on is None]
    judging = [row for row in here if TeamRole(row.role).judges_cases]
    return Team(
        code=inspection.code,
        service=inspection.service.name,
        synthetic=inspection.synthetic,
        members=tuple(
            _member(row, access.get((row.person_id, row.role)), inspection) for row in here
        ),
        left=tuple(_member(row, None, inspection) for row in rows if row.left_on is not None),
        capacity=Capacity(
            n_cases=inspection.cases.filter(standing="SAMPLE").count(),
            assessor_days=sum(row.days for row in judging),
        ),
        n_assessors=len(judging),
        may_run=runs,
        candidates=_candidates(inspection, here, today) if runs else (),
    )


def add(code: str, person: int | str, part: Part, *, by: Actor, now: datetime) -> None:
    """Takes somebody into the team, by identifier or e-mail address, and opens it to them.

    Raises InputError for somebody unknown or there already, for a conflict of interest, and
    where the access of an assessor has no fieldwork to follow.
    """
    with door.writing(by=by, now=now) as write:
        inspection = door.inspection(code, Deed.INSPECTION_RUN, by=by, lock=True)
        somebody = _somebody(person)
        if inspection.team.filter(person=somebody, left_on=None).exists():
            raise InputError(f"{somebody.name} is in the team already; change the part instead.")
        check_no_conflict(somebody, inspection, timezone.localdate(now))
        inspection.team.update_or_create(
            person=somebody, defaults={"role": part.role, "days": part.days, "left_on": None}
        )
        team_access.open_to(somebody, part.role, inspection, by=by, now=now)
        write.say(EventKind.TEAM_JOINED, code, person=somebody.pk, role=part.role, days=part.days)


def change(code: str, person_id: int, part: Part, *, by: Actor, now: datetime) -> None:
    """Changes somebody's part; their access follows the role and the days of the fieldwork.

    Raises InputError where the inspection would be without a lead inspector.
    """
    with door.writing(by=by, now=now) as write:
        inspection = door.inspection(code, Deed.INSPECTION_RUN, by=by, lock=True)
        row = _row(inspection, person_id)
        check_no_conflict(row.person, inspection, timezone.localdate(now))
        if part.role is not TeamRole.LEAD_INSPECTOR:
            _check_another_lead(row, now)
        row.role, row.days = part.role, part.days
        row.save(update_fields=["role", "days"])
        team_access.open_to(row.person, part.role, inspection, by=by, now=now)
        write.say(EventKind.TEAM_CHANGED, code, person=person_id, role=part.role, days=part.days)


def leave(code: str, person_id: int, *, by: Actor, now: datetime) -> None:
    """Somebody leaves the team: what it opened to them ends that day.

    Raises InputError where the inspection would be without a lead inspector.
    """
    with door.writing(by=by, now=now) as write:
        inspection = door.inspection(code, Deed.INSPECTION_RUN, by=by, lock=True)
        row = _row(inspection, person_id)
        _check_another_lead(row, now)
        row.left_on = timezone.localdate(now)
        row.save(update_fields=["left_on"])
        team_access.end(row.person, inspection, row.left_on)
        write.say(EventKind.TEAM_LEFT, code, person=person_id)


def unfinished(code: str, person_id: int, *, by: Actor) -> str:
    """What a member leaves behind, in words; empty where nothing is open."""
    inspection = door.inspection(code, Deed.INSPECTION_RUN, by=by)
    person = _row(inspection, person_id).person
    n_cases = person.assessments.filter(
        case__inspection=inspection, submitted_at__isnull=True
    ).count()
    n_interviews = person.interviews.filter(inspection=inspection, held_at__isnull=True).count()
    parts = []
    if n_cases:
        parts.append(f"{_many(n_cases, 'case assessment')} not handed in")
    if n_interviews:
        parts.append(f"{_many(n_interviews, 'interview')} not held")
    return " and ".join(parts)


def check_no_conflict(person: Person, inspection: Inspection, today: date) -> None:
    """Raises InputError, saying why, where somebody may take no part in this inspection."""
    why = interests.refusals([person], inspection, today)[person.pk]
    if why:
        raise InputError(f"{person.name} {why}; choose somebody else.")


def _check_another_lead(row: TeamMember, now: datetime) -> None:
    if row.role != TeamRole.LEAD_INSPECTOR:
        return
    today = timezone.localdate(now)
    leads = Grant.objects.filter(inspection_id=row.inspection_id, role=Role.LEAD_INSPECTOR)
    # Somebody whose last day is today is no other lead: nobody would be left tomorrow.
    others = leads.exclude(person_id=row.person_id).exclude(ends_on=today)
    if not holders.holding(others, today).exists():
        raise InputError("This is the only lead inspector; add another one first.")


def _somebody(person: int | str) -> Person:
    rows = Person.objects.filter(is_active=True)
    by_address = isinstance(person, str)
    found = (rows.filter(email__iexact=person) if by_address else rows.filter(pk=person)).first()
    if found is None:
        raise InputError(
            "Nobody with this address signs in here; ask the administrator to invite them first.",
            field="email",
        )
    return found


def _row(inspection: Inspection, person_id: int) -> TeamMember:
    rows = inspection.team.select_related("person")
    found = rows.filter(person_id=person_id, left_on=None).first()
    if found is None:
        raise NotAllowedError("There is no such member of the team.")
    return found


def _member(row: TeamMember, grant: Grant | None, inspection: Inspection) -> Member:
    first = inspection.fieldwork_starts_on
    last = inspection.fieldwork_ends_on or first
    covers = grant is None or (
        (first is None or grant.starts_on <= first)
        and (last is None or grant.ends_on is None or last <= grant.ends_on)
    )
    return Member(
        person_id=row.person_id,
        name=row.person.name,
        part=Part(role=TeamRole(row.role), days=row.days),
        access_from=grant.starts_on if grant else None,
        access_until=grant.ends_on if grant else None,
        is_covered=covers,
        left_on=row.left_on,
    )


def _candidates(
    inspection: Inspection, here: Iterable[TeamMember], today: date
) -> tuple[tuple[int, str], ...]:
    pool = PoolMember.objects.select_related("person").filter(person__is_active=True)
    rows = list(pool.exclude(person_id__in=[row.person_id for row in here]))
    refused = interests.refusals([row.person for row in rows], inspection, today)
    return tuple(
        (row.person_id, f"{row.person.name}, {row.home_body}")
        for row in rows
        if not refused[row.person_id]
    )


def _many(number: int, one_of: str, several: str = "") -> str:
    return f"{number} {one_of if number == 1 else several or one_of + 's'}"
