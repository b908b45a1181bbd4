"""`corecase sample` as typed: planning, drawing, repeating and checking, from files alone."""

import csv
import json
from hashlib import sha256
from pathlib import Path

import pytest

from corecase.cli import exits
from corecase.core.draws import commitment
from tests import case_worlds
from tests.terminal import Ran, Terminal

WORDS = (
    "--service", "invented", "--programme", "cci", "--on", "2026-11-21",
    "--word-inspectorate", "heron", "--word-service", "plover",
)  # fmt: skip
BY = tuple(part for name in case_worlds.ATTRIBUTES for part in ("--by", name))


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    """A file of 60 invented cases."""
    path = tmp_path / "cases.tsv"
    path.write_bytes(case_worlds.caseload(60).content)
    return path


def draw(terminal: Terminal, cases: Path, name: str, *more: object) -> Ran:
    out = cases.parent / name
    return terminal.run("sample", "draw", cases, "-n", "20", "--out", out, *WORDS, *more)


@pytest.mark.parametrize("typed", [(), ("plan",), ("draw",), ("replay",), ("check",)])
def test_every_command_explains_itself(terminal: Terminal, typed: tuple[str, ...]) -> None:
    ran = terminal.run("sample", *typed, "--help")
    assert ran.code == exits.OK
    assert ran.out.startswith(f"Usage: corecase sample {' '.join(typed)}".rstrip())


def test_a_plan_shows_one_question_beside_pooled_scores(terminal: Terminal) -> None:
    ran = terminal.run("sample", "plan", "150")
    assert "one question asked of every case" in ran.out
    assert "Judgements a case and their correlation are unverified" in ran.out
    found = terminal.run("sample", "plan", "150", "--json").data
    assert [(row["score"], row["cases"]) for row in found["needed"]] == [
        ("one question asked of every case", 79),
        ("Safeguarding", 24),
        ("Risk of Harm", 25),
        ("Likelihood of Reoffending", 21),
    ]
    assert {row["cases"] for row in found["margins"]} == {21, 24, 25, 38, 62, 79, 85}


def test_a_plan_takes_ones_own_judgements_and_sizes(terminal: Terminal) -> None:
    own = ("--judgements", "40", "--correlation", "0.2", "--cases", "20")
    found = terminal.run("sample", "plan", "60", *own, "--json").data
    assert [round(100 * row["margin"], 1) for row in found["margins"]] == [11.8, 5.5]
    assert found["needed"][1]["design_effect"] == pytest.approx(8.8)


@pytest.mark.parametrize(
    "wrong",
    [
        ("--margin", "0"),
        ("--confidence", "100"),
        ("--confidence", "0.8"),
        ("--confidence", "nan"),
        ("--judgements", "0"),
        ("--judgements", "4", "--correlation", "nan"),
        ("--cases", "61"),
    ],
)
def test_what_cannot_be_planned_is_told(terminal: Terminal, wrong: tuple[str, ...]) -> None:
    assert terminal.run("sample", "plan", "60", *wrong).code == exits.INPUT


@pytest.mark.parametrize(
    ("method", "more", "code"),
    [
        ("proportional", ("--strata", "sentence", "--minimum", "8"), "PROPORTIONAL_PRN"),
        ("balanced", BY, "CUBE_1"),
        ("quotas", BY[:6], "QUOTAS_1"),
    ],
)
def test_a_draw_is_written_and_repeats(
    terminal: Terminal, cases: Path, method: str, more: tuple[str, ...], code: str
) -> None:
    found = draw(terminal, cases, "drawn", "--method", method, *more, "--json").data
    assert (found["method"], found["cases"], found["of"]) == (code, 20, 60)
    folder = cases.parent / "drawn"
    listed = folder / "case-list.tsv"
    assert sha256(listed.read_bytes()).hexdigest() == found["frame_sha256"]
    with (folder / "sample.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["case_id"] for row in rows] == found["sample"]
    assert len((folder / "reserves.csv").read_text("utf-8").splitlines()) == 41
    assert json.loads((folder / "draw.json").read_bytes())["sha256"] == found["sha256"]
    for frame in (cases, listed):
        ran = terminal.run("sample", "replay", folder / "draw.json", frame)
        assert ran.code == exits.OK
        assert "The draw repeats: the same 20 cases and 40 reserves" in ran.out
    again = draw(terminal, cases, "drawn", "--method", method, *more)
    assert (again.code, "a draw is made once" in again.err) == (exits.INPUT, True)
    assert draw(terminal, cases, "other", "--method", method, *more).code == exits.OK
    assert (cases.parent / "other" / "draw.json").read_bytes() == (
        folder / "draw.json"
    ).read_bytes()


def test_what_a_draw_leaves_to_be_said_is_said(terminal: Terminal, cases: Path) -> None:
    ran = draw(terminal, cases, "drawn", "--method", "balanced", *BY)
    assert "20 of 60 cases drawn, balanced on several attributes at once" in ran.out
    assert "The sample is within one case of the expected number on" in ran.out
    assert "it is left to chance." in ran.out
    over = draw(terminal, cases, "over", "--strata", "sex", "--minimum", "9")
    assert "More cases than their share were drawn of FEMALE." in over.out


def test_attributes_alone_mean_balanced(terminal: Terminal, cases: Path) -> None:
    assert draw(terminal, cases, "drawn", *BY, "--json").data["method"] == "CUBE_1"


def test_a_draw_of_nothing_and_a_file_for_a_folder_are_refused(
    terminal: Terminal, cases: Path
) -> None:
    ran = terminal.run("sample", "draw", cases, "-n", "0", "--out", cases.parent / "d", *WORDS)
    assert (ran.code, (cases.parent / "d").exists()) == (exits.USAGE, False)
    ran = draw(terminal, cases, cases.name)
    assert (ran.code, "is a file; give the name of a folder" in ran.err) == (exits.INPUT, True)


def test_judgements_are_no_list_of_cases(terminal: Terminal, cases: Path) -> None:
    draw(terminal, cases, "drawn")
    judged = cases.parent / "judged.csv"
    judged.write_text("case_id,item_id,answer\n" + "A,i,S\nB,i,S\n" * 9, encoding="utf-8")
    ran = terminal.run("sample", "replay", cases.parent / "drawn" / "draw.json", judged)
    assert ran.code == exits.INPUT
    assert "judged.csv has several rows for each case; give the list of cases" in ran.err
    assert len(ran.err.splitlines()) == 1


@pytest.mark.parametrize("method", ["after", "avoiding"])
def test_a_re_inspection_leaves_the_cases_of_the_first_alone(
    terminal: Terminal, cases: Path, method: str
) -> None:
    first = draw(terminal, cases, "first", "--json").data
    former = ("--method", method, "--former", cases.parent / "first" / "draw.json")
    later = draw(terminal, cases, "later", *former, "--previous", former[3], "--json").data
    assert not set(later["sample"]) & set(first["sample"])
    record = json.loads((cases.parent / "later" / "draw.json").read_bytes())
    assert record["previous_sha256"] == record["former"]["sha256"] == first["sha256"]
    ran = terminal.run("sample", "replay", cases.parent / "later" / "draw.json", cases)
    assert ran.code == exits.OK
    assessed = cases.parent / "assessed.csv"
    assessed.write_text("case_id\n" + "\n".join(later["sample"]) + "\n", encoding="utf-8")
    again = draw(terminal, cases, "again", *former, "--examined", assessed, "--json").data
    assert not set(again["sample"]) & set(later["sample"])
    whole = terminal.run(
        "sample", "draw", cases, "-n", "60", "--out", cases.parent / "whole", *WORDS, *former
    )
    assert "is exhausted" in whole.out


def test_a_changed_record_and_another_list_are_told(terminal: Terminal, cases: Path) -> None:
    draw(terminal, cases, "drawn")
    path = cases.parent / "drawn" / "draw.json"
    other = cases.parent / "other.tsv"
    other.write_bytes(case_worlds.caseload(59).content)
    ran = terminal.run("sample", "replay", path, other)
    assert ran.code == exits.NOT_REPRODUCED
    assert "is not the one that the sample was drawn from" in ran.out
    found = terminal.run("sample", "replay", path, other, "--json")
    assert (found.code, found.data["agrees"]) == (exits.NOT_REPRODUCED, False)
    record = json.loads(path.read_bytes())
    path.write_text(json.dumps({**record, "seed": record["seed"] + "x"}), encoding="utf-8")
    ran = terminal.run("sample", "replay", path, cases)
    assert (ran.code, "was changed after the draw" in ran.err) == (exits.INPUT, True)


@pytest.mark.parametrize("written", ["[]", "{", "{}", "\x00", "[" * 100_000, '{"form": 1}'])
def test_what_is_no_record_is_refused(terminal: Terminal, cases: Path, written: str) -> None:
    path = cases.parent / "draw.json"
    path.write_text(written, encoding="utf-8")
    ran = terminal.run("sample", "replay", path, cases)
    assert (ran.code, "record of a draw" in ran.err) == (exits.INPUT, True)
    assert "choose the file draw.json" in ran.err


def test_a_record_that_is_not_there_or_too_large_is_refused(
    terminal: Terminal, cases: Path
) -> None:
    ran = terminal.run("sample", "replay", cases.parent / "none.json", cases)
    assert (ran.code, "There is no file" in ran.err) == (exits.INPUT, True)
    path = cases.parent / "large.json"
    with path.open("wb") as file:
        file.truncate(50 * 2**20 + 1)
    assert "is too large" in terminal.run("sample", "replay", path, cases).err


def test_a_promised_word_is_held_to_its_promise(terminal: Terminal, cases: Path) -> None:
    kept = ("--promised-inspectorate", commitment("heron").upper())
    assert draw(terminal, cases, "drawn", *kept).code == exits.OK
    broken = draw(terminal, cases, "other", "--promised-service", commitment("plovers"))
    assert (broken.code, "not the word committed to" in broken.err) == (exits.INPUT, True)
    assert not (cases.parent / "other").exists()


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (("--method", "balanced"), "with --by, once for each attribute"),
        (
            ("--method", "proportional", "--by", "sex"),
            "only the methods balanced and quotas take it",
        ),
        (("--method", "after"), "Give the record of the earlier draw with --former"),
        (("--examined", "x.csv"), "give --former too"),
        (("--method", "quotas", "--by", "sex", "--minimum", "1"), "leave out --strata"),
        (("--method", "balanced", "--by", "age"), "no such column"),
    ],
)
def test_a_choice_that_does_not_fit_its_method_is_told(
    terminal: Terminal, cases: Path, more: tuple[str, ...], told: str
) -> None:
    ran = draw(terminal, cases, "drawn", *more)
    assert (ran.code, told in ran.err) == (exits.INPUT, True)
    assert not (cases.parent / "drawn").exists()


def test_a_sample_is_checked_whoever_drew_it(terminal: Terminal, cases: Path) -> None:
    ids = case_worlds.caseload(60).ids[:20]
    sample = cases.parent / "theirs.csv"
    sample.write_text("Case ref\n" + "\n".join(ids) + "\n", encoding="utf-8")
    ran = terminal.run("sample", "check", sample, cases)
    assert "The sample is within one case of the expected number on" in ran.out
    assert "It is furthest away on" in ran.out
    found = terminal.run("sample", "check", sample, cases, "--by", "sex", "--json").data
    assert [(row["level"], row["sample"], row["caseload"]) for row in found["margins"]] == [
        ("FEMALE", 20, 60),
        ("MALE", 20, 60),
    ]
    sample.write_text("case_id\nX-1\n", encoding="utf-8")
    assert "not in the case list" in terminal.run("sample", "check", sample, cases).err


def test_a_list_without_attributes_can_be_drawn_from_and_not_compared(
    terminal: Terminal, tmp_path: Path
) -> None:
    cases = tmp_path / "bare.csv"
    cases.write_text("case_id\n" + "\n".join(f"S-{n}" for n in range(30)) + "\n", encoding="utf-8")
    ran = draw(terminal, cases, "drawn")
    assert ran.code == exits.OK
    assert "The sample is" not in ran.out
    ran = terminal.run("sample", "check", tmp_path / "drawn" / "sample.csv", cases)
    assert (ran.code, "No column of the case list groups" in ran.err) == (exits.INPUT, True)


def test_one_case_is_said_as_one(terminal: Terminal, tmp_path: Path) -> None:
    cases, folder = tmp_path / "one.csv", tmp_path / "drawn"
    cases.write_text("case_id\nX-1\n", encoding="utf-8")
    asked = ("--service", "a", "--programme", "b", "--word-inspectorate", "w", "--word-service")
    ran = terminal.run("sample", "draw", cases, "-n", "1", "-o", folder, *asked, "v")
    assert "1 of 1 case drawn, in proportion" in ran.out
    ran = terminal.run("sample", "replay", folder / "draw.json", cases)
    assert "the same 1 case and 0 reserves, in the same order." in ran.out
