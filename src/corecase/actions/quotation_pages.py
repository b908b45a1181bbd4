"""The page of a report's quotations: what is taken, what could be, what points at somebody."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from corecase.actions import door, editions, frameworks, quotations, report_desk
from corecase.actions import drafts as doors
from corecase.actions.report_desk import Heading
from corecase.core.criteria import Criterion
from corecase.core.identifying import Passage, passages
from corecase.core.people import Actor, Deed, NotAllowedError
from corecase.store.cases.models import CaseNote, Inspection, NoteItem, Quotation


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A quotation: its words, its mark in a text, who took and checked it, where it is used.

    `pointed_out` is what in it could identify somebody. `may_check` says whether the reader is
    the second person who may check it.
    """

    number: int
    words: str
    criterion: str
    mark: str
    by: str
    checked_by: str
    is_withdrawn: bool
    used_in: tuple[str, ...]
    pointed_out: tuple[Passage, ...]
    may_check: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotableNote:
    """A note that may be quoted, under the criteria of the questions it is attached to."""

    id: UUID
    text: str
    criteria: tuple[Criterion, ...]
    pointed_out: tuple[Passage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The quotations of a report; for those who write it the notes that may be quoted too.

    `criterion` is the one that was asked for, empty for all. No case is named.
    """

    heading: Heading
    criterion: str
    criteria: tuple[Criterion, ...]
    taken: tuple[Taken, ...]
    notes: tuple[QuotableNote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotePage:
    """One quotable note, to take words from."""

    heading: Heading
    note: QuotableNote
    criteria: tuple[Criterion, ...]


def page(code: str, *, criterion: str = "", by: Actor, now: datetime) -> Page:
    """The quotations of a report, those of one criterion or all.

    Notes are shown only to those who may write the draft now. Every case whose words are shown
    is logged.
    """
    inspection = doors.readable(code, by=by)
    heading = report_desk.heading(inspection, by=by)
    known = _known(inspection)
    rows = Quotation.objects.filter(inspection=inspection).select_related(
        "by", "checked_by", "note__assessment__case"
    )
    if criterion:
        rows = rows.filter(criterion=criterion)
    taken = list(rows)
    found = _notes(inspection, criterion) if heading.may_write else []
    refs = {row.note.assessment.case.ref for row in taken}
    refs |= {note.assessment.case.ref for note, _ in found}
    door.consulted("QUOTATIONS", *sorted(refs), inspection=inspection, by=by, now=now)
    used = quotations.used_in(inspection)
    return Page(
        heading=heading,
        criterion=criterion,
        criteria=frameworks.of(inspection).criteria,
        taken=tuple(_taken(row, used, known, heading, by) for row in taken),
        notes=tuple(_note(note, criteria, known) for note, criteria in found),
    )


def note(code: str, note_id: UUID, *, by: Actor, now: datetime) -> NotePage:
    """A quotable note for those who write the draft. Raises NotAllowedError for any other."""
    inspection = door.inspection(code, Deed.DRAFT_WRITE, by=by)
    doors.check_begun(inspection)
    found = [pair for pair in _notes(inspection, "") if pair[0].pk == note_id]
    if not found:
        raise NotAllowedError("There is no such quotable note.")
    ref = found[0][0].assessment.case.ref
    door.consulted("QUOTATIONS", ref, inspection=inspection, by=by, now=now)
    shown = _note(*found[0], _known(inspection))
    return NotePage(
        heading=report_desk.heading(inspection, by=by),
        note=shown,
        criteria=shown.criteria or frameworks.of(inspection).criteria,
    )


def _notes(inspection: Inspection, criterion: str) -> list[tuple[CaseNote, tuple[Criterion, ...]]]:
    """The quotable notes with their criteria, in order of the framework, then of time."""
    framework = frameworks.of(inspection)
    of_item = {item.id: item.criterion for item in framework.items}
    rows = list(quotations.quotable(inspection).select_related("assessment__case"))
    attached: dict[UUID, set[str]] = defaultdict(set)
    links = NoteItem.objects.filter(note__in=[row.pk for row in rows])
    for note_id, item_id in links.values_list("note_id", "item_id"):
        attached[note_id].add(of_item.get(item_id, ""))
    places = {one.id: place for place, one in enumerate(framework.criteria)}
    rows.sort(
        key=lambda row: min(
            (places.get(c, len(places)) for c in attached[row.pk]), default=len(places)
        )
    )
    return [
        (row, tuple(one for one in framework.criteria if one.id in attached[row.pk]))
        for row in rows
        if not criterion or criterion in attached[row.pk]
    ]


def _note(row: CaseNote, criteria: tuple[Criterion, ...], known: Iterable[str]) -> QuotableNote:
    pointed_out = passages(row.text, known=known)
    return QuotableNote(id=row.pk, text=row.text, criteria=criteria, pointed_out=pointed_out)


def _taken(
    row: Quotation, used: dict[str, list[str]], known: Iterable[str], heading: Heading, by: Actor
) -> Taken:
    name = quotations.ref(row)
    is_open = row.checked_at is None and row.withdrawn_at is None
    return Taken(
        number=row.pk,
        words=row.words,
        criterion=row.criterion,
        mark=f"[[quote:{name}|{row.words}]]",
        by=row.by.name,
        checked_by=row.checked_by.name if row.checked_by else "",
        is_withdrawn=row.withdrawn_at is not None,
        used_in=tuple(used.get(name, ())),
        pointed_out=passages(row.words, known=known),
        may_check=heading.may_write and is_open and row.by_id != by.person_id,
    )


def _known(inspection: Inspection) -> tuple[str, ...]:
    """Words that name nobody: the terms of the glossary and the service itself."""
    return (*editions.parsed(inspection).glossary, inspection.service.name)
