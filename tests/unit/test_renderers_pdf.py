"""The PDF: accessible by the standard and by our own rule, and complete."""

import io
import re
from collections.abc import Iterator
from dataclasses import replace

import pikepdf
import pypdfium2
import pytest
from page import ValidationProfile, validate_pdf_bytes

from corecase.core.errors import InputError
from corecase.documents import formats, pdf
from corecase.documents.model import (
    Block,
    Document,
    Heading,
    Listing,
    PageBreak,
    Paragraph,
    ScoreBox,
    Table,
    words,
)
from tests.sample_document import NOTICE, hostile, number, sample, texts

DOCUMENTS = {"sample": sample(), "hostile": hostile()}


def elements(parent: pikepdf.Object) -> Iterator[pikepdf.Object]:
    below = parent.get("/K")
    for child in below if isinstance(below, pikepdf.Array) else [below]:
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            yield child
            yield from elements(child)


def structure(data: bytes) -> list[tuple[str, dict[str, str]]]:
    """Each structure element with its table attributes and its alternative text."""
    with pikepdf.open(io.BytesIO(data)) as opened:
        return [(str(e.S), attributes(e)) for e in elements(opened.Root.StructTreeRoot)]


def attributes(element: pikepdf.Object) -> dict[str, str]:
    found = element.get("/A", [])
    listed = found if isinstance(found, pikepdf.Array) else [found]
    said = {key: str(value) for one in listed for key, value in dict(one).items()}
    return said | ({"/Alt": str(element.Alt)} if "/Alt" in element else {})


def pages(data: bytes) -> list[str]:
    opened = pypdfium2.PdfDocument(data)
    try:
        return [page.get_textpage().get_text_bounded() for page in opened]
    finally:
        opened.close()


def squeezed(text: str) -> str:
    """Without space and without the places given to long words to break."""
    return re.sub(r"[\s\u200b\ufffe\x02]", "", text)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_it_conforms_to_pdf_ua(name: str) -> None:
    data = pdf.render(DOCUMENTS[name])
    report = validate_pdf_bytes(data, profile=ValidationProfile.PDF_UA_1)
    assert report.is_compliant, report


def test_every_header_cell_has_a_scope_and_every_row_has_one() -> None:
    document = sample()
    found = structure(pdf.render(document))
    scopes = [said.get("/Scope") for role, said in found if role == "/TH"]
    tables = list(document.tables())
    assert scopes.count("/Row") == sum(len(table.rows) for table in tables)
    assert scopes.count("/Column") == sum(len(table.header) for table in tables)
    assert None not in scopes
    summaries = [said["/Summary"] for role, said in found if role == "/Table"]
    assert summaries == [table.caption for table in tables]


def test_headings_lists_and_pictures_are_tagged() -> None:
    document = sample()
    found = structure(pdf.render(document))
    headings = [role for role, _ in found if re.fullmatch(r"/H\d", role)]
    assert headings == [f"/H{heading.level}" for heading in document.headings()]
    alts = [said["/Alt"] for role, said in found if role == "/Figure"]
    assert alts == [chart.alt for chart in document.charts()]
    assert [role for role, _ in found].count("/TOCI") == sum(
        heading.in_contents for heading in document.headings()
    )


def test_it_says_its_title_language_and_no_time() -> None:
    with pikepdf.open(io.BytesIO(pdf.render(sample()))) as opened:
        assert str(opened.Root.Lang) == "en-GB"
        assert str(opened.docinfo.Title) == sample().title
        assert str(opened.docinfo.Subject) == sample().subject
        assert "/CreationDate" not in opened.docinfo
        assert b"CreateDate" not in opened.Root.Metadata.read_bytes()
        assert opened.Root.ViewerPreferences.DisplayDocTitle


def test_only_our_typeface_is_in_it() -> None:
    with pikepdf.open(io.BytesIO(pdf.render(hostile()))) as opened:
        fonts = {
            str(one.BaseFont).partition("+")[2]
            for one in opened.objects
            if isinstance(one, pikepdf.Dictionary) and str(one.get("/Type")) == "/Font"
        }
    assert fonts
    assert all(name.startswith("SourceSans3-") for name in fonts)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_text_is_lost(name: str) -> None:
    # Running heads stand between the lines of a text that runs over a page.
    document = DOCUMENTS[name]
    body = "".join(pages(pdf.render(document)))
    for running in (document.notice, document.title):
        body = body.replace(running, "")
    shown = re.sub(r"Page\d+of\d+", "", squeezed(body))
    lost = [
        text
        for text in texts(document)
        if text not in (document.notice, document.title) and squeezed(text) not in shown
    ]
    assert not lost


def test_the_notice_and_the_page_number_stand_on_every_page() -> None:
    shown = pages(pdf.render(sample()))
    assert all(NOTICE in page for page in shown)
    numbered = [f"Page {n} of {len(shown)}" for n in range(2, len(shown) + 1)]
    assert [said in page for said, page in zip(numbered, shown[1:], strict=True)] == [True] * len(
        numbered
    )
    assert "Page 1" not in shown[0]


def test_tables_repeat_their_header_and_keep_their_caption() -> None:
    shown = pages(pdf.render(sample()))
    tables = {n: [page for page in shown if f"of data-{n}" in page] for n in range(2, 6)}
    assert any(len(held) > 1 for held in tables.values())
    for n, held in tables.items():
        assert all("Sufficient" in page for page in held)
        assert f"Invented figures of data-{n}" in held[0]
        assert f"Item 1 of data-{n}" in held[0]


def test_a_document_without_a_title_is_refused() -> None:
    with pytest.raises(InputError, match="has no title"):
        pdf.render(replace(sample(), title=" "))


def test_what_typst_refuses_is_said_in_a_sentence() -> None:
    untold: Document = replace(sample(), lang="not a language")
    with pytest.raises(InputError, match=r"^The PDF cannot be made: .+\.$"):
        pdf.render(untold)


def together(n: int) -> tuple[Block, ...]:
    """A lead with its list, a box with the heading after it, a table of 14 rows."""
    box = ScoreBox(id=f"b{n}", title=f"Box {n};", text="Invented.", score=number(1, 2, f"b{n}"))
    return (
        Paragraph(words(f"Furthermore {n}:")),
        Listing(entries=(words(f"Entry {n};"), words("more"))),
        Heading(level=1, text=f"Criterion {n};", anchor=f"c{n}"),
        box,
        Heading(level=2, text=f"Strengths {n};", anchor=f"s{n}"),
        Paragraph(words("Invented.")),
        Table(
            id=f"t{n}",
            caption=f"Table {n};",
            header=("Row", "Value"),
            rows=tuple((words(f"Row {row} of {n};"), words("1")) for row in range(14)),
        ),
    )


def test_what_belongs_together_stays_on_a_page() -> None:
    blocks: list[Block] = []
    for n in range(14, 38):
        lines = (Paragraph(words(f"Line {line}")) for line in range(n))
        blocks += [PageBreak(), *lines, *together(n)]
    shown = pages(pdf.render(replace(sample(), blocks=tuple(blocks))))
    pairs = [("Furthermore {}:", "Entry {};"), ("Box {};", "Strengths {};")]
    pairs += [("Criterion {};", "Box {};"), ("Row 0 of {};", "Row 13 of {};")]
    for n in range(14, 38):
        for first, second in pairs:
            (page,) = (page for page in shown if first.format(n) in page)
            assert second.format(n) in page


def test_letters_that_the_typeface_lacks_are_found_without_a_page() -> None:
    pdf.check_letters(("plain", "Łódź caf\u00e9, cafe\u0301 ≥ 5 – “so”", ""))
    pdf.check_letters(())
    for strange in ("中", "\U0001f600"):
        with pytest.raises(InputError, match="typeface of the PDF has no"):
            pdf.check_letters(("plain", f"words of {strange} here"))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_what_can_be_printed_passes_the_check_of_its_letters(name: str) -> None:
    formats.check_letters(DOCUMENTS[name])
