"""Answers written by hand: what a published text says, one fact a row, as values."""

import csv
from decimal import Decimal
from pathlib import Path

from corecase.core.printed_facts import PrintedFact

FOLDER = Path(__file__).parent / "spec" / "answers"
DOCUMENTS = ("000", "001", "002", "003", "004")
_FIGURES = ("value", "most")
_NUMBERS = ("out_of", "cases", "services")


def answers(path: Path) -> tuple[PrintedFact, ...]:
    """The facts of one table, in its order."""
    with path.open(encoding="utf-8", newline="") as table:
        return tuple(_fact(row) for row in csv.DictReader(table))


def answered(document: str) -> tuple[PrintedFact, ...]:
    """The facts of one of the five published documents."""
    return answers(FOLDER / f"{document}.csv")


def line_of(fact: PrintedFact) -> int:
    """The line that a fact stands in, counted from 1."""
    return int(fact.place.removeprefix("line "))


def _fact(row: dict[str, str]) -> PrintedFact:
    figures = {name: Decimal(row.pop(name)) if row[name] else row.pop(name) or None
               for name in _FIGURES}  # fmt: skip
    numbers = {name: int(row.pop(name)) if row[name] else row.pop(name) or None
               for name in _NUMBERS}  # fmt: skip
    return PrintedFact(**row, **figures, **numbers)  # type: ignore[arg-type]
