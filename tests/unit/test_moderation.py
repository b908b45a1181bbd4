"""Moderation as acceptance sampling, and how many cases a precision takes."""

from fractions import Fraction

import pytest

from corecase.core.errors import InputError
from corecase.statistics.moderation import (
    Plan,
    agreement_error,
    cases_for_error,
    shown_points,
    smallest_plan,
)

EIGHT = Plan(n_cases=38, n_checked=8, n_allowed=1)


def test_the_chances_printed_in_the_page_of_the_method() -> None:
    found = [round(float(EIGHT.passes(d)), 3) for d in (2, 4, 8, 12)]
    assert found == [0.960, 0.811, 0.453, 0.193]


def test_a_curve_runs_from_certain_to_impossible() -> None:
    assert EIGHT.curve[0] == (0, 1.0)
    assert EIGHT.curve[-1] == (38, 0.0)
    assert len(EIGHT.curve) == 39


def test_checking_all_is_exact() -> None:
    plan = Plan(n_cases=5, n_checked=5, n_allowed=1)
    assert [plan.passes(d) for d in range(6)] == [1, 1, 0, 0, 0, 0]
    assert plan.words == (
        "Check all 5 cases; look at all again if more than 1 need changing.",
        "With 2 cases that need changing, or more, it does so at least nine times in ten.",
    )


def test_one_case_checked_is_that_case() -> None:
    plan = Plan(n_cases=1, n_checked=1, n_allowed=0)
    assert plan.curve == ((0, 1.0), (1, 0.0))
    assert plan.words == (
        "Check all one case; look at all again if any needs changing.",
        "With one case that needs changing, or more, it does so at least nine times in ten.",
    )


def test_a_plan_says_from_how_many_it_notices() -> None:
    assert EIGHT.smallest_noticed() == 15
    assert EIGHT.words == (
        "Check 8 of 38 cases; look at all again if more than 1 need changing.",
        "With 15 cases that need changing, or more, it does so at least nine times in ten.",
    )


def test_a_plan_may_never_notice_as_often_as_asked() -> None:
    assert EIGHT.smallest_noticed(Fraction(101, 100)) is None


def test_the_smallest_plan_tells_tolerable_from_too_many() -> None:
    plan = smallest_plan(38, tolerable=2, too_many=12)
    assert plan == Plan(n_cases=38, n_checked=10, n_allowed=1)
    assert plan.passes(2) >= Fraction(9, 10)
    assert 1 - plan.passes(12) >= Fraction(9, 10)
    smaller = [Plan(n_cases=38, n_checked=9, n_allowed=c) for c in range(9)]
    assert not any(
        p.passes(2) >= Fraction(9, 10) and 1 - p.passes(12) >= Fraction(9, 10) for p in smaller
    )


def test_one_case_apart_takes_checking_all() -> None:
    assert smallest_plan(5, tolerable=0, too_many=1) == Plan(n_cases=5, n_checked=5, n_allowed=0)


@pytest.mark.parametrize(("n_cases", "error"), [(10, 0.029), (20, 0.0205)])
def test_the_precision_of_an_agreement(n_cases: int, error: float) -> None:
    assert agreement_error(0.85, n_cases, 60, 0.05) == pytest.approx(error, abs=1e-4)


def test_how_many_cases_a_precision_takes() -> None:
    assert cases_for_error(agreement_error(0.85, 20, 60, 0.05)) == 20
    assert cases_for_error(0.02) == 21
    assert cases_for_error(0.5) == 1
    assert cases_for_error(0.02, agreement=1.0) == 1


def test_what_cannot_be_is_refused() -> None:
    for n_cases, n_checked, n_allowed in ((38, 0, 0), (38, 39, 0), (0, 1, 0)):
        with pytest.raises(InputError, match="Check from 1 to"):
            Plan(n_cases=n_cases, n_checked=n_checked, n_allowed=n_allowed)
    for n_allowed in (-1, 8):
        with pytest.raises(InputError, match="Allow fewer"):
            Plan(n_cases=38, n_checked=8, n_allowed=n_allowed)
    with pytest.raises(InputError, match="From 0 to 38"):
        EIGHT.passes(39)
    for tolerable, too_many in ((3, 3), (-1, 3), (2, 39)):
        with pytest.raises(InputError, match="fewer cases that are tolerable"):
            smallest_plan(38, tolerable=tolerable, too_many=too_many)
    with pytest.raises(InputError, match="above 0 and below 1"):
        smallest_plan(38, tolerable=1, too_many=9, chance=Fraction(1))
    with pytest.raises(InputError, match="as shares"):
        agreement_error(1.1, 10, 60, 0.05)
    with pytest.raises(InputError, match="one case and one item"):
        agreement_error(0.9, 0, 60, 0.05)
    with pytest.raises(InputError, match="above 0"):
        cases_for_error(0)


def test_the_points_shown_thin_out_and_end_where_it_hardly_passes() -> None:
    points = shown_points(EIGHT)
    assert [d for d, _, _ in points] == [*range(11), 12, 14, 16, 18, 20, 30]
    assert [words for _, _, words in points[:3]] == ["always", "always", "96%"]
    assert points[-1][2] == "under 1%"
    many = Plan(n_cases=400, n_checked=20, n_allowed=19)
    assert [words for d, _, words in shown_points(many) if d == 300] == ["over 99%"]
    assert shown_points(Plan(n_cases=25, n_checked=25, n_allowed=24))[-1] == (25, 0.0, "never")
    assert shown_points(Plan(n_cases=1, n_checked=1, n_allowed=0))[-1] == (1, 0.0, "never")
