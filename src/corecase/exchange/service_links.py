"""How services stand to others, as sources say it, in from a table."""

from pathlib import Path
from typing import Final

from corecase.core.errors import InputError, ManyProblems, Problem
from corecase.core.service_links import Link, LinkKind
from corecase.exchange.table_files import read_table
from corecase.exchange.tables import text

COLUMNS: Final = ("service", "kind", "other", "since", "source", "standing")
OPTIONAL: Final = frozenset({"until"})


def read(path: Path) -> tuple[Link, ...]:
    """The links of a table. Raises InputError with every fault and its row."""
    table = read_table(path, suits=lambda headings: set(COLUMNS) <= set(headings))
    if not set(COLUMNS) <= set(table.headings) <= {*COLUMNS, *OPTIONAL}:
        raise InputError(
            f"{table.source} needs the columns {', '.join(COLUMNS)}; until may stand beside them, "
            "and no others."
        )
    problems, found = list(table.problems), []
    for row in table.rows:
        cells = dict(zip(table.headings, map(text, row.cells), strict=False))
        try:
            found.append(_link({name: cell for name, cell in cells.items() if cell}))
        except InputError as error:
            problems.append(Problem(where=f"row {row.number}", reason=str(error)))
    fault = ManyProblems.unless_empty(table.source, problems)
    if fault:
        raise fault
    return tuple(found)


def _link(given: dict[str, str]) -> Link:
    kind = given.pop("kind", "")
    if kind not in set(LinkKind):
        raise InputError(f"kind is {' or '.join(LinkKind)}; not {kind!r}.")
    needed = {"service": "", "other": "", "source": ""}
    return Link(**(needed | given), kind=LinkKind(kind))
