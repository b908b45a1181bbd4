"""Planning: an inspection of a service comes into being, and is tied to the one before it."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from corecase.actions import door, frameworks, programmes, services
from corecase.actions.codes import PUBLIC_ROOMS, free
from corecase.core.errors import InputError
from corecase.core.event_kinds import EventKind
from corecase.core.people import Actor, Deed, check_may
from corecase.core.timetables import DayName, Method, timetable
from corecase.store.cases.models import Inspection, Service


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Something that can be chosen: its code, and its name as people read it."""

    code: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fieldwork:
    """The first and the last day on site, where known. Raises InputError out of order.

    One without the other is a last day without a first.
    """

    starts_on: date | None = None
    ends_on: date | None = None

    def __post_init__(self) -> None:
        if self.ends_on and not self.starts_on:
            raise InputError("Give the first day of the fieldwork too.", field="starts_on")
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise InputError(
                "The fieldwork ends before it starts; correct one of its days.", field="ends_on"
            )


def services_to_choose(programme: str, *, by: Actor) -> tuple[Choice, ...]:
    """The services that a programme may inspect today: those that nobody took over."""
    check_may(by, Deed.PROGRAMME_PLAN)
    programmes.found(programme)
    return tuple(
        Choice(code=one.code, name=_name(one.entry))
        for one in services.listed(by=by)
        if one.entry.ended_on is None
    )


def plan(
    programme: str,
    service: str,
    fieldwork: Fieldwork,
    *,
    synthetic: str = "",
    previous: Inspection | None = None,
    by: Actor,
    now: datetime,
) -> str:
    """Plans an inspection of a service and returns its code, made from both.

    `previous` is the row of the inspection that it follows, for other actions. A method that
    says how long its fieldwork is fills a last day that nobody gave. The data of an invented
    service is always synthetic. Raises InputError for a service that has ended, and
    NotAllowedError for one's own.
    """
    check_may(by, Deed.PROGRAMME_PLAN)
    with door.writing(by=by, now=now) as write:
        row = Inspection(
            programme=programmes.found(programme), service=services.found(service), made_at=now
        )
        check_may(by, Deed.PROGRAMME_PLAN, door.subject_of(row))
        _check_goes_on(row.service)
        stem = f"{row.programme.code}-{row.service.code}"[:56]
        row.code = free(stem, Inspection.objects.all(), but=PUBLIC_ROOMS)
        row.fieldwork_starts_on = fieldwork.starts_on
        row.fieldwork_ends_on = fieldwork.ends_on or last_day(row)
        row.synthetic, row.previous = synthetic, previous
        if row.service.is_invented and not synthetic:
            row.synthetic = f"Synthetic: {row.service.name} and all its cases are invented."
        row.save()
        write.say(
            EventKind.INSPECTION_PLANNED,
            row.code,
            content={name: str(day) for name, day in asdict(fieldwork).items()},
            programme=programme,
            service=service,
            **({"previous": previous.code} if previous else {}),
        )
    return row.code


def _check_goes_on(service: Service) -> None:
    if service.ended_on:
        raise InputError(
            f"{service.name} has ended; choose the service that followed it.", field="service"
        )


def previous_to_choose(code: str, *, by: Actor) -> tuple[Choice, ...]:
    """The earlier inspections of the service, or of one it was merged with, that are here."""
    row = door.inspection(code, Deed.INSPECTION_RUN, by=by)
    return tuple(
        Choice(code=one.code, name=f"{one.service.name}, {one.programme.title}")
        for one in _others(row, by)
    )


def link(code: str, previous: str, words: str, *, by: Actor, now: datetime) -> None:
    """Ties an inspection to the one before it: one that is here, words about it, both or none.

    Raises InputError where the one chosen is not an earlier one of the service.
    """
    with door.writing(by=by, now=now) as write:
        row = door.inspection(code, Deed.INSPECTION_RUN, by=by, lock=True)
        row.previous = _others(row, by).filter(code=previous).first()
        if previous and row.previous is None:
            raise InputError(
                "Choose an inspection of this service, or leave it empty.", field="previous"
            )
        row.previous_words = words
        row.save(update_fields=["previous", "previous_words"])
        content = {"previous": previous, "words": words}
        write.say(EventKind.INSPECTION_LINKED, code, content=content)


def last_day(row: Inspection) -> date | None:
    """The last day on site as the inspection's method has it; None where nobody knows.

    Raises InputError where the method's fieldwork cannot begin on the first day.
    """
    prefix = frameworks.prefix(row.programme)
    if row.fieldwork_starts_on is None or prefix not in Method.__members__:
        return None
    days = timetable(Method[prefix], row.fieldwork_starts_on)
    return days.of(DayName.FIELDWORK_ENDS).day


def _others(row: Inspection, by: Actor) -> QuerySet[Inspection]:
    """The other inspections of the service, or of one it was merged with, open to this person."""
    readable = door.inspections_for(Deed.INSPECTION_READ, by=by).exclude(pk=row.pk)
    return readable.filter(service_id__in=door.subject_of(row).service_ids)


def _name(entry: services.Entry) -> str:
    return f"{entry.name} (invented)" if entry.is_invented else entry.name
