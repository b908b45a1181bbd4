"""The figures that a writer may say in a text, each with phrases that are true of it."""

from collections.abc import Iterable
from dataclasses import dataclass

from corecase.actions.report_desk import Desk
from corecase.core.criteria import Criterion, Item
from corecase.core.figures import Figure
from corecase.core.report_places import Place
from corecase.core.said import untrue
from corecase.core.sentences import Number
from corecase.core.words import in_count, in_words

_ASIDE = {
    "missed": "not sufficient",
    "under": "the service's level below the assessor's",
    "over": "the service's level above the assessor's",
}
_WHOSE = {"service": "level given by the service", "assessor": "level given by the assessor"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sayable:
    """A figure with words that say it. `label` is what is counted."""

    key: str
    label: str
    figure: Figure
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The figures of one criterion."""

    criterion: Criterion
    figures: tuple[Sayable, ...]


def of_text(desk: Desk, text: str) -> tuple[Sayable, ...]:
    """The figures that a text says already, each once, in its order."""
    numbers = (piece for piece in desk.pieces(text) if isinstance(piece, Number))
    items = {item.id: item for item in desk.framework.items}
    keys = dict.fromkeys(number.key for number in numbers)
    return tuple(_sayable(desk, items[key.partition(":")[0]], key) for key in keys)


def around(desk: Desk, place: Place) -> tuple[Group, ...]:
    """The figures of a place: of its criterion, its section, or the whole inspection.

    Figures behind which nothing applies are left out: nothing can be said of them.
    """
    criteria: Iterable[Criterion] = desk.framework.criteria
    if place.criterion:
        criteria = (c for c in desk.framework.criteria if c.id == place.criterion)
    elif place.section:
        criteria = desk.framework.criteria_of(place.section)
    return tuple(Group(criterion=c, figures=_of_criterion(desk, c)) for c in criteria)


def _of_criterion(desk: Desk, criterion: Criterion) -> tuple[Sayable, ...]:
    return tuple(
        _sayable(desk, item, key)
        for item in desk.framework.items_reported_in(criterion.id)
        for key, figure in desk.book.items()
        if key.partition(":")[0] == item.id and figure.is_applicable
    )


def _sayable(desk: Desk, item: Item, key: str) -> Sayable:
    figure = desk.book[key]
    percentages = desk.framework.prints_scores
    phrases = _phrases(item, figure, percentages=percentages)
    return Sayable(key=key, label=_label(item, key), figure=figure, phrases=phrases)


def _label(item: Item, key: str) -> str:
    parts = key.split(":")[1:]
    if not parts:
        return item.label
    if parts[0] in _WHOSE:
        return f"{item.label}: {parts[1]}, {_WHOSE[parts[0]]}"
    return f"{item.label}: {_ASIDE[parts[0]]}"


def _phrases(item: Item, figure: Figure, *, percentages: bool) -> tuple[str, ...]:
    """Words for a figure: the house's phrase, a count, and a percentage where any is printed."""
    if not figure.is_applicable:
        return ()
    one, many = item.case_word
    said = [in_words(figure, one, many)] if percentages else []
    said += [in_words(figure, one, many, percentages=False), in_count(figure, many)]
    said += [f"{figure.count} of {figure.out_of}"]
    said += [figure.printed_on(figure.out_of)] if percentages else []
    return tuple(words for words in dict.fromkeys(said) if not untrue(words, figure))
