"""The door of the actions: one event for each write, nothing half done, nothing unlogged."""

import logging
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from pytest_django.fixtures import Settings

from corecase.actions import door
from corecase.core.assessment_states import Marking
from corecase.core.audit import FaultKind
from corecase.core.errors import CorecaseError
from corecase.core.event_kinds import EventKind
from corecase.core.people import Deed, NotAllowedError, Reach, Role
from corecase.core.stages import Stage
from corecase.store.cases import audit, models
from tests import site

pytestmark = pytest.mark.django_db


def test_a_write_says_one_event_and_its_chain_verifies() -> None:
    inspection = site.inspection()
    lead = site.somebody(Role.LEAD_INSPECTOR, inspection=inspection)
    with door.writing(by=lead, now=site.NOW) as write:
        write.say(EventKind.INSPECTION_CHANGED, inspection.code, content={"a": 1}, number=7)
    event = models.Event.objects.get(chain=inspection.code)
    assert (event.sequence, event.by, event.subject) == (1, str(lead.person_id), '{"number": "7"}')
    assert len(event.digest) == 64
    assert audit.verify() == ()


def test_a_write_without_its_event_is_undone() -> None:
    inspection = site.inspection()
    lead = site.somebody(Role.LEAD_INSPECTOR, inspection=inspection)
    with (
        pytest.raises(CorecaseError, match="without its audit event"),
        door.writing(by=lead, now=site.NOW),
    ):
        models.Inspection.objects.filter(pk=inspection.pk).update(previous_words="half done")
    inspection.refresh_from_db()
    assert inspection.previous_words == ""


def test_a_write_says_one_event_only() -> None:
    inspection = site.inspection()
    lead = site.somebody(Role.LEAD_INSPECTOR, inspection=inspection)
    with door.writing(by=lead, now=site.NOW) as write:
        write.say(EventKind.INSPECTION_CHANGED, inspection.code)
        with pytest.raises(CorecaseError, match="is its second"):
            write.say(EventKind.INSPECTION_MOVED, inspection.code)
    assert models.Event.objects.count() == 1


def test_a_chain_is_named_by_an_identifier() -> None:
    lead = site.somebody(Role.ADMINISTRATOR)
    with (
        pytest.raises(CorecaseError, match="cannot name a chain"),
        door.writing(by=lead, now=site.NOW) as write,
    ):
        write.say(EventKind.PERSON_CHANGED, "../elsewhere")


@pytest.mark.parametrize("deed", ["update cases_event set kind = 'X'", "delete from cases_event"])
def test_the_database_itself_refuses_to_change_the_audit(deed: str) -> None:
    lead = site.somebody(Role.ADMINISTRATOR)
    with door.writing(by=lead, now=site.NOW) as write:
        write.say(EventKind.PERSON_CHANGED, door.PEOPLE)
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(deed)
    assert audit.verify() == ()


def test_what_is_not_there_and_what_is_not_allowed_look_the_same() -> None:
    inspection = site.inspection()
    case = site.sample(inspection)[0]
    stranger = site.somebody(Role.LEAD_INSPECTOR, inspection=site.inspection())
    assessment = site.assessment(case, site.person())
    for call in (
        lambda: door.inspection(inspection.code, Deed.INSPECTION_READ, by=stranger),
        lambda: door.inspection("no-such", Deed.INSPECTION_READ, by=stranger),
        lambda: door.case(inspection.code, case.ref, Deed.CASE_READ, by=stranger),
        lambda: door.case(inspection.code, "S99", Deed.CASE_READ, by=stranger),
        lambda: door.assessment(assessment.pk, Deed.CASE_ASSESS, by=stranger),
        lambda: door.assessment(0, Deed.CASE_ASSESS, by=stranger),
    ):
        with pytest.raises(NotAllowedError):
            call()


def test_an_assessor_enters_the_own_case_and_no_other() -> None:
    inspection = site.inspection()
    first, second = site.sample(inspection, 2)
    assessor = site.person(Role.ASSESSOR, inspection=inspection)
    own = site.assessment(first, assessor)
    other = site.assessment(second, site.person(Role.ASSESSOR, inspection=inspection))
    actor = site.actor(assessor)
    assert door.case(inspection.code, first.ref, Deed.CASE_READ, by=actor) == first
    assert door.assessment(own.pk, Deed.CASE_ASSESS, by=actor, lock=True) == own
    with pytest.raises(NotAllowedError):
        door.case(inspection.code, second.ref, Deed.CASE_READ, by=actor)
    with pytest.raises(NotAllowedError):
        door.assessment(other.pk, Deed.CASE_ASSESS, by=actor)


@pytest.mark.parametrize("role", [Role.LEAD_INSPECTOR, Role.ASSESSOR, Role.PROGRAMME_MANAGER])
def test_nobody_inspects_the_own_service_nor_one_it_was_merged_with(role: Role) -> None:
    inspection = site.inspection()
    merged = site.service()
    models.Predecessor.objects.create(
        service=inspection.service, predecessor=merged, merged_on=site.TODAY
    )
    inspector = site.person(role, inspection=inspection, home_service=merged)
    case = site.sample(inspection)[0]
    site.assessment(case, inspector, marking=Marking.FIRST)
    actor = site.actor(inspector)
    for deed in Deed:
        with pytest.raises(NotAllowedError):
            door.inspection(inspection.code, deed, by=actor)
        with pytest.raises(NotAllowedError):
            door.case(inspection.code, case.ref, deed, by=actor)


def test_a_service_at_two_removes_is_the_own_one_too_but_is_not_acted_for() -> None:
    inspection = site.inspection(Stage.ANNOUNCED)
    old, older, elsewhere = site.service(), site.service(), site.service()
    for service, before in ((inspection.service, old), (old, older), (site.service(), elsewhere)):
        models.Predecessor.objects.create(service=service, predecessor=before, merged_on=site.TODAY)
    assert door.subject_of(inspection).service_ids == {inspection.service_id, old.pk}
    assert door.merged_with({older.pk}) == {inspection.service_id, old.pk, older.pk}
    for role in (Role.LEAD_INSPECTOR, Role.PROGRAMME_MANAGER):
        own = site.somebody(role, inspection=inspection, home_service=older)
        with pytest.raises(NotAllowedError):
            door.inspection(inspection.code, Deed.INSPECTION_READ, by=own)
        assert not door.inspections_for(Deed.INSPECTION_READ, by=own).exists()
        other = site.somebody(role, inspection=inspection, home_service=elsewhere)
        assert door.inspection(inspection.code, Deed.INSPECTION_READ, by=other) == inspection
        assert list(door.inspections_for(Deed.INSPECTION_READ, by=other)) == [inspection]
    liaison = site.somebody(Role.SERVICE_LIAISON, service=older)
    with pytest.raises(NotAllowedError):
        door.inspection(inspection.code, Deed.INSPECTION_READ, by=liaison)
    assert not door.inspections_for(Deed.INSPECTION_READ, by=liaison).exists()


def test_lists_hold_what_somebody_reaches() -> None:
    own, other = site.inspection(Stage.ANNOUNCED), site.inspection(Stage.ANNOUNCED)
    manager = site.somebody(Role.PROGRAMME_MANAGER)
    liaison = site.somebody(Role.SERVICE_LIAISON, service=own.service)
    assert set(door.inspections_for(Deed.INSPECTION_READ, by=manager)) == {own, other}
    assert list(door.inspections_for(Deed.INSPECTION_READ, by=liaison)) == [own]
    models.Inspection.objects.filter(pk=own.pk).update(stage=Stage.PLANNED)
    assert not door.inspections_for(Deed.INSPECTION_READ, by=liaison).exists()
    with pytest.raises(NotAllowedError):
        door.inspection(own.code, Deed.INSPECTION_READ, by=liaison)
    nowhere = Reach(
        everywhere=False,
        inspection_ids=frozenset(),
        service_ids=frozenset(),
        conflicts=frozenset(),
    )
    assert not door.inspections_within(nowhere).exists()


def test_what_was_consulted_is_logged_a_row_a_case() -> None:
    inspection = site.inspection()
    lead = site.somebody(Role.LEAD_INSPECTOR, inspection=inspection)
    door.consulted("CASES", "S01", "S02", inspection=inspection, by=lead, now=site.NOW)
    logged = models.Consultation.objects.values_list("by", "ref", "what", "inspection_id")
    assert set(logged) == {(lead.person_id, ref, "CASES", inspection.pk) for ref in ("S01", "S02")}


@pytest.mark.django_db(transaction=True)
def test_a_committed_event_is_anchored_and_a_cut_tail_is_found(
    settings: Settings, tmp_path: Path
) -> None:
    settings.ANCHORS = tmp_path
    admin = site.somebody(Role.ADMINISTRATOR)
    for _ in range(2):
        with door.writing(by=admin, now=site.NOW) as write:
            write.say(EventKind.PERSON_CHANGED, door.PEOPLE)
    assert [head.sequence for head in audit.anchored()] == [1, 2]
    assert audit.verify() == ()
    with site.without_triggers():
        models.Event.objects.filter(sequence=2).delete()
    assert [fault.kind for fault in audit.verify()] == [FaultKind.CUT_OFF]


@pytest.mark.django_db(transaction=True)
def test_a_torn_anchor_stops_nothing_and_is_told_from_a_crash(
    settings: Settings, tmp_path: Path
) -> None:
    settings.ANCHORS = tmp_path
    admin = site.somebody(Role.ADMINISTRATOR)

    def change() -> None:
        with door.writing(by=admin, now=site.NOW) as write:
            write.say(EventKind.PERSON_CHANGED, door.PEOPLE)

    change()
    file = tmp_path / f"{door.PEOPLE}.heads"
    with file.open("a") as torn:
        torn.write("\n2 0123")
    assert audit.verify() == (), "a blank line, and one that a crash left"
    change()
    change()
    assert file.read_text().splitlines()[2] == "2 0123 torn"
    assert audit.verify() == ()
    with file.open("a") as torn:
        torn.write("3 0123\n")
    (fault,) = audit.verify()
    assert str(fault) == f"Line 6 of the anchors of chain {door.PEOPLE} cannot be read."


@pytest.mark.django_db(transaction=True)
def test_what_is_saved_and_cannot_be_anchored_is_saved(
    settings: Settings, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    settings.ANCHORS = tmp_path / "a file"
    settings.ANCHORS.write_text("where the folder should be")
    admin = site.somebody(Role.ADMINISTRATOR)
    logger = logging.getLogger("corecase")
    logger.addHandler(caplog.handler)
    try:
        with door.writing(by=admin, now=site.NOW) as write:
            write.say(EventKind.PERSON_CHANGED, door.PEOPLE)
    finally:
        logger.removeHandler(caplog.handler)
    assert models.Event.objects.count() == 1
    assert caplog.messages == [f"Entry 1 of chain {door.PEOPLE} is not anchored: File exists."]


@pytest.mark.django_db(transaction=True)
def test_what_is_saved_while_the_audit_is_read_is_not_missing(
    settings: Settings, tmp_path: Path
) -> None:
    settings.ANCHORS = tmp_path
    admin = site.somebody(Role.ADMINISTRATOR)
    busy = [True]

    def meanwhile(execute: Any, sql: str, *rest: Any) -> Any:
        found = execute(sql, *rest)
        if busy and 'FROM "cases_event"' in sql:
            busy.clear()
            with door.writing(by=admin, now=site.NOW) as write:
                write.say(EventKind.PERSON_CHANGED, door.PEOPLE)
        return found

    with connection.execute_wrapper(meanwhile):
        assert audit.verify() == ()
    assert not busy
