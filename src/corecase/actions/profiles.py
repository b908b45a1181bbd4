"""Profiles: the service as it was on a day, each beside the older ones."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from corecase.actions import door
from corecase.core.errors import InputError
from corecase.core.event_kinds import EventKind
from corecase.core.people import Actor, Deed
from corecase.store.cases.models import ServiceProfile


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of a service on a day; what nobody knows is empty."""

    as_at: date
    police_force: str = ""
    health_body: str = ""
    host_directorate: str = ""
    manager: str = ""
    board_chair: str = ""
    vacancies: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """A profile with who recorded it, and when."""

    facts: Facts
    by: str
    at: datetime


def history(code: str, *, by: Actor) -> tuple[Recorded, ...]:
    """Every profile of the service in this inspection, the newest first."""
    row = door.inspection(code, Deed.INSPECTION_READ, by=by)
    return tuple(
        Recorded(
            facts=Facts(**{name: getattr(one, name) for name in Facts.__dataclass_fields__}),
            by=one.by.name,
            at=one.at,
        )
        for one in ServiceProfile.objects.select_related("by").filter(inspection=row)
    )


def record(code: str, facts: Facts, *, by: Actor, now: datetime) -> None:
    """Adds a profile; the older ones stay as they are. Raises InputError for an empty one."""
    values = asdict(facts)
    if not any(value for name, value in values.items() if name != "as_at"):
        raise InputError("Give at least one fact about the service; leave blank what is unknown.")
    with door.writing(by=by, now=now) as write:
        row = door.inspection(code, Deed.INSPECTION_RUN, by=by)
        ServiceProfile.objects.create(inspection=row, by_id=by.person_id, at=now, **values)
        content = {**values, "as_at": facts.as_at.isoformat()}
        write.say(EventKind.PROFILE_RECORDED, code, content=content, as_at=facts.as_at)
