"""Days as people in England and Wales write them."""

import re
from datetime import date
from typing import Final

_ISO: Final = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?:[t ][0:.]*)?")
_BRITISH: Final = re.compile(r"(?P<day>\d{1,2})[/.\- ](?P<month>\d{1,2})[/.\- ](?P<year>\d{4})")
_NAMED: Final = re.compile(
    r"(?P<day>\d{1,2})(?:st|nd|rd|th)?[ \-](?P<month>[a-z]{3,9})[ \-,]+(?P<year>\d{4})"
)
_OF_YEAR: Final = re.compile(r"(?P<month>[a-z]+) (?P<year>[1-9][0-9]{3})")
_MONTHS: Final = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)


def written_date(written: str) -> date | None:
    """The day in `14/01/2010`, `14 Jan 2010` or `2010-01-14`, the day first; None for no day.

    A year of two digits is no day, because nobody can know its century.
    """
    plain = " ".join(written.split()).casefold()
    for form in (_ISO, _BRITISH, _NAMED):
        match = form.fullmatch(plain)
        if match:
            month = match["month"]
            number = int(month) if month.isdigit() else _month(month)
            try:
                return date(int(match["year"]), number, int(match["day"]))
            except ValueError:
                return None
    return None


def written_month(written: str) -> date | None:
    """The first day of the month in `January 2010`, its name in full; None for no month."""
    match = _OF_YEAR.fullmatch(" ".join(written.split()).casefold())
    if match is None or match["month"] not in _MONTHS:
        return None
    return date(int(match["year"]), _MONTHS.index(match["month"]) + 1, 1)


def years_between(born_on: date, day: date) -> int:
    """Whole years from a birth to a day; below 0 for a birth after it."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def _month(name: str) -> int:
    """The number of a month from its name or the first letters of it; 0 for no month."""
    found = [n for n, month in enumerate(_MONTHS, start=1) if month.startswith(name)]
    return found[0] if len(found) == 1 else 0
