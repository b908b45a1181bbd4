"""Claims: what councils say of an inspection, and when figures bear it.

A claim is said where its chance is at least 0.9, said with "probably" from 0.5, and otherwise
not made. The gates are our own rule, and stricter than the evidence for most such sentences.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from math import fsum
from typing import Final

from corecase.core.errors import InputError
from corecase.core.periods import day_in_words
from corecase.core.vocabularies import Vocabulary

SAID_FROM: Final = 0.9
PROBABLY_FROM: Final = 0.5
# Chances are sums of floats: 0.9 must not fail by its last digit.
_HAIR: Final = 1e-9
_MOST: Final = 99


class Claim(Vocabulary):
    """What is claimed of a service."""

    HIGHEST_IN_THE_REGION = "HIGHEST_IN_THE_REGION"
    BEST_PERFORMING = "BEST_PERFORMING"
    BEST_OVERALL = "BEST_OVERALL"
    TOP_QUARTILE = "TOP_QUARTILE"
    ABOVE_AVERAGE = "ABOVE_AVERAGE"
    HIGHER = "HIGHER"
    IMPROVED = "IMPROVED"
    LOWEST_TO_DATE = "LOWEST_TO_DATE"


def claim_in(words: str) -> Claim:
    """The claim in words such as "top quartile" or "in the top quartile".

    Raises InputError with the claims that are known.
    """
    plain = " ".join(words.casefold().replace("-", " ").split()).removeprefix("in the ")
    for claim in Claim:
        if plain in (claim.words, claim.words.removesuffix(" in the region")):
            return claim
    known = ", ".join(f'"{claim.words}"' for claim in Claim)
    raise InputError(f"There is no claim {words!r}; use one of {known}.")


class Verdict(Vocabulary):
    """What the figures allow of a claim."""

    SAID = "SAID"
    PROBABLY = "PROBABLY"
    CANNOT_BE_PLACED = "CANNOT_BE_PLACED"
    OPPOSITE_SAID = "OPPOSITE_SAID"
    ONLY_AS_PRINTED = "ONLY_AS_PRINTED"
    NOT_AS_PRINTED = "NOT_AS_PRINTED"
    CANNOT_BE_COMPUTED = "CANNOT_BE_COMPUTED"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chance:
    """How likely a claim is true, from 0 to 1: one figure, or a range over what is assumed."""

    low: float
    high: float

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.high <= 1:
            raise InputError(f"A chance lies from 0 to 1, its low end first; not {self}.")

    @classmethod
    def of(cls, *chances: float) -> "Chance":
        """The chance, or the range of several that rest on different assumptions.

        Raises InputError for none.
        """
        if not chances:
            raise InputError("A chance needs at least one figure; compute it first.")
        # Distribution functions leave [0, 1] by a rounding error now and then.
        inside = [min(1.0, max(0.0, chance)) for chance in chances]
        return cls(low=min(inside), high=max(inside))

    @property
    def verdict(self) -> Verdict:
        """What may be said, by the low end: an assumption never lifts a claim over its gate."""
        if self.low >= SAID_FROM - _HAIR:
            return Verdict.SAID
        return Verdict.PROBABLY if self.low >= PROBABLY_FROM - _HAIR else Verdict.CANNOT_BE_PLACED

    @property
    def opposite(self) -> "Chance":
        """The chance that the claim is not true."""
        return Chance.of(1 - self.low, 1 - self.high)

    @property
    def words(self) -> str:
        """`"62 in 100"`, `"between 38 and 71 in 100"`, `"under 1 in 100"`.

        Rounded down, so that no chance below a gate reads as one that reaches it.
        """
        low, high = _hundredths(self.low), _hundredths(self.high)
        if low == high:
            return "99 in 100 or more" if low >= _MOST else f"{_number(low)} in 100"
        if not low:
            return f"from {_number(low)} to {_number(high)} in 100"
        return f"between {_number(low)} and {_number(high)} in 100"


def all_at_once(chances: Iterable[Chance]) -> Chance:
    """The chance that several claims all hold, when nobody knows how they hang together.

    From max(0, sum - (n - 1)) to the least of them: Fréchet 1935, Boole's inequality. Scores
    of one service come from the same cases, so taking them as independent would be a guess.
    Raises InputError for none.
    """
    found = tuple(chances)
    if not found:
        raise InputError("A chance of all needs at least one; compute them first.")
    # Rounded once: a plain sum can pass the least of them by a last digit.
    least = fsum((*(one.low for one in found), 1 - len(found)))
    return Chance(low=max(0.0, least), high=min(one.high for one in found))


@dataclass(frozen=True, slots=True, kw_only=True)
class Standpoint:
    """From where a comparison is made: its as-at date, whom with, how many services those are.

    `group` are words that follow "of": "the services in the North East"; `n_services` is None
    where no source says how many stand behind it, and the words then say that.
    """

    as_at: date
    group: str
    n_services: int | None

    def __post_init__(self) -> None:
        if not self.group:
            raise InputError("A comparison needs the services it is made with; name them.")
        if self.n_services is not None and self.n_services < 1:
            raise InputError("A comparison needs at least one service; correct the number.")

    @property
    def words(self) -> str:
        """`"of the services in the North East, as at 11 February 2010; 12 services"`."""
        behind = (
            "number of services not printed"
            if self.n_services is None
            else f"{self.n_services} service{'s' * (self.n_services != 1)}"
        )
        return f"of {self.group}, as at {day_in_words(self.as_at)}; {behind}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowed:
    """The sentence that the figures allow in the place of a claim.

    `headline` is the one it speaks of, empty for all. `chance` is that of what the sentence says,
    so that of the opposite where it says that; None where the verdict does not rest on one.
    `missing` is what would be needed to compute it; `assumptions` are what the chance rests on
    beside the figures.
    """

    claim: Claim
    service: str
    headline: str
    verdict: Verdict
    sentence: str
    standpoint: Standpoint
    chance: Chance | None = None
    missing: tuple[str, ...] = ()
    assumptions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if (self.verdict is Verdict.CANNOT_BE_COMPUTED) != bool(self.missing):
            raise InputError("A claim that cannot be computed says what is missing, and only it.")

    @property
    def may_be_said(self) -> bool:
        """Whether a council may make the claim, if only with "probably"."""
        return self.verdict in (Verdict.SAID, Verdict.PROBABLY)


def _hundredths(chance: float) -> int:
    return min(int(100 * chance + _HAIR), _MOST)


def _number(hundredths: int) -> str:
    return str(hundredths) if hundredths else "under 1"
