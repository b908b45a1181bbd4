"""Published scores of services in: one row for each printed figure, from a table or from YAML."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, TypeVar

from corecase.core.errors import InputError, ManyProblems, Problem
from corecase.core.figures import Figure
from corecase.core.periods import written_period
from corecase.core.published_scores import (
    PublishedContext,
    PublishedCount,
    PublishedScore,
    Record,
    Source,
)
from corecase.exchange.table_files import read_table
from corecase.exchange.tables import text
from corecase.exchange.yaml_files import read_file

NEEDED: Final = ("service", "published", "measure", "value", "source")
COLUMNS: Final = (
    *NEEDED,
    *("programme", "region", "kind", "inspected", "cases", "standard_error", "band"),
    *("scope", "scope_understood", "services", "standing", "note"),
)
_KINDS: Final = {"": False, "first": False, "re-inspection": True, "reinspection": True}
_TO_DATE: Final = {"lowest_to_date", "average_to_date", "highest_to_date"}
_FIGURE: Final = re.compile(r"(\d+) of (\d+)")

Row = Mapping[str, str]
_Value = TypeVar("_Value")


def read_published_scores(path: Path) -> Record:
    """The record in a table (CSV, XLSX, ODS, Parquet) or in YAML with a list `facts`.

    Every fault is listed at once. Raises ManyProblems with them, InputError where the file
    cannot be read or lacks a column.
    """
    rows = _of_yaml(path) if path.suffix in (".yaml", ".yml") else _of_table(path)
    reading = _Reading()
    for where, row in rows:
        reading.take(where, row)
    contexts = reading.contexts()
    fault = ManyProblems.unless_empty(path.name, reading.problems)
    if fault:
        raise fault
    return Record(scores=tuple(reading.scores), contexts=contexts, counts=tuple(reading.counts))


def _of_table(path: Path) -> Iterator[tuple[str, Row]]:
    table = read_table(path, suits=lambda headings: set(NEEDED) <= set(headings))
    missing = [name for name in NEEDED if name not in table.headings]
    if missing:
        raise InputError(f"{table.source} lacks the columns {', '.join(missing)}; add them.")
    unknown = [name for name in table.headings if name and name not in COLUMNS]
    if unknown:
        raise InputError(
            f"{table.source} has the columns {', '.join(unknown)}, which mean nothing here; "
            f"use {', '.join(COLUMNS)}."
        )
    fault = ManyProblems.unless_empty(table.source, list(table.problems))
    if fault:
        raise fault
    for row in table.rows:
        cells = map(text, row.cells)
        yield f"row {row.number}", dict(zip(table.headings, cells, strict=False))


def _of_yaml(path: Path) -> Iterator[tuple[str, Row]]:
    document = read_file(path)
    data = document.data
    facts = data.get("facts") if isinstance(data, dict) else None
    if not isinstance(facts, list) or not all(isinstance(row, dict) for row in facts):
        raise InputError(f"{path.name} needs a list named facts, with a mapping for each figure.")
    for place, row in enumerate(facts):
        where = f"line {document.lines[('facts', place)]}"
        unknown = [name for name in row if name not in COLUMNS]
        nested = [name for name, value in row.items() if isinstance(value, dict | list)]
        if unknown or nested:
            raise InputError(
                f"{path.name}, {where}: {(unknown or nested)[0]} means nothing here; use "
                f"{', '.join(COLUMNS)}, each with one value."
            )
        yield where, {name: text(value) for name, value in row.items()}


@dataclass(slots=True)
class _Reading:
    """The rows read so far, and what is wrong with them."""

    scores: list[PublishedScore] = field(default_factory=list)
    counts: list[PublishedCount] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    _to_date: dict[tuple[str, ...], dict[str, int]] = field(default_factory=dict)
    _first: dict[tuple[str, ...], tuple[str, Row]] = field(default_factory=dict)

    def take(self, where: str, row: Row) -> None:
        """Reads one row; what is wrong with it becomes a problem at its place."""
        try:
            kind, _, of = _needed(row, "measure").partition(":")
            if not of:
                raise InputError("measure names what it is of, such as headline:safeguarding.")
            if kind == "headline":
                self.scores.append(_score(row, of))
            elif kind in _TO_DATE:
                self._take_to_date(where, row, kind, of)
            elif kind == "criteria":
                self.counts.append(_count(row, of))
            else:
                raise InputError(
                    f"measure begins with headline, criteria or {', '.join(sorted(_TO_DATE))}; "
                    f"not {kind!r}."
                )
        except InputError as error:
            self.problems.append(Problem(where=where, reason=str(error)))

    def _take_to_date(self, where: str, row: Row, kind: str, headline: str) -> None:
        _source(row)
        names = ("service", "published", "source", "scope")
        key = (headline, *(row.get(name, "") for name in names))
        values = self._to_date.setdefault(key, {})
        self._first.setdefault(key, (where, row))
        if kind in values:
            raise InputError(f"{kind}:{headline} stands twice in one source; keep one of them.")
        values[kind] = _whole(row, "value")

    def contexts(self) -> tuple[PublishedContext, ...]:
        """The lowest, average and highest of each headline and source, put together."""
        found = []
        for key, values in self._to_date.items():
            where, row = self._first[key]
            try:
                found.append(
                    PublishedContext(
                        headline=key[0],
                        source=_source(row),
                        scope=row.get("scope") or "services inspected so far",
                        scope_understood=row.get("scope_understood", ""),
                        n_services=_maybe(row, "services", _whole),
                        lowest=values.get("lowest_to_date"),
                        average=values.get("average_to_date"),
                        highest=values.get("highest_to_date"),
                    )
                )
            except InputError as error:
                self.problems.append(Problem(where=where, reason=str(error)))
        return tuple(found)


def _score(row: Row, headline: str) -> PublishedScore:
    kind = row.get("kind", "")
    if kind not in _KINDS:
        raise InputError(f"kind is first or re-inspection; not {kind!r}.")
    return PublishedScore(
        service=_needed(row, "service"),
        headline=headline,
        percent=_maybe(row, "value", _whole),
        source=_source(row),
        band=row.get("band", ""),
        programme=row.get("programme", ""),
        region=row.get("region", ""),
        inspected=row.get("inspected", ""),
        is_reinspection=_KINDS[kind],
        n_cases=_maybe(row, "cases", _whole),
        standard_error=_maybe(row, "standard_error", _points),
    )


def _count(row: Row, what: str) -> PublishedCount:
    found = _FIGURE.fullmatch(_needed(row, "value"))
    if found is None or int(found[1]) > int(found[2]):
        raise InputError(f"value is a count such as 7 of 8; not {row['value']!r}.")
    return PublishedCount(
        service=_needed(row, "service"),
        what=what,
        figure=Figure(count=int(found[1]), out_of=int(found[2])),
        source=_source(row),
        inspected=row.get("inspected", ""),
    )


def _source(row: Row) -> Source:
    published = written_period(_needed(row, "published"))
    if published is None:
        raise InputError(
            f"published is a day, a month or a year such as 2012-06-19, 2012-06 or 2012; not "
            f"{row['published']!r}."
        )
    # Who does not say how well a figure is known does not know it well.
    standing = row.get("standing") or "unverified"
    return Source(title=_needed(row, "source"), published=published, standing=standing)


def _needed(row: Row, column: str) -> str:
    written = row.get(column, "")
    if not written:
        raise InputError(f"{column} is empty; fill it in.")
    return written


def _whole(row: Row, column: str) -> int:
    written = row[column].removesuffix("%").strip()
    if not (written.isascii() and written.isdigit()):
        raise InputError(f"{column} is a whole number, 0 or more; not {row[column]!r}.")
    return int(written)


def _points(row: Row, column: str) -> float:
    try:
        return float(row[column]) / 100
    except ValueError:
        raise InputError(f"{column} is a number of points; not {row[column]!r}.") from None


def _maybe(row: Row, column: str, parse: Callable[[Row, str], _Value]) -> _Value | None:
    return parse(row, column) if row.get(column) else None
