"""What can be wrong in a framework: each fault of its parts, with the place to correct it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from typing import Final, TypeVar

from corecase.core.clauses import faults
from corecase.core.criteria import Band, Criterion, Headline, Item, Section
from corecase.core.errors import Problem

MOST_WEEKS: Final = 52
"""The longest time that a framework may give for an improvement plan; more is a slip of a key."""

_NAMED_TOGETHER: Final = ("sections", "criteria", "items", "headlines")
"""A score or an item is asked for by its id alone."""

_Value = TypeVar("_Value", str, int)


def repeated_ids(kinds: Mapping[str, Sequence[str]]) -> Iterator[Problem]:
    """Ids that stand twice in their kind, and those that two kinds of score or item share."""
    for kind, ids in kinds.items():
        for row_id in _twice(ids):
            yield Problem(where=kind, value=row_id, reason="is used twice; ids are unique")
    names = [row_id for kind in _NAMED_TOGETHER for row_id in set(kinds[kind])]
    for row_id in _twice(names):
        yield Problem(
            where="ids",
            value=row_id,
            reason="names two of a section, a criterion, an item and a headline; change one",
        )


def unknown_in_criteria(
    criteria: Iterable[Criterion], sections: Iterable[Section]
) -> Iterator[Problem]:
    """Criteria of a section that is not there."""
    known = {section.id for section in sections}
    for criterion in criteria:
        if criterion.section not in known:
            yield _unknown(f"criteria.{criterion.id}.section", criterion.section, "a section")


def unknown_in_items(
    items: Iterable[Item], criteria: Iterable[Criterion], headlines: Iterable[Headline]
) -> Iterator[Problem]:
    """Items of a criterion or a headline that is not there, or with a gate that asks nobody."""
    listed = tuple(items)
    known_criteria, known_headlines = {c.id for c in criteria}, {h.id for h in headlines}
    known_items = {item.id for item in listed}
    for item in listed:
        path = f"items.{item.id}"
        if item.criterion not in known_criteria:
            yield _unknown(f"{path}.criterion", item.criterion, "a criterion")
        for criterion in item.also_reported_in:
            if criterion not in known_criteria:
                yield _unknown(f"{path}.also_reported_in", criterion, "a criterion")
        for headline in item.headlines:
            if headline not in known_headlines:
                yield _unknown(f"{path}.headlines", headline, "a headline")
        if item.gate and item.gate.item not in known_items:
            yield _unknown(f"{path}.gate", item.gate.item, "an item")


def unknown_items(
    named: Iterable[tuple[str, Iterable[str]]], items: Iterable[Item]
) -> Iterator[Problem]:
    """Items that a place (place, ids) names and that are not there."""
    known = {item.id for item in items}
    for path, ids in named:
        for item_id in ids:
            if item_id not in known:
                yield _unknown(path, item_id, "an item")


def wrong_bands(bands: Iterable[Band]) -> Iterator[Problem]:
    """Bands that overlap, that leave the lowest scores out, or that no score can reach."""
    edges = [band.from_percent for band in bands]
    if not edges:
        return
    for edge in _twice(edges):
        yield Problem(
            where="bands", value=str(edge), reason="starts two bands, which would overlap"
        )
    if min(edges) != 0:
        yield Problem(
            where="bands", value=str(min(edges)), reason="is the lowest start; it has to be 0"
        )
    if max(edges) > 100:
        yield Problem(where="bands", value=str(max(edges)), reason="is above 100")


def wrong_prefixes(ids: Iterable[str], prefix: str) -> Iterator[Problem]:
    """Ids that do not start with the prefix of the programme and a hyphen."""
    start = f"{prefix}-"
    for row_id in ids:
        if not row_id.startswith(start):
            yield Problem(
                where="ids",
                value=row_id,
                reason=f"has to start with {start!r}, the prefix of its programme",
            )


def wrong_items(items: Iterable[Item]) -> Iterator[Problem]:
    """What contradicts itself in an item; and that there is none."""
    listed = tuple(items)
    for item in listed:
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
        for name, clause in (("finding", item.finding), ("finding_area", item.finding_area)):
            for value, reason in faults(clause, item.levels):
                yield Problem(where=f"{path}.{name}", value=value, reason=reason)
        if item.strength_from is not None:
            yield from wrong_line(f"{path}.strength_from", item.strength_from)
    if not listed:
        yield Problem(where="items", reason="are missing; a framework asks at least one")


def wrong_line(where: str, strength_from: int) -> Iterator[Problem]:
    """A share from which something is a strength that is none."""
    if not 0 < strength_from <= 100:
        yield Problem(
            where=where,
            value=str(strength_from),
            reason="has to be a percentage from 1 to 100",
        )


def wrong_weeks(weeks: int | None) -> Iterator[Problem]:
    """A time for an improvement plan that nobody can have meant."""
    if weeks is not None and not 0 < weeks <= MOST_WEEKS:
        yield Problem(
            where="improvement_plan_weeks",
            value=str(weeks),
            reason=f"has to be a number of weeks from 1 to {MOST_WEEKS}",
        )


def circles(items: Iterable[Item]) -> Iterator[Problem]:
    """Gates that ask about each other, so that no item could be asked first."""
    gates = {item.id: item.gate.item if item.gate else None for item in items}
    edges = {item: {asked} if asked in gates else set() for item, asked in gates.items()}
    try:
        TopologicalSorter(edges).prepare()
    except CycleError as error:
        yield Problem(
            where="gates",
            value=" -> ".join(error.args[1]),
            reason="is a circle: no item of it could ever be asked first",
        )


def _twice(values: Sequence[_Value]) -> list[_Value]:
    return sorted({one for one in values if values.count(one) > 1})


def _unknown(where: str, value: str, kind: str) -> Problem:
    return Problem(where=where, value=value, reason=f"is not {kind} of this framework")
