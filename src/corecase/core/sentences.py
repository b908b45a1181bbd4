"""Sentences of findings: the clauses of items, with each number bound to its figure."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal

from corecase.core.clauses import SLOT
from corecase.core.criteria import Item
from corecase.core.figures import Figure
from corecase.core.words import in_count, in_words, opening_number

Kind = Literal["strength", "area"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """Words that say a figure, bound to it: `key` names the figure, `figure` its value."""

    text: str
    key: str
    figure: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """Words that stand in a quotation as they are; `key` names it, `checked` is its standing."""

    text: str
    key: str
    checked: bool

    @property
    def printed(self) -> str:
        """The words in quotation marks."""
        return f"\u201c{self.text}\u201d"


Piece = str | Number | Quoted

_KEYS: Final = {"share": "", "shortfall": ":missed"}
"""What a slot adds to the item's identifier, where that is not its own name."""


def sentence(
    items: list[Item], kind: Kind, book: Mapping[str, Figure], *, percentages: bool
) -> tuple[Piece, ...]:
    """One paragraph that says the figures of items of one topic, in order."""
    pieces: list[Piece] = []
    before: Item | None = None
    for place, item in enumerate(items):
        if place:
            last = place == len(items) - 1
            pieces.append(", and " if last and place == 1 else "; and " if last else "; ")
        clause = _clause_of(item, kind, book)
        pieces += _clause(clause, item, book, before, percentages=percentages)
        before = item
    first, *rest = _joined([*pieces, "."])
    if isinstance(first, str):
        return (_capital(first), *rest)
    return (replace(first, text=_capital(first.text)), *rest)


def _clause_of(item: Item, kind: Kind, book: Mapping[str, Figure]) -> str:
    """The clause for this side; the other where a level that it says was never recorded."""
    if kind == "area" and item.finding_area:
        slots = (slot for slot in SLOT.findall(item.finding_area) if "|" not in slot)
        keys = [_KEYS.get(slot, f":{slot}") for slot in slots]
        if all(book[item.id + key].is_applicable for key in keys):
            return item.finding_area
    return item.finding


def _clause(
    clause: str,
    item: Item,
    book: Mapping[str, Figure],
    before: Item | None,
    *,
    percentages: bool,
) -> Iterator[Piece]:
    """The clause with its slots filled, after the item `before` it in the paragraph.

    `{share}` says the figure in the house words, `{shortfall}` what is missing from it, and
    `{missed}`, `{under}`, `{over}`, `{service:LEVEL}`, `{assessor:LEVEL}` a count; `{one|other}`
    is `one` where the clause opens the paragraph and `other` where it follows.
    """
    end = 0
    for match in SLOT.finditer(clause):
        yield clause[end : match.start()]
        end = match.end()
        slot = match.group(1)
        if "|" in slot:
            opening, following = slot.split("|")
            yield following if before else opening
        elif slot == "share":
            figure = book[item.id]
            one, many = ("", "") if _same_base(item, before, book) else item.case_word
            said = in_words(figure, one, many, percentages=percentages)
            yield Number(text=said, key=item.id, figure=figure)
        elif slot == "shortfall":
            key = f"{item.id}:missed"
            said = in_words(book[key], *item.case_word, percentages=percentages)
            yield Number(text=said, key=key, figure=book[key])
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
    """The words as they open a sentence, where a number is never in digits."""
    digits = re.match(r"\d+", text)
    if digits:
        return opening_number(int(digits.group())) + text[digits.end() :]
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
