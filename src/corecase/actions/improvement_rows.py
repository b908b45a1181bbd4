"""The rows of an improvement plan written from a value: at publication, merged, imported."""

from datetime import datetime

from corecase.core.criteria import Recommendation
from corecase.core.improvement import Action, Area, Entry, ImprovementPlan, Progress
from corecase.store.cases import models
from corecase.store.cases.models import ImprovementAction, ImprovementArea


def write(
    row: models.ImprovementPlan, plan: ImprovementPlan, *, by_id: int | None, now: datetime
) -> None:
    """Writes what the value holds into the rows, found by their numbers; nothing is taken out.

    What is new stands behind what was there. Progress and evidence that stand there already, with
    their day, are not written twice. Publication brings no action, so that somebody wrote each.
    """
    for position, one in enumerate(plan.recommendations, start=1):
        _recommendation(row, one, position)
    taken = row.areas.order_by("-position").values_list("position", flat=True).first() or 0
    for position, area in enumerate(plan.areas, start=1 + taken):
        written = _area(row, area, position, by_id=by_id, now=now)
        for place, action in enumerate(area.actions, start=1):
            _action(written, action, place, by_id=by_id or 0, now=now)


def _recommendation(row: models.ImprovementPlan, one: Recommendation, position: int) -> None:
    said = {"text": one.text, "owners": list(one.owners), "items": list(one.items)}
    row.recommendations.update_or_create(ref=one.id, defaults={**said, "position": position})


def _area(
    row: models.ImprovementPlan, area: Area, position: int, *, by_id: int | None, now: datetime
) -> ImprovementArea:
    found = row.areas.filter(ref=area.id, removed_at=None).first()
    found = found or ImprovementArea(plan=row, ref=area.id, version=0, position=position)
    found.wording, found.origin = area.wording, area.origin
    found.recommendations, found.links = list(area.recommendations), list(area.links)
    found.success, found.costs = area.success, area.costs
    found.version += 1
    found.by_id, found.at = by_id, now
    found.save()
    return found


def _action(
    area: ImprovementArea, action: Action, position: int, *, by_id: int, now: datetime
) -> None:
    found = area.plan.actions.filter(ref=action.id, removed_at=None).first()
    found = found or ImprovementAction(plan=area.plan, ref=action.id, version=0)
    found.area, found.position = area, position
    found.wording, found.owner = action.wording, action.owner
    found.timescale, found.measure = action.timescale.written, action.measure
    found.costs, found.items = action.costs, list(action.items)
    found.completed_on = action.completed_on
    found.version += 1
    found.by_id, found.at = by_id, now
    found.save()
    for kind, entries in (("PROGRESS", action.progress), ("EVIDENCE", action.evidence)):
        for entry in entries:
            _entry(found, kind, entry, by_id=by_id, now=now)


def _entry(
    action: ImprovementAction, kind: str, entry: Entry, *, by_id: int, now: datetime
) -> None:
    is_done = isinstance(entry, Progress) and entry.is_done
    action.entries.get_or_create(
        kind=kind,
        day=entry.on,
        words=entry.words,
        defaults={"is_done": is_done, "role": entry.by, "by_id": by_id, "at": now},
    )
