"""Replacements: cases that give way to a reserve, cases that are missing, cases found again."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from corecase.actions import door, samples
from corecase.actions.headings import Heading, heading
from corecase.core.assessment_states import AssessmentState, Marking
from corecase.core.errors import InputError
from corecase.core.event_kinds import EventKind
from corecase.core.people import Actor, Deed, NotAllowedError
from corecase.core.replacements import MissingCase, MissingReason, ReplacementReason, Sample
from corecase.core.replacements import Replacement as MadeReplacement
from corecase.core.stages import Stage
from corecase.store.cases.models import (
    CaseAssessment,
    Inspection,
    Replacement,
    SampledCase,
    SampleDraw,
)

OPEN: Final = frozenset({Stage.SAMPLE_DRAWN, Stage.FIELDWORK})


@dataclass(frozen=True, slots=True, kw_only=True)
class Replaceable:
    """A case of the sample and the reserve that would stand in; or why none can."""

    heading: Heading
    ref: str
    stratum: str
    is_missing: bool
    reserve: str
    refusal: str


def replaceable(code: str, ref: str, *, by: Actor, now: datetime) -> Replaceable:
    """What replacing a case would do. What is shown is logged."""
    row = door.inspection(code, Deed.SAMPLE_DRAW, by=by)
    case = _case(row, ref)
    reserve = refusal = ""
    try:
        _check_open(row, case)
        reserve = sample_of(samples.standing(row)).next_reserve(ref)
    except InputError as error:
        refusal = str(error)
    shown = [ref, reserve] if reserve else [ref]
    door.consulted("SAMPLE", *shown, inspection=row, by=by, now=now)
    return Replaceable(
        heading=heading(row),
        ref=ref,
        stratum=case.stratum,
        is_missing=case.standing == samples.MISSING,
        reserve=reserve,
        refusal=refusal,
    )


def replace(
    code: str, ref: str, *, reason: ReplacementReason, note: str = "", by: Actor, now: datetime
) -> str:
    """Lets the next reserve of the stratum stand in for a case, and returns its reference.

    Raises InputError where no reserve is left, where the case's assessment is submitted, and
    outside the field.
    """
    with door.writing(by=by, now=now) as write:
        row = door.inspection(code, Deed.SAMPLE_DRAW, by=by, lock=True)
        case = _case(row, ref)
        _check_open(row, case)
        after = sample_of(samples.standing(row)).replace(ref, reason)
        reserve = row.cases.get(ref=after.replacements[-1].replaced_by)
        _stand(case, samples.REPLACED)
        _stand(reserve, samples.SAMPLE)
        # Whoever had the case and has not begun has the reserve instead.
        case.assessments.filter(marking=Marking.FIRST, state=AssessmentState.ALLOCATED).update(
            case=reserve
        )
        # A mark "missing" gives way; rows in order of their ids are the order of replacing.
        Replacement.objects.filter(case=case).delete()
        Replacement.objects.create(
            case=case, by_case=reserve, reason=reason, note=note, by_id=by.person_id, at=now
        )
        write.say(
            EventKind.CASE_REPLACED,
            code,
            content={"note": note},
            case=ref,
            by_case=reserve.ref,
            reason=reason,
        )
    return reserve.ref


def miss(
    code: str, ref: str, *, reason: MissingReason, note: str = "", by: Actor, now: datetime
) -> None:
    """Marks a case that stays in the sample and cannot be assessed.

    Raises InputError where it is marked already, and where `replace` would.
    """
    with door.writing(by=by, now=now) as write:
        row = door.inspection(code, Deed.SAMPLE_DRAW, by=by, lock=True)
        case = _case(row, ref)
        _check_open(row, case)
        sample_of(samples.standing(row)).mark_missing(ref, reason)
        _stand(case, samples.MISSING)
        Replacement.objects.create(case=case, reason=reason, note=note, by_id=by.person_id, at=now)
        write.say(EventKind.CASE_MISSED, code, content={"note": note}, case=ref, reason=reason)


def find(code: str, ref: str, *, by: Actor, now: datetime) -> None:
    """Takes the mark "missing" from a case that can be assessed after all.

    Raises InputError where it has none, and where `replace` would.
    """
    with door.writing(by=by, now=now) as write:
        row = door.inspection(code, Deed.SAMPLE_DRAW, by=by, lock=True)
        case = _case(row, ref)
        _check_open(row, case)
        if case.standing != samples.MISSING:
            raise InputError(f"Case {ref} is not marked as missing.")
        Replacement.objects.filter(case=case).delete()
        _stand(case, samples.SAMPLE)
        write.say(EventKind.CASE_FOUND, code, case=ref)


def sample_of(made: SampleDraw) -> Sample:
    """The sample as it is now: the draw with its replacements and its missing cases."""
    rows = (
        Replacement.objects.filter(case__draw=made).select_related("case", "by_case").order_by("id")
    )
    replaced, missing = [], []
    for row in rows:
        if row.by_case is None:
            missing.append(MissingCase(case_id=row.case.ref, reason=MissingReason(row.reason)))
        else:
            replaced.append(
                MadeReplacement(
                    case_id=row.case.ref,
                    reason=ReplacementReason(row.reason),
                    replaced_by=row.by_case.ref,
                )
            )
    return Sample(draw=samples.drawn_in(made), replacements=tuple(replaced), missing=tuple(missing))


def _case(row: Inspection, ref: str) -> SampledCase:
    found = row.cases.filter(ref=ref).first()
    if found is None:
        raise NotAllowedError("There is no such case.")
    return found


def _check_open(row: Inspection, case: SampledCase) -> None:
    if row.stage not in OPEN:
        raise InputError("Cases are replaced or marked between the draw and the end of fieldwork.")
    done = (AssessmentState.SUBMITTED, AssessmentState.RETURNED, AssessmentState.AGREED)
    if CaseAssessment.objects.filter(case=case, state__in=done).exists():
        raise InputError(f"Case {case.ref} has been assessed, so it stays in the sample as it is.")


def _stand(case: SampledCase, standing: str) -> None:
    case.standing = standing
    case.save(update_fields=["standing"])
