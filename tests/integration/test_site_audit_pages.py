"""The audit as it is read: who did what, who looked where, and a chain that was tampered with."""

from datetime import timedelta
from importlib import import_module
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.db import connection
from django.db.models import Model
from django.urls import reverse

from corecase.actions import alerting, answers, audit_pages, audits, door, frameworks, notes
from corecase.actions.answers import Typed
from corecase.core.audit import EventKind
from corecase.core.operations import Field
from corecase.core.people import OPERATOR, NotAllowedError, Role
from corecase.core.stages import Stage
from corecase.store.cases import models
from tests import site

pytestmark = pytest.mark.django_db


def fieldwork() -> tuple[models.Inspection, models.Person]:
    found = site.inspection(Stage.FIELDWORK, programme=site.programme("sqs-2013"))
    return found, site.person(Role.LEAD_INSPECTOR, inspection=found, name="Lead One")


def told(inspection: models.Inspection, by: object, n: int = 1, **subject: object) -> None:
    for place in range(n):
        at = site.NOW + timedelta(minutes=place)
        with door.writing(by=by, now=at) as write:  # type: ignore[arg-type]
            write.say(EventKind.CASE_ASSESSMENT_SAVED, inspection.code, **subject)


def test_what_was_done_is_listed_with_names_and_the_newest_first() -> None:
    inspection, lead = fieldwork()
    row = site.assessment(site.sample(inspection, 1)[0], lead)
    told(inspection, site.actor(lead), assessment=row.pk, case=row.case_id)
    told(inspection, OPERATOR, case="S07")
    told(inspection, site.actor(lead))
    found = audit_pages.events(inspection.code, by=site.actor(lead))
    assert [(one.number, one.who, one.what, one.ref) for one in found.entries] == [
        (3, "Lead One", "Case assessment saved", ""),
        (2, "the operator of this site", "Case assessment saved", "S07"),
        (1, "Lead One", "Case assessment saved", "S01"),
    ]
    assert (found.n_entries, found.n_pages, found.faults) == (3, 1, ())


def test_an_entry_that_was_changed_is_said_and_listed() -> None:
    inspection, lead = fieldwork()
    told(inspection, site.actor(lead), n=2)
    triggers = import_module("corecase.store.cases.migrations.0002_audit_triggers")
    with connection.cursor() as cursor:
        triggers.remove(None, SimpleNamespace(connection=connection, execute=cursor.execute))
    models.Event.objects.filter(sequence=1).update(subject="[]")
    models.Event.objects.filter(sequence=2).update(by="somebody")
    found = audit_pages.events(inspection.code, by=site.actor(lead))
    assert found.faults == (
        f"Entry 1 of chain {inspection.code} cannot be read as an event.",
        f"Entry 2 of chain {inspection.code} was changed, or stands where it was not written.",
    )
    assert [(one.who, one.what) for one in found.entries] == [
        ("somebody", "Case assessment saved"),
        ("", "This entry cannot be read any more"),
    ]


def saved() -> models.Operation:
    """An answer that was saved through the actions, told by one entry."""
    inspection = site.inspection(Stage.FIELDWORK)
    assessor = site.person(Role.ASSESSOR, inspection=inspection)
    row = site.assessment(site.sample(inspection, 1)[0], assessor)
    typed = (Typed(item_id="CCI-R01", field=Field.NOTE, base_version=0, value="as written"),)
    answers.save(
        inspection.code, row.case.ref, typed, uuid4(), by=site.actor(assessor), now=site.NOW
    )
    return models.Operation.objects.get()


def test_a_saved_answer_names_the_entry_that_told_of_it() -> None:
    operation = saved()
    event = models.Event.objects.get(kind=EventKind.CASE_ASSESSMENT_SAVED)
    assert operation.event == event.sequence
    assert audits.verify() == ()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"value": "edited"}, "A stored change was edited"),
        ({"sha256": "0" * 64}, "told of other answers than are stored with it now"),
        ({"field": "NOWHERE"}, "A stored change was edited"),
        ({"event": 99}, "told of other answers than are stored with it now"),
    ],
)
def test_an_answer_edited_in_the_database_is_found(
    change: dict[str, object], sentence: str
) -> None:
    models.Operation.objects.filter(pk=saved().pk).update(**change)
    assert sentence in " ".join(str(fault) for fault in audits.verify())


def test_what_is_shown_is_held_against_the_journal() -> None:
    saved()
    models.FieldState.objects.update(value="edited")
    (fault,) = audits.verify()
    assert str(fault).startswith("What is shown is not the last change that was made: case")


def spoken() -> models.CaseNote:
    """A note and an alert that was answered, through the actions."""
    inspection = site.inspection(Stage.FIELDWORK)
    assessor = site.person(Role.ASSESSOR, inspection=inspection)
    lead = site.somebody(Role.LEAD_INSPECTOR, inspection=inspection)
    contact = site.person(Role.SERVICE_LIAISON, service=inspection.service)
    row = site.assessment(site.sample(inspection, 1)[0], assessor)
    code, ref, by = inspection.code, row.case.ref, site.actor(assessor)
    said, item = uuid4(), next(iter(frameworks.items_of(inspection)))
    notes.add(code, ref, said, "as written", is_quotable=True, by=by, now=site.NOW)
    notes.attach(code, ref, said, (item,), is_quotable=False, by=by, now=site.NOW)
    key = uuid4()
    alerting.raise_alert(code, ref, "A concern", key=key, by=by, now=site.NOW)
    alerting.receive(code, key, by=lead, now=site.NOW)
    for asked in ("Ring", "Ring again"):
        alerting.tell(code, key, asked, site.TODAY, contact.pk, by=lead, now=site.NOW)
        alerting.act(code, key, f"Done: {asked}", by=lead, now=site.NOW)
    return models.CaseNote.objects.get()


@pytest.mark.parametrize(
    ("table", "change", "sentence"),
    [
        (models.CaseNote, {"text": "edited"}, "told of other words"),
        (models.AlertStep, {"words": "edited"}, "told of other words"),
        (models.Alert, {"done": ""}, "What is shown is not the last change that was made: alert"),
        (models.Alert, {"concern": "edited"}, "What is shown is not the last change"),
        (models.NoteItem, {"item_id": "edited"}, "not the last change that was made: note"),
        (models.CaseNote, {"is_quotable": True}, "not the last change that was made: note"),
    ],
)
def test_a_note_or_an_alert_edited_in_the_database_is_found(
    table: type[Model], change: dict[str, object], sentence: str
) -> None:
    spoken()
    assert audits.verify() == ()
    table.objects.update(**change)  # type: ignore[attr-defined]  # every model has them
    assert sentence in " ".join(str(fault) for fault in audits.verify())


def test_a_note_that_nobody_told_of_and_one_that_is_gone_are_found() -> None:
    row = spoken()
    row.pk = uuid4()
    row.save(force_insert=True)
    (added,) = audits.verify()
    assert str(added).startswith(f"A stored change was told to no entry: note {row.pk}")
    models.NoteItem.objects.all().delete()
    models.CaseNote.objects.all().delete()
    (gone,) = audits.verify()
    assert "told of other words than are stored now" in str(gone)


def test_pages_hold_a_hundred_and_others_are_none() -> None:
    inspection, lead = fieldwork()
    told(inspection, site.actor(lead), n=101)
    found = audit_pages.events(inspection.code, 2, by=site.actor(lead))
    assert ([one.number for one in found.entries], found.n_pages) == ([1], 2)
    with pytest.raises(NotAllowedError):
        audit_pages.events(inspection.code, 3, by=site.actor(lead))


def test_who_looked_at_a_case_is_listed() -> None:
    inspection, lead = fieldwork()
    door.consulted("JOURNAL", "S01", inspection=inspection, by=site.actor(lead), now=site.NOW)
    later = site.NOW + timedelta(hours=1)
    models.Consultation.objects.create(
        by=987654, at=later, inspection_id=inspection.pk, what="FORM", ref="S02", reason="Asked"
    )
    found = audit_pages.looks(inspection.code, by=site.actor(lead))
    assert [(one.who, one.what, one.ref) for one in found.entries] == [
        ("person 987654", "Form: Asked", "S02"),
        ("Lead One", "Journal", "S01"),
    ]


def test_the_pages_of_the_audit() -> None:
    inspection, lead = fieldwork()
    told(inspection, site.actor(lead), n=101)
    client = site.client_for(lead)
    first = client.get(reverse("audit", args=[inspection.code])).content.decode()
    assert "101 entries, verified just now" in first
    assert "Page 1 of 2" in first
    looks = client.get(reverse("audit_looks", args=[inspection.code])).content.decode()
    assert "Nobody has looked" in looks


def test_an_assessor_does_not_read_the_audit() -> None:
    inspection, _ = fieldwork()
    assessor = site.person(Role.ASSESSOR, inspection=inspection)
    for read in (audit_pages.events, audit_pages.looks):
        with pytest.raises(NotAllowedError):
            read(inspection.code, by=site.actor(assessor))
