"""`corecase ratings` as it is typed: the rules, an inspection rated, a file of others checked."""

from pathlib import Path

import pytest

from corecase.cli import exits
from corecase.exchange import printed_facts, ratings
from tests.terminal import Terminal

HEADINGS = "service,standard,question,sufficient,cases,grade\n"
QUESTIONS = ("desistance", "safety of the child", "safety of other people")


def table(path: Path, *rows: str) -> Path:
    path.write_text(HEADINGS + "\n".join(rows) + "\n", encoding="utf-8")
    return path


def complete() -> list[str]:
    """Twelve standards of Anyborough: eleven with a grade, one with figures of its questions."""
    framework = ratings.load("yj-2018")
    rows = [f"Anyborough,{one.id},,,,Good" for one in framework.scored if one.id != "2.1"]
    return [*rows, *(f"Anyborough,2.1,{question},13,20," for question in QUESTIONS)]


def test_the_rules_are_listed_with_what_is_not_verified(terminal: Terminal) -> None:
    said = terminal.run("ratings", "list")
    assert "Unverified: The percentages from which a key question has a grade" in said.out
    today, coming = terminal.run("ratings", "list", "--json").data
    assert (today["most_points"], len(today["overall_bands"])) == (36, 4)
    assert (coming["id"], coming["most_points"], coming["overall_bands"]) == ("yj-2025", None, [])


def test_an_inspection_is_rated(tmp_path: Path, terminal: Terminal) -> None:
    file = table(tmp_path / "grades.csv", *complete())
    said = terminal.run("ratings", "score", file)
    assert said.code == exits.OK
    assert "24 of 36 points, 66.67%." in said.out
    assert "Overall: Good." in said.out
    found = terminal.run("ratings", "score", file, "--json").data["Anyborough"]
    assert (found["points"], found["overall"], found["blanks"]) == (24, "GOOD", [])
    assert found["standards"][4]["grade"] == "GOOD"


def test_what_is_missing_is_a_blank(tmp_path: Path, terminal: Terminal) -> None:
    file = table(tmp_path / "grades.csv", *complete()[1:])
    said = terminal.run("ratings", "score", file)
    assert said.code == exits.INCOMPLETE
    assert "Overall: blank." in said.out
    assert "No grade is known of 1.1 Governance and leadership." in said.out


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (",1.1,,,,Good", "service is empty"),
        ("A,9.9,,,,Good", "is no standard of yj-2018"),
        ("A,1.1,,,,Fine", "one grade of the scale"),
        ("A,2.1,weather,1,2,", "is no key question"),
        ("A,2.1,desistance,3,2,", "3 of 2 cannot be"),
        ("A,2.1,desistance,many,2,", "sufficient is a whole number"),
    ],
)
def test_every_fault_of_a_table_is_said(
    tmp_path: Path, terminal: Terminal, row: str, sentence: str
) -> None:
    said = terminal.run("ratings", "score", table(tmp_path / "grades.csv", row))
    assert said.code == exits.INPUT
    assert "row 2" in said.err
    assert sentence in " ".join(said.err.split())


def test_a_table_of_something_else_and_a_framework_that_is_none(
    tmp_path: Path, terminal: Terminal
) -> None:
    other = tmp_path / "other.csv"
    other.write_text("a,b\n1,2\n")
    assert "needs the columns service" in terminal.run("ratings", "score", other).err
    said = terminal.run("ratings", "score", other, "-f", "yj-1999")
    assert "There is no framework yj-1999" in said.err


def test_a_framework_of_ones_own_is_read_and_its_faults_are_said(
    tmp_path: Path, terminal: Terminal
) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(
        "id: own\ntitle: Own\nedition: one\nsources: [us]\n"
        "standards: [{id: a, title: A, domain: D}]\n"
        "scale: [{id: LOW, title: Low, points: 0}, {id: HIGH, title: High, points: 1}]\n"
    )
    file = table(tmp_path / "grades.csv", "Anyborough,a,,,,High")
    said = terminal.run("ratings", "score", file, "-f", own)
    assert "How the grades give an overall rating is not known." in said.out
    own.write_text("id: own\nhue: red\n")
    assert terminal.run("ratings", "score", file, "-f", own).code == exits.INPUT


def test_the_file_of_others_is_checked_row_by_row(terminal: Terminal) -> None:
    said = terminal.run("ratings", "check", "--shipped")
    assert said.code == exits.INPUT
    assert "MISSING_GRADE: 199" in said.out
    assert "Proved, row 15, Islington: planning" in said.out
    found = terminal.run("ratings", "check", "--shipped", "--json").data
    assert (found["rows"], len(found["defects"]), len(found["repairs"])) == (83, 221, 6)
    assert "or give --shipped" in terminal.run("ratings", "check").err


def test_a_file_without_a_fault_has_none(tmp_path: Path, terminal: Terminal) -> None:
    framework = tmp_path / "own.yaml"
    framework.write_text(
        "id: own\ntitle: Own\nedition: one\nsources: [us]\n"
        "standards: [{id: a, title: Plans, domain: D}]\n"
        "scale: [{id: LOW, title: Low, points: 0}, {id: HIGH, title: High, points: 1}]\n"
    )
    file = tmp_path / "file.csv"
    file.write_text(
        "la_name,la_ref,score_%,overall_rating,publication_date,report_url,plans\n"
        "A,a,0.00,Low,2024-01-01,x,Low\nB,b,100.00,High,2024-01-01,y,High\n"
    )
    said = terminal.run("ratings", "check", file, "-f", framework)
    assert (said.code, "No grade is proved by a sum." in said.out) == (exits.OK, True)


def test_a_file_of_ratings_becomes_facts_and_its_faults_become_doubts(
    tmp_path: Path, terminal: Terminal
) -> None:
    out = tmp_path / "facts.csv"
    said = terminal.run("ratings", "facts", "--shipped", "--out", out)
    assert said.code == exits.OK
    found = [one.fact for one in printed_facts.read(out)]
    assert f"{len(found)} facts" in said.out
    assert {one.standing for one in found} == {"unverified"}
    newcastle = {one.measure: one for one in found if one.service == "Newcastle"}
    assert newcastle["total:overall"].printed == "16 of 36"
    assert newcastle["rating:staff"].doubt == ""
    assert "stands for 2.1 and 3.1" in newcastle["rating:assessment"].doubt
    assert newcastle["rating:overall"].published == "2025-02-18"
    certain = {one.measure for one in found if not one.doubt}
    assert not certain & {"rating:assessment", "rating:planning", "rating:delivery"}
    assert terminal.run("ratings", "facts", "--out", out).code == exits.INPUT
