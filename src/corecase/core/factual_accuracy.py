"""Factual accuracy: the draft that a service checks, how long it has, when a round may close."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import SequenceMatcher
from functools import partial
from itertools import groupby
from typing import Final

from corecase.core.calendar import next_working_day
from corecase.core.errors import InputError

SUGGESTED_DAYS: Final = 10
"""Working days that a service is suggested to have. Unverified: no source gives the length."""

LONGEST: Final = 4000
"""Characters of one comment, and of one answer."""

NOTICE: Final = "DRAFT for factual accuracy: not for publication."
"""What stands on every page of a draft that is given to a service."""

WHOLE: Final = "whole"
"""The place of a comment on the report as a whole."""

_DAY = timedelta(days=1)
_ALIKE: Final = 0.5  # our own choice: half of the words


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One paragraph of a draft: its words, under which headings, and where.

    `place` is unique in a draft: the anchor of its heading, a slash and its number under it.
    """

    place: str
    heading: str
    text: str

    @property
    def anchor(self) -> str:
        """The anchor of its heading."""
        return self.place.rpartition("/")[0]


def suggested_due(opened_on: date, *, days: int = SUGGESTED_DAYS) -> date:
    """The day by which a draft given to the service on a day comes back; `days` are working days.

    With 0 days it is the day itself, or the first working day after it.
    """
    day = next_working_day(opened_on)
    for _ in range(days):
        day = next_working_day(day + _DAY)
    return day


def check_due(due_on: date, opened_on: date) -> None:
    """Raises InputError for a day that leaves the service no time."""
    if due_on <= opened_on:
        raise InputError("Give the service until a later day than today.", field="due_on")


def is_late(commented_on: date, due_on: date) -> bool:
    """Whether a comment came after the day by which comments were asked for."""
    return commented_on > due_on


def checked(words: str, *, field: str) -> str:
    """The words without the blanks around them.

    Raises InputError for words that say nothing, or more than `LONGEST` characters.
    """
    words = words.strip()
    if not words:
        raise InputError("Write it in words; an empty line tells nobody anything.", field=field)
    if len(words) > LONGEST:
        raise InputError(f"Shorten this to {LONGEST} characters; it has {len(words)}.", field=field)
    return words


def check_may_close(
    *, is_returned: bool, due_on: date, today: date, n_unanswered: int, reason: str
) -> None:
    """Raises InputError where a round has to stay open.

    It closes once every comment is answered and the service has sent the draft back; or, with a
    reason, once the day is over by which it should have.
    """
    if n_unanswered:
        raise InputError(f"Answer every comment first: {unanswered_words(n_unanswered)}.")
    if is_returned:
        return
    if today <= due_on:
        raise InputError(
            "The service has not sent the draft back, and its time is not over; wait for either."
        )
    if not reason.strip():
        raise InputError(
            "Say why the round closes although the service has not sent the draft back.",
            field="reason",
        )


def unanswered_words(n_unanswered: int) -> str:
    """How many comments wait: `"3 comments of the service are not answered"`."""
    if n_unanswered == 1:
        return "one comment of the service is not answered"
    return f"{n_unanswered} comments of the service are not answered"


def aligned(frozen: Sequence[Paragraph], live: Sequence[Paragraph]) -> Mapping[str, str]:
    """For each place of a frozen draft the words that stand there now; "" where none do.

    Paragraphs are matched under one heading, in order and by their words, so that one more
    above does not move those below.
    """
    now = {anchor: [p.text for p in group] for anchor, group in _by_anchor(live)}
    found: dict[str, str] = {}
    for anchor, group in _by_anchor(frozen):
        texts = _matched([p.text for p in group], now.get(anchor, []))
        found |= dict(zip((p.place for p in group), texts, strict=True))
    return found


def _by_anchor(paragraphs: Sequence[Paragraph]) -> Iterator[tuple[str, list[Paragraph]]]:
    for anchor, group in groupby(paragraphs, key=lambda p: p.anchor):
        yield anchor, list(group)


def _matched(before: list[str], after: list[str]) -> list[str]:
    texts: list[str] = []
    moves = SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes()
    for _, start, end, first, last in moves:
        texts += _replaced(before[start:end], after[first:last])
    return texts


def _replaced(before: list[str], after: list[str]) -> list[str]:
    """As many paragraphs are the same ones; of fewer or more, those that are alike."""
    if len(before) == len(after):
        return after
    left, found = list(after), []
    for text in before:
        alike = max(left, key=partial(_likeness, text), default="")
        found.append(alike if _likeness(text, alike) >= _ALIKE else "")
        if found[-1]:
            left.remove(alike)
    return found


def _likeness(one: str, other: str) -> float:
    """How much two texts share, from 0 to 1, by their words."""
    return SequenceMatcher(a=one.split(), b=other.split(), autojunk=False).ratio()
