"""What would name a child is left out and never repeated; every cell here is invented."""

import json
from datetime import date

import pytest

from corecase.core.errors import InputError
from corecase.core.minimisation import MinimalList, MinimalRow, minimise
from corecase.core.personal_data import (
    looks_personal,
    refusal_of_cells,
    refusal_of_heading,
    refusal_of_id,
    refusal_of_text,
)

TODAY = date(2010, 1, 14)


def rows(*cells: tuple[str, ...]) -> list[MinimalRow]:
    return [MinimalRow(number=number, cells=row) for number, row in enumerate(cells, start=2)]


@pytest.mark.parametrize(
    ("heading", "held"),
    [
        *((heading, "names") for heading in ("Name", "Forename", "SURNAME", "first_name", "Alias")),
        *((heading, "names") for heading in ("Initials", "Mother", "Case manager name")),
        *((heading, "birth dates") for heading in ("DOB", "D.O.B.", "Date of Birth", "birthday")),
        *((heading, "addresses") for heading in ("Home address", "Postcode", "post code")),
        *((heading, "ways to reach a person") for heading in ("Mobile", "E-mail", "Telephone")),
        *((heading, "national numbers") for heading in ("NHS No", "PNC", "UPN", "NI Number")),
        *((heading, "free text") for heading in ("Notes", "comments")),
        ("School", "schools"),
        *((heading, "") for heading in ("Team name", "Order name", "Case ID", "Named worker")),
    ],
)
def test_a_heading_says_what_its_column_holds(heading: str, held: str) -> None:
    assert refusal_of_heading(heading) == held


@pytest.mark.parametrize(
    ("cells", "held"),
    [
        (["", "a@example.org", ""], "ways to reach a person"),
        (["x", "in TS24 7ZZ since"], "addresses"),
        (["TS247ZZ", "x"], "addresses"),
        (["01/12345X", "x", "x"], "national numbers"),
        (["943 476 5919", "x", "x"], "national numbers"),
        (["9434765919", "9434765919"], "national numbers"),
        (["QQ 12 34 56 C", "QQ123456C"], "national numbers"),
        (["01632 960001", "+44 1632 960002"], "ways to reach a person"),
        (["14/03/1995", "1 May 1994", ""], "birth dates"),
        (["14/03/95", "01-05-94"], "birth dates"),
        (["x" * 61], "free text"),
        (["Ann Invented", "Bob Invented", "Cy Made", "Di Made", "Ed Made"], "names"),
        ([f"Word{chr(97 + place)}" for place in range(13)] * 3, "names"),
    ],
)
def test_cells_say_what_their_column_holds(cells: list[str], held: str) -> None:
    assert refusal_of_cells("Column", cells, reference_on=TODAY) == held


@pytest.mark.parametrize(
    "cells",
    [
        [],
        ["", ""],
        ["14/09/2009", "2009-10-01", "01/05/09"],
        ["9434765918", "1234567890"],
        ["943 476 5918"],
        ["1000000000"],
        ["Referral order", "DTO", "YRO", "reparation order", "issp", "other"],
        ["North", "South", "North", "South", "East", "North", "East", "South"],
        ["Word", "1", "2"],
        ["Ann", "Bob"],
        ["SYN-1", "SYN-2", "SYN-3", "SYN-4", "SYN-5"],
    ],
)
def test_codes_and_places_and_orders_are_kept(cells: list[str]) -> None:
    assert refusal_of_cells("Column", cells, reference_on=TODAY) == ""


def test_one_name_of_a_case_manager_drops_the_column() -> None:
    cells = ["CM1", "Invented Person"]
    assert refusal_of_cells("Case manager", cells, reference_on=TODAY) == "names"
    assert refusal_of_cells("Case manager", ["CM1", "JS"], reference_on=TODAY) == ""


@pytest.mark.parametrize("reference", ["SYN-01", "12345", "case-12", "HPL 3", "2010/114", "A1B2"])
def test_a_reference_is_a_number_or_a_code(reference: str) -> None:
    assert refusal_of_id(reference) == ""


@pytest.mark.parametrize(
    ("reference", "told"),
    [
        ("", "one line of at most 60"),
        ("A1\n", "one line"),
        ("1" * 61, "one line"),
        ("Invented", "may be a name"),
        ("J Invented 3", "held a name"),
        ("Invented-3", "held a name"),
        ("INVENTED3", "held a name"),
        ("14/03/1995", "looks like a date"),
        ("01/12345X", "national number"),
        ("943 476 5919", "national number"),
    ],
)
def test_a_reference_that_may_name_a_child_is_refused(reference: str, told: str) -> None:
    found = refusal_of_id(reference)
    assert told in found
    assert not reference or reference not in found


@pytest.mark.parametrize(
    ("written", "is_person", "told"),
    [
        ("North End", False, ""),
        ("CM07", True, ""),
        ("JS", True, ""),
        ("Invented", True, "looks like a name"),
        ("J Invented", True, "looks like a name"),
        ("TS24 7ZZ", False, "looks like an address"),
        ("x" * 61, False, "must be one line"),
    ],
)
def test_text_is_short_and_names_nobody(written: str, is_person: bool, told: str) -> None:
    found = refusal_of_text(written, is_person=is_person)
    assert found.startswith(told)
    assert bool(found) == bool(told)


@pytest.mark.parametrize("written", ["a@example.org", "TS247ZZ", "14/03/1995"])
def test_a_cell_about_a_person_is_not_for_messages(written: str) -> None:
    assert looks_personal(written, reference_on=TODAY)
    assert not looks_personal("RX", reference_on=TODAY)


def test_what_is_dropped_is_said_without_its_cells() -> None:
    found = minimise(
        ["Case ID", "Surname", "Sex", "Day"],
        rows(("SYN-1", "Invented", "F", "14/03/1995"), ("SYN-2", "Madeup", "M", "")),
        reference_on=TODAY,
    )
    assert found.headings == ("Case ID", "Sex")
    assert [(row.number, row.cells) for row in found.rows] == [
        (2, ("SYN-1", "F")),
        (3, ("SYN-2", "M")),
    ]
    assert found.notice == (
        "Left out and not kept: column 2 (Surname), which holds names; column 4 (Day), which "
        "holds birth dates. A caseload is accepted without what could name a child."
    )
    for secret in ("Invented", "Madeup", "1995"):
        assert secret not in json.dumps(found.to_record()) + found.notice


def test_a_list_with_nothing_to_drop_has_no_notice() -> None:
    found = minimise(["Case ID"], rows(("SYN-1",)), reference_on=TODAY)
    assert (found.notice, found.dropped) == ("", ())


def test_a_heading_that_may_be_a_cell_is_not_repeated() -> None:
    names = [(name,) for name in ("Ann Made", "Bob Made", "Cy Made", "Di Made", "Ed Made")]
    assert "Zoe" not in minimise(["Zoe Invented"], rows(*names), reference_on=TODAY).notice
    found = minimise(["a@example.org"], rows(("b@example.org",)), reference_on=TODAY)
    assert found.notice.startswith("Left out and not kept: column 1, which holds ways to reach")


def test_birth_dates_become_ages_when_a_person_says_so() -> None:
    found = minimise(
        ["Case ID", "DOB"],
        rows(("SYN-1", "14/01/1995"), ("SYN-2", "15/01/1995"), ("SYN-3", "")),
        reference_on=TODAY,
        birth_date="DOB",
    )
    assert found.headings == ("Case ID", "age at start")
    assert [row.cells[1] for row in found.rows] == ["15", "14", ""]
    assert found.problems == ()


def test_what_is_no_birth_date_is_a_problem_without_its_cell() -> None:
    found = minimise(
        ["DOB"], rows(("14/01/10",), ("2009-01-01",), ("1950-01-01",)),
        reference_on=TODAY, birth_date="DOB",
    )  # fmt: skip
    assert [problem.where for problem in found.problems] == [
        f"row {number}, column 1" for number in (2, 3, 4)
    ]
    assert "1950" not in str(found.problems)
    assert {row.cells for row in found.rows} == {("",)}


def test_birth_dates_need_a_column_and_no_ages_beside_them() -> None:
    with pytest.raises(InputError, match="No column has the heading"):
        minimise(["Case ID"], [], reference_on=TODAY, birth_date="DOB")
    with pytest.raises(InputError, match="has a column of ages already"):
        minimise(["DOB", "Age at start"], [], reference_on=TODAY, birth_date="DOB")


def test_a_short_row_has_empty_cells() -> None:
    (row,) = minimise(["A", "B"], rows(("x",)), reference_on=TODAY).rows
    assert row.cells == ("x", "")


def test_a_list_comes_back_from_its_record() -> None:
    found = minimise(
        ["Case ID", "DOB", "Notes"],
        rows(("SYN-1", "x", "y")),
        reference_on=TODAY,
        birth_date="DOB",
    )
    assert found.problems
    assert found.dropped
    assert MinimalList.from_record(json.loads(json.dumps(found.to_record()))) == found
