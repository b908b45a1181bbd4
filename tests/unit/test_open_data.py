"""Open data in four formats, each read back by another program than wrote it."""

import csv
import io
import json
import zipfile
from datetime import date

import pyarrow.parquet as pq
import pytest
from python_calamine import CalamineWorkbook

from corecase.core.errors import InputError
from corecase.exchange.open_data import WRITERS, Column, OpenTable

HOSTILE = ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "<b>&\"'", "\x01bell", "plain", ""]
TABLE = OpenTable(
    name="invented",
    title="Invented",
    columns=(
        Column(name="said", meaning="Words."),
        Column(name="n", meaning="A count.", kind="whole"),
        Column(name="share", meaning="A share.", kind="number"),
    ),
    rows=(*((text, -5, -0.5) for text in HOSTILE), (None, None, None)),
    notes=("Invented for a test.",),
)


def test_csv_neutralises_formulas_and_leaves_numbers() -> None:
    rows = list(csv.reader(io.StringIO(WRITERS["csv"][0](TABLE).decode(), newline="")))
    assert rows[0] == ["said", "n", "share"]
    assert [row[0] for row in rows[1:7]] == ["'=1+1", "'+1", "'-1", "'@x", "'\tx", "'\rx"]
    assert rows[1][1:] == ["-5", "-0.5"]
    assert rows[-1] == ["", "", ""]


def test_json_says_what_each_column_means() -> None:
    held = json.loads(WRITERS["json"][0](TABLE))
    assert held["notes"] == ["Invented for a test."]
    assert held["columns"][1] == {"name": "n", "kind": "whole", "meaning": "A count."}
    assert held["rows"][0] == {"said": "=1+1", "n": -5, "share": -0.5}
    assert held["rows"][-1] == {"said": None, "n": None, "share": None}


def test_parquet_is_typed_and_carries_its_dictionary() -> None:
    table = pq.read_table(io.BytesIO(WRITERS["parquet"][0](TABLE)))
    assert [str(field.type) for field in table.schema] == ["string", "int64", "double"]
    assert table.schema.field("n").metadata == {b"meaning": b"A count."}
    assert table.schema.metadata[b"notes"] == b"Invented for a test."
    assert table.column("said").to_pylist() == [*HOSTILE, None]


def test_ods_is_read_by_another_program_and_holds_no_formula() -> None:
    content = WRITERS["ods"][0](TABLE)
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    assert book.sheet_names == ["data", "dictionary", "notes"]
    rows = book.get_sheet_by_name("data").to_python()
    assert rows[0] == ["said", "n", "share"]
    assert rows[1] == ["=1+1", -5.0, -0.5]
    assert rows[7][0] == "<b>&\"'"
    assert rows[8][0] == "bell"
    with zipfile.ZipFile(io.BytesIO(content)) as book_file:
        assert book_file.namelist()[0] == "mimetype"
        assert book_file.infolist()[0].compress_type == zipfile.ZIP_STORED
        assert b"formula" not in book_file.read("content.xml")


@pytest.mark.parametrize("ending", WRITERS)
def test_the_same_table_gives_the_same_bytes(ending: str) -> None:
    write = WRITERS[ending][0]
    assert write(TABLE) == write(TABLE)


def test_a_dictionary_is_a_table_of_columns() -> None:
    assert TABLE.dictionary.rows[2] == ("share", "number", "A share.")
    assert TABLE.dictionary.name == "invented-dictionary"


def test_a_table_that_does_not_fit_is_refused() -> None:
    with pytest.raises(InputError, match="not one cell for each column"):
        OpenTable(name="x", title="X", columns=TABLE.columns, rows=((1,),))
    with pytest.raises(InputError, match="A column holds text, whole, number"):
        Column(name="day", meaning=str(date(2012, 6, 19)), kind="date")
