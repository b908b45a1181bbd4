"""Notes, alerts and texts of reports as the database has them, held against their audit."""

from collections.abc import Iterator

from corecase.core import stored_words
from corecase.core.audit import Fault
from corecase.core.drafting import VersionOutcome
from corecase.core.event_kinds import EventKind
from corecase.core.stored_words import NoteStanding, ShownWords, StoredWords
from corecase.store.cases import audit, models


def verify(code: str) -> tuple[Fault, ...]:
    """Every note, alert and text of an inspection that is not as its audit was told."""
    events = (event for event, _ in audit.entries(code))
    stored = (*_notes(code), *_alerts(code), *_texts(code))
    shown = (*_alerts_shown(code), *_texts_shown(code))
    return stored_words.verify(code, events, stored, shown, _standing(code), audit.key())


def _notes(code: str) -> Iterator[StoredWords]:
    for row in models.CaseNote.objects.filter(assessment__case__inspection__code=code):
        teller = (EventKind.NOTE_WRITTEN, str(row.pk))
        yield StoredWords(place=f"note {row.pk}", at=row.at, told_by={teller: row.text})


def _standing(code: str) -> Iterator[NoteStanding]:
    rows = models.CaseNote.objects.filter(assessment__case__inspection__code=code)
    for row in rows.prefetch_related("items"):
        attached = frozenset(one.item_id for one in row.items.all())
        yield NoteStanding(note=str(row.pk), item_ids=attached, is_quotable=row.is_quotable)


def _alerts(code: str) -> Iterator[StoredWords]:
    steps = models.AlertStep.objects.filter(alert__inspection__code=code)
    for row in steps.select_related("alert"):
        key = str(row.alert_id)
        act_by = row.act_by.isoformat() if row.act_by else ""
        covered: dict[str, tuple[EventKind, object]] = {
            "RAISED": (EventKind.ALERT_RAISED, {"concern": row.words}),
            "TOLD": (EventKind.ALERT_TOLD, {"asked": row.words, "act_by": act_by}),
            "ACTED": (EventKind.ALERT_ACTED, {"done": row.words}),
        }
        if row.step in covered:
            kind, content = covered[row.step]
            yield StoredWords(place=f"alert {key}", at=row.at, told_by={(kind, key): content})


def _alerts_shown(code: str) -> Iterator[ShownWords]:
    for row in models.Alert.objects.filter(inspection__code=code).prefetch_related("steps"):
        concern, asked, done = "", "", ""
        for step in row.steps.all():
            concern = step.words if step.step == "RAISED" else concern
            asked, done = (step.words, "") if step.step == "TOLD" else (asked, done)
            done = step.words if step.step == "ACTED" else done
        shown = (row.concern, row.asked, row.done)
        yield ShownWords(place=f"alert {row.pk}", shown=shown, last=(concern, asked, done))


def _texts(code: str) -> Iterator[StoredWords]:
    rows = models.ReportTextVersion.objects.filter(report_text__inspection__code=code)
    for row in rows.select_related("report_text"):
        text = row.report_text
        told_by: dict[stored_words.Teller, object] = {
            (EventKind.REPORT_TEXT_SAVED, text.place): [row.text, row.status, row.note],
            (EventKind.REPORT_TEXT_CHOSEN, text.place): [row.text, row.status],
        }
        if text.criterion:
            # Told of with the others of its criterion, where all its drafts were accepted at once.
            told_by[(EventKind.REPORT_TEXT_SAVED, text.criterion)] = None
        yield StoredWords(
            place=f"text {text.place}",
            at=row.at,
            told_by=told_by,
            part=[text.place, row.text, row.status, row.note],
        )


def _texts_shown(code: str) -> Iterator[ShownWords]:
    rows = models.ReportText.objects.filter(inspection__code=code)
    for row in rows.prefetch_related("versions"):
        taken = [one for one in row.versions.all() if one.outcome == VersionOutcome.TAKEN]
        last = (taken[-1].text, taken[-1].status, taken[-1].note) if taken else None
        shown = (row.text, row.status, row.note)
        yield ShownWords(place=f"text {row.place}", shown=shown, last=last)
