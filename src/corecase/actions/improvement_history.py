"""The history of an improvement plan: every change, by whom and when, and how it stood on a day."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from corecase.actions import improvement_desk, improvement_plans, improvement_records
from corecase.actions.improvement_plans import Heading
from corecase.core.event_kinds import EventKind
from corecase.core.improvement import ImprovementPlan
from corecase.core.improvement_changes import PlanChange, changes
from corecase.core.people import Actor
from corecase.store.cases import models
from corecase.store.cases.models import ImprovementVersion


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One change: of what kind, to what, by whom, when, and what it changed in words.

    `by` is empty for what publication itself made.
    """

    number: int
    kind: EventKind
    about: str
    by: str
    at: datetime
    changes: tuple[PlanChange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """Every change, the last first."""

    heading: Heading
    versions: tuple[Version, ...]


def history(code: str, *, by: Actor) -> History:
    """Every change of an improvement plan, for whoever may read it."""
    inspection = improvement_desk.reading(code, by=by)
    row = improvement_desk.row_of(inspection)
    found = []
    before: ImprovementPlan | None = None
    for kept in row.versions.select_related("by"):
        after = improvement_records.from_record(kept.content)
        found.append(_version(kept, changes(before, after) if before else ()))
        before = after
    heading = improvement_plans.heading_of(inspection, row, by)
    return History(heading=heading, versions=tuple(reversed(found)))


def stood_on(row: models.ImprovementPlan, day: date) -> ImprovementPlan | None:
    """The improvement plan as it stood at the end of a day; None where there was none yet."""
    until = timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))
    kept = row.versions.filter(at__lt=until).order_by("-number").first()
    return improvement_records.from_record(kept.content) if kept else None


def _version(row: ImprovementVersion, found: tuple[PlanChange, ...]) -> Version:
    return Version(
        number=row.number,
        kind=EventKind(row.event),
        about=row.about,
        by=row.by.name if row.by else "",
        at=row.at,
        changes=found,
    )
