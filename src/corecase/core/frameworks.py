"""Frameworks: the criteria of a programme as a value that refuses to be built wrong."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from graphlib import CycleError, TopologicalSorter
from typing import Literal

from corecase.core.clauses import faults
from corecase.core.criteria import Band, Criterion, Headline, Item, Recommendation, Section
from corecase.core.errors import ManyProblems, Problem
from corecase.core.figures import Figure
from corecase.core.rules import Attributes

BandRule = Literal["exact", "printed"]
"""Whether a band is taken from the exact score or from the whole number that is printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Framework:
    """The criteria of one programme in one edition.

    `improvement_plan_weeks` is how long after publication a service's improvement plan is due;
    None where the programme sets no day. Raises ManyProblems, with every fault found, when it is
    inconsistent.
    """

    id: str
    title: str
    prefix: str
    edition: str
    sections: tuple[Section, ...]
    criteria: tuple[Criterion, ...]
    items: tuple[Item, ...]
    headlines: tuple[Headline, ...] = ()
    bands: tuple[Band, ...] = ()
    band_on: BandRule = "exact"
    strength_from: int = 60
    prints_scores: bool = True
    improvement_plan_weeks: int | None = 4
    recommendations: tuple[Recommendation, ...] = ()
    sources: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    report_edition: str = "standard"

    def __post_init__(self) -> None:
        error = ManyProblems.unless_empty(f"Framework {self.id}", list(_problems(self)))
        if error:
            raise error

    def item(self, item_id: str) -> Item:
        """The item with this identifier; KeyError when there is none."""
        return {item.id: item for item in self.items}[item_id]

    def criterion(self, criterion_id: str) -> Criterion:
        """The criterion with this identifier; KeyError when there is none."""
        return {criterion.id: criterion for criterion in self.criteria}[criterion_id]

    def criteria_of(self, section_id: str) -> tuple[Criterion, ...]:
        """The criteria of a section, in order."""
        return tuple(c for c in self.criteria if c.section == section_id)

    def items_of(self, criterion_id: str) -> tuple[Item, ...]:
        """The items pooled in a criterion's score, scored or not, in order."""
        return tuple(i for i in self.items if i.criterion == criterion_id)

    def items_reported_in(self, criterion_id: str) -> tuple[Item, ...]:
        """The items that a criterion shows: its own and those it shows again."""
        return tuple(
            i
            for i in self.items
            if i.criterion == criterion_id or criterion_id in i.also_reported_in
        )

    def band_for(self, figure: Figure, rule: BandRule | None = None) -> Band | None:
        """The band of a figure by the framework's rule, or by another.

        None on a base of 0 and where the framework has no bands.
        """
        if not figure.is_applicable or not self.bands:
            return None
        measured = figure.percent if (rule or self.band_on) == "printed" else 100 * figure.share
        return self.band_at(Fraction(measured or 0))

    def band_at(self, percent: Fraction) -> Band:
        """The band in which this percentage lies."""
        return max(
            (band for band in self.bands if band.from_percent <= percent),
            key=lambda band: band.from_percent,
        )

    def gate_order(self) -> tuple[Item, ...]:
        """The items ordered so that each comes after the item its gate asks about."""
        by_id = {item.id: item for item in self.items}
        edges = {item.id: {item.gate.item} if item.gate else set() for item in self.items}
        return tuple(by_id[item_id] for item_id in TopologicalSorter(edges).static_order())

    def overlaid(
        self, *, note: str, leaves_out: Iterable[str] = (), adds: Iterable[Item] = ()
    ) -> "Framework":
        """A copy without some items and with others; the shipped framework stays as it is."""
        gone = set(leaves_out)
        kept = tuple(item for item in self.items if item.id not in gone)
        library = tuple(
            replace(r, items=tuple(i for i in r.items if i not in gone))
            for r in self.recommendations
            if not r.items or set(r.items) - gone
        )
        return replace(
            self, items=(*kept, *adds), recommendations=library, notes=(*self.notes, note)
        )

    @property
    def is_reconstructed(self) -> bool:
        """Whether items were invented so that published figures come out, and cases with them."""
        return any(item.wording == "invented" for item in self.items)

    def attributes_read(self) -> tuple[str, ...]:
        """The attributes of a case that its rules need, in order of the items."""
        return tuple(dict.fromkeys(a for i in self.items for a in sorted(i.applies.reads())))

    def asked(self, item: Item, attributes: Attributes, answers: Mapping[str, object]) -> bool:
        """Whether a case has to have an answer to this item, by its rule and its gate.

        A rule that needs an unknown attribute asks: an unknown never excuses an answer. A
        gate whose item is unanswered does not ask yet.
        """
        if item.applies.applies(attributes) is False:
            return False
        if item.gate is None:
            return True
        judgement = answers.get(item.gate.item)
        return bool(item.gate.is_open(getattr(judgement, "answer", None)))


def _problems(framework: Framework) -> Iterator[Problem]:
    yield from _duplicates(framework)
    yield from _unknown_references(framework)
    yield from _bad_bands(framework)
    yield from _bad_items(framework)
    yield from _cycles(framework)


# A score or an item is asked for by its id alone.
_NAMED_TOGETHER = ("sections", "criteria", "items", "headlines")


def _duplicates(framework: Framework) -> Iterator[Problem]:
    kinds = {
        "sections": [row.id for row in framework.sections],
        "criteria": [row.id for row in framework.criteria],
        "items": [row.id for row in framework.items],
        "headlines": [row.id for row in framework.headlines],
        "bands": [row.id for row in framework.bands],
        "recommendations": [row.id for row in framework.recommendations],
    }
    for kind, ids in kinds.items():
        for row_id in sorted({row_id for row_id in ids if ids.count(row_id) > 1}):
            yield Problem(where=kind, value=row_id, reason="is used twice; ids are unique")
    names = [
        row_id for kind, ids in kinds.items() if kind in _NAMED_TOGETHER for row_id in set(ids)
    ]
    for row_id in sorted({row_id for row_id in names if names.count(row_id) > 1}):
        yield Problem(
            where="ids",
            value=row_id,
            reason="names two of a section, a criterion, an item and a headline; change one",
        )


def _unknown_references(framework: Framework) -> Iterator[Problem]:
    sections = {s.id for s in framework.sections}
    criteria = {c.id for c in framework.criteria}
    headlines = {h.id for h in framework.headlines}
    items = {i.id for i in framework.items}
    for criterion in framework.criteria:
        if criterion.section not in sections:
            yield Problem(
                where=f"criteria.{criterion.id}.section",
                value=criterion.section,
                reason="is not a section of this framework",
            )
    for item in framework.items:
        path = f"items.{item.id}"
        named = [("criterion", item.criterion)]
        named += [("also_reported_in", criterion_id) for criterion_id in item.also_reported_in]
        for field_name, criterion_id in named:
            if criterion_id not in criteria:
                yield Problem(
                    where=f"{path}.{field_name}",
                    value=criterion_id,
                    reason="is not a criterion of this framework",
                )
        for headline in item.headlines:
            if headline not in headlines:
                yield Problem(
                    where=f"{path}.headlines",
                    value=headline,
                    reason="is not a headline of this framework",
                )
        if item.gate and item.gate.item not in items:
            yield Problem(
                where=f"{path}.gate",
                value=item.gate.item,
                reason="is not an item of this framework",
            )
    for recommendation in framework.recommendations:
        for item_id in recommendation.items:
            if item_id not in items:
                yield Problem(
                    where=f"recommendations.{recommendation.id}.items",
                    value=item_id,
                    reason="is not an item of this framework",
                )


def _bad_bands(framework: Framework) -> Iterator[Problem]:
    edges = [band.from_percent for band in framework.bands]
    if not edges:
        return
    for edge in sorted({e for e in edges if edges.count(e) > 1}):
        yield Problem(
            where="bands", value=str(edge), reason="starts two bands, which would overlap"
        )
    if min(edges) != 0:
        yield Problem(
            where="bands", value=str(min(edges)), reason="is the lowest start; it has to be 0"
        )
    if max(edges) > 100:
        yield Problem(where="bands", value=str(max(edges)), reason="is above 100")


def _bad_items(framework: Framework) -> Iterator[Problem]:
    prefix = framework.prefix + "-"
    for row_id in [c.id for c in framework.criteria] + [i.id for i in framework.items]:
        if not row_id.startswith(prefix):
            yield Problem(
                where="ids",
                value=row_id,
                reason=f"has to start with {prefix!r}, the prefix of its programme",
            )
    for item in framework.items:
        path = f"items.{item.id}"
        if len(item.levels) == 1:
            yield Problem(
                where=f"{path}.levels", reason="compares levels and needs two of them or more"
            )
        if item.headlines and not item.scored:
            yield Problem(
                where=f"{path}.headlines", reason="tags a headline, but the item is not scored"
            )
        if item.criterion in item.also_reported_in:
            yield Problem(
                where=f"{path}.also_reported_in",
                value=item.criterion,
                reason="is already the criterion that pools the item",
            )
        yield from _bad_words(item, path)
    if not framework.items:
        yield Problem(where="items", reason="are missing; a framework asks at least one")
    if not 0 < framework.strength_from <= 100:
        yield Problem(
            where="strength_from",
            value=str(framework.strength_from),
            reason="has to be a percentage from 1 to 100",
        )


def _bad_words(item: Item, path: str) -> Iterator[Problem]:
    for name, clause in (("finding", item.finding), ("finding_area", item.finding_area)):
        for value, reason in faults(clause, item.levels):
            yield Problem(where=f"{path}.{name}", value=value, reason=reason)
    if item.strength_from is not None and not 0 < item.strength_from <= 100:
        yield Problem(
            where=f"{path}.strength_from",
            value=str(item.strength_from),
            reason="has to be a percentage from 1 to 100",
        )


def _cycles(framework: Framework) -> Iterator[Problem]:
    known = {item.id for item in framework.items}
    edges = {
        item.id: {item.gate.item} if item.gate and item.gate.item in known else set()
        for item in framework.items
    }
    try:
        TopologicalSorter(edges).prepare()
    except CycleError as error:
        yield Problem(
            where="gates",
            value=" -> ".join(error.args[1]),
            reason="is a circle: no item of it could ever be asked first",
        )
