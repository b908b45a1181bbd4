"""The blocks of a document, one after the other, into a Word file."""

import io
import zipfile

from docx.shared import Emu, Mm, Pt

from corecase.documents import charts
from corecase.documents.docx.markup import add_link, begin_field, bookmark, end_field
from corecase.documents.docx.paragraphs import Paragraphs
from corecase.documents.docx.setting import add_numbering, restart_numbering
from corecase.documents.docx.tables import add_table
from corecase.documents.model import (
    Block,
    Chart,
    Contents,
    Cover,
    Definitions,
    Document,
    Heading,
    Listing,
    Number,
    PageBreak,
    Paragraph,
    ScoreBox,
    Table,
)

_ROLES = {"body": "Normal", "lead": "Lead", "note": "Note", "small": "Small print"}
_DEEPEST_HEADING = 4


def render(document: Document, template: bytes | None = None) -> bytes:
    """The document as a Word file (.docx), the same bytes each time.

    On a `template` it takes that file's page, styles, header and footer, and nothing of its
    text. Raises InputError where the template is no Word file that can be used.
    """
    writer = _Writer(document, template)
    writer.cover(document.cover)
    for block in document.blocks:
        writer.block(block)
    out = io.BytesIO()
    writer.word.save(out)
    return _repacked(out.getvalue())


def _repacked(data: bytes) -> bytes:
    """The same archive with its parts in order and without the time of day."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as made,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed,
    ):
        for name in sorted(made.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            part = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            part.compress_type = zipfile.ZIP_DEFLATED
            part.create_system = 0
            packed.writestr(part, made.read(name))
    return out.getvalue()


class _Writer(Paragraphs):
    """One Word file being written, block by block."""

    def __init__(self, document: Document, template: bytes | None = None) -> None:
        super().__init__(document, template)
        self.document = document
        self.numbering = {False: add_numbering(self.word)}
        self.n_boxes = 0

    def block(self, block: Block) -> None:
        match block:
            case Heading():
                self.heading(block)
            case Paragraph():
                self.plain(block)
            case Listing():
                self.listing(block)
            case Table():
                add_table(self, block)
            case ScoreBox():
                self.score_box(block)
            case Chart():
                self.chart(block)
            case Definitions():
                self.definitions(block)
            case Contents():
                self.contents()
            case PageBreak():
                self.breaks_before = True

    def plain(self, paragraph: Paragraph) -> None:
        made = self.paragraph("In margin" if paragraph.number else _ROLES[paragraph.role])
        if paragraph.number:
            made.add_run(f"{paragraph.number}\t")
        self.spans(made, paragraph.spans)

    def cover(self, cover: Cover) -> None:
        for label, spans in cover.head:
            made = self.paragraph("Letter head")
            made.add_run(f"{label}:").bold = True
            made.add_run("\t")
            self.spans(made, spans)
        for line in cover.programme:
            self.spans(self.paragraph("Programme"), (line,))
        title = self.paragraph("Subtitle", cover.title)
        title.paragraph_format.space_before = Mm(40 if cover.own_page else 4)
        self.paragraph("Title", cover.place)
        if cover.year or not cover.head:
            self.paragraph("Subtitle", cover.year).paragraph_format.space_after = Mm(
                15 if cover.own_page else 5
            )
        for spans in cover.lines:
            self.spans(self.paragraph("Normal"), spans)
        if self.document.notice:
            self.paragraph("Notice", self.document.notice)
        self.breaks_before = cover.own_page

    def heading(self, heading: Heading) -> None:
        made = self.paragraph(f"Heading {min(heading.level, _DEEPEST_HEADING)}", heading.label)
        name = self.bookmarks[heading.anchor]
        bookmark(made, name, int(name.removeprefix("_h")))

    def listing(self, listing: Listing) -> None:
        style = "List Number" if listing.numbered else "List Bullet"
        number = (
            restart_numbering(self.word, self.numbering_of(listing), listing.start)
            if listing.numbered
            else 0
        )
        for entry in listing.entries:
            made = self.paragraph(style)
            if number:
                properties = made._p.get_or_add_pPr().get_or_add_numPr()
                properties.get_or_add_ilvl().val = 0
                properties.get_or_add_numId().val = number
            self.spans(made, entry)

    def numbering_of(self, listing: Listing) -> int:
        """The kind of its numbers, made when a list first wants it."""
        if listing.roman not in self.numbering:
            self.numbering[listing.roman] = add_numbering(self.word, "lowerRoman", "%1.")
        return self.numbering[listing.roman]

    def score_box(self, box: ScoreBox) -> None:
        self.n_boxes += 1
        made = [self.paragraph("Score box"), self.paragraph("Score box", box.text)]
        made[0].add_run(box.title).bold = True
        score = self.paragraph("Score box")
        score.add_run("Score: ")
        self.spans(score, (box.score,))
        if isinstance(box.score, Number):
            score.runs[-1].bold, score.runs[-1].font.size = True, Pt(15)
        made.append(score)
        if box.comment:
            made.append(self.paragraph("Score box"))
            made[-1].add_run("Comment: ")
            made[-1].add_run(box.comment).bold = True
        if box.flag:
            made.append(self.paragraph("Score box"))
            made[-1].add_run(box.flag).font.size = Pt(9.5)
        for paragraph in made:
            # Word puts neighbours of one indent into one frame; a hair's breadth keeps them two.
            paragraph.paragraph_format.left_indent = Emu(635 * (self.n_boxes % 2 + 113))
            paragraph.paragraph_format.right_indent = Mm(2)
        for paragraph in made[:-1]:
            paragraph.paragraph_format.keep_with_next = True
        made[0].paragraph_format.space_before = Pt(10)
        made[-1].paragraph_format.space_after = Pt(12)

    def chart(self, chart: Chart) -> None:
        self.paragraph("Caption", chart.title)
        run = self.paragraph("Normal").add_run()
        picture = run.add_picture(io.BytesIO(charts.png(chart)), width=self.text_width)
        described = picture._inline.docPr
        described.set("descr", chart.alt)
        described.set("title", chart.title)
        add_table(self, chart.table)

    def definitions(self, definitions: Definitions) -> None:
        for term, meaning in definitions.entries:
            made = self.paragraph("Definition")
            made.add_run(term).bold = True
            made.add_run(": ")
            self.spans(made, meaning)

    def contents(self) -> None:
        """A contents field, filled with the headings; Word adds page numbers when it is updated."""
        listed = [h for h in self.document.headings() if h.in_contents]
        if not listed:
            return
        deepest = max(h.level for h in listed)
        for heading in listed:
            made = self.paragraph(f"toc {min(heading.level, 3)}")
            if heading is listed[0]:
                begin_field(made, f'TOC \\o "1-{deepest}" \\h \\z')
            add_link(made, heading.label, f"#{self.bookmarks[heading.anchor]}")
        end_field(made)


__all__ = ["render"]
