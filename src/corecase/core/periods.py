"""Days as sources print them: a day, a month or only a year, and what is known by when."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Final

from corecase.core.errors import InputError
from corecase.core.written_dates import written_date, written_month

_ISO_MONTH: Final = re.compile(r"(\d{4})-(\d{1,2})")
_YEAR: Final = re.compile(r"[1-9]\d{3}")
_BETWEEN: Final = re.compile(r"\s*(?:/| to | - |–|—)\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The days on which something happened, as closely as its source says."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.first > self.last:
            raise InputError(f"A period cannot end before it begins: {self.first}, {self.last}.")

    def is_over_by(self, day: date) -> bool:
        """Whether all of it lies on or before a day, so that it was certainly known then."""
        return self.last <= day

    def meets(self, other: "Period") -> bool:
        """Whether the two may have been on one day."""
        return self.first <= other.last and other.first <= self.last

    @property
    def words(self) -> str:
        """As it was printed: `"19 June 2012"`, `"June 2012"`, `"2012"`."""
        if self.first == self.last:
            return day_in_words(self.first)
        if self.first.month == self.last.month and self.first.year == self.last.year:
            return f"{self.first:%B %Y}"
        return f"{self.first:%Y}"


def day_in_words(day: date) -> str:
    """`"19 June 2012"`."""
    return f"{day.day} {day:%B %Y}"


def written_period(written: str) -> Period | None:
    """The period in `2012-06-19`, `2012-06`, `June 2012` or `2012`; None for none of these."""
    plain = written.strip()
    day = written_date(plain)
    if day:
        return Period(first=day, last=day)
    iso, named = _ISO_MONTH.fullmatch(plain), written_month(plain)
    if iso and 1 <= int(iso[2]) <= 12:
        named = date(int(iso[1]), int(iso[2]), 1)
    if named:
        last = monthrange(named.year, named.month)[1]
        return Period(first=named, last=named.replace(day=last))
    if _YEAR.fullmatch(plain):
        return Period(first=date(int(plain), 1, 1), last=date(int(plain), 12, 31))
    return None


def written_span(written: str) -> Period | None:
    """From a first to a last day: `22 to 24 July 2013`, `June to July 2009`, `2009-06/2009-07`.

    What the first leaves out is that of the last. One period stands for itself; None for none.
    """
    first, *rest = _BETWEEN.split(" ".join(written.split()), maxsplit=1)
    if not rest:
        return written_period(first)
    last = written_period(rest[0])
    for missing in _endings(rest[0]):
        begins = written_period(f"{first} {missing}".strip())
        if begins and last and begins.first <= last.last:
            return Period(first=begins.first, last=last.last)
    return None


def _endings(written: str) -> tuple[str, ...]:
    """What the beginning of a span may leave to its end: nothing, its year, or month and year."""
    words = written.split()
    return "", *(" ".join(words[-count:]) for count in range(1, len(words)))
