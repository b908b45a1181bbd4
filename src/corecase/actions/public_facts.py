"""Every fact that is public, for anybody: of the register of facts, and of published reports.

Two roads lead here, and each has two people on it: a report that was signed off and released,
and a printed fact that one person took into the register and another released.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any, Final

from django.db.models import Case, CharField, Count, F, Max, Min, QuerySet, Value, When
from django.db.models.functions import TruncDate
from django.utils import timezone

from corecase.actions import printed_facts, programme_addresses, service_addresses
from corecase.actions.kept_addresses import Names
from corecase.core.fact_conflicts import in_use, of_one_thing
from corecase.core.figures import Figure
from corecase.core.printed_facts import PrintedFact
from corecase.core.public_shares import LEAST_JUDGEMENTS
from corecase.core.service_links import plain
from corecase.store.public.models import PublishedVersion, TakenMoment, TakenSource

IN_A_FEED: Final = 50
_FEWEST_CASES: Final = 5


def facts(
    *, now: datetime, as_at: date | None = None, differing: bool = False
) -> tuple[PrintedFact, ...]:
    """Every public fact, or those known by a day: of the register, and of published reports.

    What others print of a report that is published here gives way to the report. A service or
    programme that is written in several ways has one name, so that it is one in every list. With
    `differing`, percentages of a headline that sources differ about as well, which otherwise are
    none: a comparison has to say that they differ.
    """
    services = service_addresses.names(now=now)
    programmes = programme_addresses.names(now=now)
    own: dict[tuple[str, str], list[PrintedFact]] = {}
    for fact in _named(_of_reports(now, as_at), services, programmes):
        own.setdefault((fact.service, fact.measure), []).append(fact)
    used = in_use(printed_facts.choices_of(as_at=as_at), differing=differing)
    told = (
        fact
        for fact in _named(used, services, programmes)
        if not any(of_one_thing(fact, mine) for mine in own.get((fact.service, fact.measure), ()))
    )
    return (*told, *(fact for found in own.values() for fact in found))


def _named(
    facts: Iterable[PrintedFact], services: Names, programmes: Names
) -> Iterator[PrintedFact]:
    for fact in facts:
        service, programme = services.of(fact.service), programmes.of(fact.programme)
        if (service, programme) == (fact.service, fact.programme):
            yield fact
        else:
            yield replace(fact, service=service, programme=programme)


def standing(now: datetime, as_at: date | None = None) -> list[PublishedVersion]:
    """The version of each published report that stands, or stood at the end of a day.

    For actions only, by service.
    """
    rows = (
        PublishedVersion.objects.filter(published_at__lte=now)
        .select_related("publication")
        .prefetch_related("scores", "recommendations")
        .order_by("publication__service", "publication__code", "number")
    )
    found: dict[int, PublishedVersion] = {}
    for row in rows:
        if as_at is None or timezone.localdate(row.published_at) <= as_at:
            found[row.publication_id] = row
    return list(found.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceTaken:
    """A source of public facts: how many, on how many services, and when the last became so."""

    source: str
    n_facts: int
    n_services: int
    taken_at: datetime

    @property
    def id(self) -> str:
        """The same for the same source, however many of its facts are taken later."""
        return f"source-{sha256(self.source.encode()).hexdigest()[:16]}"

    @property
    def words(self) -> str:
        """`"12 facts on 3 services."`."""
        facts, services = self.n_facts, self.n_services
        return f"{facts} fact{'s' * (facts != 1)} on {services} service{'s' * (services != 1)}."


def newest_sources(*, now: datetime) -> tuple[SourceTaken, ...]:
    """The sources whose facts became public last, for a feed, the newest first."""
    rows = TakenSource.objects.filter(taken_at__lte=now)[:IN_A_FEED]
    told = TakenMoment.objects.filter(source__in=[row.source for row in rows]).order_by()
    # In capitals or with other spaces it is the same service.
    services = {(source, plain(name)) for source, name in told.values_list("source", "service")}
    counted = Counter(source for source, _ in services)
    return tuple(
        SourceTaken(
            source=row.source,
            n_facts=row.n_facts,
            n_services=counted[row.source],
            taken_at=row.taken_at,
        )
        for row in rows
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class DayOfFacts:
    """The facts on a service that became public on a day: how many, of how many sources, when."""

    day: date
    service: str
    n_facts: int
    n_sources: int
    first_at: datetime
    last_at: datetime

    @property
    def words(self) -> str:
        """`"12 facts of 2 sources."`."""
        facts, sources = self.n_facts, self.n_sources
        return f"{facts} fact{'s' * (facts != 1)} of {sources} source{'s' * (sources != 1)}."


def newest_days(*, now: datetime, services: Collection[str] = ()) -> tuple[DayOfFacts, ...]:
    """The facts that became public last, by service and day, the newest first.

    Of one service alone where `services` are the ways in which its name is written.
    """
    rows = TakenMoment.objects.filter(taken_at__lte=now)
    if services:
        rows = rows.filter(service__in=services)
    found = (
        rows.annotate(day=TruncDate("taken_at"), called=_one_name(rows, now))
        .values("day", "called")
        .annotate(
            n_facts=Count("pk"),
            n_sources=Count("source", distinct=True),
            first_at=Min("taken_at"),
            last_at=Max("taken_at"),
        )
        .order_by("-last_at", "called")
    )
    return tuple(
        DayOfFacts(
            day=row["day"],
            service=row["called"],
            n_facts=row["n_facts"],
            n_sources=row["n_sources"],
            first_at=row["first_at"],
            last_at=row["last_at"],
        )
        for row in found[:IN_A_FEED]
    )


def _one_name(rows: QuerySet[TakenMoment], now: datetime) -> Case:
    """The name of a row's service for the database; few are written in several ways."""
    names = service_addresses.names(now=now)
    ways = rows.order_by().values_list("service", flat=True).distinct()
    named = ((way, names.of(way)) for way in ways)
    return Case(
        *(When(service=way, then=Value(name)) for way, name in named if way != name),
        default=F("service"),
        output_field=CharField(),
    )


def percent(figure: Figure, n_cases: int | None) -> int | None:
    """The percentage of a headline; None on so few cases or judgements that none is given."""
    few_cases = n_cases is not None and n_cases < _FEWEST_CASES
    return None if few_cases or figure.out_of < LEAST_JUDGEMENTS else figure.percent


def _of_reports(now: datetime, as_at: date | None) -> Iterator[PrintedFact]:
    """The headlines and recommendations of each published report, in the version that stands."""
    for row in standing(now, as_at):
        yield from _facts(row)


def _facts(row: PublishedVersion) -> Iterator[PrintedFact]:
    """What a version tells; of a letter without either, that it is published."""
    publication = row.publication
    told: dict[str, Any] = {
        "service": publication.service,
        "programme": publication.programme,
        "region": publication.region,
        "kind_of_inspection": "re-inspection" if publication.is_reinspection else "first",
        "published": publication.published_on.isoformat(),
        "standing": "invented" if publication.synthetic else "verified",
        "source": f"Report on {publication.service}, {publication.code}, version {row.number}",
    }
    found = (*_headlines(row, told), *_recommendations(row, told))
    yield from found
    if not found:
        yield PrintedFact(measure="text:report", said=publication.code, **told)


def _headlines(row: PublishedVersion, told: dict[str, Any]) -> Iterator[PrintedFact]:
    for score in row.scores.all():
        figure = Figure(count=score.count, out_of=score.out_of)
        share = percent(figure, score.n_cases)
        if share is not None:
            yield PrintedFact(
                measure=f"headline:{score.score}",
                value=Decimal(share),
                said=score.band,
                cases=score.n_cases,
                unit="%",
                **told,
            )


def _recommendations(row: PublishedVersion, told: dict[str, Any]) -> Iterator[PrintedFact]:
    for asked in row.recommendations.all():
        yield PrintedFact(
            measure=f"recommendation:{asked.position}",
            said=asked.text,
            owner="; ".join(asked.owners),
            **told,
        )
