"""Views of the public reading view: the list, a report, its files, the feed and the site map."""

from typing import Final

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from corecase.actions import codes_of_practice, published
from corecase.core.register import Report
from corecase.web import rendered_files
from corecase.web.listing_choices import asked_of, without_page
from corecase.web.public.middleware import PublicRequest

FOR_EVER: Final = "public, max-age=31536000, immutable"
ATOM: Final = "application/atom+xml; charset=utf-8"
XML: Final = "application/xml; charset=utf-8"


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
    return render(request, "public/report.html", {"report": found})


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


@require_safe
def feed(request: PublicRequest) -> HttpResponse:
    """The reports published or corrected last, as an Atom feed."""
    at = request.build_absolute_uri
    atom = Atom1Feed(
        title="Published inspections",
        link=at(reverse("public_list")),
        description="Inspection reports as they are published.",
        feed_url=at(reverse("public_feed")),
        language=settings.LANGUAGE_CODE,
    )
    for one in published.newest(now=request.now):
        where = at(reverse("public_report", args=[one.code]))
        atom.add_item(
            title=_title(one),
            link=where,
            description=one.synthetic or f"{one.programme}, version {one.current.number}.",
            unique_id=f"{where}#version-{one.current.number}",
            pubdate=one.versions[-1].published_at,
            updateddate=one.current.published_at,
        )
    return HttpResponse(atom.writeString("utf-8"), content_type=ATOM)


@require_safe
def site_map(request: PublicRequest) -> HttpResponse:
    """The address of each published report, for machines that look for pages."""
    at = request.build_absolute_uri
    found = [
        (at(reverse("public_report", args=[code])), changed_at.isoformat())
        for code, changed_at in published.addresses(now=request.now)
    ]
    context = {"first": at(reverse("public_list")), "found": found}
    return render(request, "public/sitemap.xml", context, content_type=XML)


def _title(one: Report) -> str:
    kind = "re-inspection" if one.is_reinspection else "inspection"
    corrected = ", corrected" if one.superseded else ""
    return f"{one.service}: {kind}{corrected}"


def _tagged(response: HttpResponse, digest: str) -> HttpResponse:
    response.headers["ETag"] = quote_etag(digest)
    return response
