"""Moderation: the lead reads what was submitted, accepts it, or sends it back with a reason."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from corecase.actions import door, second_marking
from corecase.core.assessment_states import AssessmentState, Marking, check_move
from corecase.core.errors import InputError
from corecase.core.event_kinds import EventKind
from corecase.core.people import Actor, Deed
from corecase.store.cases.models import AgreedAnswer, AssessmentReturn, CaseAssessment, Inspection

LONGEST_REASON = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """One time that a case assessment was sent back: why, until when, by whom."""

    reason: str
    until: date
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Moderated:
    """One case assessment as the lead moderates it.

    `may_return` and `may_accept` say what can be done to it now. A case that is judged twice
    is agreed between its two readings, and is not accepted here.
    """

    ref: str
    marking: Marking
    assessor: str
    state: AssessmentState
    submitted_at: datetime | None
    returned_until: date | None
    may_return: bool
    may_accept: bool
    is_judged_twice: bool
    is_comparable: bool
    returns: tuple[Returned, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The case assessments of an inspection, in order of the draw."""

    code: str
    service: str
    synthetic: str
    rows: tuple[Moderated, ...]


def desk(code: str, *, by: Actor, now: datetime) -> Desk:
    """Every case assessment with where it stands and the returns it has had, for the lead."""
    inspection = door.inspection(code, Deed.MODERATE, by=by)
    rows = _moderated(inspection, ())
    refs = sorted({row.ref for row in rows})
    door.consulted("MODERATION", *refs, inspection=inspection, by=by, now=now)
    return _desk(inspection, rows)


def one(code: str, ref: str, marking: Marking, *, by: Actor, now: datetime) -> Desk:
    """A desk with one case assessment and its history.

    Raises NotAllowedError where there is no such case, InputError where nobody has it yet.
    """
    inspection = door.inspection(code, Deed.MODERATE, by=by)
    door.case(code, ref, Deed.MODERATE, by=by)
    for row in _moderated(inspection, (ref,)):
        if row.marking is marking:
            door.consulted("MODERATION", ref, inspection=inspection, by=by, now=now)
            return _desk(inspection, (row,))
    raise InputError("Allocate the case first: nobody assesses it yet.")


def send_back(
    code: str,
    ref: str,
    marking: Marking,
    *,
    reason: str,
    until: date,
    today: date,
    by: Actor,
    now: datetime,
) -> None:
    """Reopens a submitted case assessment for its assessor alone, up to and including a day.

    Raises InputError on a day that has passed, without a reason, where the state does not
    allow it, and where answers of the case have already been agreed between two readings.
    """
    reason = reason.strip()
    _check_said(reason, until, today)
    with door.writing(by=by, now=now) as write:
        assessment = _locked(code, ref, marking, by)
        check_move(AssessmentState(assessment.state), AssessmentState.RETURNED)
        if AgreedAnswer.objects.filter(case=assessment.case).exists():
            raise InputError(
                "Answers of this case are agreed between both assessors: change the agreed "
                "answer where both are compared."
            )
        assessment.state = AssessmentState.RETURNED
        assessment.returned_at, assessment.returned_until = now, until
        assessment.return_reason = reason
        assessment.save()
        AssessmentReturn.objects.create(
            assessment=assessment, reason=reason, until=until, by_id=by.person_id, at=now
        )
        write.say(
            EventKind.CASE_ASSESSMENT_RETURNED,
            code,
            case=ref,
            marking=marking.value,
            until=until.isoformat(),
            content=reason,
        )


def accept(code: str, ref: str, *, by: Actor, now: datetime) -> None:
    """Makes a submitted case assessment agreed, where the case is judged once.

    Raises InputError where the case is chosen to be judged twice, as the two agree it, and for
    one's own work.
    """
    with door.writing(by=by, now=now) as write:
        assessment = _locked(code, ref, Marking.FIRST, by)
        others = CaseAssessment.objects.filter(case=assessment.case, marking=Marking.SECOND)
        if others.exists() or ref in second_marking.chosen(assessment.case.inspection):
            raise InputError("Compare both readings: a case judged twice is agreed there.")
        check_move(AssessmentState(assessment.state), AssessmentState.AGREED)
        if assessment.assessor_id == by.person_id:
            raise InputError("Nobody accepts their own work; ask another lead inspector.")
        assessment.state = AssessmentState.AGREED
        assessment.save(update_fields=["state"])
        write.say(EventKind.CASE_ASSESSMENT_AGREED, code, case=ref, marking=Marking.FIRST.value)


def _check_said(reason: str, until: date, today: date) -> None:
    if not reason:
        raise InputError("Give the reason: the assessor reads it beside the case.", field="reason")
    if until < today:
        raise InputError(
            "Choose today or a later day until which the case is open again.", field="until"
        )


def _desk(inspection: Inspection, rows: tuple[Moderated, ...]) -> Desk:
    return Desk(
        code=inspection.code,
        service=inspection.service.name,
        synthetic=inspection.synthetic,
        rows=rows,
    )


def _locked(code: str, ref: str, marking: Marking, by: Actor) -> CaseAssessment:
    """The case assessment of an inspection in fieldwork, held until the transaction ends."""
    inspection = door.inspection(code, Deed.MODERATE, by=by, lock=True)
    second_marking.check_fieldwork(inspection)
    case = door.case(code, ref, Deed.MODERATE, by=by)
    found = CaseAssessment.objects.filter(case=case, marking=marking).first()
    if found is None:
        raise InputError("Allocate the case first: nobody assesses it yet.")
    return door.assessment(found.pk, Deed.MODERATE, by=by, lock=True)


def _moderated(inspection: Inspection, refs: Iterable[str]) -> tuple[Moderated, ...]:
    rows = (
        CaseAssessment.objects.filter(case__inspection=inspection, case__standing="SAMPLE")
        .select_related("case", "assessor")
        .prefetch_related("returns__by")
    )
    if refs:
        rows = rows.filter(case__ref__in=refs)
    pairs: dict[str, list[CaseAssessment]] = {}
    for row in rows:
        pairs.setdefault(row.case.ref, []).append(row)
    twice = set(second_marking.chosen(inspection))
    return tuple(_row(row, pair, twice) for pair in pairs.values() for row in pair)


def _row(row: CaseAssessment, pair: list[CaseAssessment], twice: set[str]) -> Moderated:
    state, is_chosen = AssessmentState(row.state), row.case.ref in twice
    return Moderated(
        ref=row.case.ref,
        marking=Marking(row.marking),
        assessor=row.assessor.name if row.assessor else "",
        state=state,
        submitted_at=row.submitted_at,
        returned_until=row.returned_until if state is AssessmentState.RETURNED else None,
        may_return=state in (AssessmentState.SUBMITTED, AssessmentState.RETURNED),
        may_accept=state is AssessmentState.SUBMITTED and len(pair) == 1 and not is_chosen,
        is_judged_twice=is_chosen or len(pair) > 1,
        is_comparable=second_marking.is_comparable(pair),
        returns=tuple(
            Returned(reason=r.reason, until=r.until, by=r.by.name, at=r.at)
            for r in row.returns.all()
        ),
    )
