"""The page of the distribution list."""

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries, Settings

from corecase.actions import distribution
from corecase.actions.distribution import Entry
from corecase.core.people import Actor, Role
from corecase.core.stages import Stage
from corecase.store.cases import models
from tests import publications, site
from tests.copy_scene import SILENT, UNTIL, added, sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def inspection() -> models.Inspection:
    return site.inspection(Stage.SIGN_OFF)


@pytest.fixture
def lead(inspection: models.Inspection) -> models.Person:
    return site.person(Role.LEAD_INSPECTOR, inspection=inspection)


@pytest.fixture
def by(lead: models.Person) -> Actor:
    return site.actor(lead)


def test_the_page_keeps_the_list(inspection: models.Inspection, lead: models.Person) -> None:
    client, base = site.client_for(lead), f"/inspections/{inspection.code}/publication/copies/"
    assert "Nobody is on the list yet" in client.get(base).content.decode()
    wrong = client.post(base, {"name": "Kept words", "body": "", "email": "no"})
    assert wrong.status_code == 422
    assert "Kept words" in wrong.content.decode()
    typed = {"name": "Reader", "body": "Body", "email": "reader@example.org"}
    assert client.post(base, typed).status_code == 302
    again = client.post(base, typed)
    assert (again.status_code, "on the list already" in again.content.decode()) == (422, True)
    number = models.Recipient.objects.get().pk
    assert client.post(f"{base}{number}/send/").status_code == 422
    publications.released(inspection, UNTIL)
    assert "Send it to the 1 who has no link yet" in client.get(base).content.decode()
    assert "Sent under embargo to 1" in follow(client, f"{base}send/")
    assert "Everybody on the list has a link" in client.get(base).content.decode()
    assert "Sent under embargo." in follow(client, f"{base}{number}/send/")
    latest = models.Dispatch.objects.latest("id")
    assert "Ended the link" in follow(client, f"{base}links/{latest.pk}/revoke/")
    assert "Removed from the list" in follow(client, f"{base}{number}/remove/")
    text = client.get(base).content.decode()
    assert "Formerly on the list" in text
    assert "reader@example.org" in text


def test_the_page_names_to_whom_no_letter_left(
    inspection: models.Inspection, lead: models.Person, settings: Settings
) -> None:
    publications.released(inspection, UNTIL)
    added(inspection, site.actor(lead))
    settings.EMAIL_BACKEND = SILENT
    base = f"/inspections/{inspection.code}/publication/copies/"
    text = follow(site.client_for(lead), f"{base}send/")
    assert "The letter to Invented Minister did not leave" in text
    assert "not sent" in text


def follow(client: Client, path: str) -> str:
    response = client.post(path, follow=True)
    assert response.status_code == 200
    return str(response.content.decode())


def test_the_page_asks_as_often_for_many(
    inspection: models.Inspection,
    by: Actor,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    publications.released(inspection, UNTIL)
    for n in range(12):
        sent(inspection, by, added(inspection, by, Entry(name="R", body="B", email=f"{n}@e.org")))
    with django_assert_max_num_queries(10):
        assert len(distribution.listed(inspection.code, by=by).recipients) == 12
