"""Printed facts in from a table: one row for each, in the columns of a printed fact.

A table of published scores, as `corecase compare` reads it, is taken as well, and the table of
facts of the open data: their columns are named otherwise and say the same.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from corecase.core.errors import InputError
from corecase.core.printed_facts import PrintedFact
from corecase.exchange.limits import OWN, Limits
from corecase.exchange.table_files import read_table
from corecase.exchange.tables import entries

FIELDS: Final = tuple(field.name for field in fields(PrintedFact))
SOURCE_PUBLISHED: Final = "source_published"
COLUMNS: Final = (*FIELDS, SOURCE_PUBLISHED)
NEEDED: Final = frozenset({"service", "measure", "source"})
_OF_SCORES: Final = {"kind": "kind_of_inspection", "band": "said"}
"""Columns of a table of published scores, and what they are here."""
_OF_OPEN_DATA: Final = {"n_services": "services"}
_ALIKE: Final = frozenset(
    {
        *("service", "measure", "value", "programme", "region", "inspected", "published", "cases"),
        *("scope", "scope_understood", "services", "standing", "source", "note"),
    }
)
"""What a table of published scores has under the same name."""
_ASIDE: Final = frozenset({"service_id", "withheld"})
"""Columns of the open data that say nothing more of a fact."""
_NUMBERS: Final = frozenset({"value", "most"})
_WHOLE: Final = frozenset({"out_of", "cases", "services"})
_NUMBER: Final = re.compile(r"-?\d{1,12}(\.\d{1,6})?")
_COUNT: Final = re.compile(r"(\d+) of (\d+)")

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadFact:
    """A fact of a table, and when the text was published that it was read from, if it says so."""

    fact: PrintedFact
    source_published: str = ""


def read(path: Path, *, limits: Limits = OWN) -> tuple[ReadFact, ...]:
    """The facts of a CSV, XLSX, ODS or Parquet file, in the order of its rows.

    Raises ManyProblems with every fault and its row, and InputError where it is no such table;
    then nothing is read.
    """
    table = read_table(path, suits=lambda headings: set(headings) >= NEEDED, limits=limits)
    missing = sorted(NEEDED.difference(table.headings))
    if missing:
        raise InputError(f"{table.source} lacks the columns {', '.join(missing)}; add them.")
    known = {*COLUMNS, *_OF_SCORES, *_OF_OPEN_DATA, *_ASIDE}
    unknown = [name for name in table.headings if name and name not in known]
    if unknown:
        raise InputError(
            f"{table.source} has the columns {', '.join(unknown)}, which mean nothing here; "
            f"use {', '.join(COLUMNS)}."
        )
    # Of what is withheld neither the figure nor the words stand in the open data.
    found = entries(table, lambda cells: None if cells.get("withheld") else _fact(_renamed(cells)))
    return tuple(fact for fact in found if fact is not None)


def are_in(path: Path) -> bool:
    """Whether a table has columns that printed facts have, and published scores have not.

    InputError where it cannot be read.
    """
    table = read_table(path, suits=lambda headings: set(headings) >= NEEDED)
    return bool({*FIELDS, *_ASIDE}.difference(_ALIKE) & set(table.headings))


def row_of(fact: PrintedFact, source_published: str = "") -> dict[str, str]:
    """The fact as a row under `COLUMNS`; blank for what it does not say."""
    said = {name: getattr(fact, name) for name in FIELDS}
    cells = {name: "" if value is None else str(value) for name, value in said.items()}
    return {**cells, SOURCE_PUBLISHED: source_published}


def _renamed(cells: Row) -> Row:
    """A row of published scores, or of the open data, in the columns of a printed fact."""
    if not _OF_SCORES.keys() & cells.keys():
        return {_OF_OPEN_DATA.get(name, name): value for name, value in cells.items()}
    row = {_OF_SCORES.get(name, name): value for name, value in cells.items()}
    kind, _, of = row["measure"].partition(":")
    if kind == "criteria":
        # How many criteria lie in the bands that its measure names.
        row = {**row, "measure": "count:criteria", "said": of}
    if kind.endswith("_to_date"):
        row = {**row, "as_at": row.get("published", ""), "kind_of_inspection": ""}
    return row


def _fact(row: Row) -> ReadFact:
    for name in sorted(NEEDED):
        if not row.get(name):
            raise InputError(f"{name} is empty; fill it in.")
    given: dict[str, Any] = {name: row[name] for name in FIELDS if row.get(name)}
    # Who does not say how well a figure is known does not know it well.
    given.setdefault("standing", "unverified")
    count = _COUNT.fullmatch(row.get("value", ""))
    if count:
        given |= {"value": count[1], "out_of": count[2]}
    given |= dict(_numbers(given))
    return ReadFact(fact=PrintedFact(**given), source_published=row.get(SOURCE_PUBLISHED, ""))


def _numbers(given: Mapping[str, Any]) -> Iterator[tuple[str, Decimal | int]]:
    for name in sorted((_NUMBERS | _WHOLE) & given.keys()):
        written = str(given[name]).removesuffix("%").strip()
        if name in _WHOLE and not (written.isascii() and written.isdigit() and len(written) < 9):
            raise InputError(f"{name} is a whole number, 0 or more; not {given[name]!r}.")
        if not _NUMBER.fullmatch(written):
            raise InputError(f"{name} is a number such as 62 or 1.08; not {given[name]!r}.")
        yield name, int(written) if name in _WHOLE else Decimal(written)


def written(facts: Iterable[PrintedFact]) -> bytes:
    """Facts as a CSV file under `COLUMNS`, which `read` takes back."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(map(row_of, facts))
    return out.getvalue().encode()
