"""Suppression of a table: what is hidden for its own sake, what beside it, and what is told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corecase.core.count_tables import Cell, CountTable
from corecase.core.errors import InputError
from corecase.core.suppression import Override, Policy, Reason, primary
from corecase.statistics.adding_up import Relation, adding_up
from corecase.statistics.demands import Demand, Told, demands_of
from corecase.statistics.disclosure import Attacker, Range, attack
from corecase.statistics.secondary import cheapest


@dataclass(frozen=True, slots=True, kw_only=True)
class Protected:
    """A table as it may be published, why each hidden cell is hidden, and what is left to guess.

    `told` names what a reader knows whatever is hidden here, because it was published before:
    while it is not empty the table cannot be protected, and `table` hides every cell. `already`
    names hidden cells of earlier tables that those alone gave away. `reasons` and `ranges` are
    for the person who publishes and are not printed in the table.
    """

    policy: Policy
    table: CountTable
    reasons: Mapping[Cell, Reason]
    ranges: Mapping[Cell, Range]
    told: tuple[Told, ...] = ()
    already: tuple[Told, ...] = ()
    is_withheld: bool = False
    overrides: tuple[Override, ...] = ()

    @property
    def is_protected(self) -> bool:
        """Whether the table may be published."""
        return not self.told

    def of(self, *reasons: Reason) -> tuple[Cell, ...]:
        """The cells hidden for these reasons, in order."""
        return tuple(cell for cell, reason in self.reasons.items() if reason in reasons)

    def printed(self, cell: Cell) -> str:
        """A cell as it is published."""
        return self.policy.printed(self.table.cells[cell])


def protect(
    table: CountTable,
    policy: Policy,
    *,
    published: Sequence[CountTable] = (),
    relation: Relation = Relation.SAME,
    overrides: Sequence[Override] = (),
) -> Protected:
    """A table with every small count hidden, and the fewest others that keep them so.

    After the fewest cells, those with the least persons are taken; totals are hidden only where
    it cannot be done without. For every cell that may not be shown, the counts which fit
    everything published, `published` included, go down to 0 and up to the threshold. Raises
    InputError for a table of which a cell is hidden already, for an override of another table
    or policy, and where the tables contradict one another.
    """
    _check_counted(table)
    let = _overridden(table, policy, overrides)
    tables = [*published, table]
    known = adding_up(tables, relation)
    own = {cell: why for cell, why in primary(table, policy).items() if cell not in let}
    demands = demands_of(known, tables, policy, own, let)
    free = tuple(cell for cell in table.places if cell not in let)
    lost = _lost(demands, Attacker(known, [known.at[-1][cell] for cell in free]))
    told = tuple(found for demand, found in lost if demand.cell)
    moved = {d.cell: Reason.CHANGE for d in demands if d.cell}
    why = {**moved, **own}
    without = {demand for demand, _ in lost}
    kept = tuple(demand for demand in demands if demand not in without)
    hidden = () if told else cheapest(table, known, kept, free, frozenset(why))
    withheld = bool(told or (hidden and policy.withholds_whole))
    shown = table.hiding(frozenset(table.places if withheld else hidden))
    return Protected(
        policy=policy,
        table=shown,
        reasons={cell: why.get(cell, Reason.SECONDARY) for cell in shown.hidden},
        ranges=attack(shown, published=published, relation=relation),
        told=told,
        already=tuple(found for demand, found in lost if not demand.cell),
        is_withheld=withheld,
        overrides=tuple(overrides),
    )


def _check_counted(table: CountTable) -> None:
    if table.hidden:
        raise InputError(
            f"{table.name} has hidden cells already; give the table as it was counted."
        )


def _lost(demands: Sequence[Demand], attacker: Attacker) -> list[tuple[Demand, Told]]:
    """The demands that hiding everything does not meet, each with what a reader concludes."""
    unmet = [demand for demand in demands if not demand.is_met(attacker)]
    return [(d, Told(what=d.what, range=attacker.range(d.at))) for d in unmet]


def _overridden(
    table: CountTable, policy: Policy, overrides: Sequence[Override]
) -> frozenset[Cell]:
    for one in overrides:
        if (one.policy, one.table) != (policy.id, table.name) or one.cell not in table.cells:
            raise InputError(f"The override for {one.table} under {one.policy} is not for this.")
    return frozenset(one.cell for one in overrides)
