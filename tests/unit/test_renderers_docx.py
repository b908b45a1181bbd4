"""The Word file: native structure, nothing left of the template it began as."""

import io
import zipfile
from itertools import pairwise
from uuid import uuid4

import docx as word
import pytest
from docx.document import Document as WordFile
from docx.oxml.ns import qn

from corecase.documents import docx
from corecase.documents.docx.typeface import scramble
from corecase.documents.model import Document, Link, Listing, ScoreBox
from tests.sample_document import NOTICE, hostile, sample, texts

DOCUMENTS = {"sample": sample(), "hostile": hostile()}


@pytest.fixture(scope="module")
def opened() -> WordFile:
    return word.Document(io.BytesIO(docx.render(sample())))


def found(opened: WordFile, path: str) -> list[str]:
    return [str(value) for value in opened.element.xpath(path)]


def test_headings_are_native_and_can_be_linked_to(opened: WordFile) -> None:
    document = sample()
    headings = [p for p in opened.paragraphs if p.style.name.startswith("Heading")]
    assert [(p.style.name, p.text) for p in headings] == [
        (f"Heading {h.level}", h.label) for h in document.headings()
    ]
    marks = found(opened, "//w:bookmarkStart/@w:name")
    assert len(set(marks)) == len(headings)
    links = found(opened, "//w:hyperlink/@w:anchor")
    assert set(links) <= set(marks)
    assert len(links) == 1 + sum(h.in_contents for h in document.headings())


def test_contents_are_a_field_filled_with_the_headings(opened: WordFile) -> None:
    codes = [element.text.strip() for element in opened.element.xpath("//w:instrText")]
    assert codes == ['TOC \\o "1-2" \\h \\z']
    listed = [p.text for p in opened.paragraphs if p.style.name.startswith("toc")]
    assert listed == [h.label for h in sample().headings() if h.in_contents]
    kinds = found(opened, "//w:fldChar/@w:fldCharType")
    assert kinds == ["begin", "separate", "end"]


def test_tables_repeat_their_header_row_and_carry_captions(opened: WordFile) -> None:
    tables = list(sample().tables())
    assert len(opened.tables) == len(tables)
    for made, table in zip(opened.tables, tables, strict=True):
        heads = [len(row.xpath("w:trPr/w:tblHeader")) for row in made._tbl.tr_lst]
        assert heads == [1] + [0] * len(table.rows)
        assert made._tbl.tblPr.xpath("w:tblCaption/@w:val") == [table.caption]
        # Word asks for this order and calls a file that has another one damaged.
        assert [child.tag.partition("}")[2] for child in made._tbl.tblPr] == [
            "tblW",
            "tblBorders",
            "tblLayout",
            "tblLook",
            "tblCaption",
        ]
    captions = [p.text for p in opened.paragraphs if p.style.name == "Caption"]
    assert [t.caption for t in tables if t.show_caption] == [c for c in captions if "figures" in c]
    assert opened.styles["Caption"].paragraph_format.keep_with_next


def test_pictures_are_described(opened: WordFile) -> None:
    alts = found(opened, "//wp:docPr/@descr")
    assert alts == [chart.alt for chart in sample().charts()]


def test_numbered_lists_are_native_and_start_where_they_should(opened: WordFile) -> None:
    numbering = opened.part.numbering_part.element
    starts = [int(v) for v in numbering.xpath("w:num/w:lvlOverride/w:startOverride/@w:val")]
    lists = [b for b in sample().blocks if isinstance(b, Listing) and b.numbered]
    assert starts == [listing.start for listing in lists]
    printed = [p for p in opened.paragraphs if p.style.name == "List Number"]
    assert len(printed) == sum(len(listing.entries) for listing in lists)
    used = {p._p.pPr.numPr.numId.val for p in printed}
    assert len(used) == len(lists)


def test_neighbouring_score_boxes_are_not_one_frame(opened: WordFile) -> None:
    indents: list[int] = []
    for paragraph in opened.paragraphs:
        if paragraph.style.name == "Score box":
            indent = int(paragraph.paragraph_format.left_indent)
            if paragraph.text.startswith(("General", "Safeg", "Risk")):
                indents.append(indent)
            assert indent == indents[-1]
    assert len(indents) == sum(isinstance(b, ScoreBox) for b in sample().blocks)
    assert all(a != b for a, b in pairwise(indents))


def test_language_properties_and_running_lines(opened: WordFile) -> None:
    properties = opened.core_properties
    assert (properties.title, properties.subject) == (sample().title, sample().subject)
    assert (properties.author, properties.language) == (sample().author, "en-GB")
    assert properties.created.year == properties.modified.year == 1980
    assert properties.comments == ""
    lang = opened.styles.element.xpath("w:docDefaults//w:lang")[0]
    assert lang.get(qn("w:val")) == "en-GB"
    assert found(opened, "//w:r[w:t='Arolygiad o Waith Achos']/w:rPr/w:lang/@w:val") == ["cy"]
    section = opened.sections[0]
    assert section.header.paragraphs[0].text == NOTICE
    fields = section.footer._element.xpath(".//w:instrText")
    assert [field.text.strip() for field in fields] == ["PAGE", "NUMPAGES"]


def test_only_the_parts_we_know_are_in_the_file() -> None:
    with zipfile.ZipFile(io.BytesIO(docx.render(sample()))) as archive:
        names = set(archive.namelist())
    assert {name for name in names if "media" not in name} == {
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/core.xml",
        "word/_rels/document.xml.rels",
        "word/_rels/fontTable.xml.rels",
        "word/document.xml",
        "word/fontTable.xml",
        "word/fonts/Bold.odttf",
        "word/fonts/It.odttf",
        "word/fonts/Regular.odttf",
        "word/footer1.xml",
        "word/header1.xml",
        "word/numbering.xml",
        "word/settings.xml",
        "word/styles.xml",
        "word/theme/theme1.xml",
        "word/webSettings.xml",
    }


def test_a_scrambled_typeface_comes_back_whole() -> None:
    key, font = uuid4(), bytes(range(100))
    assert scramble(font, key)[:32] != font[:32]
    assert scramble(scramble(font, key), key) == font


@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_text_is_lost(name: str) -> None:
    document: Document = DOCUMENTS[name]
    opened = word.Document(io.BytesIO(docx.render(document)))
    shown = "\n".join(
        "".join(t.text or "" for t in p.xpath(".//w:t")) for p in opened.element.iter(qn("w:p"))
    )
    assert not [text for text in texts(document) if text not in shown]


def test_links_lead_where_they_say(opened: WordFile) -> None:
    targets = [
        span.target
        for block in sample().blocks
        for span in getattr(block, "spans", ())
        if isinstance(span, Link)
    ]
    anchors = [h.anchor for h in sample().headings()]
    places = [f"_h{anchors.index(t[1:]) + 1}" for t in targets]
    assert found(opened, "//w:hyperlink[w:r/w:rPr/w:rStyle]/@w:anchor") == places
