"""Indicators: figures that somebody else published about a service, and what to ask of them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import isfinite
from typing import Literal

from corecase.core.errors import InputError
from corecase.core.figures import round_half_up

Unit = Literal["percent", "per 1,000", "per person", "count"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """A published indicator. Rates are held as events per person or as a percentage.

    `previous_value` and `comparator` are in the same unit. `definition` names the edition of
    its definition, `caution` says what a reader should know about how it was printed, and
    `confirmed` that a person looked at what was asked of it and lets it stand.
    """

    name: str
    value: float
    unit: Unit
    period: str
    comparator: float | None = None
    comparator_name: str = ""
    change: str = ""
    caution: str = ""
    previous_value: float | None = None
    previous_period: str = ""
    numerator: int | None = None
    denominator: int | None = None
    definition: str = ""
    confirmed: bool = False

    def __post_init__(self) -> None:
        numbers = (self.value, self.comparator, self.previous_value)
        if not all(isfinite(number) for number in numbers if number is not None):
            raise InputError(f"{self.name} needs numbers that can be written out.")
        if (self.numerator is None) != (self.denominator is None):
            raise InputError(f"{self.name} needs numerator and denominator, or neither.")
        if (self.numerator or 0) < 0 or (self.denominator is not None and self.denominator < 1):
            raise InputError(
                f"{self.name} needs a numerator from 0 and a denominator from 1; correct them."
            )

    @property
    def printed(self) -> str:
        """The value with its unit: `"77.8%"`, `"1.08 per person"`."""
        return with_unit(self.value, self.unit)

    @property
    def comparator_printed(self) -> str:
        """The comparator with its unit, or empty where there is none."""
        return "" if self.comparator is None else with_unit(self.comparator, self.unit)

    @property
    def previous_printed(self) -> str:
        """The previous value with its unit, or empty where there is none."""
        return "" if self.previous_value is None else with_unit(self.previous_value, self.unit)

    @property
    def base_printed(self) -> str:
        """Numerator and denominator: `"14 of 18"`, or empty where they are not known."""
        return "" if self.numerator is None else f"{self.numerator:,} of {self.denominator:,}"


def with_unit(value: float, unit: Unit) -> str:
    """A value as it is printed in its unit."""
    number = f"{value:,.10g}"
    return {"percent": f"{number}%", "count": number}.get(unit, f"{number} {unit}")


_TIMES_APART = 10
_FEW_PERCENT = 5  # under this a rate of offending is hardly a share of persons: our own reading
_OFFENDING = re.compile(r"offen[cd]", re.IGNORECASE)
_COUNTS_EVENTS = re.compile(r"\b(?:number of|offences|frequency|per person)\b", re.IGNORECASE)
_WAYS = {
    "up": re.compile(r"\b(?:increas\w*|rose|risen|rising|higher|grew|grown|up)\b"),
    "down": re.compile(
        r"\b(?:decreas\w*|reduc\w*|fell|fallen|falling|lower|dropped|declin\w*|down)\b"
    ),
    "level": re.compile(r"\b(?:unchanged|no change|the same|stable)\b"),
}
_PER = {"percent": 100, "per 1,000": 1000, "per person": 1}


def questions(indicator: Indicator) -> tuple[str, ...]:
    """What a person should look at before the indicator is printed, a sentence each.

    Nothing here is refused: an unlikely figure may be what was published. Empty where nothing
    is unlikely.
    """
    return (
        *_out_of_range(indicator),
        *_typed_as_percent(indicator),
        *_counted_otherwise(indicator),
        *_far_apart(indicator),
        *_moved_otherwise(indicator),
    )


def _out_of_range(indicator: Indicator) -> Iterator[str]:
    said = (("value", indicator.value), ("comparator", indicator.comparator))
    for name, value in (*said, ("previous value", indicator.previous_value)):
        if value is None:
            continue
        printed = with_unit(value, indicator.unit)
        if value < 0:
            yield f"Is the {name} of {printed} right? It is below 0."
        elif indicator.unit == "percent" and value > 100:
            yield f"Is the {name} of {printed} right? A percentage lies from 0 to 100."
        elif indicator.unit == "per 1,000" and value > 1000:
            yield f"Is the {name} of {printed} right? That is more than one for each of them."


def _typed_as_percent(indicator: Indicator) -> Iterator[str]:
    """A rate of events for each person that was published with a percent sign."""
    meant = f"{indicator.name} {indicator.definition}"
    if indicator.unit != "percent" or not _OFFENDING.search(meant):
        return
    if _COUNTS_EVENTS.search(indicator.definition) or 0 < indicator.value < _FEW_PERCENT:
        per_person, per_100 = with_unit(indicator.value, "count"), 100 * indicator.value
        yield (
            f"Is {indicator.printed} a percentage, or did you mean {per_person} per person "
            f"({with_unit(per_100, 'count')} per 100)?"
        )


def _counted_otherwise(indicator: Indicator) -> Iterator[str]:
    if indicator.numerator is None or indicator.denominator is None:
        return
    if indicator.unit == "count":
        if indicator.value != indicator.numerator:
            yield f"Is it {indicator.printed} or {indicator.numerator:,}? They are not the same."
        return
    if indicator.unit == "percent" and indicator.numerator > indicator.denominator:
        yield f"Is {indicator.base_printed} right? More are counted than there are."
    exact = Fraction(_PER[indicator.unit] * indicator.numerator, indicator.denominator)
    scale = 10 ** _decimals(indicator.value)
    rounded = float(Fraction(round_half_up(exact * scale), scale))
    if rounded != indicator.value:
        said = with_unit(rounded, indicator.unit)
        yield f"Is it {indicator.printed}? {indicator.base_printed} is {said}."


def _decimals(value: float) -> int:
    """How many places behind the point the value is written with."""
    exponent = Decimal(f"{value:.10g}").as_tuple().exponent
    return max(0, -int(exponent))


def _far_apart(indicator: Indicator) -> Iterator[str]:
    said = (("comparator", indicator.comparator), ("previous value", indicator.previous_value))
    for name, other in said:
        if not other or not indicator.value or indicator.unit == "count":
            continue
        times = abs(indicator.value / other)
        if not 1 / _TIMES_APART <= times <= _TIMES_APART:
            printed = with_unit(other, indicator.unit)
            yield (
                f"Are {indicator.printed} and the {name} of {printed} in the same unit? They are "
                "more than ten times apart."
            )


def _moved_otherwise(indicator: Indicator) -> Iterator[str]:
    if indicator.previous_value is None:
        return
    said = {way for way, words in _WAYS.items() if words.search(indicator.change.lower())}
    by = indicator.value - indicator.previous_value
    moved = "up" if by > 0 else "down" if by < 0 else "level"
    if said and moved not in said:
        yield (
            f"Is {indicator.change!r} right? It was {indicator.previous_printed} before and is "
            f"{indicator.printed} now."
        )
