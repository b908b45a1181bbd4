"""Planning values: the uncertainty of a score of which only the percentage is printed."""

import pytest

from corecase.core.errors import InputError
from corecase.core.planning_values import PlanningValues

PLANNED = PlanningValues()


def test_the_margins_of_the_specification_are_those_of_pooled_scores() -> None:
    """Sample size beside caseload, and half the 80% interval at a share of a half (m = 40)."""
    for n, total, low, high in ((38, 150, 3.4, 4.2), (85, 900, 2.5, 3.1), (62, 250, 2.7, 3.3)):
        for likeness, points in ((0.12, low), (0.20, high)):
            planned = PlanningValues(likeness=likeness, judgements_per_case={"all": 40})
            error = planned.variance(0.5, "all", n, total) ** 0.5
            assert round(100 * 1.281552 * error, 1) == points


def test_one_judgement_a_case_is_a_plain_proportion() -> None:
    planned = PlanningValues(likeness=0.12, judgements_per_case={"item": 1})
    assert planned.design_effect("item") == 1
    assert planned.variance(0.5, "item", 100) == pytest.approx(0.0025)


def test_judgements_all_alike_are_worth_one() -> None:
    planned = PlanningValues(likeness=1.0, judgements_per_case={"item": 18})
    assert planned.variance(0.5, "item", 100) == pytest.approx(0.0025)


def test_a_census_and_a_share_without_room_have_no_variance() -> None:
    assert PLANNED.variance(0.5, "safeguarding", 38, 38) == 0
    assert PLANNED.variance(0.0, "safeguarding", 38) == 0
    assert PLANNED.variance(1.0, "safeguarding", 38) == 0


def test_the_values_are_said_to_be_planned() -> None:
    said = PLANNED.words("safeguarding", "Safeguarding")
    assert said == "Safeguarding: 18 judgements on each case, alike by 0.12: planned, not measured"


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: PlanningValues(likeness=1.1),
        lambda: PlanningValues(likeness=float("nan")),
        lambda: PlanningValues(judgements_per_case={"item": 0.5}),
        lambda: PLANNED.per_case("leadership"),
        lambda: PLANNED.variance(0.5, "safeguarding", 0),
        lambda: PLANNED.variance(0.5, "safeguarding", 38, 37),
    ],
    ids=["likeness", "nan", "judgements", "headline", "no cases", "caseload"],
)
def test_what_cannot_be_planned_is_refused(wrong) -> None:
    with pytest.raises(InputError):
        wrong()
