"""Allocation: which assessor has which case, and who may not."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from corecase.actions import door, holders, interests, teams
from corecase.core.assessment_states import AssessmentState, Marking
from corecase.core.audit import EventKind
from corecase.core.errors import InputError
from corecase.core.people import Actor, Deed, Role
from corecase.store.cases import models

ASSESSING = (Role.ASSESSOR, Role.LOCAL_ASSESSOR, Role.LEAD_INSPECTOR)
_FROZEN = (AssessmentState.SUBMITTED, AssessmentState.AGREED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Somebody on the inspection who could assess; `refusal` says why they may not, if so."""

    person_id: int
    name: str
    n_cases: int
    refusal: str


def candidates(code: str, *, by: Actor, now: datetime) -> tuple[Candidate, ...]:
    """Everybody who assesses on this inspection today, by name, with how many cases they have."""
    inspection = door.inspection(code, Deed.INSPECTION_RUN, by=by)
    people = list(_assessing(inspection, now))
    refused = interests.refusals(people, inspection, timezone.localdate(now))
    return tuple(
        Candidate(
            person_id=person.pk,
            name=person.name,
            n_cases=models.CaseAssessment.objects.filter(
                case__inspection=inspection, assessor=person, marking=Marking.FIRST
            ).count(),
            refusal=refused[person.pk],
        )
        for person in people
    )


def allocate(
    code: str, refs: tuple[str, ...], assessor_id: int, *, by: Actor, now: datetime
) -> None:
    """Gives cases of the sample to an assessor, or from one assessor to another.

    Raises InputError where there is a conflict of interest, where the assessor is not on the
    inspection today, and where a case was submitted or is marked second by the same person.
    """
    if not refs:
        raise InputError("Choose at least one case.")
    with door.writing(by=by, now=now) as write:
        inspection = door.inspection(code, Deed.MODERATE, by=by, lock=True)
        assessor = check_assessor(inspection, assessor_id, now)
        cases = models.SampledCase.objects.filter(
            inspection=inspection, ref__in=refs, standing="SAMPLE"
        )
        if len(cases) < len(set(refs)):
            raise InputError("Choose cases of the sample; one of these is no longer in it.")
        moved = [_allocate(case, assessor, by, now) for case in cases]
        kind = (
            EventKind.CASE_ASSESSMENT_REALLOCATED
            if any(moved)
            else EventKind.CASE_ASSESSMENT_ALLOCATED
        )
        ids = [case.pk for case in cases]
        write.say(kind, code, content=ids, assessor=assessor_id, cases=len(ids))


def check_assessor(inspection: models.Inspection, assessor_id: int, now: datetime) -> models.Person:
    """Somebody who may assess on this inspection today; InputError, with why, where not."""
    person = _assessing(inspection, now).filter(pk=assessor_id).first()
    if person is None:
        raise InputError("Choose somebody who assesses on this inspection today.")
    teams.check_no_conflict(person, inspection, timezone.localdate(now))
    return person


def held_by(row: models.CaseAssessment, assessor_id: int, *, by: Actor, now: datetime) -> None:
    """Notes whose a case assessment is or was: what they send later is kept, never refused."""
    models.Allocation.objects.create(
        assessment=row, assessor_id=assessor_id, by_id=by.person_id, at=now
    )


def _allocate(case: models.SampledCase, assessor: models.Person, by: Actor, now: datetime) -> bool:
    """Gives one case; whether it was somebody else's before."""
    if case.assessments.filter(marking=Marking.SECOND, assessor=assessor).exists():
        raise InputError(f"{assessor.name} marks case {case.ref} second; choose somebody else.")
    row = case.assessments.select_for_update().filter(marking=Marking.FIRST).first()
    if row is None:
        row = models.CaseAssessment.objects.create(case=case, assessor=assessor)
        held_by(row, assessor.pk, by=by, now=now)
        return False
    if row.state in _FROZEN:
        raise InputError(f"Case {case.ref} is handed in; return it before somebody else has it.")
    before = row.assessor_id
    if before is not None and not row.allocations.filter(assessor_id=before).exists():
        held_by(row, before, by=by, now=now)
    row.assessor = assessor
    row.save(update_fields=["assessor"])
    held_by(row, assessor.pk, by=by, now=now)
    return before is not None


def _assessing(inspection: models.Inspection, now: datetime) -> QuerySet[models.Person]:
    held = inspection.grants.filter(role__in=ASSESSING)
    return holders.of(held, timezone.localdate(now))
