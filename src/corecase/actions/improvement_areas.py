"""Areas and actions of an improvement plan: written, changed and taken out by the service."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, QuerySet

from corecase.actions import frameworks, improvement_desk
from corecase.actions.improvement_desk import Desk
from corecase.core.errors import InputError
from corecase.core.event_kinds import EventKind
from corecase.core.improvement import Origin
from corecase.core.people import Actor, Deed
from corecase.store.cases.models import ImprovementAction, ImprovementArea

LONGEST = 4000
SHORT = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaWords:
    """What somebody writes of an area. Raises InputError without words for it.

    `recommendations` are the numbers that it answers, `links` names of other plans.
    """

    wording: str
    origin: Origin = "inspectorate"
    recommendations: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    success: str = ""
    costs: str = ""

    def __post_init__(self) -> None:
        if not self.wording.strip():
            raise InputError("Say in words what is to be improved.", field="wording")


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionWords:
    """What somebody writes of an action. Raises InputError without words for it.

    A blank owner, timescale or measure is taken, and pointed out on the page.
    """

    wording: str
    area: str
    owner: str = ""
    timescale: str = ""
    measure: str = ""
    costs: str = ""
    items: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.wording.strip():
            raise InputError("Say in words what is to be done.", field="wording")


def add_area(code: str, words: AreaWords, *, by: Actor, now: datetime) -> str:
    """Adds an area; its number. Raises InputError for a recommendation that is not listed."""
    with improvement_desk.changing(code, Deed.IMPROVEMENT_WRITE, by=by, now=now) as desk:
        refs = desk.row.areas.values_list("ref", flat=True)
        area = ImprovementArea(plan=desk.row, ref=_next(refs), position=_last(desk.row.areas.all()))
        _write_area(desk, area, words)
    return area.ref


def change_area(
    code: str, ref: str, words: AreaWords, *, seen: str, by: Actor, now: datetime
) -> None:
    """Changes an area. InputError where somebody else changed it since `seen`."""
    with improvement_desk.changing(code, Deed.IMPROVEMENT_WRITE, by=by, now=now) as desk:
        area = desk.area(ref)
        improvement_desk.check_seen(area, seen)
        area.version += 1
        _write_area(desk, area, words)


def remove_area(code: str, ref: str, *, by: Actor, now: datetime) -> None:
    """Takes an area out; it stays in the history. InputError while actions stand in it."""
    with improvement_desk.changing(code, Deed.IMPROVEMENT_WRITE, by=by, now=now) as desk:
        area = desk.area(ref)
        if area.actions.filter(removed_at=None).exists():
            raise InputError("Move its actions to another area, or take them out first.")
        area.removed_by_id, area.removed_at = by.person_id, now
        area.save(update_fields=["removed_by", "removed_at"])
        desk.say(EventKind.IMPROVEMENT_AREA_REMOVED, area=ref)


def join(code: str, ref: str, into: str, *, by: Actor, now: datetime) -> None:
    """Groups areas that belong together: one gives its recommendations and actions to another.

    Raises InputError for the same area twice.
    """
    with improvement_desk.changing(code, Deed.IMPROVEMENT_WRITE, by=by, now=now) as desk:
        if ref == into:
            raise InputError("Choose another area to join it with.", field="into")
        area, kept = desk.area(ref), desk.area(into)
        both = dict.fromkeys((*kept.recommendations, *area.recommendations))
        kept.recommendations = list(both)
        kept.links = list(dict.fromkeys((*kept.links, *area.links)))
        kept.version += 1
        kept.by_id, kept.at = by.person_id, now
        kept.save()
        place = _last(kept.actions.all())
        for position, action in enumerate(area.actions.filter(removed_at=None), start=place):
            action.area, action.position = kept, position
            action.save(update_fields=["area", "position"])
        area.removed_by_id, area.removed_at = by.person_id, now
        area.save(update_fields=["removed_by", "removed_at"])
        desk.say(EventKind.IMPROVEMENT_AREA_WRITTEN, area=into, joined=ref)


def add_action(code: str, words: ActionWords, *, by: Actor, now: datetime) -> str:
    """Adds an action to an area; its number, under that of the area.

    Raises InputError for items that the framework lacks.
    """
    with improvement_desk.changing(code, Deed.IMPROVEMENT_WRITE, by=by, now=now) as desk:
        refs = desk.row.actions.values_list("ref", flat=True)
        ref = _next(refs, start=f"{words.area}.")
        action = ImprovementAction(plan=desk.row, ref=ref, position=1)
        _write_action(desk, action, words)
    return ref


def change_action(
    code: str, ref: str, words: ActionWords, *, seen: str, by: Actor, now: datetime
) -> None:
    """Changes an action, or moves it to another area; its number stays.

    Raises InputError as `add_action` does, and where somebody else changed it since `seen`.
    """
    with improvement_desk.changing(code, Deed.IMPROVEMENT_WRITE, by=by, now=now) as desk:
        action = desk.action(ref)
        improvement_desk.check_seen(action, seen)
        action.version += 1
        _write_action(desk, action, words)


def remove_action(code: str, ref: str, *, by: Actor, now: datetime) -> None:
    """Takes an action out; it stays in the history."""
    with improvement_desk.changing(code, Deed.IMPROVEMENT_WRITE, by=by, now=now) as desk:
        action = desk.action(ref)
        action.removed_by_id, action.removed_at = by.person_id, now
        action.save(update_fields=["removed_by", "removed_at"])
        desk.say(EventKind.IMPROVEMENT_ACTION_REMOVED, action=ref)


def _write_area(desk: Desk, area: ImprovementArea, words: AreaWords) -> None:
    known = set(desk.row.recommendations.values_list("ref", flat=True))
    if strange := [ref for ref in words.recommendations if ref not in known]:
        message = f"There is no recommendation {strange[0]} in this improvement plan."
        raise InputError(message, field="recommendations")
    area.wording, area.origin = words.wording.strip(), words.origin
    area.recommendations, area.links = list(words.recommendations), _kept(words.links)
    area.success, area.costs = words.success.strip(), words.costs.strip()
    area.by_id, area.at = desk.by.person_id, desk.now
    area.save()
    content = [area.wording, area.recommendations, area.success, area.costs]
    desk.say(EventKind.IMPROVEMENT_AREA_WRITTEN, content=content, area=area.ref)


def _write_action(desk: Desk, action: ImprovementAction, words: ActionWords) -> None:
    area = desk.area(words.area)
    known = frameworks.items_of(desk.inspection)
    if strange := [item for item in words.items if item not in known]:
        message = f"There is no question {strange[0]} in this inspection's framework."
        raise InputError(message, field="items")
    if action.area_id != area.pk:
        action.area, action.position = area, _last(area.actions.all())
    action.wording, action.owner = words.wording.strip(), words.owner.strip()
    action.timescale = " ".join(words.timescale.split())
    action.measure, action.costs = words.measure.strip(), words.costs.strip()
    action.items = list(words.items)
    action.by_id, action.at = desk.by.person_id, desk.now
    action.save()
    content = [action.wording, action.owner, action.timescale, action.measure]
    desk.say(EventKind.IMPROVEMENT_ACTION_WRITTEN, content=content, action=action.ref)


def _kept(names: Sequence[str]) -> list[str]:
    return [name.strip() for name in names if name.strip()]


def _last(rows: QuerySet[ImprovementArea] | QuerySet[ImprovementAction]) -> int:
    """The place behind the last."""
    found: int | None = rows.aggregate(last=Max("position"))["last"]
    return (found or 0) + 1


def _next(refs: Iterable[str], start: str = "") -> str:
    """The next whole number behind `start` that was never given; also not to what was taken out."""
    tails = (ref.removeprefix(start) for ref in refs if ref.startswith(start))
    return f"{start}{max((int(tail) for tail in tails if tail.isdecimal()), default=0) + 1}"
