"""Views of the public reading view: the list, a report and its files."""

from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from corecase.actions import codes_of_practice, published, service_addresses
from corecase.web import rendered_files
from corecase.web.listing_choices import asked_of, without_page
from corecase.web.public.middleware import PublicRequest

FOR_EVER: Final = "public, max-age=31536000, immutable"


@require_safe
def listed(request: PublicRequest) -> HttpResponse:
    """The published reports, by programme, region and year."""
    asked = asked_of(request.GET)
    found = published.listed(asked, now=request.now)
    context = {"found": found, "same": without_page(asked)}
    return render(request, "public/listed.html", context)


@require_safe
def report(request: PublicRequest, code: str) -> HttpResponse:
    """A published report: its versions, headlines and files."""
    found = published.one(code, now=request.now)
    address = service_addresses.of([found.service])[found.service]
    return render(request, "public/report.html", {"report": found, "address": address})


@require_safe
def code_of_practice(request: PublicRequest) -> HttpResponse:
    """What the inspectorate promises, and how anybody comments on its work."""
    found = codes_of_practice.of_site()
    days = [(kind.words, n) for kind, n in found.answer_days.items()]
    return render(request, "public/code_of_practice.html", {"found": found, "days": days})


@require_safe
def file(request: PublicRequest, code: str, number: int, name: str) -> HttpResponse:
    """A file of a version, known by its hash; not sent again to whoever has it already."""
    found, content = published.file(code, number, name, now=request.now)
    called = f"{code}-version-{number}-{name.replace('/', '-')}"
    return _tagged(rendered_files.answer(name, content, called=called), found.sha256)


@require_safe
def file_by_hash(request: PublicRequest, sha256: str, name: str) -> HttpResponse:
    """A file by the hash of its content, which may be kept for ever."""
    found, content = published.file_by_hash(sha256, name, now=request.now)
    response = rendered_files.answer(name, content, called=name.replace("/", "-"))
    response.headers["Cache-Control"] = FOR_EVER
    return _tagged(response, found.sha256)


def _tagged(response: HttpResponse, digest: str) -> HttpResponse:
    response.headers["ETag"] = quote_etag(digest)
    return response
