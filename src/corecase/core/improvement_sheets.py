"""An improvement plan as sheets of rows: the same columns go out and come in."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from corecase.core.improvement import ORIGINS, Action, Area, Entry, ImprovementPlan, Progress

Rows = tuple[tuple[str, ...], ...]

PARTICULARS: Final = "Particulars"
RECOMMENDATIONS: Final = "Recommendations"
ACTIONS: Final = "Actions"
PROGRESS: Final = "Progress and evidence"
STEPS: Final = "Steps"

COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    PARTICULARS: ("Particular", "Value"),
    RECOMMENDATIONS: ("Number", "Recommendation", "Owners", "Items"),
    ACTIONS: (
        *("Area number", "Area for improvement", "Origin", "Recommendations"),
        *("Link to other plans", "Action number", "Action", "Owner", "Timescale"),
        *("Success criteria/impact", "Measure of the action", "Costs and resources"),
        *("Costs of the action", "Items to move", "Completed on"),
    ),
    PROGRESS: ("Action number", "Kind", "Day", "By", "Words", "Done"),
    STEPS: ("Step", "Day", "Body", "Reasons"),
}
"""Each sheet with its columns in order."""

NAMES: Final = ("Service", "Title", "Inspection", "Published on", "Due on", "Begun on")
"""The particulars, one a row."""

KINDS: Final = ("Progress", "Evidence", "View", "Question", "Answer")
"""Kinds of entries; an answer follows its question."""

YES: Final = "yes"
BETWEEN: Final = "\n"
"""What stands between several values in one cell: each has a line of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet: its name, its columns, its rows as texts."""

    name: str
    rows: Rows

    @property
    def columns(self) -> tuple[str, ...]:
        """The headings of its columns."""
        return COLUMNS[self.name]


def sheets(plan: ImprovementPlan) -> tuple[Sheet, ...]:
    """Everything that an improvement plan holds, in sheets; days are written as 2012-06-20.

    An area without actions has one row, on which nothing is said of an action.
    """
    return (
        Sheet(name=PARTICULARS, rows=tuple(zip(NAMES, _particulars(plan), strict=True))),
        Sheet(
            name=RECOMMENDATIONS,
            rows=tuple(
                (r.id, r.text, BETWEEN.join(r.owners), BETWEEN.join(r.items))
                for r in plan.recommendations
            ),
        ),
        Sheet(name=ACTIONS, rows=tuple(_actions(plan))),
        Sheet(
            name=PROGRESS,
            rows=tuple(row for action in plan.actions for row in _entries(action)),
        ),
        Sheet(
            name=STEPS,
            rows=tuple((s.kind.value, _day(s.on), s.body, s.reasons) for s in plan.steps),
        ),
    )


def _particulars(plan: ImprovementPlan) -> tuple[str, ...]:
    days = (plan.published_on, plan.due_on, plan.begun_on)
    return (plan.service, plan.title, plan.inspection, *map(_day, days))


def _actions(plan: ImprovementPlan) -> Iterator[tuple[str, ...]]:
    for area in plan.areas:
        for action in area.actions or (None,):
            yield _action_row(area, action)


def _action_row(area: Area, action: Action | None) -> tuple[str, ...]:
    said = (
        ("",) * 4
        if action is None
        else (action.id, action.wording, action.owner, action.timescale.written)
    )
    return (
        area.id,
        area.wording,
        ORIGINS[area.origin],
        BETWEEN.join(area.recommendations),
        BETWEEN.join(area.links),
        *said,
        area.success,
        action.measure if action else "",
        area.costs,
        action.costs if action else "",
        BETWEEN.join(action.items) if action else "",
        _day(action.completed_on) if action else "",
    )


def _entries(action: Action) -> Iterator[tuple[str, ...]]:
    kinds: tuple[tuple[str, tuple[Entry, ...]], ...] = (
        ("Progress", action.progress),
        ("Evidence", action.evidence),
        ("View", action.views),
    )
    for kind, entries in kinds:
        for entry in entries:
            yield _entry_row(action, kind, entry)
    for question in action.questions:
        yield _entry_row(action, "Question", question.asked)
        if question.answer:
            yield _entry_row(action, "Answer", question.answer)


def _entry_row(action: Action, kind: str, entry: Entry) -> tuple[str, ...]:
    done = YES if isinstance(entry, Progress) and entry.is_done else ""
    return (action.id, kind, _day(entry.on), entry.by, entry.words, done)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
