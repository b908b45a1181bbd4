"""Judgements read from files: every spelling, both layouts, and every fault at once."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter

from corecase.core.errors import InputError, ManyProblems
from corecase.core.judgements import Answer
from corecase.exchange.case_files import write_judgements
from corecase.exchange.judgements import JudgementFile, read
from corecase.exchange.spellings import reading
from tests.made_files import ods_table, small_framework, write_ods, write_text, write_xlsx

SUFF, INSUFF, NA = Answer.SUFFICIENT, Answer.INSUFFICIENT, Answer.NOT_APPLICABLE
LONG = "case_id,item_id,answer"


def read_lines(folder: Path, *lines: str) -> JudgementFile:
    return read(write_text(folder / "j.csv", *lines), small_framework())


def faults(folder: Path, *lines: str) -> list[str]:
    with pytest.raises(ManyProblems) as raised:
        read_lines(folder, *lines)
    return [str(problem) for problem in raised.value.problems]


@pytest.mark.parametrize(
    ("answer", "spellings"),
    [
        (SUFF, ["S", "s", " sufficient ", "SUFFICIENT", "yes", "Y", "1", "Suff."]),
        (INSUFF, ["I", "i", "Insufficient", "not sufficient", "no", "N", "0", "NOT  SUFFICIENT"]),
        (NA, ["N/A", "NA", "n.a.", "na", "Not applicable", "not_applicable", "NOT-APPLICABLE"]),
    ],
)
def test_usual_spellings_are_read(answer: Answer, spellings: list[str]) -> None:
    found = [reading(spelling) for spelling in spellings]
    assert [one and (one.answer, one.is_marked) for one in found] == [(answer, False)] * len(found)


@pytest.mark.parametrize(
    "marked",
    ["I*", "i *", "I KNR", "I (KNR)", "insufficient (known but not recorded)", "I - KNR"],
)
def test_the_mark_is_read_behind_an_answer(marked: str) -> None:
    found = reading(marked)
    assert found is not None
    assert (found.answer, found.is_marked) == (INSUFF, True)


@pytest.mark.parametrize("other", ["maybe", "*", "KNR", "S/I", "#N/A", "-", "2", "½"])
def test_anything_else_is_no_answer(other: str) -> None:
    assert reading(other) is None


def test_an_empty_cell_is_unanswered_and_never_not_applicable() -> None:
    found = reading("  ")
    assert found is not None
    assert found.answer is None


def test_a_long_file(tmp_path: Path) -> None:
    file = read_lines(
        tmp_path,
        "Case ID,Item,Judgement,Known but not recorded,service_value,assessor_value,Remark",
        "A1,R01,I,yes,,,invented",
        "A1,T-V01,,,LOW,high,",
        "A2,R01,,,,,",
        "A3,V01,S,,low,Low,",
    )
    assert file.ignored_columns == ("Remark",)
    assert file.judgements.case_ids == ("A1", "A2", "A3")
    assert len(file.judgements) == 3
    marked = file.judgements.by_case["A1"]["T-R01"]
    assert (marked.answer, marked.known_but_not_recorded) == (INSUFF, True)
    levels = file.judgements.by_case["A1"]["T-V01"]
    assert (levels.answer, levels.service_value, levels.assessor_value) == (INSUFF, "Low", "High")
    assert file.judgements.answer("A3", "T-V01") is SUFF


def test_a_wide_file_keeps_cases_without_any_answer(tmp_path: Path) -> None:
    file = read_lines(
        tmp_path,
        "case,R01,T-R02,T-V01/service,T-V01/assessor,Sentence",
        "A1,S,I*,high,High,custody",
        "A2,,,,,",
    )
    assert file.ignored_columns == ("Sentence",)
    assert file.judgements.case_ids == ("A1", "A2")
    assert [j.answer for j in file.judgements] == [SUFF, INSUFF, SUFF]
    assert file.judgements.by_case["A1"]["T-R02"].known_but_not_recorded


def test_every_fault_of_a_long_file_is_told_with_its_place(tmp_path: Path) -> None:
    assert faults(
        tmp_path,
        LONG + ",known_but_not_recorded,service_value,assessor_value",
        "A1,R01,S,,,",
        ",R01,S,,,",
        "A2,R99,S,,,",
        "A2,R01,maybe,perhaps,,",
        "",
        "A1,T-R01,I,,,",
        "A3,R01,S,,Low,Low",
        "A3,V01,S,,Low,High",
        "A4,V01,,,Low,",
        "A5,V01,,,Low,middling",
        "A6,R01,,yes,,",
        "A7,R01,I*,no,,",
        "A8,,S,,,",
    ) == [
        "row 3, column case_id: is empty; every row needs its case",
        "row 4, column item_id: 'R99' is not an item of t-1; its items are written like "
        "T-R01 or R01",
        "row 5, column answer: 'maybe' is not an answer; write sufficient, insufficient or not "
        "applicable (S, I, N/A), or leave the cell empty while the item is unanswered",
        "row 5, column known_but_not_recorded: 'perhaps' is neither yes nor no",
        "row 7, column item_id: 'T-R01' was answered for case A1 in row 2 too; keep one of them",
        "row 8, column service_value: 'Low' is not needed: T-R01 compares no levels",
        "row 9, column answer: 'S' contradicts the two levels, which make it insufficient; "
        "correct one of them",
        "row 10, column service_value: 'Low' stands alone; give both levels or neither",
        "row 11, column assessor_value: 'middling' is not a level of T-V01; use Low, High",
        "row 12, column known_but_not_recorded: 'yes' marks an item that has no answer",
        "row 13, column known_but_not_recorded: 'no' contradicts the mark beside the answer",
        "row 14, column item_id: is empty; every row needs its item",
    ]


def test_every_fault_of_a_wide_file_is_told_with_its_place(tmp_path: Path) -> None:
    rows = [
        ["case_id", "R01", "R99", "R02/service", "Age", "T-R01"],
        ["A1", "S", "S", "", 15, ""],
        ["A1", "perhaps", "", "", 15, ""],
        ["", "what", "", "", 15, ""],
    ]
    with pytest.raises(ManyProblems) as raised:
        read(write_xlsx(tmp_path / "j.xlsx", {"Answers": rows}), small_framework())
    expected = "write sufficient, insufficient or not applicable (S, I, N/A), or leave the cell "
    assert raised.value.source == "j.xlsx, sheet 'Answers'"
    assert [str(problem) for problem in raised.value.problems] == [
        "row 1, column C (R99): 'R99' is not an item of t-1; its items are written like "
        "T-R01 or R01",
        "row 1, column D (R02/service): 'R02/service' is not needed: T-R02 compares no levels",
        "row 1, column F (T-R01): 'T-R01' is the same item as R01; keep one of them",
        "row 3, column A (case_id): 'A1' is the case of row 2 too; keep one of them",
        f"row 3, column B (R01): 'perhaps' is not an answer; {expected}empty while the item is "
        "unanswered",
        "row 4, column A (case_id): is empty; every row needs its case",
        f"row 4, column B (R01): 'what' is not an answer; {expected}empty while the item is "
        "unanswered",
    ]


def test_two_columns_that_mean_the_same_are_refused(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, "case_id,case,item_id,answer", "A1,A1,R01,S")
    assert fault == "row 1, column case: 'case' means the same as case_id; keep one of them"


def test_items_are_written_exactly(tmp_path: Path) -> None:
    assert len(faults(tmp_path, LONG, "A1,r01,S", "A2,T-r01,S", "A3,X-R01,S")) == 3
    assert len(faults(tmp_path, "case_id,R01,r02", "A1,S,S")) == 1


def test_headings_that_cannot_be_judgements_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError) as raised:
        read_lines(tmp_path, "name,verdict", "A1,S")
    assert str(raised.value) == (
        "j.csv has no columns that can be read; head them case_id, item_id and answer, or "
        "case_id and then the items of t-1."
    )


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("1E+05", "is a number that a spreadsheet has rounded"),
        ("1.23E+11", "is a number that a spreadsheet has rounded"),
        ("01-Feb", "is a date that a spreadsheet made of an identifier"),
        ("Feb-01", "is a date that a spreadsheet made of an identifier"),
        ("01/02/2009", "is a date that a spreadsheet made of an identifier"),
        ("A\u202e1", "holds a line break or a hidden character"),
    ],
)
def test_spoilt_identifiers_are_refused(tmp_path: Path, written: str, told: str) -> None:
    (fault,) = faults(tmp_path, LONG, f"{written},R01,S")
    assert told in fault
    assert fault.startswith("row 2, column case_id: ")


@pytest.mark.parametrize(
    ("written", "read_as"),
    [("12345.0", "12345"), ("'00123", "00123"), ("007", "007"), ("12E5", "12E5")],
)
def test_identifiers_that_can_be_read_are(tmp_path: Path, written: str, read_as: str) -> None:
    assert read_lines(tmp_path, LONG, f"{written},R01,S").judgements.case_ids == (read_as,)


def test_identifiers_in_the_cells_of_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "j.xlsx"
    workbook = xlsxwriter.Workbook(path)
    sheet = workbook.add_worksheet("J")
    sheet.write_row(0, 0, ["case_id", "R01", "R02"])
    sheet.write_row(1, 0, [12345, 1, True])
    sheet.write_row(2, 0, [1e20, "S"])
    sheet.write_row(3, 0, [12.5, "S"])
    sheet.write_datetime(4, 0, datetime(2009, 2, 1), workbook.add_format({"num_format": "d-mmm"}))
    sheet.write_row(5, 0, [True, "S"])
    workbook.close()
    with pytest.raises(ManyProblems) as raised:
        read(path, small_framework())
    assert [p.where for p in raised.value.problems] == [
        f"row {row}, column A (case_id)" for row in (3, 4, 5, 6)
    ]
    assert "format the column as text" in raised.value.problems[2].reason
    good = write_xlsx(path, {"J": [["case_id", "R01", "R02"], [12345, 1, True]]})
    found = read(good, small_framework()).judgements
    assert found.case_ids == ("12345",)
    assert [j.answer for j in found] == [SUFF, SUFF]


def test_parquet_in_both_layouts(tmp_path: Path) -> None:
    path = tmp_path / "j.parquet"
    long = {"case_id": [1, 2], "item_id": ["R01", "R01"], "answer": ["S", None]}
    pq.write_table(pa.table(long), path)
    found = read(path, small_framework()).judgements
    assert found.case_ids == ("1", "2")
    assert len(found) == 1
    pq.write_table(pa.table({"case_id": ["A"], "R01": [0.0], "R02": [float("nan")]}), path)
    assert [j.answer for j in read(path, small_framework()).judgements] == [INSUFF]
    pq.write_table(pa.table({"case_id": [date(2009, 2, 1)], "R01": ["S"]}), path)
    with pytest.raises(ManyProblems, match="1 problem"):
        read(path, small_framework())


def test_ods_is_read_like_xlsx(tmp_path: Path) -> None:
    rows = [["case_id", "R01", "R02"], ["A1", "S", ""], ["A2", "", "N/A"]]
    from_ods = read(write_ods(tmp_path / "j.ods", ods_table(rows)), small_framework())
    from_xlsx = read(write_xlsx(tmp_path / "j.xlsx", {"Sheet": rows}), small_framework())
    assert from_ods == from_xlsx
    assert len(from_ods.judgements) == 2


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    file = read_lines(tmp_path, "case_id,R01,V01/service,V01/assessor", "A1,I*,Low,High", "A2,S,,")
    write_judgements(tmp_path / "again.csv", file.judgements)
    assert read(tmp_path / "again.csv", small_framework()).judgements == file.judgements


# Headings


def refusal(folder: Path, *lines: str) -> str:
    with pytest.raises(InputError) as raised:
        read_lines(folder, *lines)
    assert not isinstance(raised.value, ManyProblems)
    return str(raised.value)


def test_a_column_of_cases_under_another_name_is_asked_for(tmp_path: Path) -> None:
    assert refusal(tmp_path, "Reference number,R01,T-R02", "A1,S,S") == (
        "j.csv has no column headed as the case; the first column is headed 'Reference number'. "
        "Head the column of cases case_id (or case, caseid, case number, case no, "
        "case ref, case reference)."
    )


def test_a_column_of_cases_that_is_not_the_first_is_asked_to_be(tmp_path: Path) -> None:
    assert refusal(tmp_path, "Team,Case,R01", "North,A1,S") == (
        "j.csv has the column 'Case' further on; put it first."
    )


@pytest.mark.parametrize("title", ["Southmere inspection 2026", "Southmere inspection 2026,,"])
def test_a_title_above_the_headings_is_told(tmp_path: Path, title: str) -> None:
    told = refusal(tmp_path, title, "case_id,R01,R02", "A1,S,S")
    assert told == (
        "j.csv: row 1 holds 'Southmere inspection 2026' and nothing else; headings stand in the "
        "first row, so delete what is above them."
    )


def labelled(folder: Path, *lines: str) -> JudgementFile:
    """The file read with items that have a label and a question of their own."""
    framework = small_framework()
    items = tuple(
        replace(item, label=f"Label {number}", question=f"Question {number}?")
        for number, item in enumerate(framework.items, start=1)
    )
    return read(write_text(folder / "j.csv", *lines), replace(framework, items=items))


@pytest.mark.parametrize(
    ("heading", "meant"),
    [
        ("LABEL 1", "T-R01"),
        ("question 1?", "T-R01"),
        ("Label 3 / service", "T-V01/service"),
        ("Question 3?/Assessor", "T-V01/assessor"),
    ],
)
def test_an_items_words_as_a_heading_are_refused(tmp_path: Path, heading: str, meant: str) -> None:
    for more in (",R02", ""):
        with pytest.raises(ManyProblems, match=r"Columns not used: .*, Team\.$") as raised:
            labelled(tmp_path, f"case_id,{heading},Team{more}", "A1,Low,North" + more[:1])
        (fault,) = raised.value.problems
        item = meant.partition("/")[0]
        assert fault.where == f"row 1, column {heading}"
        assert fault.reason == f"is the wording of {item}; head the column {meant}"


def test_an_items_words_beside_its_own_column_are_not_used(tmp_path: Path) -> None:
    file = labelled(tmp_path, "case_id,R01,Label 1", "A1,S,on time")
    assert file.ignored_columns == ("Label 1",)
