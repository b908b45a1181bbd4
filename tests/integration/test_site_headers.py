"""HD-1: every response carries the headers of goal S7, whatever its status and its maker."""

import re
from collections.abc import Iterator
from uuid import UUID

import pytest
from django.http import FileResponse, HttpRequest, HttpResponse
from django.test import Client
from django.urls import URLResolver, get_resolver, path
from pytest_django.fixtures import Settings

from corecase.config import urls
from tests import site

pytestmark = pytest.mark.django_db

EXPECTED = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
POLICY = {
    "default-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "style-src 'self'",
    "connect-src 'self'",
    "font-src 'self'",
}
BLANK = re.compile(r"<(?:(\w+):)?\w+>")
SAMPLES = {"int": "1", "uuid": str(UUID(int=1))}
RESET = "/accounts/password/reset/key/1-a/"
"""The one route that is written as a regular expression."""
STATIC = "/static/corecase/corecase.css"


def addresses(found: URLResolver, before: str = "/") -> Iterator[str]:
    """An address of every route, its blanks filled with something that is not there."""
    for pattern in found.url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern, route)
        else:
            filled = BLANK.sub(lambda blank: SAMPLES.get(blank[1], "a"), route)
            yield RESET if "(?P" in filled else filled


ADDRESSES = sorted({*addresses(get_resolver()), STATIC, "/nowhere/"})


def check(response: HttpResponse) -> None:
    """Fails with the header that is missing."""
    if isinstance(response, FileResponse):
        for close in response._resource_closers:  # `close()` would end the test's transaction
            close()
    for name, value in EXPECTED.items():
        assert response.headers.get(name) == value, name
    directives = {part.strip() for part in response.headers["Content-Security-Policy"].split(";")}
    assert directives >= POLICY
    assert "unsafe" not in response.headers["Content-Security-Policy"]
    assert "Access-Control-Allow-Origin" not in response.headers


def is_kept_by_nobody(response: HttpResponse) -> bool:
    return response.headers["Cache-Control"] == "no-store"


def test_the_routes_are_there_to_be_walked() -> None:
    assert len(ADDRESSES) > 40
    assert not [address for address in ADDRESSES if "<" in address]


@pytest.mark.parametrize("method", ["get", "post", "delete"])
def test_a_stranger_gets_the_headers_everywhere(method: str) -> None:
    client = Client(enforce_csrf_checks=True)
    for address in ADDRESSES:
        response = getattr(client, method)(address)
        check(response)
        assert is_kept_by_nobody(response) or address == STATIC


def test_somebody_signed_in_gets_the_headers_everywhere() -> None:
    client = site.client_for(site.person())
    statuses = set()
    for address in ADDRESSES:
        if "logout" not in address:
            response = client.get(address)
            check(response)
            assert is_kept_by_nobody(response) or address == STATIC
            statuses.add(response.status_code)
    assert {200, 404, 405} <= statuses


def test_a_fault_has_the_headers(settings: Settings) -> None:
    def fails(request: HttpRequest) -> HttpResponse:
        raise RuntimeError(request.path)

    class WithAFault:
        urlpatterns = (*urls.urlpatterns, path("fault/", fails))
        handler500 = urls.handler500

    settings.ROOT_URLCONF = WithAFault
    response = Client(raise_request_exception=False).get("/fault/")
    assert response.status_code == 500
    check(response)
    assert is_kept_by_nobody(response)


@pytest.mark.parametrize("https", [False, True], ids=["http", "https"])
def test_another_host_is_refused_with_the_headers(settings: Settings, https: bool) -> None:
    settings.SECURE_SSL_REDIRECT = https
    response = Client().get("/", headers={"Host": "elsewhere.example.org"})
    assert response.status_code == 400
    check(response)


def test_a_body_that_is_too_large_is_refused_with_the_headers(settings: Settings) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10
    client = site.client_for(site.person())
    response = client.post("/accounts/login/", {"login": "x" * 100})
    check(response)


def test_by_https_browsers_stay_with_https(settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT, settings.SECURE_HSTS_SECONDS = True, 31_536_000
    plain = Client().get("/")
    assert (plain.status_code, plain.headers["Location"]) == (301, "https://testserver/")
    check(plain)
    response = Client().get("/", secure=True)
    check(response)
    assert response.headers["Strict-Transport-Security"].startswith("max-age=31536000")


def test_cookies_are_out_of_reach_of_scripts_and_other_sites() -> None:
    response = Client().get("/accounts/login/")
    for cookie in response.cookies.values():
        assert cookie["httponly"], cookie.key
        assert cookie["samesite"] in {"Lax", "Strict"}
        assert cookie["path"] == "/"
        assert not cookie["domain"]
