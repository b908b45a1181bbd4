"""Allocation: which assessor has which case, and who may not."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from corecase.actions import door
from corecase.core.assessment_states import AssessmentState, Marking
from corecase.core.audit import EventKind
from corecase.core.errors import InputError
from corecase.core.people import Actor, Deed, Role
from corecase.core.teams import conflict
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
    return tuple(
        Candidate(
            person_id=person.pk,
            name=person.name,
            n_cases=models.CaseAssessment.objects.filter(
                case__inspection=inspection, assessor=person, marking=Marking.FIRST
            ).count(),
            refusal=_refusal(person, inspection),
        )
        for person in _assessing(inspection, now)
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
    for person in _assessing(inspection, now):
        if person.pk == assessor_id:
            if refusal := _refusal(person, inspection):
                raise InputError(f"{person.name} {refusal}; choose somebody else.")
            return person
    raise InputError("Choose somebody who assesses on this inspection today.")


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


def _assessing(inspection: models.Inspection, now: datetime) -> list[models.Person]:
    today = timezone.localdate(now)
    held = models.Grant.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=today),
        inspection=inspection,
        role__in=ASSESSING,
        starts_on__lte=today,
        person__is_active=True,
    )
    people = models.Person.objects.filter(pk__in=held.values("person_id"))
    return list(people.order_by("name", "pk"))


def _refusal(person: models.Person, inspection: models.Inspection) -> str:
    service = inspection.service_id
    merged = models.Predecessor.objects.filter(
        Q(service_id=service) | Q(predecessor_id=service)
    ).values_list("service_id", "predecessor_id")
    others = {one for pair in merged for one in pair} - {service}
    declared = person.declared.values_list("service_id", flat=True)
    return conflict(person.home_service_id, declared, service, others)
