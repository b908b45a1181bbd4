"""The blocks of a document, one after the other, into a Word file."""

import io
import zipfile

from docx.document import Document as WordFile
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.table import CT_Row
from docx.shared import Emu, Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from corecase.documents import charts
from corecase.documents.docx.markup import (
    add_link,
    begin_field,
    bookmark,
    element,
    end_field,
    set_language,
)
from corecase.documents.docx.setting import (
    TINT,
    add_numbering,
    new_file,
    restart_numbering,
    table_lines,
    text_width,
)
from corecase.documents.docx.templates import file_on, width_of_text
from corecase.documents.model import (
    Blank,
    Block,
    Break,
    Chart,
    Contents,
    Cover,
    Definitions,
    Document,
    Heading,
    Link,
    Listing,
    Number,
    PageBreak,
    Paragraph,
    ScoreBox,
    Spans,
    Table,
    Text,
)

_ROLES = {"body": "Normal", "lead": "Lead", "note": "Note", "small": "Small print"}
_DEEPEST_HEADING = 4
_SHORT = 13  # rows that are not worth a page break


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


class _Writer:
    """One Word file being written."""

    def __init__(self, document: Document, template: bytes | None = None) -> None:
        self.document = document
        self.word: WordFile = file_on(template, document) if template else new_file(document)
        self.numbering = {False: add_numbering(self.word)}
        # Word keeps a page in twentieths of a point, so ours is reckoned before it does.
        self.text_width = width_of_text(self.word) if template else text_width(document)
        # A bookmark's name has few letters and at most forty of them; an anchor may be anything.
        self.bookmarks = {h.anchor: f"_h{n}" for n, h in enumerate(document.headings(), start=1)}
        # Setting a style by its name looks through all of them each time.
        self.styles = {style.name: style.style_id for style in self.word.styles}
        self.n_boxes = 0
        self.breaks_before = False

    def block(self, block: Block) -> None:
        match block:
            case Heading():
                self.heading(block)
            case Paragraph():
                self.plain(block)
            case Listing():
                self.listing(block)
            case Table():
                self.table(block)
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

    def paragraph(self, style: str, text: str = "") -> WordParagraph:
        made = self.word.add_paragraph(text)
        made._p.style = self.styles[style]
        if self.breaks_before:
            made.paragraph_format.page_break_before = True
            self.breaks_before = False
        return made

    def spans(self, paragraph: WordParagraph, spans: Spans) -> None:
        for span in spans:
            if isinstance(span, Break):
                paragraph.add_run().add_break()
            elif isinstance(span, Link):
                to = span.target
                target = f"#{self.bookmarks[to[1:]]}" if to.startswith("#") else to
                add_link(paragraph, span.text, target, "Hyperlink")
            elif isinstance(span, Blank):
                paragraph.add_run(f"[{span.label}]", "Blank")
            else:
                run = paragraph.add_run(span.text)
                if isinstance(span, Text):
                    run.bold = True if span.style == "strong" else None
                    run.italic = True if span.style == "emphasis" else None
                    if span.lang:
                        set_language(run, span.lang)

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

    def table(self, table: Table) -> None:
        if table.show_caption:
            self.paragraph("Caption", table.caption)
        elif self.breaks_before:
            self.paragraph("Normal")
        whole = sum(table.widths) or len(table.header)
        widths = [Emu(int(self.text_width * w / whole)) for w in table.widths or [1.0] * int(whole)]
        made = self.word.add_table(rows=0, cols=len(table.header))
        made.autofit = False
        properties = made._tbl.tblPr
        properties.insert_element_before(table_lines(), "w:tblLayout", "w:tblLook")
        properties.append(element("w:tblCaption", val=table.caption))
        for column, width in zip(made.columns, widths, strict=True):
            column.width = width
        for row in (tuple((Text(name, "strong"),) for name in table.header), *table.rows):
            cells = made.add_row()._tr.tc_lst
            for place, (cell, spans) in enumerate(zip(cells, row, strict=True)):
                self.cell(_Cell(cell, made), spans, place in table.number_columns)
        self.join(made._tbl.tr_lst[1:], table)
        self.rows(made._tbl.tr_lst)
        self.paragraph("After table")  # Word joins tables with nothing between

    def join(self, rows: list[CT_Row], table: Table) -> None:
        """Makes one cell of those that reach over several rows; Word keeps the words of the top."""
        for row, reach in zip(rows, table.reach, strict=True):
            for column in table.joined if reach != 1 else ():
                cell = row.tc_lst[column]
                if reach == 0:
                    for run in cell.p_lst[0].r_lst:
                        cell.p_lst[0].remove(run)
                cell.vMerge = "restart" if reach else "continue"
        for row, following in zip(rows, table.reach[1:], strict=False):
            if following == 0 and table.joined:  # a group is not parted by the end of a page
                row.tc_lst[-1].p_lst[0].get_or_add_pPr().get_or_add_keepNext()

    def rows(self, rows: list[CT_Row]) -> None:
        """Repeats the first row on each page; keeps a short table, or the start of a long one."""
        for row in rows:
            row.get_or_add_trPr().append(element("w:cantSplit"))
        rows[0].get_or_add_trPr().append(element("w:tblHeader"))
        for cell in rows[0].tc_lst:
            cell.get_or_add_tcPr().append(element("w:shd", val="clear", color="auto", fill=TINT))
        for row in rows[:-1] if len(rows) <= _SHORT else rows[:3]:
            for cell in row.tc_lst:
                cell.p_lst[0].get_or_add_pPr().get_or_add_keepNext()

    def cell(self, cell: _Cell, spans: Spans, is_figure: bool) -> None:
        paragraph = cell.paragraphs[0]
        paragraph._p.style = self.styles["Table text"]
        if is_figure:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        self.spans(paragraph, spans)

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
        self.table(chart.table)

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
