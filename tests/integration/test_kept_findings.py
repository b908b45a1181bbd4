"""The journey of a finding: drafted, edited by a person, and marked when its data changes."""

from pathlib import Path

import pytest

from corecase.core.errors import InputError, ManyProblems
from corecase.core.findings import Finding
from corecase.exchange import kept_findings
from corecase.pipelines import read, render
from tests import inspection_folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An inspection whose findings were written once and have not been touched."""
    folder = inspection_folder.make(tmp_path / "anytown")
    write(folder)
    return folder


def findings(folder: Path) -> tuple[Finding, ...]:
    return render.findings_of(read.read_folder(folder))


def write(folder: Path) -> None:
    kept_findings.write(folder / read.FINDINGS, findings(folder))


def accept(folder: Path) -> None:
    path = folder / read.FINDINGS
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("status: drafted", "status: accepted"), encoding="utf-8")


def edit(folder: Path, old: str, new: str) -> None:
    path = folder / read.FINDINGS
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


DRAFT = "A plan was made in [[T-A1|two of the three cases]]."
EDITED = "Plans were made in [[T-A1|two-thirds of the cases]], and well."
KEPT = "Plans were made in two-thirds of the cases, and well."

COMPLETE_GOOD = inspection_folder.COMPLETE.replace("X-3,I,", "X-3,S,")


def test_a_draft_that_nobody_touched_follows_the_data(folder: Path) -> None:
    inspection_folder.judge(folder, inspection_folder.CHANGED)
    plans = findings(folder)[-1]
    assert plans.text == "A plan was made in one of the three cases."
    assert (plans.status, plans.kind, plans.changed) == ("drafted", "area", ())
    assert len(findings(folder)) == 2


def test_an_edited_paragraph_is_kept_and_marked_when_a_judgement_changes(folder: Path) -> None:
    edit(folder, DRAFT, EDITED)
    plans = findings(folder)[0]
    assert (plans.text, plans.status) == (KEPT, "edited")
    assert plans.changed == ()
    inspection_folder.judge(folder, inspection_folder.CHANGED)
    kept = [f for f in findings(folder) if f.text == KEPT]
    assert [f.changed for f in kept] == [("T-A1",)]


def test_a_paragraph_that_is_no_longer_drafted_stays_beside_the_new_draft(folder: Path) -> None:
    edit(folder, DRAFT, EDITED)
    inspection_folder.judge(folder, inspection_folder.CHANGED)
    assert [(f.id, f.status) for f in findings(folder)] == [
        ("T-1.1/strength/visits", "drafted"),
        ("T-1.1/strength/plans", "edited"),
        ("T-1.1/area/plans", "drafted"),
    ]


def test_the_mark_stays_when_the_file_is_written_again_until_a_person_has_looked(
    folder: Path,
) -> None:
    edit(folder, DRAFT, EDITED)
    inspection_folder.judge(folder, inspection_folder.CHANGED)
    for _ in range(2):
        write(folder)
    assert [f.text for f in findings(folder) if f.changed] == [KEPT]
    edit(folder, "    T-A1: 2/3\n", "")
    with pytest.raises(InputError, match="says 'two thirds' where T-A1 is 1 of 3; correct the wor"):
        findings(folder)
    edit(folder, "two-thirds of the cases]]", "one]]")
    assert not any(f.changed for f in findings(folder))
    write(folder)
    inspection_folder.judge(folder, inspection_folder.COMPLETE)
    assert [f.text for f in findings(folder) if f.changed] == ["Plans were made in one, and well."]


def test_an_accepted_paragraph_keeps_its_words_and_is_marked_too(folder: Path) -> None:
    accept(folder)
    assert [f.status for f in findings(folder)] == ["accepted", "accepted"]
    inspection_folder.judge(folder, inspection_folder.CHANGED)
    accepted = [(f.text, f.changed) for f in findings(folder) if f.status == "accepted"]
    assert accepted == [
        ("Visits were kept in the one case.", ()),
        ("A plan was made in two of the three cases.", ("T-A1",)),
    ]


def test_a_dropped_paragraph_is_in_no_report_and_stays_in_the_file(
    folder: Path, tmp_path: Path
) -> None:
    path = folder / read.FINDINGS
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("status: drafted", "status: dropped", 1), encoding="utf-8")
    write(folder)
    assert [f.status for f in findings(folder)] == ["dropped", "drafted"]
    done = render.render(read.read_folder(folder), tmp_path / "out", ["html"])
    assert [f.id for f in done.report.findings] == ["T-1.1/strength/visits"]
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert "Visits were kept" in page
    assert "A plan was made in" not in page


def test_a_note_stays_when_the_file_is_written_again_and_the_draft_follows_the_data(
    folder: Path,
) -> None:
    path = folder / read.FINDINGS
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("note: ''", "note: Ask the team.", 1), encoding="utf-8")
    inspection_folder.judge(folder, COMPLETE_GOOD)
    write(folder)
    plans = findings(folder)[0]
    assert (plans.text, plans.status) == ("A plan was made in all three cases.", "drafted")
    assert plans.note == "Ask the team."
    inspection_folder.judge(folder, inspection_folder.CHANGED)
    noted = [f for f in findings(folder) if f.note]
    assert [(f.id, f.changed) for f in noted] == [("T-1.1/strength/plans", ("T-A1",))]


def test_a_paragraph_deleted_from_the_file_comes_back_as_a_draft(folder: Path) -> None:
    accept(folder)
    path = folder / read.FINDINGS
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.index("- id: T-1.1/strength/visits")], encoding="utf-8")
    assert [f.status for f in findings(folder)] == ["accepted", "drafted"]
    assert "delete\n# here comes back as a draft" in text


def test_a_report_says_which_paragraph_to_look_at_again(folder: Path, tmp_path: Path) -> None:
    edit(folder, DRAFT, EDITED)
    inspection_folder.judge(folder, inspection_folder.CHANGED)
    done = render.render(read.read_folder(folder), tmp_path / "out", ["html"])
    assert [f.id for f in done.changed] == ["T-1.1/strength/plans"]
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert "look again: the data of T-A1 changed after this was written" in page
    assert "Plans were made in" in page


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("[[T-A1|", "[[T-A7|", "findings.yaml: The text says 'two of the three cases' for 'T-A7'"),
        ("[[T-A1|", "[[T-A1 ", "brackets that tie no words"),
        ("two of the three cases]]", "most cases]]", "says 'most' where T-A1 is 2 of 3; correct"),
        ("T-A1: 2/3", "T-A1: two of three", "write it as 37/38"),
        ("T-A1: 2/3", "T-A1: 3/2", "write it as 37/38"),
        ("id: T-1.1/strength/visits", "id: T-1.1/strength/plans", "Two findings have the id"),
    ],
)
def test_what_cannot_be_tied_to_a_figure_is_a_sentence(
    folder: Path, old: str, new: str, sentence: str
) -> None:
    accept(folder)
    path = folder / read.FINDINGS
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(InputError, match=r"^findings\.yaml: ") as caught:
        findings(folder)
    assert sentence in str(caught.value)


def test_a_paragraph_under_a_criterion_that_there_is_not_is_refused(folder: Path) -> None:
    accept(folder)
    path = folder / read.FINDINGS
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("criterion: T-1.1", "criterion: T-1.9", 1), encoding="utf-8")
    with pytest.raises(ManyProblems) as caught:
        findings(folder)
    assert [str(p) for p in caught.value.problems] == [
        "T-1.1/strength/plans: 'T-1.9' is not a criterion of the framework"
    ]


def test_a_file_of_findings_that_is_not_one_is_refused(folder: Path) -> None:
    (folder / read.FINDINGS).write_text("findings: [{id: x}]\n", encoding="utf-8")
    with pytest.raises(ManyProblems, match=r"findings\.yaml has 5 problems"):
        findings(folder)
