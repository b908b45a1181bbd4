"""How services stand to others, as sources say it, in from a table."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from corecase.core.errors import InputError
from corecase.core.service_links import Link, LinkKind
from corecase.exchange.table_files import read_table
from corecase.exchange.tables import entries

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
    return entries(table, _link)


def _link(cells: Mapping[str, str]) -> Link:
    given = {name: cell for name, cell in cells.items() if cell}
    kind = given.pop("kind", "")
    if kind not in set(LinkKind):
        raise InputError(f"kind is {' or '.join(LinkKind)}; not {kind!r}.")
    needed = {"service": "", "other": "", "source": ""}
    return Link(**(needed | given), kind=LinkKind(kind))
