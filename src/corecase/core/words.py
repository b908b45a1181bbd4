"""Counts into the house phrases of a report, and phrases back into bounds.

The table is Corecase's own and is printed with every report, because published tables
disagree ("most" is 75% in one and 90% in another). All arithmetic is exact.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from types import MappingProxyType

from corecase.core.errors import InputError
from corecase.core.figures import Figure

_POINT = Fraction(1, 100)
_QUARTER, _THIRD, _HALF = Fraction(1, 4), Fraction(1, 3), Fraction(1, 2)
# Half-way between a quarter and a third, and between two-thirds and three-quarters: these
# split "just over" one anchor from "just under" the next.
_BELOW_THIRD, _ABOVE_TWO_THIRDS = Fraction(7, 24), Fraction(17, 24)

_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_TEENS = (
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
)
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """The shares that a phrase may stand for."""

    low: Fraction
    high: Fraction
    low_closed: bool = True
    high_closed: bool = True

    def __contains__(self, share: object) -> bool:
        if not isinstance(share, Fraction):
            return False
        above = share >= self.low if self.low_closed else share > self.low
        below = share <= self.high if self.high_closed else share < self.high
        return above and below

    def counts(self, out_of: int) -> range:
        """The counts on this base that the phrase may stand for, possibly none."""
        low, high = self.low * out_of, self.high * out_of
        first = ceil(low) if self.low_closed else floor(low) + 1
        last = floor(high) if self.high_closed else ceil(high) - 1
        return range(max(first, 0), min(last, out_of) + 1)


def _band(low: Fraction, high: Fraction, closed: str) -> Bounds:
    return Bounds(low=low, high=high, low_closed=closed[0] == "[", high_closed=closed[1] == "]")


PHRASES: Mapping[str, Bounds] = MappingProxyType(
    {
        "very few": _band(Fraction(0), Fraction(1, 10), "()"),
        "few": _band(Fraction(1, 10), Fraction(1, 5), "[)"),
        "just under one-quarter": _band(Fraction(1, 5), _QUARTER - _POINT, "[)"),
        "one-quarter": _band(_QUARTER - _POINT, _QUARTER + _POINT, "[]"),
        "just over one-quarter": _band(_QUARTER + _POINT, _BELOW_THIRD, "()"),
        "just under one-third": _band(_BELOW_THIRD, _THIRD - _POINT, "[)"),
        "one-third": _band(_THIRD - _POINT, _THIRD + _POINT, "[]"),
        "just over one-third": _band(_THIRD + _POINT, _THIRD + 5 * _POINT, "(]"),
        "less than half": _band(_THIRD + 5 * _POINT, Fraction(45, 100), "()"),
        "just under half": _band(Fraction(45, 100), _HALF, "[)"),
        "half": _band(_HALF, _HALF, "[]"),
        "just over half": _band(_HALF, Fraction(55, 100), "(]"),
        "more than half": _band(Fraction(55, 100), 2 * _THIRD - 5 * _POINT, "()"),
        "just under two-thirds": _band(2 * _THIRD - 5 * _POINT, 2 * _THIRD - _POINT, "[)"),
        "two-thirds": _band(2 * _THIRD - _POINT, 2 * _THIRD + _POINT, "[]"),
        "just over two-thirds": _band(2 * _THIRD + _POINT, _ABOVE_TWO_THIRDS, "()"),
        "just under three-quarters": _band(_ABOVE_TWO_THIRDS, 3 * _QUARTER - _POINT, "[)"),
        "three-quarters": _band(3 * _QUARTER - _POINT, 3 * _QUARTER + _POINT, "[]"),
        "just over three-quarters": _band(3 * _QUARTER + _POINT, Fraction(4, 5), "(]"),
        "most": _band(Fraction(4, 5), Fraction(9, 10), "()"),
        "nearly all": _band(Fraction(9, 10), Fraction(1), "[)"),
    }
)
"""The phrases that Corecase writes, from the least to the most. They tile (0, 1)."""

_ACCEPTED: Mapping[str, Bounds] = MappingProxyType(
    {
        "none": _band(Fraction(0), Fraction(0), "[]"),
        "all": _band(Fraction(1), Fraction(1), "[]"),
        "less than one-quarter": _band(Fraction(0), _QUARTER, "()"),
        "the majority": _band(_HALF, Fraction(1), "(]"),
        "a majority": _band(_HALF, Fraction(1), "(]"),
        "rarely": _band(Fraction(0), Fraction(1, 10), "()"),
    }
)
"""Phrases read in published reports and not written by Corecase.

"Rarely" is our reading, and neither it nor "less than one-quarter" stands for none, which
has a word of its own.
"""

READ = (*PHRASES, *_ACCEPTED)
"""Every phrase of proportion that can be read back: those written and those only accepted."""


def number_in_words(number: int) -> str:
    """Whole numbers up to ten as words, larger ones in digits, as the reports print them."""
    return _NUMBERS[number] if 0 < number < len(_NUMBERS) else str(number)


def opening_number(number: int) -> str:
    """A number as it opens a sentence, where digits never stand: `"Twenty-two"`.

    "None" for 0, words up to ninety-nine; larger numbers stay in digits.
    """
    if number == 0:
        return "None"
    if not 10 < number < 100:
        return number_in_words(number).capitalize()
    tens, units = divmod(number, 10)
    said = _TEENS[units] if tens == 1 else _TENS[tens]
    return (f"{said}-{_NUMBERS[units]}" if units and tens > 1 else said).capitalize()


def phrase(figure: Figure) -> str:
    """The house phrase for a count: `"all but one"`, `"just over half"`.

    Raises InputError on a base of 0, where there is nothing to describe.
    """
    count, out_of = figure.count, figure.out_of
    if out_of == 0:
        raise InputError("There is no phrase for a base of 0: nothing was applicable.")
    if count == 0:
        return "none"
    missing = out_of - count
    if missing == 0:
        return "both" if out_of == 2 else "all"
    if (missing <= 2 and out_of >= 8) or (missing <= 4 and figure.share >= Fraction(4, 5)):
        return f"all but {number_in_words(missing)}"
    return next(words for words, bounds in PHRASES.items() if figure.share in bounds)


def bounds(words: str) -> Bounds:
    """The shares that a phrase of proportion may stand for, including those only accepted.

    `"all but two"` is a count and not a share: see `counts`. Raises InputError with the
    phrases that are known when the phrase is not.
    """
    known = PHRASES.get(words) or _ACCEPTED.get(words)
    if known is None:
        raise InputError(
            f"The phrase {words!r} is not in the table. Use one of: "
            + ", ".join([*READ, "both", "all but one to all but ten"])
            + "."
        )
    return known


def counts(words: str, out_of: int) -> range:
    """The counts on this base that a phrase, read back, may stand for; possibly none.

    A written phrase always reads back to a range that holds its own count. Raises
    InputError on an unknown phrase.
    """
    if words == "both":
        return range(2, 3) if out_of == 2 else range(0)
    if words.startswith("all but "):
        tail = words.removeprefix("all but ")
        missing = _NUMBERS.index(tail) if tail in _NUMBERS[1:] else 0
        if missing:
            return range(out_of - missing, out_of - missing + 1) if out_of > missing else range(0)
    return bounds(words).counts(out_of)


def in_words(figure: Figure, one: str, many: str, *, percentages: bool = True) -> str:
    """A count with what is counted, as a report says it: `"all but one of the 38 cases (97%)"`.

    Bases under 12 give the count; larger ones the phrase with the count in brackets and, where
    `percentages` are wanted, the percentage from a base of 20. One or two of a larger base are
    counted, because "very few" says less. With `many` empty the nouns are left out, for a
    clause that follows one with the same base. Raises InputError on a base of 0.
    """
    said, out_of = phrase(figure), figure.out_of
    if figure.count == out_of:
        base = number_in_words(out_of)
        return {1: f"the one {one}", 2: f"both {many}"}.get(out_of, f"all {base} {many}").strip()
    if figure.count == 0 and out_of == 1:
        return f"{_of_the(many, 'none')} (0 of 1)"
    percent = figure.printed if percentages and out_of >= 20 else ""
    if said.startswith("all but ") and out_of >= 8:
        return (
            f"{_of_the(many, said, out_of)} ({percent})" if percent else _of_the(many, said, out_of)
        )
    if out_of < 12 or figure.count <= 2:
        return in_count(figure, many)
    return f"{_of_the(many, said)} ({figure.count} of {out_of}{percent and ', ' + percent})"


def in_count(figure: Figure, many: str) -> str:
    """A count with its base and nothing else: `"five of the 38 cases"`."""
    count = number_in_words(figure.count) if figure.count else "none"
    return _of_the(many, count, figure.out_of)


def _of_the(many: str, said: str, out_of: int | None = None) -> str:
    base = "" if out_of is None else number_in_words(out_of)
    return " ".join(part for part in (said, "of the" if base or many else "", base, many) if part)
