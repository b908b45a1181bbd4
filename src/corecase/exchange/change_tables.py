"""Tables of what changes over time in: counts by period, rates, scores of the same children."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from typing import TypeVar

from corecase.core.errors import InputError, ManyProblems, Problem
from corecase.core.figures import Figure
from corecase.exchange.table_files import read_table
from corecase.exchange.tables import heading_key, shown, text

_Value = TypeVar("_Value")
Cells = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What was counted in one period, by its name."""

    period: str
    figure: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Events:
    """Events in one period or group, and the persons (or person-years) they are counted over."""

    name: str
    events: int
    persons: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoScores:
    """One child's score at the start and at the end; None where there is none."""

    child: str
    start: float | None
    end: float | None


def read_counts(path: Path, *, sheet: str | None = None) -> tuple[Counted, ...]:
    """Counts by period in the order of the file; columns period, sufficient, applicable.

    Raises as `_read`.
    """
    return _read(path, ("period", "sufficient", "applicable"), _counted, sheet)


def read_events(path: Path, *, sheet: str | None = None) -> tuple[Events, ...]:
    """Events by period or group; columns name, events, persons. Raises as `_read`."""
    return _read(path, ("name", "events", "persons"), _events, sheet)


def read_two_scores(path: Path, *, sheet: str | None = None) -> tuple[TwoScores, ...]:
    """Scores of the same children; columns child, start, end, empty where there is none.

    Raises as `_read`.
    """
    return _read(path, ("child", "start", "end"), _two_scores, sheet)


def _read(
    path: Path,
    columns: tuple[str, ...],
    make: Callable[[Cells], _Value],
    sheet: str | None,
) -> tuple[_Value, ...]:
    """A value for each row. Raises ManyProblems with every fault at once.

    Raises InputError where the file cannot be read or lacks a column, and where the first
    column names something twice.
    """
    wanted = set(columns)
    table = read_table(path, sheet=sheet, suits=lambda h: wanted <= set(map(heading_key, h)))
    places = {heading_key(name): at for at, name in enumerate(table.headings) if name}
    missing = [name for name in columns if name not in places]
    if missing:
        raise InputError(f"{table.source} lacks the columns {', '.join(missing)}; add them.")
    problems, values, first = list(table.problems), [], dict[str, int]()
    for row in table.rows:
        cells = {name: text(row.cells[places[name]]).strip() for name in columns}
        try:
            name = cells[columns[0]]
            if not name:
                raise InputError(f"has no {columns[0]}; give each row one")
            if first.setdefault(name, row.number) != row.number:
                raise InputError(f"{name} stands in row {first[name]} already; keep one of them")
            values.append(make(cells))
        except InputError as error:
            problems.append(Problem(where=f"row {row.number}", reason=str(error)))
    fault = ManyProblems.unless_empty(table.source, problems)
    if fault:
        raise fault
    return tuple(values)


def _counted(cells: Cells) -> Counted:
    count, out_of = _whole(cells, "sufficient"), _whole(cells, "applicable")
    if count > out_of:
        raise InputError(f"{count} sufficient of {out_of} that applied cannot be")
    return Counted(period=cells["period"], figure=Figure(count=count, out_of=out_of))


def _events(cells: Cells) -> Events:
    persons = _number(cells, "persons")
    if persons is None or persons <= 0:
        raise InputError("persons has to be above 0; leave the row out")
    return Events(name=cells["name"], events=_whole(cells, "events"), persons=persons)


def _two_scores(cells: Cells) -> TwoScores:
    return TwoScores(child=cells["child"], start=_number(cells, "start"), end=_number(cells, "end"))


def _whole(cells: Cells, name: str) -> int:
    written = cells[name]
    if not (written.isascii() and written.isdigit() and len(written) < 10):
        raise InputError(f"{name} takes a whole number, not {shown(written)!r}")
    return int(written)


def _number(cells: Cells, name: str) -> float | None:
    written = cells[name]
    if not written:
        return None
    try:
        found = float(written)
    except ValueError:
        found = float("nan")
    if not isfinite(found):
        raise InputError(f"{name} takes a number or nothing, not {shown(written)!r}")
    return found
