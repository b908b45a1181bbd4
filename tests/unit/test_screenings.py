"""Which cases a short screening may draw, by the rules that were told and when."""

from datetime import date

import pytest

from corecase.core.errors import InputError
from corecase.core.sampling import SQS_SIZES
from corecase.core.screenings import N_DAYS, RULES, SIZES, proposals
from corecase.core.timetables import announcement_for_screening, screening_days

EARLY, LATE = RULES
# The screening of the published letter began on Monday 22 July 2013.
MONDAY = date(2013, 7, 22)


def test_each_rule_says_when_it_was_told_where_and_that_it_is_unverified() -> None:
    assert [(rule.told, rule.standing) for rule in RULES] == [
        ("November 2012", "unverified"),
        ("2016", "unverified"),
    ]
    assert all(rule.source and rule.words for rule in RULES)


def test_a_screening_is_announced_ten_days_before_and_takes_three() -> None:
    announced = announcement_for_screening(MONDAY).day
    assert announced == date(2013, 7, 12)
    assert screening_days(MONDAY) == tuple(date(2013, 7, day) for day in (22, 23, 24))
    assert len(screening_days(MONDAY)) == N_DAYS
    assert set(SQS_SIZES.sizes) == {SIZES[0], SIZES[-1]}


def test_the_early_rule_gives_no_first_day() -> None:
    early, late = proposals(date(2013, 7, 12))
    assert (early.first_start, early.last_start) == (None, date(2013, 6, 14))
    assert (late.first_start, late.last_start) == (date(2013, 4, 12), date(2013, 5, 31))
    with pytest.raises(InputError, match="No source says how early orders may have begun"):
        EARLY.window(date(2013, 7, 12))
    chosen = EARLY.window(date(2013, 7, 12), date(2013, 1, 1))
    assert (chosen.first_start, chosen.last_start) == (date(2013, 1, 1), date(2013, 6, 14))


@pytest.mark.parametrize(
    ("announced", "first"),
    [
        (date(2016, 5, 31), date(2016, 2, 29)),
        (date(2015, 5, 31), date(2015, 2, 28)),
        (date(2016, 2, 12), date(2015, 11, 12)),
        (date(2016, 3, 1), date(2015, 12, 1)),
    ],
)
def test_three_months_before_is_the_same_day_or_the_last_of_the_month(
    announced: date, first: date
) -> None:
    assert LATE.window(announced).first_start == first
