"""The lines of a PDF: words by their place on the page, ruled tables by their rules.

pypdfium2 reads every page; pdfplumber, which takes twenty times as long, only those that have
a ruled table with figures or timescales in it.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final

import pypdfium2
from pypdfium2 import raw

from corecase.core.errors import InputError
from corecase.core.reading.lines import Line

MAX_PAGES: Final = 300
MAX_TABLES: Final = 12
"""Pages whose ruled tables are read; a report has three or four."""

_LARGEST_SIDE: Final = 5_000
_MOST_CHARACTERS: Final = 100_000
_RULES: Final = 6
_WORTH: Final = re.compile(r"\d\s?%|timescale|lowest|highest|average|success criteria", re.IGNORECASE)
_PAGE_NUMBER: Final = re.compile(r"(?:page )?\d{1,3}(?: of \d{1,3})?$", re.IGNORECASE)
_ERRORS: Final = (pypdfium2.PdfiumError, ValueError, OSError, UnicodeDecodeError, KeyError, TypeError)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """Words set in one piece, with their edges in points."""

    text: str
    left: float
    bottom: float
    right: float
    top: float

    @property
    def height(self) -> float:
        return max(self.top - self.bottom, 1.0)


@dataclass(slots=True, kw_only=True)
class _Row:
    """A line of a page: its text, and how high it stands."""

    text: str
    bottom: float
    top: float


def pdf_lines(data: bytes, name: str) -> Iterator[Line]:
    """The lines of every page, cells of tables parted by tabs, without page numbers.

    Raises InputError for a file that is locked, damaged or larger than a report.
    """
    pages = _pages(data, name)
    furniture = _repeated(pages)
    number = 0
    for at, rows in enumerate(pages, start=1):
        for row in rows:
            if not _is_furniture(row.text, furniture):
                number += 1
                yield Line(number=number, text=row.text, page=at)


def _pages(data: bytes, name: str) -> list[list[_Row]]:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        said = "is protected by a password; remove it" if locked else "is damaged; open it, save it again"
        raise InputError(f"{name} {said} and give that copy.") from error
    try:
        if len(document) > MAX_PAGES:
            raise InputError(f"{name} has {len(document)} pages, more than any report; give the report alone.")
        return _read(document, data, name)
    except _ERRORS as error:
        raise InputError(f"{name} is damaged; open it, save it again and give that copy.") from error
    finally:
        document.close()


def _read(document: Any, data: bytes, name: str) -> list[list[_Row]]:
    made, ruled = [], []
    for at in range(len(document)):
        page = document[at]
        if max(page.get_size()) > _LARGEST_SIDE:
            raise InputError(f"{name} has a page larger than any paper; give a copy on A4.")
        rows = _rows(page, name)
        made.append(rows)
        if len(ruled) < MAX_TABLES and _WORTH.search("\n".join(row.text for row in rows)):
            if _n_rules(page) >= _RULES:
                ruled.append(at)
        page.close()
    return _with_tables(made, ruled, data) if ruled else made


def _n_rules(page: Any) -> int:
    found = 0
    for one in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=3):
        found += 1
        if found >= _RULES or one is None:
            break
    return found


def _rows(page: Any, name: str) -> list[_Row]:
    text = page.get_textpage()
    try:
        if text.count_chars() > _MOST_CHARACTERS:
            raise InputError(f"{name} has a page with more words than fit on one; give another copy.")
        runs = [_run(text, at) for at in range(text.count_rects())]
    finally:
        text.close()
    rows: list[list[_Run]] = []
    for run in runs:
        if not run.text.strip():
            continue
        if rows and _is_beside(rows[-1][-1], run):
            rows[-1].append(run)
        else:
            rows.append([run])
    return _ordered([_joined(row) for row in rows])


def _run(text: Any, at: int) -> _Run:
    left, bottom, right, top = text.get_rect(at)
    words = text.get_text_bounded(left=left, bottom=bottom, right=right, top=top)
    return _Run(text=" ".join(words.split()), left=left, bottom=bottom, right=right, top=top)


def _is_beside(before: _Run, run: _Run) -> bool:
    """On the same line and further right."""
    overlap = min(before.top, run.top) - max(before.bottom, run.bottom)
    return overlap > 0.4 * min(before.height, run.height) and run.left >= before.right - before.height


def _joined(runs: list[_Run]) -> _Row:
    made = ""
    for at, run in enumerate(runs):
        gap = run.left - runs[at - 1].right if at else 0.0
        size = max(run.height, 6.0)
        made += ("\t" if gap > 1.2 * size else " " if gap > 0.12 * size else "") + run.text
    return _Row(
        text=made, bottom=min(run.bottom for run in runs), top=max(run.top for run in runs)
    )


def _ordered(rows: list[_Row]) -> list[_Row]:
    """A blank line where the distance between two lines is larger than usual."""
    gaps = [rows[at].bottom - rows[at + 1].top for at in range(len(rows) - 1)]
    usual = sorted(gap for gap in gaps if gap > -2)[: max(len(gaps) // 2, 1)]
    made: list[_Row] = []
    for at, row in enumerate(rows):
        if at and usual and gaps[at - 1] > usual[-1] + 2.5:
            made.append(_Row(text="", bottom=row.top, top=row.top))
        made.append(row)
    return made


def _with_tables(pages: list[list[_Row]], ruled: list[int], data: bytes) -> list[list[_Row]]:
    """Lines inside a ruled table are replaced by its rows."""
    import pdfplumber

    with pdfplumber.open(BytesIO(data)) as document:
        for at in ruled:
            page = document.pages[at]
            for table in page.find_tables():
                rows = [[_cell(cell) for cell in row] for row in table.extract()]
                if len(rows) < 2 or max(map(len, rows)) < 2:
                    continue
                _, top, _, bottom = table.bbox
                height = float(page.height)
                pages[at] = _replaced(pages[at], rows, height - bottom, height - top)
            page.close()
    return pages


def _cell(words: str | None) -> str:
    return " ".join((words or "").split())


def _replaced(lines: list[_Row], rows: list[list[str]], low: float, high: float) -> list[_Row]:
    inside = [at for at, row in enumerate(lines) if row.text and low - 1 <= (row.bottom + row.top) / 2 <= high + 1]
    if not inside:
        return lines
    made = [_Row(text="\t".join(row), bottom=low, top=low) for row in rows if any(row)]
    kept = [row for at, row in enumerate(lines) if at not in inside or at < inside[0]]
    return [*kept[: inside[0]], *made, *kept[inside[0] :]]


def _repeated(pages: list[list[_Row]]) -> frozenset[str]:
    """What stands at the head or foot of most pages."""
    ends = [row.text for rows in pages for row in [r for r in rows if r.text][:1] + [r for r in rows if r.text][-2:]]
    often = Counter(re.sub(r"\d+", "#", text) for text in ends)
    return frozenset(text for text, n in often.items() if n > 2 and n > 0.6 * len(pages))


def _is_furniture(text: str, furniture: frozenset[str]) -> bool:
    return bool(_PAGE_NUMBER.match(text)) or re.sub(r"\d+", "#", text) in furniture
