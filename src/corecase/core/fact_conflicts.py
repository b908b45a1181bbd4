"""Printed facts of one thing side by side: which of them is used, by which rule, and why not.

What several sources say of one figure of one inspection is kept, all of it. A correction takes
the place of what it corrects; then what is printed in the report or paper itself goes before what
a text ascribes to a service, and that before what others tell. Where sources that are equally
well known differ, none is used, and nothing is ever averaged.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby
from typing import Final

from corecase.core.periods import written_span
from corecase.core.printed_facts import PrintedFact
from corecase.core.published_scores import STANDINGS

SINGLE: Final = frozenset(
    {
        *("headline", "section", "criterion", "rating", "total"),
        *("lowest_to_date", "highest_to_date", "average_to_date"),
    }
)
"""The kinds of which an inspection has one each; of others a text may say several things."""

TOLD_WITHIN: Final = timedelta(days=366)
"""How far apart two sources may be published that tell of one inspection, where its days are not
known. Our own setting: today's programme comes back to a service after years, papers do not wait
so long."""


_SAID_ALIKE: Final = ("programme", "kind_of_inspection", "scope")
_SPANS: Final = ("inspected", "as_at", "published")


class Ground(StrEnum):
    """Why one of several facts is used, or none."""

    ONLY_ONE = "ONLY_ONE"
    AGREED = "AGREED"
    CORRECTED = "CORRECTED"
    BETTER_KNOWN = "BETTER_KNOWN"
    NONE_CHOSEN = "NONE_CHOSEN"

    @property
    def words(self) -> str:
        """As people read it, as the end of "it is used because"."""
        return _WORDS[self]


_WORDS: Final = {
    Ground.ONLY_ONE: "one source tells it",
    Ground.AGREED: "all sources agree",
    Ground.CORRECTED: "it corrects an earlier one",
    Ground.BETTER_KNOWN: "it is better known than what differs",
    Ground.NONE_CHOSEN: "none is used: equally well known sources differ",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFact:
    """A fact as the register keeps it, by its number; `corrects` is the number it took over.

    `source_published` is when the text was published that it was read from, as it says itself.
    """

    number: int
    fact: PrintedFact
    corrects: int | None = None
    source_published: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What is told of one thing: the fact that is used, if any, and the others `beside` it.

    `corrected` are past: what these say took their place.
    """

    ground: Ground
    chosen: KeptFact | None
    beside: tuple[KeptFact, ...] = ()
    corrected: tuple[KeptFact, ...] = ()

    @property
    def facts(self) -> tuple[KeptFact, ...]:
        """All that stand, by number."""
        found = (self.chosen, *self.beside) if self.chosen else self.beside
        return tuple(sorted(found, key=_number))

    @property
    def differs(self) -> bool:
        """Whether any of the sources says otherwise than another."""
        return not _agree(self.facts)


def known_by(kept: KeptFact, day: date) -> bool:
    """Whether a fact was certainly published by a day; never where no day of it is told.

    The day of the inspection's report goes before the date of a comparator, and both before
    the day of a text that told of it.
    """
    told = (kept.fact.published, kept.fact.as_at, kept.source_published)
    days = [period for period in map(written_span, told) if period is not None]
    return bool(days) and days[0].is_over_by(day)


def choices(facts: Iterable[KeptFact]) -> tuple[Choice, ...]:
    """What is told of each thing, in the order in which the first fact of each was kept.

    A fact of a kind that may be said several times stands for itself, unless it was corrected.
    """
    known = {one.number: one for one in facts}
    past = {one.corrects for one in known.values()}
    standing = [one for number, one in sorted(known.items()) if number not in past]
    singles = sorted((one for one in standing if one.fact.kind in SINGLE), key=thing)
    groups = [[one] for one in standing if one.fact.kind not in SINGLE]
    for _, alike in groupby(singles, key=thing):
        groups.extend(by_inspection(tuple(alike)))
    found = [choice(group, tuple(_past(group, known))) for group in groups]
    return tuple(sorted(found, key=lambda one: one.facts[0].number))


def place_of(number: int, corrects: Mapping[int, int], seen: Container[int]) -> int | None:
    """The number of the fact whose place a fact takes; None where it corrects nothing.

    That is the nearest before it that is seen, and where none is, what it corrects itself.
    """
    first = at = corrects.get(number)
    while at is not None and at not in seen:
        at = corrects.get(at)
    return first if at is None else at


def linked(
    facts: Iterable[KeptFact], corrects: Mapping[int, int], seen: Container[int]
) -> list[KeptFact]:
    """These facts, each in the place that it takes where these are seen and no others."""
    return [replace(one, corrects=place_of(one.number, corrects, seen)) for one in facts]


def choice(facts: Sequence[KeptFact], corrected: tuple[KeptFact, ...] = ()) -> Choice:
    """Which of the facts of one thing is used; there has to be at least one."""
    best = min(map(_rank, facts))
    candidates = sorted((one for one in facts if _rank(one) == best), key=_most_complete)
    if not _agree(candidates):
        ordered = tuple(sorted(facts, key=_number))
        return Choice(ground=Ground.NONE_CHOSEN, chosen=None, beside=ordered, corrected=corrected)
    chosen = candidates[0]
    return Choice(
        ground=_ground(chosen, facts),
        chosen=chosen,
        beside=tuple(one for one in sorted(facts, key=_number) if one is not chosen),
        corrected=corrected,
    )


def _ground(chosen: KeptFact, facts: Sequence[KeptFact]) -> Ground:
    if not _agree(facts):
        return Ground.BETTER_KNOWN
    if len(facts) > 1:
        return Ground.AGREED
    return Ground.ONLY_ONE if chosen.corrects is None else Ground.CORRECTED


def _past(group: Sequence[KeptFact], known: Mapping[int, KeptFact]) -> Iterator[KeptFact]:
    """What the facts of a group took the place of, the latest first."""
    for one in group:
        before = known.get(one.corrects) if one.corrects is not None else None
        while before is not None:
            yield before
            before = known.get(before.corrects) if before.corrects is not None else None


def _agree(facts: Sequence[KeptFact]) -> bool:
    """Whether nothing that one says is denied by another; silence denies nothing."""
    values = {(f.fact.value, f.fact.most) for f in facts if f.fact.value is not None}
    bases = {f.fact.out_of for f in facts if f.fact.out_of is not None}
    words = {_plain(f.fact.said) for f in facts if f.fact.said}
    return all(len(said) <= 1 for said in (values, bases, words))


def in_use(found: Iterable[Choice], *, differing: bool = False) -> Iterator[PrintedFact]:
    """The facts that are used, each with the day by which it was known.

    That is the day of the inspection's report, or of the figure, or else of the text that told.
    With `differing`, percentages of a headline of which none is chosen as well, with the days
    and the kind of their inspection written alike, so that they are known for one.
    """
    for one in found:
        if one.chosen:
            yield _dated(one.chosen)
        elif differing and one.facts[0].fact.kind == "headline":
            told = [_dated(kept) for kept in one.facts]
            inspected = next((fact.inspected for fact in told if fact.inspected), "")
            kind = next((fact.kind_of_inspection for fact in told if fact.kind_of_inspection), "")
            for fact in told:
                if fact.value is not None:
                    yield replace(fact, inspected=inspected, kind_of_inspection=kind)


def _dated(kept: KeptFact) -> PrintedFact:
    fact = kept.fact
    return replace(fact, published=fact.published or fact.as_at or kept.source_published)


def of_one_thing(one: PrintedFact, other: PrintedFact) -> bool:
    """Whether two facts can be of one figure of one inspection of one service."""
    things = {(_plain(fact.service), fact.measure) for fact in (one, other)}
    return one.kind in SINGLE and len(things) == 1 and _may_be_one(one, other)


def by_inspection(facts: Sequence[KeptFact]) -> Iterator[list[KeptFact]]:
    """Facts of one service, apart by inspection, those that tell most first.

    A fact joins the only group that it can be of. Where it can be of several, nobody can say of
    which, and it stands apart with others of its sort.
    """
    groups: list[list[KeptFact]] = []
    apart: list[list[KeptFact]] = []
    for one in sorted(facts, key=_tells_most):
        mine = [group for group in groups if _fits(one, group)]
        if len(mine) == 1:
            mine[0].append(one)
        elif mine:
            _put(apart, one)
        else:
            groups.append([one])
    yield from (*groups, *apart)


def _put(groups: list[list[KeptFact]], one: KeptFact) -> None:
    mine = [group for group in groups if _fits(one, group)]
    if mine:
        mine[0].append(one)
    else:
        groups.append([one])


def _fits(one: KeptFact, group: Sequence[KeptFact]) -> bool:
    """Whether a fact can be of the inspection of a group."""
    return all(_may_be_one(one.fact, other.fact) for other in group)


def _may_be_one(one: PrintedFact, other: PrintedFact) -> bool:
    """Whether two facts can be of one inspection: silence of either about something may be."""
    for name in _SAID_ALIKE:
        words = {_plain(getattr(one, name)), _plain(getattr(other, name))} - {""}
        if len(words) > 1:
            return False
    spans = {name: [written_span(getattr(fact, name)) for fact in (one, other)] for name in _SPANS}
    for first, second in (spans["as_at"], spans["inspected"]):
        if first and second and not first.meets(second):
            return False
    first, second = spans["published"]
    if all(spans["inspected"]) or not (first and second):
        return True
    return max(first.first - second.last, second.first - first.last) <= TOLD_WITHIN


def _tells_most(one: KeptFact) -> tuple[int, int]:
    told = sum(bool(getattr(one.fact, name)) for name in (*_SAID_ALIKE, *_SPANS))
    return -told, one.number


def thing(one: KeptFact) -> tuple[str, str]:
    """The service and the measure that a fact is of; only facts alike in these are of one thing."""
    return _plain(one.fact.service), one.fact.measure


def _plain(written: str) -> str:
    return " ".join(written.split()).casefold()


def _number(one: KeptFact) -> int:
    return one.number


def _rank(one: KeptFact) -> int:
    return STANDINGS.index(one.fact.standing)


def _most_complete(one: KeptFact) -> tuple[bool, bool, int]:
    return one.fact.value is None, not one.fact.said, one.number
