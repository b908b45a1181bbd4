"""A table of counts in, the same table as it may be published out."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from corecase.core.errors import InputError
from corecase.core.suppression import Policy
from corecase.documents.model import Table, words
from corecase.documents.sheets import csv_of
from corecase.exchange.count_tables import read_counts, read_published
from corecase.statistics.adding_up import Relation
from corecase.statistics.suppression import Protected, protect


@dataclass(frozen=True, slots=True, kw_only=True)
class Suppressed:
    """A protected table; `added_totals` says that its file had none."""

    protected: Protected
    added_totals: bool


def suppress(
    path: Path,
    policy: Policy,
    *,
    sheet: str | None = None,
    published: Sequence[Path] = (),
    relation: Relation = Relation.SAME,
    off_by: int = 0,
) -> Suppressed:
    """The table in a file, protected together with everything published before, in its order."""
    read = read_counts(path, sheet=sheet)
    earlier = [read_published(before, off_by=off_by) for before in published]
    found = protect(read.table, policy, published=earlier, relation=relation)
    return Suppressed(protected=found, added_totals=read.added_totals)


def printed_rows(protected: Protected) -> tuple[tuple[str, ...], ...]:
    """The table as it is published, row by row: its name, then its cells."""
    table = protected.table
    return tuple(
        (row, *(protected.printed((row, column)) for column in table.shown_columns))
        for row in table.shown_rows
    )


def write(protected: Protected, path: Path, *, source: Path) -> None:
    """Writes the published table as CSV. Raises InputError for a file that is there already."""
    if path.exists() and path.samefile(source):
        raise InputError(f"{path} holds the counts themselves; choose another file for the table.")
    if path.exists():
        raise InputError(f"There is a file {path} already; choose another name for the table.")
    table = protected.table
    made = Table(
        id="table",
        caption=table.name,
        header=(table.corner, *table.shown_columns),
        rows=tuple(tuple(words(cell) for cell in row) for row in printed_rows(protected)),
    )
    path.write_bytes(csv_of(made))
