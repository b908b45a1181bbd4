"""Secondary suppression: the fewest further cells to hide so that nobody can work out another.

Fischetti and Salazar-Gonzalez 2001, Management Science 47, 1008: an integer program chooses the
cells; an attacker tries them; what the attacker can conclude becomes a row of the program, until
the attacker fails.
"""

from collections.abc import Collection, Mapping, Sequence

from corecase.core.count_tables import Cell, CountTable, is_total
from corecase.core.errors import InputError
from corecase.statistics.adding_up import AddingUp
from corecase.statistics.demands import Cut, Demand
from corecase.statistics.disclosure import Attacker
from corecase.statistics.integer_program import IntegerProgram

# Usual tables need under twenty rounds. A bound in rounds and not in seconds, so that a table
# gives the same answer on any machine.
_MOST_ROUNDS = 500
_ROUNDING = 1e-7


def cheapest(
    table: CountTable,
    known: AddingUp,
    demands: Sequence[Demand],
    free: Sequence[Cell],
    primary: Collection[Cell],
) -> tuple[Cell, ...]:
    """The cells of the last table to hide, primary ones included, so that all demands are met.

    Of the `free` cells the fewest, then those with the least persons; totals only where it
    cannot be done without. Raises InputError where no pattern is found.
    """
    inner = [cell for cell in free if not is_total(cell) or cell in primary]
    attacker = Attacker(known, [known.at[-1][cell] for cell in inner])
    without_totals = all(demand.is_met(attacker) for demand in demands)
    for cells in (inner, free) if without_totals else (free,):
        found = _Pattern(table, known, demands, cells, primary).solved()
        if found is not None:
            return found
    raise InputError(
        f"No pattern was found that protects {table.name}; join some of its rows or columns."
    )


class _Pattern:
    """The integer program of one table: a column for each cell that may be hidden."""

    def __init__(
        self,
        table: CountTable,
        known: AddingUp,
        demands: Sequence[Demand],
        cells: Sequence[Cell],
        primary: Collection[Cell],
    ) -> None:
        self.known, self.demands, self.primary = known, demands, primary
        self.variables = known.at[-1]
        self.program = IntegerProgram()
        dear = 1 + sum(count for count in table.cells.values() if count)
        # Of patterns that cost the same the one nearer the first cell, so that the answer is one.
        place = 1 / (1 + len(cells) ** 2)
        self.columns = {
            cell: self.program.column(1, dear + (table.cells[cell] or 0) + at * place)
            for at, cell in enumerate(cells)
        }
        for cell in primary:
            self.program.row({self.columns[cell]: 1}, low=1)
        self._no_bridges(table)

    def _no_bridges(self, table: CountTable) -> None:
        """A cell hidden alone in a sum can be worked out, and would be hidden for nothing."""
        for total, parts in table.sums:
            here = [self.columns[cell] for cell in (total, *parts) if cell in self.columns]
            for one in here:
                self.program.row({**dict.fromkeys(here, 1.0), one: -1.0}, low=0)

    def solved(self) -> tuple[Cell, ...] | None:
        """The cheapest cells against which the attacker fails; None where none were found."""
        for _ in range(_MOST_ROUNDS):
            values = self.program.solve(exact=True)
            if values is None:
                return None
            chosen = [cell for cell, column in self.columns.items() if values[column]]
            if not self._add_rows(chosen):
                return tuple(chosen)
        return None

    def _add_rows(self, chosen: Sequence[Cell]) -> bool:
        """A row for each demand that the chosen cells leave unmet; whether there was any."""
        attacker = Attacker(self.known, [self.variables[cell] for cell in chosen])
        cuts = [demand.cut(attacker) for demand in self.demands]
        for cut in cuts:
            if cut is not None:
                self._add_cut(cut, chosen)
        if any(cuts):
            return True
        if self.known.is_one_table or all(demand.is_met(attacker) for demand in self.demands):
            return False
        # Whole numbers tell more than the fractions of the linear program: hide one cell more.
        others = [column for cell, column in self.columns.items() if cell not in chosen]
        self.program.row(dict.fromkeys(others, 1.0), low=1)
        return True

    def _add_cut(self, cut: Cut, chosen: Sequence[Cell]) -> None:
        """By duality, for any choice of cells: their gains make up for what is short now.

        Gains above the whole need count as the need, which cuts off more fractions.
        """
        gains = {
            cell: cut.gain(self.known, self.variables[cell])
            for cell in self.columns
            if cell not in self.primary
        }
        need = cut.short + sum(gains.get(cell, 0.0) for cell in chosen)
        terms: Mapping[int, float] = {
            self.columns[cell]: min(gain / need, 1.0)
            for cell, gain in gains.items()
            if gain > _ROUNDING * need
        }
        self.program.row(terms, low=1 - _ROUNDING)
