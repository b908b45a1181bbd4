"""Open data for anybody: the tables of the public site, with what each column means."""

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Final

from corecase.actions import (
    national_picture,
    programme_addresses,
    public_facts,
    service_addresses,
)
from corecase.actions.kept_addresses import Names
from corecase.core.figures import Figure
from corecase.core.open_facts import FEWEST_PERSONS, OpenFact, open_facts
from corecase.core.people import NotAllowedError
from corecase.core.printed_facts import PrintedFact
from corecase.core.public_shares import base_band
from corecase.exchange.open_data import WRITERS, Cell, Column, OpenTable
from corecase.store.public.models import PublishedScore

NOTES: Final = (
    "A figure stands here as its source prints it; its standing says how well it is known.",
    "Counts of persons from 1 to 9 are withheld, and surveys unless over 30 are known to answer.",
    "With a withheld answer of a survey a second is withheld; the sources print both.",
    "Bases of our own reports are published as bands; the reports print them.",
    "No service is put in order, and there is no overall score.",
)
FORMATS: Final = tuple(WRITERS)


def _columns(*told: tuple[str, str, str]) -> tuple[Column, ...]:
    return tuple(Column(name=name, kind=kind, meaning=meaning) for name, kind, meaning in told)


FACTS: Final = _columns(
    ("service", "text", "The service, or whose paper prints a figure to date."),
    ("service_id", "text", "The service in addresses."),
    ("measure", "text", "What it is: its kind, a colon, which one of it."),
    ("value", "number", "The figure as printed; a percentage as 60; empty for words alone."),
    ("most", "number", "The upper end where the words leave a range open."),
    ("out_of", "whole", "The base, where one is printed and may be given."),
    ("unit", "text", "The unit as printed."),
    ("said", "text", "What is said in words: a band, a rating, a date, a recommendation."),
    ("programme", "text", "The programme of inspections."),
    ("region", "text", "The region, where a source gives it."),
    ("kind_of_inspection", "text", "first or re-inspection, where that is told."),
    ("inspected", "text", "When the service was inspected, as the source writes it."),
    ("published", "text", "The day, month or year by which the fact was known."),
    ("scope", "text", "Of a figure to date: which services stand behind it, as printed."),
    ("scope_understood", "text", "The same as we understand it, where that differs."),
    ("n_services", "whole", "How many services stand behind a figure to date, where printed."),
    ("owner", "text", "Who is responsible for a recommendation."),
    ("standing", "text", "verified, attributed, unverified or invented."),
    ("source", "text", "Where it is printed."),
    ("withheld", "text", "Why its figures are not given; empty where they are."),
    ("cases", "whole", "How many cases were assessed, where that is printed; from 10 on."),
)

SERVICES: Final = _columns(
    ("service", "text", "The name of the service."),
    ("service_id", "text", "The service in addresses."),
    ("region", "text", "The region, where a source gives it."),
    ("nation", "text", "ENGLAND or WALES, where the region tells it."),
    ("programmes", "text", "The programmes that inspected it, with semicolons between."),
    ("n_inspections", "whole", "How many inspections have a published result here."),
)

SCORES: Final = _columns(
    ("report", "text", "The report in addresses."),
    ("service", "text", "The service."),
    ("programme", "text", "The programme of inspections."),
    ("region", "text", "The region, where it has one."),
    ("published_on", "text", "The day of publication, as year-month-day."),
    ("is_reinspection", "whole", "1 for a re-inspection, else 0."),
    ("version", "whole", "The version of the report that stands."),
    ("headline", "text", "The headline by its identifier."),
    ("label", "text", "The headline in words."),
    ("percent", "whole", "The score in percent; empty where its base is too small."),
    ("base", "text", "The number of judgements behind it, as a band."),
    ("band", "text", "The band, where the programme has bands."),
    ("standing", "text", "verified, or invented for a report of invented data."),
)


def facts(*, now: datetime) -> OpenTable:
    """Every public fact, a row each."""
    found = public_facts.facts(now=now)
    addresses = service_addresses.of(fact.service for fact in found)
    return OpenTable(
        name="facts",
        title="Published facts on inspected services",
        columns=FACTS,
        rows=tuple(fact_row(one, addresses) for one in open_facts(found)),
        notes=NOTES,
    )


def fact_row(one: OpenFact, addresses: Mapping[str, str]) -> tuple[Cell, ...]:
    """A fact as a row of the open data; `addresses` say where each service is read."""
    fact: PrintedFact = one.fact
    return (
        fact.service,
        addresses[fact.service],
        fact.measure,
        one.value,
        one.most,
        one.out_of,
        fact.unit or None,
        one.said or None,
        fact.programme or None,
        fact.region or None,
        fact.kind_of_inspection or None,
        fact.inspected or None,
        fact.published or None,
        fact.scope or None,
        fact.scope_understood or None,
        fact.services,
        fact.owner or None,
        fact.standing,
        fact.source or None,
        one.withheld or None,
        fact.cases if (fact.cases or 0) >= FEWEST_PERSONS else None,
    )


def services(*, now: datetime) -> OpenTable:
    """Every service of which something is public."""
    return OpenTable(
        name="services",
        title="Inspected services",
        columns=SERVICES,
        rows=tuple(
            (
                one.name,
                one.slug,
                one.region or None,
                one.nation or None,
                "; ".join(one.programmes) or None,
                one.n_inspections,
            )
            for one in national_picture.services_told(now=now)
        ),
        notes=NOTES,
    )


def scores(*, now: datetime) -> OpenTable:
    """The headlines of each published report in the version that stands."""
    rows = (
        PublishedScore.objects.filter(version__in=public_facts.standing(now))
        .select_related("version__publication")
        .order_by("version__publication__service", "version__publication__code", "position")
    )
    names = service_addresses.names(now=now), programme_addresses.names(now=now)
    return OpenTable(
        name="scores",
        title="Headlines of published reports",
        columns=SCORES,
        rows=tuple(_score_row(row, *names) for row in rows),
        notes=NOTES,
    )


def _score_row(row: PublishedScore, services: Names, programmes: Names) -> tuple[Cell, ...]:
    publication = row.version.publication
    return (
        publication.code,
        services.of(publication.service),
        programmes.of(publication.programme),
        publication.region or None,
        publication.published_on.isoformat(),
        int(publication.is_reinspection),
        row.version.number,
        row.score,
        row.label,
        public_facts.percent(Figure(count=row.count, out_of=row.out_of), row.n_cases),
        base_band(row.out_of),
        row.band or None,
        "invented" if publication.synthetic else "verified",
    )


TABLES: Final[Mapping[str, Callable[..., OpenTable]]] = MappingProxyType(
    {"facts": facts, "services": services, "scores": scores}
)
"""Each table of the open data by its name."""


def table(name: str, *, now: datetime) -> OpenTable:
    """A table by its name. NotAllowedError where there is none."""
    if name not in TABLES:
        raise NotAllowedError("There is no such table.")
    return TABLES[name](now=now)


def written(made: OpenTable, ending: str) -> tuple[bytes, str]:
    """A table in a format by its ending, and its media type. NotAllowedError for another."""
    if ending not in WRITERS:
        raise NotAllowedError("There is no such format.")
    writer, kind = WRITERS[ending]
    return writer(made), kind
