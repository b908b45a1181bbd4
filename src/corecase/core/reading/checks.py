"""Checks of facts that were read: what cannot be so, or is printed in two ways, gets a doubt."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Final

from corecase.core.figures import possible_counts
from corecase.core.printed_facts import PrintedFact

_EDGES: Final = {
    "DRASTIC": (0, 45),
    "SUBSTANTIAL": (45, 60),
    "MODERATE": (60, 75),
    "MINIMUM": (75, 101),
}
_HALF: Final = Fraction(1, 2)
_SCORES: Final = ("headline", "section", "criterion")
_ON_EDGE: Final = (
    "The rounded percentage stands on the edge of the band: the exact score may lie below it."
)


def checked(facts: Iterable[PrintedFact]) -> tuple[PrintedFact, ...]:
    """The facts, with a doubt or a note where a check found something."""
    made = [_alone(fact) for fact in facts]
    return tuple(_sections(_conflicts(made)))


def _alone(fact: PrintedFact) -> PrintedFact:
    if fact.value is None:
        return fact
    if fact.unit == "%" and not 0 <= fact.value <= 100:
        return _doubted(fact, f"{fact.value}% is no share of anything; check it.")
    if fact.kind in _SCORES and fact.said in _EDGES:
        return _banded(fact)
    if fact.unit == "%" and fact.out_of and fact.most is None:
        whole = fact.value == int(fact.value)
        if whole and not possible_counts(int(fact.value), fact.out_of):
            return _doubted(fact, f"{fact.value}% cannot be a share of {fact.out_of}; check both.")
    return fact


def _banded(fact: PrintedFact) -> PrintedFact:
    """A band follows from the exact score, which lies within half a point of the printed one."""
    low, high = _EDGES[fact.said]
    value = Fraction(fact.value or 0)
    if low <= value < high:
        return fact
    if low <= value - _HALF < high or low < value + _HALF < high:
        return replace(fact, note=_ON_EDGE)
    return _doubted(fact, f"{fact.value}% does not fall in {fact.said}; check both.")


def _doubted(fact: PrintedFact, doubt: str) -> PrintedFact:
    return replace(fact, doubt=fact.doubt or doubt)


def _conflicts(facts: list[PrintedFact]) -> list[PrintedFact]:
    """Two figures for one score of one inspection: both are kept, and neither is certain."""
    known: dict[tuple[str, ...], set[object]] = defaultdict(set)
    bands: dict[tuple[str, ...], set[str]] = defaultdict(set)
    open_: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for fact in facts:
        if fact.value is not None and _is_single(fact) and not fact.doubt:
            known[_which(fact)].add(fact.value)
        if fact.kind in _SCORES and fact.said in _EDGES:
            (open_ if fact.doubt else bands)[_which(fact)].add(fact.said)
    return [
        _doubted(fact, "The text gives more than one figure for this; decide which counts.")
        if _is_single(fact)
        and (
            (fact.value is not None and len(known[_which(fact)]) > 1)
            or (fact.said in _EDGES and len(bands[_which(fact)]) > 1)
            # A band without a figure is told against by one that is open, too.
            or (fact.said in _EDGES and fact.value is None and open_[_which(fact)] - {fact.said})
        )
        else fact
        for fact in facts
    ]


def _is_single(fact: PrintedFact) -> bool:
    """Whether there can be one of it only."""
    comparator = fact.kind.endswith("_to_date")
    return fact.kind in _SCORES or comparator or fact.measure in ("count:cases", "total:overall")


def _which(fact: PrintedFact) -> tuple[str, ...]:
    scope = fact.scope if fact.kind.endswith("_to_date") else ""
    return (
        fact.service,
        fact.measure,
        fact.inspected,
        fact.kind_of_inspection,
        scope,
        fact.standing,
    )


def _sections(facts: list[PrintedFact]) -> Iterator[PrintedFact]:
    """A section pools its criteria: its exact score cannot lie outside theirs."""
    spans: dict[str, list[Fraction]] = defaultdict(list)
    for fact in facts:
        if fact.kind == "criterion" and fact.value is not None:
            spans[fact.key[0]].append(Fraction(fact.value))
    for fact in facts:
        around = spans.get(fact.key, []) if fact.kind == "section" else []
        value = Fraction(fact.value or 0)
        if around and not min(around) - 1 <= value <= max(around) + 1:
            yield _doubted(fact, "The section's score lies outside its criteria's; check them.")
        else:
            yield fact
