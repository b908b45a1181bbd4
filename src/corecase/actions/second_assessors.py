"""Second assessors: who judges a case blind, and who may not."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from corecase.actions import holders, interests
from corecase.core.assessment_states import Marking
from corecase.core.errors import InputError
from corecase.core.people import Role
from corecase.store.cases.models import (
    Allocation,
    CaseAssessment,
    Grant,
    Inspection,
    Operation,
)


def check_candidate(
    pair: dict[str, CaseAssessment],
    assessor_id: int,
    people: dict[int, str],
    knowing: frozenset[int],
) -> None:
    """Raises InputError where somebody may not judge this case second.

    `pair` are its case assessments by marking, `people` who could judge any case second,
    `knowing` who had a part in its first assessment.
    """
    first = pair.get(Marking.FIRST)
    if first is None or first.assessor_id is None:
        raise InputError("Allocate the case to its first assessor before its second.")
    if assessor_id == first.assessor_id:
        raise InputError("Choose somebody else: the first assessor cannot judge the case twice.")
    if assessor_id in knowing:
        raise InputError("Choose somebody else: they had this case as its first assessor before.")
    if assessor_id not in people:
        raise InputError(
            "Choose an assessor of this inspection who is not its lead and has no conflict of "
            "interest with the service.",
            field="assessor_id",
        )


def knowing(inspection: Inspection, refs: Iterable[str]) -> dict[str, frozenset[int]]:
    """Who has or had a part in the first assessment of these cases: nobody of them is blind.

    These are its assessors on record, and whoever sent an answer to it; one query.
    """
    of_first = {
        "assessment__case__inspection": inspection,
        "assessment__case__ref__in": list(refs),
        "assessment__marking": Marking.FIRST,
    }
    held = Allocation.objects.filter(**of_first).order_by()
    sent = Operation.objects.filter(**of_first).order_by()
    found: dict[str, set[int]] = {}
    for ref, person in held.values_list("assessment__case__ref", "assessor_id").union(
        sent.values_list("assessment__case__ref", "by_id")
    ):
        found.setdefault(ref, set()).add(person)
    return {ref: frozenset(people) for ref, people in found.items()}


def candidates(inspection: Inspection, now: datetime) -> dict[int, str]:
    """Who may mark blind, by name: assessors without an interest who do not see every answer."""
    day = timezone.localdate(now)
    seeing = Grant.objects.filter(
        Q(role=Role.CHIEF_INSPECTOR) | Q(role=Role.LEAD_INSPECTOR, inspection=inspection)
    )
    assessing = inspection.grants.filter(role__in=(Role.ASSESSOR, Role.LOCAL_ASSESSOR))
    blind = holders.of(assessing, day).exclude(
        pk__in=holders.holding(seeing, day).values("person_id")
    )
    people = list(blind)
    refused = interests.refusals(people, inspection, day)
    return {one.pk: one.name for one in people if not refused[one.pk]}
