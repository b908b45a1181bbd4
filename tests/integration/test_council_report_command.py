"""`corecase council-report` as typed: its files, a council's own set and template, refusals."""

import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.shared import Mm, Pt

from corecase.cli import exits
from corecase.exchange import heading_sets
from tests.architecture.tree import ROOT
from tests.terminal import Terminal

EXAMPLES = ROOT / "src" / "corecase" / "data" / "reference" / "council-papers"
STOCKTON = ("council-report", EXAMPLES / "stockton.yaml", "--set", "stockton")
ESSEX = ("council-report", EXAMPLES / "essex.yaml", "--set", "essex")


def test_the_report_is_written_in_three_formats_with_what_to_look_at(
    terminal: Terminal, tmp_path: Path
) -> None:
    ran = terminal.run(*STOCKTON, "-o", tmp_path, "--committee-date", "11/02/2010")
    assert ran.code == exits.OK
    said = " ".join(ran.out.split())
    assert "falls due on 3 February 2010, before the committee meets on 11 February 2010" in said
    assert "the best cannot be computed: Stockton-on-Tees has no percentage" in said
    assert "what the council's code of conduct asks of members with an interest" in said
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {f"council-report-stockton.{ending}" for ending in ("html", "docx", "pdf")}
    page = (tmp_path / "council-report-stockton.html").read_text(encoding="utf-8")
    assert "<h2" in page
    assert '<span class="blank">[agenda item]</span>' in page


def test_another_day_is_checked_and_the_committees_keep_their_names(
    terminal: Terminal, tmp_path: Path
) -> None:
    sefton = ("council-report", EXAMPLES / "sefton.yaml", "--set", "sefton", "-o", tmp_path)
    days = ("--committee-date", "2010-12-01", "--committee-date", "2010-12-08")
    found = terminal.run(*sefton, *days, "--format", "html", "--json").data
    assert len(found["remarks"]) == 1
    assert found["remarks"][0].startswith("The comparison is as at 18 January 2011, after")
    page = (tmp_path / "council-report-sefton.html").read_text(encoding="utf-8")
    assert "Cabinet Member - Children&#39;s Services; Overview &amp; Scrutiny" in page
    assert "1 December 2010; 8 December 2010" in page
    wrong = terminal.run(*sefton, "--committee-date", "soon")
    assert wrong.code == exits.INPUT
    assert "takes a day such as 2012-06-19; not 'soon'" in wrong.err


def test_a_set_that_misses_a_figure_says_which_and_a_preview_leaves_it_blank(
    terminal: Terminal, tmp_path: Path
) -> None:
    lacking = ("council-report", EXAMPLES / "stockton.yaml", "--set", "essex", "-o", tmp_path)
    ran = terminal.run(*lacking)
    assert ran.code == exits.INCOMPLETE
    assert "needs the highest score for Safeguarding among the services compared with" in ran.err
    assert "needs a service of the family to compare with" in ran.err
    assert list(tmp_path.iterdir()) == []
    shown = terminal.run(
        *lacking, "--preview", "--format", "html", "--committee-date", "2010-03-01"
    )
    assert shown.code == exits.OK
    assert "Needed, and left blank in this preview:" in shown.out
    page = (tmp_path / "council-report-essex.html").read_text(encoding="utf-8")
    assert "[not known]" in page


def template(tmp_path: Path, *, numbered: bool = True) -> Path:
    """An invented council's Word template: its heading's style, a header, words of its own."""
    word = docx.Document()
    word.add_paragraph("These words of the template are not wanted in a report.")
    word.styles["Heading 1"].font.size = Pt(31)
    word.styles["List Bullet"].delete()
    word.sections[0].header.paragraphs[0].text = "Anytown Borough Council"
    word.sections[0].left_margin = Mm(50)
    if not numbered:
        related = [k for k, r in word.part.rels.items() if r.reltype.endswith("/numbering")]
        word.part.rels.pop(related[0])
    path = tmp_path / "council.docx"
    word.save(str(path))
    return path


@pytest.mark.parametrize("numbered", [True, False])
def test_word_takes_the_councils_own_template(
    terminal: Terminal, tmp_path: Path, numbered: bool
) -> None:
    made = template(tmp_path, numbered=numbered)
    ran = terminal.run(*ESSEX, "--template", made, "--format", "docx", "-o", tmp_path / "out")
    assert ran.code == exits.OK
    word = docx.Document(str(tmp_path / "out" / "council-report-essex.docx"))
    headings = [p for p in word.paragraphs if p.style is not None and p.style.name == "Heading 1"]
    assert headings[0].text == "Purpose of report"
    assert word.styles["Heading 1"].font.size == Pt(31)
    assert word.sections[0].header.paragraphs[0].text == "Anytown Borough Council"
    assert not any("not wanted" in p.text for p in word.paragraphs)
    width = word.sections[0].page_width - Mm(50) - word.sections[0].right_margin
    columns = word.tables[0].columns
    assert abs(sum(column.width for column in columns) - width) < Mm(1)
    assert word.tables[0].rows[0]._tr.trPr.xpath("w:tblHeader")
    bullets = word.styles["List Bullet"].element.xpath("w:pPr/w:numPr/w:numId/@w:val")
    assert bullets
    assert word.part.numbering_part.element.xpath(f"w:num[@w:numId='{bullets[0]}']")


def with_part(content: bytes, name: str) -> bytes:
    out = io.BytesIO(content)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(name, b"invented")
    return out.getvalue()


def test_a_template_that_cannot_be_used_says_what_to_do(terminal: Terminal, tmp_path: Path) -> None:
    good = template(tmp_path)
    wide = docx.Document(str(good))
    wide.sections[0].left_margin = Mm(200)
    wide.save(str(tmp_path / "wide.docx"))
    (tmp_path / "words.docx").write_text("no Word file", encoding="utf-8")
    (tmp_path / "macros.docx").write_bytes(with_part(good.read_bytes(), "word/vbaProject.bin"))
    (tmp_path / "large.docx").write_bytes(b"x" * (5 * 2**20 + 1))
    refused = {
        "wide": "leaves no room for text; make its margins smaller",
        "words": "is no Word file; save it as .docx",
        "macros": "holds macros; save it as .docx without them",
        "large": "is larger than 5 MB; use smaller pictures",
        "absent": "There is no file",
    }
    for name, said in refused.items():
        ran = terminal.run(*ESSEX, "--template", tmp_path / f"{name}.docx", "-o", tmp_path / "out")
        assert ran.code == exits.INPUT, name
        assert said in ran.err
    assert not (tmp_path / "out").exists()


def test_a_council_brings_its_own_headings(terminal: Terminal, tmp_path: Path) -> None:
    own = tmp_path / "anytown.yaml"
    own.write_text(
        "id: anytown\ntitle: Report to the executive\ncouncil: Anytown Council\n"
        "subject: 'Inspection of {team}'\nform: Executive\nasks: approve\n"
        "decisions: {note: Note it., approve: Approve it., acknowledge: Acknowledge it.}\n"
        "parts:\n- heading: What we decide\n  pieces:\n  - {kind: decision}\n"
        "- heading: What it costs\n  pieces:\n"
        "  - {kind: money, name: Sums, rows: [Staff, Other]}\n"
        "  - {kind: objectives, columns: [Aim, Good, None, Bad], rows: [Safe streets]}\n"
        "  - {kind: plan}\n  - {kind: comparison}\n",
        encoding="utf-8",
    )
    facts = EXAMPLES / "stockton.yaml"
    ran = terminal.run("council-report", facts, "--set", own, "-o", tmp_path, "--format", "html")
    assert ran.code == exits.OK
    page = (tmp_path / "council-report-anytown.html").read_text(encoding="utf-8")
    assert "Note it." in page
    assert "2006/2007 £" in page
    assert "2009/2010 £" in page
    assert "[choose]" in page
    assert "[the improvement plan]" in page
    assert heading_sets.load(str(own)).asks.words == "approve"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("safeguarding: {percent: 73", "happiness: {percent: 73"), "has no headline 'happiness'"),
        (("band: MINIMUM", "band: LEAST"), "has no band 'LEAST'"),
        (("published: 2012-05-23", "published: in spring"), "is a day, a month or a year such as"),
        (("claim: above average", "claim: the happiest"), "There is no claim 'the happiest'"),
        (("paper:\n", "nonsense: 1\npaper:\n"), "is not a field here"),
    ],
)
def test_facts_that_are_wrong_are_refused_with_their_place(
    terminal: Terminal, tmp_path: Path, change: tuple[str, str], said: str
) -> None:
    text = (EXAMPLES / "essex.yaml").read_text(encoding="utf-8").replace(*change)
    facts = tmp_path / "facts.yaml"
    facts.write_text(text, encoding="utf-8")
    ran = terminal.run("council-report", facts, "--set", "essex", "-o", tmp_path / "out")
    assert ran.code == exits.INPUT
    assert said in ran.err
