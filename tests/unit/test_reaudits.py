"""What a re-audit shows, and that it says no more than its cases allow."""

from datetime import date

import pytest

from corecase.core.errors import InputError
from corecase.core.figures import Figure
from corecase.core.reaudits import ReAudit
from corecase.statistics.differences import Estimated, of_counts
from corecase.statistics.reaudits import of_scores, shown, verdict

DAY = date(2026, 9, 1)


def figure(count: int, out_of: int) -> Figure:
    return Figure(count=count, out_of=out_of)


@pytest.mark.parametrize(
    ("baseline", "result", "word"),
    [
        (figure(12, 30), figure(22, 30), "improved"),
        (figure(5, 10), figure(7, 10), "not yet distinguishable"),
        (figure(10, 10), figure(10, 10), "not yet distinguishable"),
        (figure(20, 20), figure(10, 20), "worse"),
    ],
)
def test_the_honest_word(baseline: Figure, result: Figure, word: str) -> None:
    found = shown(ReAudit(item="i", baseline=baseline, result=result, audited_on=DAY))
    assert found.verdict == word
    assert found.difference == of_counts(result, baseline)
    assert found.words.endswith(word)
    assert found.target == ""


@pytest.mark.parametrize(
    ("result", "target", "word"),
    [
        (figure(3, 5), 60, "reached in these cases, but not yet beyond chance"),
        (figure(59, 60), 60, "reached"),
        (figure(2, 5), 60, "not reached in these cases, though chance leaves it open"),
        (figure(2, 50), 60, "not reached"),
    ],
)
def test_the_target(result: Figure, target: int, word: str) -> None:
    reaudit = ReAudit(
        item="i", baseline=figure(1, 10), result=result, audited_on=DAY, target_percent=target
    )
    assert shown(reaudit).target == word


def test_scores_that_pool_items_are_compared_by_their_errors() -> None:
    before = Estimated(share=0.5, standard_error=0.05, degrees_of_freedom=30)
    after = Estimated(share=0.7, standard_error=0.05, degrees_of_freedom=30)
    found = of_scores(before, after)
    assert found.share == pytest.approx(0.2)
    assert verdict(found) == "improved"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"item": " "}, "item"),
        ({"baseline": figure(0, 0)}, "baseline"),
        ({"result": figure(0, 0)}, "result"),
        ({"target_percent": 101}, "target_percent"),
    ],
)
def test_what_is_refused(wrong: dict[str, object], field: str) -> None:
    given = {"item": "i", "baseline": figure(1, 2), "result": figure(1, 2), "audited_on": DAY}
    with pytest.raises(InputError) as caught:
        ReAudit(**given | wrong)  # type: ignore[arg-type]
    assert caught.value.field == field
