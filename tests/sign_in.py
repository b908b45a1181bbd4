"""How the site's tests come in: by password and code, and by a password set by mail."""

import time

import pyotp
from django.core import mail
from django.core.cache import cache
from django.test import Client

from corecase.store.cases import models
from tests import site

LOGIN = "/accounts/login/"
CODE = "/accounts/2fa/authenticate/"
TOO_MANY = 429


def tries(
    email: str, password: str = site.PASSWORD, *, at: str = "192.0.2.1", by: Client | None = None
) -> int:
    """The status of trying to sign in from an address."""
    typed = {"login": email, "password": password}
    cache.clear()  # the library's own limit of requests a minute is not what is tried here
    return (by or Client()).post(LOGIN, typed, REMOTE_ADDR=at).status_code


def code_of(secret: str, *, seconds: int = 0) -> str:
    return pyotp.TOTP(secret).at(time.time() + seconds)


def signed_in(person: models.Person, *, at: str = "192.0.2.1") -> Client:
    """A browser in which somebody came in by password and code."""
    browser = Client()
    secret = site.second_factor(person)
    assert tries(person.email, by=browser, at=at) == 302
    browser.post(CODE, {"code": code_of(secret)}, REMOTE_ADDR=at)
    assert browser.get("/").status_code == 200
    return browser


def reset_password(person: models.Person, password: str) -> Client:
    """Sets a new password by mail, as somebody does who is signed in nowhere."""
    browser = Client()
    browser.post("/accounts/password/reset/", {"email": person.email})
    link = next(word for word in mail.outbox[-1].body.split() if "/key/" in word)
    path = link.removeprefix("http://testserver")
    form = browser.get(path, follow=True)
    assert "Choose a new password" in form.content.decode()
    sent = {"password1": password, "password2": password}
    done = browser.post(form.redirect_chain[-1][0], sent, follow=True)
    assert "Your password is changed" in done.content.decode()
    assert "no longer works" in Client().get(path, follow=True).content.decode()
    return browser
