"""`corecase before-after` as it is typed: folders and published figures in, words and files out."""

from dataclasses import replace
from pathlib import Path

import pytest

from corecase.cli import exits
from corecase.core.improvement import Area, Progress
from corecase.documents import before_after
from corecase.pipelines import improvement_plans
from tests.improvement_scene import PLAN, TEMPLATE, TODAY
from tests.terminal import Terminal

FACTS = Path("src/corecase/data/reference/cci-published/facts.csv")
LINES = {
    "before": ("SII", "III", "SIS", "IIS", "SSI", "ISI", "SIS", "III"),
    "after": ("SSS", "SSI", "ISS", "SSS", "SIS", "SSS", "SSI", "SSS"),
}
ITEMS = ("T-A", "T-B", "T-C")
FRAMEWORK = """\
id: tiny
title: Tiny invented inspection
prefix: T
edition: first
sections: [{id: T-1, number: "1", title: Planning}]
criteria: [{id: T-1.1, number: "1.1", title: Plans, section: T-1}]
headlines: [{id: safety, title: Safety}]
items:
""" + "\n".join(
    f"- {{id: {one}, criterion: T-1.1, topic: plans, label: {one}, question: Was {one} done?, "
    f'headlines: [safety], finding: "it was done in {{share}}"}}'
    for one in ITEMS
)


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    for name, rows in LINES.items():
        folder = tmp_path / name
        folder.mkdir()
        (folder / "tiny.yaml").write_text(FRAMEWORK, encoding="utf-8")
        (folder / "inspection.yaml").write_text(
            "service: Anytown\nframework: tiny.yaml\nsynthetic: Invented for a test.\n",
            encoding="utf-8",
        )
        lines = [f"{name}{n},{','.join(answers)}" for n, answers in enumerate(rows, start=1)]
        written = "\n".join([f"case_id,{','.join(ITEMS)}", *lines])
        (folder / "judgements.csv").write_text(written, encoding="utf-8")
    return tmp_path / "before", tmp_path / "after"


def others(path: Path, n: int) -> Path:
    rows = [f"Service {place},38,4.5,{40 + 3 * place}" for place in range(n)]
    path.write_text("\n".join(["service,cases,standard_error,score", *rows]), encoding="utf-8")
    return path


def test_two_folders_give_counts_changes_and_a_word(
    terminal: Terminal, folders: tuple[Path, Path]
) -> None:
    ran = terminal.run("before-after", *folders, "--json")
    assert ran.code == exits.OK
    headline = ran.data["scores"][0]
    assert (headline["before"]["sufficient"], headline["after"]["sufficient"]) == (9, 20)
    assert headline["verdict"] == "IMPROVED"
    assert headline["net"] is None
    assert ran.data["notices"] == ["Invented for a test."]
    assert "improved" in terminal.run("before-after", *folders).out


def test_what_was_to_be_expected_comes_from_ten_services_or_more(
    terminal: Terminal, folders: tuple[Path, Path], tmp_path: Path
) -> None:
    enough, few = others(tmp_path / "ten.csv", 10), others(tmp_path / "two.csv", 2)
    ran = terminal.run("before-after", *folders, "--others", f"safety={enough}", "--json")
    headline = ran.data["scores"][0]
    assert headline["expected"] > 9 / 24
    assert headline["net"]["points"] < headline["change"]["points"]
    assert (
        "Beyond what was"
        in terminal.run("before-after", *folders, "--others", f"safety={enough}").out
    )
    for typed, said in (
        (f"safety={few}", "has 2 services"),
        (f"x={enough}", "names the headline 'x'"),
        ("safety", "takes HEADLINE=FILE"),
    ):
        refused = terminal.run("before-after", *folders, "--others", typed)
        assert refused.code != exits.OK
        assert said in refused.err


def test_files_are_written_in_every_format(
    terminal: Terminal, folders: tuple[Path, Path], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    ran = terminal.run("before-after", *folders, "--out", out)
    assert sorted(path.name for path in out.iterdir()) == [
        *("before-after.docx", "before-after.html", "before-after.pdf", "before-after.svg")
    ]
    assert "Wrote" in ran.out
    page = (out / "before-after.html").read_text(encoding="utf-8")
    assert "Invented for a test." in page
    assert "Beyond what was to be expected" in page
    refused = terminal.run("before-after", *folders, "--out", folders[0] / "tiny.yaml")
    assert "is a file; name a folder" in refused.err


def test_progress_against_the_improvement_plan_stands_beside_it(
    terminal: Terminal, folders: tuple[Path, Path], tmp_path: Path
) -> None:
    plan, out = tmp_path / "plan.xlsx", tmp_path / "out"
    improvement_plans.write(PLAN, plan, today=TODAY)
    asked = ("before-after", *folders, "--improvement-plan", plan)
    said = terminal.run(*asked, "--out", out).out
    assert "Progress against the improvement plan, as the service says it" in said
    told = terminal.run(*asked, "--json").data["improvement_plan"]
    assert [row[1] for row in told][-1] == "no action"
    assert told[0][2:] == ["20 April 2026", "First draft read by two teams"]
    page = (out / "before-after.html").read_text(encoding="utf-8")
    assert page.index("What changed") < page.index("Progress against the improvement plan")
    assert terminal.run("before-after", *folders, "--json").data["improvement_plan"] == []
    wrong = terminal.run("before-after", *folders, "--improvement-plan", folders[0] / "tiny.yaml")
    assert wrong.code == exits.INPUT


def test_of_two_on_one_day_the_last_that_was_entered_is_said() -> None:
    news = (Progress(words=words, on=TODAY) for words in ("entered first", "entered last"))
    area = Area(id="1", wording="Plans", actions=(replace(TEMPLATE, progress=tuple(news)),))
    assert before_after.plan_cells(area)[3] == "entered last"


def test_published_figures_stand_before_and_after(terminal: Terminal, tmp_path: Path) -> None:
    data = terminal.run("before-after", FACTS, FACTS, "--service", "Sefton", "--json").data
    assert [(one["before"]["percent"], one["points"]) for one in data["scores"]] == [
        *((38, 37), (36, 34), (50, 31))
    ]
    assert {one["verdict"] for one in data["scores"]} == {"NOT_WEIGHED"}
    typed = ("--before-inspected", "june 2009", "--after-inspected", "September 2010")
    named = terminal.run("before-after", FACTS, FACTS, "-s", "Sefton", *typed, "--json").data
    assert named["scores"] == data["scores"]
    out = tmp_path / "out"
    terminal.run("before-after", FACTS, FACTS, "-s", "Sefton", "--out", out)
    assert not (out / "before-after.svg").exists()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ((), "tells of several services"),
        (("-s", "Nowhere"), "tells nothing of Nowhere"),
        (("-s", "Hartlepool"), "prints no headline of Hartlepool that could stand before"),
        (("-s", "Sefton", "--after-inspected", "1999"), "as inspected 1999 that could stand after"),
        (("-s", "Sefton", "--others", f"safeguarding={FACTS}"), "only percentages are printed"),
    ],
)
def test_what_a_file_does_not_tell_is_said(
    terminal: Terminal, typed: tuple[str, ...], said: str
) -> None:
    refused = terminal.run("before-after", FACTS, FACTS, *typed)
    assert refused.code != exits.OK
    assert said in refused.err


def test_a_folder_stands_after_the_last_printed_inspection(
    terminal: Terminal, folders: tuple[Path, Path]
) -> None:
    data = terminal.run("before-after", FACTS, folders[1], "-s", "Sefton", "--json").data
    assert data["scores"][0]["id"] == "safety"
    assert [one["before"]["percent"] for one in data["scores"][1:]] == [75, 70, 81]
