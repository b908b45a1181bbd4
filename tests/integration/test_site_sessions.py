"""Sessions: new at every sign-in, over after a while, and dead when they should be."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from corecase.actions import people
from corecase.core.people import Role
from corecase.store.cases import models
from tests import site
from tests.sign_in import CODE, LOGIN, code_of, signed_in, tries

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def limits_are_fresh() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


# AU-5: sessions.


def test_signing_in_makes_a_new_session_and_an_old_one_knows_nothing() -> None:
    person = site.person()
    secret = site.second_factor(person)
    browser = Client()
    tries(person.email, by=browser)
    before = browser.cookies["session"].value
    browser.post(CODE, {"code": code_of(secret)})
    assert browser.cookies["session"].value != before
    thief = Client()
    thief.cookies["session"] = before
    assert thief.get("/").headers["Location"].startswith(LOGIN)


@pytest.mark.parametrize(
    ("noted", "away", "stays"),
    [
        ("seen_at", timedelta(minutes=14), True),
        ("seen_at", timedelta(minutes=16), False),
        ("began_at", timedelta(hours=11), True),
        ("began_at", timedelta(hours=12, minutes=1), False),
    ],
)
def test_a_session_ends_after_a_while_alone_and_after_a_day(
    noted: str, away: timedelta, stays: bool
) -> None:
    browser = signed_in(site.person())
    token = browser.cookies["session"].value
    session = browser.session
    session[noted] = (timezone.now() - away).isoformat()
    session.save()
    assert (browser.get("/").status_code == 200) is stays
    again = Client()
    again.cookies["session"] = token
    assert (again.get("/").status_code == 200) is stays


def test_staying_signed_in_counts_from_the_button() -> None:
    browser = signed_in(site.person())
    session = browser.session
    session["seen_at"] = (timezone.now() - timedelta(minutes=14)).isoformat()
    session.save()
    assert "15 minutes" in browser.get("/accounts/session/").content.decode()
    assert browser.post("/accounts/session/", HTTP_ACCEPT="application/json").status_code == 204
    seen = timezone.datetime.fromisoformat(browser.session["seen_at"])  # type: ignore[attr-defined]
    assert timezone.now() - seen < timedelta(seconds=20)
    assert browser.post("/accounts/session/").status_code == 302
    assert Client().post("/accounts/session/").status_code == 401


def test_a_session_is_dead_after_signing_out_and_its_pages_are_kept_nowhere() -> None:
    browser = signed_in(site.person())
    assert browser.get("/").headers["Cache-Control"] == "no-store"
    token = browser.cookies["session"].value
    assert "Sign out" in browser.get("/accounts/logout/").content.decode()
    browser.post("/accounts/logout/")
    thief = Client()
    thief.cookies["session"] = token
    assert thief.get("/").headers["Location"].startswith(LOGIN)


@pytest.mark.parametrize("how", ["disabled", "left", "reset", "sessions", "password"])
def test_every_other_session_dies_within_one_request(how: str) -> None:
    person = site.person()
    mine, other = signed_in(person), site.client_for(person)
    assert other.get("/").status_code == 200
    administrator = site.somebody(Role.ADMINISTRATOR)
    now = timezone.now()
    if how == "disabled":
        models.Person.objects.filter(pk=person.pk).update(is_active=False)
    elif how == "left":
        people.leave(person.pk, by=administrator, now=now)
    elif how == "reset":
        people.reset_second_factor(person.pk, by=administrator, now=now)
    elif how == "sessions":
        assert mine.post("/account/sessions/end/").status_code == 302
    else:
        new = "a quite different password"
        sent = {"oldpassword": site.PASSWORD, "password1": new, "password2": new}
        assert mine.post("/accounts/password/change/", sent).status_code == 302
    assert other.get("/").headers["Location"].startswith(LOGIN)
    assert (mine.get("/").status_code == 200) is (how == "password")


def test_whoever_left_does_not_come_in_again() -> None:
    person = site.person()
    browser = signed_in(person)
    assert browser.get("/account/leave/").status_code == 200
    done = browser.post("/account/leave/", follow=True)
    assert "You left Corecase" in done.content.decode()
    other = Client()
    sent = {"login": person.email, "password": site.PASSWORD}
    assert "ended" in other.post(LOGIN, sent, follow=True).content.decode()
    assert other.get("/").status_code == 302
