"""Tables of a Word file: columns, cells that reach over rows, and where a page may end."""

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.table import CT_Row
from docx.shared import Emu
from docx.table import _Cell

from corecase.documents.docx.markup import element
from corecase.documents.docx.paragraphs import Paragraphs
from corecase.documents.docx.setting import TINT, table_lines
from corecase.documents.model import Spans, Table, Text

_SHORT = 13  # rows that are not worth a page break


def add_table(file: Paragraphs, table: Table) -> None:
    """A table after the last paragraph, with its caption."""
    if table.show_caption:
        file.paragraph("Caption", table.caption)
    elif file.breaks_before:
        file.paragraph("Normal")
    whole = sum(table.widths) or len(table.header)
    widths = [Emu(int(file.text_width * w / whole)) for w in table.widths or [1.0] * int(whole)]
    made = file.word.add_table(rows=0, cols=len(table.header))
    made.autofit = False
    properties = made._tbl.tblPr
    properties.insert_element_before(table_lines(), "w:tblLayout", "w:tblLook")
    properties.append(element("w:tblCaption", val=table.caption))
    for column, width in zip(made.columns, widths, strict=True):
        column.width = width
    for row in (tuple((Text(name, "strong"),) for name in table.header), *table.rows):
        cells = made.add_row()._tr.tc_lst
        for place, (cell, spans) in enumerate(zip(cells, row, strict=True)):
            _fill(file, _Cell(cell, made), spans, place in table.number_columns)
    _join(made._tbl.tr_lst[1:], table)
    _keep(made._tbl.tr_lst)
    file.paragraph("After table")  # Word joins tables with nothing between


def _join(rows: list[CT_Row], table: Table) -> None:
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


def _keep(rows: list[CT_Row]) -> None:
    """Repeats the first row on each page; keeps a short table, or the start of a long one."""
    for row in rows:
        row.get_or_add_trPr().append(element("w:cantSplit"))
    rows[0].get_or_add_trPr().append(element("w:tblHeader"))
    for cell in rows[0].tc_lst:
        cell.get_or_add_tcPr().append(element("w:shd", val="clear", color="auto", fill=TINT))
    for row in rows[:-1] if len(rows) <= _SHORT else rows[:3]:
        for cell in row.tc_lst:
            cell.p_lst[0].get_or_add_pPr().get_or_add_keepNext()


def _fill(file: Paragraphs, cell: _Cell, spans: Spans, is_figure: bool) -> None:
    paragraph = cell.paragraphs[0]
    paragraph._p.style = file.styles["Table text"]
    if is_figure:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    file.spans(paragraph, spans)
