"""What a sheet's XML says and a reader of values leaves out: formulas, errors, its true size."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from posixpath import join, normpath
from xml.parsers import expat

from corecase.core.errors import InputError
from corecase.exchange.archives import MAX_UNPACKED
from corecase.exchange.tables import MAX_CELLS, letter

_CELL_NAME = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_Attributes = Mapping[str, str]


@dataclass(slots=True)
class SheetFacts:
    """One sheet: the cells that hold a formula or an error, and how much it unfolds to."""

    name: str
    formulas: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    n_rows: int = 0
    n_columns: int = 0
    n_characters: int = 0

    def saw(self, row: int, column: int, n_characters: int = 0) -> None:
        """Notes a cell that holds something, counted from 0."""
        self.n_rows = max(self.n_rows, row + 1)
        self.n_columns = max(self.n_columns, column + 1)
        self.n_characters += n_characters

    @property
    def is_too_large(self) -> bool:
        """Whether reading it would take more memory than a table of judgements needs."""
        return self.n_rows * self.n_columns > MAX_CELLS or self.n_characters > MAX_UNPACKED


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


def xlsx_sheets(members: Mapping[str, bytes], source: str) -> tuple[SheetFacts, ...]:
    """The worksheets of an XLSX workbook in their order; chart sheets are left out."""
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
    lengths = _shared_lengths(members.get("xl/sharedStrings.xml", b"<none/>"), source)
    return tuple(
        _XlsxSheet(name, source, lengths).read(members[targets[key]])
        for name, key in sheets
        if targets.get(key) in members
    )


def ods_sheets(members: Mapping[str, bytes], source: str) -> tuple[SheetFacts, ...]:
    """The sheets of an ODS workbook in their order."""
    return _OdsContent().read(members["content.xml"], source)


def _shared_lengths(content: bytes, source: str) -> list[int]:
    lengths: list[int] = []

    def start(name: str, _attributes: _Attributes) -> None:
        if local(name) == "si":
            lengths.append(0)

    def characters(data: str) -> None:
        if lengths:
            lengths[-1] += len(data)

    parse(content, source, start=start, characters=characters)
    return lengths


class _XlsxSheet:
    """Reads one worksheet; cells may leave out their name and then follow the one before."""

    def __init__(self, name: str, source: str, lengths: list[int]) -> None:
        self.facts = SheetFacts(name)
        self.source = source
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
                self.facts.errors.append(self.cell)
        elif element == "f":
            self.facts.formulas.append(self.cell)
        elif element == "row":
            number = attributes.get("r", "")
            self.row = int(number) - 1 if number.isdecimal() else self.row + 1
            self.column = -1

    def end(self, _name: str) -> None:
        self.in_value = False

    def characters(self, data: str) -> None:
        if not self.in_value:
            return
        if self.kind == "s" and data.isdecimal() and int(data) < len(self.lengths):
            self.facts.n_characters += self.lengths[int(data)]
        else:
            self.facts.n_characters += len(data)

    @property
    def cell(self) -> str:
        return f"{letter(self.column)}{self.row + 1}"


class _OdsContent:
    """Reads every table of an ODS file, where rows and cells may stand for many."""

    def __init__(self) -> None:
        self.sheets: list[SheetFacts] = []
        self.row, self.row_repeat = 0, 1
        self.column, self.column_repeat = 0, 1
        self.holds = False
        self.n_characters = 0

    def read(self, content: bytes, source: str) -> tuple[SheetFacts, ...]:
        parse(content, source, start=self.start, end=self.end, characters=self.characters)
        return tuple(self.sheets)

    def start(self, name: str, attributes: _Attributes) -> None:
        if name == "table:table":
            self.sheets.append(SheetFacts(attributes.get("table:name", "")))
            self.row = 0
        elif name == "table:table-row":
            self.row_repeat = _repeat(attributes, "table:number-rows-repeated")
            self.column = 0
        elif name in ("table:table-cell", "table:covered-table-cell") and self.sheets:
            self.column_repeat = _repeat(attributes, "table:number-columns-repeated")
            self.holds = "office:value-type" in attributes
            self.n_characters = len(attributes.get("office:string-value", ""))
            if "table:formula" in attributes:
                self.sheets[-1].formulas.append(f"{letter(self.column)}{self.row + 1}")

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
    return max(int(number), 1) if number.isdecimal() and len(number) < 10 else MAX_CELLS


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
