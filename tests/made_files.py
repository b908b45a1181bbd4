"""Invented files for tests: a small framework, and workbooks made by hand where they are bad."""

import zipfile
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from pathlib import Path

import xlsxwriter

from corecase.core.criteria import Criterion, Item, Section
from corecase.core.frameworks import Framework

_ODS_NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text")
)
_ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"


def small_framework() -> Framework:
    """Two plain items and one that compares levels; invented."""

    def item(item_id: str, levels: tuple[str, ...] = ()) -> Item:
        words = {"topic": "t", "label": item_id, "question": "Invented?"}
        return Item(id=item_id, criterion="T-1.1", levels=levels, **words)

    return Framework(
        id="t-1",
        title="Invented",
        prefix="T",
        edition="1",
        sections=(Section(id="T-1", number="1", title="Section"),),
        criteria=(Criterion(id="T-1.1", number="1.1", title="Criterion", section="T-1"),),
        items=(item("T-R01"), item("T-R02"), item("T-V01", ("Low", "High"))),
    )


def write_text(path: Path, *lines: str, encoding: str = "utf-8", newline: str = "\n") -> Path:
    """A text file of these lines."""
    path.write_bytes(newline.join([*lines, ""]).encode(encoding))
    return path


def write_xlsx(path: Path, sheets: Mapping[str, Iterable[Sequence[object]]]) -> Path:
    """A workbook with these sheets."""
    workbook = xlsxwriter.Workbook(path, {"strings_to_formulas": False, "in_memory": True})
    for name, rows in sheets.items():
        sheet = workbook.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    workbook.close()
    return path


def write_ods(path: Path, content: str, **members: str) -> Path:
    """An ODS file with this XML inside its spreadsheet."""
    xml = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_ODS_NAMES}>'
        f"<office:body><office:spreadsheet>{content}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    manifest = '<manifest xmlns="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    return write_zip(
        path,
        {
            "mimetype": _ODS_TYPE,
            "META-INF/manifest.xml": members.get("manifest", manifest),
            "content.xml": members.get("whole", xml),
        },
    )


def ods_table(rows: Iterable[Sequence[str]], name: str = "Sheet") -> str:
    """The XML of one table of text cells."""
    body = "".join(
        f"<table:table-row>{''.join(ods_cell(cell) for cell in row)}</table:table-row>"
        for row in rows
    )
    return f'<table:table table:name="{name}">{body}</table:table>'


def ods_cell(text: str, attributes: str = "") -> str:
    """The XML of one text cell; an empty text makes an empty cell."""
    if not text:
        return "<table:table-cell/>"
    return (
        f'<table:table-cell office:value-type="string" {attributes}>'
        f"<text:p>{escape(text)}</text:p></table:table-cell>"
    )


def write_zip(path: Path, members: Mapping[str, str | bytes]) -> Path:
    """A compressed archive; the media type of an ODS file stays uncompressed, as it must."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            kind = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(name, content, compress_type=kind)
    return path


def rewrite_zip(path: Path, changes: Mapping[str, str | bytes]) -> Path:
    """The archive with some members replaced or added."""
    with zipfile.ZipFile(path) as archive:
        members: dict[str, str | bytes] = {n: archive.read(n) for n in archive.namelist()}
    return write_zip(path, {**members, **changes})


def sheet_xml(body: str, before: str = "") -> str:
    """The XML of a worksheet with these rows."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}'
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<sheetData>{body}</sheetData></worksheet>"
    )
