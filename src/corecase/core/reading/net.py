"""What no rule read: each quantity, day, word and entry of a list left over, for a person.

Nothing here is certain. What a text tells of other things (money, staff, schools, other
inspectorates) is left out, and so is what a rule has read for certain at the same place.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Final

from corecase.core.printed_facts import PrintedFact
from corecase.core.reading import left_numbers, left_rows, left_words
from corecase.core.reading.left import Offer, Spot, headed
from corecase.core.reading.outline import Placed, sort_of
from corecase.core.reading.ratings import RATINGS
from corecase.core.reading.record import Record
from corecase.core.reading.scores import BAND

_NOT_HERE: Final = frozenset({"contents", "glossary", "thanks"})
_BOX: Final = 4
_FIGURE: Final = re.compile(rf"\d|^\W*(?:{'|'.join(RATINGS)})\W*$|{BAND.pattern}", re.IGNORECASE)
_REST: Final = 3  # letters of a word that is cut in a narrow column
_WHOLE: Final = frozenset({"of", "to", "and", "in", "for", "the", "on", "at", "by", "all"})
_PLAIN: Final = frozenset({"section", "criterion", "total", "indicator", "rating"})
"""Kinds that no rule takes for another, even where it leaves something open."""
_READERS: Final = (left_numbers.numbers, left_words.worded, left_rows.rows)


def caught(record: Record, facts: Iterable[PrintedFact]) -> Iterator[PrintedFact]:
    """What is left over in a text after all its `facts`, each with what to decide."""
    known = _Known.of(facts)
    for spot in _spots(record.parts):
        for reader in _READERS:
            for offer in reader(record, spot):
                fact = record.fact(
                    offer.measure,
                    spot.placed.passage,
                    offer.start,
                    offer.end,
                    doubt=offer.doubt,
                    **offer.told,
                )
                if not known.holds(fact) and not (offer.or_else and known.held(fact, offer)):
                    known.add(fact)
                    yield fact


def _spots(parts: Iterable[Placed]) -> Iterator[Spot]:
    """Each passage with the heading over it, known or not, and the heads of its table."""
    over, over_mark, cut, is_open, last = "", "", "", True, 0
    heads: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()  # the heads of a table whose label stands on a line of its own
    keys: tuple[str, ...] = ()
    for placed in parts:
        if placed.part in _NOT_HERE:
            continue
        cells = placed.passage.cells
        number = placed.passage.line.number
        if cells and heads and len(cells) != len(heads) and number > last + 1:
            heads, is_open = (), True  # another table
        last = number
        if cells and kept and (cells[0][:1] in _GOES_ON or _is_like(kept, cells)):
            heads, is_open = kept, False
        if over_mark and placed.passage.mark and sort_of(placed.passage.mark) == over_mark:
            over, over_mark = "", ""  # the next entry of the list in which the heading stands
        spot = Spot(placed=placed, over=over, heads=heads, keys=keys, cut=cut)
        yield spot
        if (headed(placed) and not spot.is_bare_entry) or (
            placed.is_heading and not placed.text.endswith((".", ";", ","))
        ):
            over, over_mark = placed.text, sort_of(placed.passage.mark)
        elif placed.passage.cells:
            over = ""  # what stands over a table is over the table alone
        kept = heads if not cells and len(placed.text) < _CUT_LABEL else ()
        heads = _headed(heads, cells, is_open=is_open)
        is_open = not cells or (is_open and not _is_of_figures(cells))
        cut = _cut(cells or (placed.text,))
        keys = spot.told or keys


def _is_like(heads: tuple[str, ...], cells: tuple[str, ...]) -> bool:
    """Whether a row may stand below these heads: figures in as many columns."""
    return len(heads) == len(cells) and _is_of_figures(cells) and not _is_of_figures(heads)


def _cut(cells: tuple[str, ...]) -> str:
    """The beginning of a label that goes on in the row below: "Likelihood of re-"."""
    label = "" if any(cells[1:]) or len(cells[0]) > _CUT_LABEL else cells[0]
    return label[:-1] if label.endswith("-") else label and f"{label} "


_CUT_LABEL: Final = 40
_GOES_ON: Final = frozenset("abcdefghijklmnopqrstuvwxyz(")


def _headed(heads: tuple[str, ...], cells: tuple[str, ...], *, is_open: bool) -> tuple[str, ...]:
    """The heads of a table's columns after one more row; until its figures they may go on."""
    if not cells:
        return ()
    if not heads or not is_open or _is_of_figures(cells):
        return heads or cells
    return tuple(_joined(a, b) for a, b in zip_longest(heads, cells, fillvalue=""))


def _is_of_figures(cells: tuple[str, ...]) -> bool:
    return any(_FIGURE.search(cell) for cell in cells[1:])


def _joined(head: str, more: str) -> str:
    """Two lines of one head: a word that is cut goes on."""
    if head.endswith("-"):
        return head[:-1] + more
    cut = len(more) <= _REST and more.islower() and more not in _WHOLE and head[-1:].isalpha()
    return f"{head}{more}" if cut else f"{head} {more}".strip()


@dataclass(frozen=True, slots=True)
class _Known:
    """What was read, by its place: figures read for certain, figures and words by their kind."""

    sure: dict[str, set[object]] = field(default_factory=lambda: defaultdict(set))
    kinds: dict[tuple[str, str], set[object]] = field(default_factory=lambda: defaultdict(set))
    bands: dict[tuple[str, str], str] = field(default_factory=dict)
    read: set[tuple[str, str, object]] = field(default_factory=set)

    @classmethod
    def of(cls, facts: Iterable[PrintedFact]) -> "_Known":
        made = cls()
        for fact in facts:
            made.add(fact)
            made.read.add((fact.place, fact.kind, fact.value))
        return made

    def add(self, fact: PrintedFact) -> None:
        figures = {one for one in (fact.value, fact.most) if one is not None}
        here = self.kinds[fact.place, _sort(fact)]
        here |= figures
        here.add(fact.said.casefold())
        here.add((fact.measure, fact.said.casefold()))
        if fact.kind in ("headline", "criterion", "section") and fact.said and not fact.doubt:
            self.bands[fact.place, fact.measure] = fact.said
        if not fact.doubt or fact.kind in _PLAIN:
            self.sure[fact.place] |= figures
            if not figures:
                self.sure[fact.place].add(fact.said.casefold())

    def holds(self, fact: PrintedFact) -> bool:
        """Whether this figure, or these words, are known at this place."""
        here = self.kinds[fact.place, _sort(fact)]
        if fact.value is not None:
            return fact.value in here or fact.value in self.sure[fact.place]
        if fact.kind == "headline":
            told = (fact.measure, fact.said.casefold()) in here
            return told or fact.said in self._bands_at(fact)
        if fact.kind in ("finding", "recommendation", "action", "text"):
            return any(_is_one(fact, str(said)) for said in here)
        return fact.said.casefold() in here

    def held(self, fact: PrintedFact, offer: Offer) -> bool:
        """Whether a rule took the figure for the likelier kind, so that no other is offered."""
        return (fact.place, offer.or_else, fact.value) in self.read

    def _bands_at(self, fact: PrintedFact) -> set[str]:
        """The bands that were read with figures here, or on the lines just above, as in a box."""
        unit, _, number = fact.place.partition(" ")
        lines = range(int(number) - _BOX, int(number) + 1) if unit == "line" else (number,)
        return {self.bands.get((f"{unit} {one}", fact.measure), "") for one in lines}


def _is_one(fact: PrintedFact, said: str) -> bool:
    """Whether words are known, or part of others that are."""
    mine = fact.said.casefold()
    return mine[:_ENOUGH] in said or said[:_ENOUGH] in mine


_ENOUGH: Final = 25


def _sort(fact: PrintedFact) -> str:
    """What two facts at one place must share to be one: words are told apart by their measure."""
    return fact.measure if fact.kind == "text" else fact.kind
