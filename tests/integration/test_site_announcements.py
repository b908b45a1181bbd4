"""Announcements: the window, the contact, and the pack."""

import io
import re
import zipfile
from datetime import date, timedelta

import pytest
from django.http import HttpResponse

from corecase.actions import (
    announcements,
    evidence,
    inspections,
    timetables,
)
from corecase.actions.announcements import Terms
from corecase.core.caseloads import EligibilityWindow
from corecase.core.errors import InputError
from corecase.core.people import Actor, NotAllowedError, Role
from corecase.core.stages import Stage
from corecase.core.timetables import DayName
from corecase.store.cases import models
from tests import site

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 11, 9)
WINDOW = EligibilityWindow(
    first_start=date(2026, 1, 1),
    last_start=date(2026, 5, 31),
    custody_first_start=date(2025, 1, 1),
)
TERMS = Terms(window=WINDOW)


def lead_of(inspection: models.Inspection) -> Actor:
    return site.somebody(Role.LEAD_INSPECTOR, inspection=inspection)


def announced(**fields: object) -> models.Inspection:
    return site.inspection(
        Stage.ANNOUNCED,
        **{
            "eligible_from": WINDOW.first_start,
            "eligible_until": WINDOW.last_start,
            "custody_from": WINDOW.custody_first_start,
            **fields,
        },
    )


def events(inspection: models.Inspection) -> list[str]:
    return list(models.Event.objects.filter(chain=inspection.code).values_list("kind", flat=True))


def test_announcing_settles_the_window_and_the_contact_and_moves_the_stage() -> None:
    inspection = site.inspection()
    contact = site.person(Role.SERVICE_LIAISON, service=inspection.service)
    lead = lead_of(inspection)
    terms = Terms(window=WINDOW, contact_id=contact.pk)
    announcements.announce(inspection.code, terms, by=lead, now=site.NOW)
    one = inspections.one(inspection.code, by=lead)
    assert (one.stage, one.contact) == (Stage.ANNOUNCED, contact.name)
    assert one.window == inspections.Window(
        first_start=WINDOW.first_start,
        last_start=WINDOW.last_start,
        custody_first_start=WINDOW.custody_first_start,
    )
    assert events(inspection) == ["INSPECTION_ANNOUNCED"]
    assert timetables.set_day(inspection, DayName.ANNOUNCEMENT) == site.TODAY
    standing = announcements.standing(inspection.code, today=site.TODAY, by=lead)
    assert [each.person_id for each in standing.contacts] == [contact.pk]
    assert standing.contact_id == contact.pk


def test_an_inspection_is_announced_once_with_fieldwork_and_a_window_before_it() -> None:
    inspection = site.inspection(fieldwork_starts_on=None, fieldwork_ends_on=None)
    lead = lead_of(inspection)
    code = inspection.code
    with pytest.raises(InputError, match="Set the first day of the fieldwork"):
        announcements.announce(code, TERMS, by=lead, now=site.NOW)
    models.Inspection.objects.update(fieldwork_starts_on=WINDOW.last_start)
    with pytest.raises(InputError, match="close before the fieldwork begins"):
        announcements.announce(code, TERMS, by=lead, now=site.NOW)
    models.Inspection.objects.update(fieldwork_starts_on=MONDAY)
    with pytest.raises(InputError, match="not announced yet"):
        announcements.change(code, TERMS, by=lead, now=site.NOW)
    announcements.announce(code, TERMS, by=lead, now=site.NOW)
    with pytest.raises(InputError, match="cannot become “announced”"):
        announcements.announce(code, TERMS, by=lead, now=site.NOW)


def test_nobody_but_a_liaison_of_the_service_is_its_contact() -> None:
    inspection = site.inspection()
    elsewhere = site.person(Role.SERVICE_LIAISON, service=site.service())
    ended = site.person(
        Role.SERVICE_LIAISON, service=inspection.service, ends_on=site.TODAY - timedelta(days=1)
    )
    lead = lead_of(inspection)
    for person in (elsewhere, ended):
        with pytest.raises(InputError, match="Choose a contact"):
            announcements.announce(
                inspection.code,
                Terms(window=WINDOW, contact_id=person.pk),
                by=lead,
                now=site.NOW,
            )


def test_the_window_stands_once_a_caseload_has_come_and_the_contact_does_not() -> None:
    inspection = announced()
    lead = lead_of(inspection)
    other = Terms(window=EligibilityWindow(first_start=date(2026, 2, 1), last_start=MONDAY))
    wider = Terms(
        window=EligibilityWindow(first_start=date(2026, 2, 1), last_start=date(2026, 5, 31))
    )
    with pytest.raises(InputError, match="close before"):
        announcements.change(inspection.code, other, by=lead, now=site.NOW)
    announcements.change(inspection.code, wider, by=lead, now=site.NOW)
    models.Inspection.objects.update(stage=Stage.FIELDWORK)
    with pytest.raises(InputError, match="The window stands"):
        announcements.change(inspection.code, TERMS, by=lead, now=site.NOW)
    contact = site.person(Role.SERVICE_LIAISON, service=inspection.service)
    announcements.change(
        inspection.code,
        Terms(window=wider.window, contact_id=contact.pk),
        by=lead,
        now=site.NOW,
    )
    assert inspections.one(inspection.code, by=lead).contact == contact.name
    assert events(inspection) == ["INSPECTION_CHANGED"] * 2


def text_of(pack: bytes, name: str) -> str:
    outer = zipfile.ZipFile(io.BytesIO(pack))
    found = next(each for each in outer.namelist() if name in each)
    inner = zipfile.ZipFile(io.BytesIO(outer.read(found)))
    return inner.read("word/document.xml").decode()


def test_the_pack_tells_what_the_inspection_knows() -> None:
    inspection = site.inspection()
    lead = site.person(Role.LEAD_INSPECTOR, inspection=inspection, name="Person Lead")
    site.person(
        Role.LEAD_INSPECTOR,
        inspection=inspection,
        name="Person Before",
        ends_on=site.TODAY - timedelta(days=1),
    )
    site.person(
        Role.LEAD_INSPECTOR,
        inspection=inspection,
        name="Person After",
        starts_on=site.TODAY + timedelta(days=1),
    )
    left = site.person(Role.LEAD_INSPECTOR, inspection=inspection, name="Person Gone")
    models.Person.objects.filter(pk=left.pk).update(is_active=False)
    contact = site.person(Role.SERVICE_LIAISON, service=inspection.service, name="Person Contact")
    by = site.actor(lead)
    evidence.ask(inspection.code, "Board minutes", site.TODAY, by=by, now=site.NOW)
    models.TimetableDate.objects.create(
        inspection=inspection, name=DayName.CASELOAD_DUE, day=date(2026, 10, 23), is_edited=True
    )
    with pytest.raises(InputError, match="Set the eligibility window first"):
        announcements.pack(inspection.code, today=site.TODAY, by=by)
    terms = Terms(window=WINDOW, contact_id=contact.pk)
    announcements.announce(inspection.code, terms, by=by, now=site.NOW)
    made = announcements.pack(inspection.code, today=site.TODAY, by=site.actor(contact))
    letter = text_of(made, "letter")
    for known in (
        "Person Lead",
        "Person Contact",
        "2 November 2026",
        "23 October 2026",
        "Core Case Inspection",
        "Synthetic: invented for a test.",
    ):
        assert known in letter
    for other in ("Person Before", "Person After", "Person Gone"):
        assert other not in letter
    assert "Board minutes" in text_of(made, "evidence-list")


def test_before_the_announcement_the_pack_is_for_those_who_run_the_inspection() -> None:
    inspection = announced()
    models.Inspection.objects.update(stage=Stage.PLANNED)
    liaison = site.somebody(Role.SERVICE_LIAISON, service=inspection.service)
    lead = lead_of(inspection)
    for outside in (liaison, site.somebody(Role.EDITOR, inspection=inspection)):
        with pytest.raises(NotAllowedError):
            announcements.pack(inspection.code, today=site.TODAY, by=outside)
    models.Inspection.objects.update(contact=site.person())
    letter = text_of(announcements.pack(inspection.code, today=site.TODAY, by=lead), "letter")
    assert "[day of the announcement]" in letter


def seen_on(page: HttpResponse) -> str:
    """The version of the announcement that the form of a page sends back."""
    found = re.search(r'name="seen" value="([^"]*)"', page.content.decode())
    assert found
    return found[1]


def test_the_second_of_two_tabs_does_not_announce_over_the_first() -> None:
    inspection = site.inspection()
    contact = site.person(Role.SERVICE_LIAISON, service=inspection.service)
    client = site.client_for(site.person(Role.LEAD_INSPECTOR, inspection=inspection))
    path = f"/inspections/{inspection.code}/announcement/"
    seen = seen_on(client.get(path))
    days = {"first_start": "2026-01-01", "last_start": "2026-05-31", "seen": seen}
    first = {**days, "custody_first_start": "2025-01-01", "contact": str(contact.pk)}
    assert client.post(path, first).status_code == 302
    second = {**days, "last_start": "2026-03-31"}
    slip = client.post(path, {**second, "last_start": ""})
    assert seen_on(slip) == seen, "a slip of the pen does not count as having read what stands"
    refused = client.post(path, second)
    body = refused.content.decode()
    assert refused.status_code == 422
    assert (
        "It now stands at “announced” with orders started from 1 January 2026 to 31 May 2026, "
        f"custody cases from 1 January 2025 and contact {contact.name}."
    ) in body
    assert 'value="2026-03-31"' in body
    inspection.refresh_from_db()
    assert inspection.eligible_until == date(2026, 5, 31)
    assert client.post(path, {**second, "seen": seen_on(refused)}).status_code == 302
    late = client.post(path, first).content.decode()
    assert "1 January 2026 to 31 March 2026 and nobody named as contact" in late


def test_what_was_seen_before_a_window_was_set_says_that_there_is_none() -> None:
    inspection = site.inspection()
    with pytest.raises(InputError, match="at “planned” with no window and nobody named"):
        announcements.announce(
            inspection.code, TERMS, seen="another", by=lead_of(inspection), now=site.NOW
        )


def test_a_lead_announces_on_the_page_and_the_service_downloads_the_pack() -> None:
    inspection = site.inspection(Stage.PLANNED)
    contact = site.person(Role.SERVICE_LIAISON, service=inspection.service)
    lead = site.client_for(site.person(Role.LEAD_INSPECTOR, inspection=inspection))
    path = f"/inspections/{inspection.code}/announcement/"
    page = lead.get(path)
    assert contact.name in page.content.decode()
    typed = {"first_start": "2026-01-01", "last_start": "2025-12-31", "contact": str(contact.pk)}
    typed["seen"] = seen_on(page)
    refused = lead.post(path, typed)
    assert refused.status_code == 422
    assert "The window closes before it opens" in refused.content.decode()
    assert 'value="2025-12-31"' in refused.content.decode()
    sent = {**typed, "last_start": "2026-05-31", "seen": seen_on(refused)}
    assert lead.post(path, sent).status_code == 302
    page = lead.get(path)
    assert "Save the announcement" in page.content.decode()
    changed = {"first_start": "2026-01-01", "last_start": "2026-05-30", "seen": seen_on(page)}
    assert lead.post(path, changed).status_code == 302
    service = site.client_for(contact)
    overview = service.get(f"/inspections/{inspection.code}/").content.decode()
    assert "Download the announcement pack" in overview
    pack = service.get(f"{path}pack/")
    assert pack.headers["Content-Type"] == "application/zip"
    assert f'filename="{inspection.code}-announcement.zip"' in pack.headers["Content-Disposition"]
    assert service.get(path).status_code == 404


def test_an_announcement_without_fieldwork_or_a_liaison_says_what_is_missing() -> None:
    inspection = site.inspection(fieldwork_starts_on=None, fieldwork_ends_on=None)
    lead = site.client_for(site.person(Role.LEAD_INSPECTOR, inspection=inspection))
    page = lead.get(f"/inspections/{inspection.code}/announcement/").content.decode()
    assert "Set the fieldwork" in page
    assert "Nobody is a service liaison of this service yet" in page
