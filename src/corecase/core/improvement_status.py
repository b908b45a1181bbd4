"""The status of an action by an explicit rule, which is data and can be another's."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from corecase.core.criteria import Standing
from corecase.core.errors import InputError
from corecase.core.figures import Figure
from corecase.core.improvement import Action, ImprovementPlan
from corecase.core.improvement_checks import STALE_DAYS


class Condition(StrEnum):
    """What a rule may ask of an action."""

    COMPLETED_WITH_EVIDENCE = "COMPLETED_WITH_EVIDENCE"
    COMPLETED = "COMPLETED"
    OVERDUE = "OVERDUE"
    DUE_WITHIN = "DUE_WITHIN"
    SILENT_FOR = "SILENT_FOR"
    STARTED = "STARTED"
    OTHERWISE = "OTHERWISE"


WITH_DAYS: Final = frozenset({Condition.DUE_WITHIN, Condition.SILENT_FOR})
"""The conditions that need a number of days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One line of a rule: an action that meets the condition has this status.

    `days` is given for conditions that need a number of days, and for no others.
    """

    status: str
    condition: Condition
    days: int | None = None

    def __post_init__(self) -> None:
        if not self.status.strip():
            raise InputError("Give each status its words.", field="status")
        if (self.condition in WITH_DAYS) != (self.days is not None):
            wanted = "needs a" if self.days is None else "takes no"
            raise InputError(f"{self.condition} {wanted} number of days.", field="days")
        if self.days is not None and self.days < 0:
            raise InputError("A number of days is 0 or more.", field="days")


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusRule:
    """Clauses in the order in which they are asked: the first that an action meets counts.

    The last one is "otherwise", so that every action has a status.
    """

    title: str
    clauses: tuple[Clause, ...]
    standing: Standing = "unverified"

    def __post_init__(self) -> None:
        last = [clause.condition is Condition.OTHERWISE for clause in self.clauses]
        if sum(last) != 1 or not last[-1]:
            raise InputError("End the rule with one clause for what is otherwise, and no more.")

    @property
    def statuses(self) -> tuple[str, ...]:
        """The words of every status that it may give, each once, in its order."""
        return tuple(dict.fromkeys(clause.status for clause in self.clauses))


DEFAULT_RULE: Final = StatusRule(
    title="Corecase's own, since no rule was found in the plans that were read",
    clauses=(
        Clause(status="Done", condition=Condition.COMPLETED_WITH_EVIDENCE),
        Clause(status="Done, no evidence yet", condition=Condition.COMPLETED),
        Clause(status="Overdue", condition=Condition.OVERDUE),
        Clause(status="At risk", condition=Condition.SILENT_FOR, days=STALE_DAYS),
        Clause(status="In progress", condition=Condition.STARTED),
        Clause(status="Not started", condition=Condition.OTHERWISE),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """An action on a day, as the conditions look at it."""

    action: Action
    since: date | None
    today: date
    days: int

    @property
    def due_on(self) -> date | None:
        return self.action.due_on(self.since)

    @property
    def is_overdue(self) -> bool:
        return self.due_on is not None and self.due_on < self.today

    @property
    def is_due_soon(self) -> bool:
        due = self.due_on
        return due is not None and (due - self.today).days <= self.days

    @property
    def is_silent(self) -> bool:
        last = self.action.last_on or self.since
        return last is not None and (self.today - last).days > self.days


_MEETS: Final[Mapping[Condition, Callable[[_Seen], bool]]] = {
    Condition.COMPLETED_WITH_EVIDENCE: lambda s: s.action.is_completed and bool(s.action.evidence),
    Condition.COMPLETED: lambda s: s.action.is_completed,
    Condition.OVERDUE: lambda s: s.is_overdue,
    Condition.DUE_WITHIN: lambda s: s.is_due_soon,
    Condition.SILENT_FOR: lambda s: s.is_silent and not s.action.is_completed,
    Condition.STARTED: lambda s: s.action.is_started,
}


def status_of(
    action: Action, *, since: date | None, today: date, rule: StatusRule = DEFAULT_RULE
) -> str:
    """The status of an action on a day, in the rule's words.

    `since` is when the improvement plan began, None where nobody knows.
    """
    for clause in rule.clauses[:-1]:
        seen = _Seen(action=action, since=since, today=today, days=clause.days or 0)
        if _MEETS[clause.condition](seen):
            return clause.status
    return rule.clauses[-1].status


def counts(
    plan: ImprovementPlan, *, today: date, rule: StatusRule = DEFAULT_RULE
) -> Mapping[str, Figure]:
    """How many of all actions have each status on a day, in the rule's order; 0 of 0 for none."""
    found = [status_of(a, since=plan.since, today=today, rule=rule) for a in plan.actions]
    return {s: Figure(count=found.count(s), out_of=len(found)) for s in rule.statuses}


def due_soon(plan: ImprovementPlan, today: date, days: int) -> tuple[tuple[Action, date], ...]:
    """The actions due from today until so many days from now, with their days, soonest first."""
    until = today + timedelta(days=days)
    found = ((action, action.due_on(plan.since)) for action in plan.actions)
    soon = [(action, due) for action, due in found if due and today <= due <= until]
    return tuple(sorted(soon, key=lambda one: one[1]))
