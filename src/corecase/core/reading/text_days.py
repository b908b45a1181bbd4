"""The days of a whole text: what each is of, and those of which nothing is said."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from corecase.core.reading.dates import dates, meeting_day
from corecase.core.reading.days import MONTHS, WHOLE_MONTHS, all_dates, written
from corecase.core.reading.outline import Placed


def told_days(parts: Iterable[Placed]) -> dict[str, tuple[str, ...]]:
    """The dates of each kind; "the inspection of May" only where nothing says it better."""
    found: dict[str, list[str]] = {}
    weak: dict[str, list[str]] = {}
    for placed in parts:
        for day in dates(placed.text):
            (weak if day.is_weak else found).setdefault(day.what, []).append(day.said)
            if day.is_guessed and day.what == "fieldwork":
                found.setdefault("guess", []).append(day.said)
    return {what: tuple(dict.fromkeys(said)) for what, said in (weak | found).items()}


MONTH_ALONE: Final = re.compile(rf"{WHOLE_MONTHS} \d{{4}}$")
"""How a foreword or the cover of a report gives its date."""


def foreword_day(parts: Iterable[Placed]) -> str:
    """The month that stands alone below a foreword; empty where none does."""
    alone = [p.text for p in parts if p.heading.lower() == "foreword" and MONTH_ALONE.match(p.text)]
    return alone[0] if alone else ""


def has_own_day(texts: Iterable[str], said: Mapping[str, str]) -> bool:
    """Whether a day at the head of a text is none of those that it tells of an inspection."""
    early = " ".join(list(texts)[:_HEAD])
    told = {day for when in said.values() for day in re.findall(r"\d{1,2} \w+ \d{4}", when)}
    return any(day not in told for day in map(written, _DAY.findall(early)))


_HEAD: Final = 8
_DAY: Final = re.compile(rf"\b\d{{1,2}}(?:st|nd|rd|th)? (?:{MONTHS}) \d{{4}}")


def has_other_dates(parts: Iterable[Placed]) -> bool:
    """Whether there are dates that nothing says the meaning of."""
    for placed in parts:
        if placed.passage.cells or placed.part in ("plan", "thanks", "glossary", "sources"):
            continue
        known = {day.start for day in dates(placed.text)}
        if not meeting_day(placed.text) and any(at not in known for at in all_dates(placed.text)):
            return True
    return False
