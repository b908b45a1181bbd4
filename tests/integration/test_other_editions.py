"""Another edition is a file: other words, another order, another cover, and no line of code."""

from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import pytest

from corecase.documents.inspection_report import build
from corecase.documents.model import Document, Heading, Link, Listing, PageBreak, Paragraph, plain
from corecase.pipelines.read import read_folder
from corecase.pipelines.render import render, report_of
from tests import inspection_folder
from tests.made_files import write_text

STANDARD = (files("corecase") / "data" / "editions" / "standard.yaml").read_text("utf-8")
OURS = (
    STANDARD.replace("id: standard", "id: ours")
    .replace("cover: []", "cover: [{text: Our own inspections}, {text: Archwiliad, lang: cy}]")
    .replace("uncertainty: {level: 0.95, target: caseload}\n", "")
    .replace("  strengths: Strengths", "  strengths: What went well")
    .replace("glossary: {}", "glossary: {Visit: A meeting at home}")
    + """\
chapters: [contents, summary, sections, recommendations, glossary, data]
findings: [area, strength]
words:
  proposed: suggested by the figures
  number.section: "Part {number}:"
  number.criterion: "({number})"
  column.sufficient: Well done
  isbn: "Number: "
"""
)
MORE = "edition: ours.yaml\n"


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    """A folder whose report has its own edition."""
    folder = inspection_folder.make(tmp_path / "anytown", inspection_folder.CHANGED, MORE)
    write_text(folder / "ours.yaml", OURS)
    return folder


def document(folder: Path) -> Document:
    return build(report_of(read_folder(folder)))


def test_the_chapters_stand_in_the_order_of_the_edition(ours: Path) -> None:
    made = document(ours)
    titles = [heading.label for heading in made.headings() if heading.level == 1]
    assert titles == [
        "Contents",
        "Appendix 1: Summary",
        "Part 1: Planning",
        "Recommendations (primary responsibility is indicated in brackets)",
        "Appendix 5: Glossary",
        "Appendix 3b: Inspection data",
    ]
    assert [line.text for line in made.cover.programme] == ["Our own inspections", "Archwiliad"]


def test_areas_stand_before_strengths_under_the_words_of_the_edition(ours: Path) -> None:
    labels = [heading.label for heading in document(ours).headings()]
    assert "(1.1) Plans" in labels
    assert labels.index("Areas for improvement") < labels.index("What went well")
    summary = next(table for table in document(ours).tables() if table.id == "summary")
    assert summary.header[1] == "Well done"


def test_small_words_and_the_glossary_are_those_of_the_edition(ours: Path) -> None:
    made = document(ours)
    lists = [plain(entry) for b in made.blocks if isinstance(b, Listing) for entry in b.entries]
    assert "makes plans (Head of service) [suggested by the figures]" in lists
    terms = [getattr(block, "entries", ()) for block in made.blocks]
    assert any(entry[0] == "Visit" for entries in terms for entry in entries)


def test_no_page_is_left_empty(ours: Path) -> None:
    made = document(ours).blocks
    assert isinstance(made[0], Heading)
    breaks = [isinstance(block, PageBreak) for block in made]
    assert (True, True) not in list(pairwise(breaks))
    assert breaks.count(True) == 1


def test_a_foreword_leads_only_to_a_summary_that_there_is(ours: Path) -> None:
    text = OURS.replace("[contents, summary, sections", "[foreword, sections")
    write_text(ours / "ours.yaml", text)
    spans = [b.spans for b in document(ours).blocks if isinstance(b, Paragraph)]
    assert not any(isinstance(span, Link) for one in spans for span in one)
    write_text(ours / "ours.yaml", text.replace("[foreword", "[foreword, summary"))
    spans = [b.spans for b in document(ours).blocks if isinstance(b, Paragraph)]
    assert any(isinstance(span, Link) for one in spans for span in one)


def test_it_is_written_in_every_format(ours: Path) -> None:
    written = render(read_folder(ours), ours / "report", ("html", "pdf", "docx", "xlsx", "csv"))
    names = {path.name for path in written.files}
    assert {"report.html", "report.pdf", "report.docx", "report.xlsx"} <= names
    page = (ours / "report" / "report.html").read_text(encoding="utf-8")
    assert "What went well" in page
    assert "Foreword" not in page
