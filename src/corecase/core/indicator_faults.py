"""What is wrong with an indicator as somebody entered it: a value without what says what it is.

What may be right and looks odd is asked, not refused: see `indicators.questions`.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from corecase.core.errors import Problem
from corecase.core.indicators import Indicator

LENGTHS: Final[Mapping[str, int]] = MappingProxyType(
    {
        "name": 200,
        "definition": 200,
        "period": 80,
        "previous_period": 80,
        "comparator_name": 120,
        "change": 120,
        "caution": 500,
    }
)
"""How many characters each text may have."""
LARGEST: Final = 2_147_483_647
"""The largest numerator or denominator that is kept."""


def faults(indicator: Indicator) -> tuple[Problem, ...]:
    """What is missing or too long, each with the name of its field; empty where all is there."""
    return tuple(
        Problem(where=field, reason=reason)
        for field, reason in (*_missing(indicator), *_too_long(indicator), *_too_large(indicator))
    )


def _missing(one: Indicator) -> Iterator[tuple[str, str]]:
    if not one.name:
        yield "name", "Enter the name."
    if not one.period:
        yield "period", "Enter the period that it covers."
    if one.comparator is not None and not one.comparator_name:
        yield "comparator_name", "Say whose value the comparator is, such as England."
    if one.comparator is None and one.comparator_name:
        yield "comparator", "Enter the comparator's value, or clear its name."
    if one.previous_value is not None and not one.previous_period:
        yield "previous_period", "Say which period the previous value covers."
    if one.previous_value is None and one.previous_period:
        yield "previous_value", "Enter the value of the previous period, or clear the period."


def _too_long(one: Indicator) -> Iterator[tuple[str, str]]:
    for field, most in LENGTHS.items():
        if (length := len(getattr(one, field))) > most:
            yield field, f"Shorten this to {most} characters; it has {length}."


def _too_large(one: Indicator) -> Iterator[tuple[str, str]]:
    for field in ("numerator", "denominator"):
        if (getattr(one, field) or 0) > LARGEST:
            yield field, f"Enter a number up to {LARGEST:,}."
