"""How services stand to others, as sources say it, in from a table."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from corecase.core.errors import InputError, ManyProblems, Problem
from corecase.core.published_scores import STANDINGS
from corecase.exchange.table_files import read_table
from corecase.exchange.tables import text

COLUMNS: Final = ("service", "kind", "other", "since", "source", "standing")
KINDS: Final = ("FOLLOWS", "COVERS")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadLink:
    """A service that followed another, or is run for it and for more; `since` as written."""

    service: str
    kind: str
    other: str
    since: str = ""
    source: str
    standing: str = "unverified"

    def __post_init__(self) -> None:
        if not (self.service and self.other and self.source) or self.service == self.other:
            raise InputError("A link needs two services and the source that says it.")
        if self.kind not in KINDS:
            raise InputError(f"kind is {' or '.join(KINDS)}; not {self.kind!r}.")
        if self.standing not in STANDINGS:
            raise InputError(f"A standing is one of {', '.join(STANDINGS)}; correct it.")


def read(path: Path) -> tuple[ReadLink, ...]:
    """The links of a table. Raises InputError with every fault and its row."""
    table = read_table(path, suits=lambda headings: set(COLUMNS) <= set(headings))
    if set(table.headings) != set(COLUMNS):
        raise InputError(f"{table.source} needs the columns {', '.join(COLUMNS)}, and no others.")
    problems, found = list(table.problems), []
    for row in table.rows:
        cells = dict(zip(table.headings, map(text, row.cells), strict=False))
        try:
            given = {name: cells[name] for name in COLUMNS if cells.get(name)}
            found.append(
                ReadLink(**({"service": "", "kind": "", "other": "", "source": ""} | given))
            )
        except InputError as error:
            problems.append(Problem(where=f"row {row.number}", reason=str(error)))
    fault = ManyProblems.unless_empty(table.source, problems)
    if fault:
        raise fault
    return tuple(found)
