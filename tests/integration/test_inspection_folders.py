"""A folder that the site writes renders to the bytes of the command line's, on any day."""

import hashlib
import io
import os
import subprocess
import sys
import time
import zipfile
from dataclasses import replace
from importlib.resources import as_file
from pathlib import Path

import pytest

from corecase.core.errors import InputError, ManyProblems
from corecase.core.judgements import Judgements
from corecase.documents.formats import NAMES
from corecase.documents.inspection_report import build
from corecase.exchange import editions, kept_findings
from corecase.exchange.inspection_folders import Material, files, unzipped, zipped
from corecase.pipelines.demo import REFERENCE
from corecase.pipelines.read import FINDINGS, read_folder
from corecase.pipelines.reconstruct import reconstruct_folder
from corecase.pipelines.render import accept, findings_of, render, report_of
from tests import inspection_folder


def reports(folder: Path, out: Path) -> dict[str, str]:
    """The hash of every file of a folder's report."""
    written = render(read_folder(folder), out, NAMES).files
    return {
        path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in written
    }


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the demonstration, with its findings accepted."""
    folder = tmp_path_factory.mktemp("made") / "hartlepool"
    with as_file(REFERENCE) as reference:
        reconstruct_folder("cci-2009", reference, folder, seed=2010)
    kept_findings.write(folder / FINDINGS, accept(findings_of(read_folder(folder)), ["all"]))
    return folder


@pytest.fixture(scope="module")
def first(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The hashes of its report."""
    return reports(demonstration, tmp_path_factory.mktemp("first"))


def material(folder: Path) -> Material:
    read = read_folder(folder)
    overlay = next(folder.glob("synthetic-overlay.yaml"), folder / "tiny.yaml")
    return Material(
        framework_text=overlay.read_text(encoding="utf-8"),
        edition_text=editions.text(read.edition),
        inspection=read.inspection,
        judgements=read.judged.judgements,
        cases=read.judged.cases,
        kept=kept_findings.read(folder / FINDINGS) if (folder / FINDINGS).is_file() else (),
    )


def test_what_is_written_again_renders_to_the_same_bytes(
    demonstration: Path, first: dict[str, str], tmp_path: Path
) -> None:
    content = files(material(demonstration))
    assert set(content) == {
        *("inspection.yaml", "framework.yaml", "edition.yaml", "findings.yaml"),
        *("synthetic-judgements.csv", "synthetic-cases.csv"),
    }
    packed = zipped(content)
    assert zipped(dict(reversed(content.items()))) == packed
    unzipped(packed, tmp_path / "again")
    assert reports(tmp_path / "again", tmp_path / "report") == first


def test_another_process_on_another_day_writes_the_same_bytes(
    demonstration: Path, first: dict[str, str], tmp_path: Path
) -> None:
    program = (
        "import sys, time; day = time.time() + 9e6; time.time = lambda: day\n"
        "from corecase.cli.main import main; sys.argv[0] = 'corecase'; main()"
    )
    elsewhere = os.environ | {"TZ": "Pacific/Auckland", "PYTHONHASHSEED": "7", "LC_ALL": "C.UTF-8"}
    wanted = [part for name in NAMES for part in ("--format", name)]
    out = tmp_path / "report"
    order = ["report", str(demonstration), "--out", str(out), *wanted]
    subprocess.run([sys.executable, "-c", program, *order], check=True, env=elsewhere)
    written = {p.relative_to(out).as_posix(): p for p in out.rglob("*") if p.is_file()}
    hashes = {n: hashlib.sha256(p.read_bytes()).hexdigest() for n, p in written.items()}
    assert hashes == first


def test_a_warm_report_is_quick(demonstration: Path, first: dict[str, str]) -> None:
    assert first  # everything that is loaded once has been loaded
    took = []
    for _ in range(3):
        begun = time.perf_counter()
        build(report_of(read_folder(demonstration)))
        took.append(time.perf_counter() - begun)
    assert min(took) < 1  # 0.1 s on two idle cores


QUOTED = "quotations:\n- {id: Q1, words: They helped me., criterion: T-1.1, checked: CHECKED}\n"
SAYS = 'commentary: {T-1: "One said [[quote:Q1|They helped me.]]"}\n'


def test_a_quotation_nobody_checked_stands_only_in_a_preview(tmp_path: Path) -> None:
    folder = inspection_folder.make(tmp_path / "a", more=QUOTED.replace("CHECKED", "false") + SAYS)
    with pytest.raises(InputError, match="quote:Q1 is quoted and no second person has checked it"):
        report_of(read_folder(folder))
    assert report_of(read_folder(folder), preview=True).inspection.quotations
    inspection_folder.make(folder, more=QUOTED.replace("CHECKED", "true") + SAYS)
    assert report_of(read_folder(folder)).inspection.quotations[0].checked


def test_a_kept_finding_quotes_through_its_file(tmp_path: Path) -> None:
    folder = inspection_folder.make(tmp_path / "a", more=QUOTED.replace("CHECKED", "true"))
    kept_findings.write(folder / FINDINGS, findings_of(read_folder(folder)))
    path = folder / FINDINGS
    text = path.read_text(encoding="utf-8").replace(
        "Visits", "So [[quote:Q1|They helped me.]] Visits"
    )
    path.write_text(text, encoding="utf-8")
    found = findings_of(read_folder(folder))
    assert any(finding.text.startswith("So “They helped me.” Visits") for finding in found)
    again = files(material(folder))
    unzipped(zipped(again), tmp_path / "b")
    assert findings_of(read_folder(tmp_path / "b")) == found
    path.write_text(text.replace("helped me.]]", "helped us.]]"), encoding="utf-8")
    with pytest.raises(InputError, match=r"findings\.yaml: .* 'They helped us\.' do not"):
        findings_of(read_folder(folder))


def test_what_belongs_to_no_criterion_or_item_is_refused(tmp_path: Path) -> None:
    more = QUOTED.replace("T-1.1", "T-9").replace("CHECKED", "true")
    more += "recommendations:\n- {id: own, text: visits are kept, items: [T-Z]}\n- plan\n"
    folder = inspection_folder.make(tmp_path / "a", more=more)
    with pytest.raises(ManyProblems) as raised:
        read_folder(folder)
    assert [str(problem) for problem in raised.value.problems] == [
        "quotations: 'T-9' is not a criterion of tiny; use T-1.1",
        "recommendations: 'T-Z' is not an item of tiny; use T-A1, T-A2",
    ]


def test_an_edited_recommendation_is_printed_in_its_own_words(tmp_path: Path) -> None:
    more = "recommendations:\n- {id: plan, text: plans are made, owners: [A, B], items: [T-A1]}\n"
    folder = inspection_folder.make(tmp_path / "a", more=more + "- {id: own, text: rooms}\n")
    chosen = report_of(read_folder(folder)).recommendations
    assert [(one.id, one.text, one.owners) for one in chosen] == [
        ("plan", "plans are made", ("A", "B")),
        ("own", "rooms", ()),
    ]
    inspection_folder.make(folder, more="recommendations: [{id: plan, owners: [A]}]\n")
    with pytest.raises(ManyProblems) as raised:
        read_folder(folder)
    (fault,) = raised.value.problems
    assert str(fault).endswith("has owners or items and no text; write the text, or the id alone")


# The archive


def archive(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members.items():
            made.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize(
    "name",
    ["../inspection.yaml", "/tmp/x", "a/inspection.yaml", "..\\cases.csv", "other.txt", "a/"],
)
def test_an_archive_holds_only_the_files_of_a_folder(tmp_path: Path, name: str) -> None:
    packed = archive(**{"inspection.yaml": b"service: A", name: b"x"})
    with pytest.raises(InputError, match="which has no place there"):
        unzipped(packed, tmp_path / "in")
    assert not (tmp_path / "in").exists()


def test_a_file_stands_once_in_an_archive(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("cases.csv", b"1")
        with pytest.warns(UserWarning, match="Duplicate name"):
            made.writestr("cases.csv", b"2")
    with pytest.raises(InputError, match=r"holds 'cases.csv', which has no place there"):
        unzipped(out.getvalue(), tmp_path)


def test_a_damaged_archive_is_a_sentence(tmp_path: Path) -> None:
    packed = zipped({"cases.csv": b"case_id\n" * 50})
    for spoilt in (b"", b"PK", packed[:-30], packed.replace(packed[45:50], b"#####")):
        with pytest.raises(InputError, match="archive is damaged; make it again"):
            unzipped(spoilt, tmp_path / "in")
    assert not (tmp_path / "in").exists()


def test_an_archive_that_swells_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="unpacks to more than an inspection can need"):
        unzipped(archive(**{"cases.csv": bytes(100 * 2**20 + 1)}), tmp_path / "in")


def test_without_a_case_there_is_no_folder(tmp_path: Path) -> None:
    made = material(inspection_folder.make(tmp_path / "a"))
    with pytest.raises(InputError, match="There are no cases to write down"):
        files(replace(made, judgements=Judgements()))
    assert "synthetic-cases.csv" not in files(replace(made, cases=()))
