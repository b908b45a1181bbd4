"""What a Word file or a text prints, in order: paragraphs, and tables as rows of cells."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from corecase.core.errors import InputError
from corecase.exchange.archives import unpack
from corecase.exchange.limits import OWN, Limits
from corecase.exchange.sheet_xml import local, parse

_BODY: Final = "word/document.xml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell: its paragraphs, and whether it is one cell with that above it."""

    paragraphs: tuple[str, ...] = ()
    is_joined: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedTable:
    """One table as it stands: rows of cells, not all of one length."""

    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One paragraph outside tables; `is_listed` where it is an entry of a list."""

    text: str
    is_listed: bool = False


Printed = Line | PrintedTable


def read_word(data: bytes, source: str, limits: Limits = OWN) -> tuple[Printed, ...]:
    """What a Word file prints, without what was deleted under tracked changes.

    A table within a table is read as text of its cell. Raises InputError for a file that is
    none, is damaged or is larger than the limits.
    """
    members = unpack(data, source, limits.n_bytes)
    if _BODY not in members:
        raise InputError(f"{source} is no Word file; save it as DOCX.")
    return _Body(source, limits).read(members[_BODY])


def read_text(data: bytes, source: str) -> tuple[Printed, ...]:
    """What a text prints: lines with tabs are rows of a table, blank lines separate nothing.

    Rows of as many cells that only blank lines separate are one table. Raises InputError for
    a text that is not in UTF-8.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{source} is no text in UTF-8; save it as UTF-8.") from error
    return tuple(_gathered([line for line in text.splitlines() if line.strip()]))


def _gathered(lines: list[str]) -> Iterator[Printed]:
    rows: list[tuple[Cell, ...]] = []
    for line in [*lines, ""]:
        cells = line.split("\t") if "\t" in line else []
        if rows and len(cells) != len(rows[0]):
            yield PrintedTable(rows=tuple(rows))
            rows = []
        if cells:
            rows.append(tuple(Cell(paragraphs=_said([cell])) for cell in cells))
        elif line:
            plain = line.strip()
            is_listed = plain.startswith(("- ", "* "))
            yield Line(text=plain[2:].strip() if is_listed else plain, is_listed=is_listed)


def _said(texts: list[str]) -> tuple[str, ...]:
    plain = (" ".join(text.split()) for text in texts)
    return tuple(text for text in plain if text)


@dataclass(slots=True)
class _Body:
    """Reads the body of a Word file; tables within tables are counted, not kept apart."""

    source: str
    limits: Limits
    made: list[Printed] = field(default_factory=list)
    rows: list[tuple[Cell, ...]] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    depth: int = 0
    n_cells: int = 0
    is_joined: bool = False
    is_listed: bool = False
    width: int = 1
    in_text: bool = False

    def read(self, content: bytes) -> tuple[Printed, ...]:
        parse(content, self.source, start=self.start, end=self.end, characters=self.characters)
        return tuple(self.made)

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        match local(name):
            case "tbl":
                self.depth += 1
            case "p":
                self.texts.append("")
                self.is_listed = False
            case "numPr":
                self.is_listed = True
            case "t":
                self.in_text = True
            case "tab" | "cr":
                self.characters_of(" ")
            case "br" if attributes.get("w:type") != "page":
                self.texts.append("")
            case "tc" if self.depth == 1:
                self.texts, self.is_joined, self.width = [], False, 1
            case "vMerge" if self.depth == 1:
                self.is_joined = attributes.get("w:val", "continue") == "continue"
            case "gridSpan" if self.depth == 1:
                number = attributes.get("w:val", "1")
                self.width = int(number) if number.isdecimal() and len(number) < 4 else 1

    def end(self, name: str) -> None:
        match local(name):
            case "t":
                self.in_text = False
            case "p" if not self.depth:
                said = " ".join(_said(self.texts))
                if said:
                    self.made.append(Line(text=said, is_listed=self.is_listed))
                self.texts = []
            case "tc" if self.depth == 1:
                self.end_cell()
            case "tr" if self.depth == 1:
                self.rows.append(tuple(self.cells))
                self.cells = []
            case "tbl":
                self.depth -= 1
                if not self.depth:
                    self.made.append(PrintedTable(rows=tuple(self.rows)))
                    self.rows, self.texts = [], []

    def end_cell(self) -> None:
        self.n_cells += self.width
        if self.n_cells > self.limits.n_cells:
            raise InputError(f"{self.source} has more cells than an improvement plan can need.")
        self.cells.append(Cell(paragraphs=_said(self.texts), is_joined=self.is_joined))
        self.cells += [Cell()] * (self.width - 1)
        self.texts = []

    def characters(self, data: str) -> None:
        if self.in_text:
            self.characters_of(data)

    def characters_of(self, data: str) -> None:
        if self.texts:
            self.texts[-1] += data
