"""Ratings: how grades and figures give a rating, as small tables; and what is left blank."""

from dataclasses import replace

import pytest

from corecase.core.errors import InputError
from corecase.core.figures import Figure
from corecase.core.ratings import (
    Discretion,
    Given,
    Grade,
    OverallBand,
    RatingsFramework,
    ShareBand,
    Standard,
    percent_of,
    rate,
)
from corecase.exchange import ratings

I, R, G, O = "INADEQUATE", "REQUIRES_IMPROVEMENT", "GOOD", "OUTSTANDING"  # noqa: E741  # grades
TODAY = ratings.load("yj-2018")
NEXT = ratings.load("yj-2025")
NEAR, CASE = "within 5 points of a boundary", "one case judged otherwise would change it"
FEW = "5 cases or fewer"
DESISTANCE, CHILD, PEOPLE = TODAY.standard("2.1").questions


def graded(points: int) -> dict[str, Given]:
    """Grades of the twelve scored standards that bring this many points."""
    left, found = points, {}
    for standard in TODAY.scored:
        here = min(3, left)
        left -= here
        found[standard.id] = Given(grade=TODAY.scale[here].id)
    return found


@pytest.mark.parametrize(
    ("points", "percent", "overall"),
    [
        (0, "0.00", I), (3, "8.33", I), (6, "16.67", I), (7, "19.44", R), (8, "22.22", R),
        (16, "44.44", R), (18, "50.00", R), (19, "52.78", G), (26, "72.22", G), (30, "83.33", G),
        (31, "86.11", O), (34, "94.44", O), (36, "100.00", O),
    ],
)  # fmt: skip
def test_twelve_standards_add_up_and_the_sum_is_rated(
    points: int, percent: str, overall: str
) -> None:
    found = rate(TODAY, graded(points))
    assert (found.points, found.most, found.percent) == (points, 36, percent)
    assert found.overall is not None
    assert (found.overall.id, found.blanks) == (overall, ())


def test_resettlement_is_rated_and_brings_nothing() -> None:
    found = rate(TODAY, {**graded(18), "4.1": Given(grade=O)})
    assert (found.points, len(TODAY.scored), len(TODAY.standards)) == (18, 12, 13)


def test_one_missing_grade_leaves_the_sum_and_the_rating_blank() -> None:
    given = graded(18)
    del given["3.4"]
    found = rate(TODAY, given)
    assert (found.points, found.overall, found.percent) == (None, None, "")
    assert found.blanks == ("No grade is known of 3.4 Out-of-court disposal policy and provision.",)


@pytest.mark.parametrize(
    ("count", "out_of", "grade", "discretion"),
    [
        (0, 40, I, []),
        (49, 100, I, [NEAR, CASE]),
        (1, 2, R, [NEAR, CASE, FEW]),
        (57, 100, R, []),
        (64, 100, R, [NEAR, CASE]),
        (129, 200, R, [NEAR, CASE]),
        (65, 100, G, [NEAR, CASE]),
        (72, 100, G, []),
        (80, 100, O, [NEAR, CASE]),
        (4, 5, O, [NEAR, CASE, FEW]),
    ],
)  # fmt: skip
def test_a_standard_takes_its_lowest_key_question(
    count: int, out_of: int, grade: str, discretion: list[str]
) -> None:
    best = Figure(count=1, out_of=1)
    questions = {DESISTANCE: best, CHILD: Figure(count=count, out_of=out_of), PEOPLE: best}
    found = rate(TODAY, {"2.1": Given(questions=questions)}).standards[4]
    assert found.grade is not None
    assert found.grade.id == grade
    assert list(found.discretion) == discretion
    assert found.why.startswith("the lowest key question is safety of the child")


def test_a_key_question_that_nothing_is_given_of_leaves_the_standard_blank() -> None:
    figure, none = Figure(count=1, out_of=2), Figure(count=0, out_of=0)
    questions = {DESISTANCE: figure, CHILD: none}
    found = rate(TODAY, {"2.1": Given(questions=questions)}).standards[4]
    assert (found.grade, found.why) == (
        None,
        "nothing is given of safety of the child, safety of other people",
    )


def test_what_nobody_knows_of_the_next_framework_is_a_blank() -> None:
    given = {"children": Given(grade=G), "V1": Given(grade=R)}
    found = rate(NEXT, given)
    assert (found.points, found.overall) == (None, None)
    assert found.blanks == ("How the grades give an overall rating is not known.",)
    shares = {"V1.1": Figure(count=9, out_of=10), "V1.2": Figure(count=9, out_of=10)}
    of_victims = rate(NEXT, {"V1": Given(questions=shares)}).standards[1]
    assert (of_victims.grade, of_victims.why) == (None, "the rule is not known")
    assert NEXT.overall(3) is None
    assert NEXT.grade_of_share(Figure(count=1, out_of=1).share) is None


def test_without_a_rule_of_the_panel_nothing_is_said_of_it() -> None:
    plain = replace(TODAY, discretion=None)
    questions = dict.fromkeys((DESISTANCE, CHILD, PEOPLE), Figure(count=1, out_of=2))
    assert rate(plain, {"2.1": Given(questions=questions)}).standards[4].discretion == ()


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"9.9": Given(grade=G)}, "is no standard of yj-2018"),
        ({"2.1": Given(grade="FINE")}, "is no grade"),
        ({"1.1": Given(questions={DESISTANCE: Figure(count=1, out_of=1)})}, "no key question"),
        (
            {"2.1": Given(grade=G, questions={DESISTANCE: Figure(count=1, out_of=1)})},
            "keep one of the two",
        ),
    ],
)
def test_what_the_framework_does_not_have_is_refused(
    given: dict[str, Given], sentence: str
) -> None:
    with pytest.raises(InputError, match=sentence):
        rate(TODAY, given)


SCALE = (Grade(id="A", title="Low", points=0), Grade(id="B", title="High", points=1))
SOUND = {
    "id": "x", "title": "X", "edition": "1", "scale": SCALE,
    "standards": (Standard(id="1", title="One", domain="D"),),
}  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"scale": SCALE[:1]}, "two grades or more"),
        ({"scale": SCALE[::-1]}, "rise from 0"),
        ({"scale": (SCALE[0], replace(SCALE[1], id="A"))}, "identifier of its own"),
        ({"standards": ()}, "Each standard"),
        ({"standards": SOUND["standards"] * 2}, "Each standard"),
        ({"share_bands": (ShareBand(grade="C", from_percent=0),)}, "is no grade of the scale"),
        ({"overall_bands": (OverallBand(grade="C", least=0, most=1),)}, "is no grade"),
        ({"share_bands": (ShareBand(grade="A", from_percent=1),)}, "begin at 0"),
        ({"standard_rule": "mean"}, "or blank"),
        ({"overall_bands": (OverallBand(grade="A", least=0, most=0),)}, "without a gap"),
        ({"overall_bands": (OverallBand(grade="A", least=1, most=1),)}, "without a gap"),
        (
            {
                "overall_bands": (
                    OverallBand(grade="A", least=0, most=0),
                    OverallBand(grade="B", least=2, most=1),
                )
            },
            "without a gap",
        ),
    ],
)
def test_a_framework_that_cannot_be_is_refused(changed: dict[str, object], sentence: str) -> None:
    assert RatingsFramework(**SOUND)
    with pytest.raises(InputError, match=sentence):
        RatingsFramework(**{**SOUND, **changed})


def test_grades_are_known_by_title_however_written() -> None:
    found = [
        TODAY.grade_called(one)
        for one in ("requires  Improvement", "GOOD", "requires_improvement", "fine", "")
    ]
    assert [one.id if one else None for one in found] == [R, G, R, None, None]
    assert percent_of(1, 3) == "33.33"
    assert TODAY.discretion == Discretion(points=5, cases=5)
