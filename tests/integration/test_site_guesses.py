"""Guessing at passwords, locking out, and finding out who is known."""

import re
from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt
from django.core import mail
from django.core.cache import cache
from django.test import Client, RequestFactory
from pytest_django.fixtures import Settings

from corecase.store.cases import models
from corecase.web import guesses
from tests import site
from tests.sign_in import LOGIN, TOO_MANY, reset_password, signed_in, tries

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def limits_are_fresh() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


# AU-1: guessing.


def test_one_account_at_one_address_takes_five_guesses() -> None:
    person = site.person()
    statuses = [tries(person.email, "wrong") for _ in range(7)]
    assert statuses == [200] * 4 + [TOO_MANY] * 3
    assert tries(person.email) == TOO_MANY
    assert tries(person.email.upper()) == TOO_MANY


def test_one_account_from_many_addresses_takes_ten_guesses() -> None:
    person = site.person()
    for number in range(10):
        tries(person.email, "wrong", at=f"192.0.2.{number + 1}")
    assert tries(person.email, "wrong", at="192.0.2.200") == TOO_MANY
    assert tries(person.email, at="192.0.2.201") == TOO_MANY
    assert tries(site.person().email, at="192.0.2.201") == 302


def test_many_accounts_from_one_address_take_a_hundred_guesses(settings: Settings) -> None:
    quick = "django.contrib.auth.hashers.MD5PasswordHasher"
    settings.PASSWORD_HASHERS = [quick, *settings.PASSWORD_HASHERS]
    statuses = [tries(f"nobody{number}@example.org", "wrong") for number in range(101)]
    assert statuses.count(200) == 99
    assert tries(site.person().email) == TOO_MANY
    assert tries(site.person().email, at="192.0.2.2") == 302


@pytest.mark.parametrize(
    ("proxies", "forwarded", "believed"),
    [
        (0, "203.0.113.9", "192.0.2.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "198.51.100.7, 203.0.113.9", "203.0.113.9"),
        (2, "198.51.100.7, 203.0.113.9, 192.0.2.8", "203.0.113.9"),
        (2, "203.0.113.9", "192.0.2.1"),
        (1, "no address", "127.0.0.1"),
        (1, "", "127.0.0.1"),
    ],
)
def test_of_what_was_forwarded_only_our_own_proxies_are_believed(
    proxies: int, forwarded: str, believed: str, settings: Settings
) -> None:
    settings.PROXIES = proxies
    request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR=forwarded)
    assert guesses.address(request) == believed


def test_an_invented_forwarding_header_makes_no_new_client() -> None:
    person = site.person()
    typed = {"login": person.email, "password": "wrong"}
    statuses = []
    for number in range(6):
        header = {"HTTP_X_FORWARDED_FOR": f"203.0.113.{number}"}
        statuses.append(Client().post(LOGIN, typed, **header).status_code)
    assert statuses[-2:] == [TOO_MANY, TOO_MANY]


def test_the_page_of_a_lock_out_says_what_to_do() -> None:
    for _ in range(5):
        last = Client().post(LOGIN, {"login": "a@example.org", "password": "wrong"})
    assert last.status_code == TOO_MANY
    text = last.content.decode()
    for sentence in ("Too many attempts", "wait an hour", "passkey", "new password by e-mail"):
        assert sentence in text


# AU-2: nobody locks out somebody else.


def test_a_stranger_who_goes_on_failing_does_not_lock_the_owner_out() -> None:
    person = site.person()
    for _ in range(60):
        tries(person.email, "wrong", at="203.0.113.1")
    # From the fifth on nothing is counted any more, so that a thousand would change nothing.
    assert AccessAttempt.objects.get().failures_since_start == 5
    signed_in(person, at="192.0.2.7")


def test_many_strangers_do_not_lock_the_owner_out_of_the_usual_address() -> None:
    person = site.person()
    signed_in(person, at="192.0.2.7")
    Authenticator.objects.all().delete()
    for number in range(12):
        tries(person.email, "wrong", at=f"203.0.113.{number + 1}")
    assert tries(person.email, at="192.0.2.8") == TOO_MANY
    signed_in(person, at="192.0.2.7")


def test_a_new_password_by_mail_lifts_the_lock() -> None:
    person = site.person()
    for _ in range(5):
        tries(person.email, "wrong")
    assert tries(person.email) == TOO_MANY
    reset_password(person, "a quite different password")
    assert tries(person.email, "a quite different password") == 302


# Enumeration: what is known looks as what is not.


def stripped(text: str) -> str:
    """A page without what differs at every request."""
    return re.sub(r'(nonce|value)="[^"]*"', "", text)


def test_signing_in_says_the_same_of_known_and_unknown_addresses() -> None:
    person = site.person()
    gone = site.person()
    models.Person.objects.filter(pk=gone.pk).update(is_active=False)
    pages = [
        Client().post(LOGIN, {"login": email, "password": "wrong"})
        for email in (person.email, gone.email, "nobody@example.org")
    ]
    assert len({stripped(page.content.decode()) for page in pages}) == 1
    assert {page.status_code for page in pages} == {200}
    assert "The e-mail address or the password is not right" in pages[0].content.decode()


def test_resetting_says_the_same_and_mails_nobody_unknown() -> None:
    person = site.person()
    pages = []
    for email in (person.email, "nobody@example.org"):
        response = Client().post("/accounts/password/reset/", {"email": email}, follow=True)
        pages.append(stripped(response.content.decode()))
    assert pages[0] == pages[1]
    assert [letter.to for letter in mail.outbox] == [[person.email]]


def test_an_invented_invitation_says_the_same_as_a_used_one() -> None:
    response = Client().get("/invitations/invented/")
    assert response.status_code == 404
    assert "no longer valid" in response.content.decode()
