"""Published indicators in from CSV: a row for each, under headings that name its fields."""

import csv
import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, get_args

from corecase.core.errors import InputError, ManyProblems, Problem
from corecase.core.indicators import Indicator, Unit
from corecase.exchange.delimited import read_delimited
from corecase.exchange.limits import OWN, Limits
from corecase.exchange.tables import Row, Table, heading_key, text
from corecase.exchange.yaml_files import content_of

FIELDS: Final = (
    *("name", "value", "unit", "period", "numerator", "denominator"),
    *("previous_value", "previous_period", "comparator", "comparator_name"),
    *("change", "definition", "caution"),
)
"""The headings, in the order of the template. Whether a value is confirmed is no column: a
person says that once they have looked."""

_NEEDED = ("name", "value", "unit", "period")
_NUMBERS = ("value", "previous_value", "comparator")
_WHOLE = ("numerator", "denominator")
_UNITS = get_args(Unit)


def read(source: Path | bytes, *, limits: Limits = OWN) -> tuple[Indicator, ...]:
    """The indicators of a CSV file, in the order of its rows.

    Raises ManyProblems with every fault and its row, and InputError where it is no table; then
    nothing is read.
    """
    name = source.name if isinstance(source, Path) else "The file of indicators"
    data = content_of(source) if isinstance(source, Path) else source
    table = read_delimited(data, name, limits)
    headings = [heading_key(heading).replace(" ", "_") for heading in table.headings]
    problems = [*table.problems, *_heading_problems(table, headings)]
    rows = []
    for row in table.rows:
        cells = dict(zip(headings, map(text, row.cells), strict=False))
        found = list(_cell_problems(row, cells))
        problems += found
        if not found:
            rows.append((row, cells))
    indicators = [made for row, cells in rows if (made := _made(row, cells, problems))]
    fault = ManyProblems.unless_empty(name, problems)
    if fault:
        raise fault
    return tuple(indicators)


def template() -> str:
    """An empty file with its headings, to fill in."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerow(FIELDS)
    return out.getvalue()


def _heading_problems(table: Table, headings: list[str]) -> Iterator[Problem]:
    where = f"row {table.heading_row}"
    for heading, written in zip(headings, table.headings, strict=True):
        if heading and heading not in FIELDS:
            reason = f"is no field of an indicator; use {', '.join(FIELDS)}"
            yield Problem(where=where, value=written, reason=reason)
    missing = [name for name in _NEEDED if name not in headings]
    if missing:
        yield Problem(where=where, reason=f"lacks the headings {', '.join(missing)}; add them")


def _cell_problems(row: Row, cells: Mapping[str, str]) -> Iterator[Problem]:
    for name, value in cells.items():
        reason = _refusal(name, value)
        if reason:
            yield Problem(where=f"row {row.number}, {name}", value=value[:80], reason=reason)


def _refusal(name: str, value: str) -> str:
    """What is wrong with a cell, in words; else empty."""
    if not value:
        return "is empty; write it" if name in _NEEDED else ""
    if name == "unit" and value not in _UNITS:
        return f"has to be one of {', '.join(_UNITS)}"
    if name in _WHOLE and _whole(value) is None:
        return "has to be a whole number in digits"
    if name in _NUMBERS and _number(value) is None:
        return "has to be a number in digits, without its unit"
    return ""


def _number(value: str) -> float | None:
    try:
        return float(value.replace(",", ""))
    except ValueError:
        return None


def _whole(value: str) -> int | None:
    plain = value.replace(",", "")
    # Digits alone: Python would also read "1_0" and other scripts' numerals.
    return int(plain) if plain.isascii() and plain.isdigit() else None


def _made(row: Row, cells: Mapping[str, str], problems: list[Problem]) -> Indicator | None:
    """The indicator; None with a problem noted where its numbers cannot stand together."""
    if not set(_NEEDED) <= cells.keys():
        return None
    values: dict[str, object] = {}
    for name in (name for name in FIELDS if cells.get(name)):
        said = cells[name]
        convert = _number if name in _NUMBERS else _whole if name in _WHOLE else str
        values[name] = convert(said)
    try:
        return Indicator(**values)  # type: ignore[arg-type]  # every cell was checked above
    except InputError as error:
        problems.append(Problem(where=f"row {row.number}", reason=str(error)))
        return None
