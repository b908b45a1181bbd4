"""A document as tagged PDF (PDF/UA-1), set by Typst and finished with pikepdf.

Typst refuses what is not accessible, but cannot mark the header cell of a row. The pass
that follows does that, and gives each table its caption as a summary.
"""

import io
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

import pikepdf
import typst

from corecase.core.errors import InputError
from corecase.documents import charts
from corecase.documents.model import Chart, Document, Table

_HERE = Path(__file__).parent


def check_letters(texts: Iterable[str]) -> None:
    """Raises InputError for a letter that the typeface does not have; far quicker than `render`."""
    words = {word for text in texts if not text.isascii() for word in text.split()}
    strange = sorted(word for word in words if not word.isascii())
    try:
        _compiled("letters.typ", words=json.dumps(strange))
    except typst.TypstError as refusal:
        raise InputError(_sentence(refusal.message)) from refusal


def render(document: Document) -> bytes:
    """The document as PDF/UA-1, the same bytes each time.

    Raises InputError when it cannot be made accessible: no title, a letter that the typeface
    does not have.
    """
    if not document.title.strip():
        raise InputError("The document has no title; give it one to make a PDF.")
    try:
        pages = _compiled("report.typ", document=json.dumps(_data(document)))
    except typst.TypstError as refusal:
        raise InputError(_sentence(refusal.message)) from refusal
    return _finished(pages, [(t.caption, len(t.header)) for t in document.tables()])


def _compiled(template: str, **inputs: str) -> bytes:
    return typst.compile(
        _HERE / "templates" / template,
        root=_HERE / "templates",
        font_paths=[_HERE / "assets" / "fonts"],
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs=inputs,
        pdf_standards=["ua-1"],
    )


def _sentence(message: str) -> str:
    if missing := re.search(r'the text `"(.+?)"` could not be displayed', message):
        return f"The typeface of the PDF has no {missing[1]!r}; replace it in the text."
    return f"The PDF cannot be made: {message}."


def _data(value: object) -> object:
    """The document as plain data; each block and span says its kind."""
    if isinstance(value, tuple | frozenset):
        return [_data(part) for part in value]
    if not is_dataclass(value):
        return value
    data: dict[str, object] = {"kind": type(value).__name__}
    data |= {field.name: _data(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Table):
        data["reach"] = value.reach
    if hasattr(value, "label"):
        data["label"] = value.label
    if isinstance(value, Chart):
        data["picture"] = charts.svg(value).decode("utf-8")
    return data


def _finished(pages: bytes, said: list[tuple[str, int]]) -> bytes:
    with pikepdf.open(io.BytesIO(pages)) as pdf:
        tables = [e for e in _elements(pdf.Root.StructTreeRoot) if _is(e, "/Table")]
        for table, (caption, n_columns) in zip(tables, said, strict=True):
            _add_attribute(table, "/Summary", pikepdf.String(caption))
            for body in filter(lambda e: _is(e, "/TBody"), _children(table)):
                for row in filter(lambda e: _is(e, "/TR"), _children(body)):
                    cells = list(_children(row))
                    if len(cells) < n_columns:  # the header of this row reaches down from above
                        continue
                    first = cells[0]
                    first.S = pikepdf.Name.TH
                    _add_attribute(first, "/Scope", pikepdf.Name.Row)
        out = io.BytesIO()
        pdf.save(
            out,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
        )
    return out.getvalue()


def _add_attribute(element: pikepdf.Object, key: str, value: pikepdf.Object) -> None:
    added = pikepdf.Dictionary({"/O": pikepdf.Name.Table, key: value})
    before = element.get("/A")
    if before is None:
        element.A = added
    elif isinstance(before, pikepdf.Array):
        before.append(added)
    else:
        element.A = pikepdf.Array([before, added])


def _elements(parent: pikepdf.Object) -> Iterator[pikepdf.Object]:
    for child in _children(parent):
        yield child
        yield from _elements(child)


def _children(parent: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """The structure elements directly below one, without its marked content."""
    below = parent.get("/K")
    for child in below if isinstance(below, pikepdf.Array) else [below]:
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            yield child


def _is(element: pikepdf.Object, role: str) -> bool:
    # Names are compared as text; an object is never equal to a str.
    return str(element.S) == role
