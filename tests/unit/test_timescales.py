"""Timescales: what is read from the words of plans in print, and the days that they mean."""

from collections.abc import Callable
from datetime import date

import pytest

from corecase.core.errors import InputError
from corecase.core.timescales import (
    NO_TIMESCALE,
    InMonths,
    OnDay,
    Recurring,
    Timescale,
    When,
    Within,
)
from corecase.core.written_timescales import read_timescale

PUBLISHED = date(2012, 5, 23)
JUNE, JULY, SEPTEMBER = date(2012, 6, 1), date(2012, 7, 1), date(2012, 9, 1)


@pytest.mark.parametrize(
    ("written", "when", "first_due"),
    [
        ("30 June 2012", OnDay(day=date(2012, 6, 30)), date(2012, 6, 30)),
        ("By the 30th June 2012", OnDay(day=date(2012, 6, 30)), date(2012, 6, 30)),
        ("14/01/2010", OnDay(day=date(2010, 1, 14)), date(2010, 1, 14)),
        ("May 2012", InMonths(months=(date(2012, 5, 1),)), date(2012, 5, 31)),
        ("by the end of June 2012", InMonths(months=(JUNE,)), date(2012, 6, 30)),
        ("Sept 12", InMonths(months=(SEPTEMBER,)), date(2012, 9, 30)),
        ("September 12", InMonths(months=(SEPTEMBER,)), date(2012, 9, 30)),
        ("Sep-12", InMonths(months=(SEPTEMBER,)), date(2012, 9, 30)),
        (
            "July 2012 and December 2012",
            InMonths(months=(JULY, date(2012, 12, 1))),
            date(2012, 7, 31),
        ),
        ("July, September and July 2012.", InMonths(months=(JULY, SEPTEMBER)), date(2012, 7, 31)),
        ("June - September 2012", Within(first=JUNE, last=SEPTEMBER), date(2012, 9, 30)),
        ("from June 2012 to Sept 2012", Within(first=JUNE, last=SEPTEMBER), date(2012, 9, 30)),
        (
            "at least 2 a year",
            Recurring(times_each=2, unit="year", at_least=True),
            date(2012, 11, 23),
        ),
        ("Twice per year", Recurring(times_each=2, unit="year"), date(2012, 11, 23)),
        ("annually", Recurring(unit="year"), date(2013, 5, 23)),
        ("monthly", Recurring(), date(2012, 6, 23)),
        ("weekly", Recurring(unit="week"), date(2012, 5, 30)),
        ("every six weeks", Recurring(every=6, unit="week"), date(2012, 7, 4)),
        ("six-monthly", Recurring(every=6), date(2012, 11, 23)),
        ("3 times in 2 years", Recurring(times_each=3, every=2, unit="year"), date(2013, 1, 23)),
        ("5 times a year", Recurring(times_each=5, unit="year"), date(2012, 8, 4)),
        ("once a quarter", Recurring(every=3), date(2012, 8, 23)),
        ("monthly until March 2013", Recurring(until=date(2013, 3, 31)), date(2012, 6, 23)),
        ("monthly until 9 June 2012", Recurring(until=date(2012, 6, 9)), None),
        (
            "quarterly from July 2012 until 31 March 2013",
            Recurring(every=3, starting=JULY, until=date(2013, 3, 31)),
            date(2012, 10, 1),
        ),
        (
            "weekly from 4 June 2012",
            Recurring(unit="week", starting=date(2012, 6, 4)),
            date(2012, 6, 11),
        ),
    ],
)
def test_words_that_name_days(written: str, when: When, first_due: date | None) -> None:
    read = read_timescale(written)
    assert read.when == when
    assert read.written == written
    assert read.due_on(since=PUBLISHED) == first_due
    # Our own words for it are read as the same.
    assert read_timescale(when.words).when == when
    assert Timescale.of(when) == Timescale(written=when.words, when=when)


@pytest.mark.parametrize(
    "written",
    [
        *("", "ongoing", "by", "TBC", "as and when needed", "September", "Ma 2012", "Sept 0000"),
        *("31 June 2012", "July 2012 and 3 August 2012", "June 2012 to May 2012", "none to 2012"),
        *("monthly until ever", "monthly from soon", "zero times a year", "every 0 weeks"),
        *("monthly from June 2012 until May 2012", "from July 2012", "before June 2012"),
    ],
)
def test_words_that_name_no_day_are_kept_and_have_none(written: str) -> None:
    read = read_timescale(f"  {written} ")
    assert read == Timescale(written=written)
    assert read.due_on(since=PUBLISHED) is None
    assert not read.is_overdue(date(2099, 1, 1), since=PUBLISHED)
    assert not read.is_over(1)
    assert read.is_given == bool(written)


def test_an_action_without_words_has_no_timescale() -> None:
    assert read_timescale("") == NO_TIMESCALE


def test_each_month_is_due_after_the_one_before_was_done() -> None:
    twice = read_timescale("July 2012 and December 2012")
    assert [twice.due_on(n) for n in range(3)] == [date(2012, 7, 31), date(2012, 12, 31), None]
    assert [twice.is_over(n) for n in range(3)] == [False, False, True]
    assert twice.is_overdue(date(2012, 8, 1))
    assert not twice.is_overdue(date(2012, 7, 31))
    assert not twice.is_overdue(date(2012, 8, 1), n_done=1)


def test_what_is_done_once_is_over() -> None:
    for written in ("30 June 2012", "June to September 2012"):
        read = read_timescale(written)
        assert read.due_on(1) is None
        assert read.is_over(1)


def test_what_recurs_is_counted_from_its_start_and_never_over() -> None:
    monthly = read_timescale("monthly")
    end_of_january = date(2013, 1, 31)
    assert [monthly.due_on(n, end_of_january) for n in range(2)] == [
        date(2013, 2, 28),
        date(2013, 3, 31),
    ]
    assert monthly.due_on(0, None) is None
    assert not monthly.is_over(1000)


def test_no_day_lies_beyond_the_calendar() -> None:
    for written in ("monthly", "weekly"):
        assert read_timescale(written).due_on(999_999, PUBLISHED) == date.max


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: InMonths(months=()),
        lambda: InMonths(months=(JULY, JUNE)),
        lambda: InMonths(months=(JULY, JULY)),
        lambda: InMonths(months=(PUBLISHED,)),
        lambda: Within(first=JULY, last=JUNE),
        lambda: Within(first=PUBLISHED, last=JULY),
        lambda: Within(first=JUNE, last=date(2012, 7, 2)),
        lambda: Recurring(times_each=0),
        lambda: Recurring(every=0),
        lambda: Recurring(starting=JULY, until=JUNE),
    ],
    ids=str,
)
def test_an_impossible_timescale_cannot_be_built(wrong: Callable[[], object]) -> None:
    with pytest.raises(InputError):
        wrong()
