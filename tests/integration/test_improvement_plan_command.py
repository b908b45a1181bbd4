"""`corecase improvement-plan` as typed: what it prints and writes, and what it refuses."""

from pathlib import Path

import pytest

import corecase
from corecase.cli import exits
from corecase.documents import formats, improvement_workbook
from corecase.pipelines import improvement_plans
from tests.improvement_scene import PLAN
from tests.made_files import write_text
from tests.terminal import Terminal
from tests.unit.test_status_rules import RULE

ESSEX = Path(corecase.__file__).parent / "data/reference/essex-2012/improvement-plan.txt"
DAY = ("--today", "2026-07-01")


def flat(text: str) -> str:
    """The words without the lines that a terminal breaks them into."""
    return " ".join(text.split())


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(formats.render(improvement_workbook.build(PLAN), ("xlsx",))["xlsx"])
    return path


def test_what_is_missing_overdue_and_silent_is_told(terminal: Terminal, workbook: Path) -> None:
    ran = terminal.run("improvement-plan", "check", workbook, *DAY)
    assert ran.code == exits.OK
    said = flat(ran.out)
    for sentence in (
        "Due: 30 March 2026.",
        "Areas without an action: 3.",
        "Overdue: 1.1 since 30 June 2026.",
        "Nothing written for more than 60 days: 1.2, 1.1.",
        "Done: 1 of 3; Overdue: 1 of 3; At risk: 1 of 3.",
        "Statuses by a rule (unverified)",
    ):
        assert sentence in said
    without_day = flat(terminal.run("improvement-plan", "check", workbook).out)
    assert "Overdue" not in without_day


def test_what_a_file_does_not_say_can_be_given(terminal: Terminal) -> None:
    known = ("--service", "Essex", "--published-on", "2012-05-23", "-f", "cci-2009")
    ran = terminal.run("improvement-plan", "check", ESSEX, *known, "--json")
    assert (ran.data["service"], ran.data["due_on"]) == ("Essex", "2012-06-20")
    assert [len(area["actions"]) for area in ran.data["areas"]] == [3, 3, 1, 1, 1, 2, 1]
    assert {gap["kind"] for gap in ran.data["gaps"]} == {"owner"}
    assert ran.data["areas"][0]["actions"][0]["status"] is None
    screened = terminal.run("improvement-plan", "check", ESSEX, *known[:-1], "sqs-2013")
    assert "Due: no day is known." in screened.out


def test_a_rule_of_ones_own_names_the_statuses(terminal: Terminal, workbook: Path) -> None:
    rule = write_text(workbook.parent / "rule.yaml", RULE)
    given = ("improvement-plan", "check", workbook, *DAY, "--status-rule", rule)
    data = terminal.run(*given, "--json").data
    found = [action["status"] for area in data["areas"] for action in area["actions"]]
    assert found == ["Red", "Green", "Blue"]
    assert (data["overdue"], data["stale"]) == (["1.1"], ["1.2", "1.1"])


def test_one_kind_of_file_becomes_another(terminal: Terminal, workbook: Path) -> None:
    word, again = workbook.with_suffix(".docx"), workbook.with_name("again.xlsx")
    for source, out in ((workbook, word), (word, again), (workbook, workbook.with_suffix(".html"))):
        ran = terminal.run("improvement-plan", "convert", source, out, *DAY)
        assert (ran.code, ran.out.strip()) == (exits.OK, f"Wrote {out}")
    read = improvement_plans.read(again).plan
    assert [area.wording for area in read.areas] == [area.wording for area in PLAN.areas]
    assert "Not started" not in again.with_name("plan.html").read_text(encoding="utf-8")


def test_a_board_is_told_what_changed(terminal: Terminal, workbook: Path) -> None:
    out = workbook.with_name("pack.html")
    before = ("--before", workbook, "--before-on", "2026-06-01")
    ran = terminal.run("improvement-plan", "pack", workbook, out, *before, *DAY)
    assert ran.code == exits.OK
    assert "Nothing changed since 1 June 2026." in out.read_text(encoding="utf-8")
    first = terminal.run("improvement-plan", "pack", workbook, out.with_name("first.html"), *DAY)
    assert first.code == exits.OK
    no_day = terminal.run("improvement-plan", "pack", workbook, out)
    assert (no_day.code, "give it with --today" in no_day.err) == (exits.USAGE, True)


def test_findings_join_a_plan_that_lives(terminal: Terminal, workbook: Path) -> None:
    out = workbook.with_name("both.xlsx")
    ran = terminal.run("improvement-plan", "merge", workbook, ESSEX, out)
    assert ran.out.strip() == f"Wrote {out}, with 7 more areas"
    both = improvement_plans.read(out).plan
    assert both.areas[:3] == PLAN.areas
    assert [area.id for area in both.areas[3:]] == ["4", "5", "6", "7", "8", "9", "10"]
    assert both.areas[3].recommendations == ("3", "4")


@pytest.mark.parametrize(
    ("source", "out", "said"),
    [
        ("plan.xlsx", "plan.xlsx", "There is a file"),
        ("plan.xlsx", "plan.doc", "use .xlsx, .docx, .pdf or .html"),
        ("plan.odt", "plan.pdf", "give .xlsx, .docx, .txt or .tsv"),
        ("none.docx", "plan.pdf", "There is no file"),
    ],
)
def test_what_cannot_be_read_or_written(
    terminal: Terminal, workbook: Path, source: str, out: str, said: str
) -> None:
    folder = workbook.parent
    ran = terminal.run("improvement-plan", "convert", folder / source, folder / out)
    assert ran.code == exits.INPUT
    assert said in flat(ran.err)
