"""Headings that cannot be read: what a person is told to write instead."""

from corecase.core.errors import InputError
from corecase.core.frameworks import Framework
from corecase.exchange.layouts import is_asked
from corecase.exchange.spellings import CASE_HEADINGS, role
from corecase.exchange.tables import Table, shown

_CASE_NAMES = f"case_id (or {', '.join(CASE_HEADINGS[1:])})"


def no_layout(table: Table, framework: Framework) -> InputError:
    """Why the headings of a file of judgements show neither layout, and what to change."""
    heading = _title(table)
    if heading and not is_asked(heading, framework):
        return _title_above(table, heading)
    roles = [role(heading) for heading in table.headings]
    asked = [is_asked(heading, framework) for heading in table.headings]
    if any(asked) and "case_id" in roles:
        case = table.headings[roles.index("case_id")]
        return InputError(f"{table.source} has the column {case!r} further on; put it first.")
    if any(asked):
        return no_case(table)
    return InputError(
        f"{table.source} has no columns that can be read; head them case_id, item_id and "
        f"answer, or case_id and then the items of {framework.id}."
    )


def no_case(table: Table) -> InputError:
    """That no column is headed as the case, or that a title stands where headings should."""
    heading = _title(table)
    if heading:
        return _title_above(table, heading)
    return InputError(
        f"{table.source} has no column headed as the case; the first column is headed "
        f"{shown(table.headings[0])!r}. Head the column of cases {_CASE_NAMES}."
    )


def _title(table: Table) -> str:
    """The only heading, where it is no heading of ours; empty where there are several."""
    headings = [heading for heading in table.headings if heading]
    return headings[0] if len(headings) == 1 and role(headings[0]) is None else ""


def _title_above(table: Table, title: str) -> InputError:
    return InputError(
        f"{table.source}: row {table.heading_row} holds {shown(title)!r} and nothing else; "
        "headings stand in the first row, so delete what is above them."
    )
