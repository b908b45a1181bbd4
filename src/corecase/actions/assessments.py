"""Case assessments: whose they are, what is left to do, and handing them in."""

from datetime import datetime

from corecase.actions import access, case_files, door, scores
from corecase.actions.case_files import Heading
from corecase.core import assessment_states, assessments
from corecase.core.assessment_states import AssessmentState
from corecase.core.audit import EventKind
from corecase.core.cases import Case
from corecase.core.errors import InputError
from corecase.core.judgements import Judgements
from corecase.core.people import Actor, Deed
from corecase.exchange import case_files as files
from corecase.store.cases import models


def own_heading(code: str, ref: str, *, by: Actor, now: datetime) -> Heading:
    """The heading of somebody's own case assessment; NotAllowedError where there is none."""
    return case_files.heading(access.own(code, ref, by=by, lock=False), by=by, now=now)


def submit(code: str, ref: str, *, by: Actor, now: datetime) -> None:
    """Hands a case assessment in: its answers freeze.

    Raises IncompleteError with everything unanswered or contradicting a rule, and InputError
    while a conflict is open or where it cannot be handed in.
    """
    with door.writing(by=by, now=now) as write:
        row = access.own(code, ref, by=by)
        access.check_open(row, now)
        assessment_states.check_move(AssessmentState(row.state), AssessmentState.SUBMITTED)
        _check_complete(row, by, now)
        row.state, row.submitted_at = AssessmentState.SUBMITTED, now
        row.save(update_fields=["state", "submitted_at"])
        write.say(EventKind.CASE_ASSESSMENT_SUBMITTED, code, assessment=row.pk, marking=row.marking)


def judgements(code: str, *, by: Actor) -> tuple[Judgements, tuple[Case, ...]]:
    """The judgements of an inspection that count now, and its cases, for its lead inspector.

    An agreed answer stands before the first assessor's; the second's alone never counts.
    """
    return scores.effective_judgements(door.inspection(code, Deed.MODERATE, by=by))


def exported(code: str, *, by: Actor, now: datetime) -> tuple[str, str]:
    """Two CSV files, judgements and cases, of what counts now: `corecase score` reads them."""
    with door.writing(by=by, now=now) as write:
        inspection = door.inspection(code, Deed.MODERATE, by=by, lock=True)
        access.check_not_blind(inspection, by=by)
        found, cases = scores.effective_judgements(inspection)
        texts = files.judgements_text(found), files.cases_text(cases)
        write.say(EventKind.JUDGEMENTS_EXPORTED, code, content=texts, judgements=len(found))
    refs = (case.id for case in cases)
    door.consulted("JUDGEMENTS", *refs, inspection=inspection, by=by, now=now)
    return texts


def _check_complete(row: models.CaseAssessment, by: Actor, now: datetime) -> None:
    if models.Conflict.objects.filter(assessment=row, resolved_at=None).exists():
        raise InputError("Decide the open conflicts first; both values are kept until you do.")
    file = case_files.opened(row, by=by, now=now)
    answered = [q.judgement for q in file.questions if q.judgement]
    by_item = {judgement.item_id: judgement for judgement in answered}
    assessments.check_final(file.framework, Judgements({file.case.id: by_item}), (file.case,))
