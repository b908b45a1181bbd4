"""A count out of a base, and the ways it may be printed."""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import Final

LEAST_CASES: Final = 5
"""Fewer applicable cases than these: the count is given alone, without percentage or interval."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """`count` out of `out_of`, both whole numbers with 0 <= count <= out_of.

    Figures add up: the score of a section is the sum of the figures of its items.
    """

    count: int
    out_of: int

    def __post_init__(self) -> None:
        if not 0 <= self.count <= self.out_of:
            raise ValueError(
                f"a figure needs 0 <= count <= base, not {self.count} of {self.out_of}"
            )

    def __add__(self, other: "Figure") -> "Figure":
        return Figure(count=self.count + other.count, out_of=self.out_of + other.out_of)

    @property
    def is_applicable(self) -> bool:
        """Whether anything stands behind the figure. A base of 0 has no share, never 0%."""
        return self.out_of > 0

    @property
    def share(self) -> Fraction:
        """The exact share. Raises ZeroDivisionError on a base of 0."""
        return Fraction(self.count, self.out_of)

    @property
    def percent(self) -> int | None:
        """The whole percentage as printed, halves rounded up; None on a base of 0.

        Integers throughout: 89 of 200 is 45, which binary floats and round-half-to-even miss.
        """
        if not self.out_of:
            return None
        return (200 * self.count + self.out_of) // (2 * self.out_of)

    @property
    def printed(self) -> str:
        """`"60%"`, or `"not applicable"` on a base of 0.

        Never 0% or 100% unless it is exactly that.
        """
        if self.percent is None:
            return "not applicable"
        if self.percent == 0 and self.count:
            return "under 1%"
        if self.percent == 100 and self.count < self.out_of:
            return "over 99%"
        return f"{self.percent}%"

    def printed_on(self, n_cases: int | None) -> str:
        """As `printed`; the count alone, `"3 of 4"`, where fewer than 5 cases stand behind it.

        `n_cases` are the cases in which any of it applies, None where nobody kept how many.
        """
        if n_cases is not None and self.is_applicable and n_cases < LEAST_CASES:
            return str(self)
        return self.printed

    def __str__(self) -> str:
        return f"{self.count} of {self.out_of}"


NOTHING = Figure(count=0, out_of=0)


def printed_share(share: float) -> str:
    """A share from -1 to 1 as every page prints it: whole percent, a millionth being the finest.

    As `Figure.printed`: halves away from 0, and never 0% or 100% unless it is that; `"12%"`,
    `"over 99%"`. A share below 0 has a minus before it. Raises ValueError beyond -1 and 1.
    """
    sign = "\N{MINUS SIGN}" if share < 0 else ""
    return sign + Figure(count=round(abs(share) * 10**6), out_of=10**6).printed


def possible_counts(percent: int, out_of: int) -> tuple[int, ...]:
    """The counts that print as `percent` (halves up) on this base; empty when none can.

    Brown and Heathers 2017, The GRIM test, SPPS 8, 363: 76% cannot come from 36 cases.
    A base of 0 has no possible count.
    """
    if out_of <= 0:
        return ()
    # percent = floor((200 s + a) / 2a)  <=>  (2p - 1) a <= 200 s < (2p + 1) a
    low = ceil(Fraction((2 * percent - 1) * out_of, 200))
    high = ceil(Fraction((2 * percent + 1) * out_of, 200)) - 1
    return tuple(range(max(low, 0), min(high, out_of) + 1))


def possible_bases(percent: int, bases: range) -> tuple[int, ...]:
    """The bases in `bases` on which `percent` can be printed."""
    return tuple(base for base in bases if possible_counts(percent, base))


def round_half_up(value: Fraction) -> int:
    """The nearest whole number, halves up."""
    return floor(value + Fraction(1, 2))
