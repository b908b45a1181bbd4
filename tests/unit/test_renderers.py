"""The formats together: the same bytes each time, no text lost, everything or nothing."""

import hashlib
import io
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest

from corecase.core.errors import InputError
from corecase.documents import formats
from corecase.documents.model import (
    Blank,
    Block,
    Chart,
    Document,
    Heading,
    Paragraph,
    Table,
    Text,
    words,
)
from tests.sample_document import hostile, sample

ROOT = Path(__file__).parents[2]
DIGESTS = """
import hashlib
from corecase.documents import formats
from tests.sample_document import sample, hostile
for document in (hostile(), sample()):
    for name, data in formats.render(document, formats.NAMES[::-1]).items():
        print(document.title, name, hashlib.sha256(data).hexdigest(), sep="|")
"""


def digests(*documents: Document) -> set[str]:
    return {
        f"{document.title}|{name}|{hashlib.sha256(data).hexdigest()}"
        for document in documents
        for name, data in formats.render(document, formats.NAMES).items()
    }


def test_the_same_document_gives_the_same_bytes_in_another_process() -> None:
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", DIGESTS],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": "17", "TZ": "Asia/Tokyo"},
        capture_output=True,
        text=True,
        check=True,
    )
    here = digests(sample(), hostile())
    assert set(run.stdout.splitlines()) == here
    assert len(here) == 4 + 13 + 4 + 2


def test_another_notice_gives_other_bytes() -> None:
    wanted = ("html", "pdf", "docx", "xlsx")
    one = formats.render(sample(), wanted)
    other = formats.render(sample(notice="SYNTHETIC DATA. PREVIEW."), wanted)
    assert [name for name in wanted if one[name] != other[name]] == list(wanted)


def test_the_sample_holds_every_kind_of_block_and_span() -> None:
    # By their names: a class with slots is made twice, and its first make may still be about.
    kinds = {kind.__name__ for kind in (*get_args(Block), *Chart.__subclasses__())} - {"Chart"}
    assert {type(block).__name__ for block in sample().blocks} == kinds
    spans = list(sample().numbers()), list(sample().blanks())
    assert all(spans)


def test_no_format_carries_a_path_or_the_time() -> None:
    for name, data in formats.render(sample(), formats.NAMES).items():
        assert str(ROOT).encode() not in data, name
        if name in ("docx", "xlsx"):
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_an_unknown_format_is_refused_before_anything_is_made() -> None:
    with pytest.raises(InputError, match="no format 'odt'; choose from html, pdf"):
        formats.render(sample(), ("html", "odt"))


def test_a_format_that_fails_leaves_nothing() -> None:
    unsayable = replace(sample(), blocks=(Paragraph(words("a letter no typeface has: 漢")),))
    with pytest.raises(InputError, match="typeface of the PDF has no '漢'"):
        formats.render(unsayable, ("html", "pdf"))


@pytest.mark.parametrize(
    "character",
    [
        *("\x00", "\x1b", "\ud800", "\x85", "\uffff"),
        *("\u202e", "\u2066", "\u200b", "\u200d", "\u2028", "\ufeff", "\ufe0f", "\U000e0041"),
    ],
)
def test_what_cannot_be_printed_is_refused_with_its_place(character: str) -> None:
    cell = (Text(f"before it{character}after"),)
    table = Table(id="t", caption="Invented", header=("a",), rows=((cell,),))
    with pytest.raises(InputError, match="stands after 'before it'"):
        formats.render(replace(sample(), blocks=(table,)), ("csv",))


def test_accents_and_the_soft_hyphen_are_printed() -> None:
    said = "inspec\u00adtion, t\u0177, cafe\u0301, a\u00a0b, \u2011"
    made = formats.render(replace(sample(), blocks=(Paragraph((Text(said),)),)), ("html",))
    assert said in made["html"].decode()


def test_the_least_document_is_made_in_every_format() -> None:
    least = replace(sample(notice=""), blocks=())
    least = replace(least, cover=replace(least.cover, programme=(), lines=(), year=""))
    made = formats.render(least, formats.NAMES)
    assert set(made) == {"html", "pdf", "docx", "xlsx"}
    assert all(made.values())


def test_a_blank_and_a_deep_heading_are_made_in_every_format() -> None:
    headings = (Heading(level=n, text=f"Level {n}", anchor=f"l{n}") for n in range(1, 7))
    deep = replace(sample(), blocks=(*headings, Paragraph((Blank("what nobody knows"),))))
    assert formats.render(deep, ("html", "pdf", "docx"))["html"].count(b"<h6") == 2
