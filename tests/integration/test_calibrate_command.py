"""`corecase calibrate` as it is typed: two folders in, a word for each criterion out."""

from pathlib import Path

from corecase.core.own_inspections import NOTICE
from tests.terminal import Terminal

FRAMEWORK = """\
id: tiny
title: Tiny invented inspection
prefix: T
edition: first
sections: [{id: T-1, number: "1", title: Planning}]
criteria: [{id: T-1.1, number: "1.1", title: Plans, section: T-1}]
items:
- {id: T-A, criterion: T-1.1, topic: plans, label: A, question: Was A done?,
   finding: "it was done in {share}"}
- {id: T-B, criterion: T-1.1, topic: plans, label: B, question: Was B done?,
   finding: "it was done in {share}"}
"""


def folder(path: Path, *rows: str) -> Path:
    path.mkdir()
    (path / "tiny.yaml").write_text(FRAMEWORK, encoding="utf-8")
    said = "service: Anytown\nframework: tiny.yaml\nsynthetic: Invented for a test.\n"
    (path / "inspection.yaml").write_text(said, encoding="utf-8")
    lines = [f"{path.name}{n},{','.join(answers)}" for n, answers in enumerate(rows, start=1)]
    (path / "judgements.csv").write_text("\n".join(("case_id,T-A,T-B", *lines)), encoding="utf-8")
    return path


def test_it_says_how_far_the_service_was_out(tmp_path: Path, terminal: Terminal) -> None:
    own = folder(tmp_path / "own", *(["SS"] * 8 + ["SI"] * 2))
    inspected = folder(tmp_path / "inspected", *(["II"] * 6 + ["SI"] * 4))
    said = terminal.run("calibrate", own, inspected)
    assert NOTICE in said.out
    assert "judged itself higher" in said.out
    [row] = terminal.run("calibrate", own, inspected, "--json").data["rows"]
    assert row["direction"] == "HIGHER"
    assert row["own"].startswith("18 of 20")
    assert row["inspected"].startswith("4 of 20")
    assert "95% interval" in row["difference"]
