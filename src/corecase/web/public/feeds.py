"""What is new for machines that look for it: Atom feeds and the site map."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from corecase.actions import national_picture, public_facts, published, service_addresses
from corecase.core.register import Report
from corecase.web.days import day
from corecase.web.public.middleware import PublicRequest

ATOM: Final = "application/atom+xml; charset=utf-8"
XML: Final = "application/xml; charset=utf-8"
_NOT_IN_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""What a printed fact may hold and no XML: one such letter would take a whole feed away."""
_ROOMS: Final = (
    *("public_list", "public_services", "public_programmes", "public_ratings", "public_compare"),
    *("public_data", "public_code_of_practice", "public_accessibility"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """One thing that is new: where it is read, when it came, and when it last changed."""

    id: str
    title: str
    words: str
    link: str
    published_at: datetime
    changed_at: datetime


@require_safe
def reports(request: PublicRequest) -> HttpResponse:
    """The reports published or corrected last."""
    found = _reports(request, published.newest(now=request.now))
    said = "Inspection reports as they are published."
    return _feed(request, "public_feed", "public_list", ("Published inspections", said), found)


@require_safe
def sources(request: PublicRequest) -> HttpResponse:
    """The sources whose facts were taken last."""
    page = request.build_absolute_uri(reverse("public_data"))
    found = (
        _Entry(
            id=f"{page}#{one.id}",
            title=one.source,
            words=one.words,
            link=page,
            published_at=one.taken_at,
            changed_at=one.taken_at,
        )
        for one in public_facts.newest_sources(now=request.now)
    )
    said = "Sources as their facts are taken into the open data."
    return _feed(request, "public_data_feed", "public_data", ("Published facts", said), found)


@require_safe
def news(request: PublicRequest) -> HttpResponse:
    """Everything that became public last: reports, and the facts of a service on a day."""
    found = [
        *_reports(request, published.newest(now=request.now)),
        *_facts(request, public_facts.newest_days(now=request.now)),
    ]
    said = "Reports as they are published, and facts by service as they are made public."
    return _feed(request, "public_news", "public_list", ("News of inspections", said), found)


@require_safe
def service(request: PublicRequest, name: str) -> HttpResponse:
    """What became public last of one service."""
    names = service_addresses.names_at(name, now=request.now)
    found = [*_facts(request, public_facts.newest_days(now=request.now, services=names))]
    for one in names:
        found += _reports(request, published.newest(now=request.now, service=one))
    said = f"Reports on {names[0]} and facts about it as they are made public."
    return _feed(request, "public_service_feed", "public_service", (names[0], said), found, name)


@require_safe
def site_map(request: PublicRequest) -> HttpResponse:
    """Every page, for machines that look for pages; a report with when it last changed."""
    at = request.build_absolute_uri
    found = [(at(reverse(name)), "") for name in _ROOMS]
    found += [
        (at(reverse("public_report", args=[code])), changed_at.isoformat())
        for code, changed_at in published.addresses(now=request.now)
    ]
    found += [
        (at(reverse("public_service", args=[one.slug])), "")
        for one in national_picture.services_told(now=request.now)
    ]
    found += [
        (at(reverse("public_programme", args=[one.slug])), "")
        for one in national_picture.programmes(now=request.now)
    ]
    return render(request, "public/sitemap.xml", {"found": found}, content_type=XML)


def _reports(request: PublicRequest, found: Iterable[Report]) -> Iterator[_Entry]:
    for one in found:
        where = request.build_absolute_uri(reverse("public_report", args=[one.code]))
        kind = "re-inspection" if one.is_reinspection else "inspection"
        corrected = ", corrected" if one.superseded else ""
        yield _Entry(
            id=f"{where}#version-{one.current.number}",
            title=f"{one.service}: {kind}{corrected}",
            words=one.synthetic or f"{one.programme}, version {one.current.number}.",
            link=where,
            published_at=one.versions[-1].published_at,
            changed_at=one.current.published_at,
        )


def _facts(request: PublicRequest, found: Iterable[public_facts.DayOfFacts]) -> Iterator[_Entry]:
    days = tuple(found)
    addresses = service_addresses.of(one.service for one in days)
    for one in days:
        page = reverse("public_service", args=[addresses[one.service]])
        where = request.build_absolute_uri(page)
        yield _Entry(
            id=f"{where}#facts-{one.day.isoformat()}",
            title=f"{one.service}: facts made public on {day(one.day)}",
            words=one.words,
            link=where,
            published_at=one.first_at,
            changed_at=one.last_at,
        )


def _feed(
    request: PublicRequest,
    own: str,
    page: str,
    told: tuple[str, str],
    found: Iterable[_Entry],
    *arguments: str,
) -> HttpResponse:
    """An Atom feed of entries, what changed last first; `told` are its title and what it is."""
    at, (title, description) = request.build_absolute_uri, told
    atom = Atom1Feed(
        title=_NOT_IN_XML.sub(" ", title),
        link=at(reverse(page, args=arguments)),
        description=_NOT_IN_XML.sub(" ", description),
        feed_url=at(reverse(own, args=arguments)),
        language=settings.LANGUAGE_CODE,
    )
    newest = sorted(found, key=lambda one: one.changed_at, reverse=True)
    for one in newest[: public_facts.IN_A_FEED]:
        atom.add_item(
            title=_NOT_IN_XML.sub(" ", one.title),
            link=one.link,
            description=_NOT_IN_XML.sub(" ", one.words),
            unique_id=one.id,
            pubdate=one.published_at,
            updateddate=one.changed_at,
        )
    return HttpResponse(atom.writeString("utf-8"), content_type=ATOM)
