"""Every command as typed: what it prints, its JSON, and how it ends."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import corecase
from corecase.cli import exits
from corecase.exchange import frameworks
from tests import inspection_folder
from tests.terminal import Ran, Terminal

REFERENCE = Path(corecase.__file__).parent / "data" / "reference" / "hartlepool-2010"


def test_the_program_starts_by_name_and_says_its_version() -> None:
    command = [sys.executable, "-W", "error", "-m", "corecase", "--version"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout == f"corecase, version {corecase.__version__}\n"
    assert done.stderr == ""


@pytest.mark.parametrize(
    "typed",
    [
        (),
        ("demo",),
        ("score",),
        ("compare",),
        ("funnel",),
        ("estimate",),
        ("findings",),
        ("report",),
        ("reconstruct",),
        ("simulate",),
        ("frameworks",),
        ("frameworks", "list"),
        ("frameworks", "check"),
        ("frameworks", "show"),
        ("frameworks", "schema"),
        ("words",),
        ("sample",),
        ("sample", "plan"),
        ("sample", "draw"),
        ("sample", "replay"),
        ("sample", "check"),
        ("agreement",),
        ("moderation",),
        ("suppress",),
    ],
)
def test_every_command_explains_itself(terminal: Terminal, typed: tuple[str, ...]) -> None:
    ran = terminal.run(*typed, "--help")
    assert ran.code == exits.OK
    assert ran.out.startswith(f"Usage: corecase {' '.join(typed)}".rstrip())


def test_help_says_every_exit_code(terminal: Terminal) -> None:
    said = " ".join(terminal.run("--help").out.split())
    for code, meaning in exits.MEANINGS.items():
        assert f"{code} {meaning}" in said


def test_score_prints_scores_flags_and_the_boundary_panel(terminal: Terminal, folder: Path) -> None:
    ran = terminal.run("score", folder)
    assert ran.code == exits.OK
    assert "Tiny invented inspection: 3 cases" in ran.out
    assert "3 of 4" in ran.out
    # Three cases: too few for any percentage.
    assert "%" not in ran.out
    assert "Boundary panel" in ran.out
    assert "PREVIEW" not in ran.out


def test_score_as_json_has_exact_shares_and_the_panel(terminal: Terminal, folder: Path) -> None:
    found = terminal.run("score", folder, "--json").data
    assert found["framework"] == "tiny"
    assert (found["cases"], found["unanswered"], found["contradictions"]) == (3, 0, 0)
    safety = next(row for row in found["scores"] if row["id"] == "safety")
    assert safety["share"] == "2/3"
    assert (safety["percent"], safety["applicable_cases"]) == (None, 3)
    assert (safety["band"], safety["level"]) == ("HIGH", "headline")
    section = next(row for row in found["scores"] if row["level"] == "section")
    assert section["band"] is None
    assert [row["id"] for row in found["boundaries"]] == ["T-1.1", "safety"]
    assert found["boundaries"][1]["to_lower"] == 1
    assert found["boundaries"][1]["which"] == [{"case": "X-1", "item": "T-A1"}]


def test_score_reads_files_of_their_own(terminal: Terminal, folder: Path) -> None:
    files = (folder / "judgements.csv", "--framework", folder / "tiny.yaml")
    with_cases = terminal.run("score", *files, "--cases", folder / "cases.csv", "--json")
    assert with_cases.data["unanswered"] == 0
    # Without a list of cases nothing excuses an answer.
    assert terminal.run("score", *files).code == exits.INCOMPLETE


def test_a_column_that_is_not_used_is_named(terminal: Terminal, folder: Path) -> None:
    inspection_folder.judge(folder, "case_id,Team,T-A1,T-A2\nX-1,North,S,S\nX-2,North,S,\nX-3,,S,")
    assert "Columns not used: Team." in terminal.run("score", folder).out
    assert terminal.run("score", folder, "--json").data["ignored_columns"] == ["Team"]


def test_a_trace_lists_the_judgements_behind_a_score_or_an_item(
    terminal: Terminal, folder: Path
) -> None:
    behind = terminal.run("score", folder, "--trace", "T-1", "--json").data
    assert len(behind) == 4
    assert behind[0] == {
        "case": "X-1",
        "item": "T-A1",
        "answer": "SUFFICIENT",
        "known_but_not_recorded": False,
        "service_value": None,
        "assessor_value": None,
    }
    assert terminal.run("score", folder, "--trace", "A1").code == exits.OK
    ran = terminal.run("score", folder, "--trace", "T-A1")
    assert ran.code == exits.OK
    assert "3 judgements behind T-A1" in ran.out
    assert "insufficient" in ran.out


@pytest.mark.parametrize(
    ("judgements", "refused", "notice"),
    [
        (
            inspection_folder.INCOMPLETE,
            "One answer is unanswered: T-A1 of case X-2; answer it.",
            "PREVIEW: one judgement is still to be made.",
        ),
        (
            inspection_folder.CONTRADICTING,
            "One answer is given but not asked for: T-A2 of case X-2, which is only asked of cases "
            "whose sentence is custody; this case has sentence 'community'; correct the case, an "
            "earlier answer or this one.",
            "PREVIEW: one answer is given but not asked for.",
        ),
    ],
)
def test_judgements_that_are_not_final_are_scored_as_a_preview_only(
    terminal: Terminal, folder: Path, judgements: str, refused: str, notice: str
) -> None:
    inspection_folder.judge(folder, judgements)
    ran = terminal.run("score", folder)
    hint = "To see how it stands before that, add --preview."
    assert (ran.code, ran.out) == (exits.INCOMPLETE, "")
    said = ran.err.splitlines()
    assert (said[0], said[-1]) == (refused, hint)
    assert "case X-2, T-A" in said[1]
    preview = terminal.run("score", folder, "--preview")
    assert preview.code == exits.OK
    assert notice in preview.out
    data = terminal.run("score", folder, "--preview", "--json").data
    assert data["unanswered"] + data["contradictions"] == 1


def test_findings_are_drafted_and_written(terminal: Terminal, folder: Path) -> None:
    ran = terminal.run("findings", folder)
    assert ran.out.splitlines() == [
        "SYNTHETIC: invented for a test.",
        "1.1 Plans",
        "[T-1.1/strength/plans] A plan was made in two of the three cases.",
        "[T-1.1/strength/visits] Visits were kept in the one case.",
    ]
    assert not (folder / "findings.yaml").exists()
    found = terminal.run("findings", folder, "--json").data
    assert found["proposed_recommendations"] == []
    assert found["findings"][0]["figures"] == {
        "T-A1": {"sufficient": 2, "applicable": 3, "percent": 67, "share": "2/3"}
    }
    written = terminal.run("findings", folder, "--write")
    assert "accept or edit each paragraph there" in written.out
    assert "[[T-A1|two of the three cases]]" in (folder / "findings.yaml").read_text("utf-8")


def test_a_report_is_written_in_a_format_or_in_all(terminal: Terminal, folder: Path) -> None:
    found = terminal.run("report", folder, "--format", "html", "--json").data
    assert found["files"] == [str(folder / "report" / "report.html")]
    assert found["drafted"] == 2
    assert found["to_confirm"] == ["T-1.1/strength/plans", "T-1.1/strength/visits"]
    assert "the inspection team" in found["blanks"]
    page = (folder / "report" / "report.html").read_text(encoding="utf-8")
    assert "SYNTHETIC: invented for a test." in page
    assert "PREVIEW" not in page
    everything = terminal.run("report", folder, "--out", folder / "all")
    assert everything.code == exits.OK
    written = sorted(path.name for path in (folder / "all").iterdir())
    assert written == ["report.docx", "report.html", "report.pdf", "report.xlsx", "tables"]
    assert "2 statements rest on fewer than five persons" in everything.out
    assert "passages are left blank and labelled" in everything.out


MARK = (
    "T-A1 was 2 of 3, is now 1 of 3 and falls under areas for improvement; correct the text, "
    "then delete the line T-A1: 2/3"
)


def statuses(terminal: Terminal, folder: Path) -> list[str]:
    return [f["status"] for f in terminal.run("findings", folder, "--json").data["findings"]]


def test_paragraphs_are_accepted_by_their_id_or_all(terminal: Terminal, folder: Path) -> None:
    ran = terminal.run("findings", folder, "--accept", "T-1.1/strength/visits")
    assert "[T-1.1/strength/visits, accepted] Visits were kept in the one case." in ran.out
    assert statuses(terminal, folder) == ["drafted", "accepted"]
    strange = terminal.run("findings", folder, "--accept", "T-1.1/strength/tea")
    assert strange.code == exits.INPUT
    assert "There is no finding 'T-1.1/strength/tea'; use an id" in strange.err
    path = folder / "findings.yaml"
    dropped = path.read_text("utf-8").replace("status: accepted", "status: dropped")
    path.write_text(dropped, encoding="utf-8")
    terminal.run("findings", folder, "--accept", "all")
    assert statuses(terminal, folder) == ["accepted", "dropped"]


def test_numbers_tied_to_no_figure_are_named(terminal: Terminal, folder: Path) -> None:
    terminal.run("findings", folder, "--write")
    path = folder / "findings.yaml"
    text = path.read_text("utf-8").replace("A plan was made in", "Of 9 cases, plans were made in")
    path.write_text(text, encoding="utf-8")
    ran = terminal.run("findings", folder)
    assert '    numbers not tied to a figure: "9 cases"' in ran.out.splitlines()
    found = terminal.run("findings", folder, "--json").data["findings"]
    assert [f["untied"] for f in found] == [["9 cases"], []]


SURVEY = """\
surveys:
- group: Children
  returned: 20
  statements:
  - {count: 4, out_of: 5, text: felt safe.}
  - {count: 5, out_of: 20, text: were heard.}
  - {count: 0, out_of: 20, text: were late.}
  - {count: 1, out_of: 4, text: had a plan.}
"""


def test_answers_of_one_to_four_persons_are_warned_of(terminal: Terminal, folder: Path) -> None:
    inspection_folder.make(folder, more=SURVEY)
    found = terminal.run("report", folder, "--format", "html", "--json").data
    assert found["small_counts"] == ["Children, statement 1"]
    assert found["to_confirm"][-1] == "Children, statement 4"
    said = terminal.run("report", folder, "--format", "html").out.splitlines()
    warned = "Answers that one to four persons gave; see that nobody can be known by them:"
    place = said.index(warned)
    assert said[place + 1] == "  Children, statement 1"
    assert "  T-1.1: strength/plans, strength/visits" in said
    assert "  Children: statement 4" in said
    assert "  the inspection team" in said
    assert len([line for line in said if line.startswith("  ")]) <= 20


def test_an_edited_paragraph_is_marked_until_a_person_has_looked(
    terminal: Terminal, folder: Path
) -> None:
    terminal.run("findings", folder, "--write")
    path = folder / "findings.yaml"
    edited = path.read_text(encoding="utf-8").replace("A plan was made in", "We saw plans in")
    path.write_text(edited, encoding="utf-8")
    inspection_folder.judge(folder, inspection_folder.CHANGED)
    assert terminal.run("findings", folder).out.splitlines() == [
        "SYNTHETIC: invented for a test.",
        "1.1 Plans",
        "[T-1.1/strength/visits] Visits were kept in the one case.",
        "[T-1.1/strength/plans, edited] We saw plans in two of the three cases.",
        f"    look again: {MARK}",
        "[T-1.1/area/plans] A plan was made in one of the three cases.",
        "[proposed plan: 1 of 3] makes plans (Head of service)",
    ]
    data = terminal.run("findings", folder, "--json").data["findings"][1]
    assert data["changes"][0]["was"]["sufficient"] == 2
    assert data["changes"][0]["now_kind"] == "area"
    ran = terminal.run("report", folder, "--format", "html")
    assert f"Look again at T-1.1/strength/plans: {MARK}" in ran.out
    page = (folder / "report" / "report.html").read_text(encoding="utf-8")
    assert "look again: the data of T-A1 changed after this was written" in page
    assert terminal.run("report", folder, "--json").data["changed"] == ["T-1.1/strength/plans"]


@pytest.mark.parametrize(
    "judgements", [inspection_folder.INCOMPLETE, inspection_folder.CONTRADICTING]
)
def test_a_report_of_unfinished_judgements_is_a_marked_preview_or_nothing(
    terminal: Terminal, folder: Path, judgements: str
) -> None:
    inspection_folder.judge(folder, judgements)
    assert terminal.run("report", folder).code == exits.INCOMPLETE
    assert not (folder / "report").exists()
    ran = terminal.run("report", folder, "--preview", "--format", "html")
    assert ran.code == exits.OK
    assert "PREVIEW: one" in ran.out
    assert "PREVIEW: one" in (folder / "report" / "report.html").read_text(encoding="utf-8")


def test_reconstruct_writes_a_folder_that_scores(terminal: Terminal, tmp_path: Path) -> None:
    out = tmp_path / "made"
    ran = terminal.run("reconstruct", REFERENCE, "--out", out, "--json")
    assert ran.code == exits.OK
    assert ran.data["synthetic"] is True
    assert any("76% of 36 cannot be" in said for said in ran.data["impossible"])
    rows = {row["id"]: row for row in terminal.run("score", out, "--json").data["scores"]}
    assert (rows["CCI-1.1"]["percent"], rows["CCI-1.1"]["band"]) == (60, "SUBSTANTIAL")
    assert rows["CCI-1.1"]["band_by_other_rule"] == "MODERATE"
    assert [rows[f"CCI-{n}"]["percent"] for n in (1, 2, 3)] == [48, 53, 41]
    assert "Flag: 1.1" in terminal.run("score", out).out
    said = terminal.run("reconstruct", REFERENCE, "--out", tmp_path / "again").out
    assert said.startswith("SYNTHETIC cases written to ")
    assert "76% of 36 cannot be" in said


def test_the_demonstration_reproduces_every_printed_figure(
    terminal: Terminal, tmp_path: Path
) -> None:
    ran = terminal.run("demo", "--out", tmp_path / "demo", "--json")
    assert ran.code == exits.OK
    assert len(ran.data["scores"]) == 14
    assert all(row["agrees"] for row in ran.data["scores"])
    assert ran.data["flags"] == ["CCI-1.1"]
    assert ran.data["synthetic"] is True
    assert all(Path(path).is_file() for path in ran.data["report"]["files"])


def test_the_demonstration_tells_what_it_shows(terminal: Terminal, tmp_path: Path) -> None:
    ran = terminal.run("demo", "--out", tmp_path / "demo")
    assert ran.code == exits.OK
    assert "14 of 14 printed scores and 11 of 11 printed bands are reproduced" in ran.out
    assert (
        "SUBSTANTIAL follows the exact score; the printed figure alone would read MODERATE"
        in ran.out
    )
    assert "Flag: CCI-L08: 76% of 36 cannot be" in ran.out
    assert "SYNTHETIC" in ran.out
    assert "DIFFERS" not in ran.out


@pytest.mark.parametrize("name", frameworks.shipped())
def test_shipped_frameworks_are_listed_checked_and_shown(terminal: Terminal, name: str) -> None:
    assert name in terminal.run("frameworks", "list").out
    listed = {row["id"]: row for row in terminal.run("frameworks", "list", "--json").data}
    checked = terminal.run("frameworks", "check", name, "--json").data
    assert checked == listed[name] | {"faults": 0}
    assert terminal.run("frameworks", "check", name).out.startswith(f"{name} is sound: ")
    shown = terminal.run("frameworks", "show", name, "--json").data
    assert len(shown["item_list"]) == listed[name]["items"]
    assert shown["item_list"][0]["id"] in terminal.run("frameworks", "show", name).out


def test_the_schema_of_a_framework_is_json(terminal: Terminal) -> None:
    assert terminal.run("frameworks", "schema").data["$schema"].endswith("2020-12/schema")


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        (("20", "38"), "just over half\njust over half of the cases (20 of 38, 53%)\n"),
        (("just over half", "38"), "just over half of 38 may be 20.\n"),
        (("76%", "36"), "76% of 36 cannot be: no whole number of 36 is said so.\n"),
        (("76%", "38"), "76% of 38 may be 29.\n"),
    ],
)
def test_words_are_said_and_read_back(
    terminal: Terminal, typed: tuple[str, str], printed: str
) -> None:
    assert terminal.run("words", *typed) == Ran(code=exits.OK, out=printed, err="")


def test_words_as_json(terminal: Terminal) -> None:
    assert terminal.run("words", "20", "38", "--json").data["phrase"] == "just over half"
    assert terminal.run("words", "76%", "36", "--json").data["counts"] == []
    table = terminal.run("words", "--json").data
    assert table[0] == {
        "phrase": "very few",
        "low": "0",
        "low_closed": False,
        "high": "1/10",
        "high_closed": False,
    }
    assert "nearly all" in terminal.run("words").out


def test_a_report_says_what_is_synthetic_and_what_nobody_chose(
    terminal: Terminal, folder: Path
) -> None:
    inspection_folder.judge(folder, inspection_folder.CHANGED)
    ran = terminal.run("report", folder, "--format", "html", "--format", "csv")
    notice = "DRAFT: one recommendation is proposed and not chosen by a person."
    assert notice in " ".join(ran.out.split())
    page = (folder / "report" / "report.html").read_text(encoding="utf-8")
    assert "<title>SYNTHETIC: " in page
    assert page.count("[proposed]") == 1
    tables = [path.name for path in (folder / "report" / "tables").iterdir()]
    assert "synthetic-items.csv" in tables
    assert all(name.startswith("synthetic-") for name in tables)
    chosen = inspection_folder.make(folder, inspection_folder.CHANGED, "recommendations: [plan]\n")
    assert "proposed" not in terminal.run("report", chosen, "--format", "html").out
    page = (folder / "report" / "report.html").read_text(encoding="utf-8")
    assert "[proposed]" not in page


def test_the_sample_of_a_report_lists_attributes_that_cases_have(
    terminal: Terminal, folder: Path
) -> None:
    inspection_folder.make(folder, more="sample: [hobby]\n")
    ran = terminal.run("report", folder, "--format", "html")
    assert ran.code == exits.INPUT
    assert "lists 'hobby' under sample" in ran.err
    (folder / "cases.csv").write_text("case_id,NHS number\nX-1,1\n", encoding="utf-8")
    ran = terminal.run("score", folder)
    assert ran.code == exits.INPUT
    assert "'NHS number' may name a child" in ran.err


def test_a_reader_that_stops_reading_ends_a_list_of_problems_quietly(tmp_path: Path) -> None:
    rows = "".join(f"X-{n},maybe\n" for n in range(2_000))
    (tmp_path / "judgements.csv").write_text(f"case_id,CCI-R01\n{rows}", encoding="utf-8")
    typed = ("score", tmp_path / "judgements.csv", "-f", "cci-2009", "--json")
    end_to_read, end_to_write = os.pipe()
    os.close(end_to_read)
    try:
        ran = subprocess.run(
            (sys.executable, "-m", "corecase", *map(str, typed)),
            stdout=end_to_write,
            stderr=subprocess.PIPE,
            check=False,
        )
    finally:
        os.close(end_to_write)
    assert (ran.returncode, ran.stderr) == (exits.OK, b"")
