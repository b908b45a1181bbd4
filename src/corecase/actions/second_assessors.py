"""Second assessors: who judges a case blind, and who may not."""

from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from corecase.actions import door
from corecase.core.assessment_states import Marking
from corecase.core.errors import InputError
from corecase.core.people import Role
from corecase.store.cases.models import CaseAssessment, DeclaredConflict, Grant, Inspection, Person


def check_candidate(
    pair: dict[str, CaseAssessment], assessor_id: int, people: dict[int, str]
) -> None:
    """Raises InputError where somebody may not judge this case second.

    `pair` are its case assessments by marking, `people` who could judge any case second.
    """
    first = pair.get(Marking.FIRST)
    if first is None or first.assessor_id is None:
        raise InputError("Allocate the case to its first assessor before its second.")
    if assessor_id == first.assessor_id:
        raise InputError("Choose somebody else: the first assessor cannot judge the case twice.")
    if assessor_id not in people:
        raise InputError(
            "Choose an assessor of this inspection who is not its lead and has no conflict of "
            "interest with the service."
        )


def candidates(inspection: Inspection, now: datetime) -> dict[int, str]:
    """Who may mark blind, by name: assessors without an interest who do not see every answer."""
    day = timezone.localdate(now)
    services = door.subject_of(inspection).service_ids
    held = Grant.objects.filter(starts_on__lte=day).exclude(ends_on__lt=day)
    assessing = held.filter(
        inspection=inspection, role__in=(Role.ASSESSOR, Role.LOCAL_ASSESSOR)
    ).values("person_id")
    seeing = held.filter(
        Q(role=Role.CHIEF_INSPECTOR) | Q(role=Role.LEAD_INSPECTOR, inspection=inspection)
    )
    declared = DeclaredConflict.objects.filter(service_id__in=services).values("person_id")
    rows = (
        Person.objects.filter(pk__in=assessing, is_active=True)
        .exclude(pk__in=seeing.values("person_id"))
        .exclude(pk__in=declared)
        .exclude(home_service_id__in=services)
    )
    return dict(rows.order_by("name", "pk").values_list("pk", "name"))
