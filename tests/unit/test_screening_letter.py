"""The letter of a short screening: its parts, its counts, and that it says no percentage."""

import io
import re
import zipfile
from dataclasses import replace

import pikepdf
import pytest

from corecase.core.case_managers import ViewFigure
from corecase.core.errors import InputError
from corecase.core.figures import Figure
from corecase.core.inspections import Letter, Survey, SurveyStatement
from corecase.core.quotations import Quotation
from corecase.documents import formats
from corecase.documents.inspection_report import Report
from corecase.documents.model import Document, Listing, Paragraph, Text, plain
from corecase.documents.paragraphs import paragraphs
from corecase.documents.report_forms import build
from corecase.exchange import editions
from tests import stoke

PARTS = (
    "Context",
    "Summary",
    "Commentary on the inspection in Stoke-on-Trent",
    "1. Reducing the likelihood of reoffending",
    "2. Protecting the public",
    "3. Protecting the child or young person",
    "4. Ensuring that the sentence is served",
    "Operational management",
    "Key strengths",
    "Areas requiring improvement",
    "Copy to",
)


@pytest.fixture(scope="module")
def report() -> Report:
    return stoke.report()


@pytest.fixture(scope="module")
def letter(report: Report) -> Document:
    return build(report)


def written(report: Report, **said: object) -> Document:
    return build(replace(report, inspection=replace(report.inspection, **said)))  # type: ignore[arg-type]


def texts(document: Document, anchor: str) -> list[str]:
    return [one.text for one in paragraphs(document) if one.place.startswith(f"{anchor}/")]


def test_what_others_said_is_kept_in_the_annex(report: Report) -> None:
    said = SurveyStatement(text="felt listened to", figure=Figure(count=18, out_of=22))
    groups = (
        Survey(group="Victims", returned=22, statements=(said,)),
        Survey(group="Parents and carers", returned=3),
    )
    made = written(report, surveys=groups)
    assert texts(made, "data-respondents")[1:] == [
        "Victims:",
        "All but four of the 22 respondents felt listened to.",
    ]
    assert not texts(build(report), "data-respondents")


def test_the_parts_stand_in_the_order_of_the_published_letter(letter: Document) -> None:
    assert tuple(h.label for h in letter.headings())[: len(PARTS)] == PARTS
    assert [label for label, _ in letter.cover.head] == [
        "To",
        "Copy to",
        "From",
        "Publication date",
    ]
    assert plain(letter.cover.head[3][1]) == "14 August 2013"


def test_paragraphs_of_the_themes_are_numbered_and_no_others(letter: Document) -> None:
    numbers = [block.number for block in letter.blocks if isinstance(block, Paragraph)]
    found = [number for number in numbers if number]
    assert found[:3] == ["1.1.", "1.2.", "1.3."]
    themes = [number.partition(".")[0] for number in found]
    assert themes == sorted(themes)
    assert set(themes) == {"1", "2", "3", "4"}
    for theme in "1234":
        of_theme = [number for number in found if number.startswith(theme)]
        assert of_theme == [f"{theme}.{n}." for n in range(1, len(of_theme) + 1)]


def test_areas_are_in_roman_numerals_and_strengths_are_bullets(letter: Document) -> None:
    lists = [block for block in letter.blocks if isinstance(block, Listing)]
    strengths, areas, copies = lists
    assert (areas.numbered, areas.roman, len(areas.entries)) == (True, True, 4)
    assert not strengths.numbered
    assert len(copies.entries) == 10


def test_what_nobody_knows_is_a_labelled_blank(report: Report) -> None:
    blank = written(report, letter=None, narrative=(), fieldwork="", published_on=None, views=())
    assert {one.label for one in blank.blanks()} >= {
        "to whom the letter goes",
        "from whom the letter is",
        "the day of publication",
        "the days of the fieldwork",
        "the summary",
        "what the case managers said of their own work",
        "the lead inspector",
        "how to reach the lead inspector",
        "the copy list",
        "where a copy on paper is asked for",
    }
    nothing = build(replace(report, recommendations=(), findings=()))
    assert {"the key strengths", "the areas requiring improvement"} <= {
        one.label for one in nothing.blanks()
    }
    assert texts(nothing, "section-SQS-S1") == ["We made no judgement under this heading."]


def test_what_is_known_takes_the_place_of_each_blank(report: Report) -> None:
    known = Letter(
        to="The Chair",
        sender="An Inspector",
        lead="L",
        contact="c",
        print_contact="p",
        copies=("X",),
    )
    made = written(report, letter=known, narrative=("All in all.",), key_strengths=("This.",))
    assert not list(made.blanks())
    assert "DRAFT: the key strengths" not in made.notice
    assert texts(made, "strengths")[1:] == ["This."]


# Views beside what the cases show


def test_views_count_people_and_stand_beside_the_cases(letter: Document) -> None:
    said = texts(letter, "section-SQS-S5")
    (oversight,) = [text for text in said if "oversight of their cases" in text]
    assert oversight.startswith("All eight case managers thought that management oversight")
    assert "In the cases themselves: oversight by managers" in oversight
    assert "half of the relevant cases (7 of 14)" in oversight


def test_what_is_judged_under_the_heading_itself_is_not_said_twice(letter: Document) -> None:
    said = texts(letter, "section-SQS-S5")
    assert sum("had made the work better" in text for text in said) == 1


def test_a_view_of_few_people_awaits_a_person(report: Report) -> None:
    few = ViewFigure(id="SQS-V1", figure=Figure(count=1, out_of=3))
    made = written(report, views=(few,))
    assert "rests on fewer than five people: not confirmed yet" in {
        one.label for one in made.blanks()
    }
    assert not any(
        "fewer than five" in one.label
        for one in written(report, views=(replace(few, confirmed=True),)).blanks()
    )


def test_a_view_beside_an_item_that_opens_with_a_figure_keeps_its_capital(report: Report) -> None:
    item = replace(report.framework.item("SQS-B08"), finding="{share} showed good oversight")
    items = tuple(item if one.id == item.id else one for one in report.framework.items)
    figures = {**report.scores.items, item.id: Figure(count=12, out_of=12)}
    asked = replace(report.framework, items=items)
    made = build(replace(report, framework=asked, scores=replace(report.scores, items=figures)))
    said = " ".join(texts(made, "section-SQS-S5"))
    assert "themselves: All 12 relevant cases showed good oversight" in said


# What a person writes


def test_commentary_goes_on_with_the_numbers_and_a_quotation_is_word_for_word(
    report: Report,
) -> None:
    quoted = Quotation(id="q1", words="It was clear to everybody.", criterion="SQS-1", checked=True)
    commentary = {"SQS-S1": "An inspector wrote [[quote:q1|clear to everybody]].\n\nMore."}
    made = written(report, commentary=commentary, quotations=(quoted,))
    *_, before, last = texts(made, "section-SQS-S1")
    assert (before, last) == ("An inspector wrote “clear to everybody”.", "More.")


# No percentages


@pytest.mark.parametrize(
    "words", ["It was 54% of them.", "It was 54 per cent.", "54 percent of it"]
)
@pytest.mark.parametrize("part", ["narrative", "key_strengths"])
def test_a_percentage_that_somebody_wrote_is_refused(report: Report, part: str, words: str) -> None:
    with pytest.raises(InputError, match="a letter prints no percentages; give the count"):
        written(report, **{part: (words,)})


def test_no_percentage_is_in_any_format(letter: Document) -> None:
    made = formats.render(letter, ("html", "docx", "csv"))
    html = re.sub(r"<style>.*?</style>", "", made["html"].decode(), flags=re.DOTALL)
    with zipfile.ZipFile(io.BytesIO(made["docx"])) as word:
        body = word.read("word/document.xml").decode()
    tables = [data.decode() for name, data in made.items() if name.startswith("tables/")]
    for said in (html, re.sub(r"<[^>]+>", "", body), *tables):
        assert "%" not in said
        assert "per cent" not in said


# Each format


def test_numbers_and_roman_numerals_are_in_each_format(letter: Document) -> None:
    made = formats.render(letter, ("html", "docx"))
    html = made["html"].decode()
    assert '<span class="margin">1.1.</span>' in html
    assert '<ol type="i" class="roman">' in html
    assert "<dt>Publication date:</dt>" in html
    with zipfile.ZipFile(io.BytesIO(made["docx"])) as word:
        body, numbering = (word.read(f"word/{n}.xml").decode() for n in ("document", "numbering"))
    assert "1.1." in body
    assert "lowerRoman" in numbering


def test_the_pdf_is_tagged_and_begins_under_its_head(letter: Document) -> None:
    with pikepdf.open(io.BytesIO(formats.render(letter, ("pdf",))["pdf"])) as pdf:
        assert bool(pdf.Root.MarkInfo.Marked)
        assert str(pdf.Root.Lang) == "en-GB"
        assert len(pdf.pages) <= 6


def test_a_letter_may_leave_out_its_annex_and_its_copy_list(report: Report) -> None:
    text = editions.text("sqs").replace(
        "form: letter\n", "form: letter\nchapters: [commentary, strengths, areas]\ncover: []\n", 1
    )
    short = build(replace(report, edition=editions.from_text(text.replace("\ncover: []", "", 1))))
    assert not list(short.tables())
    assert [label for label, _ in short.cover.head] == ["To", "From", "Publication date"]


def test_a_cover_line_keeps_its_language(report: Report) -> None:
    line = (("Archwiliad", "cy"), ("Inspection", "en-GB"))
    made = build(replace(report, edition=replace(report.edition, cover=line)))
    assert made.cover.programme == (Text("Archwiliad", lang="cy"), Text("Inspection"))
    assert b'lang="cy"' in formats.render(made, ("html",))["html"]
