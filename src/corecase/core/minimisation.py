"""A list of cases without what it must not hold, and words for what was left out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from corecase.core.caseload_fields import OLDEST, YOUNGEST, spelt
from corecase.core.errors import InputError, Problem
from corecase.core.personal_data import looks_personal, refusal_of_cells, refusal_of_heading
from corecase.core.written_dates import written_date, years_between

AGE_HEADING = "age at start"
"""The heading of the ages that stand in the place of birth dates."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DroppedColumn:
    """A column that was left out: its place counted from 1, its heading, what it held.

    The heading is empty where it may itself be a cell of the list.
    """

    place: int
    heading: str
    held: str

    def __str__(self) -> str:
        shown = f" ({self.heading})" if self.heading else ""
        return f"column {self.place}{shown}, which holds {self.held}"


@dataclass(frozen=True, slots=True, kw_only=True)
class MinimalRow:
    """One row that was kept: the number that its spreadsheet shows, and its cells."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MinimalList:
    """What is left of a list of cases: it may be stored and shown.

    `problems` are cells of a birth date that could not be turned into an age.
    """

    headings: tuple[str, ...]
    rows: tuple[MinimalRow, ...]
    dropped: tuple[DroppedColumn, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def notice(self) -> str:
        """What was left out, in a sentence; empty where nothing was. No cell is repeated."""
        if not self.dropped:
            return ""
        return (
            f"Left out and not kept: {'; '.join(map(str, self.dropped))}. A caseload is accepted "
            "without what could name a child."
        )

    def to_record(self) -> dict[str, Any]:
        """Headings and rows as plain values that JSON can hold, while a person maps them."""
        return {
            "headings": list(self.headings),
            "rows": [{"number": row.number, "cells": list(row.cells)} for row in self.rows],
            "dropped": [
                {"place": column.place, "heading": column.heading, "held": column.held}
                for column in self.dropped
            ],
            "problems": [{"where": one.where, "reason": one.reason} for one in self.problems],
        }

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> "MinimalList":
        """The list that `to_record` wrote."""
        return cls(
            headings=tuple(record["headings"]),
            rows=tuple(
                MinimalRow(number=row["number"], cells=tuple(row["cells"]))
                for row in record["rows"]
            ),
            dropped=tuple(DroppedColumn(**column) for column in record["dropped"]),
            problems=tuple(Problem(**one) for one in record["problems"]),
        )


def minimise(
    headings: Sequence[str],
    rows: Sequence[MinimalRow],
    *,
    reference_on: date,
    birth_date: str = "",
) -> MinimalList:
    """The list without columns that hold names, birth dates, addresses or national numbers.

    A column goes for its heading or for the look of its cells. The column headed `birth_date`,
    when a person names one, becomes ages in whole years on `reference_on`, and its dates are
    not kept. Raises InputError where no column is headed so, or the list has ages already.
    """
    _check_birth_date(birth_date, headings)
    dropped: list[DroppedColumn] = []
    problems: list[Problem] = []
    kept: list[tuple[str, list[str]]] = []
    for at, heading in enumerate(headings):
        cells = [row.cells[at] if at < len(row.cells) else "" for row in rows]
        if birth_date and heading == birth_date:
            kept.append((AGE_HEADING, _ages(cells, rows, at, reference_on, problems)))
            continue
        column = _dropped(at, heading, cells, reference_on)
        if column:
            dropped.append(column)
        else:
            kept.append((heading, cells))
    return MinimalList(
        headings=tuple(heading for heading, _ in kept),
        rows=tuple(
            MinimalRow(number=row.number, cells=tuple(cells[place] for _, cells in kept))
            for place, row in enumerate(rows)
        ),
        dropped=tuple(dropped),
        problems=tuple(problems),
    )


def _dropped(
    at: int, heading: str, cells: Sequence[str], reference_on: date
) -> DroppedColumn | None:
    """The column as one that is left out; None for one that is kept."""
    held = refusal_of_heading(heading)
    if held:
        return DroppedColumn(place=at + 1, heading=heading, held=held)
    held = refusal_of_cells(heading, cells, reference_on=reference_on)
    if not held:
        return None
    # Without a row of headings the first case stands there, and must not be repeated.
    may_be_a_cell = held == "names" or looks_personal(heading, reference_on=reference_on)
    return DroppedColumn(place=at + 1, heading="" if may_be_a_cell else heading, held=held)


def _check_birth_date(birth_date: str, headings: Sequence[str]) -> None:
    if birth_date and birth_date not in headings:
        raise InputError("No column has the heading given for birth dates; choose it again.")
    if birth_date and AGE_HEADING in map(spelt, headings):
        raise InputError("The list has a column of ages already; leave the birth dates out.")


def _ages(
    cells: Sequence[str],
    rows: Sequence[MinimalRow],
    at: int,
    reference_on: date,
    problems: list[Problem],
) -> list[str]:
    """Ages for birth dates, empty for empty cells and, with a problem, for what is no birth."""
    ages = []
    for cell, row in zip(cells, rows, strict=True):
        born_on = written_date(cell)
        age = years_between(born_on, reference_on) if born_on else None
        fits = age is not None and YOUNGEST <= age <= OLDEST
        ages.append(str(age) if fits else "")
        if cell and not fits:
            problems.append(
                Problem(
                    where=f"row {row.number}, column {at + 1}",
                    reason="is no birth date of a child in this caseload; write it as "
                    "day/month/year or leave the cell empty",
                )
            )
    return ages
