"""Findings: strengths and areas for improvement, each number bound to its figure.

A finding is drafted from the figures of its items in the words of the framework. A person
accepts or edits it as marked text, see `core.marked_texts`.
"""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Literal

from corecase.core.criteria import Criterion, Item
from corecase.core.errors import InputError
from corecase.core.figures import Figure
from corecase.core.frameworks import Framework
from corecase.core.judgements import Judgements
from corecase.core.marked_texts import as_marked, printed, unchecked
from corecase.core.marked_texts import parse_marked as parse_marked
from corecase.core.quotations import Quotation
from corecase.core.said import untied, untrue
from corecase.core.scoring import item_figures
from corecase.core.sentences import Kind, Number, Piece, sentence

Status = Literal["drafted", "accepted", "edited", "dropped"]

SMALL_BASE = 5
"""Below this many persons a statement is confirmed by a person before it is printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One numbered paragraph under a criterion.

    `written_on` holds the figures that a person saw when they kept the paragraph. A dropped
    paragraph is in no report. `note` is a person's own remark, which is not printed.
    """

    id: str
    criterion: str
    kind: Kind
    pieces: tuple[Piece, ...]
    status: Status = "drafted"
    evidence: str = ""
    note: str = ""
    written_on: Mapping[str, Figure] = field(default_factory=dict)

    @property
    def changed(self) -> tuple[str, ...]:
        """The figures whose data differ from those the paragraph was written on.

        Such a paragraph is marked until a person has looked at it. A number without a figure
        seen is one that the person has just put there.
        """
        keys = [n.key for n in self.numbers if self.written_on.get(n.key, n.figure) != n.figure]
        return tuple(dict.fromkeys(keys))

    @property
    def text(self) -> str:
        """The words alone."""
        return printed(self.pieces)

    @property
    def numbers(self) -> tuple[Number, ...]:
        """The numbers it says."""
        return tuple(p for p in self.pieces if isinstance(p, Number))

    @property
    def unchecked(self) -> tuple[str, ...]:
        """The keys of its quotations that no second person has checked."""
        return unchecked(self.pieces)

    @property
    def untied(self) -> tuple[str, ...]:
        """Counts and percentages in an edited paragraph that none of its figures says."""
        if self.status != "edited":
            return ()
        figures = [number.figure for number in self.numbers]
        return tuple(n for p in self.pieces if isinstance(p, str) for n in untied(p, figures))

    @property
    def has_small_base(self) -> bool:
        """Whether a number rests on fewer than five persons."""
        return any(0 < number.figure.out_of < SMALL_BASE for number in self.numbers)

    @property
    def awaits_confirmation(self) -> bool:
        """Whether it rests on fewer than five persons and nobody has accepted it yet.

        A person who accepts or edits such a paragraph confirms it.
        """
        return self.has_small_base and self.status == "drafted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A service-level finding that no count carries: a vacancy, a licence, a system.

    `source` says where it was seen: evidence in advance, an interview, a document.
    """

    id: str
    criterion: str
    kind: Kind
    statement: str
    source: str


def figure_book(framework: Framework, judgements: Judgements) -> dict[str, Figure]:
    """Every figure that a finding may say, by key.

    An item's own figure stands under its id, what is missing from it under `id:missed`.
    Items that compare levels add `id:under` and `id:over` (the service's level below or above
    the assessor's) and `id:service:LEVEL`, `id:assessor:LEVEL`.
    """
    book = dict(item_figures(framework, judgements))
    for item_id, figure in list(book.items()):
        book[f"{item_id}:missed"] = Figure(count=figure.out_of - figure.count, out_of=figure.out_of)
    for item in framework.items:
        if item.levels:
            book |= _level_figures(item, judgements)
    return book


def draft(
    framework: Framework, judgements: Judgements, evidence: tuple[Evidence, ...] = ()
) -> tuple[Finding, ...]:
    """The findings of every criterion: strengths, then areas, in the framework's order.

    Items of one topic that fall on the same side share a paragraph. Items that nothing
    applied to, and items without a clause (invented fillers), draft nothing. Evidence
    records follow the counted findings of their criterion.
    """
    book = figure_book(framework, judgements)
    return tuple(
        finding
        for criterion in framework.criteria
        for kind in ("strength", "area")
        for finding in (
            *_counted(framework, criterion, kind, book),
            *(_evidenced(e) for e in evidence if (e.criterion, e.kind) == (criterion.id, kind)),
        )
    )


def kind_of(framework: Framework, item: Item, figure: Figure) -> Kind:
    """Whether an item's figure is drafted as a strength or an area for improvement."""
    edge = item.strength_from or framework.strength_from
    return "strength" if 100 * figure.count >= edge * figure.out_of else "area"


def marked(finding: Finding) -> str:
    """The finding as marked text for a person to edit."""
    return as_marked(finding.pieces)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What a person kept of a finding: its marked text and the figures they saw."""

    id: str
    criterion: str
    kind: Kind
    text: str
    status: Status
    figures: Mapping[str, Figure]
    evidence: str = ""
    note: str = ""


def reconcile(
    drafted: tuple[Finding, ...],
    kept: tuple[Kept, ...],
    book: Mapping[str, Figure],
    quotations: tuple[Quotation, ...] = (),
) -> tuple[Finding, ...]:
    """The drafts with what a person kept in their place, in the order of the drafts.

    A kept paragraph keeps its words; a number whose figure has changed since is named in
    `changed`. One that is no longer drafted stays, after its criterion's others: nothing a
    person wrote disappears. A draft kept for its note takes today's words. Raises InputError
    where two kept paragraphs have one id, or where words say what is not so of their figure or
    do not stand in their quotation.
    """
    ids = [k.id for k in kept]
    for repeated in (one for one in ids if ids.count(one) > 1):
        raise InputError(f"Two findings have the id {repeated!r}; give one of them another id.")
    by_id = {k.id: _from_kept(k, book, quotations) for k in kept}
    own_words = {number for finding in drafted for number in finding.numbers}
    for finding in by_id.values():
        _check_said(finding, own_words)
    merged = [_over(finding, by_id.pop(finding.id, finding)) for finding in drafted]
    merged += by_id.values()
    order = list(dict.fromkeys(finding.criterion for finding in merged))
    return tuple(sorted(merged, key=lambda f: (order.index(f.criterion), f.kind == "area")))


def _over(drafted: Finding, kept: Finding) -> Finding:
    return replace(drafted, note=kept.note) if kept.status == "drafted" else kept


def _from_kept(
    kept: Kept, book: Mapping[str, Figure], quotations: tuple[Quotation, ...]
) -> Finding:
    return Finding(
        id=kept.id,
        criterion=kept.criterion,
        kind=kept.kind,
        pieces=parse_marked(kept.text, book, quotations),
        status=kept.status,
        evidence=kept.evidence,
        note=kept.note,
        written_on=kept.figures,
    )


def _check_said(finding: Finding, own_words: Set[Number]) -> None:
    """Refuses words that are untrue of a figure.

    Left alone are dropped paragraphs, changed figures, which are marked anyway, and Corecase's
    own words: what a framework counts may have a number in its name.
    """
    if finding.status == "dropped":
        return
    for number in finding.numbers:
        if number.key in finding.changed or number in own_words:
            continue
        if wrong := untrue(number.text, number.figure):
            raise InputError(
                f"finding {finding.id} says {wrong[0]!r} where {number.key} is {number.figure}; "
                "correct the words."
            )


def _level_figures(item: Item, judgements: Judgements) -> dict[str, Figure]:
    rank = {level: place for place, level in enumerate(item.levels)}
    pairs = [
        (judgement.service_value, judgement.assessor_value)
        for judgement in judgements
        if judgement.item_id == item.id and judgement.service_value and judgement.assessor_value
    ]
    counts = {
        "under": sum(rank[service] < rank[assessor] for service, assessor in pairs),
        "over": sum(rank[service] > rank[assessor] for service, assessor in pairs),
    }
    for level in item.levels:
        counts[f"service:{level}"] = sum(service == level for service, _ in pairs)
        counts[f"assessor:{level}"] = sum(assessor == level for _, assessor in pairs)
    return {
        f"{item.id}:{name}": Figure(count=count, out_of=len(pairs))
        for name, count in counts.items()
    }


def _counted(
    framework: Framework, criterion: Criterion, kind: Kind, book: Mapping[str, Figure]
) -> Iterator[Finding]:
    said = [
        item
        for item in framework.items_reported_in(criterion.id)
        if item.finding
        and book[item.id].is_applicable
        and kind_of(framework, item, book[item.id]) == kind
    ]
    for topic, items in groupby(said, key=lambda item: item.topic):
        yield Finding(
            id=f"{criterion.id}/{kind}/{topic}",
            criterion=criterion.id,
            kind=kind,
            pieces=sentence(list(items), kind, book, percentages=framework.prints_scores),
        )


def _evidenced(evidence: Evidence) -> Finding:
    return Finding(
        id=f"{evidence.criterion}/{evidence.kind}/{evidence.id}",
        criterion=evidence.criterion,
        kind=evidence.kind,
        pieces=(evidence.statement,),
        evidence=evidence.id,
    )
