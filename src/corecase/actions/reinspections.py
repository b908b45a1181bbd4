"""Re-inspections: what suggests one, who decided what, and the inspection planned from it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from corecase.actions import door, planning, report_particulars, scores
from corecase.actions.headings import Heading, heading
from corecase.core.errors import InputError
from corecase.core.event_kinds import EventKind
from corecase.core.inspections import Reinspection
from corecase.core.people import Actor, Deed, check_may, may
from corecase.core.reinspections import Decision, check_month
from corecase.core.scoring import Score
from corecase.core.stages import Stage
from corecase.store.cases.models import Inspection, ReinspectionDecision

NOT_YET = "It is decided once the report is drafted, when the scores stand."


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A decision with who made it and when."""

    decision: Decision
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """The re-inspection that follows this inspection."""

    code: str
    stage: Stage
    fieldwork_starts_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """What suggests a re-inspection, what was decided, the newest first, and what follows.

    `refusal` says why nothing can be decided yet. `printed` is what the report says in its next
    steps, None where nobody has put anything there. `before` is the code of the inspection
    before this one, empty where none is here; `is_again` says that there is one in any way.
    """

    heading: Heading
    refusal: str
    suggested: tuple[Score, ...]
    decisions: tuple[Decided, ...]
    printed: Reinspection | None
    planned: Planned | None
    before: str
    is_again: bool
    may_decide: bool
    may_plan: bool
    may_compare: bool

    @property
    def standing(self) -> Decided | None:
        """The decision that stands."""
        return self.decisions[0] if self.decisions else None


def room(code: str, *, by: Actor, now: datetime) -> Room:
    """The room of the decision. Who is not let in: NotAllowedError."""
    row = door.inspection(code, Deed.PUBLICATION_READ, by=by)
    subject, is_open = door.subject_of(row), _is_open(row)
    if is_open:
        door.consulted("SCORES", "", inspection=row, by=by, now=now)
    return Room(
        heading=heading(row),
        refusal="" if is_open else NOT_YET,
        suggested=report_particulars.suggested_by(row) if is_open else (),
        decisions=decisions(row),
        printed=report_particulars.of(row).reinspection,
        planned=_planned(row),
        before=row.previous.code if row.previous else "",
        is_again=bool(row.previous or row.previous_words or _has_figures(row)),
        may_decide=is_open and may(by, Deed.REINSPECTION_DECIDE, subject),
        may_plan=may(by, Deed.PROGRAMME_PLAN, subject),
        may_compare=_is_drafted(row) and may(by, Deed.DRAFT_READ, subject),
    )


def decide(code: str, decision: Decision, *, by: Actor, now: datetime) -> None:
    """Records whether the service is inspected again; the decisions before stay in the history.

    Raises InputError before the report is drafted, and for a month that is over.
    """
    with door.writing(by=by, now=now) as write:
        row = door.inspection(code, Deed.REINSPECTION_DECIDE, by=by, lock=True)
        if not _is_open(row):
            raise InputError(NOT_YET)
        if decision.month is not None:
            check_month(decision.month, timezone.localdate(now))
        ReinspectionDecision.objects.create(
            inspection=row,
            planned=decision.planned,
            reason=decision.reason,
            month=decision.month,
            by_id=by.person_id,
            at=now,
        )
        write.say(
            EventKind.REINSPECTION_DECIDED,
            code,
            content={"reason": decision.reason},
            planned=decision.planned,
            **({"month": decision.month} if decision.month else {}),
        )


def plan(code: str, fieldwork: planning.Fieldwork, *, by: Actor, now: datetime) -> str:
    """Plans the re-inspection that was decided, of the same service and programme; its code.

    The framework is the one to which the programme is pinned, and the inspection before it is
    this one. Raises InputError without a decision for it, and where it is planned already.
    """
    with transaction.atomic():
        row = door.inspection(code, Deed.INSPECTION_READ, by=by, lock=True)
        check_may(by, Deed.PROGRAMME_PLAN, door.subject_of(row))
        found = decisions(row)
        if not found or not found[0].decision.planned:
            raise InputError("Nobody has decided that this service is inspected again.")
        planned = _planned(row)
        if planned is not None:
            raise InputError(f"The re-inspection is planned already: {planned.code}.")
        return planning.plan(
            row.programme.code,
            row.service.code,
            fieldwork,
            synthetic=row.synthetic,
            previous=row,
            by=by,
            now=now,
        )


def check_may_plan(code: str, *, by: Actor) -> Heading:
    """The heading for whoever plans inspections. NotAllowedError for everybody else."""
    row = door.inspection(code, Deed.INSPECTION_READ, by=by)
    check_may(by, Deed.PROGRAMME_PLAN, door.subject_of(row))
    return heading(row)


def check_may_decide(code: str, *, by: Actor) -> None:
    """Raises NotAllowedError for everybody who decides on no re-inspection here."""
    door.inspection(code, Deed.REINSPECTION_DECIDE, by=by)


def decisions(row: Inspection) -> tuple[Decided, ...]:
    """Every decision on an inspection, the newest first, for other actions."""
    found = ReinspectionDecision.objects.filter(inspection=row).select_related("by")
    return tuple(
        Decided(
            decision=Decision(planned=one.planned, reason=one.reason, month=one.month),
            by=one.by.name,
            at=one.at,
        )
        for one in found
    )


def _planned(row: Inspection) -> Planned | None:
    found = row.later.filter(programme_id=row.programme_id).order_by("id").last()
    if found is None:
        return None
    return Planned(
        code=found.code,
        stage=Stage(found.stage),
        fieldwork_starts_on=found.fieldwork_starts_on,
    )


def _has_figures(row: Inspection) -> bool:
    return hasattr(row, "earlier_figures")


def _is_open(row: Inspection) -> bool:
    """Whether the scores are those of a report, and there are any."""
    return _is_drafted(row) and bool(scores.cases_of(row))


def _is_drafted(row: Inspection) -> bool:
    return Stage(row.stage).number >= Stage.DRAFTING.number
