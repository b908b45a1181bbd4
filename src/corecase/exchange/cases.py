"""Cases from a file: an identifier and any attributes."""

import re
from pathlib import Path

from corecase.core.cases import Case
from corecase.core.errors import InputError, ManyProblems
from corecase.exchange.entries import Collector
from corecase.exchange.headings import no_case
from corecase.exchange.spellings import role
from corecase.exchange.table_files import MAX_BYTES, read_table
from corecase.exchange.tables import Row, heading_key, text

_ROWS_A_CASE = 3
"""With more rows than this for each case a file lists something else, such as judgements."""

_NAMES_A_CHILD = re.compile(
    r"\b((first|last|middle|full|family|fore|sur|nick)?names?|d ?o ?b|date ?of ?birth"
    r"|birth ?da(y|te)|post ?code|nhs ?(number|no)?|address|(tele)?phone|mobile|e ?mail)\b"
)


def read_cases(
    path: str | Path, *, sheet: str | None = None, max_bytes: int = MAX_BYTES
) -> tuple[Case, ...]:
    """The cases in a CSV, XLSX, ODS or Parquet file, in the order of its rows.

    The column headed case_id identifies them; every other column is an attribute, named in
    lower case with underscores. An empty cell leaves the attribute unknown. A column whose
    heading says that it may name a child is refused.

    Raises ManyProblems with every cell that is wrong, and InputError where the file cannot
    be read at all; in both cases nothing is loaded.
    """
    table = read_table(
        path,
        sheet=sheet,
        suits=lambda headings: "case_id" in map(role, headings),
        max_bytes=max_bytes,
    )
    roles = [role(heading) for heading in table.headings]
    if "case_id" not in roles:
        raise no_case(table)
    collector = Collector(table=table, problems=list(table.problems))
    at_case = roles.index("case_id")
    if roles.count("case_id") > 1:
        again = roles.index("case_id", at_case + 1)
        collector.refuse_heading(again, "is a second column of cases; keep one of them")
    names = _attributes(at_case, collector)
    cases = [case for row in table.rows if (case := _case(row, at_case, names, collector))]
    if len(cases) > _ROWS_A_CASE * len(collector.cases):
        raise InputError(
            f"{table.source} has several rows for each case; give the list of cases, with one row "
            "for each."
        )
    error = ManyProblems.unless_empty(table.source, collector.problems)
    if error:
        raise error
    return tuple(cases)


def _attributes(at_case: int, collector: Collector) -> dict[int, str]:
    """The name of each column's attribute."""
    names = {
        column: heading_key(heading).replace(" ", "_")
        for column, heading in enumerate(collector.table.headings)
        if heading and column != at_case
    }
    for column, name in names.items():
        if _NAMES_A_CHILD.search(name.replace("_", " ")):
            collector.refuse_heading(
                column, "may name a child, and such a column is not read; remove it"
            )
    return names


def _case(row: Row, at_case: int, names: dict[int, str], collector: Collector) -> Case | None:
    case_id = collector.identified(row, at_case, "case")
    if case_id is None:
        return None
    first = collector.cases.setdefault(case_id, row.number)
    if first != row.number:
        collector.refuse(row, at_case, f"is the case of row {first} too; keep one of them")
    written = {name: text(row.cells[column]) for column, name in names.items()}
    return Case(id=case_id, attributes={name: value for name, value in written.items() if value})
