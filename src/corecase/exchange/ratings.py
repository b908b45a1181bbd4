"""Frameworks that rate in, from YAML; and the grades or figures of inspections, from a table."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from functools import lru_cache, partial
from importlib.resources import as_file, files
from pathlib import Path
from typing import Annotated, Final

from pydantic import Field, StringConstraints

from corecase.core import rating_files
from corecase.core.errors import InputError, ManyProblems
from corecase.core.figures import Figure
from corecase.core.ratings import (
    Discretion,
    Given,
    Grade,
    OverallBand,
    RatingsFramework,
    ShareBand,
    Standard,
)
from corecase.exchange.described_rows import Row
from corecase.exchange.table_files import read_table
from corecase.exchange.tables import entries, text
from corecase.exchange.yaml_files import content_of, parsed, read_document

SHIPPED: Final = files("corecase") / "data" / "ratings"
COLUMNS: Final = ("service", "standard", "question", "sufficient", "cases", "grade")
_Words = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]


class GradeRow(Row):
    """One grade of the scale."""

    id: _Words
    """Its identifier."""
    title: _Words
    """As it is printed."""
    points: int
    """What a standard of this grade brings."""


class StandardRow(Row):
    """One standard."""

    id: _Words
    """Its identifier."""
    title: _Words
    """As it is printed."""
    domain: _Words
    """What it stands under."""
    scored: bool = True
    """Whether it brings points."""
    former_titles: list[_Words] = Field(default_factory=list)
    """How it was called in earlier editions."""
    questions: list[_Words] = Field(default_factory=list)
    """Its key questions."""
    measure: str = ""
    """How printed facts name it, beside its identifier."""


class ShareBandRow(Row):
    """From which percentage a key question has a grade."""

    grade: _Words
    """The grade."""
    from_percent: int
    """The percentage, included."""


class OverallBandRow(Row):
    """Which sums have an overall rating."""

    grade: _Words
    """The rating."""
    least: int
    """The smallest sum."""
    most: int
    """The largest sum."""


class DiscretionRow(Row):
    """When a panel may give another grade."""

    points: int
    """Points from a boundary."""
    cases: int
    """Cases or fewer."""


class RatingsFile(Row):
    """The file of a framework that rates."""

    id: _Words
    """Its identifier."""
    title: _Words
    """What it is called."""
    edition: _Words
    """Its years."""
    scale: list[GradeRow]
    """The grades, the worst first."""
    standards: list[StandardRow]
    """What is rated."""
    share_bands: list[ShareBandRow] = Field(default_factory=list)
    """The grades of key questions; left out where they are not known."""
    standard_rule: str = ""
    """How the grades of key questions give that of a standard; blank where it is not known."""
    overall_bands: list[OverallBandRow] = Field(default_factory=list)
    """The overall ratings by sum; left out where they are not known."""
    discretion: DiscretionRow | None = None
    """When a panel may give another grade."""
    sources: list[_Words] = Field(min_length=1)
    """Where it is taken from."""
    notes: list[_Words] = Field(default_factory=list)
    """What a reader should know."""
    unverified: list[_Words] = Field(default_factory=list)
    """What is told by others only."""


def shipped() -> tuple[str, ...]:
    """The names of the frameworks that come with Corecase."""
    found = (path.name for path in SHIPPED.iterdir())
    return tuple(sorted(name.removesuffix(".yaml") for name in found if name.endswith(".yaml")))


def shipped_ratings() -> AbstractContextManager[Path]:
    """The file of published ratings that comes with Corecase, as others made it."""
    return as_file(files("corecase") / "data" / "reference" / "youth-ratings" / "ratings.csv")


def load(name: str) -> RatingsFramework:
    """A framework by its shipped name, or from a file.

    Raises InputError where there is none or where it cannot be, ManyProblems with its every
    fault.
    """
    if name in shipped():
        return _parsed((SHIPPED / f"{name}.yaml").read_bytes(), f"{name}.yaml")
    if Path(name).suffix not in (".yaml", ".yml"):
        raise InputError(
            f"There is no framework {name}; use {', '.join(shipped())} or a YAML file."
        )
    return _parsed(content_of(Path(name)), Path(name).name)


def read_given(path: Path, framework: RatingsFramework) -> dict[str, dict[str, Given]]:
    """What a table gives of the standards of each service, in its order.

    Raises InputError with every fault and its row; then nothing is read.
    """
    table = read_table(path, suits=lambda headings: {"service", "standard"} <= set(headings))
    if not {"service", "standard"} <= set(table.headings) <= set(COLUMNS):
        raise InputError(f"{table.source} needs the columns {', '.join(COLUMNS)}.")
    found: dict[str, dict[str, Given]] = {}
    entries(table, partial(_put, found, framework))
    return found


def _put(
    found: dict[str, dict[str, Given]], framework: RatingsFramework, cells: Mapping[str, str]
) -> None:
    service = cells.get("service", "")
    if not service:
        raise InputError("service is empty; fill it in.")
    standard = framework.standard(cells.get("standard", ""))
    of_service = found.setdefault(service, {})
    before = of_service.get(standard.id, Given())
    written, question = cells.get("grade", ""), cells.get("question", "")
    if written:
        grade = framework.grade_called(written)
        if grade is None or before.grade or question:
            raise InputError("Give one grade of the scale for a standard, and no question.")
        of_service[standard.id] = Given(grade=grade.id, questions=before.questions)
        return
    if question in before.questions or question not in standard.questions:
        raise InputError(f"{question!r} is no key question of {standard.id}, or is there twice.")
    count, cases = _whole(cells, "sufficient"), _whole(cells, "cases")
    if count > cases:
        raise InputError(f"{count} of {cases} cannot be; correct one of the two.")
    figure = Figure(count=count, out_of=cases)
    questions = {**before.questions, question: figure}
    of_service[standard.id] = Given(grade=before.grade, questions=questions)


def _whole(cells: Mapping[str, str], column: str) -> int:
    written = cells.get(column, "")
    if not (written.isascii() and written.isdigit() and len(written) < 9):
        raise InputError(f"{column} is a whole number, 0 or more; not {written!r}.")
    return int(written)


@lru_cache(maxsize=8)
def _parsed(content: bytes, source: str) -> RatingsFramework:
    row = parsed(read_document(content, source), RatingsFile)
    return RatingsFramework(
        id=row.id,
        title=row.title,
        edition=row.edition,
        scale=tuple(Grade(**one.model_dump()) for one in row.scale),
        standards=tuple(_standard(one) for one in row.standards),
        share_bands=tuple(ShareBand(**one.model_dump()) for one in row.share_bands),
        standard_rule=row.standard_rule,
        overall_bands=tuple(OverallBand(**one.model_dump()) for one in row.overall_bands),
        discretion=Discretion(**row.discretion.model_dump()) if row.discretion else None,
        sources=tuple(row.sources),
        notes=tuple(row.notes),
        unverified=tuple(row.unverified),
    )


def _standard(row: StandardRow) -> Standard:
    return Standard(
        id=row.id,
        title=row.title,
        domain=row.domain,
        scored=row.scored,
        former_titles=tuple(row.former_titles),
        questions=tuple(row.questions),
        measure=row.measure,
    )


def read_rows(path: Path) -> tuple[tuple[str, ...], tuple[tuple[int, dict[str, str]], ...]]:
    """The headings and the rows of a file of ratings that others made, each with its number.

    Raises InputError where it is no table with headings.
    """
    table = read_table(path, suits=lambda headings: rating_files.NAME in headings)
    fault = ManyProblems.unless_empty(table.source, list(table.problems))
    if fault:
        raise fault
    rows = (
        (row.number, dict(zip(table.headings, map(text, row.cells), strict=False)))
        for row in table.rows
    )
    blank = dict.fromkeys(table.headings, "")
    return table.headings, tuple((number, {**blank, **cells}) for number, cells in rows)
