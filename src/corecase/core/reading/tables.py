"""Tables of scores: headlines down the side, comparators and services along the top."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

from corecase.core.printed_facts import PrintedFact
from corecase.core.reading.days import WHEN, written
from corecase.core.reading.headed_tables import Table, with_headings
from corecase.core.reading.lines import Passage
from corecase.core.reading.names import placed
from corecase.core.reading.outline import Placed
from corecase.core.reading.record import Record
from corecase.core.reading.scores import CRITERION
from corecase.core.reading.themes import headline_of

_LOOSE: Final = re.compile(r"(?<![\d.])(?P<value>\d{1,2}|100)(?!\d|\.\d)\s?(?P<sign>%?)")
_SHORT: Final = 60
_LEAST: Final = 20  # a number without its sign and below this is rather a count than a score
_LOOSE_ROLES: Final = (
    ("lowest_to_date", re.compile(r"\blow(?:est)?\b", re.IGNORECASE)),
    ("highest_to_date", re.compile(r"\bhigh(?:est)?\b", re.IGNORECASE)),
    ("average_to_date", re.compile(r"\baverag", re.IGNORECASE)),
)


def tabled(record: Record) -> Iterator[PrintedFact]:
    """The scores and comparators in tables."""
    for table in _tables(record.parts):
        yield from _read(record, table)


def _tables(parts: tuple[Placed, ...]) -> Iterator[Table]:
    rows: list[Passage] = []
    before = ""
    for part in parts:
        if part.passage.cells and part.part not in ("contents", "glossary"):
            rows.append(part.passage)
            continue
        if rows and _is_cut(part):
            rows.append(replace(part.passage, cells=(part.text,)))
            continue
        if rows:
            yield Table(rows=tuple(rows), before=before)
        rows, before = [], part.text
    if rows:
        yield Table(rows=tuple(rows), before=before)


def _is_cut(placed: Placed) -> bool:
    """A few words alone between rows: the beginning of a title that goes on in the next."""
    return placed.text.endswith("-") and len(placed.text) < 30


def _read(record: Record, table: Table) -> Iterator[PrintedFact]:
    known = list(with_headings(record, table))
    yield from known
    read = {fact.read_from for fact in known}
    for row in table.rows:
        if not any(" ".join(cell.split()) in read for cell in row.cells[1:] if cell):
            yield from _offered(record, table, row)


def _offered(record: Record, table: Table, row: Passage) -> Iterator[PrintedFact]:
    """The figures of a row whose headings do not say what they are: each for a person."""
    if CRITERION.match(row.cells[0].strip()):
        return
    label = next((key for cell in row.cells[:2] if (key := headline_of(cell))), "")
    at = len(row.cells[0])
    for column, cell in enumerate(row.cells[1:], start=1):
        start = row.text.find(cell, at) if cell else at
        at = start + len(cell)
        match = _LOOSE.search(cell)
        above = [
            words
            for one in table.rows[: table.rows.index(row)]
            if column < len(one.cells) and len(words := one.cells[column]) < _SHORT
        ]
        above.append(" ".join(words for words in above if not re.search(r"\d", words)))
        key = label or next((k for words in above if (k := headline_of(words))), "")
        if match is None or not key:
            continue
        if not match["sign"] and (label or int(match["value"]) < _LEAST):
            continue
        role = next((n for n, words in _LOOSE_ROLES if any(words.search(o) for o in above)), "")
        whose = _whose(table, row) if not label else {}
        yield record.fact(
            f"{role or 'headline'}:{key}",
            row,
            start,
            at,
            value=Decimal(match["value"]),
            unit="%",
            doubt="The headings do not say for certain what this figure is; say it.",
            **({} if role else whose),
        )


def _whose(table: Table, row: Passage) -> dict[str, Any]:
    """The service that a row names and the inspection that it is of, by the day in the row."""
    name = _name(row)
    if not name:
        return {}
    days = [written(cell) for cell in row.cells[1:] if _DAY.fullmatch(cell.strip())]
    again = [_AGAIN.search(one.cells[0]) for one in table.rows if _name(one) == name]
    told = {"service": name, "inspected": days[0] if len(days) == 1 else ""}
    if any(again):
        told["kind_of_inspection"] = "re-inspection" if _AGAIN.search(row.cells[0]) else "first"
    return told


def _name(row: Passage) -> str:
    return placed(re.sub(r"\s*\([^()]*\)", "", row.cells[0]))


_AGAIN: Final = re.compile(r"\bre-?\)?\s?inspect", re.IGNORECASE)
_DAY: Final = re.compile(WHEN, re.IGNORECASE)
