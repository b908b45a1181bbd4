"""Services: the youth justice services that are inspected, and those they took over."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db.models import Q

from corecase.actions import door, inspections
from corecase.actions.codes import free_code
from corecase.core.errors import InputError
from corecase.core.event_kinds import EventKind
from corecase.core.people import Actor, Deed, NotAllowedError, check_may
from corecase.store.cases.models import Predecessor, Service


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What is written of a service: its name, place, and whether it is invented."""

    name: str
    nation: str
    region: str = ""
    is_invented: bool = False
    ended_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One service in a list."""

    code: str
    entry: Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """A service that another one took over, and the day."""

    code: str
    name: str
    merged_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class One:
    """One service: what came before it, what took it over, its inspections."""

    code: str
    entry: Entry
    predecessors: tuple[Merged, ...]
    successors: tuple[Merged, ...]
    inspections: tuple[inspections.Listed, ...]


def listed(*, by: Actor) -> tuple[Listed, ...]:
    """Every service, by name."""
    check_may(by, Deed.PROGRAMME_READ)
    return tuple(Listed(code=row.code, entry=_entry(row)) for row in Service.objects.all())


def one(code: str, *, by: Actor) -> One:
    """One service. Raises NotAllowedError where there is none."""
    check_may(by, Deed.PROGRAMME_READ)
    row = found(code)
    pairs = list(
        Predecessor.objects.select_related("service", "predecessor")
        .filter(Q(service=row) | Q(predecessor=row))
        .order_by("merged_on")
    )
    return One(
        code=row.code,
        entry=_entry(row),
        predecessors=tuple(
            _merged(pair.predecessor, pair.merged_on) for pair in pairs if pair.service_id == row.pk
        ),
        successors=tuple(
            _merged(pair.service, pair.merged_on) for pair in pairs if pair.service_id != row.pk
        ),
        inspections=inspections.listed(by=by, service=code),
    )


def add(entry: Entry, *, by: Actor, now: datetime) -> str:
    """Adds a service and returns its code. Raises InputError where the name is taken."""
    check_may(by, Deed.PROGRAMME_PLAN)
    _check_name_is_free(entry.name)
    with door.writing(by=by, now=now) as write:
        code = free_code(entry.name, Service.objects.all(), otherwise="service")
        Service.objects.create(code=code, **asdict(entry))
        write.say(EventKind.SERVICE_ADDED, door.PROGRAMMES, content=_content(entry), service=code)
    return code


def change(code: str, entry: Entry, *, by: Actor, now: datetime) -> None:
    """Corrects a service; its code and its inspections stay. Raises InputError as `add` does."""
    check_may(by, Deed.PROGRAMME_PLAN)
    _check_name_is_free(entry.name, but=code)
    with door.writing(by=by, now=now) as write:
        row = found(code)
        for name, value in asdict(entry).items():
            setattr(row, name, value)
        row.save()
        write.say(EventKind.SERVICE_CHANGED, door.PROGRAMMES, content=_content(entry), service=code)


def merge(code: str, predecessor: str, merged_on: date, *, by: Actor, now: datetime) -> None:
    """Records that a service took another one over, which ended then unless it had before.

    Raises InputError where it took it over already, or where the other took over this one.
    """
    check_may(by, Deed.PROGRAMME_PLAN)
    with door.writing(by=by, now=now) as write:
        row, before = found(code), found(predecessor)
        if before.pk in door.merged_with({row.pk}):
            raise InputError(
                f"{row.name} and {before.name} are one service or merged already; choose another.",
                field="predecessor",
            )
        Predecessor.objects.create(service=row, predecessor=before, merged_on=merged_on)
        if before.ended_on is None:
            before.ended_on = merged_on
            before.save(update_fields=["ended_on"])
        write.say(
            EventKind.SERVICE_MERGED,
            door.PROGRAMMES,
            content={"merged_on": merged_on.isoformat()},
            service=code,
            predecessor=predecessor,
        )


def found(code: str) -> Service:
    """The row of a service, for other actions. Raises NotAllowedError where there is none."""
    row = Service.objects.filter(code=code).first()
    if row is None:
        raise NotAllowedError("There is no such service.")
    return row


def _check_name_is_free(name: str, *, but: str = "") -> None:
    if Service.objects.filter(name__iexact=name).exclude(code=but).exists():
        raise InputError(
            f"There is a service called {name} already; choose another name.", field="name"
        )


def _entry(row: Service) -> Entry:
    return Entry(
        name=row.name,
        nation=row.nation,
        region=row.region,
        is_invented=row.is_invented,
        ended_on=row.ended_on,
    )


def _content(entry: Entry) -> dict[str, str]:
    return {name: str(value) for name, value in asdict(entry).items()}


def _merged(row: Service, merged_on: date) -> Merged:
    return Merged(code=row.code, name=row.name, merged_on=merged_on)
