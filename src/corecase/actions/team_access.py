"""What a part in a team opens to somebody: a role on the inspection, for the days of it."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Final

from django.db.models import Q
from django.utils import timezone

from corecase.actions import people
from corecase.core.errors import InputError
from corecase.core.people import Actor, Role
from corecase.core.teams import TeamRole
from corecase.store.cases.models import Grant, Inspection, Person

READING_IN: Final = timedelta(days=14)
FINISHING: Final = timedelta(days=28)
"""Access begins that long before the fieldwork and ends that long after it: our own choice."""

GRANTED: Final[Mapping[TeamRole, Role]] = {
    TeamRole.LEAD_INSPECTOR: Role.LEAD_INSPECTOR,
    TeamRole.ASSESSOR: Role.ASSESSOR,
    TeamRole.LOCAL_ASSESSOR: Role.LOCAL_ASSESSOR,
    TeamRole.EDITOR: Role.EDITOR,
}
"""What a part in the team lets somebody do; the other parts open nothing."""

_TO_THE_END: Final = frozenset({TeamRole.LEAD_INSPECTOR, TeamRole.EDITOR})


def of(inspection: Inspection) -> dict[tuple[int, str], Grant]:
    """The newest grant behind each part, by person and part, whether it still holds or not."""
    parts = {role.value: part.value for part, role in GRANTED.items()}
    rows = inspection.grants.order_by("starts_on", "pk")
    return {(row.person_id, parts[row.role]): row for row in rows}


def end(person: Person, inspection: Inspection, last_day: date) -> None:
    """Ends whatever somebody holds on the inspection with that day."""
    for grant in _held(person, inspection, last_day):
        _end(grant, last_day)


def open_to(
    person: Person, part: TeamRole, inspection: Inspection, *, by: Actor, now: datetime
) -> None:
    """Gives the role that the part opens, for its days, and ends every other on the inspection."""
    today, role = timezone.localdate(now), GRANTED.get(part)
    kept = None
    for grant in _held(person, inspection, today):
        if grant.role == role and kept is None:
            kept = grant
        else:
            _end(grant, today)
    if role is None:
        return
    starts_on, ends_on = _access(part, inspection, today)
    if kept is None:
        days = (starts_on, ends_on)
        people.appointed(
            person, role, inspection=inspection, service=None, days=days, by=by, now=now
        )
    elif person.pk != by.person_id:  # nobody lengthens their own access
        kept.starts_on, kept.ends_on = min(kept.starts_on, starts_on), ends_on
        kept.save(update_fields=["starts_on", "ends_on"])


def _access(part: TeamRole, inspection: Inspection, today: date) -> tuple[date, date | None]:
    if part in _TO_THE_END:
        return today, None
    first = inspection.fieldwork_starts_on
    if first is None:
        raise InputError("Set the days of the fieldwork first; an assessor's access follows them.")
    return first - READING_IN, (inspection.fieldwork_ends_on or first) + FINISHING


def _held(person: Person, inspection: Inspection, today: date) -> list[Grant]:
    open_now = Q(ends_on=None) | Q(ends_on__gte=today)
    return list(inspection.grants.filter(open_now, person=person).order_by("pk"))


def _end(grant: Grant, today: date) -> None:
    """A role that had not begun was never held: it is taken away."""
    if grant.starts_on > today:
        grant.delete()
        return
    grant.ends_on = today
    grant.save(update_fields=["ends_on"])
