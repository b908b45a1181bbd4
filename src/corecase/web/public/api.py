"""The open API, version 1: what is public, for programs. Its schema is OpenAPI 3.1.

A version adds and never takes away; what would break a program becomes another version.
"""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, Final, Literal, TypeVar

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from ninja import NinjaAPI, Query
from pydantic import StringConstraints

from corecase.actions import (
    benchmarks,
    national_picture,
    open_data,
    programme_addresses,
    public_facts,
    published,
    service_addresses,
)
from corecase.actions.benchmarks import AskedOf
from corecase.core.benchmarks import Among
from corecase.core.errors import InputError
from corecase.core.national_picture import ServiceTold
from corecase.core.open_facts import open_facts
from corecase.core.people import NotAllowedError
from corecase.core.public_shares import base_band
from corecase.core.register import Report
from corecase.web.public import api_answers as answers
from corecase.web.public.middleware import PublicRequest

MOST: Final = 500
_Item = TypeVar("_Item")

api = NinjaAPI(
    title="Published inspections",
    version="1",
    description="What is published of inspected services: facts with their sources, reports, "
    "and fair comparisons. Nothing here needs a key; one address gets so many answers "
    "in a minute, and 429 with Retry-After beyond them.",
    urls_namespace="public_api",
    docs_url=None,
    openapi_url="openapi.json",
)

Words = Annotated[str, StringConstraints(max_length=200, pattern=r"^[^\x00]*$")]
Name = Annotated[str, StringConstraints(max_length=200, pattern=r"^[a-z0-9-]*$")]
Offset = Annotated[int, Query(ge=0, le=1_000_000)]
Limit = Annotated[int, Query(ge=1, le=MOST)]
FewReports = Annotated[int, Query(ge=1, le=100)]
TOO_MANY: Final = {429: answers.Fault}
WRONG: Final = {422: answers.WrongRequest, **TOO_MANY}
NOT_THERE: Final = {404: answers.Fault, **WRONG}


@api.exception_handler(NotAllowedError)
def not_there(request: HttpRequest, error: NotAllowedError) -> HttpResponse:
    """It is not there, or not yet."""
    return api.create_response(request, {"detail": str(error)}, status=404)


@api.exception_handler(InputError)
def wrong(request: HttpRequest, error: InputError) -> HttpResponse:
    """What was asked cannot be answered, and what to ask instead."""
    return api.create_response(request, {"detail": str(error)}, status=422)


@api.get("/services", response={200: answers.Services, **WRONG}, tags=["Services"])
def services(
    request: PublicRequest,
    name: Words = "",
    region: Words = "",
    programme: Words = "",
    offset: Offset = 0,
    limit: Limit = 100,
) -> dict[str, Any]:
    """Services of which something is public, by name; those whose name, region, programme fit."""
    told = national_picture.services_told(now=request.now)
    within = _within(programme, {name for one in told for name in one.programmes})
    found = [
        one
        for one in told
        if name.casefold() in one.name.casefold()
        and region in ("", one.region)
        and (not programme or within & set(one.programmes))
    ]
    return _page([_service(one) for one in found], offset, limit)


@api.get("/services/{service}", response={200: answers.Service, **NOT_THERE}, tags=["Services"])
def service(request: PublicRequest, service: Name) -> dict[str, Any]:
    """One service."""
    return _service(national_picture.service(service, now=request.now).told)


@api.get("/programmes", response={200: list[answers.Programme], **TOO_MANY}, tags=["Programmes"])
def programmes(request: PublicRequest) -> list[dict[str, Any]]:
    """Programmes of which something is public, by name."""
    return [
        {"id": one.slug, "name": one.name, "n_services": one.n_services}
        for one in national_picture.programmes(now=request.now)
    ]


@api.get("/facts", response={200: answers.Facts, **WRONG}, tags=["Facts"])
def facts(
    request: PublicRequest,
    service: Name = "",
    kind: Words = "",
    programme: Words = "",
    as_at: date | None = None,
    offset: Offset = 0,
    limit: Limit = 100,
) -> dict[str, Any]:
    """Published facts: of a service, a kind, a programme, or those known by a day."""
    every = public_facts.facts(now=request.now, as_at=as_at)
    addresses = service_addresses.of(fact.service for fact in every)
    within = _within(programme, {fact.programme for fact in every})
    found = [
        one
        for one in open_facts(every)
        if service in ("", addresses[one.fact.service])
        and kind in ("", one.fact.kind)
        and (not programme or one.fact.programme in within)
    ]
    page = _page(found, offset, limit)
    names = [column.name for column in open_data.FACTS]
    rows = (open_data.fact_row(one, addresses) for one in page["items"])
    return {**page, "items": [dict(zip(names, row, strict=True)) for row in rows]}


@api.get("/reports", response={200: answers.Reports, **WRONG}, tags=["Reports"])
def reports(request: PublicRequest, offset: Offset = 0, limit: FewReports = 25) -> dict[str, Any]:
    """Published reports, the newest first."""
    found, total = published.part(offset, limit, now=request.now)
    items = [_report(request, one) for one in found]
    return {"items": items, "total": total, "offset": offset, "limit": limit}


@api.get("/reports/{report}", response={200: answers.Report, **NOT_THERE}, tags=["Reports"])
def report(request: PublicRequest, report: Name) -> dict[str, Any]:
    """One published report, in the version that stands."""
    return _report(request, published.one(report, now=request.now))


@api.get("/benchmark", response={200: answers.Benchmark, **NOT_THERE}, tags=["Benchmark"])
def benchmark(
    request: PublicRequest,
    service: Name,
    among: Literal["REGION", "NATION", "FAMILY", "PROGRAMME"] = "PROGRAMME",
    family: Annotated[list[Name], Query(max_length=20)] = [],  # noqa: B006 read and never changed
    programme: Name = "",
    as_at: date | None = None,
    assume_cases: Annotated[int | None, Query(ge=1, le=1000)] = None,
    n_services: Annotated[int | None, Query(ge=2, le=9999)] = None,
) -> dict[str, Any]:
    """A service among others as at a day, today where none is given."""
    asked = AskedOf(
        service=service,
        programme=programme,
        among=Among(among),
        family=tuple(family),
        as_at=as_at or timezone.localdate(request.now),
        assumed_cases=assume_cases,
        n_services=n_services,
    )
    shown = benchmarks.shown(asked, now=request.now)
    return {
        "title": shown.title,
        "figures": shown.table.records,
        "sentences": [
            {"sentence": one.text, "chance": one.chance or None, "may_be_said": one.may_be_said}
            for one in shown.sentences
        ],
        "rests_on": list(shown.assumptions),
        "left_out": [{"service": name, "reason": reason} for name, reason in shown.left_out],
        "limits": list(shown.limits),
    }


def _within(programme: str, names: set[str]) -> set[str]:
    """The programme that is asked for by its name or its address; none where there is no such."""
    addresses = programme_addresses.of(names)
    asked = programme_addresses.asked(programme, addresses)
    return {name for name in names if addresses.get(name) == asked}


def _page(found: Sequence[_Item], offset: int, limit: int) -> dict[str, Any]:
    items = list(found[offset : offset + limit])
    return {"items": items, "total": len(found), "offset": offset, "limit": limit}


def _service(one: ServiceTold) -> dict[str, Any]:
    return {
        "id": one.slug,
        "name": one.name,
        "region": one.region or None,
        "nation": one.nation or None,
        "programmes": list(one.programmes),
        "n_inspections": one.n_inspections,
    }


def _report(request: HttpRequest, one: Report) -> dict[str, Any]:
    at, current = request.build_absolute_uri, one.current
    return {
        "id": one.code,
        "service": one.service,
        "programme": one.programme,
        "region": one.region or None,
        "published_on": one.published_on.isoformat(),
        "is_reinspection": one.is_reinspection,
        "version": current.number,
        "address": at(reverse("public_report", args=[one.code])),
        "headlines": [
            {
                "id": headline.id,
                "label": headline.label,
                "percent": public_facts.percent(headline.figure, headline.n_cases),
                "base": base_band(headline.figure.out_of),
                "band": headline.band or None,
            }
            for headline in current.headlines
        ],
        "files": [
            {
                "name": file.name,
                "sha256": file.sha256,
                "address": at(reverse("public_file", args=[one.code, current.number, file.name])),
            }
            for file in current.files
        ],
    }
