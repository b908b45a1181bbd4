"""Working days in England and Wales, and the deadlines counted from a publication."""

from collections.abc import Iterator
from datetime import date, timedelta

# Days proclaimed or moved by the government, with what they replaced.
_PROCLAIMED = (
    date(2011, 4, 29),
    date(2012, 6, 4),
    date(2012, 6, 5),
    date(2020, 5, 8),
    date(2022, 6, 2),
    date(2022, 6, 3),
    date(2022, 9, 19),
    date(2023, 5, 8),
)
_REPLACED = frozenset({date(2012, 5, 28), date(2020, 5, 4), date(2022, 5, 30)})


def easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar (Meeus 1991, Astronomical Algorithms, ch. 8)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    g = (b - (b + 8) // 25 + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    leap = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * leap) // 451
    month, day = divmod(h + leap - 7 * m + 114, 31)
    return date(year, month, day + 1)


def bank_holidays(year: int) -> frozenset[date]:
    """The bank holidays of England and Wales in a year from 2003 on.

    Special days that the government proclaims are known up to 2026 and have to be added
    here when it proclaims another.
    """
    days = {easter(year) - timedelta(days=2), easter(year) + timedelta(days=1)}
    days |= {_monday_from(date(year, 5, 1)), _monday_before(date(year, 6, 1))}
    days.add(_monday_before(date(year, 9, 1)))
    days |= set(_moved_to_weekdays([date(year, 1, 1)]))
    days |= set(_moved_to_weekdays([date(year, 12, 25), date(year, 12, 26)]))
    days |= {day for day in _PROCLAIMED if day.year == year}
    return frozenset(days - _REPLACED)


def is_working_day(day: date) -> bool:
    """Whether the day is neither a weekend nor a bank holiday in England and Wales."""
    return day.weekday() < 5 and day not in bank_holidays(day.year)


def next_working_day(day: date) -> date:
    """The day itself, or the first working day after it."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def improvement_plan_due(published_on: date, *, weeks: int) -> date:
    """When the improvement plan is due: so many weeks after publication, on a working day."""
    return next_working_day(published_on + timedelta(weeks=weeks))


def _monday_from(day: date) -> date:
    return day + timedelta(days=-day.weekday() % 7)


def _monday_before(day: date) -> date:
    return _monday_from(day - timedelta(days=7))


def _moved_to_weekdays(days: list[date]) -> Iterator[date]:
    """Each day, or the next weekday that none of the others takes."""
    taken = {day for day in days if day.weekday() < 5}
    yield from taken
    for day in days:
        if day in taken:
            continue
        while day.weekday() >= 5 or day in taken:
            day += timedelta(days=1)
        taken.add(day)
        yield day
