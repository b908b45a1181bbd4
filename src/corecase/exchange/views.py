"""Case managers' views in: the interview form, a row for each of them and a column a question."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path

from corecase.core.case_managers import Said, ViewAnswer
from corecase.core.criteria import View
from corecase.core.errors import InputError
from corecase.exchange.table_files import read_table
from corecase.exchange.tables import entries

MANAGER = "case_manager"
_SAID = {
    **dict.fromkeys(("yes", "y"), Said.YES),
    **dict.fromkeys(("no", "n"), Said.NO),
    **dict.fromkeys(("not applicable", "n/a", "na"), Said.NOT_APPLICABLE),
}


def read(path: Path, views: Sequence[View]) -> tuple[ViewAnswer, ...]:
    """Every answer of the form; an empty cell is a question that was not answered.

    Raises InputError for a form without its columns, and ManyProblems with every fault.
    """
    table = read_table(path, suits=lambda headings: MANAGER in headings)
    known = {view.id for view in views}
    strange = [name for name in table.headings if name and name not in {MANAGER, *known}]
    if MANAGER not in table.headings or strange:
        wrong = f"has the column {strange[0]!r}" if strange else f"lacks the column {MANAGER}"
        columns = ", ".join((MANAGER, *(view.id for view in views)))
        raise InputError(f"{table.source} {wrong}; its columns are {columns}.")
    answers = entries(table, lambda cells: tuple(_answers(cells, known)))
    return tuple(chain.from_iterable(answers))


def form(views: Sequence[View]) -> str:
    """The empty form to fill in: the questions by identifier above, one row to write over."""
    return ",".join((MANAGER, *(view.id for view in views))) + "\n"


def _answers(cells: Mapping[str, str], known: set[str]) -> Iterator[ViewAnswer]:
    for view, written in cells.items():
        if view not in known or not written:
            continue
        said = _SAID.get(written.casefold())
        if said is None:
            raise InputError(f"{view} is answered yes, no or not applicable; not {written!r}.")
        yield ViewAnswer(manager=cells[MANAGER], view=view, said=said)
