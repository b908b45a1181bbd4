"""A council's own Word template: its page, styles, header and footer, without its text."""

import io
import zipfile
from typing import Final

import docx
from docx.document import Document as WordFile
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.parts.numbering import NumberingPart
from docx.shared import Emu, Mm, Pt, RGBColor

from corecase.core.errors import InputError
from corecase.documents.docx.markup import element
from corecase.documents.docx.setting import ACCENT, STYLES, UNWRITTEN, set_properties
from corecase.documents.model import Document

LARGEST: Final = 5 * 2**20
"""Bytes of a template, packed; a logo needs far fewer."""
_UNPACKED: Final = 100 * 2**20
_LEAST_WIDTH: Final = Mm(60)
_REFUSED: Final = "The Word template"


def file_on(template: bytes, document: Document) -> WordFile:
    """A Word file on a template, empty, with every style that we set added where it lacks it.

    Raises InputError where it is no .docx, holds macros, or leaves no room for text.
    """
    word = _opened(template)
    for part in list(word.element.body):
        if part.tag != qn("w:sectPr"):
            word.element.body.remove(part)
    _add_numbering_part(word)
    _add_styles(word)
    set_properties(word, document)
    return word


def check_template(template: bytes) -> None:
    """Raises InputError where a Word file cannot serve as a template."""
    _opened(template)


def width_of_text(word: WordFile) -> Emu:
    """The width between the margins of the last page that a file describes."""
    section = word.sections[-1]
    sides = (section.page_width, section.left_margin, section.right_margin)
    whole, left, right = (int(side or 0) for side in sides)
    return Emu(whole - left - right)


def _opened(template: bytes) -> WordFile:
    if len(template) > LARGEST:
        raise InputError(f"{_REFUSED} is larger than {LARGEST // 2**20} MB; use smaller pictures.")
    try:
        with zipfile.ZipFile(io.BytesIO(template)) as parts:
            names = parts.namelist()
            size = sum(entry.file_size for entry in parts.infolist())
        if size > _UNPACKED:
            raise InputError(f"{_REFUSED} unpacks to more than a template can need.")
        if any("vbaProject" in name for name in names):
            raise InputError(f"{_REFUSED} holds macros; save it as .docx without them.")
        word = docx.Document(io.BytesIO(template))
    except (zipfile.BadZipFile, PackageNotFoundError, KeyError, ValueError) as error:
        raise InputError(f"{_REFUSED} is no Word file; save it as .docx.") from error
    if width_of_text(word) < _LEAST_WIDTH:
        raise InputError(f"{_REFUSED} leaves no room for text; make its margins smaller.")
    return word


def _add_numbering_part(word: WordFile) -> None:
    """Word leaves the part out where its file has no list; python-docx cannot make one."""
    kinds = {relation.reltype for relation in word.part.rels.values()}
    if RELATIONSHIP_TYPE.NUMBERING in kinds:
        return
    plain = docx.Document().part.numbering_part
    made = NumberingPart.load(plain.partname, plain.content_type, plain.blob, word.part.package)
    word.part.relate_to(made, RELATIONSHIP_TYPE.NUMBERING)


def _add_styles(word: WordFile) -> None:
    """Styles that the template has stay as they are; the others are plain ones in its typeface."""
    known = {style.name for style in word.styles}
    for name, base, size, bold, before, after in STYLES:
        if name in known:
            continue
        style = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = word.styles[base or "Normal"] if name != "Normal" else None
        style.font.bold, style.font.size = bold, Pt(size)
        style.paragraph_format.space_before = Pt(before)
        style.paragraph_format.space_after = Pt(after)
    for name, colour in (("Hyperlink", ACCENT), ("Blank", UNWRITTEN)):
        if name not in known:
            made = word.styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
            made.font.color.rgb = RGBColor.from_string(colour)
            made.font.underline, made.font.italic = name == "Hyperlink" or None, None
    _add_bullets(word)


def _add_bullets(word: WordFile) -> None:
    """A bullet for the style of lists where the template gives it none."""
    properties = word.styles["List Bullet"].element.get_or_add_pPr()
    if properties.find(qn("w:numPr")) is not None:
        return
    numbering = word.part.numbering_part.element
    kind = str(len(numbering.findall(qn("w:abstractNum"))) + 200)
    level = element(
        "w:lvl",
        element("w:start", val="1"),
        element("w:numFmt", val="bullet"),
        element("w:lvlText", val="\N{BULLET}"),
        element("w:lvlJc", val="left"),
        element("w:pPr", element("w:ind", left="567", hanging="283")),
        ilvl="0",
    )
    numbering.insert_element_before(element("w:abstractNum", level, abstractNumId=kind), "w:num")
    number = properties.get_or_add_numPr()
    number.get_or_add_numId().val = int(numbering.add_num(int(kind)).numId)
