"""Rules for the status of actions, from a YAML file of a service's or a council's own."""

from pathlib import Path
from typing import Annotated

from pydantic import StringConstraints

from corecase.core.errors import InputError, ManyProblems, Problem
from corecase.core.improvement_status import Clause, Condition, StatusRule
from corecase.exchange.described_rows import Row
from corecase.exchange.yaml_files import parsed, read_file

_Text = Annotated[str, StringConstraints(min_length=1)]


class ClauseRow(Row):
    """One line of the rule."""

    status: _Text
    """The words of the status, such as Overdue or Amber."""
    when: Condition
    """The condition, such as OVERDUE."""
    days: int | None = None
    """The number of days, for DUE_WITHIN and SILENT_FOR."""


class StatusRuleFile(Row):
    """A rule: the first line that an action meets gives its status."""

    title: _Text
    """Whose rule it is."""
    statuses: list[ClauseRow]
    """The lines in order; the last is OTHERWISE."""


def read(path: Path) -> StatusRule:
    """The rule in a file; its standing is the service's own.

    Raises ManyProblems with every field that is wrong and every line that cannot stand, and
    InputError where the lines make no rule.
    """
    document = read_file(path)
    row = parsed(document, StatusRuleFile)
    clauses: list[Clause] = []
    problems: list[Problem] = []
    for place, one in enumerate(row.statuses):
        try:
            clauses.append(Clause(status=one.status, condition=one.when, days=one.days))
        except InputError as error:
            where = document.where(("statuses", place))
            problems.append(Problem(where=where, value=one.status, reason=str(error)))
    fault = ManyProblems.unless_empty(path.name, problems)
    if fault:
        raise fault
    return StatusRule(title=row.title, clauses=tuple(clauses), standing="own")
