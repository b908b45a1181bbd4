"""Rules for statuses from a file, and every fault of one."""

from pathlib import Path

import pytest

from corecase.core.errors import InputError, ManyProblems
from corecase.core.improvement_status import DEFAULT_RULE, Condition
from corecase.exchange import status_rules
from corecase.pipelines import improvement_plans
from tests.made_files import write_text

RULE = """\
title: Anyborough's board (invented)
statuses:
- {status: Blue, when: COMPLETED}
- {status: Red, when: OVERDUE}
- {status: Amber, when: DUE_WITHIN, days: 30}
- {status: Green, when: OTHERWISE}
"""


def test_a_rule_of_a_services_own(tmp_path: Path) -> None:
    rule = status_rules.read(write_text(tmp_path / "rule.yaml", RULE))
    assert rule.statuses == ("Blue", "Red", "Amber", "Green")
    assert rule.standing == "own"
    assert rule.clauses[2].condition is Condition.DUE_WITHIN
    assert improvement_plans.rule_in(None) is DEFAULT_RULE


def test_every_line_that_cannot_stand_is_told(tmp_path: Path) -> None:
    wrong = RULE.replace(", days: 30", "").replace("OVERDUE}", "OVERDUE, days: 3}")
    with pytest.raises(ManyProblems) as caught:
        status_rules.read(write_text(tmp_path / "rule.yaml", wrong))
    assert [str(problem) for problem in caught.value.problems] == [
        "line 4, statuses, entry 2: 'Red' OVERDUE takes no number of days.",
        "line 5, statuses, entry 3: 'Amber' DUE_WITHIN needs a number of days.",
    ]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("when: COMPLETED", "when: FINISHED"), "1 problem"),
        (("title:", "heading:"), "2 problems"),
        (("when: OTHERWISE", "when: STARTED"), "End the rule with one clause"),
    ],
)
def test_what_is_no_rule(tmp_path: Path, change: tuple[str, str], said: str) -> None:
    with pytest.raises(InputError, match=said):
        status_rules.read(write_text(tmp_path / "rule.yaml", RULE.replace(*change)))
