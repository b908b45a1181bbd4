"""Ratings as printed: of one inspection, what the rule gives, and counted over services."""

from typing import Any

import pytest

from corecase.core.national_picture import inspections
from corecase.core.printed_facts import PrintedFact
from corecase.core.rated_services import UNNAMED, RatedInspection, rated_inspection, rated_services
from corecase.exchange.ratings import load
from tests.told import fact

YJ = load("yj-2018")
SCORED = [one.id for one in YJ.scored]


def rating(key: str, said: str, service: str = "Anytown", **told: Any) -> PrintedFact:
    made = {"programme": "", "inspected": "2021-06", "published": "2021-09", **told}
    return fact(service, None, measure=f"rating:{key}", said=said, **made)


def points(value: int | str, out_of: int | None = 36, **told: Any) -> PrintedFact:
    made = {"programme": "", "inspected": "2021-06", "published": "2021-09", **told}
    return fact(value=value, measure="total:overall", out_of=out_of, **made)


def one(*facts: PrintedFact) -> RatedInspection:
    (told,) = inspections(facts)
    found = rated_inspection("Anytown", told, YJ)
    assert found is not None
    return found


def test_todays_ratings_stand_under_their_standards_with_what_the_rule_gives() -> None:
    found = one(
        rating("overall", "good"),
        points(21),
        rating("governance", "good"),
        rating("1.2", "requires improvement"),
        rating("assessment", "outstanding"),
        rating("victims", "good"),
    )
    assert found.programme == "Inspection of youth justice services, 2018-24"
    assert (found.overall, found.points) == ("good", "21 of 36")
    assert len(found.areas) == len(YJ.standards) + 1
    grades = {(area.title, area.domain): area.grade for area in found.areas if area.grade}
    assert grades == {
        ("Governance and leadership", "Organisational delivery"): "good",
        ("Staff", "Organisational delivery"): "requires improvement",
        ("Assessment", "Court disposals"): "outstanding",
        ("Victims", ""): "good",
    }
    assert found.by_rule == "21 of 36 points are rated Good by the rule."
    assert found.standings == ("invented",)


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ((rating("overall", "good"), points(18)), "18 of 36 points are rated Requires improvement "
         "by the rule. The printed rating is good."),
        ([rating(key, "good") for key in SCORED], "The grades bring 24 of 36 points are rated "),
        ([*(rating(key, "good") for key in SCORED), points(25)], "The grades bring 24."),
        ([rating("overall", "good"), points("20.5")], ""),
        ([rating("overall", "good"), points(20, None)], "20 of 36 points are rated Good"),
        ([rating("overall", "good"), points(20, 40)], ""),
        ([rating("overall", "good"), rating("staff", "good")], ""),
    ],
)  # fmt: skip
def test_the_rule_is_said_where_points_or_all_grades_are_known(
    facts: list[PrintedFact], said: str
) -> None:
    found = one(*facts).by_rule
    assert said in found
    assert bool(found) == bool(said)


def test_other_programmes_are_as_they_are_told() -> None:
    joint = one(rating("child", "satisfactory", programme="FJI"), points(3, None, programme="FJI"))
    assert (joint.programme, joint.by_rule, joint.points) == ("FJI", "", "3")
    assert [(area.title, area.grade) for area in joint.areas] == [("Child", "satisfactory")]
    for unnamed in (
        rating("child", "satisfactory"),
        rating("child", "good", inspected="2015-01", published="2015-03"),
    ):
        assert one(unnamed).programme == UNNAMED
    named = one(rating("staff", "good", programme="yj-2018"))
    assert named.programme.startswith("Inspection of youth justice services")
    (told,) = inspections([fact()])
    assert rated_inspection("Anytown", told, YJ) is None
    assert one(points(3, None)).overall == ""


def test_grades_are_counted_over_the_latest_inspection_of_each_service() -> None:
    facts = [
        rating("overall", "good"),
        rating("overall", "inadequate", inspected="2019-01", published="2019-03"),
        rating("overall", "Requires improvement", "Brook"),
        rating("staff", "good", "Brook"),
        rating("child", "splendid", "Croft", programme="FJI"),
        rating("child", "good", programme="FJI", inspected="2015-01", published="2015-02"),
        fact("Dale"),
    ]
    joint, today = rated_services(facts, YJ)
    assert (joint.programme, joint.grades) == ("FJI", ("Good", "Splendid"))
    assert not joint.has_points
    assert [one.service for one in today.inspections] == ["Anytown", "Brook"]
    assert today.grades == ("Good", "Requires improvement")
    counted = {count.title: (count.counts, count.n_services) for count in today.counts}
    assert counted == {"Overall": ((1, 1), 2), "Staff (organisational delivery)": ((1, 0), 1)}
    assert rated_services([], YJ) == ()
