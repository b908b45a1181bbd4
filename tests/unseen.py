"""Texts of our own that what reads documents has never seen, each made into its kind of file.

A text is kept as plain words. Those that end in `.word.txt` and `.pdf.txt` become a Word file and a
PDF here: a line that begins with "# " is a heading, lines of cells between bars are a table, and
"---" begins a new page.
"""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import docx
import typst

FOLDER = Path(__file__).parent / "spec" / "unseen"
SETS = (
    *("open", "held", "fresh", "second", "third", "fourth", "fifth", "sixth", "seventh"),
    *("eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth"),
    *("fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth"),
    *("twentyfirst", "twentysecond", "twentythird", "twentyfourth"),
    *("twentyfifth", "twentysixth", "twentyseventh", "twentyeighth", "twentyninth"),
    *("thirtieth", "thirtyfirst", "thirtysecond"),
)


def texts(name: str) -> list[Path]:
    """The texts of one set, without their answers."""
    kinds = (".txt", ".html")
    return sorted(path for path in (FOLDER / name).iterdir() if path.suffix in kinds)


def answers_to(text: Path) -> Path:
    """Where the answers to a text are."""
    return text.with_name(text.name.partition(".")[0] + ".csv")


def made(text: Path, folder: Path) -> Path:
    """The file that a reader is given: the text itself, or a Word file or PDF made of it."""
    name = text.name.partition(".")[0]
    if text.name.endswith(".word.txt"):
        return _word(text.read_text(encoding="utf-8"), folder / f"{name}.docx")
    if text.name.endswith(".pdf.txt"):
        return _pdf(text.read_text(encoding="utf-8"), folder / f"{name}.pdf")
    return text


def _blocks(text: str) -> Iterator[tuple[str, list[str]]]:
    """Lines in groups of one kind: "table", "heading", "page" or "paragraph"."""
    lines = [line for line in text.splitlines() if line.strip()]
    for kind, group in groupby(lines, key=_kind):
        yield kind, list(group)


def _kind(line: str) -> str:
    if line.startswith("|"):
        return "table"
    if line.startswith("# "):
        return "heading"
    return "page" if line.strip() == "---" else "paragraph"


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def _word(text: str, path: Path) -> Path:
    document = docx.Document()
    for kind, lines in _blocks(text):
        if kind == "table":
            rows = [_cells(line) for line in lines]
            table = document.add_table(rows=len(rows), cols=len(rows[0]))
            for cells, row in zip(rows, table.rows, strict=True):
                for words, cell in zip(cells, row.cells, strict=True):
                    cell.text = words
        for line in lines if kind != "table" else ():
            if kind == "heading":
                document.add_heading(line.removeprefix("# "), level=1)
            elif kind == "page":
                document.add_page_break()  # type: ignore[no-untyped-call]
            else:
                document.add_paragraph(line)
    document.save(str(path))
    return path


def _pdf(text: str, path: Path) -> Path:
    written = ['#set document(title: "Invented text")']
    for kind, lines in _blocks(text):
        if kind == "table":
            rows = [_cells(line) for line in lines]
            cells = "".join(f"{_said(words)}, " for row in rows for words in row)
            written.append(f"#table(columns: {len(rows[0])}, {cells})")
        elif kind == "page":
            written.append("#pagebreak()")
        else:
            mark = "= " if kind == "heading" else ""
            written += [f"{mark}#{_said(line.removeprefix('# '))}\n" for line in lines]
    path.write_bytes(typst.compile("\n".join(written).encode(), format="pdf"))
    return path


def _said(words: str) -> str:
    """Words as a string of Typst, in which no sign means anything."""
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'
