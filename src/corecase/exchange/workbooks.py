"""XLSX and ODS into a table: unpacked and inspected first, then read."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from python_calamine import CalamineError, CalamineWorkbook

from corecase.core.errors import InputError, Problem
from corecase.exchange.archives import pack, unpack
from corecase.exchange.limits import OWN, Limits
from corecase.exchange.sheet_xml import SheetFacts, ods_sheets, parse, xlsx_sheets
from corecase.exchange.tables import Table, assembled

Suits = Callable[[tuple[str, ...]], bool]
"""Whether these headings are those of the table wanted."""


def read_workbook(
    data: bytes, source: str, *, sheet: str | None, suits: Suits, limits: Limits = OWN
) -> Table:
    """The table in a sheet: the one named, the only one, or the only one whose headings suit.

    Cells that hold a formula or an error are problems of the table, because a reader of
    values would see a stale value or none. Raises InputError for an unknown sheet, several
    that could be meant, and everything that is refused of an archive.
    """
    members = unpack(data, source, limits.n_bytes)
    facts = {facts.name: facts for facts in _inspected(members, source, limits)}
    try:
        workbook = CalamineWorkbook.from_filelike(pack(members))
        if sheet is not None and sheet not in facts:
            raise InputError(f"{source} has no sheet called {sheet!r}; it has {_listed(facts)}.")
        if sheet is None and len(facts) > 1:
            return _only_suitable(workbook, source, facts, suits)
        name = sheet if sheet is not None else next(iter(facts))
        return _table(workbook, source, facts[name])
    except CalamineError as error:
        raise _damaged(source) from error


def read_sheets(
    data: bytes, source: str, wanted: Sequence[str], *, limits: Limits = OWN
) -> Mapping[str, Table]:
    """The tables in those of the wanted sheets that the workbook has, by the names wanted.

    A sheet may have headings alone, and case does not matter in its name. Cells that hold
    a formula or an error are problems of their table. Raises InputError as `read_workbook`.
    """
    members = unpack(data, source, limits.n_bytes)
    facts = {one.name.strip().casefold(): one for one in _inspected(members, source, limits)}
    try:
        workbook = CalamineWorkbook.from_filelike(pack(members))
        return {
            name: _table(workbook, source, facts[name.casefold()], may_be_bare=True)
            for name in wanted
            if name.casefold() in facts
        }
    except CalamineError as error:
        raise _damaged(source) from error


def _damaged(source: str) -> InputError:
    return InputError(
        f"{source} is damaged and cannot be opened; open it in a spreadsheet program and "
        "save it again."
    )


def _inspected(members: Mapping[str, bytes], source: str, limits: Limits) -> tuple[SheetFacts, ...]:
    if "xl/workbook.xml" not in members and "content.xml" not in members:
        raise InputError(
            f"{source} is an archive and not a workbook; save the sheet as XLSX or ODS."
        )
    if b"encryption-data" in members.get("META-INF/manifest.xml", b""):
        raise InputError(f"{source} is protected by a password; remove it and save the file again.")
    for name, content in members.items():
        if name.lower().endswith((".xml", ".rels")):
            parse(content, source)
    is_xlsx = "xl/workbook.xml" in members
    read = xlsx_sheets if is_xlsx else ods_sheets
    sheets = read(members, source, limits)
    if not sheets:
        raise InputError(f"{source} has no sheet with cells; add the rows to a sheet.")
    return sheets


def _only_suitable(
    workbook: CalamineWorkbook, source: str, facts: Mapping[str, SheetFacts], suits: Suits
) -> Table:
    found = []
    for one in facts.values():
        try:
            table = _table(workbook, source, one)
        except InputError:
            continue
        if suits(table.headings):
            found.append((one.name, table))
    if len(found) == 1:
        return found[0][1]
    if found:
        names = ", ".join(repr(name) for name, _ in found)
        raise InputError(f"{source} has several sheets that could be meant ({names}); name one.")
    raise InputError(
        f"{source} has the sheets {_listed(facts)}, and none has the headings that are needed; "
        "name the sheet, or put case_id and the item ids in its first row."
    )


def _table(
    workbook: CalamineWorkbook, source: str, facts: SheetFacts, *, may_be_bare: bool = False
) -> Table:
    grid = workbook.get_sheet_by_name(facts.name).to_python(skip_empty_area=False)
    name = f"{source}, sheet {facts.name!r}"
    table = assembled(name, grid, lettered=True, may_be_bare=may_be_bare)
    errors = dict.fromkeys(facts.errors, "holds an error such as #N/A; type the value")
    formulas = dict.fromkeys(facts.formulas, "holds a formula; paste its value in its place")
    problems = [
        Problem(where=f"cell {cell}", reason=reason) for cell, reason in (errors | formulas).items()
    ]
    if facts.has_more:
        problems.append(Problem(where="after them", reason="more cells hold formulas or errors"))
    return replace(table, problems=(*problems, *table.problems))


def _listed(facts: Mapping[str, SheetFacts]) -> str:
    return ", ".join(repr(name) for name in facts)
