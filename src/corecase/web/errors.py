"""Pages for what goes wrong. Nothing typed is thrown away by any of them."""

import logging
import sys
import traceback
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.backends.utils import csrf_input
from django.template.loader import get_template

import corecase
from corecase.core.errors import InputError

NEVER_SHOWN: Final = ("password", "token", "credential")
"""What the name of a field that is never shown holds; `code` is one too."""

HOUSE: Final = Path(corecase.__file__).parent
_LOG: Final = logging.getLogger("corecase")


def not_found(
    request: HttpRequest,
    exception: Exception | None = None,  # noqa: ARG001 Django passes it
) -> HttpResponse:
    """It is not there, or not for this person: the two look the same."""
    return render(request, "errors/not_found.html", status=404)


def refused(request: HttpRequest, error: InputError) -> HttpResponse:
    """A sentence that says what to do, with what was typed."""
    context = {"error": error, "typed": typed(request)}
    return render(request, "errors/refused.html", context, status=422)


def not_saved(request: HttpRequest) -> HttpResponse:
    """The database refused; what was typed stands on the page, to be sent again."""
    return _whatever_happens(request, "errors/not_saved.html", status=503)


def signed_out(request: HttpRequest) -> HttpResponse:
    """The session ended before a form was sent: sign in elsewhere, then send it again."""
    return render(request, "errors/signed_out.html", {"typed": typed(request)}, status=401)


def stale_form(
    request: HttpRequest,
    reason: str = "",  # noqa: ARG001 Django passes it
) -> HttpResponse:
    """The form was older than the session: it is shown again, ready to be sent."""
    return render(request, "errors/stale_form.html", {"typed": typed(request)}, status=403)


def fault(request: HttpRequest) -> HttpResponse:
    """A fault of ours; or the database was away before a view was reached."""
    if isinstance(sys.exc_info()[1], DatabaseError):
        return not_saved(request)
    return _whatever_happens(request, "errors/fault.html", status=500)


def _whatever_happens(request: HttpRequest, template: str, *, status: int) -> HttpResponse:
    """A page with what was typed, without who reads it where the database cannot say."""
    noted(request)
    try:
        return render(request, template, {"typed": typed(request)}, status=status)
    except DatabaseError:
        context = {
            "typed": typed(request),
            "demo": settings.DEMO,
            "nonce": getattr(request, "csp_nonce", ""),
            "csrf_input": csrf_input(request),
        }
        return HttpResponse(get_template(template).render(context), status=status)


def typed(request: HttpRequest) -> list[tuple[str, str]]:
    """What a form carried, field by field, save passwords and codes."""
    if request.method != "POST":
        return []
    return [
        (name, value)
        for name, values in request.POST.lists()
        if not _is_secret(name)
        for value in values
    ]


def noted(request: HttpRequest) -> None:
    """A line in the log for the error at hand: its kind and its place in our code.

    Never its message, the address or the form: each may hold what somebody typed.
    """
    error = sys.exc_info()[1]
    frames = traceback.extract_tb(error.__traceback__) if error else []
    ours = [frame for frame in frames if HOUSE in Path(frame.filename).parents]
    place = f"{Path(ours[-1].filename).relative_to(HOUSE)}:{ours[-1].lineno}" if ours else "-"
    route = request.resolver_match.view_name if request.resolver_match else "-"
    _LOG.error("A page failed: %s at %s, page %s.", type(error).__name__, place, route)


def _is_secret(name: str) -> bool:
    return name == "code" or any(word in name.lower() for word in NEVER_SHOWN)
