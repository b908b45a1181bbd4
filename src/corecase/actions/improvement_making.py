"""Improvement plans made at publication, and brought up to a corrected report.

The worker asks every few seconds, after what is due was published. What fails for one report
leaves the others alone, and never keeps a report from being published.
"""

import logging
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from corecase.actions import (
    door,
    frameworks,
    improvement_desk,
    improvement_rows,
    report_recommendations,
    stages,
    timetables,
)
from corecase.core import improvement
from corecase.core.criteria import Recommendation
from corecase.core.event_kinds import EventKind
from corecase.core.improvement_merging import merge
from corecase.core.people import Actor
from corecase.core.stages import PUBLISHED_STAGES, Stage
from corecase.core.timetables import DayName
from corecase.store.cases.models import (
    ImprovementPlan,
    Inspection,
    Person,
    ReportVersion,
)

_LOG: Final = logging.getLogger("corecase")


def make_due(*, now: datetime) -> tuple[str, ...]:
    """Makes what a publication asks for; the codes of the inspections for which it did.

    A published report without an improvement plan gets one; a corrected report brings its new
    recommendations into the one that lives.
    """
    made: list[str] = []
    for pk, code in _due().values_list("pk", "code"):
        try:
            made += [code] * make(pk, now=now)
        except Exception as error:
            kind = type(error).__name__
            _LOG.error("The improvement plan of %s could not be made: %s.", code, kind)
    return tuple(made)


def _due() -> QuerySet[Inspection]:
    published = ReportVersion.objects.filter(
        inspection=OuterRef("pk"), published_at__isnull=False
    ).order_by("-number")
    rows = Inspection.objects.filter(stage__in=PUBLISHED_STAGES)
    rows = rows.annotate(out=Subquery(published.values("number")[:1])).filter(out__isnull=False)
    # While a correction is open its words are not yet those of a report.
    rows = rows.exclude(corrections__closed_at=None, corrections__isnull=False)
    without = Q(improvement_plan=None) | Q(improvement_plan__report_version__lt=F("out"))
    return rows.filter(without).order_by("pk")


def make(pk: int, *, now: datetime) -> bool:
    """Makes or updates that of one inspection; whether this call did, or another was first."""
    with transaction.atomic():
        rows = Inspection.objects.select_related("programme", "service")
        inspection = rows.select_for_update(of=("self",)).get(pk=pk)
        if not _due().filter(pk=pk).exists():
            return False
        version = _published(inspection).reverse()[0]
        # Whoever released the report set this off; the words are the report's.
        releaser = Person.objects.get(pk__in=[version.released_by_id])
        by = Actor(person_id=releaser.pk, name=releaser.name)
        with door.writing(by=by, now=now) as write:
            before = ImprovementPlan.objects.filter(inspection=inspection).first()
            row = before or _begun(inspection, now)
            if before is not None:
                _updated(inspection, now)
            row.report_version = version.number
            row.save(update_fields=["report_version"])
            kind = EventKind.IMPROVEMENT_PLAN_UPDATED if before else EventKind.IMPROVEMENT_PLAN_MADE
            improvement_desk.keep(row, kind, by_id=None, now=now)
            if row.due_on is not None and inspection.stage == Stage.PUBLISHED:
                stages.stand_at(inspection, Stage.PLAN_DUE, by=by, now=now)
            due = {"due_on": row.due_on} if row.due_on else {}
            write.say(kind, inspection.code, report_version=version.number, **due)
    return True


def _published(inspection: Inspection) -> QuerySet[ReportVersion]:
    rows = ReportVersion.objects.filter(inspection=inspection, published_at__isnull=False)
    return rows.order_by("number")


def _begun(inspection: Inspection, now: datetime) -> ImprovementPlan:
    """A new one, with an area for each recommendation of the report."""
    published_on = _published(inspection)[0].publish_on
    plan = improvement.begin(
        service=inspection.service.name,
        title=f"Improvement plan of {inspection.service.name}",
        inspection=inspection.code,
        recommendations=_numbered(report_recommendations.of(inspection) or ()),
        published_on=published_on,
        weeks=frameworks.of(inspection).improvement_plan_weeks,
    )
    row = ImprovementPlan.objects.create(
        inspection=inspection,
        title=plan.title,
        published_on=published_on,
        due_on=timetables.set_day(inspection, DayName.IMPROVEMENT_PLAN_DUE) or plan.due_on,
        report_version=0,
        made_at=now,
    )
    improvement_rows.write(row, plan, by_id=None, now=now)
    return row


def _updated(inspection: Inspection, now: datetime) -> None:
    """Adds what a corrected report recommends, and marks what it no longer does."""
    row = improvement_desk.row_of(inspection)
    brought = tuple(report_recommendations.of(inspection) or ())
    living = improvement_desk.value_of(row)
    merged = merge(living, brought)
    added = replace(merged, areas=merged.areas[len(living.areas) :])
    improvement_rows.write(row, added, by_id=None, now=now)
    texts = {one.text for one in brought}
    for one in row.recommendations.all():
        one.is_withdrawn = one.text not in texts
        one.save(update_fields=["is_withdrawn"])


def _numbered(found: Iterable[Recommendation]) -> Iterable[Recommendation]:
    """The recommendations under the numbers by which an improvement plan names them."""
    return (replace(one, id=str(number)) for number, one in enumerate(found, start=1))
