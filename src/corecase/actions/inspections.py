"""Inspections: what somebody may read of them."""

from dataclasses import dataclass
from datetime import date, datetime

from corecase.actions import door, frameworks
from corecase.core.people import Actor, Deed, may
from corecase.core.stages import MOVES, Stage
from corecase.store.cases.models import Inspection, StageMove


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One inspection in a list."""

    code: str
    service: str
    programme: str
    fieldwork_starts_on: date | None
    stage: Stage
    is_invented: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """One move of an inspection to a stage. Who and why are empty for a reader outside it."""

    stage: Stage
    at: datetime
    by: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The days on which orders have to have started, both included; None where not set."""

    first_start: date | None
    last_start: date | None
    custody_first_start: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Previous:
    """The inspection before this one: one that is here, words about another, or neither.

    `is_other_method` says that the two were run under different frameworks, so that their
    figures are not compared. A code that the reader may not read is left out.
    """

    code: str = ""
    words: str = ""
    is_other_method: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class One:
    """One inspection as its overview shows it; `may_move_to` are the reader's legal moves."""

    code: str
    service: str
    is_invented: bool
    programme: str
    framework: frameworks.Pinned
    stage: Stage
    may_move_to: tuple[Stage, ...]
    fieldwork_starts_on: date | None
    fieldwork_ends_on: date | None
    contact: str
    window: Window
    previous: Previous
    synthetic: str
    moves: tuple[Moved, ...]
    deeds: frozenset[Deed]


def listed(*, by: Actor, programme: str = "", service: str = "") -> tuple[Listed, ...]:
    """The inspections that somebody may read, the newest first; of one programme or service."""
    rows = door.inspections_for(Deed.INSPECTION_READ, by=by)
    if programme:
        rows = rows.filter(programme__code=programme)
    if service:
        rows = rows.filter(service__code=service)
    return tuple(
        Listed(
            code=row.code,
            service=row.service.name,
            programme=row.programme.title,
            fieldwork_starts_on=row.fieldwork_starts_on,
            stage=Stage(row.stage),
            is_invented=row.service.is_invented,
        )
        for row in rows
    )


def one(code: str, *, by: Actor) -> One:
    """One inspection. Raises NotAllowedError where it is not for this person to read."""
    row = door.inspection(code, Deed.INSPECTION_READ, by=by)
    stage, deeds = Stage(row.stage), deeds_of(row, by)
    runs = Deed.INSPECTION_RUN in deeds
    return One(
        code=row.code,
        service=row.service.name,
        is_invented=row.service.is_invented,
        programme=row.programme.title,
        framework=frameworks.pinned(row.programme),
        stage=stage,
        may_move_to=MOVES[stage] if runs else (),
        fieldwork_starts_on=row.fieldwork_starts_on,
        fieldwork_ends_on=row.fieldwork_ends_on,
        contact=row.contact.name if row.contact else "",
        window=window_of(row),
        previous=_previous(row, by),
        synthetic=row.synthetic,
        moves=_moves(row, runs=runs),
        deeds=deeds,
    )


def deeds_on(code: str, *, by: Actor) -> frozenset[Deed]:
    """What somebody may do on an inspection as a whole; nothing where there is none.

    Deeds on a case of their own are left out: those are asked case by case.
    """
    found = Inspection.objects.filter(code=code).only(*_ASKED).first()
    return frozenset() if found is None else deeds_of(found, by)


_ASKED = ("service_id", "stage", "own_kind", "own_shared_at")


def window_of(row: Inspection) -> Window:
    """The eligibility window of an inspection's row, for other actions."""
    return Window(
        first_start=row.eligible_from,
        last_start=row.eligible_until,
        custody_first_start=row.custody_from,
    )


def deeds_of(row: Inspection, by: Actor) -> frozenset[Deed]:
    """What somebody may do on this row as a whole, for other actions."""
    subject = door.subject_of(row)
    return frozenset(deed for deed in Deed if may(by, deed, subject))


def _previous(row: Inspection, by: Actor) -> Previous:
    if row.previous_id is None:
        return Previous(words=row.previous_words)
    before = door.inspections_for(Deed.INSPECTION_READ, by=by).filter(pk=row.previous_id).first()
    if before is None:
        return Previous(words=row.previous_words)
    return Previous(
        code=before.code,
        words=row.previous_words,
        is_other_method=before.programme.framework_id != row.programme.framework_id,
    )


def _moves(row: Inspection, *, runs: bool) -> tuple[Moved, ...]:
    return tuple(
        Moved(
            stage=Stage(move.to_stage),
            at=move.at,
            by=move.by.name if runs else "",
            reason=move.reason if runs else "",
        )
        for move in StageMove.objects.select_related("by").filter(inspection=row)
    )
