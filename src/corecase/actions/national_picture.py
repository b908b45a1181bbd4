"""The national picture for anybody: what is public of services, programmes and regions."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from corecase.actions import printed_facts, programme_addresses, public_facts, service_addresses
from corecase.core.fact_conflicts import Choice
from corecase.core.fact_records import Recorded, recorded
from corecase.core.fact_words import measure_words, printed
from corecase.core.frameworks import Framework
from corecase.core.headlines_to_date import SaidThen, Year, said_then, trend
from corecase.core.national_picture import (
    InspectionTold,
    ServiceTold,
    inspections,
    services,
)
from corecase.core.open_facts import open_fact
from corecase.core.people import NotAllowedError
from corecase.core.printed_facts import PrintedFact
from corecase.core.published_scores import Record
from corecase.core.rated_services import (
    RatedInspection,
    RatedProgramme,
    rated_inspection,
    rated_services,
)
from corecase.core.service_links import Link, plain
from corecase.core.themes import Asked, Theme, themes
from corecase.documents.benchmark_charts import trend_chart
from corecase.documents.time_plots import TimeChart
from corecase.exchange import frameworks
from corecase.exchange import ratings as rating_frameworks
from corecase.store.public.models import Publication, PublishedScore, PublishedVersion

FRAMEWORKS: Final = ("cci-2009",)
"""The shipped frameworks by which the headlines of other people's facts are named."""
RATES: Final = "yj-2018"
"""The framework by which today's ratings are read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportListed:
    """A published report of a service, with where it is read."""

    code: str
    programme: str
    published_on: date
    is_reinspection: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ServicePage:
    """Everything public about one service; `links` say what it followed, or is run for.

    `rated` are the ratings of its latest inspection that was rated.
    """

    told: ServiceTold
    inspections: tuple[InspectionTold, ...]
    reports: tuple[ReportListed, ...]
    links: tuple[Link, ...]
    conflicts: tuple[str, ...]
    rated: RatedInspection | None

    @property
    def is_invented(self) -> bool:
        """Whether anything that stands here was made up."""
        return any(f.fact.standing == "invented" for one in self.inspections for f in one.facts)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadlineTrend:
    """A headline of a programme: year by year, and what was said then beside what is known."""

    headline: str
    label: str
    years: tuple[Year, ...]
    said_then: tuple[SaidThen, ...]
    chart: TimeChart | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeListed:
    """A programme of which something is public."""

    name: str
    slug: str
    n_services: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammePage:
    """A programme: its services, how its headlines went, what services were asked to change.

    `not_read` are figures that no comparison can use, each with its reason.
    """

    listed: ProgrammeListed
    services: tuple[ServiceTold, ...]
    trends: tuple[HeadlineTrend, ...]
    themes: tuple[Theme, ...]
    not_read: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeRecord:
    """What a benchmark in one programme is made from."""

    programme: str
    read: Recorded
    labels: Mapping[str, str]
    bands_from: Mapping[str, int]
    nations: Mapping[str, str]


def services_told(*, now: datetime) -> tuple[ServiceTold, ...]:
    """Every service of which something is public, by name."""
    return _told(public_facts.facts(now=now))


def _told(facts: Sequence[PrintedFact]) -> tuple[ServiceTold, ...]:
    return services(facts, service_addresses.of(fact.service for fact in facts))


def service(of: str, *, now: datetime) -> ServicePage:
    """The page of a service by its address. NotAllowedError where there is none by now."""
    names = service_addresses.names_at(of, now=now)
    found = [fact for fact in public_facts.facts(now=now) if fact.service == names[0]]
    told = services(found, {names[0]: of})
    if not told:
        raise NotAllowedError("There is no such service.")
    framework, seen = rating_frameworks.load(RATES), inspections(found)
    rated = (rated_inspection(told[0].name, one, framework) for one in seen)
    return ServicePage(
        told=told[0],
        inspections=seen,
        rated=next((one for one in rated if one), None),
        reports=tuple(_reports(names, now)),
        links=tuple(one for name in names for one in printed_facts.links(service=name)),
        conflicts=tuple(
            _differs(one) for one in printed_facts.choices_of(services=names) if one.differs
        ),
    )


def ratings(*, now: datetime) -> tuple[RatedProgramme, ...]:
    """Every programme that rates: its services by name, and how many were given each grade."""
    facts = public_facts.facts(now=now)
    addresses = service_addresses.of(fact.service for fact in facts)
    return rated_services(facts, rating_frameworks.load(RATES), addresses)


def _differs(one: Choice) -> str:
    """What sources differ about, in a sentence."""
    every = [*([one.chosen] if one.chosen else []), *one.beside]
    said = "; ".join(
        f"{printed(open_fact(kept.fact))} ({kept.fact.source}; {kept.fact.standing})"
        for kept in every
    )
    used = f"The first is used: {one.ground.words}" if one.chosen else one.ground.words.capitalize()
    return f"{measure_words(every[0].fact.measure)}: {said}. {used}."


def programmes(*, now: datetime) -> tuple[ProgrammeListed, ...]:
    """Every programme of which something is public, by name."""
    told = services(public_facts.facts(now=now))
    names = sorted({name for one in told for name in one.programmes})
    addresses = programme_addresses.of(names)
    return tuple(
        ProgrammeListed(
            name=name, slug=addresses[name], n_services=sum(name in one.programmes for one in told)
        )
        for name in names
    )


def programme(of: str, *, now: datetime) -> ProgrammePage:
    """The page of a programme by its address. NotAllowedError where there is none by now."""
    every = public_facts.facts(now=now)
    found = record_of(every, of)
    within = [fact for fact in every if fact.programme == found.programme]
    told = _told(within)
    record = found.read.record
    return ProgrammePage(
        listed=ProgrammeListed(name=found.programme, slug=of, n_services=len(told)),
        services=told,
        trends=tuple(_trend(record, headline, label) for headline, label in found.labels.items()),
        themes=themes(_asked(within)),
        not_read=tuple(
            f"{one.fact.service}, {one.fact.measure} ({one.fact.source}): {one.reason}"
            for one in found.read.not_read
        ),
    )


def _trend(record: Record, headline: str, label: str) -> HeadlineTrend:
    years = trend(record, headline)
    # One year has no course to be drawn.
    has_values = sum(bool(year.to_date or year.printed_average is not None) for year in years) > 1
    return HeadlineTrend(
        headline=headline,
        label=label,
        years=years,
        said_then=said_then(record, headline),
        chart=trend_chart(years, label=label, chart_id=f"trend-{headline}") if has_values else None,
    )


def _asked(found: list[PrintedFact]) -> Iterator[Asked]:
    for fact in found:
        if fact.kind == "recommendation":
            yield Asked(service=fact.service, text=fact.said, owner=fact.owner, source=fact.source)


def record_of(every: tuple[PrintedFact, ...], programme: str) -> ProgrammeRecord:
    """The record of a programme by its address, for actions. NotAllowedError where none is."""
    named = {fact.programme for fact in every}
    addresses = programme_addresses.of(named)
    name = next((one for one in named if addresses.get(one) == programme), "")
    if not name:
        raise NotAllowedError("There is no such programme.")
    read = recorded(every, name)
    keys = {score.headline for score in read.record.scores}
    keys |= {context.headline for context in read.record.contexts}
    framework = _framework(keys)
    labels = {one.id: one.title for one in framework.headlines} if framework else {}
    called = dict(PublishedScore.objects.filter(score__in=keys).values_list("score", "label"))
    # What neither a framework nor a report names is called by its identifier.
    own = {key: called.get(key) or key.replace("_", " ").capitalize() for key in sorted(keys)}
    return ProgrammeRecord(
        programme=name,
        read=read,
        labels={key: label for key, label in {**labels, **own, **labels}.items() if key in keys},
        bands_from={band.id: band.from_percent for band in framework.bands} if framework else {},
        nations=_nations(every),
    )


def _framework(keys: set[str]) -> Framework | None:
    for name in FRAMEWORKS:
        found = frameworks.load(name)
        if keys & {one.id for one in found.headlines}:
            return found
    return None


def _nations(every: tuple[PrintedFact, ...]) -> dict[str, str]:
    """The nation of a service where a published report says it, however that writes its name."""
    rows = Publication.objects.exclude(nation="").values_list("service", "nation")
    said = {plain(service): nation for service, nation in rows}
    told = {fact.service: said.get(plain(fact.service), "") for fact in every}
    return {service: nation for service, nation in told.items() if nation}


def _reports(names: tuple[str, ...], now: datetime) -> Iterator[ReportListed]:
    shown = PublishedVersion.objects.filter(published_at__lte=now)
    rows = Publication.objects.filter(service__in=names, pk__in=shown.values("publication_id"))
    for row in rows:
        yield ReportListed(
            code=row.code,
            programme=row.programme,
            published_on=row.published_on,
            is_reinspection=row.is_reinspection,
        )


def trend_picture(of: str, headline: str, *, narrow: bool = False, now: datetime) -> bytes:
    """A headline of a programme year by year as SVG; `narrow` for a small screen.

    NotAllowedError where there is none.
    """
    from corecase.documents import strict_svg

    for one in programme(of, now=now).trends:
        if one.headline == headline and one.chart is not None:
            return strict_svg.svg(one.chart, narrow=narrow)
    raise NotAllowedError("There is no such picture.")
