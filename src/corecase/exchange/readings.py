"""Judgements of several assessors from one file, which has a column that says whose."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from corecase.core.errors import InputError, ManyProblems, Problem
from corecase.core.frameworks import Framework
from corecase.core.judgements import Judgements
from corecase.exchange.entries import Collector
from corecase.exchange.judgements import laid_out
from corecase.exchange.table_files import MAX_BYTES
from corecase.exchange.tables import Row, Table, heading_key

ASSESSOR_HEADINGS: Final = ("assessor", "assessor id", "assessed by", "marked by")
"""What the column of assessors may be headed, in capitals or not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingsFile:
    """What each assessor said, in the order of the file; and the headings not read."""

    by_assessor: Mapping[str, Judgements]
    ignored_columns: tuple[str, ...]


def read(
    path: str | Path,
    framework: Framework,
    *,
    sheet: str | None = None,
    max_bytes: int = MAX_BYTES,
) -> ReadingsFile:
    """The judgements of a file by assessor: long or wide, as `exchange.judgements` reads them.

    Every row needs its assessor; a case may stand in rows of several. Raises ManyProblems
    with every cell that is wrong, and InputError where the file cannot be read or has no
    column of assessors; in both cases nothing is loaded.
    """
    table, layout = laid_out(path, framework, sheet=sheet, max_bytes=max_bytes)
    column = _column(table)
    problems = list(table.problems)
    collectors: dict[str, Collector] = {}
    for assessor, rows in _rows(table, column, problems).items():
        collectors[assessor] = Collector(table=replace(table, rows=rows, problems=()))
        layout.read_into(collectors[assessor])
        problems += collectors[assessor].problems
    error = ManyProblems.unless_empty(table.source, list(dict.fromkeys(problems)))
    if error:
        raise error
    return ReadingsFile(
        by_assessor={
            assessor: Judgements.of(found.judgements, cases=found.cases)
            for assessor, found in collectors.items()
        },
        ignored_columns=tuple(h for h in layout.ignored() if h != table.headings[column]),
    )


def _column(table: Table) -> int:
    """Where the assessors stand. Raises InputError where no column, or several, are theirs."""
    found = [
        place
        for place, heading in enumerate(table.headings)
        if heading_key(heading) in ASSESSOR_HEADINGS
    ]
    if len(found) != 1:
        several = "more than one column" if found else "no column"
        raise InputError(
            f"{table.source} has {several} that says whose each judgement is; head one of them "
            "assessor, or give the second reading as another file."
        )
    return found[0]


def _rows(table: Table, column: int, problems: list[Problem]) -> dict[str, tuple[Row, ...]]:
    """The rows of every assessor, and a problem for each row without one."""
    whose = Collector(table=table)
    rows: dict[str, list[Row]] = {}
    for row in table.rows:
        assessor = whose.identified(row, column, "assessor")
        if assessor:
            rows.setdefault(assessor, []).append(row)
    problems += whose.problems
    return {assessor: tuple(theirs) for assessor, theirs in rows.items()}
