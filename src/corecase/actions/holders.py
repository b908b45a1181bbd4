"""Holders: who holds a role on a day and has not left."""

from datetime import date

from django.db.models import Q, QuerySet

from corecase.store.cases.models import Grant, Person


def holding(grants: QuerySet[Grant], day: date) -> QuerySet[Grant]:
    """Those of the grants that hold on the day, of people who have not left."""
    return grants.filter(
        Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day, person__is_active=True
    )


def of(grants: QuerySet[Grant], day: date) -> QuerySet[Person]:
    """Whoever holds one of the grants on the day, each once, by name."""
    held = holding(grants, day).values("person_id")
    return Person.objects.filter(pk__in=held).order_by("name", "pk")
