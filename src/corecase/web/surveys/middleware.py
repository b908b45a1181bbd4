"""Around every request of the survey site: headers that leave nothing behind, errors as pages."""

import logging
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

import corecase
from corecase.core import survey_codes
from corecase.core.people import NotAllowedError
from corecase.web.headers import HEADERS
from corecase.web.surveys.speech import ENGLISH, WELSH

View = Callable[[HttpRequest], HttpResponse]

POLICY: Final = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
"""No page of the survey site runs a script."""

QUIET: Final = {
    **HEADERS,
    "Content-Security-Policy": POLICY,
    # The address of a page holds the code: no other site is told of it, and no machine lists it.
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}
HOUSE: Final = Path(corecase.__file__).parent
_LOG: Final = logging.getLogger("corecase")


def headers(handle: View) -> View:
    """Headers of every response. No page is kept by a browser or by anything on the way."""

    def with_headers(request: HttpRequest) -> HttpResponse:
        response = handle(request)
        for name, value in QUIET.items():
            response.headers[name] = value
        if not request.path_info.startswith(settings.STATIC_URL):
            response.headers["Cache-Control"] = "no-store"
        return response

    return with_headers


class Errors:
    """A code that cannot be used becomes one page, whatever the reason."""

    def __init__(self, handle: View) -> None:
        self._handle = handle

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The response of the view; no address of ours holds a NUL, which no database reads."""
        if "\0" in request.path_info:
            return unusable(request)
        return self._handle(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The page for what is not there; another error is Django's to catch."""
        if isinstance(error, NotAllowedError | Http404):
            return unusable(request, error)
        return None


def unusable(
    request: HttpRequest,
    exception: Exception | None = None,  # noqa: ARG001 Django passes it
) -> HttpResponse:
    """A code that is used, over or wrong, and any other address: the same page, the same words.

    The code itself stands in the page, so that one wrong letter is not 26 to type again.
    """
    tried = survey_codes.read(request.path_info.strip("/").partition("/")[0])
    return page(request, "unusable", status=404, typed=survey_codes.printed(tried))


def too_many(request: HttpRequest) -> HttpResponse:
    """More codes that do not work than people mistype."""
    return page(request, "wait", status=429)


def refused(
    request: HttpRequest,
    exception: Exception | None = None,  # noqa: ARG001 Django passes it
) -> HttpResponse:
    """What no page of ours sends: far too much, or not as a form sends it."""
    return page(request, "fault", status=400)


def fault(request: HttpRequest) -> HttpResponse:
    """A fault of ours: a page that says so, and a line in the log with its kind and place."""
    error = sys.exc_info()[1]
    frames = traceback.extract_tb(error.__traceback__) if error else []
    ours = [frame for frame in frames if HOUSE in Path(frame.filename).parents]
    place = f"{Path(ours[-1].filename).relative_to(HOUSE)}:{ours[-1].lineno}" if ours else "-"
    _LOG.error("A survey page failed: %s at %s.", type(error).__name__, place)
    return page(request, "fault", status=500)


def page(
    request: HttpRequest, template: str, *, status: int = 200, **known: object
) -> HttpResponse:
    """A page in English and, where nobody has chosen yet, in Welsh beside it."""
    context = {"speech": ENGLISH, **known}
    return render(request, f"surveys/{template}.html", context, status=status)


def everywhere(
    request: HttpRequest,  # noqa: ARG001 Django passes it
) -> dict[str, object]:
    """What every survey page knows: Welsh, and the notice of a demonstration."""
    return {"demo": settings.DEMO, "welsh": WELSH}
