"""Tables of scores: headlines down the side; lowest, highest, average and services along the top."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from corecase.core.printed_facts import PrintedFact
from corecase.core.reading.lines import Passage
from corecase.core.reading.outline import Placed
from corecase.core.reading.prose import UNPLACED
from corecase.core.reading.record import Record
from corecase.core.reading.scores import BAND, STRAY, band_of
from corecase.core.reading.themes import headline_of
from corecase.core.reading.vocabulary import mended

_CELL: Final = re.compile(r"(?P<value>\d{1,3})\s*%?(?P<stray>(?<=%)\d+)?$")
_ROLES: Final = (
    ("lowest_to_date", re.compile(r"\blowest|\bminimum score", re.IGNORECASE)),
    ("highest_to_date", re.compile(r"\bhighest|\bmaximum score", re.IGNORECASE)),
    ("average_to_date", re.compile(r"\baverag|\bmean\b|\bnational\b", re.IGNORECASE)),
    ("comment", re.compile(r"\bcomment|\bband|\bimprovement required|\bjudgement", re.IGNORECASE)),
)
_BEFORE: Final = re.compile(
    r"\b(?:previous|last|first|original|earlier|before)\b", re.IGNORECASE
)
_OWN: Final = re.compile(r"\b(?:scores?|result|this inspection|current|now|re-?inspection)\b", re.IGNORECASE)
_SCOPE: Final = re.compile(
    r"(?:from|of|for|in) (?P<scope>(?:Wales|England|all|the)\b.{0,80}?)(?:$|Lowest|Highest|Average|Scores? for)",
    re.IGNORECASE,
)
_SCOPE_BEFORE: Final = re.compile(r"(?P<scope>the (?:England|national|regional|Welsh|region's) average)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    """Rows of one table, with the passage that stands before them."""

    rows: tuple[Passage, ...]
    before: str = ""


def tabled(record: Record) -> Iterator[PrintedFact]:
    """The scores and comparators in tables."""
    for table in _tables(record.parts):
        yield from _read(record, table)


def _tables(parts: tuple[Placed, ...]) -> Iterator[_Table]:
    rows: list[Passage] = []
    before = ""
    for placed in parts:
        if placed.passage.cells and placed.part not in ("contents", "glossary"):
            rows.append(placed.passage)
            continue
        if rows and _is_cut(placed):
            rows.append(replace(placed.passage, cells=(placed.text,)))
            continue
        if rows:
            yield _Table(rows=tuple(rows), before=before)
        rows, before = [], placed.text
    if rows:
        yield _Table(rows=tuple(rows), before=before)


def _is_cut(placed: Placed) -> bool:
    """A few words alone between rows: the beginning of a title that goes on in the next."""
    return placed.text.endswith("-") and len(placed.text) < 30


def _read(record: Record, table: _Table) -> Iterator[PrintedFact]:
    first = next((at for at, row in enumerate(table.rows) if _figures(row)), 0)
    while first > 1 and table.rows[first - 1].cells[0] and not _is_head(table.rows[first - 1]):
        first -= 1  # the title of a row may stand on a line of its own, above its figures
    heads = _headings(table.rows[:first])
    if not heads:
        return
    scope = _scope(table, table.rows[:first])
    if not any(_ROLE_OR_SCORE.search(head) for head in heads):
        return
    title, waiting = "", None
    for row in table.rows[first:]:
        if not _figures(row):
            title = _continued(title, row.cells[0])
            if headline_of(title):
                waiting = row
            continue
        headline = headline_of(_continued(title, row.cells[0]))
        other = headline_of(row.cells[0])
        if other and waiting and other != headline_of(title):
            yield _unread(record, waiting, headline_of(title))
            headline, waiting = other, None
        broken = bool(waiting) and len([cell for cell in (waiting or row).cells[1:] if cell]) > 0
        title, own = "", waiting
        waiting = None
        if broken and own is not None:
            yield _unread(record, own, headline)
        elif headline:
            yield from _row(record, row, heads, headline, scope)
    if waiting is not None:
        yield _unread(record, waiting, headline_of(title))


def _continued(title: str, cell: str) -> str:
    """The title of a row that goes on in the next: "Safe-" and "guarding"."""
    return title[:-1] + cell if title.endswith("-") else f"{title} {cell}".strip()


def _unread(record: Record, row: Passage, headline: str) -> PrintedFact:
    """A row that names a headline and whose figure is broken over lines: for a person to read."""
    return record.fact(
        f"headline:{headline}" if headline else UNPLACED,
        row,
        0,
        len(row.text),
        said=row.text,
        doubt="The row is broken over lines; read its figure in the text.",
    )


_ROLE_OR_SCORE: Final = re.compile(r"lowest|highest|averag|score|result|[A-Z][a-z]{2,}", re.IGNORECASE)


def _is_head(row: Passage) -> bool:
    return any(words.search(cell) for cell in row.cells[1:] for _, words in _ROLES[:3])


def _figures(row: Passage) -> int:
    return sum(1 for cell in row.cells[1:] if "%" in cell and _CELL.match(cell.strip()))


def _headings(rows: tuple[Passage, ...]) -> tuple[str, ...]:
    """The heading of each column, its lines joined; none where nothing stands above figures."""
    width = max((len(row.cells) for row in rows), default=0)
    made = []
    for column in range(width):
        cells = [row.cells[column] for row in rows if column < len(row.cells)]
        joined = " ".join(cell for cell in cells if cell)
        made.append(mended(re.sub(r"(?<=[a-z]) (?=[a-z\u0430-\u044f]$)", "", joined)))
    return tuple(made)


def _scope(table: _Table, heads: tuple[Passage, ...]) -> str:
    for row in heads:
        for cell in row.cells:
            match = _SCOPE.search(cell)
            if match:
                return match["scope"].strip()
    match = _SCOPE_BEFORE.search(table.before)
    return match["scope"] if match else ""


def _row(
    record: Record, row: Passage, heads: tuple[str, ...], headline: str, scope: str
) -> Iterator[PrintedFact]:
    fits = len(row.cells) == len(heads)
    band = next((band_of(m["band"]) for cell in row.cells[1:] if (m := BAND.search(cell))), "")
    at = len(row.cells[0])
    for column, cell in enumerate(row.cells[1:], start=1):
        match = _CELL.match(cell.strip())
        start = row.text.find(cell, at) if cell else at
        at = start + len(cell)
        if match is None or not cell:
            continue
        head = heads[column] if column < len(heads) else ""
        doubt = "" if fits else "The row has not as many cells as the heading; place the figure."
        if match["stray"]:
            doubt = STRAY
        yield _cell(
            record, row, (start, at), head, headline, Decimal(match["value"]), scope, band, doubt
        )


def _cell(
    record: Record,
    row: Passage,
    place: tuple[int, int],
    head: str,
    headline: str,
    value: Decimal,
    scope: str,
    band: str,
    doubt: str,
) -> PrintedFact:
    """One figure, as what the heading of its column makes it."""
    role = next((name for name, words in _ROLES if words.search(head)), "")
    named = re.match(r"(?P<scope>[A-Z][\w ]{2,40}?)\s*:\s*(?:lowest|highest|average)", head)
    if role and role != "comment":
        return record.fact(
            f"{role}:{headline}",
            row,
            *place,
            value=value,
            unit="%",
            scope=scope or (named["scope"] if named else ""),
            as_at=record.dated,
            doubt=doubt or ("" if scope or named else "The table does not say of which services."),
        )
    service = record.services.by_heading(head)
    told: dict[str, object] = {"said": band} if band and service in ("", record.subject) else {}
    if service:
        told["service"] = service
    elif not _OWN.search(head):
        doubt = doubt or "The heading does not say whose figure this is; name the service."
    if _BEFORE.search(head) or re.search(r"\b(?:19|20)\d\d\b", head):
        told |= _earlier(record, head)
        doubt = doubt or ("" if told["inspected"] else "Say which earlier inspection this is.")
    return record.fact(
        f"headline:{headline}", row, *place, value=value, unit="%", doubt=doubt, **told
    )


def _earlier(record: Record, head: str) -> dict[str, object]:
    """An earlier inspection by the heading of its column; the present one by its own year."""
    year = re.search(r"\b(?:19|20)\d\d\b", head)
    present = record.inspected or record.published or record.meeting
    if year and year[0] in present:
        return {"inspected": record.inspected}
    return {"inspected": year[0] if year else record.before, "published": "", "cases": None,
            "kind_of_inspection": "first" if record.is_again else "", "said": ""}
