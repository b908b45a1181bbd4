"""Days, months and years as sources print them."""

from datetime import UTC, date, datetime

import pytest

from corecase.core.errors import InputError
from corecase.core.periods import Period, day_in_words, written_period, written_span


@pytest.mark.parametrize(
    ("written", "first", "last", "words"),
    [
        ("2012-06-19", date(2012, 6, 19), date(2012, 6, 19), "19 June 2012"),
        ("19 June 2012", date(2012, 6, 19), date(2012, 6, 19), "19 June 2012"),
        ("2012-02", date(2012, 2, 1), date(2012, 2, 29), "February 2012"),
        (" June 2012 ", date(2012, 6, 1), date(2012, 6, 30), "June 2012"),
        ("2012", date(2012, 1, 1), date(2012, 12, 31), "2012"),
    ],
)
def test_a_period_is_as_long_as_its_source_leaves_open(
    written: str, first: date, last: date, words: str
) -> None:
    found = written_period(written)
    assert found == Period(first=first, last=last)
    assert found.words == words


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2012, 6, 9), "9 June 2012"),
        (date(2012, 12, 31), "31 December 2012"),
        (datetime(2012, 6, 19, 23, 59, tzinfo=UTC), "19 June 2012"),
    ],
)
def test_a_day_is_said_without_a_nought_before_it(day: date, words: str) -> None:
    assert day_in_words(day) == words


@pytest.mark.parametrize("written", ["", "2012-13", "2012-00", "12-06", "spring 2012", "0999"])
def test_what_names_no_period_gives_none(written: str) -> None:
    assert written_period(written) is None


def test_a_year_is_known_from_its_last_day_on() -> None:
    year = written_period("2012")
    assert year is not None
    assert not year.is_over_by(date(2012, 12, 30))
    assert year.is_over_by(date(2012, 12, 31))


def test_periods_meet_where_they_may_be_one_day() -> None:
    day, month, later = (written_period(w) for w in ("2012-06-19", "2012-06", "2012-07"))
    assert day is not None
    assert month is not None
    assert later is not None
    assert day.meets(month)
    assert month.meets(day)
    assert not day.meets(later)


def test_a_period_does_not_end_before_it_begins() -> None:
    with pytest.raises(InputError):
        Period(first=date(2012, 2, 1), last=date(2012, 1, 1))


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("22 to 24 July 2013", date(2013, 7, 22), date(2013, 7, 24)),
        ("September to October 2009", date(2009, 9, 1), date(2009, 10, 31)),
        ("2009-09/2009-10", date(2009, 9, 1), date(2009, 10, 31)),
        ("2013-07-22/2013-07-24", date(2013, 7, 22), date(2013, 7, 24)),
        ("December 2009 to January 2010", date(2009, 12, 1), date(2010, 1, 31)),
        ("2010", date(2010, 1, 1), date(2010, 12, 31)),
    ],
)
def test_a_span_takes_from_its_end_what_its_beginning_leaves_out(
    written: str, first: date, last: date
) -> None:
    assert written_span(written) == Period(first=first, last=last)


@pytest.mark.parametrize(
    "written", ["", "soon", "soon to July 2013", "July 2013 to soon", "2013/2012"]
)
def test_what_is_no_span_is_none(written: str) -> None:
    assert written_span(written) is None
