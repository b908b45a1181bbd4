"""The tables of a snapshot, column by column: types, what each means, how values are kept."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from corecase.core.judgements import Answer

SCHEMA: Final = 1
"""Counted up when a table changes; a program reads no snapshot of a later schema than its own."""

CODES: Final = MappingProxyType(
    {Answer.SUFFICIENT: 1, Answer.INSUFFICIENT: 0, Answer.NOT_APPLICABLE: -1}
)
"""The number that is kept for each answer."""

ANSWERS: Final = MappingProxyType({code: answer for answer, code in CODES.items()})

Columns = Mapping[str, tuple[str, str]]

_VERSION = ("int32", "Number of the version of a report in this snapshot.")
_FRAMEWORK = ("int16", "Number of the framework; its text is frameworks/NUMBER.yaml.")
_ITEM = ("int16", "Number of the item in this snapshot.")
_SCORE = ("string", "Identifier of a score, or of an item asked for by itself.")
_DAY = "as the number year-month-day, 20120531"

TABLES: Final[Mapping[str, Columns]] = MappingProxyType(
    {
        "services": {
            "service": ("string", "Code of the service."),
            "name": ("string", "Name of the service, which is a body."),
            "region": ("string", "Its region; empty where none is entered."),
            "nation": ("string", "ENGLAND or WALES."),
        },
        "mergers": {
            "service": ("string", "Code of the service that took another over."),
            "predecessor": ("string", "Code of the service that was taken over."),
            "merged_on": ("int32", f"The day, {_DAY}."),
        },
        "heirs": {
            "service": ("string", "Code of a service."),
            "heir": ("string", "Itself, and each that took it over, at any remove."),
            "since": ("int32", f"The day from which that holds, {_DAY}; 0 for itself."),
            "remove": ("int16", "0 for itself, 1 for the one that took it over, and so on."),
        },
        "versions": {
            "version": _VERSION,
            "inspection": ("string", "Code of the inspection."),
            "service": ("string", "Code of the service that was inspected."),
            "programme": ("string", "Code of the programme."),
            "framework": _FRAMEWORK,
            "number": ("int16", "1 for the first version, then counted up."),
            "published_on": ("int32", f"The day of the first version, {_DAY}."),
            "known_from": ("int32", f"The day from which this version stood, {_DAY}."),
            "known_until": ("int32", f"The day of the next one, {_DAY}; empty where it stands."),
            "is_reinspection": ("bool", "Whether it is a re-inspection."),
            "is_synthetic": ("bool", "Whether its cases are invented."),
        },
        "items": {
            "item": _ITEM,
            "id": ("string", "Identifier of the item in its framework."),
        },
        "scores": {
            "framework": _FRAMEWORK,
            "level": ("string", "criterion, section, headline or item."),
            "score": _SCORE,
            "label": ("string", "Its words in the framework."),
            "shown_in": ("string", "The criterion that shows an item; a row for each of them."),
        },
        "pools": {
            "framework": _FRAMEWORK,
            "score": _SCORE,
            "item": ("int16", "An item of which it is pooled; each stands once in a score."),
        },
        "cases": {
            "version": _VERSION,
            "case": ("int32", "Number of the case in this snapshot, in the order of pseudonyms."),
            "sentence": ("string", "CUSTODY or COMMUNITY; empty where not known."),
            "sex": ("string", "FEMALE, MALE or OTHER; empty where not known."),
            "age_group": ("string", "UNDER_15, 15_TO_17 or 18_AND_OVER; empty where not known."),
        },
        "judgements": {
            "version": _VERSION,
            "case": ("int32", "Number of the case in this snapshot."),
            "item": _ITEM,
            "answer": (
                "int8",
                "1 sufficient, 0 insufficient, -1 not applicable; unanswered has no row.",
            ),
        },
    }
)
"""Every table and column: the data dictionary. No other column is ever written."""


def day_number(day: date) -> int:
    """A day as snapshots keep it: 20120531."""
    return day.year * 10_000 + day.month * 100 + day.day


def day_of(number: int) -> date:
    """The day that such a number is."""
    return date(number // 10_000, number // 100 % 100, number % 100)
