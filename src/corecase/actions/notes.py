"""Notes: what was said while a conversation ran, attached to questions later."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from corecase.actions import access, case_files, door, frameworks
from corecase.actions.case_files import CaseFile
from corecase.core.assessment_states import Marking
from corecase.core.audit import EventKind
from corecase.core.errors import InputError
from corecase.core.operations import check_text
from corecase.core.people import Actor
from corecase.core.stored_words import QUOTABLE, yes_or_no
from corecase.store.cases import models


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A note: its time, its words, and the questions that it is attached to."""

    id: UUID
    text: str
    is_quotable: bool
    by: str
    at: datetime
    item_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotePage:
    """The notes of a case assessment, the newest first."""

    file: CaseFile
    notes: tuple[Note, ...]


def listed(
    code: str, ref: str, *, marking: Marking | None = None, by: Actor, now: datetime
) -> NotePage:
    """The notes of a case assessment that somebody reaches."""
    row = access.reached(code, ref, by=by, marking=marking)
    door.consulted("NOTES", ref, inspection=row.case.inspection, by=by, now=now)
    return NotePage(file=case_files.opened(row, by=by, now=now), notes=tuple(reversed(of(row))))


def of(row: models.CaseAssessment) -> list[Note]:
    """The notes of a case assessment in order of time."""
    attached: dict[UUID, list[str]] = {}
    links = models.NoteItem.objects.filter(note__assessment=row).order_by("pk")
    for note_id, item_id in links.values_list("note_id", "item_id"):
        attached.setdefault(note_id, []).append(item_id)
    return [
        Note(
            id=note.pk,
            text=note.text,
            is_quotable=note.is_quotable,
            by=note.by.name,
            at=note.at,
            item_ids=tuple(attached.get(note.pk, ())),
        )
        for note in models.CaseNote.objects.filter(assessment=row).select_related("by")
    ]


def add(
    code: str,
    ref: str,
    note_id: UUID,
    text: str,
    *,
    is_quotable: bool = False,
    by: Actor,
    now: datetime,
) -> None:
    """Writes a note down with its time. The same note sent again is the same note.

    Raises InputError where it is empty, or its identifier is another note's.
    """
    text = text.strip()
    if not text:
        raise InputError("Write the note first.")
    check_text(text)
    row = access.own(code, ref, by=by, lock=False)
    access.check_open(row, now)
    if _is_known(row, note_id, text):
        return
    with door.writing(by=by, now=now) as write:
        row = access.own(code, ref, by=by)
        if _is_known(row, note_id, text):
            write.say(EventKind.NOTE_CHANGED, code, assessment=row.pk, note=note_id)
            return
        models.CaseNote.objects.create(
            id=note_id,
            assessment=row,
            text=text,
            is_quotable=is_quotable,
            by_id=by.person_id,
            at=now,
        )
        quotable = {QUOTABLE: yes_or_no(is_quotable)}
        kind = EventKind.NOTE_WRITTEN
        write.say(kind, code, content=text, assessment=row.pk, note=note_id, **quotable)


def attach(
    code: str,
    ref: str,
    note_id: UUID,
    item_ids: tuple[str, ...],
    *,
    is_quotable: bool,
    by: Actor,
    now: datetime,
) -> None:
    """Says which questions a note belongs to, and whether it may be quoted.

    A quotation must not identify anybody; nothing here can check that.
    """
    with door.writing(by=by, now=now) as write:
        row = access.own(code, ref, by=by)
        access.check_open(row, now)
        note = models.CaseNote.objects.filter(assessment=row, pk=note_id).first()
        if note is None:
            raise InputError("There is no such note; open the page again.")
        items = frameworks.items_of(row.case.inspection)
        wanted = {frameworks.item(items, item_id).id for item_id in item_ids}
        note.items.exclude(item_id__in=wanted).delete()
        held = set(note.items.values_list("item_id", flat=True))
        models.NoteItem.objects.bulk_create(
            models.NoteItem(note=note, item_id=item_id) for item_id in sorted(wanted - held)
        )
        note.is_quotable = is_quotable
        note.save(update_fields=["is_quotable"])
        write.say(
            EventKind.NOTE_ATTACHED,
            code,
            content=sorted(wanted),
            assessment=row.pk,
            note=note_id,
            items=len(wanted),
            **{QUOTABLE: yes_or_no(is_quotable)},
        )


def _is_known(row: models.CaseAssessment, note_id: UUID, text: str) -> bool:
    """Whether the note is here; InputError where another note has its identifier."""
    known = models.CaseNote.objects.filter(pk=note_id).first()
    if known is not None and (known.assessment_id != row.pk or known.text != text):
        raise InputError("This page was used for another note; add yours as a new one.")
    return known is not None
