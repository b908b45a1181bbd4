"""Texts that nobody tuned a reader to: their answers are facts, true to their place, and between
them they hold every trap that published texts were seen to set."""

import csv
from collections import Counter
from pathlib import Path

import pdfplumber
import pytest
from pdfplumber.page import Page

from tests.answers import answers, line_of
from tests.spec.test_answer_sheet import KEYS, folded, runs, stands_on_the_list
from tests.unseen import FOLDER, SETS, answers_to, made, texts

TEXTS = [text for half in SETS for text in texts(half)]
TRAPS = (FOLDER / "README.md").read_text("utf-8").split("## Traps\n")[1].split("\n## ")[0]
TITLES = (
    "core case inspection of youth offending work in england and wales",
    "report of short quality screening (sqs) of youth offending work in",
    "overall score for quality of assessment and sentence planning work",
    "overall score for quality of delivery and review of interventions work",
    "2.1 protecting the public by minimising risk of harm to others",
)
"""Titles and headings of whole series, which have one wording."""


@pytest.fixture(params=TEXTS, ids=lambda path: f"{path.parent.name}-{path.name}")
def text(request: pytest.FixtureRequest) -> Path:
    assert isinstance(request.param, Path)
    return request.param


def test_each_text_has_answers_that_are_facts_on_the_list(text: Path) -> None:
    facts = answers(answers_to(text))
    assert facts
    assert KEYS
    assert [fact for fact in facts if not stands_on_the_list(fact)] == []
    assert [fact for fact, times in Counter(facts).items() if times > 1] == []


def test_each_answer_is_read_where_it_says(text: Path, tmp_path: Path) -> None:
    words = text.read_text(encoding="utf-8")
    lines = words.split("\n")
    pages = printed(made(text, tmp_path)) if text.name.endswith(".pdf.txt") else []
    for fact in answers(answers_to(text)):
        assert len(fact.read_from.split()) <= 6
        if fact.place.startswith("line"):
            assert fact.read_from in lines[line_of(fact) - 1]
        elif fact.place:
            page = pages[int(fact.place.removeprefix("page ")) - 1]
            assert "".join(fact.read_from.split()) in "".join(page.split())
        else:
            assert fact.read_from in words


def printed(path: Path) -> list[str]:
    """Each page's words: as they run over the page, and again cell by cell."""
    with pdfplumber.open(path) as pdf:
        return ["\n".join([page.extract_text(), *cells(page)]) for page in pdf.pages]


def cells(page: Page) -> list[str]:
    return [cell or "" for table in page.extract_tables() for row in table for cell in row]


def test_a_word_file_holds_its_words(tmp_path: Path) -> None:
    from docx import Document

    (text,) = (one for one in texts("open") if one.name.endswith(".word.txt"))
    document = Document(str(made(text, tmp_path)))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert "'Risk of Harm to others' work" in cells
    assert "Two alerts were raised" in "\n".join(one.text for one in document.paragraphs)


@pytest.mark.parametrize("half", SETS)
def test_each_set_holds_every_trap(half: str) -> None:
    named = {line.removeprefix("- ").partition(":")[0] for line in TRAPS.strip().splitlines()}
    with (FOLDER / half / "traps.csv").open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    assert {row["trap"] for row in rows} == named
    assert {row["text"] for row in rows} == {path.name for path in texts(half)}


def test_no_text_copies_eight_words_of_an_original(sources: Path) -> None:
    theirs = {run for path in sources.glob("*.txt") for run in runs(path.read_text("utf-8"))}
    for text in TEXTS:
        shared = runs(text.read_text(encoding="utf-8")) & theirs
        titles = " | ".join(TITLES)
        assert [run for run in shared if run not in folded(titles)] == [], text.name
