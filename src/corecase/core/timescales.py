"""Timescales of actions: when something is to be done, as it is written and as days."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from math import floor
from typing import Final, Literal

from corecase.core.errors import InputError
from corecase.core.periods import day_in_words

Unit = Literal["week", "month", "year"]

_MONTHS_OF: Final[dict[Unit, int]] = {"month": 1, "year": 12}
_DAYS_OF_MONTH: Final = 30  # only for what is left of a month, such as 5 times a year
_LATEST: Final = date.max


@dataclass(frozen=True, slots=True, kw_only=True)
class OnDay:
    """Once, by a day."""

    day: date

    @property
    def times(self) -> int | None:
        """How often in all: once."""
        return 1

    @property
    def words(self) -> str:
        """`"30 June 2012"`."""
        return day_in_words(self.day)

    def due_on(self, n_done: int, since: date | None) -> date | None:
        """The day; None once it is done."""
        return None if n_done else self.day


@dataclass(frozen=True, slots=True, kw_only=True)
class InMonths:
    """Once in each of one month or several, given by their first days in order."""

    months: tuple[date, ...]

    def __post_init__(self) -> None:
        in_order = list(self.months) == sorted(set(self.months))
        if not self.months or not in_order or any(month.day != 1 for month in self.months):
            raise InputError("Give one month or several, each once and the earliest first.")

    @property
    def times(self) -> int | None:
        """How often in all: once in each month."""
        return len(self.months)

    @property
    def words(self) -> str:
        """`"June 2012"`, `"July 2012 and December 2012"`."""
        return _joined([f"{month:%B} {month.year}" for month in self.months])

    def due_on(self, n_done: int, since: date | None) -> date | None:
        """The last day of the first month in which it is not done yet; None when all are."""
        return month_end(self.months[n_done]) if n_done < len(self.months) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Within:
    """Once, from the first day of a month to the end of a later one."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.first.day != 1 or self.last.day != 1 or self.first >= self.last:
            raise InputError("Give a month, and a later one in which it ends.")

    @property
    def times(self) -> int | None:
        """How often in all: once."""
        return 1

    @property
    def words(self) -> str:
        """`"June 2012 to September 2012"`."""
        return f"{self.first:%B} {self.first.year} to {self.last:%B} {self.last.year}"

    def due_on(self, n_done: int, since: date | None) -> date | None:
        """The last day of the later month; None once it is done."""
        return None if n_done else month_end(self.last)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recurring:
    """So many times in every so many weeks, months or years, until a day or without an end.

    `at_least` says that it may be more often; `starting` is the day from which it is counted,
    None where it is counted from the beginning of the improvement plan.
    """

    times_each: int = 1
    every: int = 1
    unit: Unit = "month"
    at_least: bool = False
    starting: date | None = None
    until: date | None = None

    def __post_init__(self) -> None:
        if self.times_each < 1 or self.every < 1:
            raise InputError("What recurs is done once or more in every one or more.")
        if self.starting and self.until and self.starting > self.until:
            raise InputError("What recurs cannot end before it starts.")

    @property
    def times(self) -> int | None:
        """How often in all: nobody knows, for what it is counted from may not be known."""
        return None

    @property
    def words(self) -> str:
        """`"monthly"`, `"at least 2 a year until 31 March 2013"`, `"every 6 weeks"`."""
        often = f"{'at least ' if self.at_least else ''}{self._often}"
        start = f" from {day_in_words(self.starting)}" if self.starting else ""
        end = f" until {day_in_words(self.until)}" if self.until else ""
        return f"{often}{start}{end}"

    def due_on(self, n_done: int, since: date | None) -> date | None:
        """The day by which the next time is due, counted evenly from the start.

        None where nobody knows from when to count, or when the next would come after the end.
        """
        start = self.starting or since
        if start is None:
            return None
        day = self._day(start, n_done + 1)
        return None if self.until and day > self.until else day

    @property
    def _often(self) -> str:
        if self.times_each == 1 and self.every == 1:
            return "once a year" if self.unit == "year" else f"{self.unit}ly"
        each = f"a {self.unit}" if self.every == 1 else f"in {self.every} {self.unit}s"
        if self.times_each == 1:
            return f"every {self.every} {self.unit}s"
        return f"{self.times_each} {'times ' if self.every > 1 else ''}{each}"

    def _day(self, start: date, number: int) -> date:
        share = Fraction(self.every * number, self.times_each)
        if self.unit == "week":
            return _later(start, floor(7 * share))
        months = share * _MONTHS_OF[self.unit]
        return _later(_months_later(start, floor(months)), floor(months % 1 * _DAYS_OF_MONTH))


When = OnDay | InMonths | Within | Recurring
"""The closed family of what a timescale may be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Timescale:
    """A timescale in the words in which it was given, with what they were read as.

    `when` is None for words that name no day; they are kept as they are. `read_timescale`
    makes one of words, `of` one of days.
    """

    written: str = ""
    when: When | None = None

    @classmethod
    def of(cls, when: When) -> "Timescale":
        """A timescale in our own words."""
        return cls(written=when.words, when=when)

    @property
    def is_given(self) -> bool:
        """Whether anything is written."""
        return bool(self.written)

    def due_on(self, n_done: int = 0, since: date | None = None) -> date | None:
        """The day by which it is due next, after it was done so many times; None for no day.

        `since` is when the improvement plan began, for what recurs without a start of its own.
        """
        return self.when.due_on(n_done, since) if self.when else None

    def is_overdue(self, today: date, n_done: int = 0, since: date | None = None) -> bool:
        """Whether the day by which it is due next is over."""
        due = self.due_on(n_done, since)
        return due is not None and due < today

    def is_over(self, n_done: int) -> bool:
        """Whether it was done as many times as it says; never for what recurs or has no day."""
        return bool(self.when and self.when.times and n_done >= self.when.times)


NO_TIMESCALE: Final = Timescale()
"""What an action has of which nobody said by when."""


def month_end(month: date) -> date:
    """The last day of the month in which a day lies."""
    return month.replace(day=monthrange(month.year, month.month)[1])


def _months_later(day: date, n_months: int) -> date:
    """The same day so many months later, or the last of that month where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + n_months, 12)
    if year > _LATEST.year:
        return _LATEST
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _later(day: date, n_days: int) -> date:
    return day + timedelta(days=min(n_days, (_LATEST - day).days))


def _joined(words: list[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last
