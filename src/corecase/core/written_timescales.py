"""Timescales read from the words in which plans in print give them."""

import re
from datetime import date
from typing import Final

from corecase.core.timescales import (
    InMonths,
    OnDay,
    Recurring,
    Timescale,
    Unit,
    When,
    Within,
    month_end,
)
from corecase.core.written_dates import written_date

_NAMES: Final = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
_NUMBERS: Final = (
    *("one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
_MONTH: Final = re.compile(r"(?P<name>[a-z]{3,9})\.?(?:[ '\u2019,-]*(?P<year>\d{4}|\d{2}))?")
_BETWEEN: Final = re.compile(r"\s*(?:,|;|&|/|\band\b)\s*")
_RANGE: Final = re.compile(r"(?:from )?(.+?)\s*(?: to |\u2013|-| until | till )\s*(.+)")
_BY: Final = re.compile(r"(?:by )?(?:the )?(?:end of )?(?:the )?")
_SHORT_YEAR: Final = 2000

# How often: the number of times, of how many units.
_OFTEN: Final[dict[str, tuple[int, int, Unit]]] = {
    **dict.fromkeys(("weekly", "each week", "every week"), (1, 1, "week")),
    **dict.fromkeys(("fortnightly", "every fortnight"), (1, 2, "week")),
    **dict.fromkeys(("monthly", "each month", "every month"), (1, 1, "month")),
    **dict.fromkeys(("quarterly", "each quarter", "every quarter"), (1, 3, "month")),
    **dict.fromkeys(("half-yearly", "half yearly"), (1, 6, "month")),
    **dict.fromkeys(("annually", "yearly", "each year", "every year"), (1, 1, "year")),
}
_TIMES: Final = re.compile(
    r"(?P<times>[a-z]+|\d{1,3})(?: times)? (?:a|per|each|every) "
    r"(?P<unit>week|month|quarter|year)"
)
_TIMES_IN: Final = re.compile(
    r"(?P<times>[a-z]+|\d{1,3})(?: times)? in (?P<every>[a-z]+|\d{1,3}) (?P<unit>week|month|year)s"
)
_EVERY: Final = re.compile(r"every (?P<every>[a-z]+|\d{1,3}) (?P<unit>week|month|year)s")
_UNITLY: Final = re.compile(r"(?P<every>[a-z]+|\d{1,3})[- ](?P<unit>week|month)ly")
_RECURS: Final = re.compile(
    r"(?P<least>(?:at least|minimum(?: of)?) )?(?P<often>.+?)"
    r"(?: from (?P<start>.+?))?(?: (?:until|till|up to) (?P<end>.+))?"
)


def read_timescale(written: str) -> Timescale:
    """What is written, with the days that it means; without days where it names none.

    Read are a day ("by 30 June 2012"), a month or several ("Sept 12", "July and December 2012"),
    months from one to another, and what recurs ("at least 2 a year", "monthly until March 2013").
    A month before two digits is a month and its year of this century, as in plans in print:
    the British write a day first.
    """
    kept = " ".join(written.split())
    return Timescale(written=kept, when=_when(kept.casefold().rstrip(".")))


def _when(plain: str) -> When | None:
    day = _day(plain)
    if day:
        return OnDay(day=day)
    return _months(plain) or _within(plain) or _recurring(plain)


def _day(plain: str) -> date | None:
    return written_date(plain) or written_date(_BY.sub("", plain, count=1))


def _months(plain: str) -> InMonths | None:
    """Months joined by commas or "and"; one without a year has the year of the next."""
    found: list[date] = []
    year: int | None = None
    for part in reversed(_BETWEEN.split(_BY.sub("", plain, count=1))):
        month = _month(part, year)
        if month is None:
            return None
        year = month.year
        found.append(month)
    return InMonths(months=tuple(sorted(set(found))))


def _month(part: str, year: int | None) -> date | None:
    match = _MONTH.fullmatch(part)
    if match is None:
        return None
    name, given = match["name"], match["year"]
    numbers = [n for n, known in enumerate(_NAMES, start=1) if known.startswith(name)]
    if given:
        year = int(given) + (_SHORT_YEAR if len(given) == 2 else 0)
    return date(year, numbers[0], 1) if year and len(numbers) == 1 else None


def _within(plain: str) -> Within | None:
    match = _RANGE.fullmatch(plain)
    last = _month(match[2], None) if match else None
    first = _month(match[1], last.year) if match and last else None
    return Within(first=first, last=last) if first and last and first < last else None


def _recurring(plain: str) -> Recurring | None:
    match = _RECURS.fullmatch(plain)
    often = _often(match["often"]) if match else None
    if match is None or often is None:
        return None
    start = _bound(match["start"], is_end=False)
    end = _bound(match["end"], is_end=True)
    said = (match["start"], start), (match["end"], end)
    if any(words and day is None for words, day in said) or (start and end and start > end):
        return None
    times, every, unit = often
    return Recurring(
        times_each=times,
        every=every,
        unit=unit,
        at_least=bool(match["least"]),
        starting=start,
        until=end,
    )


def _bound(words: str | None, *, is_end: bool) -> date | None:
    """The day that begins or ends what recurs: a day, or the first or last of a month."""
    if not words:
        return None
    month = _month(_BY.sub("", words, count=1), None)
    if month:
        return month_end(month) if is_end else month
    return _day(words)


def _often(words: str) -> tuple[int, int, Unit] | None:
    if words in _OFTEN:
        return _OFTEN[words]
    for form in (_TIMES, _TIMES_IN, _EVERY, _UNITLY):
        match = form.fullmatch(words)
        if match:
            return _counted(match.groupdict())
    return None


def _counted(said: dict[str, str]) -> tuple[int, int, Unit] | None:
    times, every = _number(said.get("times", "one")), _number(said.get("every", "one"))
    if not times or not every:
        return None
    units: dict[str, tuple[int, Unit]] = {
        "quarter": (3, "month"),
        "week": (1, "week"),
        "month": (1, "month"),
        "year": (1, "year"),
    }
    size, unit = units[said["unit"]]
    return times, every * size, unit


def _number(word: str) -> int:
    """A number in digits or a word up to twelve; 0 for no number."""
    if word.isdigit():
        return int(word)
    if word in ("once", "twice"):
        return ("once", "twice").index(word) + 1
    return _NUMBERS.index(word) + 1 if word in _NUMBERS else 0
