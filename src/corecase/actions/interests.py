"""Interests: the services whose inspection somebody may take no part in, and why."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, Value

from corecase.actions import door
from corecase.core.people import Role
from corecase.core.teams import conflict
from corecase.store.cases.models import DeclaredConflict, Grant, Inspection, Person


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """The services somebody works for or holds a role in, and those that they declared."""

    own: set[int] = field(default_factory=set)
    declared: set[int] = field(default_factory=set)


def conflicts_of(person: Person, today: date) -> frozenset[int]:
    """The services whose inspection a person may take no part in: their own and the declared.

    Their own are the one they work for and each in which they hold a role, or soon will.
    """
    known = _known([person], today)[person.pk]
    return frozenset(known.own | known.declared)


def refusals(people: Sequence[Person], inspection: Inspection, today: date) -> dict[int, str]:
    """Why each of these people may take no part in the inspection; empty for who may.

    In a self-inspection the service's own people and its guests do, the inspectorate's do not.
    """
    if inspection.own_kind:
        inspecting = of_inspectorate(people, today)
        return {one.pk: "inspects for the inspectorate" * (one.pk in inspecting) for one in people}
    known = _known(people, today)
    service = inspection.service_id
    merged = door.subject_of(inspection).related_ids - {service}
    return {
        one.pk: conflict(known[one.pk].own, known[one.pk].declared, service, merged)
        for one in people
    }


def of_inspectorate(people: Sequence[Person], today: date) -> set[int]:
    """Those who hold a role of the inspectorate today or soon, on whatever."""
    held = Grant.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=today),
        Q(inspection=None) | Q(inspection__own_kind=""),
        person__in=[person.pk for person in people],
        role__in=[
            role for role in Role if role.is_of_inspectorate and role is not Role.LOCAL_ASSESSOR
        ],
    )
    return set(held.values_list("person_id", flat=True))


def _known(people: Sequence[Person], today: date) -> dict[int, _Known]:
    """By person, in one query however many they are."""
    found = defaultdict[int, _Known](_Known)
    for person in people:
        if person.home_service_id is not None:
            found[person.pk].own.add(person.home_service_id)
    mine = [person.pk for person in people]
    held = Grant.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=today), person__in=mine, service__isnull=False
    )
    declared = DeclaredConflict.objects.filter(person__in=mine)
    rows = held.values_list("person_id", "service_id", Value(0)).union(
        declared.values_list("person_id", "service_id", Value(1))
    )
    for person_id, service_id, is_declared in rows:
        known = found[person_id]
        (known.declared if is_declared else known.own).add(service_id)
    return found
