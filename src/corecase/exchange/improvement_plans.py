"""Improvement plans in from a workbook whose sheets Corecase writes: everything or nothing."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

from corecase.core import improvement_sheets as form
from corecase.core.criteria import Recommendation
from corecase.core.errors import InputError, ManyProblems, Problem
from corecase.core.improvement import ORIGINS, Action, Area, ImprovementPlan, Origin
from corecase.core.improvement_steps import WORDS, Step, StepKind
from corecase.core.written_timescales import read_timescale
from corecase.exchange.improvement_entries import with_entries
from corecase.exchange.limits import OWN, Limits
from corecase.exchange.sheet_rows import SheetRow, rows_of
from corecase.exchange.tables import Table, heading_key
from corecase.exchange.workbooks import read_sheets
from corecase.exchange.yaml_files import content_of

_ORIGINS: Final[dict[str, Origin]] = {words.casefold(): code for code, words in ORIGINS.items()}
_STEPS: Final = {kind.value.casefold(): kind for kind in StepKind} | {
    words.casefold(): kind for kind, words in WORDS.items()
}
_NEEDED: Final = (form.PARTICULARS, form.ACTIONS)
_OF_AREAS: Final = (
    *("Area for improvement", "Origin", "Recommendations", "Link to other plans"),
    *("Success criteria/impact", "Costs and resources"),
)
_OF_ACTIONS: Final = (
    *("Action", "Owner", "Timescale", "Measure of the action", "Costs of the action"),
    *("Items to move", "Completed on"),
)


def read(source: Path | bytes, *, name: str = "", limits: Limits = OWN) -> ImprovementPlan:
    """The improvement plan in a workbook that has the columns in which Corecase writes one.

    `name` is what a person calls the file, where only its bytes are given. Raises ManyProblems
    with everything that is wrong, sheet by sheet and row by row, and InputError where it is
    no workbook; then nothing is read.
    """
    called = name or (source.name if isinstance(source, Path) else "The workbook")
    data = content_of(source) if isinstance(source, Path) else source
    tables = read_sheets(data, called, tuple(form.COLUMNS), limits=limits)
    found = [
        Problem(where=f"sheet {sheet!r}", reason="is missing; add it with its columns")
        for sheet in _NEEDED
        if sheet not in tables
    ]
    plan = _plan(tables, found)
    fault = ManyProblems.unless_empty(called, found)
    if fault or plan is None:
        raise fault or InputError(f"{called} holds no improvement plan.")
    return plan


def _plan(tables: Mapping[str, Table], found: list[Problem]) -> ImprovementPlan | None:
    said = _particulars(_rows(tables, form.PARTICULARS, found))
    recommendations = tuple(_recommendations(_rows(tables, form.RECOMMENDATIONS, found)))
    n_before = len(found)
    areas = tuple(_areas(_rows(tables, form.ACTIONS, found)))
    is_whole = form.ACTIONS in tables and len(found) == n_before
    areas = with_entries(areas, _rows(tables, form.PROGRESS, found), is_whole=is_whole)
    steps = tuple(_steps(_rows(tables, form.STEPS, found)))
    if found:
        return None
    try:
        return replace(said, recommendations=recommendations, areas=areas, steps=steps)
    except InputError as error:
        found.append(Problem(where="the improvement plan", reason=str(error)))
        return None


def _rows(tables: Mapping[str, Table], sheet: str, found: list[Problem]) -> list[SheetRow]:
    return list(rows_of(tables[sheet], form.COLUMNS[sheet], found)) if sheet in tables else []


def _particulars(rows: Iterable[SheetRow]) -> ImprovementPlan:
    names = {heading_key(name): name for name in form.NAMES}
    said: dict[str, SheetRow] = {}
    for row in rows:
        name = names.get(heading_key(row["Particular"]))
        if name is None:
            row.refuse("Particular", f"is no particular; there are {', '.join(form.NAMES)}")
        elif name in said:
            row.refuse("Particular", "stands twice; keep one")
        else:
            said[name] = row
    service, title, inspection, *days = form.NAMES
    words = {name: said[name]["Value"] for name in (service, title, inspection) if name in said}
    published_on, due_on, begun_on = (
        said[name].day("Value") if name in said else None for name in days
    )
    return ImprovementPlan(
        service=words.get(service, ""),
        title=words.get(title, ""),
        inspection=words.get(inspection, ""),
        published_on=published_on,
        due_on=due_on,
        begun_on=begun_on,
    )


def _recommendations(rows: Iterable[SheetRow]) -> Iterator[Recommendation]:
    for row in rows:
        if not row["Number"] or not row["Recommendation"]:
            row.refuse("Number", "needs its number and its words")
            continue
        yield Recommendation(
            id=row["Number"],
            text=row["Recommendation"],
            owners=row.lines("Owners"),
            items=row.numbers("Items"),
        )


def _areas(rows: Iterable[SheetRow]) -> Iterator[Area]:
    """Areas with their actions: rows of one area stand together, and the first says what it is."""
    areas: dict[str, Area] = {}
    first: dict[str, SheetRow] = {}
    last = ""
    for row in rows:
        last = row["Area number"] or last
        if last not in areas:
            area = _area(row, last)
            if area is None:
                continue
            areas[last], first[last] = area, row
        else:
            _check_repeated(row, first[last])
        action = _action(row)
        if action:
            areas[last] = replace(areas[last], actions=(*areas[last].actions, action))
    return iter(areas.values())


def _area(row: SheetRow, number: str) -> Area | None:
    origin = row.one_of("Origin", _ORIGINS, f"no origin; write {' or '.join(ORIGINS.values())}")
    if origin is None:
        return None
    return row.made(
        lambda: Area(
            id=number,
            wording=row["Area for improvement"],
            origin=origin,
            recommendations=row.numbers("Recommendations"),
            links=row.lines("Link to other plans"),
            success=row["Success criteria/impact"],
            costs=row["Costs and resources"],
        ),
        {"id": "Area number", "wording": "Area for improvement"},
    )


def _check_repeated(row: SheetRow, first: SheetRow) -> None:
    """An area says the same in each of its rows, or leaves it to the first."""
    for column in _OF_AREAS:
        if row[column] and row[column].casefold() != first[column].casefold():
            row.refuse(column, "differs from the first row of its area; correct one of them")


def _action(row: SheetRow) -> Action | None:
    """The action of a row; None where it speaks of an area alone."""
    completed_on = row.day("Completed on")
    if not row["Action number"] and not any(row[column] for column in _OF_ACTIONS):
        return None
    return row.made(
        lambda: Action(
            id=row["Action number"],
            wording=row["Action"],
            owner=row["Owner"],
            timescale=read_timescale(row["Timescale"]),
            measure=row["Measure of the action"],
            costs=row["Costs of the action"],
            items=row.numbers("Items to move"),
            completed_on=completed_on,
        ),
        {"id": "Action number", "wording": "Action"},
    )


def _steps(rows: Iterable[SheetRow]) -> Iterator[Step]:
    for row in rows:
        kind = row.one_of("Step", _STEPS, f"no step; write one of {', '.join(StepKind)}")
        day = row.day("Day")
        if not row["Day"]:
            row.refuse("Day", "needs the day on which it was done")
        if kind is None or day is None:
            continue
        step = _step(row, kind, day)
        if step:
            yield step


def _step(row: SheetRow, kind: StepKind, day: date) -> Step | None:
    return row.made(
        lambda: Step(kind=kind, on=day, body=row["Body"], reasons=row["Reasons"]),
        {"body": "Body", "reasons": "Reasons"},
    )
