"""A table as a person sees it in a spreadsheet, whatever file it came from."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from corecase.core.errors import InputError, ManyProblems, Problem

Cell = str | int | float | bool | date | datetime | time | timedelta | None

_SHOWN = 80
_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row with the number that the spreadsheet shows beside it; headings are row 1."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Headings, the rows that hold anything, and what is wrong with their shape.

    `lettered` says whether people know its columns by letters, as in a workbook.
    """

    source: str
    headings: tuple[str, ...]
    heading_row: int
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...] = ()
    lettered: bool = False

    def column_name(self, column: int) -> str:
        """How a person finds the column: `column C (answer)`, or `column answer` in a CSV."""
        heading = shown(self.headings[column]) if column < len(self.headings) else ""
        if not self.lettered:
            return f"column {heading}" if heading else f"column {column + 1}"
        return f"column {letter(column)}" + (f" ({heading})" if heading else "")

    def place(self, row: int, column: int) -> str:
        """How a person finds the cell: `row 5, column C (answer)`."""
        return f"row {row}, {self.column_name(column)}"

    def problem(self, row: int, column: int, value: str, reason: str) -> Problem:
        """Something wrong in one cell."""
        return Problem(where=self.place(row, column), value=shown(value), reason=reason)


def entries(table: Table, read: Callable[[Mapping[str, str]], _Value]) -> tuple[_Value, ...]:
    """What `read` makes of each row, given as texts by their headings.

    Raises ManyProblems with every InputError that it raises, and what is wrong with the shape.
    """
    found, problems = [], list(table.problems)
    for row in table.rows:
        cells = dict(zip(table.headings, map(text, row.cells), strict=False))
        try:
            found.append(read(cells))
        except InputError as error:
            problems.append(Problem(where=f"row {row.number}", reason=str(error)))
    fault = ManyProblems.unless_empty(table.source, problems)
    if fault:
        raise fault
    return tuple(found)


def assembled(
    source: str,
    grid: Iterable[Sequence[Cell]],
    *,
    lettered: bool = False,
    may_be_bare: bool = False,
) -> Table:
    """The table in a grid: headings in the first row that holds anything, then its rows.

    Empty rows are left out and keep their number. Duplicate headings, cells without a
    heading and, outside workbooks, rows of another length become problems of the table.
    Raises InputError when there are no headings, or no rows below them where the table is not
    one that may be bare.
    """
    numbered = [
        Row(number=number, cells=tuple(cells))
        for number, cells in enumerate(grid, start=1)
        if any(not is_empty(cell) for cell in cells)
    ]
    if not numbered:
        raise InputError(f"{source} is empty; it needs a row of headings and rows below it.")
    first, *rows = numbered
    if not rows and not may_be_bare:
        raise InputError(f"{source} has headings and nothing below them; add the rows.")
    headings = _trimmed([text(cell) for cell in first.cells])
    bare = Table(
        source=source, headings=headings, heading_row=first.number, rows=(), lettered=lettered
    )
    regular = rows if lettered else [row for row in rows if not _is_ragged(row, len(headings))]
    ragged = () if lettered else _ragged(bare, rows)
    problems = (*_repeated(bare), *ragged, *_unheaded(bare, regular))
    return Table(
        source=source,
        headings=headings,
        heading_row=first.number,
        rows=tuple(regular),
        problems=problems,
        lettered=lettered,
    )


def text(cell: Cell) -> str:
    """What a cell says, without space around it; empty for an empty cell.

    A number that is whole prints without decimals, since spreadsheets keep every number
    as a fraction; times print as in ISO 8601.
    """
    if isinstance(cell, str):
        return cell.strip()
    if cell is None or cell != cell:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, date | time):
        return cell.isoformat()
    return str(cell)


def is_empty(cell: Cell) -> bool:
    """Whether a cell holds nothing but space."""
    return not text(cell)


def letter(column: int) -> str:
    """The letters of a column, counted from 0: A, B, ... Z, AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def heading_key(heading: str) -> str:
    """A heading as it is compared: `Case_ID`, `case id` and `CASE-ID` are one heading."""
    return re.sub(r"[\s_-]+", " ", heading).strip().casefold()


def shown(value: str) -> str:
    """A value short enough for a message."""
    return value if len(value) <= _SHOWN else value[: _SHOWN - 3] + "..."


def _trimmed(headings: list[str]) -> tuple[str, ...]:
    while headings and not headings[-1]:
        headings.pop()
    return tuple(headings)


def _repeated(table: Table) -> Iterable[Problem]:
    seen: dict[str, int] = {}
    for column, heading in enumerate(table.headings):
        first = seen.setdefault(heading_key(heading), column)
        if heading and first != column:
            other = letter(first) if table.lettered else str(first + 1)
            yield table.problem(
                table.heading_row, column, heading, f"also heads column {other}; keep one of them"
            )


def _is_ragged(row: Row, width: int) -> bool:
    return len(row.cells) < width or any(not is_empty(cell) for cell in row.cells[width:])


def _ragged(table: Table, rows: Sequence[Row]) -> Iterable[Problem]:
    width = len(table.headings)
    for row in rows:
        if _is_ragged(row, width):
            yield Problem(
                where=f"row {row.number}",
                reason=f"has {len(row.cells)} cells under {width} headings; make them match",
            )


def _unheaded(table: Table, rows: Sequence[Row]) -> Iterable[Problem]:
    """The first cell of each column that holds something and has no heading."""
    headed = {column for column, heading in enumerate(table.headings) if heading}
    told: set[int] = set()
    for row in rows:
        for column, cell in enumerate(row.cells):
            if column in headed or column in told or is_empty(cell):
                continue
            told.add(column)
            reason = "has no heading above it; add the heading or clear the column"
            yield table.problem(row.number, column, text(cell), reason)
