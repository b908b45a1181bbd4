"""The rows of a sheet whose columns are fixed, with every problem noted where it stands."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Final, TypeVar

from corecase.core.errors import InputError, Problem
from corecase.core.periods import day_in_words
from corecase.core.written_dates import written_date
from corecase.exchange.tables import Cell, Row, Table, heading_key, shown, text

_Value = TypeVar("_Value")
_SEVERAL: Final = re.compile(r"[\n;,]+")


class SheetRow:
    """One row under fixed columns; what is wrong in it is added to the problems of its file."""

    def __init__(self, table: Table, row: Row, columns: Mapping[str, int], found: list[Problem]):
        self._table, self._row, self._columns, self._found = table, row, columns, found

    def __getitem__(self, column: str) -> str:
        """What the cell says, days as a person writes them; empty where the column is missing."""
        cell = self._cell(column)
        return day_in_words(cell) if isinstance(cell, date) else text(cell)

    def lines(self, column: str) -> tuple[str, ...]:
        """The lines of a cell that say something."""
        return tuple(line.strip() for line in self[column].split("\n") if line.strip())

    def numbers(self, column: str) -> tuple[str, ...]:
        """Several numbers or codes in one cell, apart by lines, commas or semicolons."""
        return tuple(part.strip() for part in _SEVERAL.split(self[column]) if part.strip())

    def day(self, column: str) -> date | None:
        """The day in a cell; None where it is empty, and with a problem where it is no day."""
        said = self[column]
        day = written_date(said)
        if said and day is None:
            self.refuse(column, "is no day; write it as 20 June 2012 or 2012-06-20")
        return day

    def one_of(self, column: str, known: Mapping[str, _Value], what: str) -> _Value | None:
        """What stands for the word in a cell; None with a problem where the word is unknown."""
        found = known.get(self[column].casefold())
        if found is None:
            self.refuse(column, f"is {what}")
        return found

    def made(self, build: Callable[[], _Value], columns: Mapping[str, str]) -> _Value | None:
        """What is built of the row; None with a problem where that is refused.

        `columns` says in which column each field of an error stands.
        """
        try:
            return build()
        except InputError as error:
            self.refuse(columns.get(error.field, ""), str(error))
            return None

    def refuse(self, column: str, reason: str) -> None:
        """Notes a problem in a cell, or in the row as a whole."""
        if column in self._columns:
            place = self._table.place(self._row.number, self._columns[column])
        else:
            place = f"row {self._row.number}"
        value = shown(self[column])
        where = f"sheet {self._table.source.rpartition('sheet ')[2]}, {place}"
        self._found.append(Problem(where=where, value=value, reason=reason))

    def _cell(self, column: str) -> Cell:
        place = self._columns.get(column)
        cells = self._row.cells
        cell = cells[place] if place is not None and place < len(cells) else None
        return cell.date() if isinstance(cell, datetime) else cell


def rows_of(table: Table, columns: tuple[str, ...], found: list[Problem]) -> Iterator[SheetRow]:
    """The rows of a table that has exactly these columns, in any order.

    A column that is missing or not known is a problem, and then there are no rows.
    """
    sheet = table.source.rpartition("sheet ")[2]
    found += [
        Problem(where=f"sheet {sheet}, {problem.where}", value=problem.value, reason=problem.reason)
        for problem in table.problems
    ]
    known = {heading_key(column): column for column in columns}
    headed = {heading_key(heading): place for place, heading in enumerate(table.headings)}
    where = f"sheet {sheet}, row {table.heading_row}"
    missing = [column for key, column in known.items() if key not in headed]
    for column in missing:
        found.append(Problem(where=where, value=column, reason="is missing; add the column"))
    strange = [h for h in table.headings if h and heading_key(h) not in known]
    for heading in strange:
        reason = f"is no column of this sheet; it has {', '.join(columns)}"
        found.append(Problem(where=where, value=shown(heading), reason=reason))
    n_headed = sum(bool(heading) for heading in table.headings)
    if missing or strange or n_headed > len(known):  # a column that stands twice is told above
        return
    places = {column: headed[key] for key, column in known.items()}
    for row in table.rows:
        yield SheetRow(table, row, places, found)
