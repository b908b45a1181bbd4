"""Which case assessment somebody reaches: their own, or as lead inspector another's."""

from datetime import datetime

from django.utils import timezone

from corecase.actions import door
from corecase.core import assessment_states
from corecase.core.assessment_states import AssessmentState, Marking
from corecase.core.errors import InputError
from corecase.core.people import Actor, Deed, NotAllowedError, check_may
from corecase.core.stages import Stage
from corecase.store.cases.models import CaseAssessment, Inspection


def reached(code: str, ref: str, *, by: Actor, marking: Marking | None = None) -> CaseAssessment:
    """A case assessment to read: somebody's own, or for the lead inspector any.

    For the lead it is the first unless `marking` says otherwise. Whoever marks a case
    themselves reaches the other marking only once both are submitted. Raises
    NotAllowedError for every other, whether it is there or not.
    """
    case = door.case(code, ref, Deed.CASE_READ, by=by)
    rows = CaseAssessment.objects.select_related("assessor").filter(case=case)
    by_marking = {Marking(row.marking): row for row in rows}
    mine = next((row for row in by_marking.values() if row.assessor_id == by.person_id), None)
    wanted = by_marking.get(marking or Marking.FIRST) if marking or mine is None else mine
    if wanted is None:
        raise NotAllowedError("There is no such case assessment.")
    wanted.case = case
    if wanted is not mine:
        check_may(by, Deed.MODERATE, door.subject_of(case.inspection))
        _check_blind(mine, wanted)
    return wanted


def own(code: str, ref: str, *, by: Actor, lock: bool = True) -> CaseAssessment:
    """Somebody's own case assessment, to write in; NotAllowedError where there is none."""
    rows = CaseAssessment.objects.filter(
        case__inspection__code=code, case__ref=ref, assessor_id=by.person_id
    )
    found = rows.values_list("pk", flat=True).first()
    if found is None:
        raise NotAllowedError("There is no such case assessment.")
    return door.assessment(found, Deed.CASE_ASSESS, by=by, lock=lock)


def check_not_blind(inspection: Inspection, *, by: Actor) -> None:
    """Raises InputError where somebody has still to submit a second marking.

    What the first assessors said is hidden from them until then.
    """
    frozen = (AssessmentState.SUBMITTED, AssessmentState.AGREED)
    second = CaseAssessment.objects.filter(
        case__inspection=inspection, assessor_id=by.person_id, marking=Marking.SECOND
    )
    if second.exclude(state__in=frozen).exists():
        raise InputError("Submit your second markings first: the answers are hidden until then.")


def is_open(row: CaseAssessment, now: datetime) -> bool:
    """Whether its assessor may still write in it; nobody may once the report is drafted."""
    if Stage(row.case.inspection.stage).number > Stage.MODERATION.number:
        return False
    state, today = AssessmentState(row.state), timezone.localdate(now)
    return assessment_states.is_open(state, today, row.returned_until)


def check_open(row: CaseAssessment, now: datetime) -> None:
    """Raises InputError where nobody may write in it any more."""
    if not is_open(row, now):
        raise InputError(
            "This case assessment is closed; ask the lead inspector to return it to you."
        )


def _check_blind(mine: CaseAssessment | None, other: CaseAssessment) -> None:
    if mine is None:
        return
    states = AssessmentState(mine.state), AssessmentState(other.state)
    if not assessment_states.may_see_other(Marking(mine.marking), *states):
        raise NotAllowedError("Both markings have to be submitted first.")
