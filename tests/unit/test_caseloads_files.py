"""A caseload from a file: minimised, mapped, and everything wrong in it told at once."""

from datetime import date
from pathlib import Path

import pytest

from corecase.core.caseload_mappings import CaseloadMapping
from corecase.core.caseloads import CaseloadCase
from corecase.core.errors import InputError
from corecase.core.minimisation import MinimalList
from corecase.exchange.caseloads import CaseloadReading, apply, read_caseload, suggest_mapping
from tests.made_files import ods_table, write_ods, write_text, write_xlsx

TODAY = date(2010, 1, 14)
HEADINGS = "Case ID,Start date,Sentence,Gender,Age,Team"


def read(path: Path, *lines: str, birth_date: str = "") -> MinimalList:
    return read_caseload(
        write_text(path / "caseload.csv", *lines), reference_on=TODAY, birth_date=birth_date
    )


def applied(listed: MinimalList, saved: CaseloadMapping | None = None) -> CaseloadReading:
    return apply(suggest_mapping(listed.headings, saved), listed)


def test_a_list_becomes_cases(tmp_path: Path) -> None:
    found = applied(read(tmp_path, HEADINGS, "SYN-1,14/09/2009,custodial,f,15,North", "SYN-2,,,,,"))
    assert found.cases == (
        CaseloadCase(
            id="SYN-1",
            order_started_on=date(2009, 9, 14),
            attributes={
                "sentence": "CUSTODY",
                "sex": "FEMALE",
                "age_at_start": "15",
                "team": "North",
            },
        ),
        CaseloadCase(id="SYN-2"),
    )
    assert (found.quarantined, found.problems, found.unused) == ((), (), ())


def test_workbooks_and_ods_are_read_alike(tmp_path: Path) -> None:
    grid = [["Case ID", "Sex"], ["SYN-1", "M"]]
    workbook = write_xlsx(tmp_path / "c.xlsx", {"About": [["Invented"], ["text"]], "Cases": grid})
    sheet = write_ods(tmp_path / "c.ods", ods_table(grid))
    (expected,) = applied(read(tmp_path, "Case ID,Sex", "SYN-1,M")).cases
    for path in (workbook, sheet):
        assert applied(read_caseload(path, reference_on=TODAY)).cases == (expected,)


def test_names_never_pass_the_reading(tmp_path: Path) -> None:
    listed = read(tmp_path, "Case ID,Forename,DOB,Sex", "SYN-1,Invented,14/03/1995,M")
    assert listed.headings == ("Case ID", "Sex")
    found = applied(listed)
    assert [column.heading for column in found.dropped] == ["Forename", "DOB"]
    assert "Invented" not in repr((listed, found))
    assert "1995" not in repr((listed, found))


def test_birth_dates_become_ages_on_the_way_in(tmp_path: Path) -> None:
    listed = read(tmp_path, "Case ID,DOB", "SYN-1,14/03/1995", birth_date="DOB")
    assert applied(listed).cases[0].attributes == {"age_at_start": "14"}


def test_every_problem_is_told_at_once(tmp_path: Path) -> None:
    found = applied(
        read(
            tmp_path,
            HEADINGS,
            "SYN-1,31/02/2010,,,,",
            "SYN-1,,,,,",
            ",,,,,",
            ",,,M,,",
            "Invented,,,,,",
            "01-Feb,,,,,",
            "SYN-4,12/03/95,,,,",
            "SYN-5,01/10/2009,,,40,",
            "SYN-6,,,,,TS24 7ZZ",
            "SYN-7,,,M",
        )
    )
    assert [str(problem) for problem in found.problems][:3] == [
        "row 11: has 4 cells under 6 headings; make them match",
        "row 2, column Start date: '31/02/2010' is not a date; write day/month/year, with all "
        "four digits of the year",
        "row 3, column Case ID: 'SYN-1' is the case of row 2 too; keep one of them",
    ]
    told = " ".join(str(problem) for problem in found.problems)
    for part in (
        "row 5, column Case ID: is empty; every row needs its case",
        "row 6, column Case ID: has no number in it and may be a name",
        "row 7, column Case ID: is a date that a spreadsheet made",
        "row 8, column Start date: is not a date",
        "row 9, column Age: must be whole years from 8 to 25",
    ):
        assert part in told
    assert "Invented" not in told
    assert "95" not in told
    assert found.dropped[0].heading == "Team"


def test_text_that_names_a_person_is_a_problem(tmp_path: Path) -> None:
    found = applied(read(tmp_path, "Case ID,Case manager", "SYN-1,Invented", "SYN-2,CM1"))
    assert [str(problem) for problem in found.problems] == [
        "row 2, column Case manager: looks like a name; write a code or initials"
    ]
    assert [case.id for case in found.cases] == ["SYN-2"]


def test_unknown_codes_wait_and_a_saved_spelling_frees_them(tmp_path: Path) -> None:
    listed = read(
        tmp_path, "Case ID,Order,Sex", "SYN-1,Supervision,M", "SYN-2,14/03/1995,?", "SYN-3,RO,M"
    )
    found = applied(listed)
    assert [case.id for case in found.cases] == ["SYN-3"]
    assert [(row.number, row.case_id, row.reason) for row in found.quarantined] == [
        (2, "SYN-1", "type of order 'Supervision' is not known"),
        (3, "SYN-2", "type of order is not known; sex '?' is not known"),
    ]
    assert found.unknown == {"order_type": ("", "Supervision"), "sex": ("?",)}
    saved = CaseloadMapping(codes={"order_type": {"supervision": "OTHER_COMMUNITY_ORDER"}})
    assert [case.id for case in applied(listed, saved).cases] == ["SYN-1", "SYN-3"]


def test_columns_that_nobody_mapped_are_named(tmp_path: Path) -> None:
    assert applied(read(tmp_path, "Case ID,Offence", "SYN-1,x")).unused == ("Offence",)


def test_a_list_without_references_asks_for_the_column(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="Choose the column that holds the case reference"):
        applied(read(tmp_path, "Sex", "M"))


def test_a_saved_column_that_is_gone_is_asked_for(tmp_path: Path) -> None:
    listed = read(tmp_path, "Case ID", "SYN-1")
    mapping = CaseloadMapping(columns={"case_id": "Case ID", "sex": "Gender", "team": "Patch"})
    with pytest.raises(InputError, match=r"no column any more for: sex, team\. Choose another"):
        apply(mapping, listed)


@pytest.mark.parametrize("first", ["SYN-1,M", "Invented,14/03/1995"])
def test_a_list_that_begins_with_a_case_is_refused_without_repeating_it(
    tmp_path: Path, first: str
) -> None:
    with pytest.raises(InputError) as raised:
        read(tmp_path, first, "SYN-2,F")
    assert str(raised.value) == (
        "caseload.csv begins with a case; put a row of headings above the first case."
    )


def test_a_cell_without_a_heading_is_told_without_the_cell(tmp_path: Path) -> None:
    listed = read(tmp_path, "Case ID,,Sex", "SYN-1,Invented,M")
    (problem,) = listed.problems
    assert problem.where == "row 2, column 2"
    assert "Invented" not in repr(problem)


def test_a_reference_is_kept_in_the_form_that_addresses_carry(tmp_path: Path) -> None:
    found = applied(read(tmp_path, "Case ID,Sex", "YOT/1,M", "YOT 1,F", "١٢,F"))
    assert [case.id for case in found.cases] == ["YOT-1"]
    assert [str(problem) for problem in found.problems] == [
        "row 3, column Case ID: 'YOT-1' is the case of row 2 too; keep one of them",
        "row 4, column Case ID: needs a letter from A to Z or a digit from 0 to 9",
    ]
