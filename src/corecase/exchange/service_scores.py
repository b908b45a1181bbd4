"""Scores of services with their standard errors in: one row for each service, for a funnel."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Final

from corecase.core.errors import InputError, ManyProblems, Problem
from corecase.exchange.table_files import read_table
from corecase.exchange.tables import Row, Table, heading_key, shown, text

NEEDED: Final = ("service", "cases", "standard error")
COUNTS: Final = ("sufficient", "applicable")
COLUMNS: Final = (*NEEDED, "score", *COUNTS)
_PERCENT: Final = re.compile(r"(\d{1,3}(?:\.\d+)?)\s*%?")
_WHOLE: Final = re.compile(r"\d{1,9}")
_LEAST_ERROR: Final = Fraction(2, 1000)
"""A standard error below 0.2 points would take tens of thousands of cases."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreRow:
    """One service as its file says it: cases, score and standard error as shares of 1."""

    service: str
    n_cases: int
    share: Fraction
    standard_error: Fraction


def read_service_scores(path: Path, *, sheet: str | None = None) -> tuple[ScoreRow, ...]:
    """The services of a table (CSV, XLSX, ODS, Parquet), in the order of the file.

    Columns: service, cases, standard error in points, and either score in percent or sufficient
    and applicable. Every fault is listed at once. Raises ManyProblems with them, each with its
    row; InputError where the file cannot be read, lacks a column, or gives shares of 1 where
    percentages belong.
    """
    table = read_table(path, sheet=sheet, suits=lambda found: set(NEEDED) <= _keys(found))
    columns = _columns(table)
    problems, rows = list(table.problems), []
    first: dict[str, int] = {}
    for row in table.rows:
        try:
            made = _row({name: text(row.cells[at]) for name, at in columns.items()})
            before = first.setdefault(made.service, row.number)
            if before != row.number:
                raise InputError(f"{made.service} stands in row {before} already; keep one of them")
            rows.append(made)
        except InputError as error:
            problems.append(_problem(row, error))
    fault = ManyProblems.unless_empty(table.source, problems)
    if fault:
        raise fault
    _check_percentages(rows, table.source)
    return tuple(rows)


def _keys(headings: tuple[str, ...]) -> set[str]:
    return {heading_key(heading) for heading in headings}


def _columns(table: Table) -> dict[str, int]:
    """Where each known column stands. Raises InputError for one that is missing or unknown."""
    found = {heading_key(name): at for at, name in enumerate(table.headings) if name}
    wanted = (*NEEDED, *(COUNTS if "score" not in found else ()))
    missing = [name for name in wanted if name not in found]
    if missing:
        raise InputError(
            f"{table.source} lacks the columns {', '.join(missing)}; it needs "
            f"{', '.join(NEEDED)}, and either score or {' and '.join(COUNTS)}."
        )
    unknown = [shown(table.headings[at]) for name, at in found.items() if name not in COLUMNS]
    if unknown or ("score" in found and set(COUNTS) & set(found)):
        raise InputError(
            f"{table.source} has the columns {', '.join(unknown or ('score', 'sufficient'))}, "
            f"which have no place together here; keep {', '.join(NEEDED)}, and either score or "
            f"{' and '.join(COUNTS)}."
        )
    return found


def _row(cells: Mapping[str, str]) -> ScoreRow:
    if not cells["service"]:
        raise InputError("has no name of a service; give each row one")
    n_cases = _whole(cells["cases"], "cases")
    if not n_cases:
        raise InputError("cases is 0; a service without a case has no place in a funnel")
    error = _percent(cells["standard error"], "standard error", "4.2")
    if not 0 < error < 1:
        raise InputError("standard error is not above 0; leave the service out and say so")
    return ScoreRow(
        service=cells["service"], n_cases=n_cases, share=_share(cells), standard_error=error
    )


def _share(cells: Mapping[str, str]) -> Fraction:
    if "score" in cells:
        share = _percent(cells["score"], "score", "64 or 64.3")
        if share > 1:
            raise InputError("score is above 100%; correct it")
        return share
    count, out_of = (_whole(cells[name], name) for name in COUNTS)
    if not out_of or count > out_of:
        raise InputError("applicable has to be above 0, and sufficient no more than that")
    return Fraction(count, out_of)


def _whole(written: str, name: str) -> int:
    if not _WHOLE.fullmatch(written):
        raise InputError(f"{name} takes a whole number, not {shown(written)!r}")
    return int(written)


def _percent(written: str, name: str, such_as: str) -> Fraction:
    found = _PERCENT.fullmatch(written)
    if not found:
        raise InputError(f"{name} takes a percentage such as {such_as}, not {shown(written)!r}")
    return Fraction(found[1]) / 100


def _problem(row: Row, error: InputError) -> Problem:
    return Problem(where=f"row {row.number}", reason=str(error))


def _check_percentages(rows: list[ScoreRow], source: str) -> None:
    """Raises InputError where all values are so small that they must be shares of 1."""
    if rows and max(row.standard_error for row in rows) < _LEAST_ERROR:
        raise InputError(
            f"Every standard error in {source} is below 0.2 points; give percentages, such as a "
            "score of 64 with a standard error of 4.2."
        )
    if rows and all(0 < row.share <= Fraction(1, 100) for row in rows):
        raise InputError(f"Every score in {source} is at most 1%; give percentages, such as 64.")
