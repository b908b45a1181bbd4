"""Tables of counts of persons, with their totals, and with cells that are hidden."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from corecase.core.errors import InputError

TOTAL: Final = "Total"

Cell = tuple[str, str]
"""A cell by its row and its column; either may be `Total`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountTable:
    """Counts of persons by row and column. None is a hidden cell.

    `cells` holds every cell inside the table and its totals: of each row where there are two
    columns or more, of each column where there are two rows or more. `corner` heads the column
    of row names. Raises InputError for a name twice, a cell missing, a count below 0, or cells
    that do not add up to a total as far as they are shown.
    """

    name: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: Mapping[Cell, int | None]
    corner: str = ""
    off_by: int = 0

    def __post_init__(self) -> None:
        object.__setattr__(self, "cells", MappingProxyType(dict(self.cells)))
        if not self.rows or not self.columns:
            raise InputError(f"{self.name} has no cells; give it a row and a column of counts.")
        for names in (self.rows, self.columns):
            for name in names:
                if not name or name == TOTAL or names.count(name) > 1:
                    raise InputError(
                        f"{self.name} needs a name of its own for each row and column; look at "
                        f"{name!r}."
                    )
        if set(self.cells) != set(self.places):
            raise InputError(f"{self.name} needs a count for every cell and its totals.")
        for (row, column), count in self.cells.items():
            if count is not None and count < 0:
                raise InputError(f"{self.name} counts {count} in {row}, {column}; count from 0.")
        if not self.off_by:
            for total, parts in self.sums:
                self._check_sum(total, parts)

    def _check_sum(self, total: Cell, parts: tuple[Cell, ...]) -> None:
        whole, shown = self.cells[total], [self.cells[part] for part in parts]
        known = sum(count for count in shown if count is not None)
        if whole is None or whole == known or (None in shown and known < whole):
            return
        raise InputError(
            f"{self.name}: {said(total)} is {whole} and its cells add up to {known}; correct them."
        )

    @property
    def places(self) -> tuple[Cell, ...]:
        """Every cell, row by row, the totals last."""
        return tuple((row, column) for row in self.shown_rows for column in self.shown_columns)

    @property
    def shown_rows(self) -> tuple[str, ...]:
        """The rows as printed, with their total where there are two or more."""
        return (*self.rows, *([TOTAL] if len(self.rows) > 1 else []))

    @property
    def shown_columns(self) -> tuple[str, ...]:
        """The columns as printed, with their total where there are two or more."""
        return (*self.columns, *([TOTAL] if len(self.columns) > 1 else []))

    @property
    def sums(self) -> tuple[tuple[Cell, tuple[Cell, ...]], ...]:
        """What adds up to what: each total with its parts, the grand total both ways."""
        return tuple(self._sums())

    def _sums(self) -> Iterator[tuple[Cell, tuple[Cell, ...]]]:
        if len(self.columns) > 1:
            for row in self.shown_rows:
                yield (row, TOTAL), tuple((row, column) for column in self.columns)
        if len(self.rows) > 1:
            for column in self.shown_columns:
                yield (TOTAL, column), tuple((row, column) for row in self.rows)

    @property
    def hidden(self) -> tuple[Cell, ...]:
        """The cells without a count, in their order."""
        return tuple(place for place in self.places if self.cells[place] is None)

    def hiding(self, cells: frozenset[Cell]) -> "CountTable":
        """The same table with these cells hidden too."""
        kept = {place: None if place in cells else n for place, n in self.cells.items()}
        return replace(self, cells=kept)


def is_total(cell: Cell) -> bool:
    """Whether a cell is the total of a row, of a column or of all."""
    return TOTAL in cell


def said(cell: Cell) -> str:
    """A cell for a reader: `"girls, custody"`, `"girls, Total"`."""
    return ", ".join(cell)


def with_totals(
    name: str,
    rows: tuple[str, ...],
    columns: tuple[str, ...],
    counts: Mapping[Cell, int],
    *,
    corner: str = "",
) -> CountTable:
    """A table of which every inner cell is known, its totals added up."""
    wide, tall = len(columns) > 1, len(rows) > 1
    cells = {
        (row, column): 0
        for row in (*rows, *([TOTAL] if tall else []))
        for column in (*columns, *([TOTAL] if wide else []))
    }
    for (row, column), count in counts.items():
        for place in ((row, column), (row, TOTAL), (TOTAL, column), (TOTAL, TOTAL)):
            if place in cells:
                cells[place] += count
    return CountTable(name=name, rows=rows, columns=columns, cells=cells, corner=corner)
