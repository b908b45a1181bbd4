"""Whom something in an improvement plan waits for: people of the service, and the inspectorate."""

from datetime import date

from django.db.models import QuerySet

from corecase.actions import door, holders, interests
from corecase.core.people import Role
from corecase.store.cases.models import Grant, Inspection, Person


def of_service(inspection: Inspection, today: date) -> tuple[Person, ...]:
    """Whoever of the service writes down progress today. For actions only."""
    services = door.subject_of(inspection).service_ids
    roles = (Role.SERVICE_LIAISON, Role.QUALITY_MANAGER)
    held = Grant.objects.filter(service_id__in=services, role__in=roles)
    return tuple(holders.of(held, today))


def of_inspectorate(inspection: Inspection, today: date) -> tuple[Person, ...]:
    """Whoever leads the inspection today; where nobody does who may, the programme managers.

    Nobody who has a conflict of interest with the service. For actions only.
    """
    leads = Grant.objects.filter(inspection=inspection, role=Role.LEAD_INSPECTOR)
    managers = Grant.objects.filter(role=Role.PROGRAMME_MANAGER)
    return _without_conflict(leads, inspection, today) or _without_conflict(
        managers, inspection, today
    )


def _without_conflict(
    grants: QuerySet[Grant], inspection: Inspection, today: date
) -> tuple[Person, ...]:
    return tuple(
        person
        for person in holders.of(grants, today)
        if inspection.service_id not in door.merged_with(interests.conflicts_of(person, today))
    )
