"""Evidence in advance: asked, received, read and cited."""

from datetime import date, timedelta

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from corecase.actions import (
    evidence,
)
from corecase.core.caseloads import EligibilityWindow
from corecase.core.errors import InputError
from corecase.core.people import Actor, NotAllowedError, Role
from corecase.core.stages import Stage
from corecase.store.cases import models
from tests import site

pytestmark = pytest.mark.django_db

WINDOW = EligibilityWindow(
    first_start=date(2026, 1, 1),
    last_start=date(2026, 5, 31),
    custody_first_start=date(2025, 1, 1),
)


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


def test_a_document_is_asked_for_received_read_and_cited() -> None:
    inspection = site.inspection()
    lead, assessor = lead_of(inspection), site.somebody(Role.ASSESSOR, inspection=inspection)
    code = inspection.code
    evidence.ask(code, "Board minutes", site.TODAY, by=lead, now=site.NOW)
    number = evidence.register(code, by=lead).entries[0].number
    with pytest.raises(InputError, match="in the register already"):
        evidence.ask(code, "board minutes", site.TODAY, by=lead, now=site.NOW)
    with pytest.raises(InputError, match="mark it once it is there"):
        evidence.mark_read(code, number, by=assessor, now=site.NOW)
    with pytest.raises(InputError, match="cite it once it is there"):
        evidence.cite(code, number, "Summary", by=lead, now=site.NOW)
    with pytest.raises(InputError, match="before it was asked for"):
        evidence.receive(code, number, site.TODAY - timedelta(days=1), "", by=lead, now=site.NOW)
    evidence.receive(code, number, site.TODAY, "minutes.pdf", by=lead, now=site.NOW)
    evidence.mark_read(code, number, by=assessor, now=site.NOW)
    with pytest.raises(InputError, match="marked it as read already"):
        evidence.mark_read(code, number, by=assessor, now=site.NOW)
    evidence.cite(code, number, "Summary", by=lead, now=site.NOW)
    register = evidence.register(code, by=assessor)
    (entry,) = register.entries
    assert (entry.received_as, entry.cited_in) == ("minutes.pdf", "Summary")
    assert (entry.read_by, entry.is_read_by_me, register.n_received) == ((assessor.name,), True, 1)
    assert not evidence.register(code, by=lead).entries[0].is_read_by_me
    assert events(inspection) == [
        "EVIDENCE_ASKED",
        "EVIDENCE_RECEIVED",
        "EVIDENCE_READ",
        "EVIDENCE_CITED",
    ]


def test_the_service_sees_what_is_asked_and_not_who_read_it_or_where_it_is_cited() -> None:
    inspection = announced()
    item = models.EvidenceItem.objects.create(
        inspection=inspection,
        title="Minutes",
        asked_on=site.TODAY,
        received_on=site.TODAY,
        cited_in="Summary",
    )
    reader = site.person(Role.ASSESSOR, inspection=inspection)
    models.EvidenceReading.objects.create(item=item, by=reader, at=site.NOW)
    liaison = site.person(Role.SERVICE_LIAISON, service=inspection.service)
    register = evidence.register(inspection.code, by=site.actor(liaison))
    assert (register.entries[0].cited_in, register.entries[0].read_by) == ("", ())
    assert (register.shows_reading, register.may_run, register.may_read) == (False,) * 3
    client = site.client_for(liaison)
    path = f"/inspections/{inspection.code}/evidence/"
    page = client.get(path).content.decode()
    assert "Minutes" in page
    assert reader.name not in page
    assert client.get(f"{path}{item.pk}/").status_code == 404
    assert client.post(f"{path}{item.pk}/read/").status_code == 404


def test_a_document_of_another_inspection_is_not_there() -> None:
    inspection, other = site.inspection(), site.inspection()
    item = models.EvidenceItem.objects.create(
        inspection=other, title="Minutes", asked_on=site.TODAY
    )
    with pytest.raises(NotAllowedError):
        evidence.cite(inspection.code, item.pk, "X", by=lead_of(inspection), now=site.NOW)


def test_the_register_is_kept_on_its_pages(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    inspection = site.inspection()
    lead = site.client_for(site.person(Role.LEAD_INSPECTOR, inspection=inspection))
    path = f"/inspections/{inspection.code}/evidence/"
    assert "Nothing is asked for yet" in lead.get(path).content.decode()
    assert lead.post(path, {"title": "Minutes", "asked_on": "2026-10-01"}).status_code == 302
    assert lead.post(path, {"title": "", "asked_on": "2026-10-01"}).status_code == 422
    item = f"{path}{models.EvidenceItem.objects.get().pk}/"
    assert "It has not come yet" in lead.get(item).content.decode()
    assert lead.post(f"{item}received/", {"received_on": "2026-09-01"}).status_code == 422
    assert lead.post(f"{item}received/", {"received_on": "2026-10-02"}).status_code == 302
    assert "I have read it" in lead.get(item).content.decode()
    assert lead.post(f"{item}read/").status_code == 302
    assert lead.post(f"{item}read/").status_code == 422
    assert lead.post(f"{item}cited/", {"cited_in": "Summary"}).status_code == 302
    assert lead.post(f"{item}burnt/").status_code == 404
    assert lead.get(f"{path}0/").status_code == 404
    for number in range(10):
        models.EvidenceItem.objects.create(
            inspection=inspection, title=f"Paper {number}", asked_on=site.TODAY
        )
    with django_assert_max_num_queries(22):
        assert "Summary" in lead.get(path).content.decode()


def test_a_document_without_its_name_is_asked_for_in_a_sentence() -> None:
    inspection = site.inspection()
    lead = site.client_for(site.person(Role.LEAD_INSPECTOR, inspection=inspection))
    sent = {"title": "", "asked_on": "2026-11-02"}
    page = lead.post(f"/inspections/{inspection.code}/evidence/", sent).content.decode()
    assert "Enter what the document is." in page
