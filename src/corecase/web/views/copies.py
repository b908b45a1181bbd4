"""Views: the page of somebody who was sent a link to a report under embargo. Nobody signs in.

What they answer is kept by no browser, found by no search, and its address told to no other site.
"""

from collections.abc import Callable
from functools import wraps
from typing import Final

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from corecase.actions import copies
from corecase.actions.copies import Copy
from corecase.core.people import NotAllowedError
from corecase.web import copy_guesses, public_addresses, rendered_files
from corecase.web.middleware import StaffRequest

PRIVATE: Final = {
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}
TOO_MANY: Final = 429


def _by_link(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view for the holder of a link, whoever else guesses at links from the same address."""

    @wraps(view)
    def guarded(request: StaffRequest, **of_address: object) -> HttpResponse:
        try:
            response = view(request, **of_address)
        except NotAllowedError:
            if copy_guesses.are_too_many(request):
                return render(request, "distribution/too_many.html", status=TOO_MANY)
            copy_guesses.missed(request)
            raise
        for name, value in PRIVATE.items():
            response.headers[name] = value
        return response

    return guarded


@require_GET
@_by_link
def opened(request: StaffRequest, token: str) -> HttpResponse:
    """The report under embargo; once it is published, the public page of it."""
    found = copies.opened(token, now=request.now)
    if found.is_public and (address := public_addresses.of_report(found.code)):
        return redirect(address)
    files = [(name, rendered_files.words_of(name)) for name in found.files]
    context = {"copy": found, "token": token, "files": files}
    return render(request, "distribution/copy.html", context)


@require_GET
@_by_link
def file(request: StaffRequest, token: str, name: str) -> HttpResponse:
    """A file of the report under embargo."""
    copy, found = copies.file(token, name, now=request.now)
    return rendered_files.answer(found.name, found.content, called=_called(copy, name))


def _called(copy: Copy, name: str) -> str:
    embargo = "" if copy.is_public else "-under-embargo"
    return f"{copy.code}-version-{copy.number}{embargo}-{name.replace('/', '-')}"
