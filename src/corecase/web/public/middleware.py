"""Around every request of the public view: headers, and errors as pages. Nobody signs in."""

import logging
import sys
import traceback
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_cache_control

import corecase
from corecase.core.people import NotAllowedError
from corecase.web.headers import HEADERS

View = Callable[[HttpRequest], HttpResponse]

POLICY: Final = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
"""No page of the public view runs a script."""

API: Final = "/api/"
"""Below it programs read, and are answered with JSON."""
OPEN: Final = (API, "/open-data/")
"""What pages of other sites may read as well."""
HOUSE: Final = Path(corecase.__file__).parent
_LOG: Final = logging.getLogger("corecase")


class PublicRequest(HttpRequest):
    """A request of anybody; `now` is the time up to which things are published."""

    now: datetime


def headers(handle: View) -> View:
    """Headers of every response. Pages are asked for again each time, refusals never kept.

    So nothing between a reader and here shows what is no longer so, or hides what has come. Who
    asks for the head of a page gets its length and no more: the server would log every other.
    """

    def with_headers(request: HttpRequest) -> HttpResponse:
        response = handle(request)
        if request.path_info.startswith(OPEN):
            # Pages of others may read what is made for them; no cookie could come along.
            response.headers.setdefault("Access-Control-Allow-Origin", "*")
            response.headers.setdefault("Cross-Origin-Resource-Policy", "cross-origin")
        for name, value in {**HEADERS, "Content-Security-Policy": POLICY}.items():
            response.headers.setdefault(name, value)
        if response.status_code >= 400:
            response.headers["Cache-Control"] = "no-store"
            response.headers.pop("ETag", None)
        elif "Cache-Control" not in response.headers:
            patch_cache_control(response, no_cache=True)
        if request.method == "HEAD" and not response.streaming:
            response.content = b""
        return response

    return with_headers


def instant(handle: View) -> View:
    """Sets `now`."""

    def with_instant(request: HttpRequest) -> HttpResponse:
        request.now = timezone.now()  # type: ignore[attr-defined]  # see PublicRequest
        return handle(request)

    return with_instant


class Errors:
    """What is not there becomes one page, whatever was asked for."""

    def __init__(self, handle: View) -> None:
        self._handle = handle

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The response of the view; no address of ours holds a NUL, which no database reads."""
        if "\0" in request.path_info:
            return not_found(request)
        return self._handle(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The page for what is not there; another error is Django's to catch."""
        if isinstance(error, NotAllowedError | Http404):
            return not_found(request, error)
        return None


def not_found(
    request: HttpRequest,
    exception: Exception | None = None,  # noqa: ARG001 Django passes it
) -> HttpResponse:
    """It is not there, or not yet: the two look the same."""
    if request.path_info.startswith(API):
        return JsonResponse({"detail": "There is no such page."}, status=404)
    return render(request, "public/not_found.html", status=404)


def fault(request: HttpRequest) -> HttpResponse:
    """A fault of ours: a page that says so, and a line in the log with its kind and place."""
    error = sys.exc_info()[1]
    frames = traceback.extract_tb(error.__traceback__) if error else []
    ours = [frame for frame in frames if HOUSE in Path(frame.filename).parents]
    place = f"{Path(ours[-1].filename).relative_to(HOUSE)}:{ours[-1].lineno}" if ours else "-"
    _LOG.error("A public page failed: %s at %s.", type(error).__name__, place)
    if request.path_info.startswith(API):
        return JsonResponse({"detail": "There is a fault on our side."}, status=500)
    return render(request, "public/fault.html", status=500)


def page(
    request: HttpRequest,
) -> dict[str, object]:
    """What every public page knows: the notice of a demonstration."""
    return {"demo": settings.DEMO, "here": request.path_info}
