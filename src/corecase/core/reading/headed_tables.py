"""Tables whose headings say what their figures are: headlines at the side, roles at the top."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Final

from corecase.core.printed_facts import PrintedFact
from corecase.core.reading.days import any_date
from corecase.core.reading.lines import Passage
from corecase.core.reading.prose import UNPLACED
from corecase.core.reading.record import Record
from corecase.core.reading.scores import BAND, CRITERION, STRAY, band_of
from corecase.core.reading.themes import headline_of
from corecase.core.reading.vocabulary import mended

_CELL: Final = re.compile(r"(?P<value>\d{1,3})\s*%(?P<stray>\d+)?$")
_ROLES: Final = (
    ("lowest_to_date", re.compile(r"\blowest|\bminimum score", re.IGNORECASE)),
    ("highest_to_date", re.compile(r"\bhighest|\bmaximum score", re.IGNORECASE)),
    ("average_to_date", re.compile(r"\baverag|\bmean\b|\bnational\b", re.IGNORECASE)),
    ("comment", re.compile(r"\bcomment|\bband|\bimprovement required|\bjudgement", re.IGNORECASE)),
)
_BEFORE: Final = re.compile(r"\b(?:previous|last|first|original|earlier|before)\b", re.IGNORECASE)
_OWN: Final = re.compile(
    r"\b(?:scores?|result|this inspection|current|now|re-?inspection)\b", re.IGNORECASE
)
_SCOPE_BEFORE: Final = re.compile(
    r"(?P<scope>the (?:England|national|regional|Welsh|region's) average)\b"
)
_SCOPE: Final = re.compile(
    r"(?:from|of|for|in) (?P<scope>(?:Wales|England|all|the)\b.{0,80}?)(?:$|Lowest|Highest"
    r"|Average|Scores? for)",
    re.IGNORECASE,
)
_NO_SCORE: Final = re.compile(
    r"\b(?:targets?|aims?|goal|audit\w*|self-?\s?assess\w*|mock|predict\w*|forecast\w*|estimate[ds]?"
    r"|expected|change[ds]?|differen\w+|gap|points?|rank\w*|position|movement|provisional|draft"
    r"|previous year|example|illustrat\w*)\b|\+/-",
    re.IGNORECASE,
)
_WHAT: Final = "The words around the table leave open what its figures are; check them."


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows of one table, with the passage that stands before them."""

    rows: tuple[Passage, ...]
    before: str = ""


def with_headings(record: Record, table: Table) -> Iterator[PrintedFact]:
    """The figures of a table that its headings explain."""
    first = next((at for at, row in enumerate(table.rows) if _figures(row)), 0)
    while first > 1 and table.rows[first - 1].cells[0] and not _is_head(table.rows[first - 1]):
        first -= 1  # the title of a row may stand on a line of its own, above its figures
    heads = _headings(table.rows[:first])
    if not heads:
        return
    scope = _scope(table, table.rows[:first])
    if not any(_ROLE_OR_SCORE.search(head) for head in heads):
        return
    doubt = _around(record, table, heads)
    title, waiting = "", None
    for row in _unnumbered(table.rows[first:]):
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
            for fact in _row(record, row, heads, headline, scope):
                yield replace(fact, doubt=fact.doubt or doubt)
    if waiting is not None:
        yield _unread(record, waiting, headline_of(title))


def _unnumbered(rows: Iterable[Passage]) -> Iterator[Passage]:
    """The rows that carry no number of a criterion: those are boxes of their own."""
    return (row for row in rows if not CRITERION.match(row.cells[0].strip()))


def _around(record: Record, table: Table, heads: tuple[str, ...]) -> str:
    """What the passage before a table, or its first cells, leave open of whose it is."""
    above = " ".join((*heads[:1], table.before[-_LEAD:]))
    named = record.services.in_words(table.before[-_LEAD:])
    dated = any(re.search(r"\b(?:19|20)\d\d\b|previous|last|first", head) for head in heads[1:])
    other = _other_years(record, table.before[-_LEAD:])
    headed = record.subject in map(record.services.by_heading, heads)
    foreign = bool(named) and record.subject not in named and not headed
    earlier = not dated and bool(other or _BEFORE.search(above))
    return _WHAT if _NO_SCORE.search(above) or foreign or earlier else ""


_LEAD: Final = 240


def _other_years(record: Record, text: str) -> bool:
    present = f"{record.inspected} {record.published} {record.meeting}"
    return any(year not in present for year in re.findall(r"\b(?:19|20)\d\d\b", text))


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


_ROLE_OR_SCORE: Final = re.compile(
    r"lowest|highest|averag|score|result|[A-Z][a-z]{2,}", re.IGNORECASE
)


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


def _scope(table: Table, heads: tuple[Passage, ...]) -> str:
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
            record,
            row,
            (start, at),
            head,
            headline,
            Decimal(match["value"]),
            scope,
            _band(row.cells, column),
            doubt or (_WHAT if _NO_SCORE.search(head) else ""),
        )


def _band(cells: tuple[str, ...], column: int) -> str:
    """The band of a figure: the row's only one, else the one between it and the next figure."""
    bands = {at: band_of(m["band"]) for at, cell in enumerate(cells) if (m := BAND.search(cell))}
    if len(set(bands.values())) < 2:
        return next(iter(bands.values()), "")
    figures = [at for at, cell in enumerate(cells) if at > column and _CELL.match(cell.strip())]
    upto = figures[0] if figures else len(cells)
    return next((bands[at] for at in range(column, upto) if at in bands), "")


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
            doubt=doubt or _of_comparator(record, head, scope or bool(named)),
        )
    service = record.services.by_heading(head)
    told: dict[str, Any] = {"said": band} if band and service in ("", record.subject) else {}
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


def _of_comparator(record: Record, head: str, is_scoped: object) -> str:
    """What is open of a comparator in a table: with whom it compares, and as at which day."""
    if not is_scoped:
        return "The table does not say of which services."
    return "" if record.dated and not any_date(head) else "Say as at which day it compares."


def _earlier(record: Record, head: str) -> dict[str, Any]:
    """An earlier inspection by the heading of its column; the present one by its own year."""
    year = re.search(r"\b(?:19|20)\d\d\b", head)
    present = record.inspected or record.published or record.meeting
    if year and year[0] in present:
        return {"inspected": record.inspected}
    return {
        "inspected": any_date(head) or record.before,
        "published": "",
        "cases": None,
        "kind_of_inspection": "first" if record.is_again else "",
        "said": "",
    }
