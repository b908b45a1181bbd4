"""Frameworks: the criteria of a programme as a value that refuses to be built wrong."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from graphlib import TopologicalSorter
from typing import Literal

from corecase.core import framework_faults
from corecase.core.criteria import (
    Band,
    Criterion,
    Headline,
    Item,
    Recommendation,
    Section,
    View,
)
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
    views: tuple[View, ...] = ()
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

    @property
    def management(self) -> Section | None:
        """The section on operational management, which a letter prints without numbers.

        It is the last one of a framework that asks case managers for their views; others have none.
        """
        return self.sections[-1] if self.views and self.sections else None

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
        views = (replace(v, beside=tuple(i for i in v.beside if i not in gone)) for v in self.views)
        return replace(
            self,
            items=(*kept, *adds),
            recommendations=library,
            views=tuple(views),
            notes=(*self.notes, note),
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
    ids = {
        "sections": [row.id for row in framework.sections],
        "criteria": [row.id for row in framework.criteria],
        "items": [row.id for row in framework.items],
        "headlines": [row.id for row in framework.headlines],
        "bands": [row.id for row in framework.bands],
        "recommendations": [row.id for row in framework.recommendations],
        "views": [row.id for row in framework.views],
    }
    named = [(f"recommendations.{row.id}.items", row.items) for row in framework.recommendations]
    named += [(f"views.{row.id}.beside", row.beside) for row in framework.views]
    yield from framework_faults.repeated_ids(ids)
    yield from framework_faults.unknown_in_criteria(framework.criteria, framework.sections)
    yield from framework_faults.unknown_in_items(
        framework.items, framework.criteria, framework.headlines
    )
    yield from framework_faults.unknown_items(named, framework.items)
    yield from framework_faults.wrong_bands(framework.bands)
    yield from framework_faults.wrong_prefixes(
        (*ids["criteria"], *ids["items"], *ids["views"]), framework.prefix
    )
    yield from framework_faults.wrong_items(framework.items)
    yield from framework_faults.wrong_line("strength_from", framework.strength_from)
    yield from framework_faults.wrong_weeks(framework.improvement_plan_weeks)
    yield from framework_faults.circles(framework.items)
