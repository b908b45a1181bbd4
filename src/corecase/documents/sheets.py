"""The tables of a document as data: CSV files and one workbook.

Text stays text: no cell of a workbook is a formula, and a CSV cell that a spreadsheet would
take for one begins with an apostrophe.
"""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import xlsxwriter

from corecase.core.errors import InputError
from corecase.documents.model import Document, Table, plain

_EPOCH = datetime(1980, 1, 1)  # the format's own; a report says its date in words
_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,15})?%?")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")
_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\']")
_MOST_SHEET_LETTERS = 31
_MOST_COLUMN_LETTERS = 60
_FIRST_SHEET = "About"


def csv_files(document: Document) -> dict[str, bytes]:
    """Each table as CSV in UTF-8, by file name: its header, then its rows, as printed.

    A CSV file has no place for a notice, so the names of synthetic ones say what they are.
    Raises InputError when a table's id cannot be the name of a file.
    """
    first = "synthetic-" if document.synthetic else ""
    return {f"{first}{_file_name(table)}.csv": csv_of(table) for table in document.tables()}


def _file_name(table: Table) -> str:
    if not _FILE_NAME.fullmatch(table.id):
        raise InputError(
            f"Table {table.id!r} cannot name a file; use letters, digits and hyphens in its id."
        )
    return table.id


def csv_of(table: Table) -> bytes:
    """One table as CSV in UTF-8: its header, then its rows, as printed."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([_harmless(name) for name in table.header])
    for row in table.rows:
        writer.writerow([_harmless(plain(cell)) for cell in row])
    return out.getvalue().encode("utf-8")


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) and not _NUMBER.fullmatch(text) else text


def plain_workbook(sheets: Mapping[str, Iterable[Sequence[str]]]) -> bytes:
    """One workbook of rows as they are, a sheet for each name; no cell is a formula."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for place, row in enumerate(rows):
                for column, text in enumerate(row):
                    sheet.write_string(place, column, text)
    return out.getvalue()


def workbook(document: Document) -> bytes:
    """One workbook: a sheet that says what it is, then a sheet for each table.

    Cells of a number column that hold a plain number or a percentage are numbers (60% is 0.6,
    shown as 60%); every other cell is text.
    """
    out = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(out, options)
    book.set_properties(
        {
            "title": document.title,
            "subject": document.subject,
            "author": document.author,
            "created": _EPOCH,
        }
    )
    tables = list(document.tables())
    names = _sheet_names(tables)
    _write_first(book, document, dict(zip(names, tables, strict=True)))
    for name, table in zip(names, tables, strict=True):
        _write_table(book, name, table, document.notice)
    book.close()
    return out.getvalue()


def _sheet_names(tables: list[Table]) -> list[str]:
    """A name for each sheet, as near to the table's id as a workbook allows; no two alike."""
    names = [_FIRST_SHEET]
    for place, table in enumerate(tables, start=1):
        name = _NOT_IN_SHEET_NAMES.sub("-", table.id)[:_MOST_SHEET_LETTERS] or f"Table {place}"
        if name.lower() in {known.lower() for known in names} or name.lower() == "history":
            name = f"{name[:24]} ({place})"
        names.append(name)
    return names[1:]


def _write_first(book: xlsxwriter.Workbook, document: Document, tables: dict[str, Table]) -> None:
    sheet = book.add_worksheet(_FIRST_SHEET)
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 80)
    bold = book.add_format({"bold": True, "font_size": 14})
    sheet.write_string(0, 0, document.title, bold)
    lines = [line for line in (document.subject, document.author, document.notice) if line]
    for row, line in enumerate(lines, start=1):
        sheet.write_string(row, 0, line)
    head = _head(book)
    start = len(lines) + 2
    sheet.write_string(start, 0, "Sheet", head)
    sheet.write_string(start, 1, "What it holds", head)
    for row, (name, table) in enumerate(tables.items(), start=start + 1):
        sheet.write_string(row, 0, name)
        sheet.write_string(row, 1, table.caption)


def _write_table(book: xlsxwriter.Workbook, name: str, table: Table, notice: str) -> None:
    sheet = book.add_worksheet(name)
    top = 0 if table.is_form else 3
    if not table.is_form:
        sheet.write_string(0, 0, table.caption, book.add_format({"bold": True, "font_size": 14}))
        sheet.write_string(1, 0, notice)
    head, text = _head(book), book.add_format({"text_wrap": True, "valign": "top"})
    formats = {
        suffix: book.add_format({"num_format": shown, "valign": "top"})
        for suffix, shown in (("", "General"), ("%", "0.##%"), ("whole%", "0%"))
    }
    for column, title in enumerate(table.header):
        sheet.write_string(top, column, title, head)
        letters = max([len(title), *(len(plain(row[column])) for row in table.rows)])
        sheet.set_column(column, column, min(letters, _MOST_COLUMN_LETTERS) + 2)
    for place, row in enumerate(table.rows, start=top + 1):
        for column, cell in enumerate(row):
            printed = plain(cell)
            if column in table.number_columns and _NUMBER.fullmatch(printed):
                value, suffix = _value(printed)
                sheet.write_number(place, column, value, formats[suffix])
            else:
                sheet.write_string(place, column, printed, text)
    sheet.freeze_panes(top + 1, 1)
    sheet.repeat_rows(top)


def _value(printed: str) -> tuple[float, str]:
    if printed.endswith("%"):
        return float(printed[:-1]) / 100, "%" if "." in printed else "whole%"
    return float(printed), ""


def _head(book: xlsxwriter.Workbook) -> object:
    return book.add_format(
        {"bold": True, "text_wrap": True, "valign": "bottom", "bottom": 2, "bg_color": "#F1F4F7"}
    )
