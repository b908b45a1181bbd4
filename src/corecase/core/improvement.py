"""Improvement plans: areas that answer recommendations, and the actions under them."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal

from corecase.core.calendar import improvement_plan_due
from corecase.core.criteria import Recommendation
from corecase.core.errors import InputError
from corecase.core.improvement_steps import Step, check_order
from corecase.core.timescales import NO_TIMESCALE, Timescale

Origin = Literal["inspectorate", "own"]
"""Where an area comes from: the inspectorate's recommendations, or the service itself."""

ORIGINS: Final[dict[Origin, str]] = {"inspectorate": "Inspectorate", "own": "Own service"}
"""What people read for each origin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Something that was written down about an action on a day, and by which role.

    `on` is None where the improvement plan names no day.
    """

    words: str
    on: date | None = None
    by: str = ""

    def __post_init__(self) -> None:
        if not self.words.strip():
            raise InputError("Write it in words; an empty line tells nobody anything.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress(Entry):
    """What was done of an action; `is_done` where it, or one time of it, was done with this."""

    is_done: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question of the oversight body about an action, and the service's answer to it."""

    asked: Entry
    answer: Entry | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One thing to be done: by whom, by when, and how one will know.

    `measure` is its own measure of success, beside that of its area. `items` are the items of
    the framework that it should move. `completed_on` is when the service called it finished.
    `views` are the oversight body's, beside the service's own progress.
    """

    id: str
    wording: str
    owner: str = ""
    timescale: Timescale = NO_TIMESCALE
    measure: str = ""
    costs: str = ""
    items: tuple[str, ...] = ()
    progress: tuple[Progress, ...] = ()
    evidence: tuple[Entry, ...] = ()
    completed_on: date | None = None
    views: tuple[Entry, ...] = ()
    questions: tuple[Question, ...] = ()

    def __post_init__(self) -> None:
        _check_named(self.id, self.wording, "action")

    @property
    def n_done(self) -> int:
        """How many times it was done, by its progress."""
        return sum(entry.is_done for entry in self.progress)

    @property
    def is_completed(self) -> bool:
        """Whether the service called it finished, or did it as often as its timescale says."""
        return self.completed_on is not None or self.timescale.is_over(self.n_done)

    @property
    def is_started(self) -> bool:
        """Whether anything was written of its progress, or it is completed."""
        return bool(self.progress) or self.is_completed

    @property
    def last_on(self) -> date | None:
        """The latest day on which progress or evidence was written down; None for none."""
        days = (entry.on for entry in (*self.progress, *self.evidence))
        return max((day for day in days if day), default=None)

    def due_on(self, since: date | None) -> date | None:
        """The day by which it is due next; None when it is completed or names no day."""
        return None if self.is_completed else self.timescale.due_on(self.n_done, since)


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """What is to be improved, which recommendations it answers, and the actions under it.

    `links` name other plans that it belongs to. `success` holds the success criteria and the
    intended impact, `costs` the costs and resources, as the service words them.
    """

    id: str
    wording: str
    origin: Origin = "inspectorate"
    recommendations: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    success: str = ""
    costs: str = ""
    actions: tuple[Action, ...] = ()

    def __post_init__(self) -> None:
        _check_named(self.id, self.wording, "area")
        if self.origin not in ORIGINS:
            raise InputError("Say whether the area comes from the inspectorate or is own.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ImprovementPlan:
    """What a service will do about its recommendations, and about what it found itself.

    `inspection` is the inspection's code. `published_on` is None where the report prints no
    day; `due_on` is then None too. `begun_on` is the day from which the improvement plan runs
    where that is not the publication. Recommendations keep the numbers by which areas name
    them. Ids of areas, and of actions throughout, are unique; steps stand in a possible order.
    """

    service: str
    title: str
    inspection: str = ""
    published_on: date | None = None
    due_on: date | None = None
    begun_on: date | None = None
    recommendations: tuple[Recommendation, ...] = ()
    areas: tuple[Area, ...] = ()
    steps: tuple[Step, ...] = ()

    def __post_init__(self) -> None:
        _check_once("recommendation", (r.id for r in self.recommendations))
        _check_once("area", (area.id for area in self.areas))
        _check_once("action", (action.id for action in self.actions))
        known = {r.id for r in self.recommendations}
        for area in self.areas:
            strange = [name for name in area.recommendations if name not in known]
            if strange:
                raise InputError(
                    f"Area {area.id} answers recommendation {strange[0]}, which the improvement "
                    "plan does not list; list it, or correct its number."
                )
        check_order(self.steps)

    @property
    def actions(self) -> Iterator[Action]:
        """Every action, in the order in which the areas list them."""
        return (action for area in self.areas for action in area.actions)

    @property
    def since(self) -> date | None:
        """The day from which what recurs is counted; None where no day is known."""
        return self.begun_on or self.published_on

    def area_of(self, action: str) -> Area:
        """The area under which an action stands. Raises InputError for an id that it lacks."""
        for area in self.areas:
            if any(one.id == action for one in area.actions):
                return area
        raise InputError(f"There is no action {action} in this improvement plan.")

    def action(self, action: str) -> Action:
        """The action of an id. Raises InputError for an id that it lacks."""
        return next(one for one in self.area_of(action).actions if one.id == action)


def due_on(published_on: date | None, weeks: int | None) -> date | None:
    """The day by which an improvement plan is due, moved to the next working day.

    `weeks` from publication are the framework's. None where it sets none, as a screening does,
    and where nobody knows the day of publication.
    """
    if published_on is None or weeks is None:
        return None
    return improvement_plan_due(published_on, weeks=weeks)


def begin(
    *,
    service: str,
    title: str,
    inspection: str,
    recommendations: Iterable[Recommendation],
    published_on: date | None,
    weeks: int | None,
) -> ImprovementPlan:
    """An improvement plan as it stands at publication: an area for each recommendation.

    No actions yet: the service writes them, and may join areas that belong together.
    """
    listed = tuple(recommendations)
    return ImprovementPlan(
        service=service,
        title=title,
        inspection=inspection,
        published_on=published_on,
        due_on=due_on(published_on, weeks),
        recommendations=listed,
        areas=tuple(
            Area(id=str(number), wording=r.text, recommendations=(r.id,))
            for number, r in enumerate(listed, start=1)
        ),
    )


def with_action(plan: ImprovementPlan, action: Action) -> ImprovementPlan:
    """The improvement plan with one of its actions as it is now, found by its id.

    Raises InputError for an id that it lacks.
    """
    area = plan.area_of(action.id)
    actions = tuple(action if one.id == action.id else one for one in area.actions)
    changed = replace(area, actions=actions)
    areas = tuple(changed if one.id == area.id else one for one in plan.areas)
    return replace(plan, areas=areas)


def _check_named(name: str, wording: str, kind: str) -> None:
    if not name.strip():
        raise InputError(f"Give the {kind} a number, by which it can be named.", field="id")
    if not wording.strip():
        raise InputError(f"Say in words what the {kind} is.", field="wording")


def _check_once(kind: str, names: Iterable[str]) -> None:
    for name, n_times in Counter(names).items():
        if n_times > 1:
            raise InputError(f"The {kind} {name} stands twice; give each its own number.")
