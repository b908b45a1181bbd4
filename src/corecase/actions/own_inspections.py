"""Self-inspections: a service plans its own, runs it, and shares what came out or does not."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.utils import timezone

from corecase.actions import door, frameworks, stages
from corecase.actions.codes import free
from corecase.actions.headings import Heading, heading
from corecase.core.errors import InputError
from corecase.core.event_kinds import EventKind
from corecase.core.own_inspections import NOTICE, OwnKind, check_criteria
from corecase.core.people import Actor, Deed, NotAllowedError, Subject, check_may, reach
from corecase.core.stages import Stage
from corecase.exchange.frameworks import shipped
from corecase.exchange.frameworks import text as shipped_text
from corecase.store.cases.models import CaseFeedback, Inspection, Programme, Service


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a self-inspection is to be.

    `criteria` narrow it; none takes all of them. Cases are drawn from orders that started from
    `first_start` to `last_start`. Raises InputError for days out of order.
    """

    kind: OwnKind
    framework: str
    criteria: tuple[str, ...] = ()
    starts_on: date
    ends_on: date
    first_start: date
    last_start: date

    def __post_init__(self) -> None:
        if self.ends_on < self.starts_on:
            raise InputError("It ends before it starts; correct one of the days.", field="ends_on")
        if self.last_start < self.first_start:
            raise InputError(
                "The last day of orders lies before the first; correct one.", field="last_start"
            )
        if self.last_start >= self.starts_on:
            raise InputError(
                "Orders have to start before the work begins; correct one of the days.",
                field="last_start",
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One self-inspection in the list of a service."""

    code: str
    kind: OwnKind
    starts_on: date | None
    stage: Stage
    framework: str
    is_shared: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """The self-inspections of a service that somebody plans, the newest first."""

    service: str
    name: str
    listed: tuple[Listed, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A framework to judge by, with its criteria as identifier, number and title."""

    id: str
    title: str
    criteria: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One self-inspection for whoever runs it. `criteria` are empty where it looks at all."""

    heading: Heading
    service: str
    kind: OwnKind
    criteria: tuple[str, ...]
    is_shared: bool
    shared_by: str
    shared_at: datetime | None
    n_given: int


def services(*, by: Actor) -> tuple[tuple[str, str], ...]:
    """The services in which somebody plans self-inspections, by code and name."""
    rows = Service.objects.filter(pk__in=reach(by, Deed.OWN_PLAN).own_service_ids)
    return tuple(rows.values_list("code", "name"))


def of_service(code: str, *, by: Actor) -> Own:
    """The self-inspections of a service. NotAllowedError for who does not plan them."""
    service = planned_by(code, Deed.OWN_PLAN, by)
    rows = (
        Inspection.objects.select_related("programme").filter(service=service).exclude(own_kind="")
    )
    return Own(
        service=service.code,
        name=service.name,
        listed=tuple(
            Listed(
                code=row.code,
                kind=OwnKind(row.own_kind),
                starts_on=row.fieldwork_starts_on,
                stage=Stage(row.stage),
                framework=frameworks.of_programme(row.programme).title,
                is_shared=row.own_shared_at is not None,
            )
            for row in rows
        ),
    )


def choices(code: str, *, by: Actor) -> tuple[Choice, ...]:
    """The frameworks that a service may judge itself by: those that come with Corecase."""
    planned_by(code, Deed.OWN_PLAN, by)
    return tuple(_choice(name) for name in shipped())


def plan(service: str, draft: Draft, *, by: Actor, now: datetime) -> str:
    """Plans a self-inspection of somebody's own service; its code. It is open to it at once.

    Raises InputError for a framework that is not there, criteria that it lacks, and a thematic
    review of none.
    """
    if draft.framework not in shipped():
        raise InputError("Choose a framework from the list.", field="framework")
    with door.writing(by=by, now=now) as write:
        owner = planned_by(service, Deed.OWN_PLAN, by)
        programme = _programme(owner, draft, now)
        of = frameworks.of_programme(programme)
        invented = f" Synthetic: {owner.name} and all its cases are invented."
        row = Inspection.objects.create(
            code=free(f"own-{owner.code}"[:56], Inspection.objects.all()),
            programme=programme,
            service=owner,
            fieldwork_starts_on=draft.starts_on,
            fieldwork_ends_on=draft.ends_on,
            eligible_from=draft.first_start,
            eligible_until=draft.last_start,
            own_kind=draft.kind,
            own_criteria=list(check_criteria(draft.kind, draft.criteria, of)),
            # Every page and every document says what stands here.
            synthetic=NOTICE + invented * owner.is_invented,
            made_at=now,
        )
        stages.stand_at(row, Stage.ANNOUNCED, by=by, now=now)
        content = {name: str(value) for name, value in asdict(draft).items()}
        write.say(
            EventKind.INSPECTION_PLANNED, row.code, content=content, service=service, own=draft.kind
        )
    return row.code


def page(code: str, *, by: Actor) -> Page:
    """One self-inspection. NotAllowedError for any other inspection and for anybody else."""
    row = own(code, Deed.OWN_PLAN, by=by)
    of = frameworks.of_programme(row.programme)
    titles = {one.id: f"{one.number} {one.title}" for one in of.criteria}
    return Page(
        heading=heading(row),
        service=row.service.code,
        kind=OwnKind(row.own_kind),
        criteria=tuple(titles[one] for one in row.own_criteria),
        is_shared=row.own_shared_at is not None,
        shared_by=row.own_shared_by.name if row.own_shared_by else "",
        shared_at=row.own_shared_at,
        n_given=CaseFeedback.objects.filter(case__inspection=row, given_at__isnull=False).count(),
    )


def share(code: str, *, shown: bool, by: Actor, now: datetime) -> None:
    """Lets the inspectorate see the scores and the overview, or hides them again; never a case."""
    with door.writing(by=by, now=now) as write:
        row = own(code, Deed.OWN_SHARE, by=by, lock=True)
        row.own_shared_at = now if shown else None
        row.own_shared_by_id = by.person_id if shown else None
        row.save(update_fields=["own_shared_at", "own_shared_by"])
        kind = EventKind.OWN_INSPECTION_SHARED if shown else EventKind.OWN_INSPECTION_HIDDEN
        write.say(kind, code)


def own(code: str, deed: Deed, *, by: Actor, lock: bool = False) -> Inspection:
    """The row of a self-inspection that somebody may do this to, for other actions."""
    row = door.inspection(code, deed, by=by, lock=lock)
    if not row.own_kind:
        raise NotAllowedError("There is no such self-inspection.")
    return row


def planned_by(code: str, deed: Deed, by: Actor) -> Service:
    """The row of a service for which somebody may do this, for other actions."""
    found = Service.objects.filter(code=code).first()
    if found is None:
        raise NotAllowedError("There is no such service.")
    check_may(by, deed, Subject(service_ids=frozenset({found.pk}), is_own_work=True))
    return found


def _choice(name: str) -> Choice:
    of = frameworks.from_shipped(name)
    criteria = tuple((one.id, f"{one.number} {one.title}") for one in of.criteria)
    return Choice(id=name, title=f"{of.title}, edition {of.edition}", criteria=criteria)


def _programme(owner: Service, draft: Draft, now: datetime) -> Programme:
    """The service's own programme by a framework as it is shipped now; made where there is none."""
    pin = frameworks.as_shipped(draft.framework)
    rows = Programme.objects.filter(owner=owner, framework_id=pin.id, framework_sha256=pin.sha256)
    year = timezone.localdate(now).year
    return rows.first() or Programme.objects.create(
        code=free(f"own-{owner.code}"[:56], Programme.objects.all()),
        title=f"Self-inspection: {pin.title}"[:160],
        first_year=year,
        last_year=year,
        owner=owner,
        framework_id=pin.id,
        framework_edition=pin.edition,
        framework_sha256=pin.sha256,
        framework_text=shipped_text(draft.framework),
        made_at=now,
    )
