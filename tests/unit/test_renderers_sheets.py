"""Tables as CSV and as a workbook: text stays text, numbers are numbers."""

import csv
import io
import zipfile
from dataclasses import replace

import pytest
from python_calamine import CalamineWorkbook

from corecase.core.errors import InputError
from corecase.documents import sheets
from corecase.documents.model import Document, Table, plain, words
from tests.sample_document import HOSTILE, hostile, sample


def document(*tables: Table) -> Document:
    return replace(sample(), blocks=tables)


def table(*cells: str, table_id: str = "t", numbers: bool = True) -> Table:
    return Table(
        id=table_id,
        caption="Invented",
        header=("Item", "Value"),
        rows=tuple((words("row"), words(cell)) for cell in cells),
        number_columns=frozenset({1} if numbers else ()),
    )


def read_csv(made: Document, name: str = "t.csv") -> list[list[str]]:
    text = sheets.csv_files(made)[name].decode("utf-8")
    return list(csv.reader(io.StringIO(text, newline="")))


def read_book(made: Document, sheet: int = 1) -> list[list[object]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(sheets.workbook(made)))
    return book.get_sheet_by_index(sheet).to_python(skip_empty_area=False)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_csv_cells_that_would_be_formulas_begin_with_an_apostrophe(start: str) -> None:
    assert read_csv(document(table(f"{start}1+1")))[1] == ["row", f"'{start}1+1"]


def test_csv_numbers_stay_numbers() -> None:
    rows = read_csv(document(table("-3", "-4.5%", "60%", "12")))
    assert [row[1] for row in rows[1:]] == ["-3", "-4.5%", "60%", "12"]


def test_csv_holds_each_table_as_printed() -> None:
    made = sample()
    for one in made.tables():
        rows = read_csv(made, f"{one.id}.csv")
        assert rows[0] == list(one.header)
        assert rows[1:] == [[plain(cell) for cell in row] for row in one.rows]


def test_the_files_of_a_synthetic_document_say_so_in_their_names() -> None:
    made = document(table("1"))
    assert set(sheets.csv_files(made)) == {"t.csv"}
    assert set(sheets.csv_files(replace(made, synthetic=True))) == {"synthetic-t.csv"}


def test_hostile_text_reaches_csv_and_workbook_as_written() -> None:
    rows = read_csv(hostile(), "hostile.csv")
    harmless = [f"'{text}" if text[0] in "=+-@" else text for text in HOSTILE]
    assert [row[0] for row in rows[1:]] == harmless
    assert rows[0][0] == "'" + HOSTILE[3]
    shown = read_book(hostile())
    assert [row[0] for row in shown[4:]] == list(HOSTILE)
    assert shown[3] == [HOSTILE[3], HOSTILE[5]]


def test_a_workbook_has_no_formula_and_no_link() -> None:
    with zipfile.ZipFile(io.BytesIO(sheets.workbook(hostile()))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    cells = b"".join(data for name, data in parts.items() if "worksheets" in name)
    assert b"<c " in cells
    assert b"<f>" not in cells
    assert b"hyperlink" not in cells
    assert not [name for name in parts if "externalLink" in name or "vba" in name]


def test_workbook_numbers_are_numbers_and_text_is_text() -> None:
    column = [row[1] for row in read_book(document(table("60%", "12", "37.5", "12 of 13", "")))[4:]]
    assert column == [pytest.approx(0.6), 12, 37.5, "12 of 13", ""]
    texts = [row[1] for row in read_book(document(table("60%", "007", numbers=False)))[4:]]
    assert texts == ["60%", "007"]


def test_the_first_sheet_says_what_the_workbook_is() -> None:
    made = sample()
    first = read_book(made, 0)
    assert [row[0] for row in first[:4]] == [made.title, made.subject, made.author, made.notice]
    assert [row[1] for row in first[6:]] == [one.caption for one in made.tables()]


def test_every_sheet_carries_the_caption_and_the_notice() -> None:
    made = sample()
    for place, one in enumerate(made.tables(), start=1):
        shown = read_book(made, place)
        assert (shown[0][0], shown[1][0], shown[3]) == (one.caption, made.notice, list(one.header))


def test_sheet_names_fit_and_differ() -> None:
    ids = ["a" * 40, "a" * 41, "B:c/d", "b-c-d", "about", "History", "'"]
    made = document(*(table("1", table_id=name) for name in ids))
    book = CalamineWorkbook.from_filelike(io.BytesIO(sheets.workbook(made)))
    names = [name.lower() for name in book.sheet_names]
    assert len(names) == len(set(names)) == len(ids) + 1
    assert max(map(len, names)) <= 31


@pytest.mark.parametrize("name", ["../up", "a/b", "", ".hidden", "a b"])
def test_a_table_that_cannot_name_a_file_is_refused(name: str) -> None:
    with pytest.raises(InputError, match="cannot name a file"):
        sheets.csv_files(document(table("1", table_id=name)))


def test_a_document_without_tables_makes_no_csv_and_a_workbook_that_opens() -> None:
    assert sheets.csv_files(document()) == {}
    assert read_book(document(), 0)[0][0] == sample().title
