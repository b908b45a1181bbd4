"""Quotations: words of quotable notes, verbatim, checked by a second person, and where used."""

import re
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from corecase.actions import authors, door, drafts, frameworks
from corecase.core import quotations as core
from corecase.core.assessment_states import AssessmentState
from corecase.core.drafting import TextStatus
from corecase.core.errors import InputError
from corecase.core.event_kinds import EventKind
from corecase.core.people import Actor, NotAllowedError
from corecase.core.sign_off import Obstacle
from corecase.store.cases.models import CaseNote, Inspection, Quotation, ReportText

ROOM = "report_quotations"
LONGEST = 1000
_MARK = re.compile(r"\[\[quote:([^|\[\]]+)\|")
_DONE = (AssessmentState.SUBMITTED, AssessmentState.AGREED)


def take(code: str, note_id: UUID, words: str, *, criterion: str, by: Actor, now: datetime) -> int:
    """Takes words of a quotable note as a quotation under a criterion; returns its number.

    Raises InputError where the words do not stand in the note as they are, however they are
    spaced, where they are too long, and for a criterion that the framework lacks.
    """
    said = " ".join(words.split())
    with door.writing(by=by, now=now) as write:
        inspection = drafts.writable(code, by=by)
        if not said:
            raise InputError("Copy the words to be quoted from the note.", field="words")
        if len(said) > LONGEST:
            raise InputError(f"Quote at most {LONGEST} characters of a note.", field="words")
        if set(said) & set("[]"):
            raise InputError(
                "A text cannot quote square brackets; copy the words before or after them.",
                field="words",
            )
        note = quotable(inspection).filter(pk=note_id).first()
        if note is None:
            raise NotAllowedError("There is no such quotable note.")
        if criterion not in {one.id for one in frameworks.of(inspection).criteria}:
            raise InputError("Choose the criterion that the words show.", field="criterion")
        if not core.holds(note.text, said):
            raise InputError(
                "These words do not stand in the note; copy them exactly as they are written.",
                field="words",
            )
        row = Quotation.objects.create(
            inspection=inspection,
            note=note,
            words=said,
            criterion=criterion,
            by_id=by.person_id,
            at=now,
        )
        content = [row.words, row.criterion]
        write.say(EventKind.QUOTATION_TAKEN, code, content=content, quotation=row.pk)
    return row.pk


def check(code: str, number: int, *, nobody_known: bool, by: Actor, now: datetime) -> None:
    """A second person says that nobody can be known by the words; then they may be printed.

    Raises InputError without that word, for whoever took them, and for a quotation that was
    checked or withdrawn already, or whose note may not be quoted any more.
    """
    with door.writing(by=by, now=now) as write:
        row = _open_row(drafts.writable(code, by=by), number)
        if not nobody_known:
            raise InputError("Tick that nobody can be known by these words, or withdraw them.")
        if row.by_id == by.person_id:
            raise InputError("You took these words; somebody else has to check them.")
        if row.checked_at is not None:
            raise InputError("These words are checked already.")
        if not _may_stand(row):
            raise InputError("The note may not be quoted any more; withdraw the quotation.")
        row.checked_by_id, row.checked_at = by.person_id, now
        row.save(update_fields=["checked_by", "checked_at"])
        write.say(EventKind.QUOTATION_CHECKED, code, content=[row.words], quotation=row.pk)


def withdraw(code: str, number: int, *, by: Actor, now: datetime) -> None:
    """Takes a quotation back. Texts that use it have to be written anew before sign-off."""
    with door.writing(by=by, now=now) as write:
        row = _open_row(drafts.writable(code, by=by), number)
        row.withdrawn_by_id, row.withdrawn_at = by.person_id, now
        row.save(update_fields=["withdrawn_by", "withdrawn_at"])
        write.say(EventKind.QUOTATION_WITHDRAWN, code, content=[row.words], quotation=row.pk)


def of(inspection: Inspection) -> tuple[core.Quotation, ...]:
    """The quotations of a report, as its texts may name them.

    One that was withdrawn, or whose note may not be quoted any more, stands as unchecked where a
    text still uses it, so that a preview can say so; also where the text was dropped, because it
    is kept and read with the others.
    """
    texts = ReportText.objects.filter(inspection=inspection, text__contains="[[quote:")
    used = {name for text in texts.values_list("text", flat=True) for name in _MARK.findall(text)}
    rows = ((row, row.withdrawn_at is None and _may_stand(row)) for row in _rows(inspection))
    return tuple(
        core.Quotation(
            id=ref(row),
            words=row.words,
            criterion=row.criterion,
            checked=row.checked_at is not None and stands,
        )
        for row, stands in rows
        if stands or ref(row) in used
    )


def ref(row: Quotation) -> str:
    """The name by which texts quote it: `"q12"`."""
    return f"q{row.pk}"


def used_in(inspection: Inspection) -> dict[str, list[str]]:
    """The places of the texts that use a quotation, by its name; dropped texts use none."""
    texts = ReportText.objects.filter(inspection=inspection, text__contains="[[quote:")
    found: dict[str, list[str]] = {}
    for place, text in texts.exclude(status=TextStatus.DROPPED).values_list("place", "text"):
        for name in dict.fromkeys(_MARK.findall(text)):
            found.setdefault(name, []).append(place)
    return found


def quotable(inspection: Inspection) -> QuerySet[CaseNote]:
    """Notes that may be quoted: marked so, of the sample, in work that was submitted."""
    return CaseNote.objects.filter(
        is_quotable=True,
        assessment__case__inspection=inspection,
        assessment__case__standing="SAMPLE",
        assessment__state__in=_DONE,
    )


def writers(inspection: Inspection) -> set[int]:
    """Everybody who took words for the report, or withdrew some."""
    return authors.of(inspection, EventKind.QUOTATION_TAKEN, EventKind.QUOTATION_WITHDRAWN)


def obstacles(inspection: Inspection) -> list[Obstacle]:
    """Each quotation that a text uses and that is unknown, withdrawn, not checked or not held."""
    rows = {ref(row): row for row in _rows(inspection)}
    found = []
    for name, places in used_in(inspection).items():
        row = rows.get(name)
        fault = ""
        if row is None:
            fault = "is not known"
        elif row.withdrawn_at is not None:
            fault = "was withdrawn"
        elif not _may_stand(row):
            fault = "stands in no note that may be quoted any more"
        elif row.checked_at is None:
            fault = "was not checked by a second person"
        if fault:
            where = ", ".join(places)
            found.append(
                Obstacle(text=f"The quotation {name}, used in {where}, {fault}.", room=ROOM)
            )
    return found


def _rows(inspection: Inspection) -> QuerySet[Quotation]:
    """The quotations of an inspection, each with whether its note may be quoted now."""
    notes = quotable(inspection).filter(pk=OuterRef("note"))
    rows = Quotation.objects.filter(inspection=inspection).select_related("note")
    return rows.annotate(is_quotable=Exists(notes))


def _may_stand(row: Quotation) -> bool:
    """Whether the note may still be quoted and still says the words; it may change after them."""
    is_quotable: bool = row.is_quotable  # type: ignore[attr-defined]  # annotated by _rows
    return is_quotable and core.holds(row.note.text, row.words)


def _open_row(inspection: Inspection, number: int) -> Quotation:
    row = _rows(inspection).filter(pk=number).first()
    if row is None:
        raise NotAllowedError("There is no such quotation.")
    if row.withdrawn_at is not None:
        raise InputError("This quotation was withdrawn; take the words again if they may stand.")
    return row
