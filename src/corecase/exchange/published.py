"""Published facts from a table: what a report prints, coded by hand, with its place."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from corecase.core.cases import Case
from corecase.core.errors import InputError
from corecase.core.publications import LevelCount, PrintedScore, PublishedFact
from corecase.exchange.table_files import read_table
from corecase.exchange.tables import entries

_Value = TypeVar("_Value")

_FACTS = (
    "item_id",
    "applicable_from",
    "applicable_to",
    "sufficient_from",
    "sufficient_to",
    "percent",
    "wording",
    "stated_base",
    "every_case_asked",
    "place",
)
_PRINTED = ("score_id", "percent", "band", "source")
_LEVELS = ("item_id", "service_value", "assessor_value", "cases", "standing")


def read_facts(path: Path) -> tuple[PublishedFact, ...]:
    """The published facts of items, in file order. Raises ManyProblems with every fault."""
    return _read(path, _FACTS, _fact)


def read_printed(path: Path) -> tuple[PrintedScore, ...]:
    """The printed scores, in file order. Raises ManyProblems with every fault."""
    return _read(path, _PRINTED, _printed)


def read_levels(path: Path) -> tuple[LevelCount, ...]:
    """The counts of pairs of levels, in file order. Raises ManyProblems with every fault."""
    return _read(path, _LEVELS, _level)


def read_profile(path: Path, prefix: str) -> tuple[Case, ...]:
    """The cases of a sample of which only counts are known, named from the prefix: "HPL-01".

    Each row gives the attributes of some cases and, in the column `cases`, how many there
    are. Raises ManyProblems with every fault, InputError when there is no case at all.
    """
    groups = _read(path, ("cases",), lambda row: (_whole(row, "cases"), row))
    kinds = [
        {name: value for name, value in row.items() if name != "cases" and value}
        for count, row in groups
        for _ in range(count)
    ]
    if not kinds:
        raise InputError(f"{path.name} counts no cases; give each row a number of cases.")
    digits = max(2, len(str(len(kinds))))
    return tuple(
        Case(id=f"{prefix}-{number:0{digits}}", attributes=attributes)
        for number, attributes in enumerate(kinds, start=1)
    )


def _read(
    path: Path, columns: tuple[str, ...], parse: Callable[[Mapping[str, str]], _Value]
) -> tuple[_Value, ...]:
    table = read_table(path, suits=lambda headings: set(columns) <= set(headings))
    missing = [name for name in columns if name not in table.headings]
    if missing:
        raise InputError(f"{table.source} lacks the columns {', '.join(missing)}; add them.")
    return entries(table, parse)


def _fact(row: Mapping[str, str]) -> PublishedFact:
    if row["every_case_asked"] not in ("", "yes"):
        raise InputError(f"every_case_asked is yes or empty; not {row['every_case_asked']!r}.")
    return PublishedFact(
        item_id=row["item_id"],
        applicable=range(_whole(row, "applicable_from"), _whole(row, "applicable_to") + 1),
        sufficient=range(_whole(row, "sufficient_from"), _whole(row, "sufficient_to") + 1),
        percent=_maybe(row, "percent"),
        wording=row["wording"],
        stated_base=_maybe(row, "stated_base"),
        every_case_asked=row["every_case_asked"] == "yes",
        place=row["place"],
    )


def _printed(row: Mapping[str, str]) -> PrintedScore:
    return PrintedScore(
        score_id=row["score_id"],
        percent=_whole(row, "percent"),
        band=row["band"],
        source=row["source"],
    )


def _level(row: Mapping[str, str]) -> LevelCount:
    return LevelCount(
        item_id=row["item_id"],
        service_value=row["service_value"],
        assessor_value=row["assessor_value"],
        n_cases=_whole(row, "cases"),
        standing=row["standing"],
    )


def _whole(row: Mapping[str, str], column: str) -> int:
    written = row[column]
    if not (written.isascii() and written.isdigit()):
        raise InputError(f"{column} is a whole number, 0 or more; not {written!r}.")
    return int(written)


def _maybe(row: Mapping[str, str], column: str) -> int | None:
    return _whole(row, column) if row[column] else None
