"""Printed facts as open data: what may stand there, and what is withheld with its reason.

Figures that a source printed stay as they were printed, with one exception: counts of persons
and answers of surveys, which open data of many services could be set against each other by.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from corecase.core.printed_facts import PrintedFact

FEWEST_ANSWERS: Final = 31
"""Surveys stand in open data above 30 answers only."""
FEWEST_PERSONS: Final = 10
"""Counts of persons from 1 to 9 are withheld."""

PERSONS: Final = ("count", "survey", "finding")
"""The kinds of facts that count persons, cases or answers."""
OF_THINGS: Final = frozenset({"criteria", "days", "headlines", "questions", "recommendations"})
"""What a count may be of that is no person and no case; such a count is never withheld."""
_PERCENT: Final = ("%", "percent")
_SMALL: Final = f"a count from 1 to {FEWEST_PERSONS - 1}; its source prints it"
_FEW: Final = f"fewer than {FEWEST_ANSWERS} answers; its source prints them"
_SECOND: Final = "so that another answer cannot be worked out from it; its source prints both"
_UNTOLD: Final = "how many answered is not told beside it; see its source"


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
    nor, with its base, on the other, because the difference would tell it; a percentage with its
    base is such a count.
    """
    if fact.kind not in PERSONS or (fact.kind == "count" and fact.key in OF_THINGS):
        return OpenFact(fact=fact)
    if fact.kind == "survey" and (why := _too_few_answers(fact)):
        return OpenFact(fact=fact, withheld=why)
    small = any(0 < end < FEWEST_PERSONS for end in _persons(fact))
    return OpenFact(fact=fact, withheld=_SMALL if small else "")


def open_facts(facts: Iterable[PrintedFact]) -> tuple[OpenFact, ...]:
    """Facts as open data, in their order, with no answer that others of its question give away.

    Where one answer to a survey is withheld, and the rest of its source's answers on the same
    base may be to the same question, the least of those is withheld as well: the base less what
    is shown would otherwise tell it.
    """
    found = [open_fact(fact) for fact in facts]
    places: dict[tuple[str, ...], list[int]] = {}
    for number, one in enumerate(found):
        if one.fact.kind == "survey" and one.fact.out_of is not None and one.fact.value is not None:
            places.setdefault(_question(one.fact), []).append(number)
    for numbers in places.values():
        hidden = [number for number in numbers if found[number].withheld]
        shown = [number for number in numbers if not found[number].withheld]
        if len(hidden) == 1 and shown:
            least = min(shown, key=lambda number: (_answers(found[number].fact), number))
            found[least] = OpenFact(fact=found[least].fact, withheld=_SECOND)
    return tuple(found)


def _question(fact: PrintedFact) -> tuple[str, ...]:
    """What tells the answers to one question from others, as far as a source tells it."""
    told = (fact.service, fact.source, fact.measure, fact.inspected, fact.published)
    return (*told, str(fact.out_of))


def _answers(fact: PrintedFact) -> Decimal:
    """How many gave an answer, worked out where it is a percentage."""
    value = fact.value or Decimal(0)
    return value * (fact.out_of or 0) / 100 if fact.unit in _PERCENT else value


def _too_few_answers(fact: PrintedFact) -> str:
    """Why it is not certain that enough people answered; a percentage alone tells no number."""
    counted = None if fact.unit in _PERCENT else fact.value
    answers = fact.out_of if fact.out_of is not None else counted
    if answers is None:
        return _UNTOLD
    return _FEW if answers < FEWEST_ANSWERS else ""


def _persons(fact: PrintedFact) -> Iterator[Decimal]:
    """How many persons a fact tells of: at its ends, in its base, and on the other side."""
    ends = [end for end in (fact.value, fact.most) if end is not None]
    if fact.unit in _PERCENT:
        # Without its base a percentage counts nobody.
        ends = [] if fact.out_of is None else [end * fact.out_of / 100 for end in ends]
    yield from ends
    if fact.out_of is not None:
        yield Decimal(fact.out_of)
        yield from (fact.out_of - end for end in ends)
