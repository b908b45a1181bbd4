"""Programmes: their years, regions and the framework to which each is pinned."""

from dataclasses import asdict, dataclass
from datetime import datetime

from corecase.actions import door, frameworks, inspections
from corecase.actions.codes import free_code
from corecase.core.errors import InputError
from corecase.core.event_kinds import EventKind
from corecase.core.people import Actor, Deed, NotAllowedError, check_may
from corecase.exchange.frameworks import text as shipped_text
from corecase.store.cases.models import Programme

EARLIEST, LATEST = 2000, 2100
"""Years that a programme may have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One programme in a list."""

    code: str
    title: str
    first_year: int
    last_year: int
    regions: tuple[str, ...]
    framework: str


@dataclass(frozen=True, slots=True, kw_only=True)
class One:
    """One programme, with the inspections in it that the reader may read."""

    code: str
    title: str
    first_year: int
    last_year: int
    regions: tuple[str, ...]
    framework: frameworks.Pinned
    inspections: tuple[inspections.Listed, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a new programme is to be. Raises InputError for years out of order or unlikely.

    `framework` is the name of one that is shipped; with `framework_text`, the name of one's own
    and the text of its file.
    """

    title: str
    first_year: int
    last_year: int
    regions: tuple[str, ...] = ()
    framework: str
    framework_text: str = ""

    def __post_init__(self) -> None:
        if not EARLIEST <= self.first_year <= self.last_year <= LATEST:
            raise InputError(
                f"Give years from {EARLIEST} to {LATEST}, the last not before the first.",
                field="last_year",
            )


def listed(*, by: Actor) -> tuple[Listed, ...]:
    """Every programme of the inspectorate, the newest first; no service's own."""
    check_may(by, Deed.PROGRAMME_READ)
    return tuple(
        Listed(
            code=row.code,
            title=row.title,
            first_year=row.first_year,
            last_year=row.last_year,
            regions=tuple(row.regions),
            framework=f"{row.framework_id}, edition {row.framework_edition}",
        )
        for row in Programme.objects.filter(owner=None)
    )


def one(code: str, *, by: Actor) -> One:
    """One programme. Raises NotAllowedError where there is none."""
    check_may(by, Deed.PROGRAMME_READ)
    row = found(code)
    return One(
        code=row.code,
        title=row.title,
        first_year=row.first_year,
        last_year=row.last_year,
        regions=tuple(row.regions),
        framework=frameworks.pinned(row),
        inspections=inspections.listed(by=by, programme=code),
    )


def create(draft: Draft, *, by: Actor, now: datetime) -> str:
    """Makes a programme, pinned to its framework as it is now; returns its code.

    Raises InputError for a framework that is not installed.
    """
    check_may(by, Deed.PROGRAMME_PLAN)
    text = draft.framework_text or shipped_text(draft.framework)
    pin = frameworks.as_written(text, draft.framework)
    with door.writing(by=by, now=now) as write:
        code = free_code(draft.title, Programme.objects.all(), otherwise="programme")
        Programme.objects.create(
            code=code,
            title=draft.title,
            first_year=draft.first_year,
            last_year=draft.last_year,
            regions=list(draft.regions),
            framework_id=pin.id,
            framework_edition=pin.edition,
            framework_sha256=pin.sha256,
            framework_text=text,
            framework_is_own=bool(draft.framework_text),
            made_at=now,
        )
        content = {**asdict(draft), "framework_text": pin.sha256}
        write.say(EventKind.PROGRAMME_CREATED, door.PROGRAMMES, content=content, programme=code)
    return code


def found(code: str) -> Programme:
    """The row of a programme of the inspectorate, for other actions; NotAllowedError for none."""
    row = Programme.objects.filter(code=code, owner=None).first()
    if row is None:
        raise NotAllowedError("There is no such programme.")
    return row
