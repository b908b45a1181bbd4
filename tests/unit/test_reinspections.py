"""Re-inspection is suggested by the lowest band of the headlines that weigh in it."""

from datetime import date

import pytest

from corecase.core.criteria import Headline
from corecase.core.errors import InputError
from corecase.core.reinspections import LONGEST_REASON, Decision, check_month, suggested
from corecase.core.scoring import score
from tests.builders import framework, item, judged

HEADLINES = (
    Headline(id="T-W", title="Weighs", suggests_reinspection=True),
    Headline(id="T-N", title="Does not weigh"),
)


def suggestions(answers: str) -> list[str]:
    asked = framework(
        headlines=HEADLINES, recommendations=(), items=(item("Q0", headlines=("T-W", "T-N")),)
    )
    return [s.id for s in suggested(asked, score(asked, judged({"T-Q0": answers})))]


def test_only_the_lowest_band_of_a_headline_that_weighs_suggests_it() -> None:
    assert suggestions("SIIII") == ["T-W"]
    assert suggestions("SSSSI") == []


def test_nothing_is_suggested_where_nothing_applies_or_nothing_is_banded() -> None:
    assert suggestions(".") == []
    bare = framework(
        headlines=HEADLINES, recommendations=(), bands=(), items=(item("Q0", headlines=("T-W",)),)
    )
    assert suggested(bare, score(bare, judged({"T-Q0": "I"}))) == ()


def test_a_decision_has_its_reason_and_a_month_only_where_one_is_planned() -> None:
    month = date(2027, 11, 1)
    yes = Decision(planned=True, reason="Low.", month=month)
    assert yes.words == "A re-inspection is planned for November 2027."
    assert Decision(planned=False, reason="Merged.").words == "No re-inspection is planned."
    for wrong, field in (
        ({"planned": True, "reason": " ", "month": month}, "reason"),
        ({"planned": False, "reason": "x" * (LONGEST_REASON + 1)}, "reason"),
        ({"planned": True, "reason": "Low."}, "month"),
        ({"planned": False, "reason": "Merged.", "month": month}, "month"),
    ):
        with pytest.raises(InputError) as refused:
            Decision(**wrong)  # type: ignore[arg-type]  # the fields of a decision
        assert refused.value.field == field


def test_a_planned_month_is_not_over_and_not_far_away() -> None:
    today = date(2026, 11, 20)
    for month in (date(2026, 11, 1), date(2031, 11, 1)):
        check_month(month, today)
    for month in (date(2026, 10, 1), date(2031, 12, 1)):
        with pytest.raises(InputError, match="within five years"):
            check_month(month, today)
