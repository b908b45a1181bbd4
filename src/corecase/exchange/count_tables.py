"""Tables of counts from a file: a row of headings, names in the first column, counts below."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from corecase.core.count_tables import TOTAL, Cell, CountTable, with_totals
from corecase.core.errors import InputError, ManyProblems, Problem
from corecase.core.suppression import HIDDEN
from corecase.exchange.table_files import read_table
from corecase.exchange.tables import Row, Table, heading_key, is_empty, text

MOST_CELLS = 1000
"""The most cells of one table; beyond them protecting it takes minutes."""

_TOTALS = frozenset({"total", "totals"})
_HIDDEN = frozenset({HIDDEN, "c", "*", "x", "[x]"})


@dataclass(frozen=True, slots=True, kw_only=True)
class CountTableFile:
    """A table with what its file lacked: `added_totals` says that totals were worked out."""

    table: CountTable
    added_totals: bool


def read_counts(path: str | Path, *, sheet: str | None = None) -> CountTableFile:
    """A table of which every cell is known. Totals that the file has must be right.

    A row or column headed Total is the totals; they are worked out where there is none. Raises
    ManyProblems with every cell that is no count, InputError where totals do not add up.
    """
    read = _Reading(read_table(path, sheet=sheet, suits=lambda headings: len(headings) > 1))
    cells = read.cells(may_hide=False)
    inner = {(row, column): cells[row, column] or 0 for row in read.rows for column in read.columns}
    worked_out = with_totals(read.name, read.rows, read.columns, inner, corner=read.corner)
    given = {cell: count for cell, count in cells.items() if cell in worked_out.cells}
    table = CountTable(
        name=read.name,
        rows=read.rows,
        columns=read.columns,
        cells={**worked_out.cells, **given},
        corner=read.corner,
    )
    return CountTableFile(table=table, added_totals=len(given) < len(table.cells))


def read_published(path: str | Path, *, off_by: int = 0) -> CountTable:
    """A table as it was published: cells marked `[c]`, `c`, `[x]`, `x` or `*` are hidden.

    Totals that were not published are hidden too. `off_by` is how far its counts may lie from
    the true ones because they were rounded. Raises ManyProblems with every cell that is neither
    a count nor a mark.
    """
    read = _Reading(read_table(path, suits=lambda headings: len(headings) > 1))
    cells = read.cells(may_hide=True)
    wide, tall = len(read.columns) > 1, len(read.rows) > 1
    places = [
        (row, column)
        for row in (*read.rows, *([TOTAL] if tall else []))
        for column in (*read.columns, *([TOTAL] if wide else []))
    ]
    return CountTable(
        name=read.name,
        rows=read.rows,
        columns=read.columns,
        cells={place: cells.get(place) for place in places},
        corner=read.corner,
        off_by=off_by,
    )


class _Reading:
    """The names and counts of one file, with everything that is wrong in them."""

    def __init__(self, table: Table) -> None:
        self.table, self.name, self.problems = table, table.source, list(table.problems)
        if len(table.rows) * len(table.headings) > MOST_CELLS:
            raise InputError(
                f"{self.name} has more than {MOST_CELLS:,} cells; publish it as several tables."
            )
        self.corner = table.headings[0] if table.headings else ""
        names = [_named(heading) for heading in table.headings]
        self.at = {name: at for at, name in enumerate(names) if at and name}
        self.columns = tuple(name for name in self.at if name != TOTAL)
        self.by_name = {_named(self._label(row)): row for row in table.rows}
        self.rows = tuple(name for name in self.by_name if name != TOTAL)
        self._check()

    def _label(self, row: Row) -> str:
        cell = row.cells[0]
        if isinstance(cell, date | datetime | time | timedelta):
            reason = "is a date that a spreadsheet made of a name; format the column as text"
            self.problems.append(self.table.problem(row.number, 0, text(cell), reason))
        elif is_empty(cell):
            reason = "is empty; every row needs its name"
            self.problems.append(self.table.problem(row.number, 0, "", reason))
        return text(cell)

    def _check(self) -> None:
        if len(self.by_name) < len(self.table.rows):
            where = f"column {self.corner or 1}"
            reason = "holds a name twice; give each row its own"
            self.problems.append(Problem(where=where, reason=reason))
        for names, other in ((self.columns, "column"), (self.rows, "row")):
            both = self.at if other == "column" else self.by_name
            if len(names) == 1 and TOTAL in both:
                reason = f"is not needed beside a single {other} of counts; remove it"
                self.problems.append(Problem(where=f"the {other} Total", reason=reason))
        if not self.columns or not self.rows:
            raise InputError(f"{self.name} has no counts; give it a row and a column of them.")

    def cells(self, *, may_hide: bool) -> dict[Cell, int | None]:
        """Every count that stands in the file. Raises ManyProblems with every fault."""
        found = {
            (name, column): self._count(row, at, may_hide)
            for name, row in self.by_name.items()
            for column, at in self.at.items()
        }
        problem = ManyProblems.unless_empty(self.name, self.problems)
        if problem:
            raise problem
        return found

    def _count(self, row: Row, at: int, may_hide: bool) -> int | None:
        said = text(row.cells[at]) if at < len(row.cells) else ""
        if may_hide and said.casefold() in _HIDDEN:
            return None
        plain = said.replace(",", "")
        if plain.isascii() and plain.isdigit() and len(plain) < 10:
            return int(plain)
        marks = f", or {HIDDEN} where it was hidden" if may_hide else ""
        reason = f"is not a count; write a whole number from 0{marks}"
        self.problems.append(self.table.problem(row.number, at, said, reason))
        return 0


def _named(heading: str) -> str:
    return TOTAL if heading_key(heading) in _TOTALS else heading
