"""`corecase agreement` and `corecase moderation` as typed, on files that are right and wrong."""

from pathlib import Path

import pytest

from corecase.cli import exits
from corecase.core.judgements import Answer
from corecase.exchange import frameworks
from tests import hartlepool
from tests.terminal import Terminal

HEAD = "case_id,assessor,A01,A02,A03\n"
MARKED = HEAD + "X-1,Ada,S,S,I\nX-1,Ben,S,I,I\nX-2,Ada,S,,N/A\nX-2,Ben,S,S,S\n"
LONG = (
    "case_id,item_id,answer,Assessed by,team\n"
    "X-1,A01,S,Ada,north\nX-1,A01,I,Ben,north\nX-1,A02,S,Ada,south\n"
)


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_one_wide_file_says_whose_each_row_is(terminal: Terminal, tmp_path: Path) -> None:
    ran = terminal.run("agreement", written(tmp_path, "m.csv", MARKED), "-f", "sqs-2013")
    assert ran.code == exits.OK
    assert "agreement of 2 assessors" in ran.out
    assert "2 cases were judged twice." in ran.out
    assert "Whether a question applies: the same in 4 of 5." in ran.out
    assert (
        "Agreement beyond luck (AC1) is shown from 5 cases judged twice: 3 more cases are needed."
        in ran.out
    )
    for column in ("Cases", "Pairs", "Applies", "Sufficient", "AC1", "Alpha"):
        assert f"\n  {column}: " in ran.out
    assert "from 0.80 good, from 0.60 acceptable with moderation, below that stop and" in ran.out


def test_a_long_file_works_alike_and_names_what_it_does_not_read(
    terminal: Terminal, tmp_path: Path
) -> None:
    ran = terminal.run("agreement", written(tmp_path, "m.csv", LONG), "-f", "sqs-2013")
    assert ran.code == exits.OK
    assert ran.out.startswith("Columns not used: team.\n")
    found = terminal.run(
        "agreement", written(tmp_path, "m.csv", LONG), "-f", "sqs-2013", "--json"
    ).data
    assert found["assessors"] == ["Ada", "Ben"]
    assert found["overall"]["sufficiency"]["pairs"] == 1
    assert found["overall"]["sufficiency"]["alike"] == 0
    assert found["overall"]["sufficiency"]["ac1"]["benchmark"] is None


def test_two_files_are_two_readings(terminal: Terminal, tmp_path: Path) -> None:
    first = written(tmp_path, "ada.csv", "case_id,A01,A02,team\nX-1,S,I,x\nX-9,S,S,x\n")
    second = written(tmp_path, "ben.csv", "case_id,A01,A02,team\nX-1,S,S,x\n")
    found = terminal.run("agreement", first, second, "-f", "sqs-2013", "--json").data
    assert found["assessors"] == ["ada", "ben"]
    assert found["ignored_columns"] == ["team"]
    assert (found["overall"]["cases"], found["overall"]["overall"]["pairs"]) == (1, 2)
    criteria = {row["id"]: row["cases"] for row in found["criteria"]}
    assert sorted(criteria.values()) == [0, 0, 0, 0, 1]


def test_two_files_of_one_name_are_told_apart(terminal: Terminal, tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("one", "two")]
    for folder in folders:
        folder.mkdir()
    paths = [written(folder, "m.csv", "case_id,A01\nX-1,S\n") for folder in folders]
    found = terminal.run("agreement", *paths, "-f", "sqs-2013", "--json").data
    assert found["assessors"] == [str(path) for path in paths]


@pytest.fixture
def oracle(tmp_path: Path) -> Path:
    """The 1,200 invented answers of the oracle, under items of a shipped framework."""
    plain = [item.id for item in frameworks.load("cci-2009").items if not item.levels]
    letters = {"S": Answer.SUFFICIENT, "I": Answer.INSUFFICIENT, "NA": Answer.NOT_APPLICABLE}
    rows = "".join(
        f"{row['case_id']},{plain[int(row['item_id'][1:])]},{letters[row['judgement']].words},"
        f"{row['assessor']}\n"
        for row in hartlepool.rows("severity_double_assessed.csv")
    )
    return written(tmp_path, "oracle.csv", "case_id,item_id,answer,assessor\n" + rows)


def test_enough_cases_show_the_coefficients_and_severity(terminal: Terminal, oracle: Path) -> None:
    ran = terminal.run("agreement", oracle, "-f", "cci-2009", "--severity")
    assert ran.code == exits.OK
    assert "Agreement beyond luck (AC1) is 0.65, with an interval from 0.54 to 0.76" in ran.out
    assert "+0.93" in ran.out
    assert "about two in three assessors lie within" in ran.out
    found = terminal.run("agreement", oracle, "-f", "cci-2009", "--severity", "--json").data
    ac1 = found["overall"]["sufficiency"]["ac1"]
    assert ac1["value"] == pytest.approx(0.6496126)
    assert (round(ac1["low"], 3), round(ac1["high"], 3), ac1["level"]) == (0.536, 0.763, 0.95)
    assert ac1["benchmark"]["words"] == "acceptable with moderation"
    assert sum(ac1["benchmark"]["chances"].values()) == pytest.approx(1)
    assert found["severity"]["sd_assessor"] == pytest.approx(0.636, abs=1e-3)
    names = [row["assessor"] for row in found["severity"]["leniencies"]]
    assert names == ["A1", "A2", "A3", "A4", "A5"]
    assert found["words"][0] == "20 cases were judged twice."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("case_id,A01\nX-1,S\n", "has no column that says whose each judgement is"),
        ("case_id,assessor,marked by,A01\nX-1,Ada,Ben,S\n", "has more than one column"),
        (HEAD + "X-1,,S,S,S\n", "row 2, column assessor: is empty; every row needs its assessor"),
        (HEAD + "X-1,Ada,perhaps,S,S\n", "'perhaps' is not an answer"),
        (HEAD + "X-1,Ada,S,S,S\nX-1,Ada,S,S,S\n", "is the case of row 2 too"),
        (HEAD + "X-1,Ada,S,S,S\nX-2,Ben,S,S,S\n", "answered by two assessors"),
        ("what,assessor\nX-1,Ada\n", "no columns that can be read"),
    ],
)
def test_a_file_that_is_wrong_is_refused_with_what_to_do(
    terminal: Terminal, tmp_path: Path, text: str, said: str
) -> None:
    ran = terminal.run("agreement", written(tmp_path, "m.csv", text), "-f", "sqs-2013")
    assert ran.code == exits.INPUT
    assert said in ran.err


def test_a_fault_of_the_headings_is_told_once(terminal: Terminal, tmp_path: Path) -> None:
    faulty = "case_id,assessor,A01,A99\nX-1,Ada,S,S\nX-1,Ben,S,S\n"
    ran = terminal.run("agreement", written(tmp_path, "m.csv", faulty), "-f", "sqs-2013")
    assert "has 1 problem;" in ran.err


def test_a_file_is_not_compared_with_itself(terminal: Terminal, tmp_path: Path) -> None:
    path = written(tmp_path, "m.csv", "case_id,A01\nX-1,S\n")
    ran = terminal.run("agreement", path, path, "-f", "sqs-2013")
    assert ran.code == exits.INPUT
    assert "a reading always agrees with itself" in ran.err


def test_severity_of_unlinked_assessors_is_refused(terminal: Terminal, tmp_path: Path) -> None:
    text = MARKED + "X-7,Cleo,S,I,S\n"
    ran = terminal.run(
        "agreement", written(tmp_path, "m.csv", text), "-f", "sqs-2013", "--severity"
    )
    assert ran.code == exits.INPUT
    assert "Have a case judged by one of each" in ran.err


def test_a_plan_of_moderation_shows_its_curve(terminal: Terminal) -> None:
    ran = terminal.run("moderation", 38, "--checked", 8, "--allowed", 1)
    assert "How often the check passes" in ran.out
    assert ran.code == exits.OK
    assert "Check 8 of 38 cases; look at all again if more than 1 need changing." in ran.out
    assert "96%" in ran.out
    found = terminal.run("moderation", 38, "--checked", 8, "--allowed", 1, "--json").data
    assert found["noticed_from"] == 15
    assert found["curve"][12] == {"to_change": 12, "passes": pytest.approx(0.193, abs=1e-3)}


def test_a_plan_is_found_for_what_it_has_to_notice(terminal: Terminal) -> None:
    found = terminal.run("moderation", 38, "--tolerable", 2, "--too-many", 12, "--json").data
    assert (found["checked"], found["allowed"]) == (10, 1)


@pytest.mark.parametrize(
    "typed", [(), ("--checked", 8, "--tolerable", 2), ("--tolerable", 2), ("--checked", 99)]
)
def test_half_a_question_is_refused(terminal: Terminal, typed: tuple[object, ...]) -> None:
    assert terminal.run("moderation", 38, *typed).code == exits.INPUT
