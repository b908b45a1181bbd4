"""The status of actions by a rule that is data."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from corecase.core.errors import InputError
from corecase.core.figures import Figure
from corecase.core.improvement import Action
from corecase.core.improvement_status import (
    DEFAULT_RULE,
    Clause,
    Condition,
    StatusRule,
    counts,
    due_soon,
    status_of,
)
from tests.improvement_scene import PLAN, PUBLISHED, REVIEWS, TEMPLATE, TODAY, TRAINING

OTHERWISE = Clause(status="Green", condition=Condition.OTHERWISE)


@pytest.mark.parametrize(
    ("action", "today", "expected"),
    [
        (TRAINING, TODAY, "Done"),
        (replace(TRAINING, evidence=()), TODAY, "Done, no evidence yet"),
        (TEMPLATE, TODAY, "Overdue"),
        (TEMPLATE, date(2026, 6, 19), "In progress"),
        # 60 days without a word are not too many, 61 are.
        (TEMPLATE, date(2026, 6, 20), "At risk"),
        (REVIEWS, date(2026, 3, 3), "Not started"),
        (REVIEWS, TODAY, "At risk"),
    ],
)
def test_the_rule_that_comes_with_corecase(action: Action, today: date, expected: str) -> None:
    assert status_of(action, since=PUBLISHED, today=today) == expected


def test_it_says_that_nobody_confirmed_it() -> None:
    assert DEFAULT_RULE.standing == "unverified"


def test_a_plan_without_a_day_of_publication_has_nobody_silent() -> None:
    assert status_of(REVIEWS, since=None, today=TODAY) == "Not started"


def test_another_rule_counts_days_before_the_day() -> None:
    soon = Clause(status="Amber", condition=Condition.DUE_WITHIN, days=30)
    rule = StatusRule(title="A council's own", clauses=(soon, OTHERWISE), standing="own")
    for today, expected in ((date(2026, 5, 30), "Green"), (date(2026, 5, 31), "Amber")):
        assert status_of(TEMPLATE, since=PUBLISHED, today=today, rule=rule) == expected
    assert status_of(TRAINING, since=PUBLISHED, today=TODAY, rule=rule) == "Green"
    assert counts(PLAN, today=TODAY, rule=rule) == {
        "Amber": Figure(count=1, out_of=3),
        "Green": Figure(count=2, out_of=3),
    }


def test_counts_have_the_base_of_all_actions() -> None:
    assert {s: f.count for s, f in counts(PLAN, today=TODAY).items() if f.count} == {
        "Done": 1,
        "Overdue": 1,
        "At risk": 1,
    }
    empty = replace(PLAN, areas=())
    assert set(counts(empty, today=TODAY).values()) == {Figure(count=0, out_of=0)}


def test_what_is_due_soon() -> None:
    assert due_soon(PLAN, date(2026, 6, 23), 7) == ((TEMPLATE, date(2026, 6, 30)),)
    assert due_soon(PLAN, date(2026, 6, 22), 7) == ()
    assert [a.id for a, _ in due_soon(PLAN, date(2026, 6, 30), 90)] == ["1.1", "1.2"]


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: StatusRule(title="None", clauses=()),
        lambda: StatusRule(title="No end", clauses=(Clause(status="x", condition="OVERDUE"),)),  # type: ignore[arg-type]
        lambda: StatusRule(title="Two ends", clauses=(OTHERWISE, OTHERWISE)),
        lambda: Clause(status=" ", condition=Condition.OVERDUE),
        lambda: Clause(status="Late", condition=Condition.OVERDUE, days=3),
        lambda: Clause(status="Soon", condition=Condition.DUE_WITHIN),
        lambda: Clause(status="Soon", condition=Condition.DUE_WITHIN, days=-1),
    ],
    ids=str,
)
def test_an_impossible_rule_cannot_be_built(wrong: Callable[[], object]) -> None:
    with pytest.raises(InputError):
        wrong()
