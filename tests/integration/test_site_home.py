"""The first page: who sees which inspection."""

import pytest
from django.test import Client

from corecase.core.people import Role
from tests import site

pytestmark = pytest.mark.django_db


def test_the_lead_sees_the_inspection_and_another_lead_does_not() -> None:
    inspection = site.inspection()
    lead = site.person(Role.LEAD_INSPECTOR, inspection=inspection)
    other = site.person(Role.LEAD_INSPECTOR, inspection=site.inspection())
    assert inspection.service.name in site.client_for(lead).get("/").content.decode()
    assert inspection.service.name not in site.client_for(other).get("/").content.decode()


def test_nobody_sees_the_inspection_of_their_own_service() -> None:
    inspection = site.inspection()
    lead = site.person(Role.LEAD_INSPECTOR, inspection=inspection, home_service=inspection.service)
    assert inspection.service.name not in site.client_for(lead).get("/").content.decode()


def test_a_stranger_is_led_to_sign_in() -> None:
    response = site.client_for(site.person()).get("/nothing-here")
    assert response.status_code == 404
    assert Client().get("/").headers["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize(
    ("role", "sentence"),
    [
        (Role.ADMINISTRATOR, "you invite people and give them their roles"),
        (Role.PROGRAMME_MANAGER, "you make a programme"),
        (Role.SERVICE_LIAISON, "appears here when it is announced"),
        (Role.COUNCIL_OFFICER, "you write reports to the council’s members"),
        (Role.OVERSIGHT, "Every service’s improvement plan stands on the page"),
        (Role.CHIEF_INSPECTOR, "When somebody gives you a part in one"),
    ],
)
def test_a_page_without_inspections_says_what_will_come(role: Role, sentence: str) -> None:
    service = site.service() if role.is_of_service else None
    page = site.client_for(site.person(role, service=service)).get("/").content.decode()
    assert sentence in " ".join(page.split())


def test_every_page_says_who_is_signed_in() -> None:
    page = site.client_for(site.person(name="Lee Lead (demo)")).get("/").content.decode()
    assert "Lee Lead (demo)" in page
