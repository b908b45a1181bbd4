"""The second factor: everybody has one, and nothing goes round it."""

import re
from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client
from pytest_django.fixtures import Settings

from corecase.core.people import Role
from corecase.store.cases import models
from corecase.web import second_factors
from tests import site
from tests.sign_in import CODE, LOGIN, code_of, reset_password, signed_in, tries

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def limits_are_fresh() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


# AU-4: the second factor.


def test_everybody_is_led_to_a_second_factor_before_anything_else() -> None:
    person = site.person(Role.ADMINISTRATOR)
    browser = Client()
    assert tries(person.email, by=browser) == 302
    for path in ("/", "/people/", "/account/", "/nothing-here"):
        assert browser.get(path).headers["Location"] == "/accounts/second-factor/"
    assert browser.post("/people/invite/").status_code == 302
    chosen = browser.get("/accounts/second-factor/").content.decode()
    assert "Set up a passkey" in chosen
    assert "People" not in re.sub(r"<title>.*?</title>", "", chosen)


def test_demonstration_people_need_none_and_only_in_demo_mode(settings: Settings) -> None:
    person = site.person(Role.CHIEF_INSPECTOR)
    models.Person.objects.filter(pk=person.pk).update(is_demonstration=True)
    browser = Client()
    assert browser.post("/accounts/demonstration/", {"person": person.pk}).status_code == 404
    browser.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert browser.get("/").status_code == 302
    settings.DEMO = True
    assert browser.get("/").status_code == 200
    other = Client()
    assert person.name in other.get(LOGIN).content.decode()
    stranger = site.person()
    assert other.post("/accounts/demonstration/", {"person": stranger.pk}).status_code == 404
    assert other.post("/accounts/demonstration/", {"person": person.pk}).status_code == 302
    assert other.get("/").status_code == 200


def test_a_password_alone_does_not_come_in() -> None:
    person = site.person()
    site.second_factor(person)
    browser = Client()
    assert (
        browser.post(LOGIN, {"login": person.email, "password": site.PASSWORD})
        .headers["Location"]
        .startswith(CODE)
    )
    assert browser.get("/").headers["Location"].startswith(LOGIN)
    page = browser.post(CODE, {"code": "000000"}).content.decode()
    assert "This code is not right" in page


@pytest.mark.parametrize(
    ("seconds", "comes_in"), [(-90, False), (-30, True), (0, True), (90, False)]
)
def test_a_clock_may_be_half_a_minute_off_and_no_more(seconds: int, comes_in: bool) -> None:
    person = site.person()
    secret = site.second_factor(person)
    browser = Client()
    tries(person.email, by=browser)
    response = browser.post(CODE, {"code": code_of(secret, seconds=seconds)})
    assert (response.status_code == 302) is comes_in


def test_a_code_is_good_for_one_use_and_an_earlier_one_for_none_after_it() -> None:
    person = site.person()
    secret = site.second_factor(person)
    code, earlier = code_of(secret), code_of(secret, seconds=-30)
    statuses = []
    for typed in (code, code, earlier):
        browser = Client()
        tries(person.email, by=browser)
        statuses.append(browser.post(CODE, {"code": typed}).status_code)
    assert statuses == [302, 200, 200]
    app = Authenticator.objects.get(user=person)
    assert not second_factors.claim(app, "letters")


def test_the_code_that_set_an_app_up_does_not_sign_in() -> None:
    person = site.person()
    browser = Client()
    tries(person.email, by=browser)
    page = browser.get("/accounts/2fa/app/").content.decode()
    assert 'src="data:image/svg+xml;base64,' in page
    secret = re.search(r'id="secret">(\w+)<', page)[1]  # type: ignore[index]
    assert "not right" in browser.post("/accounts/2fa/app/", {"code": "000000"}).content.decode()
    code = code_of(secret)
    done = browser.post("/accounts/2fa/app/", {"code": code})
    assert done.headers["Location"] == "/accounts/2fa/codes/"
    stored = Authenticator.objects.get(user=person, type=Authenticator.Type.TOTP).data
    assert secret not in str(stored)
    assert browser.get("/").status_code == 200
    other = Client()
    tries(person.email, by=other)
    assert other.post(CODE, {"code": code}).status_code == 200


def test_a_recovery_code_works_once() -> None:
    person = site.person()
    browser = signed_in(person)
    browser.post("/accounts/2fa/codes/new/")
    page = browser.get("/accounts/2fa/codes/").content.decode()
    codes = re.findall(r"<li><code[^>]*>(\d{8})</code>", page)
    assert len(codes) == 10
    assert codes[0] in browser.get("/accounts/2fa/codes/download/").content.decode()
    statuses = []
    for _ in range(2):
        other = Client()
        tries(person.email, by=other)
        statuses.append(other.post(CODE, {"code": codes[0]}).status_code)
    assert statuses == [302, 200]
    assert "9 left" in browser.get("/accounts/2fa/").content.decode()


def test_guesses_at_a_code_are_limited() -> None:
    person = site.person()
    site.second_factor(person)
    browser = Client()
    tries(person.email, by=browser)
    pages = [browser.post(CODE, {"code": "000000"}).content.decode() for _ in range(11)]
    assert "Too many attempts" in pages[-1]


def test_a_reset_does_not_skip_the_second_factor_and_ends_other_sessions() -> None:
    person = site.person()
    elsewhere = signed_in(person)
    browser = reset_password(person, "a quite different password")
    assert browser.get("/").headers["Location"].startswith(LOGIN)
    assert elsewhere.get("/").headers["Location"].startswith(LOGIN)
    other = Client()
    sent = {"login": person.email, "password": "a quite different password"}
    assert other.post(LOGIN, sent).headers["Location"].startswith(CODE)


def test_the_last_second_factor_cannot_be_removed() -> None:
    person = site.person()
    browser = signed_in(person)
    page = browser.get("/accounts/2fa/app/remove/").content.decode()
    assert "only second factor" in page
    assert browser.post("/accounts/2fa/app/remove/").status_code == 200
    key = Authenticator.objects.create(
        user=person, type=Authenticator.Type.WEBAUTHN, data={"name": "Invented", "credential": {}}
    )
    assert browser.post("/accounts/2fa/app/remove/").status_code == 302
    assert "Invented" in browser.get("/accounts/2fa/passkeys/").content.decode()
    remove = f"/accounts/2fa/passkeys/{key.pk}/remove/"
    assert "Remove a passkey" in browser.get(remove).content.decode()
    refused = browser.post(remove, follow=True)
    assert "only second factor" in refused.content.decode()
    site.second_factor(person)
    browser.post(remove)
    assert not Authenticator.objects.filter(pk=key.pk).exists()
