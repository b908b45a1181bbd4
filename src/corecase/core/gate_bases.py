"""Bases that do not fit their gate: every case behind it was to be judged, and some were not.

A published letter counted pre-sentence reports as 15 in two places and as 14 in a third. Such a
conflict is pointed out and never averaged away.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from corecase.core.criteria import Item
from corecase.core.figures import Figure
from corecase.core.frameworks import Framework
from corecase.core.publications import PublishedFact
from corecase.core.rules import Gate


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferingBase:
    """An item judged in `n_judged` cases, behind a gate that was open in `n_open`.

    `place` and `gate_place` are where the two are printed; blank for what was judged here.
    """

    item_id: str
    gate_id: str
    n_judged: int
    n_open: int
    place: str = ""
    gate_place: str = ""

    def __str__(self) -> str:
        here, there = (f" ({place})" if place else "" for place in (self.place, self.gate_place))
        return (
            f"{self.item_id} has a base of {self.n_judged}{here}, and {self.gate_id} opens it in "
            f"{self.n_open} cases{there}; both stand as they are until somebody settles it."
        )


def differing_bases(
    framework: Framework, figures: Mapping[str, Figure]
) -> tuple[DifferingBase, ...]:
    """The items with another base than the cases that their gate opened, in order.

    Held against it are only items whose gate says that every case behind it is to be judged.
    """
    return tuple(
        DifferingBase(
            item_id=item.id, gate_id=gate.item, n_judged=figures[item.id].out_of, n_open=n_open
        )
        for item, gate in _whole(framework)
        if (n_open := _opened(gate, figures[gate.item])) != figures[item.id].out_of
    )


def differing_facts(
    framework: Framework, facts: Iterable[PublishedFact]
) -> tuple[DifferingBase, ...]:
    """The same of published facts, as far as they print both bases as one number."""
    exact = {fact.item_id: fact for fact in facts if _is_exact(fact)}
    figures = {
        item_id: Figure(count=fact.sufficient[0], out_of=fact.applicable[0])
        for item_id, fact in exact.items()
    }
    return tuple(
        DifferingBase(
            item_id=item.id,
            gate_id=gate.item,
            n_judged=figures[item.id].out_of,
            n_open=n_open,
            place=exact[item.id].place,
            gate_place=exact[gate.item].place,
        )
        for item, gate in _whole(framework)
        if item.id in figures and gate.item in figures
        if (n_open := _opened(gate, figures[gate.item])) != figures[item.id].out_of
    )


def _whole(framework: Framework) -> Iterator[tuple[Item, Gate]]:
    return ((item, item.gate) for item in framework.items if item.gate and item.gate.every)


def _is_exact(fact: PublishedFact) -> bool:
    return len(fact.applicable) == len(fact.sufficient) == 1


def _opened(gate: Gate, figure: Figure) -> int:
    counts = {"sufficient": figure.count, "insufficient": figure.out_of - figure.count}
    return counts.get(gate.when, figure.out_of)
