"""The formats of a document, and the renderer of each."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass

from corecase.core.errors import InputError
from corecase.documents.model import Document

Files = dict[str, bytes]
Renderer = Callable[[Document], Files]

# What no format can hold: control characters but tab and line ends, and half characters.
_NOT_HELD = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
# What nobody sees: it turns the order of letters round, or makes two texts of one that is read.
# The soft hyphen stays, because it prints at the end of a line; joiners go, because no typeface
# of ours has a script that needs them.
_UNSEEN = (
    "\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff"
)
_UNPRINTABLE = re.compile(f"[{_NOT_HELD}{_UNSEEN}]")


# A format's library is loaded when the format is wanted: together they take over a second.
def _html(document: Document) -> Files:
    from corecase.documents import html

    return {"html": html.render(document)}


def _pdf(document: Document) -> Files:
    from corecase.documents import pdf

    return {"pdf": pdf.render(document)}


def _docx(document: Document, template: bytes | None = None) -> Files:
    from corecase.documents import docx

    return {"docx": docx.render(document, template)}


def _xlsx(document: Document) -> Files:
    from corecase.documents import sheets

    return {"xlsx": sheets.workbook(document)}


def _csv(document: Document) -> Files:
    from corecase.documents import sheets

    return {f"tables/{name}": data for name, data in sheets.csv_files(document).items()}


RENDERERS: Mapping[str, Renderer] = {
    "html": _html,
    "pdf": _pdf,
    "docx": _docx,
    "xlsx": _xlsx,
    "csv": _csv,
}
NAMES = tuple(RENDERERS)


def render(
    document: Document, wanted: Sequence[str], *, word_template: bytes | None = None
) -> Files:
    """The document in each wanted format: content by ending, tables by `tables/ID.csv`.

    `word_template` is a Word file whose styles, header and footer the Word format takes.
    Everything or nothing: raises InputError when a format is not known, or when one of them
    cannot hold the document.
    """
    for name in wanted:
        if name not in RENDERERS:
            raise InputError(f"There is no format {name!r}; choose from {', '.join(NAMES)}.")
    _check_characters(document)
    made: Files = {}
    for name in wanted:
        on_template = name == "docx" and word_template is not None
        made |= _docx(document, word_template) if on_template else RENDERERS[name](document)
    return made


def check_letters(document: Document) -> None:
    """Raises InputError for a letter that the typeface of the PDF lacks, without making one."""
    from corecase.documents import pdf

    pdf.check_letters(strings(document))


def _check_characters(document: Document) -> None:
    for text in strings(document):
        if found := _UNPRINTABLE.search(text):
            before = text[max(0, found.start() - 30) : found.start()]
            raise InputError(
                f"A character that cannot be printed stands after {before!r}; take it out."
            )


def strings(document: object) -> list[str]:
    """Every text of a document, in its order; without recursion, since a report has thousands."""
    found: list[str] = []
    left = [document]
    while left:
        value = left.pop()
        if isinstance(value, str):
            found.append(value)
        elif isinstance(value, tuple):
            left.extend(reversed(value))
        elif is_dataclass(value):
            left.extend(getattr(value, field.name) for field in reversed(fields(value)))
    return found
