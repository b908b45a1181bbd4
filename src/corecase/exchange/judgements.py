"""Judgements from a file: one row for each answer, or one row for each case."""

from dataclasses import dataclass
from pathlib import Path

from corecase.core.errors import ManyProblems
from corecase.core.frameworks import Framework
from corecase.core.judgements import Judgements
from corecase.exchange.cases import read_cases
from corecase.exchange.entries import Collector
from corecase.exchange.headings import no_layout
from corecase.exchange.layouts import Layout, layout_of
from corecase.exchange.table_files import MAX_BYTES, read_table
from corecase.exchange.tables import Table

__all__ = ["MAX_BYTES", "JudgementFile", "laid_out", "read", "read_cases"]


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgementFile:
    """The judgements of a file, and the headings of the columns that were not read."""

    judgements: Judgements
    ignored_columns: tuple[str, ...]


def laid_out(
    path: str | Path, framework: Framework, *, sheet: str | None, max_bytes: int
) -> tuple[Table, Layout]:
    """The table of a file of judgements, and how it is laid out.

    Raises InputError where the file cannot be read, or its headings show no layout.
    """
    table = read_table(
        path,
        sheet=sheet,
        suits=lambda headings: layout_of(headings, framework) is not None,
        max_bytes=max_bytes,
    )
    layout = layout_of(table.headings, framework)
    if layout is None:
        raise no_layout(table, framework)
    return table, layout


def read(
    path: str | Path,
    framework: Framework,
    *,
    sheet: str | None = None,
    max_bytes: int = MAX_BYTES,
) -> JudgementFile:
    """The judgements in a CSV, XLSX, ODS or Parquet file, in the order of its rows.

    Long files have the columns case_id, item_id and answer, and may have
    known_but_not_recorded, service_value and assessor_value. Wide files have case_id first
    and then a column for each item; an item that compares levels has the columns
    `ITEM/service` and `ITEM/assessor`. An empty cell is unanswered; a case without any
    answer is still a case.

    Raises ManyProblems with every cell that is wrong, and InputError where the file cannot
    be read at all; in both cases nothing is loaded.
    """
    table, layout = laid_out(path, framework, sheet=sheet, max_bytes=max_bytes)
    collector = Collector(table=table, problems=list(table.problems))
    layout.read_into(collector)
    error = ManyProblems.unless_empty(table.source, collector.problems, _not_used(layout))
    if error:
        raise error
    return JudgementFile(
        judgements=Judgements.of(collector.judgements, cases=collector.cases),
        ignored_columns=layout.ignored(),
    )


def _not_used(layout: Layout) -> str:
    """What a person whose file cannot be read should know about its other columns."""
    ignored = layout.ignored()
    return f"Columns not used: {', '.join(ignored)}." if ignored else ""
