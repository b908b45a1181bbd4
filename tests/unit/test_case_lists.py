"""Lists of cases: identifiers, attributes, and what is refused."""

from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter

from corecase.core.cases import Case
from corecase.core.errors import InputError, ManyProblems
from corecase.exchange.judgements import read_cases
from tests.made_files import write_text, write_xlsx


def test_attributes_are_named_in_lower_case_and_unknown_where_empty(tmp_path: Path) -> None:
    path = write_text(tmp_path / "c.csv", "Sentence Type,Case ID,AGE", "custody,A1,15", ",A2,")
    assert read_cases(path) == (
        Case(id="A1", attributes={"sentence_type": "custody", "age": "15"}),
        Case(id="A2", attributes={}),
    )


def test_cells_of_a_workbook_become_text(tmp_path: Path) -> None:
    path = tmp_path / "c.xlsx"
    workbook = xlsxwriter.Workbook(path)
    sheet = workbook.add_worksheet("Cases")
    sheet.write_row(0, 0, ["case_id", "age", "custody", "started"])
    sheet.write_row(1, 0, ["A1", 15, True])
    sheet.write_datetime(1, 3, datetime(2009, 2, 1), workbook.add_format({"num_format": "d-m-yy"}))
    workbook.close()
    (case,) = read_cases(path)
    assert case.attributes == {"age": "15", "custody": "TRUE", "started": "2009-02-01"}


def test_every_fault_is_told(tmp_path: Path) -> None:
    path = write_text(
        tmp_path / "c.csv", "case_id,Age,age", "A1,1,1", "A1,2,2", ",3,3", "01-Feb,4,4"
    )
    with pytest.raises(ManyProblems) as raised:
        read_cases(path)
    assert [str(problem) for problem in raised.value.problems] == [
        "row 1, column age: 'age' also heads column 2; keep one of them",
        "row 3, column case_id: 'A1' is the case of row 2 too; keep one of them",
        "row 4, column case_id: is empty; every row needs its case",
        "row 5, column case_id: '01-Feb' is a date that a spreadsheet made of an identifier; "
        "format the column as text and type the identifier again",
    ]


def test_a_second_column_of_cases_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ManyProblems) as raised:
        read_cases(write_text(tmp_path / "c.csv", "case_id,case", "A1,A1"))
    assert "second column of cases" in raised.value.problems[0].reason


def test_a_list_without_cases_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="has no column headed as the case"):
        read_cases(write_text(tmp_path / "c.csv", "age,sentence", "15,custody"))


def test_the_sheet_of_cases_is_found(tmp_path: Path) -> None:
    sheets = {"About": [["Invented"], ["text"]], "Cases": [["case_id"], ["A1"]]}
    assert read_cases(write_xlsx(tmp_path / "c.xlsx", sheets)) == (Case(id="A1"),)


@pytest.mark.parametrize(
    "heading",
    [
        *("Name", "First name", "SURNAME", "Child's name", "Date_of_Birth", "DOB", "Birthday"),
        *("NHS number", "Postcode", "Home address", "Phone", "E-mail"),
    ],
)
def test_a_column_that_may_name_a_child_is_refused(tmp_path: Path, heading: str) -> None:
    path = write_text(tmp_path / "c.csv", f"case_id,sentence,{heading}", "A1,custody,Invented")
    with pytest.raises(ManyProblems) as raised:
        read_cases(path)
    (problem,) = raised.value.problems
    assert problem.value == heading
    assert "may name a child" in problem.reason
    assert "Invented" not in str(problem)


def test_a_heading_that_only_sounds_like_a_name_is_read(tmp_path: Path) -> None:
    path = write_text(tmp_path / "c.csv", "Case,Named worker,Phonecalls,Mobility", "A1,yes,2,low")
    assert set(read_cases(path)[0].attributes) == {"named_worker", "phonecalls", "mobility"}
