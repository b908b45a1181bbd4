"""Comparisons: two readings of one case side by side, and the answers agreed between them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from corecase.actions import door, readings, second_marking
from corecase.actions.readings import Comparison
from corecase.core.assessment_states import AssessmentState, check_move
from corecase.core.errors import InputError
from corecase.core.event_kinds import EventKind
from corecase.core.people import Actor, Deed, NotAllowedError, check_may, may
from corecase.store.cases.models import AgreedAnswer, CaseAssessment, SampledCase


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """An agreed answer as it was sent: `before` is the agreed text that its writer had seen."""

    item_id: str
    value: str
    reason: str
    before: str | None = None


def compare(code: str, ref: str, *, by: Actor, now: datetime) -> Comparison:
    """Both readings of a case, for the lead and its two assessors once both have submitted.

    Before that nobody reads one beside the other: an assessor gets NotAllowedError, the lead
    InputError with what is missing.
    """
    case, leads = _readable(code, ref, by)
    pair = _both(case)
    if pair is None:
        if not leads:
            raise NotAllowedError("Both readings are not there yet.")
        raise InputError(f"Wait: both assessors of {ref} have to submit before you compare.")
    door.consulted("COMPARISON", ref, inspection=case.inspection, by=by, now=now)
    return readings.side_by_side(case, *pair, may_settle=leads)


def settle(
    code: str, ref: str, settlements: Iterable[Settlement], *, by: Actor, now: datetime
) -> int:
    """Keeps agreed answers beside the two, and returns how many are still to be agreed.

    With the last of them, or with none to settle, both case assessments become agreed. Raises
    InputError where both are not submitted, an answer cannot be agreed or lacks its reason,
    and where another agreed answer has come in between; then nothing is kept.
    """
    given = list(settlements)
    with door.writing(by=by, now=now) as write:
        inspection = door.inspection(code, Deed.MODERATE, by=by, lock=True)
        second_marking.check_fieldwork(inspection)
        case = door.case(code, ref, Deed.MODERATE, by=by)
        pair = _both(case, lock=True)
        if pair is None or pair[0].state == AssessmentState.AGREED:
            raise InputError("Agree answers while both assessors have submitted, and only once.")
        before = readings.side_by_side(case, *pair, may_settle=True)
        if not given and before.n_to_settle:
            raise InputError("Choose the agreed answer to at least one question.")
        for settlement in given:
            _keep(case, settlement, before, by, now)
        left = readings.side_by_side(case, *pair, may_settle=True).n_to_settle
        if not left:
            _agree(pair)
        write.say(
            EventKind.ANSWER_AGREED if left else EventKind.CASE_ASSESSMENT_AGREED,
            inspection.code,
            case=ref,
            n_answers=len(given),
            content=[[s.item_id, s.value, s.reason] for s in given],
        )
    return left


def _agree(pair: Iterable[CaseAssessment]) -> None:
    for assessment in pair:
        check_move(AssessmentState(assessment.state), AssessmentState.AGREED)
        assessment.state = AssessmentState.AGREED
        assessment.save(update_fields=["state"])


def _keep(
    case: SampledCase, settlement: Settlement, shown: Comparison, by: Actor, now: datetime
) -> None:
    row = next((row for row in shown.rows if row.item_id == settlement.item_id), None)
    if row is None or not (row.is_to_settle or row.agreed):
        raise InputError(f"{settlement.item_id} is answered alike: there is nothing to agree.")
    if settlement.before != (row.agreed.value if row.agreed else None):
        raise InputError(
            f"Another answer to {row.item_id} was agreed meanwhile: read it, then decide again."
        )
    if settlement.value not in dict(row.options):
        raise InputError(f"Choose one of the answers shown for {row.item_id}.")
    reason = settlement.reason.strip()
    if not reason:
        raise InputError(f"Give the reason for the agreed answer to {row.item_id}.")
    AgreedAnswer.objects.update_or_create(
        case=case,
        item_id=row.item_id,
        defaults={
            "value": settlement.value,
            "reason": reason,
            "by_id": by.person_id,
            "at": now,
        },
    )


def _readable(code: str, ref: str, by: Actor) -> tuple[SampledCase, bool]:
    """The case, and whether this person leads; else they have to be one of its two assessors."""
    case = door.case(code, ref, Deed.CASES_LIST, by=by)
    subject = door.subject_of(case.inspection)
    if may(by, Deed.MODERATE, subject):
        return case, True
    mine = CaseAssessment.objects.filter(case=case, assessor_id=by.person_id).exists()
    owned = door.subject_of(case.inspection, by.person_id if mine else None)
    check_may(by, Deed.CASE_ASSESS, owned)
    return case, False


def _both(case: SampledCase, *, lock: bool = False) -> tuple[CaseAssessment, CaseAssessment] | None:
    """The first and the second reading, once both are submitted."""
    rows = CaseAssessment.objects.filter(case=case).select_related("assessor").order_by("marking")
    pair = list(rows.select_for_update(of=("self",)) if lock else rows)
    return (pair[0], pair[1]) if second_marking.is_comparable(pair) else None
