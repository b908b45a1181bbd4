"""Printed facts as open data: what may stand there, and what is withheld with its reason.

Figures that a source printed stay as they were printed, with one exception: counts of persons
and answers of surveys, which open data of many services could be set against each other by.
"""

from dataclasses import dataclass
from typing import Final

from corecase.core.printed_facts import PrintedFact

FEWEST_ANSWERS: Final = 31
"""Surveys stand in open data above 30 answers only."""
FEWEST_PERSONS: Final = 10
"""Counts of persons from 1 to 9 are withheld."""

PERSONS: Final = ("count", "survey", "finding")
"""The kinds of facts that count persons, cases or answers."""
_SMALL: Final = f"a count from 1 to {FEWEST_PERSONS - 1}; its source prints it"
_FEW: Final = f"fewer than {FEWEST_ANSWERS} answers; its source prints them"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenFact:
    """A printed fact as open data: `withheld` says why its figures are not given, or is empty."""

    fact: PrintedFact
    withheld: str = ""

    @property
    def value(self) -> float | None:
        """The figure as printed; None where it is withheld or only words are printed."""
        return None if self.withheld or self.fact.value is None else float(self.fact.value)

    @property
    def most(self) -> float | None:
        """The upper end where the words leave a range open."""
        return None if self.withheld or self.fact.most is None else float(self.fact.most)

    @property
    def out_of(self) -> int | None:
        """The base, where one is printed and given."""
        return None if self.withheld else self.fact.out_of

    @property
    def said(self) -> str:
        """What is said in words; nothing where they would give away a count that is withheld."""
        return "" if self.withheld else self.fact.said


def open_fact(fact: PrintedFact) -> OpenFact:
    """A fact as open data.

    A survey needs more than 30 answers. A count of persons has neither 1 to 9 on the one side
    nor, with its base, on the other, because the difference would tell it.
    """
    if fact.kind not in PERSONS:
        return OpenFact(fact=fact)
    if fact.kind == "survey":
        answers = fact.out_of if fact.out_of is not None else fact.value
        few = answers is None or answers < FEWEST_ANSWERS
        if few:
            return OpenFact(fact=fact, withheld=_FEW)
    ends = [fact.value, fact.most, fact.out_of]
    if fact.out_of is not None and fact.value is not None:
        ends.append(fact.out_of - fact.value)
    small = any(0 < end < FEWEST_PERSONS for end in ends if end is not None)
    return OpenFact(fact=fact, withheld=_SMALL if small else "")
