"""`corecase read`: a table of what was read, what waits for a decision, files, exit codes."""

import csv
import json
from pathlib import Path

import pytest

from corecase.cli import exits
from corecase.cli.main import main

PAPER = """Inspection of youth offending work in Greyfield

Inspectors visited in March 2011. The report was published on 2 June 2011.

Greyfield scored 58% for Safeguarding and 81%0 for Risk of Harm.
"""


def run(arguments: list[str]) -> int | str | None:
    with pytest.raises(SystemExit) as ended:
        main(["read", *arguments])
    return ended.value.code


def test_facts_are_shown_apart_from_what_waits_and_written_with_every_column(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paper, out = tmp_path / "paper.txt", tmp_path / "facts.csv"
    paper.write_text(PAPER, encoding="utf-8")
    assert run([str(paper), "--out", str(out), "--source", "A paper"]) == exits.OK
    shown = capsys.readouterr().out
    assert "paper.txt: 4 facts read, 1 to decide" in shown
    assert "stray" in shown
    assert "Wrote" in shown
    rows = list(csv.DictReader(out.read_text(encoding="utf-8").splitlines()))
    (score,) = [row for row in rows if row["measure"] == "headline:safeguarding"]
    assert (score["value"], score["unit"], score["inspected"]) == ("58", "%", "March 2011")
    assert (score["source"], score["place"], score["doubt"]) == ("A paper", "line 5", "")


def test_a_file_that_cannot_be_read_does_not_stop_the_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paper, silent = tmp_path / "paper.txt", tmp_path / "silent.txt"
    paper.write_text(PAPER, encoding="utf-8")
    silent.write_text("Nothing is said here.\n", encoding="utf-8")
    names, out = tmp_path / "names.txt", tmp_path / "facts.json"
    names.write_text("Greyfield\n\n", encoding="utf-8")
    files = [str(tmp_path / "none.pdf"), str(paper), str(silent)]
    assert run([*files, "--json", "--out", str(out), "--register", str(names)]) == exits.INPUT
    told = json.loads(capsys.readouterr().out)
    assert [(text["name"], text["to_decide"]) for text in told["texts"]] == [
        ("paper.txt", 1),
        ("silent.txt", 0),
    ]
    assert "There is no file" in told["errors"][0]
    assert json.loads(out.read_text(encoding="utf-8")) == told["texts"][0]["facts"]
    assert run([str(silent)]) == exits.OK
    assert "nothing of an inspection" in capsys.readouterr().out
    assert run([str(paper), "--out", str(tmp_path / "facts.pdf")]) == exits.INPUT
