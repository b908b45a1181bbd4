"""Open data out: one table as CSV, JSON, Parquet or ODS, each cell typed and none a formula."""

import csv
import io
import json
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final
from xml.sax.saxutils import escape, quoteattr

import pyarrow as pa
import pyarrow.parquet as pq

from corecase.core.errors import InputError

Cell = str | int | float | None

_KINDS: Final[Mapping[str, pa.DataType]] = MappingProxyType(
    {"text": pa.string(), "whole": pa.int64(), "number": pa.float64()}
)
_ODS: Final = "application/vnd.oasis.opendocument.spreadsheet"
_FIXED: Final = (1980, 1, 1, 0, 0, 0)
_NAMESPACES: Final = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (("office", "office"), ("table", "table"), ("text", "text"))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: its name, what it means, and whether it holds text, whole or other numbers."""

    name: str
    meaning: str
    kind: str = "text"

    def __post_init__(self) -> None:
        if self.kind not in _KINDS:
            raise InputError(f"A column holds {', '.join(_KINDS)}; not {self.kind!r}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenTable:
    """A table with what each of its columns means; None is a cell that is empty.

    `notes` are what a reader has to know of the whole: its day, its licence, what is withheld.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if any(len(row) != len(self.columns) for row in self.rows):
            raise InputError(f"A row of {self.name} has not one cell for each column.")

    @property
    def dictionary(self) -> "OpenTable":
        """The data dictionary: a row for each column."""
        return OpenTable(
            name=f"{self.name}-dictionary",
            title=f"{self.title}: what each column means",
            columns=(
                Column(name="column", meaning="Name of the column."),
                Column(name="kind", meaning="text, whole (a whole number) or number."),
                Column(name="meaning", meaning="What it holds."),
            ),
            rows=tuple((one.name, one.kind, one.meaning) for one in self.columns),
        )

    @property
    def records(self) -> list[dict[str, Cell]]:
        """Each row as a mapping of column names."""
        names = [one.name for one in self.columns]
        return [dict(zip(names, row, strict=True)) for row in self.rows]


def csv_of(table: OpenTable) -> bytes:
    """CSV in UTF-8; text that a spreadsheet would take for a formula begins with an apostrophe."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([one.name for one in table.columns])
    for row in table.rows:
        writer.writerow(["" if cell is None else _harmless(cell) for cell in row])
    return out.getvalue().encode("utf-8")


def _harmless(cell: Cell) -> Cell:
    # A number is one because it is typed so, and no sign of it makes it a formula.
    if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t", "\r")):
        return f"'{cell}"
    return cell


def json_of(table: OpenTable) -> bytes:
    """JSON: the title, the notes, what each column means, and a mapping for each row."""
    held = {
        "title": table.title,
        "notes": list(table.notes),
        "columns": [
            {"name": one.name, "kind": one.kind, "meaning": one.meaning} for one in table.columns
        ],
        "rows": table.records,
    }
    return json.dumps(held, ensure_ascii=False, indent=1, allow_nan=False).encode() + b"\n"


def parquet_of(table: OpenTable) -> bytes:
    """Parquet, what each column means kept with its field and the notes with the table."""
    fields = [
        pa.field(one.name, _KINDS[one.kind], metadata={"meaning": one.meaning})
        for one in table.columns
    ]
    told = {"title": table.title, "notes": "\n".join(table.notes)}
    columns = {
        one.name: [row[place] for row in table.rows] for place, one in enumerate(table.columns)
    }
    out = io.BytesIO()
    pq.write_table(pa.table(columns, schema=pa.schema(fields, metadata=told)), out)
    return out.getvalue()


def ods_of(table: OpenTable) -> bytes:
    """An OpenDocument workbook: the table, its dictionary, its notes; no cell is a formula."""
    notes = OpenTable(
        name="notes",
        title="Notes",
        columns=(Column(name="note", meaning=""),),
        rows=tuple((note,) for note in (table.title, *table.notes)),
    )
    sheets = "".join(
        _sheet(name, one)
        for name, one in (("data", table), ("dictionary", table.dictionary), ("notes", notes))
    )
    content = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<office:document-content {_NAMESPACES} office:version="1.3"><office:body>'
        f"<office:spreadsheet>{sheets}</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest '
        'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" '
        'manifest:version="1.3">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_ODS}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
        "</manifest:manifest>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as book:
        # The format wants its type first and unpacked, so that a file tells what it is.
        book.writestr(zipfile.ZipInfo("mimetype", _FIXED), _ODS)
        for name, text in (("content.xml", content), ("META-INF/manifest.xml", manifest)):
            packed = zipfile.ZipInfo(name, _FIXED)
            packed.compress_type = zipfile.ZIP_DEFLATED
            book.writestr(packed, text)
    return out.getvalue()


def _sheet(name: str, table: OpenTable) -> str:
    header: tuple[Cell, ...] = tuple(one.name for one in table.columns)
    rows = "".join(_row(row) for row in (header, *table.rows))
    wide = f'<table:table-column table:number-columns-repeated="{len(table.columns)}"/>'
    return f"<table:table table:name={quoteattr(name)}>{wide}{rows}</table:table>"


def _row(cells: tuple[Cell, ...]) -> str:
    return f"<table:table-row>{''.join(map(_cell, cells))}</table:table-row>"


def _cell(cell: Cell) -> str:
    if cell is None:
        return "<table:table-cell/>"
    if isinstance(cell, str):
        text = escape("".join(c for c in cell if c in "\t\n" or c >= " "))
        return (
            '<table:table-cell office:value-type="string">'
            f"<text:p>{text}</text:p></table:table-cell>"
        )
    return (
        f'<table:table-cell office:value-type="float" office:value="{cell}">'
        f"<text:p>{cell}</text:p></table:table-cell>"
    )


WRITERS: Final[Mapping[str, tuple[Callable[[OpenTable], bytes], str]]] = MappingProxyType(
    {
        "csv": (csv_of, "text/csv; charset=utf-8"),
        "json": (json_of, "application/json"),
        "parquet": (parquet_of, "application/vnd.apache.parquet"),
        "ods": (ods_of, _ODS),
    }
)
"""Each format by its ending: how it is written, and its media type."""
