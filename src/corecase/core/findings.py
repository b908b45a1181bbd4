"""Findings: strengths and areas for improvement, each number bound to its figure.

A finding is drafted from the figures of its items in the words of the framework. A person
accepts or edits it as marked text, where `[[key|words]]` keeps the words that say a figure
tied to that figure, so that text and data cannot drift apart unseen.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from corecase.core.errors import InputError
from corecase.core.figures import Figure
from corecase.core.frameworks import Criterion, Framework, Item
from corecase.core.judgements import Judgements
from corecase.core.scoring import item_figures
from corecase.core.words import in_count, in_words

Kind = Literal["strength", "area"]
Status = Literal["drafted", "accepted", "edited"]

SMALL_BASE = 5
"""Below this many persons a statement is confirmed by a person before it is printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """Words that say a figure, bound to it: `key` names the figure, `figure` its value."""

    text: str
    key: str
    figure: Figure


Piece = str | Number


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One numbered paragraph under a criterion.

    `changed` names the figures whose data differ from those the paragraph was written on:
    such a paragraph is marked until a person has looked at it.
    """

    id: str
    criterion: str
    kind: Kind
    pieces: tuple[Piece, ...]
    status: Status = "drafted"
    evidence: str = ""
    changed: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The words alone."""
        return "".join(p if isinstance(p, str) else p.text for p in self.pieces)

    @property
    def numbers(self) -> tuple[Number, ...]:
        """The numbers it says."""
        return tuple(p for p in self.pieces if isinstance(p, Number))

    @property
    def has_small_base(self) -> bool:
        """Whether a number rests on fewer than five persons, and a person has to confirm it."""
        return any(0 < number.figure.out_of < SMALL_BASE for number in self.numbers)


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
    """The finding as marked text for a person to edit: `[[key|words]]` says a figure."""
    return "".join(p if isinstance(p, str) else f"[[{p.key}|{p.text}]]" for p in finding.pieces)


_MARK = re.compile(r"\[\[([^|\[\]]+)\|([^\[\]]+)\]\]")


def parse_marked(text: str, book: Mapping[str, Figure]) -> tuple[Piece, ...]:
    """Marked text back into pieces, each number with its figure of today.

    Raises InputError naming a key that no figure has.
    """
    pieces: list[Piece] = []
    end = 0
    for match in _MARK.finditer(text):
        key, said = match.groups()
        if key not in book:
            raise InputError(
                f"The text says {said!r} for {key!r}, which is no figure of this inspection; "
                "use the identifier of an item."
            )
        pieces += [text[end : match.start()], Number(text=said, key=key, figure=book[key])]
        end = match.end()
    return tuple(p for p in (*pieces, text[end:]) if p)


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


def reconcile(
    drafted: tuple[Finding, ...], kept: tuple[Kept, ...], book: Mapping[str, Figure]
) -> tuple[Finding, ...]:
    """The drafts with what a person kept in their place, in the order of the drafts.

    A kept paragraph keeps its words; a number whose figure has changed since is named in
    `changed`. One that is no longer drafted stays, after its criterion's others: nothing a
    person wrote disappears.
    """
    by_id = {k.id: _from_kept(k, book) for k in kept}
    merged = [by_id.pop(finding.id, finding) for finding in drafted]
    merged += by_id.values()
    order = list(dict.fromkeys(finding.criterion for finding in merged))
    return tuple(sorted(merged, key=lambda f: (order.index(f.criterion), f.kind == "area")))


def _from_kept(kept: Kept, book: Mapping[str, Figure]) -> Finding:
    pieces = parse_marked(kept.text, book)
    numbers = [p for p in pieces if isinstance(p, Number)]
    return Finding(
        id=kept.id,
        criterion=kept.criterion,
        kind=kept.kind,
        pieces=pieces,
        status=kept.status,
        evidence=kept.evidence,
        changed=tuple(n.key for n in numbers if kept.figures.get(n.key) != n.figure),
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
            pieces=_sentence(list(items), kind, book),
        )


def _evidenced(evidence: Evidence) -> Finding:
    return Finding(
        id=f"{evidence.criterion}/{evidence.kind}/{evidence.id}",
        criterion=evidence.criterion,
        kind=evidence.kind,
        pieces=(evidence.statement,),
        evidence=evidence.id,
    )


def _sentence(items: list[Item], kind: Kind, book: Mapping[str, Figure]) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    before: Item | None = None
    for place, item in enumerate(items):
        if place:
            last = place == len(items) - 1
            pieces.append(", and " if last and place == 1 else "; and " if last else "; ")
        pieces += _clause(_clause_of(item, kind, book), item, book, before)
        before = item
    first, *rest = _joined([*pieces, "."])
    if isinstance(first, str):
        return (_capital(first), *rest)
    return (replace(first, text=_capital(first.text)), *rest)


def _clause_of(item: Item, kind: Kind, book: Mapping[str, Figure]) -> str:
    """The clause for this side; the other where a level that it says was never recorded."""
    if kind == "area" and item.finding_area:
        slots = (slot for slot in _SLOT.findall(item.finding_area) if "|" not in slot)
        keys = [item.id if slot == "share" else f"{item.id}:{slot}" for slot in slots]
        if all(book[key].is_applicable for key in keys):
            return item.finding_area
    return item.finding


_SLOT = re.compile(r"\{([^{}]*)\}")


def _clause(
    clause: str, item: Item, book: Mapping[str, Figure], before: Item | None
) -> Iterator[Piece]:
    """The clause with its slots filled, after the item `before` it in the paragraph.

    `{share}` says the figure in the house words and `{missed}`, `{under}`, `{over}`,
    `{service:LEVEL}`, `{assessor:LEVEL}` a count; `{one|other}` is `one` where the clause
    opens the paragraph and `other` where it follows.
    """
    end = 0
    for match in _SLOT.finditer(clause):
        yield clause[end : match.start()]
        end = match.end()
        slot = match.group(1)
        if "|" in slot:
            opening, following = slot.split("|")
            yield following if before else opening
        elif slot == "share":
            figure = book[item.id]
            one, many = ("", "") if _same_base(item, before, book) else item.case_word
            yield Number(text=in_words(figure, one, many), key=item.id, figure=figure)
        else:
            key = f"{item.id}:{slot}"
            figure = book[key]
            yield Number(text=in_count(figure, item.case_word[1]), key=key, figure=figure)
    yield clause[end:]


def _same_base(item: Item, before: Item | None, book: Mapping[str, Figure]) -> bool:
    """Whether a clause counts the same things as the one before it, so that nouns can go."""
    return (
        before is not None
        and item.case_word == before.case_word
        and book[item.id].out_of == book[before.id].out_of > 2
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _joined(pieces: list[Piece]) -> tuple[Piece, ...]:
    """Neighbouring words as one piece, empty ones left out."""
    joined: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, str) and joined and isinstance(joined[-1], str):
            joined[-1] += piece
        elif piece:
            joined.append(piece)
    return tuple(joined)
