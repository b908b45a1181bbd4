"""Completeness: what of the judgements of an inspection is still open before the draft."""

from collections.abc import Iterable
from typing import Final

from corecase.actions import second_marking
from corecase.core.assessment_states import AssessmentState, Marking
from corecase.core.errors import InputError
from corecase.core.words import number_in_words
from corecase.store.cases.models import CaseAssessment, Conflict, Inspection, Quarantine

_DONE: Final = (AssessmentState.SUBMITTED, AssessmentState.AGREED)


def check_judged(inspection: Inspection) -> None:
    """Raises InputError, with counts and the first case, while a judgement is open.

    Counted are cases of the sample that are not submitted, second markings that are not agreed
    and changes that nobody has decided on. Reserves and missing cases count for nothing.
    """
    cases = list(inspection.cases.filter(standing="SAMPLE").values_list("ref", flat=True))
    states = _states(inspection)
    not_handed_in = {ref for ref in cases if states.get((ref, Marking.FIRST)) not in _DONE}
    # A case that was chosen and given to nobody is to be judged twice like the others.
    twice = {ref for ref, marking in states if marking == Marking.SECOND}
    twice |= set(second_marking.chosen(inspection))
    not_agreed = {
        ref for ref in twice if states.get((ref, Marking.SECOND)) != AssessmentState.AGREED
    }
    undecided = _undecided(inspection)
    parts = [
        *_part(len(not_handed_in), "case is not submitted", "cases are not submitted"),
        *_part(
            len(not_agreed),
            "second marking is still to be agreed",
            "second markings are still to be agreed",
        ),
        *_part(len(undecided), "change waits for a decision", "changes wait for a decision"),
    ]
    if not parts:
        return
    still_open = not_handed_in | not_agreed | set(undecided)
    first = next(ref for ref in cases if ref in still_open)
    said = " and ".join(filter(None, [", ".join(parts[:-1]), parts[-1]]))
    raise InputError(
        f"{said[:1].upper()}{said[1:]}, first {first}; finish them or replace the case."
    )


def _states(inspection: Inspection) -> dict[tuple[str, str], str]:
    rows = CaseAssessment.objects.filter(case__inspection=inspection, case__standing="SAMPLE")
    found = rows.values_list("case__ref", "marking", "state")
    return {(ref, marking): state for ref, marking, state in found}


def _undecided(inspection: Inspection) -> list[str]:
    """The case of each conflict and each quarantined change that waits, once for each."""
    case = "assessment__case"
    conflicts = Conflict.objects.filter(
        assessment__case__inspection=inspection, resolved_at__isnull=True
    )
    late = Quarantine.objects.filter(
        operation__assessment__case__inspection=inspection, decided_at__isnull=True
    )
    return [
        *conflicts.filter(**{f"{case}__standing": "SAMPLE"}).values_list(f"{case}__ref", flat=True),
        *late.filter(**{f"operation__{case}__standing": "SAMPLE"}).values_list(
            f"operation__{case}__ref", flat=True
        ),
    ]


def _part(number: int, one: str, several: str) -> Iterable[str]:
    if number:
        yield f"{number_in_words(number)} {one if number == 1 else several}"
