"""Published texts as lines: PDF, Word, HTML and plain text, told apart by what they hold."""

from collections.abc import Iterator
from typing import Final

from corecase.core.errors import InputError
from corecase.core.reading.lines import Line
from corecase.exchange.limits import Limits
from corecase.exchange.printed_tables import PrintedTable, read_word

MAX_BYTES: Final = 40 * 2**20
MAX_TEXT: Final = 4 * 2**20
MAX_LINES: Final = 60_000
_LIMITS: Final = Limits(n_cells=200_000, n_bytes=48 * 2**20)
_OTHERS: Final = (
    (b"\xd0\xcf\x11\xe0", "an old Office file, or one protected by a password"),
    (b"{\\rtf", "an RTF file"),
    (b"\x1f\x8b", "a compressed file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"PAR1", "a Parquet file"),
)
_MARKUP: Final = (b"<!doctype html", b"<html", b"<head", b"<body", b"<div", b"<p>", b"<table", b"<h1")


def lines_of(data: bytes, name: str) -> tuple[Line, ...]:
    """The lines of a report, letter, paper or page, with page numbers where a PDF has them.

    Raises InputError in one sentence for a file of another kind, one that is damaged or
    locked, and one that is larger than any report.
    """
    if not data.strip():
        raise InputError(f"{name} is empty; give a report as PDF, Word, HTML or text.")
    if len(data) > MAX_BYTES:
        raise InputError(f"{name} is larger than {MAX_BYTES // 2**20} MB; give the report alone.")
    for begins, kind in _OTHERS:
        if data.startswith(begins):
            raise InputError(f"{name} is {kind}; save it as PDF, DOCX, HTML or text.")
    lines = tuple(_lines(data, name))
    if len(lines) > MAX_LINES:
        raise InputError(f"{name} has more lines than any report; give the report alone.")
    if not any(line.text.strip() for line in lines):
        raise InputError(f"{name} holds no text, only pictures perhaps; give a copy with text in it.")
    return lines


def _lines(data: bytes, name: str) -> Iterator[Line]:
    if b"%PDF-" in data[:1024]:
        # Its library is wanted for PDF alone.
        from corecase.exchange.pdf_pages import pdf_lines

        return pdf_lines(data, name)
    if data.startswith(b"PK"):
        return _numbered(_word(data, name))
    text = _text(data, name)
    if data.lstrip()[:400].lower().startswith(_MARKUP) or b"<html" in data[:2000].lower():
        from corecase.exchange.html_lines import html_lines

        return _numbered(html_lines(text, name))
    return _numbered(text.split("\n"))


def _numbered(texts: "Iterator[str] | list[str]") -> Iterator[Line]:
    for number, text in enumerate(texts, start=1):
        yield Line(number=number, text=text.rstrip("\r"))


def _text(data: bytes, name: str) -> str:
    if len(data) > MAX_TEXT:
        raise InputError(f"{name} holds more than {MAX_TEXT // 2**20} MB of text; give the report alone.")
    if b"\0" in data and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError(f"{name} is no text; save it as PDF, DOCX, HTML or text.")
    for encoding in ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise InputError(f"{name} is no text in UTF-8; save it as UTF-8.")


def _word(data: bytes, name: str) -> Iterator[str]:
    for one in read_word(data, name, _LIMITS):
        if isinstance(one, PrintedTable):
            for row in one.rows:
                yield "\t".join(" ".join(cell.paragraphs) for cell in row)
        else:
            yield f"- {one.text}" if one.is_listed else one.text
            # A paragraph of Word ends: nothing of the next belongs to it.
            yield ""
