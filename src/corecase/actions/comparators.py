"""Comparators: what the headlines of a report are read beside, from the register or entered."""

from datetime import date

from corecase.actions import published
from corecase.core import series
from corecase.core.inspections import Comparators
from corecase.core.series import Area, Scope
from corecase.store.cases.models import Inspection, Programme, ReportParticulars

SCOPE = "computed_scope"
"""The name under which a person's choice of scope stands among the entered comparators."""


def of(inspection: Inspection, today: date) -> Comparators | None:
    """What a report prints beside its headlines: computed as at today, entered, or nothing.

    They are computed where nobody decided otherwise.
    """
    row = ReportParticulars.objects.filter(inspection=inspection).first()
    if row is None:
        return computed(inspection, today)
    if row.comparators_from == "COMPUTED":
        chosen = row.comparators.get(SCOPE)
        return computed(inspection, today, Scope(chosen) if chosen else None)
    return series.read(row.comparators) if row.comparators_from == "ENTERED" else None


def computed(inspection: Inspection, today: date, scope: Scope | None = None) -> Comparators | None:
    """The headlines of the services inspected so far, without the inspection's own report.

    Without a scope they are those of the service's region, or of its nation where it has no
    region. None where no report was published there yet. Raises InputError for a scope that
    the service has no place in.
    """
    service, programme = inspection.service, inspection.programme
    scope = scope or (Scope.REGION if service.region else Scope.NATION)
    area = Area(scope=scope, region=service.region, nation=service.nation)
    results = (
        one for one in published.results(programme.code, today) if one.code != inspection.code
    )
    return series.to_date(
        results, area, as_at=today, counts_reinspections=programme.counts_reinspections
    )


def of_programme(programme: Programme, today: date) -> Comparators | None:
    """The headlines of every service of a programme so far; None where nothing is published."""
    return series.to_date(
        published.results(programme.code, today),
        Area(scope=Scope.PROGRAMME),
        as_at=today,
        counts_reinspections=programme.counts_reinspections,
    )
