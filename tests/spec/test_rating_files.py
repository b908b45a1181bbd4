"""The file of published ratings that others made: all of its faults, counted without our code."""

import csv
from collections import Counter
from pathlib import Path

import pytest

import corecase
from corecase.core.errors import InputError
from corecase.core.rating_faults import Fault
from corecase.core.rating_files import FIXED, check, column_of
from corecase.exchange import ratings

FILE = Path(corecase.__file__).parent / "data" / "reference" / "youth-ratings" / "ratings.csv"
TODAY = ratings.load("yj-2018")
ALONE = ("staff", "partnerships_and_services", "information_and_facilities",
         "governance_and_leadership", "reviewing")  # fmt: skip
SHARED = ("assessment", "planning", "implementation_and_delivery")
LAST = ("outofcourt_disposal_policy_and_provision", "joint_working")
POINTS = {"Inadequate": 0, "Requires Improvement": 1, "Good": 2, "Outstanding": 3}


def rows() -> list[dict[str, str]]:
    with FILE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def found():
    return check(TODAY, *ratings.read_rows(FILE))


def places(found, fault: Fault) -> set[tuple[int, str]]:
    return {(one.row, one.column) for one in found.defects if one.fault is fault}


def test_every_grade_that_is_missing_is_listed_with_its_row(found) -> None:
    missing = {(n, c) for n, row in enumerate(rows(), start=2) for c in (*ALONE, *SHARED)
               if not row[c]}  # fmt: skip
    last = {(n, LAST[0]) for n, row in enumerate(rows(), start=2) if not any(row[c] for c in LAST)}
    assert places(found, Fault.MISSING_GRADE) == missing | last
    assert len(missing | last) == 199
    assert found.n_lost == 3 * 83


def test_every_sum_is_held_against_its_grades_and_its_rating(found) -> None:
    given = {f"{100 * points / 36:.2f}": points for points in range(37)}
    no_sum, impossible, other, proved = set(), set(), set(), set()
    for n, row in enumerate(rows(), start=2):
        points = given.get(f"{float(row['score_%']):.2f}")
        known = [POINTS[row[c]] for c in (*ALONE, *SHARED, *LAST) if row[c]]
        if points is None:
            no_sum.add((n, "score_%"))
            continue
        lost = 12 - len(known)
        if not sum(known) <= points <= sum(known) + 3 * lost:
            impossible.add((n, "score_%"))
        if points in (sum(known), sum(known) + 3 * lost):
            proved.add(n)
        rated = [least for least in (0, 7, 19, 31) if points >= least]
        overall = POINTS.get(row["overall_rating"])
        if overall is not None and overall != len(rated) - 1:
            other.add((n, "overall_rating"))
    assert places(found, Fault.NO_SUM) == no_sum == {(8, "score_%"), (67, "score_%")}
    assert places(found, Fault.IMPOSSIBLE_SUM) == impossible == set()
    assert places(found, Fault.OTHER_OVERALL) == other == {(65, "overall_rating")}
    assert {one.row for one in found.repairs} == proved == {15, 25}


def test_names_titles_and_columns_that_are_no_such_are_listed(found) -> None:
    broken = {(n, "la_name") for n, row in enumerate(rows(), start=2)
              if row["la_name"].endswith(" - JI") or "inspection" in row["la_name"]}  # fmt: skip
    assert places(found, Fault.BROKEN_NAME) == broken
    assert len(broken) == 6
    assert places(found, Fault.NO_OVERALL) == {(66, "overall_rating")}
    former = {(n, LAST[1]) for n, row in enumerate(rows(), start=2) if row[LAST[1]]}
    assert places(found, Fault.FORMER_TITLE) == former
    unplaced = {(n, "policy_and_provision") for n, row in enumerate(rows(), start=2)
                if row["policy_and_provision"]}  # fmt: skip
    assert places(found, Fault.UNPLACED_GRADE) == unplaced
    assert places(found, Fault.SHARED_COLUMN) == {(0, column) for column in SHARED}
    assert places(found, Fault.STRANGE_COLUMN) == {(0, "policy_and_provision")}
    assert found.counted() == (
        (Fault.SHARED_COLUMN, 3), (Fault.STRANGE_COLUMN, 1), (Fault.NO_SUCH_GRADE, 1),
        (Fault.SHORT_YEAR, 1), (Fault.MISSING_GRADE, 199), (Fault.FORMER_TITLE, 4),
        (Fault.UNPLACED_GRADE, 2), (Fault.NO_SUM, 2), (Fault.NO_OVERALL, 1),
        (Fault.OTHER_OVERALL, 1), (Fault.BROKEN_NAME, 6),
    )  # fmt: skip
    assert Counter(one.fault for one in found.defects).total() == 221


def test_nothing_is_repaired_but_what_the_sum_proves_and_the_proof_is_said(found) -> None:
    assert [(one.name, one.column, one.standards, one.grade) for one in found.repairs[:3]] == [
        ("Islington", "assessment", ("2.1", "3.1"), "OUTSTANDING"),
        ("Islington", "planning", ("2.2", "3.2"), "OUTSTANDING"),
        ("Islington", "implementation_and_delivery", ("2.3", "3.3"), "OUTSTANDING"),
    ]
    assert {one.proof for one in found.repairs} == {
        "34 of 36 points are printed; 9 known grades bring 25, which leaves 9 for 3, each 0 to 3."
    }
    assert [one.said for one in found.defects if one.row == 8 and one.fault is Fault.NO_SUM] == [
        "'4.17' is no whole number of points of 36. It would be 1 of 24."
    ]


# A file in which each standard has a column of its own: there one missing grade is proved.

PLAIN = tuple(one for one in TODAY.standards if one.domain == "Organisational delivery")
SMALL = type(TODAY)(
    id="small", title="Small", edition="1", scale=TODAY.scale, standards=PLAIN,
    overall_bands=(TODAY.overall_bands[0].__class__(grade="INADEQUATE", least=0, most=12),),
)  # fmt: skip
HEADINGS = (*FIXED, *(column_of(one.title) for one in PLAIN))


def row(percent: str, *grades: str, **said: str) -> dict[str, str]:
    fixed = {"la_name": "Anyborough", "la_ref": "any", "overall_rating": "Inadequate",
             "publication_date": "01/02/2024", "report_url": "https://example.org/any"}  # fmt: skip
    cells = dict(zip(HEADINGS[6:], grades, strict=True))
    return {**fixed, "score_%": percent, **cells, **said}


@pytest.mark.parametrize(
    ("percent", "grades", "proved"),
    [
        # 12 points at most: 7 are printed, 5 known, so the missing one brings 2.
        ("58.33", ("Good", "Good", "", "Requires improvement"), "GOOD"),
        ("41.67", ("Good", "Good", "", "Requires improvement"), "INADEQUATE"),
        ("50.00", ("Good", "", "", "Good"), None),  # 2 for two standards: 0 and 2, or 1 and 1
        ("33.33", ("Good", "", "", "Good"), "INADEQUATE"),
        ("83.33", ("Good", "", "", "Good"), "OUTSTANDING"),
        ("91.67", ("Good", "", "", "Good"), None),  # more than can be
        ("58.33", ("Good", "Good", "Good", "Requires improvement"), None),  # nothing is missing
    ],
)
def test_a_missing_grade_is_proved_only_where_the_sum_leaves_one_value(
    percent: str, grades: tuple[str, ...], proved: str | None
) -> None:
    found = check(SMALL, HEADINGS, [(2, row(percent, *grades))])
    lost = sum(not grade for grade in grades)
    assert [one.grade for one in found.repairs] == ([proved] * lost if proved else [])
    impossible = [one for one in found.defects if one.fault is Fault.IMPOSSIBLE_SUM]
    assert bool(impossible) is (percent == "91.67")


def test_other_faults_are_found_where_they_are() -> None:
    good = ("Good",) * 4
    rows = [
        (2, row("66.67", *good)),
        (3, row("66.67", *good)),
        (4, row("66.67", "Fine", "Good", "Good", "Good", la_ref="", report_url="", la_name="")),
        (5, row("many", *good, la_ref="b", report_url="b", publication_date="soon")),
    ]
    found = check(SMALL, HEADINGS, rows)
    faults = {(one.row, one.fault) for one in found.defects if one.row}
    assert faults == {
        (3, Fault.DUPLICATE), (4, Fault.STRANGE_GRADE), (4, Fault.BROKEN_NAME), (5, Fault.NO_SUM),
        (5, Fault.NO_DATE),
    }  # fmt: skip
    assert len([one for one in found.defects if one.fault is Fault.DUPLICATE]) == 2, "key, address"


def test_two_titles_of_one_standard_are_one_grade_and_said() -> None:
    headings = (*FIXED, *LAST)
    cells = {**row("0.00", *("",) * 4), LAST[0]: "Good", LAST[1]: "Good"}
    found = check(TODAY, headings, [(2, cells)])
    assert Fault.TWO_TITLES in {one.fault for one in found.defects}
    assert Fault.IMPOSSIBLE_SUM in {one.fault for one in found.defects}


def test_a_file_of_something_else_is_refused() -> None:
    with pytest.raises(InputError, match="lacks the columns"):
        check(TODAY, ("la_name",), [])
