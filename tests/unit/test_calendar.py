"""The calendar: Easter, bank holidays of England and Wales, and when a plan is due."""

from datetime import date, timedelta

import pytest

from corecase.core.calendar import (
    bank_holidays,
    easter,
    improvement_plan_due,
    is_working_day,
    next_working_day,
)

# As proclaimed, in the order of the year.
HOLIDAYS = {
    2004: "01-01 04-09 04-12 05-03 05-31 08-30 12-27 12-28",
    2008: "01-01 03-21 03-24 05-05 05-26 08-25 12-25 12-26",
    2009: "01-01 04-10 04-13 05-04 05-25 08-31 12-25 12-28",
    2010: "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28",
    2011: "01-03 04-22 04-25 04-29 05-02 05-30 08-29 12-26 12-27",
    2012: "01-02 04-06 04-09 05-07 06-04 06-05 08-27 12-25 12-26",
    2016: "01-01 03-25 03-28 05-02 05-30 08-29 12-26 12-27",
    2020: "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28",
    2021: "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28",
    2022: "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27",
    2023: "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26",
}


@pytest.mark.parametrize("year", HOLIDAYS)
def test_bank_holidays_of_a_year(year: int) -> None:
    expected = {date.fromisoformat(f"{year}-{day}") for day in HOLIDAYS[year].split()}
    assert bank_holidays(year) == expected


@pytest.mark.parametrize(
    "day",
    [
        "1818-03-22",  # the earliest that Easter can be
        "1943-04-25",  # the latest
        "1954-04-18",
        "1981-04-19",
        "2000-04-23",
        "2008-03-23",
        "2010-04-04",
        "2011-04-24",
        "2012-04-08",
        "2024-03-31",
        "2026-04-05",
        "2038-04-25",
    ],
)
def test_easter_sunday(day: str) -> None:
    expected = date.fromisoformat(day)
    assert easter(expected.year) == expected
    assert expected.weekday() == 6


@pytest.mark.parametrize(
    ("published", "due"),
    [
        ("2009-12-23", "2010-01-20"),  # 28 days on is a Wednesday
        ("2010-01-20", "2010-02-17"),
        ("2010-03-05", "2010-04-06"),  # Good Friday, a weekend and Easter Monday
        ("2010-11-27", "2010-12-29"),  # Christmas on a Saturday, both days moved
        ("2012-05-07", "2012-06-06"),  # the two days of the Jubilee
        ("2011-12-03", "2012-01-03"),  # a Saturday, a Sunday, New Year's Day moved
        ("2012-01-14", "2012-02-13"),  # a Saturday
    ],
)
def test_a_plan_is_due_28_days_on_moved_to_a_working_day(published: str, due: str) -> None:
    published_on = date.fromisoformat(published)
    found = improvement_plan_due(published_on, weeks=4)
    assert found == date.fromisoformat(due)
    assert is_working_day(found)
    skipped = range(28, (found - published_on).days)
    assert not any(is_working_day(published_on + timedelta(days=n)) for n in skipped)


def test_the_number_of_weeks_is_a_setting() -> None:
    assert improvement_plan_due(date(2010, 1, 20), weeks=1) == date(2010, 1, 27)


def test_a_working_day_is_its_own_next() -> None:
    assert next_working_day(date(2010, 1, 20)) == date(2010, 1, 20)
    assert not is_working_day(date(2010, 1, 23))
    assert not is_working_day(date(2010, 4, 2))
