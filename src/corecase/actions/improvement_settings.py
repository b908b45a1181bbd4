"""What a programme sets for its improvement plans: the oversight body's name, the status rule."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from corecase.actions import door, programmes
from corecase.core.errors import InputError
from corecase.core.event_kinds import EventKind
from corecase.core.improvement_checks import STALE_DAYS
from corecase.core.improvement_status import DEFAULT_RULE, Clause, Condition, StatusRule
from corecase.core.people import Actor, Deed, check_may
from corecase.store.cases.models import Programme

LONGEST: Final = 120
OWN: Final = "set for this programme"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What is set; `rule` is Corecase's own, unverified, where the programme sets none."""

    code: str
    title: str
    oversight_body: str
    rule: StatusRule
    is_own_rule: bool


def of_programme(code: str, *, by: Actor) -> Settings:
    """The settings of a programme. NotAllowedError where there is none."""
    check_may(by, Deed.PROGRAMME_PLAN)
    row = programmes.found(code)
    return Settings(
        code=row.code,
        title=row.title,
        oversight_body=row.oversight_body,
        rule=rule_of(row),
        is_own_rule=bool(row.status_rule),
    )


def write(
    code: str, *, oversight_body: str, clauses: tuple[Clause, ...], by: Actor, now: datetime
) -> None:
    """Sets both for the improvement plans of a programme; without clauses our own rule counts.

    Raises InputError for a name that is blank or too long, and for a rule that does not end
    with what is otherwise.
    """
    check_may(by, Deed.PROGRAMME_PLAN)
    name = " ".join(oversight_body.split())
    if not name or len(name) > LONGEST:
        message = f"Give the oversight body a name of at most {LONGEST} characters."
        raise InputError(message, field="oversight_body")
    if clauses:
        _checked(clauses)
    with door.writing(by=by, now=now) as write_:
        row = programmes.found(code)
        row.oversight_body = name
        row.status_rule = [[one.status, one.condition.value, one.days] for one in clauses]
        row.save(update_fields=["oversight_body", "status_rule"])
        content = {"oversight_body": name, "status_rule": row.status_rule}
        write_.say(
            EventKind.PROGRAMME_CHANGED,
            door.PROGRAMMES,
            content=content,
            programme=code,
            setting="improvement_plans",
        )


def rule_of(row: Programme) -> StatusRule:
    """The rule that gives actions their status in a programme."""
    if not row.status_rule:
        return DEFAULT_RULE
    return StatusRule(
        title=OWN,
        clauses=tuple(
            Clause(status=status, condition=Condition(condition), days=days)
            for status, condition, days in row.status_rule
        ),
        standing="own",
    )


def stale_days(rule: StatusRule) -> int:
    """The days of silence after which an action stands still, by the rule; else our own."""
    silent = (one.days for one in rule.clauses if one.condition is Condition.SILENT_FOR)
    return next((days for days in silent if days is not None), STALE_DAYS)


def _checked(clauses: tuple[Clause, ...]) -> None:
    try:
        StatusRule(title=OWN, clauses=clauses, standing="own")
    except InputError as error:
        raise InputError(str(error), field="rule") from error
