"""What sets the time and the status of improvement plans: the framework, and lines of a rule."""

from dataclasses import replace

import pytest

from corecase.config import environment
from corecase.core.errors import InputError, ManyProblems
from corecase.core.improvement_status import DEFAULT_RULE, Clause, Condition
from corecase.core.written_status_rules import read_clauses, written
from corecase.exchange.frameworks import from_text, load, text


def test_a_screening_sets_no_time_also_where_its_text_is_older_than_the_field() -> None:
    older = text("sqs-2013").replace("improvement_plan_weeks: null", "#")
    assert from_text(older).improvement_plan_weeks is None
    assert load("cci-2009").improvement_plan_weeks == 4


@pytest.mark.parametrize("weeks", [0, 53])
def test_a_framework_gives_weeks_that_can_be(weeks: int) -> None:
    with pytest.raises(ManyProblems) as refused:
        replace(load("sqs-2013"), improvement_plan_weeks=weeks)
    assert "improvement_plan_weeks" in str(refused.value.problems[0])


def test_a_rule_is_written_in_lines_that_are_read_again() -> None:
    lines = written(DEFAULT_RULE.clauses)
    assert lines.splitlines()[0] == "Done = completed with evidence"
    assert "At risk = silent for 60 days" in lines
    assert read_clauses(lines) == DEFAULT_RULE.clauses
    assert read_clauses("\n  \n") == ()


def test_a_line_may_leave_out_the_word_days() -> None:
    (clause,) = read_clauses("Due soon = due within 14")
    assert clause == Clause(status="Due soon", condition=Condition.DUE_WITHIN, days=14)


@pytest.mark.parametrize(
    "line", ["Red", "Red = perhaps", "Red = overdue 5 days", "Red = silent for", " = overdue"]
)
def test_a_line_that_says_nothing_is_named(line: str) -> None:
    with pytest.raises(InputError) as refused:
        read_clauses(f"Green = completed\n{line}")
    assert refused.value.field == "rule"
    assert line.strip() in str(refused.value)


def test_the_site_learns_where_it_is_so_that_reminders_link_there() -> None:
    given = {"CORECASE_ADDRESS": "https://corecase.example.org"}
    assert environment.read(given).address == "https://corecase.example.org/"
    with pytest.raises(InputError, match="CORECASE_ADDRESS has to look like"):
        environment.read({"CORECASE_ADDRESS": "corecase"})
