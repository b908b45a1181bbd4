"""A service's own judgements as a workbook: a sheet of rows, and one that says what they mean."""

import io
from collections.abc import Iterable, Mapping, Sequence

import xlsxwriter


def workbook(columns: Mapping[str, str], rows: Iterable[Sequence[str]]) -> bytes:
    """The workbook. `columns` are the names with their meaning; no cell is a formula."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        _fill(book.add_worksheet("judgements"), (tuple(columns), *rows))
        _fill(book.add_worksheet("data dictionary"), (("column", "meaning"), *columns.items()))
    return out.getvalue()


def _fill(sheet: xlsxwriter.worksheet.Worksheet, rows: Sequence[Sequence[str]]) -> None:
    for place, row in enumerate(rows):
        for column, text in enumerate(row):
            sheet.write_string(place, column, text)
