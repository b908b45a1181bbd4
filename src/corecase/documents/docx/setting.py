"""The page, the styles and the lists of a Word file, and what its template brings unasked."""

from datetime import datetime

import docx
from docx.document import Document as WordFile
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Length, Mm, Pt, RGBColor
from docx.styles.style import CharacterStyle, ParagraphStyle

from corecase.documents.docx.markup import add_field, element
from corecase.documents.docx.typeface import FACE, embed
from corecase.documents.model import Document

INK, QUIET, ACCENT, UNWRITTEN = "1D2733", "4A5661", "1F5A8C", "8A3208"
TINT, RULE = "F1F4F7", "C3CAD1"
_MARGIN = 20
_PAGE = (210, 297)

_EPOCH = datetime(1980, 1, 1)  # the format's own; a report says its date in words
_UNASKED = ("thumbnail", "customXml", "stylesWithEffects", "extended-properties")

# name, based on, size in points, bold, colour, space before and after in points
_PARAGRAPHS = (
    ("Normal", None, 10.5, None, INK, 0, 7),
    ("Heading 1", None, 17, True, ACCENT, 18, 8),
    ("Heading 2", None, 13, True, INK, 14, 6),
    ("Heading 3", None, 11, True, INK, 12, 4),
    ("Heading 4", None, 10.5, True, INK, 10, 4),
    ("Title", None, 28, True, INK, 0, 4),
    ("Subtitle", None, 16, None, INK, 0, 4),
    ("Caption", None, 10.5, True, INK, 10, 4),
    ("List Bullet", None, 10.5, None, INK, 0, 5),
    ("List Number", None, 10.5, None, INK, 0, 5),
    ("Header", None, 8.5, True, UNWRITTEN, 0, 0),
    ("Footer", None, 8.5, None, QUIET, 0, 0),
    ("toc 1", "Normal", 10.5, None, INK, 4, 2),
    ("toc 2", "Normal", 10.5, None, INK, 0, 2),
    ("toc 3", "Normal", 10.5, None, INK, 0, 2),
    ("Programme", "Normal", 12, True, ACCENT, 0, 2),
    ("Notice", "Normal", 10.5, True, UNWRITTEN, 24, 8),
    ("Lead", "Normal", 12, None, INK, 0, 8),
    ("Note", "Normal", 10.5, None, INK, 4, 8),
    ("Small print", "Normal", 9.5, None, QUIET, 0, 6),
    ("Table text", "Normal", 9.5, None, INK, 2, 2),
    ("After table", "Normal", 4, None, INK, 0, 0),
    ("Score box", "Normal", 10.5, None, INK, 2, 4),
    ("Definition", "Normal", 10.5, None, INK, 0, 5),
    ("In margin", "Normal", 10.5, None, INK, 0, 6),
    ("Letter head", "Normal", 10.5, None, INK, 0, 2),
)
STYLES = tuple(
    (name, base, size, bold, before, after)
    for name, base, size, bold, _, before, after in _PARAGRAPHS
)
"""Every paragraph style that is set, for a template that may lack some: without our colours."""
_OTHER_STYLES = {"Default Paragraph Font", "Normal Table", "No List"}


def new_file(document: Document) -> WordFile:
    """An empty Word file on A4 with our styles, running header and footer, and properties."""
    word = docx.Document()
    _drop_unasked(word)
    embed(word)
    _set_styles(word, document.lang)
    _set_page(word, document)
    set_properties(word, document)
    return word


def text_width(document: Document) -> Length:
    """How wide a line of text is."""
    return Mm(_PAGE[document.landscape] - 2 * _MARGIN)


def add_numbering(word: WordFile, number: str = "decimal", printed: str = "(%1)") -> int:
    """The id of a list printed (1), (2) or so; `restart_numbering` gives each list its own."""
    numbering = word.part.numbering_part.element
    kind = str(len(numbering.findall(qn("w:abstractNum"))) + 100)
    level = element(
        "w:lvl",
        element("w:start", val="1"),
        element("w:numFmt", val=number),
        element("w:lvlText", val=printed),
        element("w:lvlJc", val="left"),
        element("w:pPr", element("w:ind", left="567", hanging="567")),
        ilvl="0",
    )
    made = element("w:abstractNum", level, abstractNumId=kind)
    numbering.insert_element_before(made, "w:num")
    return int(kind)


def restart_numbering(word: WordFile, kind: int, start: int) -> int:
    """The id under which one list counts from `start`."""
    made = word.part.numbering_part.element.add_num(kind)
    made.add_lvlOverride(0).add_startOverride(start)
    return int(made.numId)


def _drop_unasked(word: WordFile) -> None:
    for rels in (word.part.package.rels, word.part.rels):
        for key, rel in list(rels.items()):
            if rel.reltype.rpartition("/")[2] in _UNASKED:
                rels.pop(key)


def _drop_styles(word: WordFile) -> None:
    """Leaves the styles we use: the template's 160 others cost two seconds of looking up."""
    ours = {name for name, *_ in _PARAGRAPHS} | _OTHER_STYLES
    for style in list(word.styles):
        if style.name.removesuffix(" Char") not in ours:
            style.delete()


def _set_styles(word: WordFile, lang: str) -> None:
    _drop_styles(word)
    known = {style.name for style in word.styles}
    for name, base, *_ in _PARAGRAPHS:
        if name not in known:
            word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = word.styles[base]
    for name, _, size, bold, colour, before, after in _PARAGRAPHS:
        style = word.styles[name]
        assert isinstance(style, ParagraphStyle)  # noqa: S101 - tells the type checker
        _set_face(style, size, bold, colour)
        style.paragraph_format.space_before = Pt(before)
        style.paragraph_format.space_after = Pt(after)
    _set_shapes(word)
    link = word.styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
    link.font.color.rgb, link.font.underline = RGBColor.from_string(ACCENT), True
    blank = word.styles.add_style("Blank", WD_STYLE_TYPE.CHARACTER)
    blank.font.color.rgb, blank.font.italic = RGBColor.from_string(UNWRITTEN), True
    defaults = word.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for old in defaults.findall(qn("w:lang")):
        defaults.remove(old)
    defaults.append(element("w:lang", val=lang, eastAsia=lang, bidi="ar-SA"))


def _set_face(style: CharacterStyle, size: float, bold: bool | None, colour: str) -> None:
    style.font.size, style.font.bold, style.font.italic = Pt(size), bold, None
    style.font.color.rgb = RGBColor.from_string(colour)
    properties = style.element.get_or_add_rPr()
    # The template's own: a typeface of its theme, wide letters.
    for old in [*properties.findall(qn("w:rFonts")), *properties.findall(qn("w:spacing"))]:
        properties.remove(old)
    faces = dict.fromkeys(("ascii", "hAnsi", "cs", "eastAsia"), FACE)
    properties.insert(0, element("w:rFonts", **faces))


def _set_shapes(word: WordFile) -> None:
    styles = word.styles
    styles["Normal"].paragraph_format.line_spacing = 1.0
    styles["Normal"].paragraph_format.widow_control = True
    styles["Caption"].paragraph_format.keep_with_next = True
    for name in ("List Bullet", "List Number"):  # long entries need the space between them
        properties = styles[name].element.get_or_add_pPr()
        properties.remove(properties.find(qn("w:contextualSpacing")))
    for level in (1, 2, 3):
        styles[f"toc {level}"].paragraph_format.left_indent = Mm(7 * (level - 1))
    styles["Definition"].paragraph_format.left_indent = Mm(10)
    styles["Definition"].paragraph_format.first_line_indent = Mm(-10)
    for name, indent in (("In margin", 11), ("Letter head", 34)):
        styles[name].paragraph_format.left_indent = Mm(indent)
        styles[name].paragraph_format.first_line_indent = Mm(-indent)
        styles[name].paragraph_format.tab_stops.add_tab_stop(Mm(indent))
    styles["Score box"].paragraph_format.keep_together = True
    _frame(styles["Score box"], ("top", "left", "bottom", "right"), INK, 8)
    _frame(styles["Notice"], ("top", "left", "bottom", "right"), UNWRITTEN, 8)
    _frame(styles["Note"], ("left",), ACCENT, 24)
    _frame(styles["Title"], (), INK, 8)


def _frame(style: ParagraphStyle, sides: tuple[str, ...], colour: str, eighths: int) -> None:
    properties = style.element.get_or_add_pPr()
    for old in properties.findall(qn("w:pBdr")):
        properties.remove(old)
    frame = element("w:pBdr", *(_line(f"w:{side}", colour, eighths, 5) for side in sides))
    if sides:
        properties.insert_element_before(
            frame, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc"
        )


def _line(tag: str, colour: str, eighths: int, space: int = 0) -> BaseOxmlElement:
    return element(tag, val="single", sz=str(eighths), space=str(space), color=colour)


def table_lines() -> BaseOxmlElement:
    """Lines between rows and under a table, none beside it."""
    between = (_line(f"w:{side}", RULE, 4) for side in ("top", "bottom", "insideH"))
    return element("w:tblBorders", *between)


def _set_page(word: WordFile, document: Document) -> None:
    section = word.sections[0]
    width, height = reversed(_PAGE) if document.landscape else _PAGE
    section.page_width, section.page_height = Mm(width), Mm(height)
    if document.landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
    section.left_margin = section.right_margin = Mm(_MARGIN)
    section.top_margin, section.bottom_margin = Mm(25), Mm(22)
    section.different_first_page_header_footer = True  # the cover carries the notice itself
    section.header.paragraphs[0].text = document.notice
    foot = section.footer.paragraphs[0]
    foot.paragraph_format.tab_stops.clear_all()
    foot.add_run(f"{document.title} – Page ")
    add_field(foot, "PAGE", "1")
    foot.add_run(" of ")
    add_field(foot, "NUMPAGES", "1")


def set_properties(word: WordFile, document: Document) -> None:
    """Title, subject, author and language of a file, and no time of day."""
    properties = word.core_properties
    properties.title = document.title[:255]  # the format's own limit
    properties.subject = document.subject[:255]
    properties.author = properties.last_modified_by = document.author[:255]
    properties.created = properties.modified = _EPOCH
    properties.language = document.lang
    properties.comments = properties.keywords = ""
    properties.revision = 1
