"""What a command says when it cannot do what was asked: a sentence, an exit code, no traceback."""

from pathlib import Path

import click
import pytest

from corecase.cli import exits
from corecase.core.errors import CorecaseError
from tests import inspection_folder
from tests.made_files import write_text
from tests.terminal import Terminal


def refused(terminal: Terminal, *typed: object) -> str:
    """The sentence of an input that a person has to correct; the same words as JSON."""
    ran = terminal.run(*typed)
    assert (ran.code, ran.out) == (exits.INPUT, "")
    assert "Traceback" not in ran.err
    data = terminal.run(*typed, "--json")
    assert data.code == exits.INPUT
    assert ran.err.startswith(data.data["error"])
    for problem in data.data["problems"]:
        assert problem["reason"] in ran.err
    return ran.err


def test_a_folder_that_is_not_there_or_not_an_inspections(
    terminal: Terminal, folder: Path, tmp_path: Path
) -> None:
    for command in ("findings", "report"):
        assert "There is no folder" in refused(terminal, command, tmp_path / "gone")
    (folder / "inspection.yaml").unlink()
    for command in ("score", "findings", "report"):
        assert "holds no inspection.yaml" in refused(terminal, command, folder)


def test_an_inspection_that_names_no_framework(terminal: Terminal, folder: Path) -> None:
    write_text(folder / "inspection.yaml", "service: Anytown")
    said = refused(terminal, "score", folder)
    assert "names no framework; add a line such as framework: cci-2009" in said


def test_a_file_of_judgements_that_is_not_there(terminal: Terminal, folder: Path) -> None:
    files = (folder / "gone.csv", "--framework", "cci-2009")
    assert "gone.csv" in refused(terminal, "score", *files)
    (folder / "judgements.csv").unlink()
    assert "holds no judgements; put them there" in refused(terminal, "report", folder)


def test_two_files_of_judgements_are_not_chosen_between(terminal: Terminal, folder: Path) -> None:
    write_text(folder / "synthetic-judgements.csv", "case_id,T-A1", "X-1,S")
    assert "keep the one to be used" in refused(terminal, "score", folder)


def test_an_unknown_framework_score_edition_or_recommendation(
    terminal: Terminal, folder: Path
) -> None:
    judgements = folder / "judgements.csv"
    assert "cci-2009" in refused(terminal, "score", judgements, "--framework", "cci-1999")
    assert "cci-2009" in refused(terminal, "frameworks", "check", "cci-1999")
    assert "Name the framework" in refused(terminal, "score", judgements)
    assert "There is no score 'T-9'" in refused(terminal, "score", folder, "--trace", "T-9")
    inspection_folder.make(folder, more="edition: plain")
    assert "no report edition 'plain'; use cci, sqs, standard" in refused(
        terminal, "report", folder
    )
    inspection_folder.make(folder, more="recommendations: [hut]")
    assert "no recommendation 'hut' in tiny; it has plan" in refused(terminal, "report", folder)


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ("isbn: 978-1-84099-267-1", "isbn: ISBN '978-1-84099-267-1' ends in 1 where"),
        ("team: [", "line 4 stands in a bracket that is never closed"),
        ("chef: Somebody", "is not a field here"),
        ("published_on: soon", "has to be a date"),
        (
            "commentary: {T-9: Words.}",
            "commentary: 'T-9' is not a section of tiny; use T-1",
        ),
        (
            "evidence: [{id: e, criterion: T-9, kind: area, statement: S., source: interview}]",
            "evidence: 'T-9' is not a criterion of tiny; use T-1.1",
        ),
        (
            "good_practice: [{section: T-9}]",
            "good_practice: 'T-9' is not a section of tiny",
        ),
        (
            "comparators: {scope: all, as_at: now, rows: "
            "[{headline: speed, lowest: 1, average: 2, highest: 3}]}",
            "comparators: 'speed' is not a headline of tiny; use safety",
        ),
        (
            "evidence: [{id: e, criterion: T-1.1, kind: area, statement: S., source: x}, "
            "{id: e, criterion: T-1.1, kind: area, statement: T., source: x}]",
            "evidence: 'T-1.1/area/e' stands twice; give one another id",
        ),
    ],
)
def test_what_is_wrong_in_inspection_yaml_is_said(
    terminal: Terminal, folder: Path, more: str, sentence: str
) -> None:
    inspection_folder.make(folder, more=more)
    assert sentence in refused(terminal, "report", folder)
    assert not (folder / "report").exists()


def test_a_case_that_is_not_in_the_list_of_cases(terminal: Terminal, folder: Path) -> None:
    inspection_folder.judge(folder, "case_id,T-A1\nX-1,S\nX-9,S")
    said = refused(terminal, "score", folder)
    assert "judges case 'X-9', which is not in the list of cases" in said
    inspection_folder.judge(folder, "case_id,T-A1\nX-1,S\nX-8,S\nX-9,S")
    assert "judges case 'X-8' and 1 more that are not" in refused(terminal, "score", folder)


def test_many_faults_are_listed_up_to_twenty_and_all_of_them_in_json(
    terminal: Terminal, folder: Path
) -> None:
    rows = "\n".join(f"X-{n},perhaps" for n in range(25))
    inspection_folder.judge(folder, "case_id,T-A1\n" + rows)
    ran = terminal.run("score", folder)
    said = ran.err
    assert (ran.code, ran.out) == (exits.INPUT, "")
    assert said.count("'perhaps'") == exits.SHOWN
    assert "and 5 more; --json lists them all." in said
    assert len(terminal.run("score", folder, "--json").data["problems"]) == 25


def test_a_place_that_cannot_be_written(terminal: Terminal, folder: Path) -> None:
    write_text(folder / "report", "in the way")
    said = refused(terminal, "report", folder, "--format", "html")
    assert "Could not read or write" in said
    assert "choose another place" in said


@pytest.mark.parametrize(
    "typed",
    [
        ("39", "38"),
        ("20",),
        ("loads", "38"),
        ("²", "38"),
        ("²%", "38"),
    ],
)
def test_words_that_cannot_be(terminal: Terminal, typed: tuple[str, ...]) -> None:
    assert refused(terminal, "words", *typed).endswith(".\n")


@pytest.mark.parametrize(
    "typed",
    [
        ("nonsense",),
        ("score",),
        ("score", "x.csv", "--sideways"),
        ("words", "1", "0"),
        ("report", ".", "--format", "stone"),
        ("reconstruct", "not-there", "--out", "out"),
        ("demo", "--seed", "many"),
    ],
)
def test_a_command_typed_wrongly_ends_with_2_and_its_usage(
    terminal: Terminal, typed: tuple[str, ...]
) -> None:
    ran = terminal.run(*typed)
    assert (ran.code, ran.out) == (exits.USAGE, "")
    assert "Usage: corecase" in ran.err
    assert "Traceback" not in ran.err


def test_an_output_folder_that_is_a_file_is_a_usage_error(terminal: Terminal, folder: Path) -> None:
    ran = terminal.run("report", folder, "--out", folder / "tiny.yaml")
    assert ran.code == exits.USAGE
    assert "is a file" in ran.err


def test_a_report_that_cannot_be_made_leaves_the_last_one_as_it_was(
    terminal: Terminal, folder: Path
) -> None:
    assert terminal.run("report", folder, "--format", "html").code == exits.OK
    page = folder / "report" / "report.html"
    before = page.read_bytes()
    inspection_folder.make(folder, more='narrative: ["A bell \\a rings."]')
    said = refused(terminal, "report", folder)
    assert "A character that cannot be printed stands after 'A bell '" in said
    assert page.read_bytes() == before
    assert [path.name for path in page.parent.iterdir()] == ["report.html"]


def test_a_fault_of_our_own_is_no_fault_of_the_input(capsys: pytest.CaptureFixture[str]) -> None:
    def fail() -> None:
        raise CorecaseError("The table has no solution.")

    assert exits.run(fail, as_json=False) == exits.INTERNAL
    assert capsys.readouterr().err == "The table has no solution.\n"


def test_a_command_that_is_stopped_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    def stop() -> None:
        raise click.Abort

    assert exits.run(stop, as_json=False) == exits.USAGE
    assert "Stopped; nothing was written." in capsys.readouterr().err


def test_a_spread_that_is_no_number_is_refused(terminal: Terminal, tmp_path: Path) -> None:
    ran = terminal.run("reconstruct", tmp_path, "--out", tmp_path / "new", "--sigma", "nan")
    assert (ran.code, ran.out) == (exits.INPUT, "")
    assert ran.err == "--sigma takes a number from 0 to 10, such as 1.\n"
    assert not (tmp_path / "new").exists()
