"""The pages of people: inviting, roles, resetting, ending; for the administrator only."""

import pytest
from django.core import mail
from pytest_django.fixtures import DjangoAssertNumQueries

from corecase.core.people import Role
from corecase.store.cases import models
from tests import site

pytestmark = pytest.mark.django_db


def test_the_list_costs_the_same_however_many_people(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client = site.client_for(site.person(Role.ADMINISTRATOR))
    client.get("/people/")
    for _ in range(20):
        site.person(Role.LEAD_INSPECTOR, inspection=site.inspection())
    with django_assert_max_num_queries(12):
        assert client.get("/people/").status_code == 200


def test_inviting_on_the_page_mails_a_link_that_opens() -> None:
    browser = site.client_for(site.person(Role.ADMINISTRATOR))
    refused = browser.post("/people/invite/", {"name": "", "email": "x", "role": ""})
    assert refused.status_code == 422
    for sentence in ("Enter the name.", "Enter an e-mail address like", "Choose a role."):
        assert sentence in refused.content.decode()
    typed = {"name": "New One", "email": "new@example.org", "role": Role.ASSESSOR.value}
    refused = browser.post("/people/invite/", typed)
    assert "Choose the inspection on which" in refused.content.decode()
    assert 'value="New One"' in refused.content.decode()
    inspection = site.inspection()
    done = browser.post("/people/invite/", {**typed, "inspection": inspection.code})
    assert (done.status_code, done.headers["Location"]) == (302, "/people/")
    listed = browser.get("/people/").content.decode()
    assert "new@example.org" in listed
    assert "&lt;" not in listed
    link = next(word for word in mail.outbox[0].body.split() if "/invitations/" in word)
    assert "http://testserver/invitations/" in link


def test_the_pages_of_a_person_end_roles_reset_and_end_the_account() -> None:
    browser = site.client_for(site.person(Role.ADMINISTRATOR))
    person = site.person(Role.OVERSIGHT, name="Cleo")
    grant = person.grants.get()
    at = f"/people/{person.pk}/"
    assert "Cleo" in browser.get(at).content.decode()
    end = f"{at}roles/{grant.pk}/end/"
    assert "Oversight body" in browser.get(end).content.decode()
    assert browser.get(f"{at}roles/0/end/").status_code == 404
    assert browser.post(end, {"last_day": "soon"}).status_code == 422
    assert browser.post(end, {"last_day": site.TODAY.isoformat()}).status_code == 302
    given = browser.post(f"{at}roles/new/", {"role": Role.CHIEF_INSPECTOR.value})
    assert given.headers["Location"] == at
    assert person.grants.filter(role=Role.CHIEF_INSPECTOR).exists()
    for path in ("second-factor/reset/", "leave/"):
        assert browser.get(at + path).status_code == 200
        assert browser.post(at + path).status_code == 302
    person.refresh_from_db()
    assert (person.is_active, person.sessions_ended) == (False, 2)
    assert "Left" in browser.get(at).content.decode()


def test_an_invitation_is_withdrawn_on_the_list() -> None:
    admin = site.person(Role.ADMINISTRATOR)
    browser = site.client_for(admin)
    models.Invitation.objects.all().delete()
    browser.post(
        "/people/invite/", {"name": "N", "email": "n@example.org", "role": Role.OVERSIGHT.value}
    )
    row = models.Invitation.objects.get()
    assert browser.get(f"/people/invitations/{row.pk}/withdraw/").status_code == 405
    assert browser.post(f"/people/invitations/{row.pk}/withdraw/").status_code == 302
    row.refresh_from_db()
    assert row.withdrawn_at is not None
    assert browser.post(f"/people/invitations/{row.pk}/withdraw/").status_code == 422


@pytest.mark.parametrize(
    "path", ["", "invite/", "1/", "1/roles/new/", "1/roles/1/end/", "1/leave/"]
)
def test_the_pages_of_people_are_not_there_for_anybody_else(path: str) -> None:
    lead = site.person(Role.LEAD_INSPECTOR, inspection=site.inspection())
    assert site.client_for(lead).get(f"/people/{path}").status_code == 404
