"""Views of the national picture: services, programmes, regions, open data, and what we promise."""

from datetime import timedelta
from typing import Final

from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from corecase.actions import codes_of_practice, national_picture, open_data, published
from corecase.core import fact_words
from corecase.core.fact_records import in_words
from corecase.core.national_picture import by_region
from corecase.core.people import NotAllowedError
from corecase.web.public import report_metadata
from corecase.web.public.middleware import PublicRequest

WORDS: Final = {
    "measure": fact_words.measure_words,
    "short": fact_words.short_words,
    "printed": fact_words.printed,
    "in_words": in_words,
    "unverified": "The points of grades and the bands of the sum are told by others; they are not "
    "verified in the inspectorate’s own documents.",
}
_VALID_FOR: Final = timedelta(days=180)
LONGEST_NAME: Final = 200
"""So long the name of a service may be in the register."""
TOO_LONG: Final = f"Type at most {LONGEST_NAME} letters of the name; no service has a longer one."


@require_safe
def services(request: PublicRequest) -> HttpResponse:
    """Every service of which something is public, by region; found by a part of its name."""
    typed = request.GET.get("name", "").strip()
    if "\0" in typed:
        raise NotAllowedError("There is no such page.")
    if len(typed) > LONGEST_NAME:
        context: dict[str, object] = {"typed": typed, "fault": TOO_LONG}
        return render(request, "public/services.html", context)
    told = national_picture.services_told(now=request.now)
    found = [one for one in told if typed.casefold() in one.name.casefold()]
    context = {"typed": typed, "regions": by_region(found), "n_services": len(found), **WORDS}
    return render(request, "public/services.html", context)


@require_safe
def service(request: PublicRequest, name: str) -> HttpResponse:
    """What is public of one service."""
    found = national_picture.service(name, now=request.now)
    return render(request, "public/service.html", {"found": found, **WORDS})


@require_safe
def programmes(request: PublicRequest) -> HttpResponse:
    """Every programme of which something is public."""
    found = national_picture.programmes(now=request.now)
    return render(request, "public/programmes.html", {"found": found})


@require_safe
def programme(request: PublicRequest, name: str) -> HttpResponse:
    """A programme: its headlines over the years, its themes, its services."""
    found = national_picture.programme(name, now=request.now)
    context = {"found": found, "regions": by_region(found.services)}
    return render(request, "public/programme.html", context)


@require_safe
def ratings(request: PublicRequest) -> HttpResponse:
    """Every programme that rates: how many services were given each grade, and which services."""
    found = national_picture.ratings(now=request.now)
    return render(request, "public/ratings.html", {"found": found, **WORDS})


@require_safe
def trend(request: PublicRequest, name: str, headline: str) -> HttpResponse:
    """A headline of a programme over the years, as a picture; with `narrow`, for a small screen."""
    narrow = "narrow" in request.GET
    drawn = national_picture.trend_picture(name, headline, narrow=narrow, now=request.now)
    return HttpResponse(drawn, content_type="image/svg+xml")


@require_safe
def data(request: PublicRequest) -> HttpResponse:
    """The tables of the open data, with what each column means."""
    tables = [make(now=request.now) for make in open_data.TABLES.values()]
    context = {"tables": tables, "formats": open_data.FORMATS}
    return render(request, "public/open_data.html", context)


@require_safe
def data_file(request: PublicRequest, name: str, ending: str) -> HttpResponse:
    """A table of the open data, or its dictionary, in a format."""
    table = name.removesuffix("-dictionary")
    made = open_data.table(table, now=request.now)
    content, kind = open_data.written(made.dictionary if table != name else made, ending)
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    return response


@require_safe
def data_metadata(request: PublicRequest) -> HttpResponse:
    """The open data as a catalogue for machines."""
    tables = [make(now=request.now) for make in open_data.TABLES.values()]
    return _json_ld(report_metadata.catalogue(tables, at=request.build_absolute_uri))


@require_safe
def metadata(request: PublicRequest, code: str) -> HttpResponse:
    """A published report for machines: what it is, of whom, in which files."""
    found = published.one(code, now=request.now)
    return _json_ld(report_metadata.report(found, at=request.build_absolute_uri))


@require_safe
def accessibility(request: PublicRequest) -> HttpResponse:
    """What we promise of accessibility, how it was tested, and where to say what fails."""
    return render(request, "public/accessibility.html", {"code": codes_of_practice.of_site()})


@require_safe
def security(request: PublicRequest) -> HttpResponse:
    """Where to report a weakness (RFC 9116). Not there until an administrator says where."""
    contact: str = getattr(settings, "SECURITY_CONTACT", "")
    if not contact:
        raise Http404
    expires = (request.now + _VALID_FOR).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = (
        f"Contact: {contact}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: en",
        f"Canonical: {request.build_absolute_uri(reverse('public_security'))}",
    )
    return HttpResponse("\n".join((*lines, "")), content_type="text/plain; charset=utf-8")


def _json_ld(found: dict[str, object]) -> HttpResponse:
    return JsonResponse(found, content_type="application/ld+json")
