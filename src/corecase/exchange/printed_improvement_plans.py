"""Improvement plans in from Word files and texts in the shape in which services print them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from corecase.core.criteria import Recommendation
from corecase.core.errors import InputError
from corecase.core.improvement import Area, ImprovementPlan
from corecase.exchange.improvement_tables import joined_rows, tables_with_headings
from corecase.exchange.limits import OWN, Limits
from corecase.exchange.printed_areas import areas_of
from corecase.exchange.printed_tables import Line, Printed, PrintedTable, read_text, read_word
from corecase.exchange.yaml_files import content_of

_NUMBERED: Final = re.compile(r"\(?(?P<number>\d{1,3})[).]\s*(?P<text>.+)")
_OWNED: Final = re.compile(r"(?P<text>.+?)[ .]*\((?P<owners>[^()]+)\)\.?")
_LONGEST_TITLE: Final = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """An improvement plan that was read from print, and what a person should know of it."""

    plan: ImprovementPlan
    notes: tuple[str, ...]


def read(source: Path | bytes, *, name: str = "", service: str = "", limits: Limits = OWN) -> Read:
    """The improvement plan in a Word file (DOCX), or in a text whose tables have tabs.

    Columns are known by their headings: the area, the action and its timescale have to be
    there. Rows that a page end split are joined, and every such guess is told in a note.
    Print does not carry everything: see the notes. Raises InputError where there is no such
    table, in a sentence that says which headings were found.
    """
    called = name or (source.name if isinstance(source, Path) else "The file")
    data = content_of(source) if isinstance(source, Path) else source
    is_word = data.startswith(b"PK")
    printed = read_word(data, called, limits) if is_word else read_text(data, called)
    tables = tables_with_headings(one for one in printed if isinstance(one, PrintedTable))
    if not tables:
        raise InputError(_no_table(called, printed))
    notes: list[str] = []
    rows, strange = joined_rows(tables, notes)
    before = _lines_before(printed, tables[0])
    areas = areas_of(rows, notes)
    recommendations = tuple(_recommendations(before))
    known = {r.id for r in recommendations}
    plan = ImprovementPlan(
        service=service,
        title=_title(before),
        recommendations=recommendations,
        areas=tuple(_with_known(area, known, notes) for area in _numbered(areas)),
    )
    notes += [f"The column {heading!r} is not known and was left out." for heading in strange]
    if any("status" in row.cells for row in rows):
        notes.append("The column of statuses was left out: a status follows from a rule.")
    if recommendations and not any(area.recommendations for area in plan.areas):
        notes.append("The file does not say which recommendations its areas answer; say it.")
    return Read(plan=plan, notes=tuple(notes))


def _no_table(called: str, printed: Iterable[Printed]) -> str:
    headed = [
        " | ".join(" ".join(cell.paragraphs) for cell in one.rows[0])
        for one in printed
        if isinstance(one, PrintedTable) and one.rows
    ]
    found = f"its tables are headed {'; '.join(headed)[:300]}" if headed else "it has no table"
    return (
        f"{called} has no table with columns for the area, the action and the timescale: {found}. "
        "Head the columns so, or fill in the workbook."
    )


def _lines_before(printed: Iterable[Printed], table: PrintedTable) -> list[Line]:
    lines: list[Line] = []
    for one in printed:
        if one is table:
            break
        if isinstance(one, Line):
            lines.append(one)
    return lines


def _title(lines: list[Line]) -> str:
    """The last short line before the table that names a plan and is no sentence."""
    for line in reversed(lines):
        text = line.text
        is_short = len(text) <= _LONGEST_TITLE and not text.endswith(".")
        if "plan" in text.casefold() and is_short and ":" not in text and not line.is_listed:
            return text
    return ""


def _recommendations(lines: list[Line]) -> Iterator[Recommendation]:
    """The numbered entries under the last heading "Recommendations", with owners in brackets."""
    places = [n for n, line in enumerate(lines) if line.text.casefold() == "recommendations"]
    listed = lines[places[-1] + 1 :] if places else []
    for place, line in enumerate(listed, start=1):
        numbered = _NUMBERED.fullmatch(line.text)
        if numbered is None and not line.is_listed:
            return
        number, text = (numbered["number"], numbered["text"]) if numbered else (place, line.text)
        owned = _OWNED.fullmatch(text)
        owners = tuple(o.strip() for o in owned["owners"].split(",")) if owned else ()
        yield Recommendation(id=str(number), text=owned["text"] if owned else text, owners=owners)


def _numbered(areas: tuple[Area, ...]) -> Iterator[Area]:
    """The areas as they are numbered, or counted where numbers are missing or stand twice."""
    names = [area.id for area in areas] + [a.id for area in areas for a in area.actions]
    if all(not name.startswith("?") for name in names) and len(set(names)) == len(names):
        yield from areas
        return
    for number, area in enumerate(areas, start=1):
        actions = tuple(
            replace(action, id=f"{number}.{place}")
            for place, action in enumerate(area.actions, start=1)
        )
        yield replace(area, id=str(number), actions=actions)


def _with_known(area: Area, known: set[str], notes: list[str]) -> Area:
    strange = [name for name in area.recommendations if name not in known]
    if strange:
        notes.append(f"Area {area.id} names recommendation {strange[0]}, which is not listed.")
    return replace(
        area, recommendations=tuple(name for name in area.recommendations if name in known)
    )
