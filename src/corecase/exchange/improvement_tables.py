"""Tables of improvement plans as services print them: their columns, and rows split over pages."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Final, Literal

from corecase.exchange.printed_tables import Cell, PrintedTable

Column = Literal[
    "area", "links", "action", "timescale", "success", "costs", "owner", "progress", "status", ""
]

_COLUMNS: Final[tuple[tuple[Column, re.Pattern[str]], ...]] = (
    ("progress", re.compile(r"progress|update")),
    ("status", re.compile(r"status|rag\b")),
    ("success", re.compile(r"success|impact|outcome|measure")),
    ("links", re.compile(r"links?\b")),
    ("timescale", re.compile(r"time ?scale|completion date|by when|target date|due|deadline")),
    ("costs", re.compile(r"cost|resource")),
    ("owner", re.compile(r"owner|lead|responsib|whom?\b")),
    ("area", re.compile(r"area|recommendation|issue|priority|objective")),
    ("action", re.compile(r"action")),
)
NEEDED: Final = frozenset({"area", "action", "timescale"})
_END: Final = (".", "!", "?", ":", ")", "\u201d", "\u2019", "'")
_YEAR: Final = re.compile(r"(?:19|20)\d\d\b")
_OPENING: Final = re.compile(r"[a-z(&\u2013-]")


@dataclass(slots=True)
class PrintedRow:
    """What a table says of one action, with what it says of its area where it opens one.

    Each cell is a list of paragraphs; `number` is that of its first row in the table.
    """

    number: int
    opens_area: bool
    cells: dict[Column, list[str]] = field(default_factory=dict)


def columns_of(row: Sequence[Cell]) -> tuple[Column, ...]:
    """What each column of a row of headings holds; empty for one that nobody knows."""
    return tuple(_column(" ".join(cell.paragraphs)) for cell in row)


def _column(heading: str) -> Column:
    plain = heading.casefold()
    return next((column for column, form in _COLUMNS if form.search(plain)), "")


def is_heading(row: Sequence[Cell]) -> bool:
    """Whether a row heads a table of an improvement plan."""
    found = columns_of(row)
    return len(row) >= len(NEEDED) and set(found) >= NEEDED and len(set(found)) == len(found)


def joined_rows(
    tables: Sequence[PrintedTable], notes: list[str]
) -> tuple[tuple[PrintedRow, ...], tuple[str, ...]]:
    """The rows of a table that may go on in further ones, and the headings nobody knows.

    Rows that a page end split are put together again, and rows of headings that it repeats are
    left out; `notes` say so. The first row of the first table is its heading.
    """
    heading = tables[0].rows[0]
    columns = columns_of(heading)
    strange = [" ".join(c.paragraphs) for c, name in zip(heading, columns, strict=True) if not name]
    made: list[PrintedRow] = []
    # Headings may be split over rows too: only the first cell says something, before any row.
    rests: set[tuple[str, ...]] = set()
    numbered = enumerate((row for table in tables for row in table.rows), start=1)
    for number, row in numbered:
        is_alone = not any(cell.paragraphs for cell in row[1:])
        if number == 1 or (is_alone and row[:1] and row[0].paragraphs in rests):
            continue
        if is_alone and not made:
            rests |= {cell.paragraphs for cell in row[:1]}
        elif is_heading(row):
            notes.append(f"Row {number} repeats the headings and was left out.")
        else:
            _add(made, number, _under(columns, heading, row, number, notes), notes)
    return tuple(made), tuple(name for name in strange if name)


def _under(
    columns: tuple[Column, ...],
    heading: Sequence[Cell],
    row: Sequence[Cell],
    number: int,
    notes: list[str],
) -> dict[Column, Cell]:
    """The cells of a row by what they hold, an empty one where the row is short."""
    headed = [bool(cell.paragraphs) for cell in heading]
    if any(cell.paragraphs for cell, known in zip_longest(row, headed) if cell and not known):
        notes.append(f"Row {number} says something under no heading; that was left out.")
    return dict.fromkeys(columns, Cell()) | dict(zip(columns, row, strict=False))


def _add(made: list[PrintedRow], number: int, row: dict[Column, Cell], notes: list[str]) -> None:
    if not any(cell.paragraphs for cell in row.values()):
        return
    last = made[-1] if made else None
    if last and _continues(last, row):
        notes.append(f"Row {number} was read as the rest of the row before it.")
        for column, cell in row.items():
            last.cells[column] = _joined(last.cells.get(column, []), cell.paragraphs)
        return
    cells = {column: list(cell.paragraphs) for column, cell in row.items()}
    opens_area = bool(cells["area"]) and not (last and _same_area(made, row))
    # A joined cell beside it says that a row is one of its own, however its words begin.
    is_own = row["area"].is_joined or not cells["action"]
    if last and not is_own and _is_rest(last.cells.get("action", []), cells["action"][0]):
        notes.append(f"The action in row {number} begins with the rest of the one before it.")
        last.cells["action"] = _joined(last.cells["action"], tuple(cells["action"]))
        cells["action"] = []
    made.append(PrintedRow(number=number, opens_area=opens_area, cells=cells))


def _continues(last: PrintedRow, row: dict[Column, Cell]) -> bool:
    """Whether a row is the rest of the one before it, which a page end split."""
    area, action = row["area"], row["action"].paragraphs
    if area.paragraphs:
        return bool(_OPENING.match(area.paragraphs[0]))
    if not action:
        return True
    if area.is_joined and not row["action"].is_joined:
        return False
    is_new = bool(row["timescale"].paragraphs) or _is_ended(last.cells.get("action", []))
    return bool(_OPENING.match(action[0])) or not is_new


def _same_area(made: list[PrintedRow], row: dict[Column, Cell]) -> bool:
    """Whether a row names again the area that is open, as tables without joined cells do."""
    opened = next(one for one in reversed(made) if one.opens_area)
    return opened.cells["area"] == list(row["area"].paragraphs)


def _is_rest(before: list[str], text: str) -> bool:
    return bool(before) and not _is_ended(before) and bool(_OPENING.match(text))


def _is_ended(paragraphs: list[str]) -> bool:
    return bool(paragraphs) and paragraphs[-1].endswith(_END)


def _joined(before: list[str], after: Sequence[str]) -> list[str]:
    """Paragraphs with those that follow on the next page; one that was cut is one again."""
    if not before or not after:
        return [*before, *after]
    first = after[0]
    is_cut = not _is_ended(before) or _OPENING.match(first) or _YEAR.match(first)
    return [*before[:-1], f"{before[-1]} {first}", *after[1:]] if is_cut else [*before, *after]


def tables_with_headings(tables: Iterator[PrintedTable]) -> list[PrintedTable]:
    """The first table that an improvement plan's headings open, and those that carry it on.

    A table carries it on when its rows are as long, until one that is not.
    """
    found: list[PrintedTable] = []
    for table in tables:
        first = table.rows[0] if table.rows else ()
        if found and len(first) != len(found[0].rows[0]):
            break
        if found or is_heading(first):
            found.append(table)
    return found
