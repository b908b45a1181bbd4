"""What a sheet's XML says and a reader of values leaves out: formulas, errors, its true size."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from posixpath import join, normpath
from xml.parsers import expat

from corecase.core.errors import InputError
from corecase.exchange.limits import OWN, Limits
from corecase.exchange.tables import letter

_CELL_NAME = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_LISTED = 100
_Attributes = Mapping[str, str]


@dataclass(slots=True)
class SheetFacts:
    """One sheet: the first cells that hold a formula or an error, and how much it unfolds to."""

    name: str
    source: str
    limits: Limits = OWN
    formulas: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    has_more: bool = False
    n_rows: int = 0
    n_columns: int = 0
    n_characters: int = 0

    def saw(self, row: int, column: int, n_characters: int = 0) -> None:
        """Notes a cell that holds something, counted from 0.

        Raises InputError as soon as the sheet would take more memory than the limits allow.
        """
        self.n_rows = max(self.n_rows, row + 1)
        self.n_columns = max(self.n_columns, column + 1)
        self.n_characters += n_characters
        n_cells = self.n_rows * self.n_columns
        if n_cells > self.limits.n_cells or self.n_characters > self.limits.n_bytes:
            raise InputError(
                f"The sheet {self.name!r} of {self.source} reaches to {self.n_rows:,} rows by "
                f"{self.n_columns:,} columns; copy only the cells you need to a new workbook."
            )

    def lists(self, found: list[str], cell: str) -> None:
        """Lists a cell among the formulas or the errors, as far as a person would read on."""
        if len(found) < _LISTED:
            found.append(cell)
        else:
            self.has_more = True


def parse(
    content: bytes,
    source: str,
    *,
    start: Callable[[str, _Attributes], None] | None = None,
    end: Callable[[str], None] | None = None,
    characters: Callable[[str], None] | None = None,
) -> None:
    """Streams XML in UTF-8 to the functions, with names without their prefix.

    Raises InputError for a document type, which is how entities are declared, for another
    encoding, and for XML that is not well formed.
    """

    def refuse(*_: object) -> None:
        raise InputError(
            f"{source} declares XML entities, which no spreadsheet needs; save it again."
        )

    def check_encoding(_version: str, encoding: str | None, _standalone: int) -> None:
        if encoding and encoding.upper() not in ("UTF-8", "US-ASCII"):
            raise _damaged(source)

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse
    parser.XmlDeclHandler = check_encoding
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = characters
    if b"\0" in content:
        raise _damaged(source)
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise _damaged(source) from error


def local(name: str) -> str:
    """An element's name without its prefix."""
    return name.rpartition(":")[2]


def xlsx_sheets(
    members: Mapping[str, bytes], source: str, limits: Limits = OWN
) -> tuple[SheetFacts, ...]:
    """The worksheets of an XLSX workbook in their order; chart sheets are left out.

    Raises InputError for a sheet beyond `limits`.
    """
    targets: dict[str, str] = {}
    sheets: list[tuple[str, str]] = []

    def relationship(name: str, attributes: _Attributes) -> None:
        if local(name) == "Relationship" and attributes.get("Type", "").endswith("/worksheet"):
            target = attributes.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else join("xl", target)
            targets[attributes.get("Id", "")] = normpath(path)

    def sheet(name: str, attributes: _Attributes) -> None:
        if local(name) == "sheet":
            key = next((v for k, v in attributes.items() if k.endswith(":id")), "")
            sheets.append((attributes.get("name", ""), key))

    parse(members.get("xl/_rels/workbook.xml.rels", b"<none/>"), source, start=relationship)
    parse(members["xl/workbook.xml"], source, start=sheet)
    lengths = _shared_lengths(members.get("xl/sharedStrings.xml", b"<none/>"), source, limits)
    return tuple(
        _XlsxSheet(SheetFacts(name, source, limits), lengths).read(members[targets[key]])
        for name, key in sheets
        if targets.get(key) in members
    )


def ods_sheets(
    members: Mapping[str, bytes], source: str, limits: Limits = OWN
) -> tuple[SheetFacts, ...]:
    """The sheets of an ODS workbook in their order. Raises InputError for one beyond `limits`."""
    return _OdsContent(source, limits).read(members["content.xml"])


def _shared_lengths(content: bytes, source: str, limits: Limits) -> list[int]:
    lengths: list[int] = []

    def start(name: str, _attributes: _Attributes) -> None:
        if local(name) == "si":
            lengths.append(0)
            if len(lengths) > limits.n_cells:
                raise InputError(
                    f"{source} has more texts than a table can need; copy only the cells you need "
                    "to a new workbook."
                )

    def characters(data: str) -> None:
        if lengths:
            lengths[-1] += len(data)

    parse(content, source, start=start, characters=characters)
    return lengths


class _XlsxSheet:
    """Reads one worksheet; cells may leave out their name and then follow the one before."""

    def __init__(self, facts: SheetFacts, lengths: list[int]) -> None:
        self.facts = facts
        self.source = facts.source
        self.lengths = lengths
        self.row, self.column = -1, -1
        self.kind = ""
        self.in_value = False

    def read(self, content: bytes) -> SheetFacts:
        parse(content, self.source, start=self.start, end=self.end, characters=self.characters)
        return self.facts

    def start(self, name: str, attributes: _Attributes) -> None:
        element = local(name)
        if element == "c":
            self.column += 1
            if "r" in attributes:
                self.row, self.column = _position(attributes["r"], self.source)
            self.kind = attributes.get("t", "")
        elif element in ("v", "t"):
            self.in_value = True
            self.facts.saw(self.row, self.column)
            if self.kind == "e":
                self.facts.lists(self.facts.errors, self.cell)
        elif element == "f":
            self.facts.saw(self.row, self.column)
            self.facts.lists(self.facts.formulas, self.cell)
        elif element == "row":
            number = attributes.get("r", "")
            self.row = int(number) - 1 if number.isdecimal() else self.row + 1
            self.column = -1

    def end(self, _name: str) -> None:
        self.in_value = False

    def characters(self, data: str) -> None:
        if not self.in_value:
            return
        is_shared = self.kind == "s" and data.isdecimal() and int(data) < len(self.lengths)
        n_characters = self.lengths[int(data)] if is_shared else len(data)
        self.facts.saw(self.row, self.column, n_characters)

    @property
    def cell(self) -> str:
        return f"{letter(self.column)}{self.row + 1}"


class _OdsContent:
    """Reads every table of an ODS file, where rows and cells may stand for many."""

    def __init__(self, source: str, limits: Limits) -> None:
        self.source, self.limits = source, limits
        self.sheets: list[SheetFacts] = []
        self.row, self.row_repeat = 0, 1
        self.column, self.column_repeat = 0, 1
        self.holds = False
        self.n_characters = 0

    def read(self, content: bytes) -> tuple[SheetFacts, ...]:
        parse(content, self.source, start=self.start, end=self.end, characters=self.characters)
        return tuple(self.sheets)

    def start(self, name: str, attributes: _Attributes) -> None:
        if name == "table:table":
            name = attributes.get("table:name", "")
            self.sheets.append(SheetFacts(name, self.source, self.limits))
            self.row = 0
        elif name == "table:table-row":
            self.row_repeat = _repeat(attributes, "table:number-rows-repeated")
            self.column = 0
        elif name in ("table:table-cell", "table:covered-table-cell") and self.sheets:
            self.column_repeat = _repeat(attributes, "table:number-columns-repeated")
            self.holds = "office:value-type" in attributes
            self.n_characters = len(attributes.get("office:string-value", ""))
            if "table:formula" in attributes:
                facts = self.sheets[-1]
                facts.saw(self.row, self.column)
                facts.lists(facts.formulas, f"{letter(self.column)}{self.row + 1}")

    def characters(self, data: str) -> None:
        self.n_characters += len(data)

    def end(self, name: str) -> None:
        if name in ("table:table-cell", "table:covered-table-cell") and self.sheets:
            self.column += self.column_repeat
            if self.holds:
                times = self.row_repeat * self.column_repeat
                last = self.row + self.row_repeat - 1
                self.sheets[-1].saw(last, self.column - 1, self.n_characters * times)
        elif name == "table:table-row":
            self.row += self.row_repeat


def _repeat(attributes: _Attributes, name: str) -> int:
    number = attributes.get(name, "1")
    return max(int(number), 1) if number.isdecimal() and len(number) < 10 else OWN.n_cells


def _position(cell: str, source: str) -> tuple[int, int]:
    named = _CELL_NAME.fullmatch(cell)
    if not named:
        raise _damaged(source)
    column = 0
    for character in named[1]:
        column = 26 * column + ord(character) - ord("A") + 1
    return int(named[2]) - 1, column - 1


def _damaged(source: str) -> InputError:
    return InputError(
        f"{source} is damaged and cannot be opened; open it in a spreadsheet program and save "
        "it again."
    )
