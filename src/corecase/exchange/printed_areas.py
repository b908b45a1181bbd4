"""Areas and actions out of the rows of a printed improvement plan."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from corecase.core.improvement import ORIGINS, Action, Area, Entry, Origin, Progress
from corecase.core.timescales import Timescale
from corecase.core.written_dates import written_date
from corecase.core.written_timescales import read_timescale
from corecase.exchange.improvement_tables import Column, PrintedRow

_MARK: Final = re.compile(r"(?P<text>.+?)\s*\((?P<mark>[^()]+)\)\s*\.?", re.DOTALL)
_ANSWERS: Final = re.compile(r"Answers recommendations? (?P<numbers>\d[\d, and]*)\.?$")
_AREA: Final = re.compile(r"(?P<id>\d{1,3})[.)]? (?P<text>.+)", re.DOTALL)
_ACTION: Final = re.compile(r"(?P<id>\d{1,3}\.\d{1,3})[.)]? (?P<text>.+)", re.DOTALL)
_BLANK: Final = re.compile(r"\[[^\[\]]+\]")
_SENTENCES: Final = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")
_MONTHS: Final = re.compile(r"[A-Z][a-z]{2,8}\.? (?:\d{4}|\d{2})\b")
_DATED: Final = re.compile(r"(?P<day>\d{1,2} [A-Za-z]+ \d{4})(?:, (?P<by>[^:]+))?: (?P<words>.+)")
_EVIDENCE: Final = "Evidence: "
_OWN: Final = re.compile(r"(?:[A-Z]*(?:YOS|YOT|YJS)|own.*)", re.IGNORECASE)
_UNNUMBERED: Final = "?"


def areas_of(rows: Sequence[PrintedRow], notes: list[str]) -> tuple[Area, ...]:
    """The areas of a printed table with their actions, in order.

    What its first row says of success and costs is the area's; what later rows say is their
    action's. An area or action that has no number is called "?" with its place.
    """
    made: list[Area] = []
    for row in rows:
        opens = row.opens_area or not made
        if opens:
            made.append(_area(row, len(made) + 1, notes))
        actions = tuple(_actions(row, made[-1], notes, has_own=not opens))
        made[-1] = replace(made[-1], actions=(*made[-1].actions, *actions))
    return tuple(_measured(area) for area in made)


def _area(row: PrintedRow, place: int, notes: list[str]) -> Area:
    said = " ".join(_said(row, "area"))
    answered = _ANSWERS.search(said)
    numbers = re.findall(r"\d+", answered["numbers"]) if answered else []
    text = said[: answered.start()].rstrip() if answered else said
    text, origin = _origin(text or "[area]", place, notes)
    numbered = _AREA.fullmatch(text)
    return Area(
        id=numbered["id"] if numbered else f"{_UNNUMBERED}{place}",
        wording=numbered["text"] if numbered else text,
        origin=origin,
        recommendations=tuple(numbers),
        links=tuple(p for link in _said(row, "links") for p in link.split("; ")),
        success="\n".join(_said(row, "success")),
        costs="\n".join(_said(row, "costs")),
    )


def _origin(text: str, place: int, notes: list[str]) -> tuple[str, Origin]:
    """The words without the mark in brackets that says where an area comes from."""
    marked = _MARK.fullmatch(text)
    mark = marked["mark"].strip() if marked else ""
    plain = mark.casefold()
    if marked and (plain.startswith("hmi") or plain == ORIGINS["inspectorate"].casefold()):
        return marked["text"], "inspectorate"
    if marked and _OWN.fullmatch(mark):
        return marked["text"], "own"
    notes.append(f"Area {place} does not say where it comes from; taken as the inspectorate's.")
    return text, "inspectorate"


def _actions(row: PrintedRow, area: Area, notes: list[str], *, has_own: bool) -> Iterator[Action]:
    pairs = list(_paired(row, notes))
    for place, (text, timescale) in enumerate(pairs, start=len(area.actions) + 1):
        numbered = _ACTION.fullmatch(text)
        progress = tuple(_progress(_said(row, "progress")))
        yield Action(
            id=numbered["id"] if numbered else f"{_UNNUMBERED}{area.id}.{place}",
            wording=numbered["text"] if numbered else text,
            owner=" ".join(_said(row, "owner")),
            timescale=timescale,
            measure="\n".join(_said(row, "success")) if has_own else "",
            costs="\n".join(_said(row, "costs")) if has_own else "",
            progress=tuple(entry for entry in progress if isinstance(entry, Progress)),
            evidence=tuple(entry for entry in progress if not isinstance(entry, Progress)),
        )


def _paired(row: PrintedRow, notes: list[str]) -> Iterator[tuple[str, Timescale]]:
    """Each action of a row with its timescale.

    A cell may hold several of both: then there are as many actions as timescales, one a
    paragraph or, where that does not fit, one a sentence.
    """
    texts = _said(row, "action")
    if not texts:
        return
    timescales = _timescales(_said(row, "timescale"))
    n = len(timescales)
    whole = " ".join(texts)
    sentences = _SENTENCES.split(whole)
    if n > 1 and n in (len(texts), len(sentences)):
        notes.append(f"Row {row.number} has {n} timescales and was read as {n} actions.")
        yield from zip(texts if len(texts) == n else sentences, timescales, strict=True)
        return
    if n > 1:
        notes.append(
            f"Row {row.number} has {n} timescales, and it cannot be told which belongs to what; "
            "part its actions."
        )
    yield whole, read_timescale(" ".join(_said(row, "timescale")))


def _timescales(texts: list[str]) -> list[Timescale]:
    """The timescales of a cell: one a paragraph, or months that stand side by side."""
    read = [read_timescale(text) for text in texts]
    if len(texts) == 1 and read[0].when is None:
        months = [match.group() for match in _MONTHS.finditer(texts[0])]
        if " ".join(months) == texts[0]:
            return [read_timescale(month) for month in months]
    return read


def _progress(lines: Iterable[str]) -> Iterator[Entry]:
    for line in lines:
        is_evidence = line.startswith(_EVIDENCE)
        text = line.removeprefix(_EVIDENCE)
        dated = _DATED.fullmatch(text)
        day = written_date(dated["day"]) if dated else None
        kind = Entry if is_evidence else Progress
        if dated and day:
            yield kind(words=dated["words"], on=day, by=dated["by"] or "")
        else:
            yield kind(words=text)


def _measured(area: Area) -> Area:
    """The area with lines of its success and costs that name an action given to that action."""
    known = {action.id for action in area.actions}
    success, measures = _parted(area.success, known)
    costs, own_costs = _parted(area.costs, known)
    actions = tuple(
        replace(
            action,
            measure=measures.get(action.id, action.measure),
            costs=own_costs.get(action.id, action.costs),
        )
        for action in area.actions
    )
    return replace(area, success=success, costs=costs, actions=actions)


def _parted(text: str, known: set[str]) -> tuple[str, dict[str, str]]:
    """The lines that say something of the area, and those that name one of its actions."""
    kept: list[str] = []
    named: dict[str, str] = {}
    for line in text.split("\n"):
        match = _ACTION.fullmatch(line)
        if match and match["id"] in known:
            named[match["id"]] = match["text"]
        else:
            kept.append(line)
    return "\n".join(kept), named


def _said(row: PrintedRow, column: Column) -> list[str]:
    """The paragraphs of a cell; a labelled blank says nothing."""
    return [text for text in row.cells.get(column, []) if not _BLANK.fullmatch(text)]
