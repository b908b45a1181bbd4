"""One's own account, accepting an invitation, and the pages of signing in."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import DjangoAssertNumQueries

from corecase.actions import directory, people
from corecase.core.event_kinds import EventKind
from corecase.core.people import Role
from corecase.store.cases import models
from tests import site
from tests.sign_in import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def limits_are_fresh() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


# One's own account.


def test_the_account_says_who_i_am_and_declares(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    inspection = site.inspection()
    person = site.person(Role.LEAD_INSPECTOR, inspection=inspection, ends_on=site.TODAY)
    site.grant(person, Role.OVERSIGHT, until=site.TODAY - timedelta(days=9))
    browser = site.client_for(person)
    with django_assert_max_num_queries(14):
        page = browser.get("/account/").content.decode()
    for words in (person.email, "Lead inspector", inspection.service.name, "2 November 2026"):
        assert words in page
    assert "None. A service in which" in page
    refused = browser.post("/account/interests/new/", {"service": "", "reason": ""})
    assert refused.status_code == 422
    assert "Choose the service." in refused.content.decode()
    service = site.service()
    sent = {"service": service.code, "reason": "I worked there."}
    assert browser.post("/account/interests/new/", sent).status_code == 302
    assert service.name in browser.get("/account/").content.decode()
    again = browser.post("/account/interests/new/", sent)
    assert "already" in again.content.decode()


def test_ending_all_sessions_asks_first_and_is_audited() -> None:
    browser = site.client_for(site.person())
    assert "Sign out everywhere" in browser.get("/account/sessions/end/").content.decode()
    browser.post("/account/sessions/end/")
    assert models.Event.objects.get().kind == EventKind.SESSIONS_ENDED


def test_an_invitation_is_accepted_with_a_password_and_leads_to_a_second_factor() -> None:
    administrator = site.client_for(site.person(Role.ADMINISTRATOR))
    sent = {"name": "New", "email": "new@example.org", "role": Role.OVERSIGHT.value}
    administrator.post("/people/invite/", sent)
    link = next(word for word in mail.outbox[0].body.split() if "/invitations/" in word)
    path = link.removeprefix("http://testserver")
    browser = site.client_for(site.person())
    assert "as oversight body" in browser.get(path).content.decode()
    for typed, sentence in (
        ({"password1": "", "password2": ""}, "Enter a password."),
        ({"password1": "short", "password2": "short"}, "too short"),
        ({"password1": site.PASSWORD, "password2": "another"}, "the same password"),
        ({"password1": "new@example.org", "password2": "new@example.org"}, "too similar"),
    ):
        refused = browser.post(path, typed)
        assert (refused.status_code, sentence in refused.content.decode()) == (422, True)
    done = browser.post(path, {"password1": site.PASSWORD, "password2": site.PASSWORD})
    assert done.status_code == 302
    joined = get_user_model().objects.get(email="new@example.org")
    assert browser.session["_auth_user_id"] == str(joined.pk)
    assert browser.get("/").headers["Location"] == "/accounts/second-factor/"
    assert Client().get(path).status_code == 404
    me = people.actor(joined.pk, today=timezone.localdate())
    assert directory.one(joined.pk, by=me).roles[0].role is Role.OVERSIGHT


def test_nobody_signs_up_and_no_other_page_of_the_library_is_there() -> None:
    for path in ("signup/", "email/", "confirm-email/", "3rdparty/", "2fa/trust/"):
        assert Client().get(f"/accounts/{path}").status_code == 404
    assert Client().get("/accounts/password/set/").headers["Location"].endswith("/reset/")


def test_every_page_of_signing_in_renders_with_one_heading_and_no_script_of_its_own() -> None:
    stranger, browser = Client(), signed_in(site.person())
    for client, paths in (
        (stranger, ["login/", "inactive/", "password/reset/", "password/reset/done/"]),
        (stranger, ["password/reset/key/done/", "password/reset/key/1-x/"]),
        (browser, ["logout/", "password/change/", "second-factor/", "2fa/", "2fa/passkeys/"]),
        (browser, ["2fa/passkeys/add/", "2fa/codes/new/", "session/", "reauthenticate/"]),
        (browser, ["2fa/reauthenticate/"]),
    ):
        for path in paths:
            response = client.get(f"/accounts/{path}")
            text = response.content.decode()
            assert (path, response.status_code, text.count("<h1")) == (path, 200, 1)
            assert all(
                "src=" in tag or "nonce=" in tag for tag in re.findall(r"<script[^>]*>", text)
            )
            assert "style=" not in text
