"""Improvement plans as people read them: one with what it lacks, and those of every service."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.db.models import F, Max

from corecase.actions import door, frameworks, improvement_desk, improvement_settings
from corecase.core import improvement_checks, improvement_status
from corecase.core.criteria import Recommendation
from corecase.core.figures import Figure
from corecase.core.improvement import ORIGINS, Action, Area, ImprovementPlan
from corecase.core.improvement_checks import Gap, Overdue, Stale
from corecase.core.improvement_status import StatusRule
from corecase.core.improvement_steps import (
    StepKind,
    in_order,
    is_accepted,
    is_waiting,
    submitted_on,
)
from corecase.core.people import PERMISSIONS, Actor, Deed, may
from corecase.store.cases import models
from corecase.store.cases.models import Inspection

LATELY: Final = timedelta(days=30)
"""What the list across services calls lately changed; our own choice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rights:
    """What a reader may do with an improvement plan, beside reading it."""

    may_write: bool
    may_progress: bool
    may_accept: bool
    may_monitor: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionShown:
    """An action as a page shows it: its value, where it stands, and what version that is.

    `n_waiting` counts questions without an answer.
    """

    action: Action
    area: Area
    status: str
    due_on: date | None
    is_overdue: bool
    n_waiting: int
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaShown:
    """An area with its actions; `origin` in words."""

    area: Area
    origin: str
    actions: tuple[ActionShown, ...]
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What every page of an improvement plan is headed by."""

    code: str
    service: str
    synthetic: str
    title: str
    oversight_body: str
    rights: Rights


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """An improvement plan on a day: the whole, what it lacks, what is late, what stands still.

    `withdrawn` are the numbers of recommendations that a corrected report no longer makes.
    `counts` says how many actions have each status, of all; `rule` gave them. `items` are the
    questions that an action can move, (identifier, words).
    """

    heading: Heading
    plan: ImprovementPlan
    state: str
    is_late: bool
    areas: tuple[AreaShown, ...]
    withdrawn: frozenset[str]
    gaps: tuple[Gap, ...]
    overdue: tuple[Overdue, ...]
    stale: tuple[Stale, ...]
    stale_days: int
    rule: StatusRule
    counts: tuple[tuple[str, Figure], ...]
    items: tuple[tuple[str, str], ...]

    @property
    def recommendations(self) -> tuple[Recommendation, ...]:
        """The recommendations in the order printed."""
        return self.plan.recommendations


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One improvement plan in the list across services."""

    code: str
    service: str
    is_invented: bool
    programme: str
    due_on: date | None
    state: str
    is_late: bool
    n_actions: int
    n_completed: int
    n_overdue: int
    n_stale: int
    n_gaps: int
    n_waiting: int
    changed_at: datetime
    is_changed_lately: bool


def one(code: str, *, by: Actor, today: date) -> Page:
    """An improvement plan. NotAllowedError for whoever may not read it, and before publication."""
    inspection = improvement_desk.reading(code, by=by)
    row = improvement_desk.row_of(inspection)
    plan = improvement_desk.value_of(row)
    rule = improvement_settings.rule_of(inspection.programme)
    withdrawn = frozenset(r.ref for r in row.recommendations.all() if r.is_withdrawn)
    days = improvement_settings.stale_days(rule)
    return Page(
        heading=heading_of(inspection, row, by),
        plan=plan,
        state=state_of(plan),
        is_late=is_late(plan, today),
        areas=_areas(row, plan, rule, today),
        withdrawn=withdrawn,
        gaps=gaps_of(plan, withdrawn),
        overdue=improvement_checks.overdue(plan, today),
        stale=improvement_checks.stale(plan, today, days),
        stale_days=days,
        rule=rule,
        counts=tuple(improvement_status.counts(plan, today=today, rule=rule).items()),
        items=tuple((one.id, one.label) for one in frameworks.of(inspection).items),
    )


def listed(*, by: Actor, now: datetime, today: date) -> tuple[Listed, ...]:
    """Every improvement plan that somebody may read, the one that is due first at the top.

    Those that are due on no day come last.
    """
    codes = door.inspections_for(Deed.IMPROVEMENT_READ, by=by).values("pk")
    rows = improvement_desk.whole().filter(inspection__in=codes)
    changed = rows.annotate(changed_at=Max("versions__at"))
    # Said here, because Django leaves a model's own order out where it gathers.
    ordered = changed.order_by(F("due_on").asc(nulls_last=True), "pk")
    return tuple(_listed(row, now, today) for row in ordered)


def reads_any(by: Actor) -> bool:
    """Whether somebody holds a role that reads improvement plans."""
    return any(role in PERMISSIONS[Deed.IMPROVEMENT_READ] for role in by.roles)


def heading_of(inspection: Inspection, row: models.ImprovementPlan, by: Actor) -> Heading:
    """What the pages of an improvement plan are headed by, for other actions."""
    subject = door.subject_of(inspection)
    return Heading(
        code=inspection.code,
        service=inspection.service.name,
        synthetic=inspection.synthetic,
        title=row.title,
        oversight_body=inspection.programme.oversight_body,
        rights=Rights(
            may_write=may(by, Deed.IMPROVEMENT_WRITE, subject),
            may_progress=may(by, Deed.IMPROVEMENT_PROGRESS, subject),
            may_accept=may(by, Deed.IMPROVEMENT_ACCEPT, subject),
            may_monitor=may(by, Deed.IMPROVEMENT_MONITOR, subject),
        ),
    )


def state_of(plan: ImprovementPlan) -> str:
    """How far it is with the inspectorate, in words."""
    if is_accepted(plan.steps):
        return "accepted"
    if is_waiting(plan.steps):
        return "with the inspectorate"
    answered = [step for step in in_order(plan.steps) if step.kind is StepKind.RETURNED]
    return "returned to the service" if answered else "not submitted yet"


def is_late(plan: ImprovementPlan, today: date) -> bool:
    """Whether it should have been submitted by now and was not."""
    return bool(plan.due_on and plan.due_on < today and submitted_on(plan.steps) is None)


def gaps_of(plan: ImprovementPlan, withdrawn: frozenset[str]) -> tuple[Gap, ...]:
    """What is missing; a recommendation that the report no longer makes waits for nothing."""
    return tuple(
        gap
        for gap in improvement_checks.gaps(plan)
        if not (gap.kind == "recommendation" and gap.at in withdrawn)
    )


def n_waiting(action: Action) -> int:
    """How many questions about an action have no answer yet."""
    return sum(question.answer is None for question in action.questions)


def shown(
    plan: ImprovementPlan, action: Action, rule: StatusRule, today: date, version: int
) -> ActionShown:
    """An action as pages show it, for other actions."""
    due = action.due_on(plan.since)
    return ActionShown(
        action=action,
        area=plan.area_of(action.id),
        status=improvement_status.status_of(action, since=plan.since, today=today, rule=rule),
        due_on=due,
        is_overdue=due is not None and due < today,
        n_waiting=n_waiting(action),
        version=str(version),
    )


def _areas(
    row: models.ImprovementPlan, plan: ImprovementPlan, rule: StatusRule, today: date
) -> tuple[AreaShown, ...]:
    areas = {one.ref: one.version for one in row.areas.all() if one.removed_at is None}
    actions = {one.ref: one.version for one in row.actions.all() if one.removed_at is None}
    return tuple(
        AreaShown(
            area=area,
            origin=ORIGINS[area.origin],
            actions=tuple(
                shown(plan, action, rule, today, actions[action.id]) for action in area.actions
            ),
            version=str(areas[area.id]),
        )
        for area in plan.areas
    )


def _listed(row: models.ImprovementPlan, now: datetime, today: date) -> Listed:
    plan, inspection = improvement_desk.value_of(row), row.inspection
    days = improvement_settings.stale_days(improvement_settings.rule_of(inspection.programme))
    actions = tuple(plan.actions)
    withdrawn = frozenset(r.ref for r in row.recommendations.all() if r.is_withdrawn)
    changed_at: datetime = row.changed_at  # type: ignore[attr-defined]  # annotated by `listed`
    return Listed(
        code=inspection.code,
        service=inspection.service.name,
        is_invented=inspection.service.is_invented,
        programme=inspection.programme.title,
        due_on=plan.due_on,
        state=state_of(plan),
        is_late=is_late(plan, today),
        n_actions=len(actions),
        n_completed=sum(action.is_completed for action in actions),
        n_overdue=len(improvement_checks.overdue(plan, today)),
        n_stale=len(improvement_checks.stale(plan, today, days)),
        n_gaps=len(gaps_of(plan, withdrawn)),
        n_waiting=sum(map(n_waiting, actions)),
        changed_at=changed_at,
        is_changed_lately=now - changed_at <= LATELY,
    )
