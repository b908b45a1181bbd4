"""Around every request: headers, who it is, how long they were away, and errors as sentences."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth import logout
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.utils import timezone

from corecase.actions import people
from corecase.core.errors import InputError
from corecase.core.people import Actor, NotAllowedError
from corecase.web import errors as pages
from corecase.web import second_factors
from corecase.web.headers import HEADERS

SIGN_IN_PAGES = "/accounts/"
BACKGROUND = "X-Corecase-Background"
"""A header of requests that a page makes by itself: they do not keep a session alive."""
METHODS = ("GET", "HEAD", "POST")
View = Callable[[HttpRequest], HttpResponse]


class StaffRequest(HttpRequest):
    """A request of somebody signed in: `actor` may do things, `now` is the time of doing them."""

    actor: Actor
    now: datetime


def headers(handle: View) -> View:
    """Headers of every response; what may be about a case is never kept by a browser."""

    def with_headers(request: HttpRequest) -> HttpResponse:
        response = handle(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if response.status_code >= 400 or not request.path.startswith(settings.STATIC_URL):
            response.headers["Cache-Control"] = "no-store"
        return response

    return with_headers


def methods(handle: View) -> View:
    """Pages are read and forms are sent; every other method is refused before it meets a view.

    The sign-in library's views take a PUT for a POST.
    """

    def with_method(request: HttpRequest) -> HttpResponse:
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        return handle(request)

    return with_method


def somebody(handle: View) -> View:
    """Sets `now` and, for somebody signed in, `actor`; ends a session that is over.

    Somebody without a second factor is nobody yet: every page leads to setting one up, save
    those about signing in.
    """

    def with_actor(request: HttpRequest) -> HttpResponse:
        request.now = timezone.now()  # type: ignore[attr-defined]  # see StaffRequest
        if request.user.is_authenticated and _is_over(request):
            logout(request)
        if request.user.is_authenticated:
            if second_factors.is_missing(request):
                if request.path.startswith(SIGN_IN_PAGES):
                    return handle(request)
                return redirect("account_second_factor")
            request.actor = people.actor(  # type: ignore[attr-defined]  # see StaffRequest
                request.user.pk, today=timezone.localdate()
            )
        return handle(request)

    return with_actor


class Errors:
    """Errors become pages: not there, not saved, or a sentence about what was typed."""

    def __init__(self, handle: View) -> None:
        self._handle = handle

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The response of the view; no address of ours holds a NUL, which no database reads."""
        if "\0" in request.path_info:
            return pages.not_found(request)
        return self._handle(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The page for an error that a view let through."""
        if isinstance(error, NotAllowedError | Http404):
            return pages.not_found(request, error)
        if isinstance(error, InputError):
            return pages.refused(request, error)
        if isinstance(error, DatabaseError):
            return pages.not_saved(request)
        return None


def _is_over(request: HttpRequest) -> bool:
    """Whether a session is too old, or had no request for too long; else notes this request."""
    now = timezone.now()
    began = _noted(request, "began_at")
    if began and now - began > timedelta(hours=settings.SESSION_HOURS):
        return True
    if not began:
        request.session["began_at"] = now.isoformat()
    seen = _noted(request, "seen_at")
    if seen and now - seen > timedelta(minutes=settings.IDLE_MINUTES):
        return True
    if BACKGROUND in request.headers:
        return False
    # Written at most once a minute: a page read is not a write to the database each time.
    if not seen or now - seen > timedelta(minutes=1):
        request.session["seen_at"] = now.isoformat()
    return False


def _noted(request: HttpRequest, name: str) -> datetime | None:
    noted = request.session.get(name)
    return datetime.fromisoformat(noted) if noted else None
