"""Bad files, each really made: one sentence that says what to do, and nothing loaded."""

import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter

from corecase.core.errors import InputError, ManyProblems
from corecase.exchange import archives
from corecase.exchange.judgements import read_cases
from corecase.exchange.limits import Limits
from corecase.exchange.parquet import read_parquet
from corecase.exchange.table_files import read_table
from corecase.exchange.tables import Table, letter
from tests.made_files import (
    ods_cell,
    ods_table,
    rewrite_zip,
    sheet_xml,
    write_ods,
    write_text,
    write_xlsx,
    write_zip,
)

ROWS = [["case_id", "R01"], ["A1", "S"]]
SHEET = "xl/worksheets/sheet1.xml"


def read(path: Path, sheet: str | None = None, max_bytes: int = 10**7) -> Table:
    return read_table(
        path, sheet=sheet, suits=lambda headings: "case_id" in headings, max_bytes=max_bytes
    )


def refusal(path: Path, sheet: str | None = None, max_bytes: int = 10**7) -> str:
    with pytest.raises(InputError) as raised:
        read(path, sheet, max_bytes)
    sentence = str(raised.value)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    return sentence


def problems(path: Path) -> list[str]:
    return [str(problem) for problem in read(path).problems]


def cells(path: Path) -> list[tuple[object, ...]]:
    return [row.cells for row in read(path).rows]


def good_xlsx(path: Path) -> Path:
    return write_xlsx(path, {"J": ROWS})


# Files that are not there, or hold nothing


def test_a_missing_file_a_folder_and_an_empty_file(tmp_path: Path) -> None:
    missing = tmp_path / "none.csv"
    assert refusal(missing) == f"There is no file {missing}; check the name and the folder."
    assert refusal(tmp_path) == f"{tmp_path.name} is a folder; give the file in it."
    assert refusal(Path()) == ". is a folder; give the file in it."
    empty = write_text(tmp_path / "e.csv", "", "  ")
    assert refusal(empty) == ("e.csv is empty; it needs a row of headings and rows below it.")


def test_a_name_that_cannot_be_opened(tmp_path: Path) -> None:
    assert "check that you may read it" in refusal(tmp_path / ("x" * 300 + ".csv"))


def test_headings_alone(tmp_path: Path) -> None:
    said = "has headings and nothing below them; add the rows."
    assert refusal(write_text(tmp_path / "h.csv", "case_id,R01", ",")) == f"h.csv {said}"
    one = write_xlsx(tmp_path / "h.xlsx", {"J": ROWS[:1]})
    assert refusal(one) == f"h.xlsx, sheet 'J' {said}"


def test_a_sheet_without_cells(tmp_path: Path) -> None:
    said = "is empty; it needs a row of headings and rows below it."
    assert refusal(write_xlsx(tmp_path / "e.xlsx", {"J": []})) == f"e.xlsx, sheet 'J' {said}"


def test_a_file_over_the_limit(tmp_path: Path) -> None:
    path = write_text(tmp_path / "big.csv", "case_id,R01", *["A1,S"] * 300_000)
    assert refusal(path, max_bytes=2**20) == (
        "big.csv is larger than 1 MB; save only the rows you need."
    )


# Files that are not what their name says


def test_a_csv_named_as_a_workbook(tmp_path: Path) -> None:
    assert refusal(write_text(tmp_path / "j.xlsx", "case_id,R01", "A1,S")) == (
        "j.xlsx is named as XLSX but holds CSV; save it as XLSX, or correct the ending of its name."
    )


@pytest.mark.parametrize("name", ["j.csv", "j.ods", "j.parquet"])
def test_a_workbook_under_another_name(tmp_path: Path, name: str) -> None:
    good_xlsx(tmp_path / "j.xlsx").rename(tmp_path / name)
    assert "but holds XLSX" in refusal(tmp_path / name)


@pytest.mark.parametrize("name", ["j.xls", "j.xlsx"])
def test_an_old_or_encrypted_workbook(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(bytes.fromhex("D0CF11E0A1B11AE1") + bytes(504))
    assert refusal(path) == (
        f"{name} is an old workbook, or one protected by a password; open it, remove the "
        "password and save it as XLSX."
    )


def test_kinds_that_are_not_read(tmp_path: Path) -> None:
    assert "save it as CSV, XLSX, ODS or Parquet" in refusal(write_text(tmp_path / "j.pdf", "x"))
    good_xlsx(tmp_path / "a.xlsx").rename(tmp_path / "j.xlsm")
    assert refusal(tmp_path / "j.xlsm") == (
        "j.xlsm may contain macros; save it as XLSX, without them."
    )


# Text and its encodings


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1252"])
def test_encodings_that_are_read(tmp_path: Path, encoding: str) -> None:
    path = write_text(tmp_path / "j.csv", "case_id,r\u00e9gion", "A1,Caf\u00e9", encoding=encoding)
    assert read(path).headings == ("case_id", "r\u00e9gion")
    assert cells(path) == [("A1", "Caf\u00e9")]


@pytest.mark.parametrize("content", [b"case_id,R01\nA1,\x81\x00", b"case_id\nA\x00\n", b"a\nb\x81"])
def test_bytes_that_are_no_text(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "j.csv"
    path.write_bytes(content)
    assert refusal(path) == "j.csv is not readable as text; save it again as CSV UTF-8."


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_separators_are_recognised(tmp_path: Path, mark: str, newline: str) -> None:
    lines = [f'"case, id; x"{mark}R01', f"A1{mark}S"]
    path = write_text(tmp_path / "j.csv", *lines, newline=newline)
    assert read(path).headings == ("case, id; x", "R01")
    assert cells(path) == [("A1", "S")]


def test_a_quotation_mark_that_never_closes(tmp_path: Path) -> None:
    said = refusal(write_text(tmp_path / "j.csv", "case_id,R01", 'A1,"S', "A2,S"))
    assert said.startswith("j.csv cannot be read at line 3 (")


def test_rows_keep_the_number_that_a_spreadsheet_shows(tmp_path: Path) -> None:
    path = write_text(tmp_path / "j.csv", "", "case_id,note", 'A1,"two', 'lines"', "", "A2,")
    table = read(path)
    assert table.heading_row == 2
    assert [row.number for row in table.rows] == [3, 5]


def test_a_csv_with_very_many_cells(tmp_path: Path) -> None:
    path = write_text(tmp_path / "j.csv", "case_id", "," * 5_000_000)
    assert refusal(path) == "j.csv has more than 5,000,000 cells; split the file."


def test_ragged_rows_and_headings(tmp_path: Path) -> None:
    lines = ["case_id,R01,,R01,", "A1,S,,S,,", "A2,S", "A3,S,x,S,", "A4,S,,S,,more"]
    assert problems(write_text(tmp_path / "j.csv", *lines)) == [
        "row 1, column R01: 'R01' also heads column 2; keep one of them",
        "row 3: has 2 cells under 4 headings; make them match",
        "row 5: has 6 cells under 4 headings; make them match",
        "row 4, column 3: 'x' has no heading above it; add the heading or clear the column",
    ]


# Sheets


def test_sheets_are_named_or_found(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "j.xlsx", {"About": [["Invented"], ["text"]], "J": ROWS})
    assert read(path).source == "j.xlsx, sheet 'J'"
    assert read(path, "About").headings == ("Invented",)
    assert refusal(path, "Cases") == "j.xlsx has no sheet called 'Cases'; it has 'About', 'J'."


def test_sheets_that_could_both_be_meant(tmp_path: Path) -> None:
    both = write_xlsx(tmp_path / "j.xlsx", {"One": ROWS, "Two": ROWS})
    assert refusal(both) == (
        "j.xlsx has several sheets that could be meant ('One', 'Two'); name one."
    )
    none = write_xlsx(tmp_path / "n.xlsx", {"One": [["a"], ["b"]], "Two": []})
    assert refusal(none).startswith("n.xlsx has the sheets 'One', 'Two', and none has the headings")


def test_a_sheet_of_a_file_without_sheets(tmp_path: Path) -> None:
    path = write_text(tmp_path / "j.csv", "case_id,R01", "A1,S")
    assert refusal(path, "J") == "j.csv is a CSV file and has no sheets; leave the sheet out."


def test_columns_are_lettered_as_in_a_spreadsheet() -> None:
    assert [letter(n) for n in (0, 25, 26, 701, 702, 16383)] == ["A", "Z", "AA", "ZZ", "AAA", "XFD"]


def test_a_workbook_without_worksheets(tmp_path: Path) -> None:
    path = rewrite_zip(good_xlsx(tmp_path / "j.xlsx"), {"xl/workbook.xml": "<workbook/>"})
    assert refusal(path) == "j.xlsx has no sheet with cells; add the rows to a sheet."


# Formulas and errors, which a reader of values does not show


def test_formulas_of_a_workbook(tmp_path: Path) -> None:
    workbook = xlsxwriter.Workbook(tmp_path / "j.xlsx")
    sheet = workbook.add_worksheet("J")
    other = workbook.add_worksheet("Totals")
    sheet.write_column(0, 0, ["case_id", "A1"])
    sheet.write(0, 1, "R01")
    sheet.write_formula(1, 1, '="S"', None, "S")
    sheet.write_formula(2, 0, '="A"&2', None, "A2")
    other.write_formula(0, 0, "=COUNTA(J!A:A)", None, 3)
    workbook.close()
    told = [f"cell {cell}: holds a formula; paste its value in its place" for cell in ("B2", "A3")]
    assert [str(p) for p in read(tmp_path / "j.xlsx", "J").problems] == told


def test_formulas_of_an_ods_sheet(tmp_path: Path) -> None:
    formula, twice = 'table:formula="of:=[.A1]"', 'table:number-columns-repeated="2"'
    rows = (
        f"<table:table-row>{ods_cell('case_id')}</table:table-row>"
        f'<table:table-row table:number-rows-repeated="2">{ods_cell("A1")}</table:table-row>'
        f"<table:table-row>{ods_cell('x', twice)}"
        f"{ods_cell('y', formula)}</table:table-row>"
    )
    path = write_ods(tmp_path / "j.ods", f'<table:table table:name="J">{rows}</table:table>')
    assert "cell C4: holds a formula; paste its value in its place" in problems(path)


def test_an_error_is_not_an_empty_cell(tmp_path: Path) -> None:
    body = (
        '<row r="1"><c r="A1" t="str"><v>case_id</v></c><c r="B1" t="str"><v>R01</v></c></row>'
        '<row><c t="str"><v>A1</v></c><c t="e"><v>#N/A</v></c></row>'
    )
    path = rewrite_zip(good_xlsx(tmp_path / "j.xlsx"), {SHEET: sheet_xml(body)})
    assert problems(path) == ["cell B2: holds an error such as #N/A; type the value"]


@pytest.mark.parametrize("cell", ["<f>1</f><v>1</v>", "<v>#N/A</v>"])
def test_a_long_list_of_bad_cells_is_cut_short(tmp_path: Path, cell: str) -> None:
    kind = ' t="e"' if "#" in cell else ""
    body = '<row><c t="str"><v>case_id</v></c></row>' + f"<row><c{kind}>{cell}</c></row>" * 200
    body += '<row><c t="str"><v>A1</v></c></row>'
    path = rewrite_zip(good_xlsx(tmp_path / "j.xlsx"), {SHEET: sheet_xml(body)})
    told = problems(path)
    assert len(told) == 101
    assert told[99].startswith("cell A101: ")
    assert told[100] == "after them: more cells hold formulas or errors"


# Archives and XML that would harm


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;">]>',
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE x SYSTEM "http://example.invalid/x.dtd">',
    ],
)
@pytest.mark.parametrize("member", [SHEET, "xl/workbook.xml", "xl/styles.xml", "extra.xml"])
def test_entities_of_a_workbook(tmp_path: Path, doctype: str, member: str) -> None:
    body = '<row><c t="str"><v>&b;</v></c></row>'
    path = rewrite_zip(good_xlsx(tmp_path / "j.xlsx"), {member: sheet_xml(body, doctype)})
    assert (
        refusal(path) == "j.xlsx declares XML entities, which no spreadsheet needs; save it again."
    )


def test_entities_of_an_ods_sheet(tmp_path: Path) -> None:
    whole = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'
    assert "declares XML entities" in refusal(write_ods(tmp_path / "j.ods", "", whole=whole))


@pytest.mark.parametrize(
    "content",
    [
        "<broken",
        "",
        sheet_xml('<row><c r="1A"><v>1</v></c></row>'),
        sheet_xml("").encode("utf-16"),
        '<?xml version="1.0" encoding="UTF-7"?><x/>',
    ],
)
def test_xml_that_is_broken_or_in_another_encoding(tmp_path: Path, content: str | bytes) -> None:
    path = rewrite_zip(good_xlsx(tmp_path / "j.xlsx"), {SHEET: content})
    assert "open it in a spreadsheet program" in refusal(path)


def test_a_bomb_of_nothing(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "j.xlsx", {"xl/workbook.xml": bytes(300 * 2**20)})
    assert path.stat().st_size < 2**20
    assert refusal(path).startswith("j.xlsx unpacks to more than a sheet of judgements can need")


def test_a_bomb_is_refused_by_its_ratio(tmp_path: Path) -> None:
    swollen = sheet_xml("<row/>" * 2_000_000)
    path = rewrite_zip(good_xlsx(tmp_path / "j.xlsx"), {SHEET: swollen})
    assert refusal(path).startswith("j.xlsx unpacks to more than a sheet of judgements can need")


def test_a_declared_size_is_not_trusted(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "j.xlsx", {"xl/workbook.xml": bytes(6 * 2**20)})
    data = bytearray(path.read_bytes())
    at = data.index(b"PK\x01\x02") + 24
    struct.pack_into("<I", data, at, 100)
    path.write_bytes(data)
    assert "open it in a spreadsheet program" in refusal(path)


def test_reading_stops_at_the_limit() -> None:
    packed = archives.pack({"a.xml": b"<a/>" * 10, "b.xml": b"<b/>" * 10}).getvalue()
    assert len(archives.unpack(packed, "j.xlsx", limit=80)) == 2
    with pytest.raises(InputError, match="unpacks to more"):
        archives.unpack(packed, "j.xlsx", limit=79)


def test_an_archive_in_an_archive(tmp_path: Path) -> None:
    inner = BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("a", "b")
    path = rewrite_zip(good_xlsx(tmp_path / "j.xlsx"), {"xl/embeddings/a.bin": inner.getvalue()})
    assert "contains another archive (xl/embeddings/a.bin)" in refusal(path)


def test_macros_in_disguise(tmp_path: Path) -> None:
    path = rewrite_zip(good_xlsx(tmp_path / "j.xlsx"), {"xl/vbaProject.bin": b"x"})
    assert refusal(path) == "j.xlsx contains macros; save it as XLSX, without them."


def test_an_archive_with_very_many_members(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "j.xlsx", {f"{n}.xml": "" for n in range(5_001)})
    assert "is not built like a workbook" in refusal(path)


def test_an_archive_packed_in_a_way_that_workbooks_are_not(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "j.xlsx", "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
    assert "is not built like a workbook" in refusal(tmp_path / "j.xlsx")


def test_an_archive_with_a_password(tmp_path: Path) -> None:
    path = good_xlsx(tmp_path / "j.xlsx")
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    assert "is protected by a password" in refusal(path)


def test_folders_and_pictures_in_an_archive_do_not_matter(tmp_path: Path) -> None:
    path = good_xlsx(tmp_path / "j.xlsx")
    assert cells(rewrite_zip(path, {"xl/media/": "", "xl/media/a.png": b"\x89PNG"})) == [
        ("A1", "S")
    ]


def test_an_archive_that_is_no_workbook(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "j.xlsx", {"letter.xml": "<x/>"})
    assert refusal(path) == (
        "j.xlsx is an archive and not a workbook; save the sheet as XLSX or ODS."
    )


def test_a_damaged_archive(tmp_path: Path) -> None:
    path = good_xlsx(tmp_path / "j.xlsx")
    path.write_bytes(path.read_bytes()[:-400])
    assert "is damaged and cannot be opened" in refusal(path)


def test_an_encrypted_ods_file(tmp_path: Path) -> None:
    manifest = "<manifest><encryption-data/></manifest>"
    path = write_ods(tmp_path / "j.ods", "", manifest=manifest, whole="\x01\x02")
    assert "is protected by a password" in refusal(path)


# Small files that unfold into large tables


def far_cell(path: Path) -> Path:
    near, far = (f'<row><c r="{cell}"><v>1</v></c></row>' for cell in ("A1", "XFD1048576"))
    return rewrite_zip(good_xlsx(path), {SHEET: sheet_xml(near + far)})


def repeated_string(path: Path) -> Path:
    strings = f"<sst><si><t>{'x' * 30_000}</t></si></sst>"
    rows = '<row><c t="s"><v>0</v></c></row>' * 10_000
    changes = {SHEET: sheet_xml(rows), "xl/sharedStrings.xml": strings}
    return rewrite_zip(good_xlsx(path), changes)


def repeated_rows(path: Path) -> Path:
    cell = ods_cell("x", 'table:number-columns-repeated="1000"')
    row = f'<table:table-row table:number-rows-repeated="1000000">{cell}</table:table-row>'
    return write_ods(path, f'<table:table table:name="J">{row}</table:table>')


@pytest.mark.parametrize(
    ("make", "name"),
    [(far_cell, "j.xlsx"), (repeated_string, "j.xlsx"), (repeated_rows, "j.ods")],
)
def test_a_sheet_that_unfolds(tmp_path: Path, make: Callable[[Path], Path], name: str) -> None:
    assert "copy only the cells you need" in refusal(make(tmp_path / name))


def many_strings(path: Path) -> Path:
    strings = f"<sst>{'<si/>' * 300_001}</sst>"
    return rewrite_zip(good_xlsx(path), {"xl/sharedStrings.xml": strings})


def formulas(path: Path) -> Path:
    # Each of them different, as they are in a sheet: nothing swells like a bomb.
    row = "<row>{}</row>"
    cells = ("".join(f"<c><f>{n * m}</f></c>" for n in range(1000)) for m in range(1500))
    return rewrite_zip(good_xlsx(path), {SHEET: sheet_xml("".join(map(row.format, cells)))})


def filled(path: Path) -> Path:
    row = f"<row>{'<c><v>1</v></c>' * 30}</row>"
    return rewrite_zip(good_xlsx(path), {SHEET: sheet_xml(row * 60_000)})


def large_text(path: Path) -> Path:
    return rewrite_zip(good_xlsx(path), {SHEET: sheet_xml("".join(map(str, range(5 * 10**6))))})


def formulas_of_ods(path: Path) -> Path:
    cell = '<table:table-cell table:formula="of:=1"/>'
    row = f"<table:table-row>{cell * 1000}</table:table-row>"
    return write_ods(path, f'<table:table table:name="J">{row * 400}</table:table>')


PEAK = """
import re, sys
from pathlib import Path
from datetime import date
from corecase.core.errors import InputError
from corecase.exchange.caseloads import read_caseload
from corecase.exchange.limits import UPLOAD
def peak():
    # Of this program alone; what resource says includes who started it.
    return int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
before = peak()
try:
    read_caseload(sys.argv[1], reference_on=date(2026, 11, 1), limits=UPLOAD)
except InputError as error:
    print((peak() - before) // 1024, error)
"""


@pytest.mark.parametrize(
    ("make", "name"),
    [
        (many_strings, "j.xlsx"),
        (formulas, "j.xlsx"),
        (filled, "j.xlsx"),
        (large_text, "j.xlsx"),
        (formulas_of_ods, "j.ods"),
    ],
)
def test_an_upload_that_unfolds_is_refused_in_little_memory(
    tmp_path: Path, make: Callable[[Path], Path], name: str
) -> None:
    command = [sys.executable, "-c", PEAK, str(make(tmp_path / name))]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    megabytes, _, said = done.stdout.partition(" ")
    assert "in a new workbook" in said or "to a new workbook" in said
    assert int(megabytes) < 110


def test_a_sheet_formatted_to_its_last_cell_is_small(tmp_path: Path) -> None:
    head = '<row r="1"><c r="A1" t="str"><v>case_id</v></c><c r="XFD1"/></row>'
    body = head + "<row><c><v>7</v></c></row>"
    path = rewrite_zip(good_xlsx(tmp_path / "j.xlsx"), {SHEET: sheet_xml(body)})
    assert [row.cells[0] for row in read(path).rows] == [7.0]
    trailing = (
        '<table:table-row table:number-rows-repeated="1048570">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>'
    )
    content = ods_table(ROWS).replace("</table:table>", trailing)
    assert cells(write_ods(tmp_path / "j.ods", content)) == [("A1", "S")]


# Parquet


def test_a_damaged_parquet_file(tmp_path: Path) -> None:
    path = tmp_path / "j.parquet"
    path.write_bytes(b"PAR1" + bytes(100) + b"PAR1")
    assert refusal(path) == "j.parquet is damaged and cannot be read as Parquet; export it again."


@pytest.mark.parametrize("value", [["S"], {"a": "S"}, b"S"])
def test_parquet_columns_that_hold_no_single_values(tmp_path: Path, value: object) -> None:
    pq.write_table(pa.table({"case_id": ["A1"], "R01": [value]}), tmp_path / "j.parquet")
    assert refusal(tmp_path / "j.parquet").startswith("The column R01 of j.parquet holds ")


def test_a_parquet_file_that_unfolds(tmp_path: Path) -> None:
    path = tmp_path / "j.parquet"
    pq.write_table(pa.table({"case_id": pa.nulls(5_000_001, pa.string())}), path)
    assert "unpacks to more" in refusal(path)
    pq.write_table(pa.table({"case_id": [f"{n:1000}" for n in range(1000)]}), path)
    assert path.stat().st_size < 100_000
    assert len(read_parquet(path.read_bytes(), path.name).rows) == 1000
    with pytest.raises(InputError, match="unpacks to more"):
        read_parquet(path.read_bytes(), path.name, Limits(n_cells=10**6, n_bytes=10**6))


def test_a_long_text_that_many_rows_repeat_is_held_once(tmp_path: Path) -> None:
    table = pa.table({"case_id": ["x" * 10**6] * 300, "note": pa.array(["y"] * 300)})
    pq.write_table(table, tmp_path / "j.parquet")
    rows = cells(tmp_path / "j.parquet")
    assert len(rows) == 300
    assert len({id(case_id) for case_id, _ in rows}) == 1


def test_parquet_text_and_dictionaries(tmp_path: Path) -> None:
    column = pa.array(["S", None]).dictionary_encode()
    pq.write_table(pa.table({"case_id": ["A1", "A2"], "R01": column}), tmp_path / "j.parquet")
    assert cells(tmp_path / "j.parquet") == [("A1", "S"), ("A2", None)]


def test_nothing_is_half_loaded(tmp_path: Path) -> None:
    path = write_text(tmp_path / "c.csv", "case_id", "A1", "01-Feb")
    with pytest.raises(ManyProblems) as raised:
        read_cases(path)
    assert str(raised.value) == (
        "c.csv has 1 problem; nothing was loaded. Correct each one listed and try again."
    )
