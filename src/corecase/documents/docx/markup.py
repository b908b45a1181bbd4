"""The pieces of Word's markup that python-docx has no words for: fields, bookmarks, links."""

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph
from docx.text.run import Run


def element(tag: str, *children: BaseOxmlElement, **attributes: str) -> BaseOxmlElement:
    """An element such as `w:lang` with attributes of the same prefix."""
    made = OxmlElement(tag)
    prefix = tag.partition(":")[0]
    for name, value in attributes.items():
        made.set(qn(f"{prefix}:{name}"), value)
    made.extend(children)
    return made


def begin_field(paragraph: Paragraph, code: str) -> None:
    """Opens a field; what follows until `end_field` is its result as last computed."""
    _mark(paragraph, "begin")
    instruction = element("w:instrText")
    instruction.text = f" {code} "
    instruction.set(qn("xml:space"), "preserve")
    paragraph.add_run()._r.append(instruction)
    _mark(paragraph, "separate")


def end_field(paragraph: Paragraph) -> None:
    """Closes the field opened last."""
    _mark(paragraph, "end")


def add_field(paragraph: Paragraph, code: str, shown: str) -> None:
    """A field such as PAGE, with the text shown until it is computed."""
    begin_field(paragraph, code)
    paragraph.add_run(shown)
    end_field(paragraph)


def _mark(paragraph: Paragraph, kind: str) -> None:
    paragraph.add_run()._r.append(element("w:fldChar", fldCharType=kind))


def bookmark(paragraph: Paragraph, name: str, number: int) -> None:
    """Puts a bookmark around everything the paragraph holds."""
    start = element("w:bookmarkStart", id=str(number), name=name)
    paragraph._p.insert_element_before(start, "w:r", "w:hyperlink")
    paragraph._p.append(element("w:bookmarkEnd", id=str(number)))


def add_link(paragraph: Paragraph, text: str, target: str, style: str | None = None) -> None:
    """Words that lead to a bookmark (`#name`) or to an address."""
    if target.startswith("#"):
        link = element("w:hyperlink", anchor=target[1:], history="1")
    else:
        related = paragraph.part.relate_to(target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        link = element("w:hyperlink", history="1")
        link.set(qn("r:id"), related)
    run = Run(element("w:r"), paragraph)
    run.text = text
    if style:
        run.style = style
    link.append(run._r)
    paragraph._p.append(link)


def set_language(run: Run, tag: str) -> None:
    """Marks a run's language where it differs from the document's."""
    run._r.get_or_add_rPr().append(element("w:lang", val=tag))
