"""What an improvement plan still lacks, what in it is overdue, and what stands still."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from corecase.core.improvement import Action, Area, ImprovementPlan

GapKind = Literal["recommendation", "area", "owner", "date", "measure"]

TITLES: Final[dict[GapKind, str]] = {
    "recommendation": "Recommendations without an action",
    "area": "Areas without an action",
    "owner": "Actions without an owner",
    "date": "Actions without a date",
    "measure": "Actions without a measure of success",
}
"""Under which heading a printed improvement plan points out what is missing."""

STALE_DAYS: Final = 60
"""Days without a word after which an action stands still. Our own choice: unverified."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Something missing: of what kind, at which recommendation, area or action, in a sentence."""

    kind: GapKind
    at: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Overdue:
    """An action whose day is over, and by how many days."""

    action: Action
    due_on: date
    n_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Stale:
    """An action of which nothing was written for many days; `last_on` is None where never."""

    action: Action
    last_on: date | None
    n_days: int


def gaps(plan: ImprovementPlan) -> tuple[Gap, ...]:
    """What is missing: recommendations and areas without an action first, then by action."""
    return (
        *_unanswered(plan),
        *(gap for area in plan.areas for action in area.actions for gap in _lacking(area, action)),
    )


def gaps_by_kind(plan: ImprovementPlan) -> tuple[tuple[str, tuple[Gap, ...]], ...]:
    """What is missing under the heading of its kind; a kind of which nothing is missing is not."""
    found = gaps(plan)
    by_kind = ((title, tuple(g for g in found if g.kind == kind)) for kind, title in TITLES.items())
    return tuple((title, several) for title, several in by_kind if several)


def overdue(plan: ImprovementPlan, today: date) -> tuple[Overdue, ...]:
    """The actions whose day is over, the longest overdue first."""
    days = ((action, action.due_on(plan.since)) for action in plan.actions)
    found = [
        Overdue(action=action, due_on=due, n_days=(today - due).days)
        for action, due in days
        if due and due < today
    ]
    return tuple(sorted(found, key=lambda one: one.due_on))


def stale(plan: ImprovementPlan, today: date, days: int = STALE_DAYS) -> tuple[Stale, ...]:
    """The actions not completed of which nothing was written for more than so many days.

    Where nothing was ever written the days count from the beginning of the improvement plan,
    and where that is not known the action is left out. The longest silent come first.
    """
    found = [
        Stale(action=action, last_on=action.last_on, n_days=(today - last).days)
        for action in plan.actions
        if (last := action.last_on or plan.since) and not action.is_completed
    ]
    silent = (one for one in found if one.n_days > days)
    return tuple(sorted(silent, key=lambda one: -one.n_days))


def _unanswered(plan: ImprovementPlan) -> Iterator[Gap]:
    answered = {name for area in plan.areas if area.actions for name in area.recommendations}
    for recommendation in plan.recommendations:
        if recommendation.id not in answered:
            yield Gap(
                kind="recommendation",
                at=recommendation.id,
                words=f"Recommendation {recommendation.id} has no action.",
            )
    for area in plan.areas:
        # An area whose recommendation was pointed out above would say the same again.
        if not area.actions and answered.issuperset(area.recommendations):
            yield Gap(kind="area", at=area.id, words=f"Area {area.id} has no action.")


def _lacking(area: Area, action: Action) -> Iterator[Gap]:
    if not action.owner.strip():
        yield Gap(kind="owner", at=action.id, words=f"Action {action.id} has no owner.")
    if action.timescale.when is None:
        yield Gap(kind="date", at=action.id, words=_no_date(action))
    if not action.measure.strip() and not area.success.strip():
        yield Gap(
            kind="measure",
            at=action.id,
            words=f"Action {action.id} has no measure of success, and neither has its area.",
        )


def _no_date(action: Action) -> str:
    written = action.timescale.written
    if written:
        return f"Action {action.id} has no date: its timescale says \u201c{written}\u201d."
    return f"Action {action.id} has no date."
