"""Percentages for the public: with a band in place of the base, or not at all.

A percentage beside its exact base gives the count away: 7% of 28 is 2 persons.
"""

from dataclasses import dataclass
from typing import Final

from corecase.core.errors import InputError
from corecase.core.figures import Figure, possible_counts

BASE_BANDS: Final = ((20, 29), (30, 49), (50, 99), (100, 199), (200, 499))
"""The bands in which bases are published. The first two are the policy's, the others our own."""

LEAST_BASE, LEAST_COUNT = 20, 10
"""For groups within a service: the least base, and the least persons on either side."""

LEAST_JUDGEMENTS = 5
"""For a service as a whole: under this base no percentage is given."""


def base_band(base: int) -> str:
    """The band of a base as it is published: `"20 to 29"`, `"under 20"`, `"500 or more"`."""
    if base < 0:
        raise InputError("A base is counted from 0.")
    for low, high in BASE_BANDS:
        if low <= base <= high:
            return f"{low} to {high}"
    return f"under {BASE_BANDS[0][0]}" if base < BASE_BANDS[0][0] else "500 or more"


def counts_told(percent: int, bases: range) -> tuple[int, ...]:
    """Every count that prints as this percentage on one of the bases, in order.

    One base alone makes them few: with a base of 28, 7% tells 2.
    """
    return tuple(sorted({count for base in bases for count in possible_counts(percent, base)}))


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicShare:
    """A share as the public sees it; `withheld` says why it does not, or is empty."""

    printed: str
    base: str
    withheld: str = ""


def public_share(figure: Figure, *, below_service: bool) -> PublicShare:
    """A share that may be published, with the band of its base.

    Below the service, such as girls or one court, it needs a base of 20 and 10 persons on either
    side; 0 to 9 on one side are printed as one band, so that none cannot be told from few. It is
    withheld where the percentage and the band of the base leave a single count. For a
    service as a whole, where judgements are counted and not persons, it needs a base of 5.
    """
    base = base_band(figure.out_of)
    least = LEAST_BASE if below_service else LEAST_JUDGEMENTS
    if figure.out_of < least:
        return PublicShare(
            printed="", base="", withheld=f"its base is under {least}, too few to be published"
        )
    few, many = figure.count < LEAST_COUNT, figure.out_of - figure.count < LEAST_COUNT
    if below_service and few:
        return PublicShare(printed=f"fewer than {LEAST_COUNT}", base=base)
    if below_service and many:
        return PublicShare(printed=f"all but fewer than {LEAST_COUNT}", base=base)
    if below_service and _tells_the_count(figure):
        return PublicShare(
            printed="", base="", withheld="its percentage and the band of its base tell the count"
        )
    return PublicShare(printed=figure.printed, base=base)


def _tells_the_count(figure: Figure) -> bool:
    """Whether one count alone fits what would be printed; the reader knows the rules too."""
    for low, high in BASE_BANDS:
        if low <= figure.out_of <= high:
            fits = {
                count
                for base in range(low, high + 1)
                for count in possible_counts(figure.percent or 0, base)
                if LEAST_COUNT <= count <= base - LEAST_COUNT
            }
            return len(fits) == 1
    return False
