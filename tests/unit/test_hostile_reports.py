"""Files that mean harm, or are none of ours: each gets one sentence, and nothing else happens."""

import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from corecase.core.errors import InputError
from corecase.exchange.child_process import Bounds
from corecase.exchange.report_files import lines_of
from corecase.pipelines.read_published import read_bytes, read_file

SMALL = b"Inspection of youth offending work in Anyborough\n\nSafeguarding was scored 58%.\n"


LARGE = (
    b"The Safeguarding work of the service was scored by 58% in 2010 and 2011, of 38.\n" * 40_000
)


def pdf(pages: int = 1, *, side: int = 400, password: str = "") -> bytes:
    """A PDF of empty pages."""
    document = pikepdf.new()
    for _ in range(pages):
        document.add_blank_page(page_size=(side, side))
    made = BytesIO()
    locked = pikepdf.Encryption(owner=password, user=password) if password else False
    document.save(made, encryption=locked)
    return made.getvalue()


def word(body: bytes, **others: bytes) -> bytes:
    """A Word file of this body and other members."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", body)
        for name, content in others.items():
            archive.writestr(name, content)
    return made.getvalue()


LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;">]><d>&d;</d>'
)
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/hostname">]><d>&a;</d>'
# Made when they are asked for: some are large.
HOSTILE = {
    "nothing": (lambda: b"  \n", "is empty"),
    "a text of 50 MB": (lambda: b"Safeguarding 58%\n" * 3_000_000, "larger than 40 MB"),
    "a text of 6 MB": (lambda: b"Safeguarding 58%\n" * 370_000, "more than 4 MB of text"),
    "too many lines": (lambda: b"a\n" * 70_000, "more lines than any report"),
    "a line of 1 MB": (lambda: b"Safeguarding 58% " * 60_000, "line longer than any paragraph"),
    "no text at all": (lambda: b"\x00\x01\x02" * 50, "is no text"),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(50), "a picture"),
    "an old Office file": (lambda: b"\xd0\xcf\x11\xe0" + bytes(50), "an old Office file"),
    "a compressed file": (lambda: b"\x1f\x8b" + bytes(50), "a compressed file"),
    "an archive": (
        lambda: word(b"<x/>").replace(b"word/document.xml", b"word/documens.xml"),
        "no Word file",
    ),
    "a bomb": (lambda: word(b"<d>" + b"a" * 60_000_000 + b"</d>"), "unpacks to more"),
    "macros": (lambda: word(b"<d/>", **{"word/vbaProject.bin": b"x"}), "contains macros"),
    "an archive within": (
        lambda: word(b"<d/>", **{"word/media/a.bin": word(b"<d/>")}),
        "another archive",
    ),
    "laughing entities": (lambda: word(LAUGHS), ""),
    "an entity from outside": (lambda: word(OUTSIDE), ""),
    "a broken Word file": (lambda: word(b"<d><p></d>"), ""),
    "tags within tags": (lambda: b"<html>" + b"<b>" * 2_000 + b"x", "tags within tags"),
    "a locked PDF": (lambda: pdf(password="secret"), "protected by a password"),
    "a broken PDF": (lambda: b"%PDF-1.7\n" + b"nonsense " * 40, "is damaged"),
    "a PDF of 301 pages": (lambda: pdf(301), "has 301 pages"),
    "a PDF without words": (lambda: pdf(), "holds no text"),
    "a page of five metres": (lambda: pdf(side=14_000), "larger than any paper"),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_file_that_is_no_report_gets_one_sentence(what: str) -> None:
    make, said = HOSTILE[what]
    with pytest.raises(InputError) as refused:
        lines_of(make(), "sent.bin")
    sentence = str(refused.value)
    assert said in sentence
    assert sentence.startswith("sent.bin")
    assert sentence.endswith(".")
    assert "\n" not in sentence


def test_a_picture_as_large_as_a_field_is_not_looked_at() -> None:
    body = (
        b"<w:document><w:body><w:p><w:r><w:t>Safeguarding</w:t></w:r></w:p></w:body></w:document>"
    )
    huge = b"\x89PNG" + b"\x00\x00\xc3\x50" * 2 + bytes(3_000_000)
    lines = lines_of(word(body, **{"word/media/image1.png": huge}), "sent.docx")
    assert [line.text for line in lines if line.text] == ["Safeguarding"]


def test_scripts_entities_and_what_is_not_shown_stay_out_of_a_page() -> None:
    page = (
        b"<!DOCTYPE html><html><head><style>p{width:44%}</style></head><body><script>58%</script>"
        b"<nav><a>30%</a></nav><p>Safe&shy;guarding &lt;b&gt; 5&#56;%</p>"
        b"<table><tr><td>A<p>b</p></td><td>1</td></tr></table><li>one<br>two</body></html>"
    )
    assert [line.text for line in lines_of(page, "page.html") if line.text] == [
        "Safe\u00adguarding <b> 58%",
        "A b\t1",
        "- one",
        "two",
    ]


def test_a_menu_that_is_never_closed_ends_where_the_page_begins() -> None:
    page = b"<html><nav><a>30%</a><svg><h1>Scores</h1><p>58%</p></html>"
    assert [line.text for line in lines_of(page, "page.html") if line.text] == ["Scores", "58%"]


def test_cells_over_several_rows_and_columns_head_all_of_them() -> None:
    page = (
        b"<table><tr>out</tr><tr><th rowspan=2>Work<th colspan=2>Score<th colspan=x>Band"
        b"<tr><td>2009<td>2011<td rowspan=3>-</tr>"
        b"<tr><td>Safeguarding</td><td"
        b" colspan=2>58%</td></tr><tr><td>Harm<td>61%<td>62%</tr></table>"
    )
    assert [line.text for line in lines_of(page, "page.html") if line.text] == [
        "out",
        "Work\tScore\tScore\tBand",
        "Work\t2009\t2011\t-",
        "Safeguarding\t58%\t\t-",
        "Harm\t61%\t62%\t-",
    ]


def test_the_child_answers_as_reading_here_does(tmp_path: Path) -> None:
    path = tmp_path / "paper.txt"
    path.write_bytes(SMALL)
    found = read_file(path, source="A paper")
    assert [(f.service, f.measure, f.value, f.source) for f in found.certain if f.value] == [
        ("Anyborough", "headline:safeguarding", 58, "A paper")
    ]
    with pytest.raises(InputError, match="is empty"):
        read_bytes(
            b" ", "paper.txt", register=[f"A place with a long name {n}" for n in range(9999)]
        )
    with pytest.raises(InputError, match="There is no file"):
        read_file(tmp_path / "none.txt")
    with pytest.raises(InputError, match="is a folder"):
        read_file(tmp_path)


@pytest.mark.parametrize(
    "bounds",
    [Bounds(n_bytes=2**20), Bounds(n_seconds=1), Bounds(n_waited=0)],
    ids=["memory", "work", "time"],
)
def test_a_child_that_needs_too_much_is_ended(bounds: Bounds) -> None:
    with pytest.raises(InputError, match="more memory or time than a report") as refused:
        read_bytes(LARGE, "paper.txt", bounds=bounds)
    assert str(refused.value).startswith("paper.txt")


CONFINED = """
import pathlib, socket, subprocess, sys
from corecase.exchange.confined import confine
confine(700 * 2**20, 5)
tried = {
    "socket": lambda: socket.socket(),
    "name": lambda: socket.getaddrinfo("localhost", 80),
    "child": lambda: subprocess.run(["true"]),
    "file": lambda: pathlib.Path(sys.argv[1]).write_text("x"),
    "memory": lambda: bytearray(900 * 2**20),
}
for name, attempt in tried.items():
    try:
        attempt()
        print(name, "was let through")
    except (PermissionError, MemoryError):
        print(name, "refused")
"""


def test_a_confined_process_has_no_network_no_children_no_files_and_little_memory(
    tmp_path: Path,
) -> None:
    written = tmp_path / "written"
    run = subprocess.run(
        [sys.executable, "-c", CONFINED, str(written)], capture_output=True, text=True, check=True
    )
    refused = ["socket refused", "name refused", "child refused", "file refused", "memory refused"]
    assert run.stdout.splitlines() == refused
    assert not written.exists()
