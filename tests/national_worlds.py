"""Invented countries for the engines: services, mergers, corrections, re-inspections, answers."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

from corecase.core.frameworks import Framework
from corecase.core.national_data import Merger, PublishedVersion, Service
from corecase.core.national_questions import (
    Counting,
    Grouping,
    Mergers,
    NationalQuestion,
    Reinspections,
)
from corecase.engines import dataset_writing
from corecase.engines.dataset import Dataset
from corecase.engines.dataset_writing import Content
from tests import builders
from tests.builders import item

FIRST, LAST, STEP = date(2009, 3, 1), date(2012, 9, 30), 15
PLACES = (
    *(("North East", "ENGLAND"), ("North West", "ENGLAND"), ("London", "ENGLAND")),
    *(("", "ENGLAND"), ("South Wales", "WALES"), ("", "WALES")),
)
NOW = datetime(2012, 10, 1, 6, tzinfo=UTC)


def frameworks() -> tuple[Framework, Framework]:
    """The tiny framework, with an item in two headlines, and a copy with other items."""
    both = item("E", "1.2", headlines=("safety", "harm"), also_reported_in=("T-2.1", "T-1.1"))
    headlines = (
        *builders.framework().headlines,
        builders.Headline(id="harm", title="Harm"),
        builders.Headline(id="nothing", title="A headline that no item is tagged with"),
    )
    first = builders.framework(
        items=(*builders.ITEMS, both), headlines=headlines, recommendations=()
    )
    moved = tuple(replace(one, headlines=("harm",)) for one in first.items if one.id == "T-D")
    kept = tuple(one for one in first.items if one.id not in ("T-D", "T-C"))
    second = builders.framework(
        items=(*kept, *moved, item("F", "1.1")), headlines=headlines, recommendations=()
    )
    return first, second


@dataclass(frozen=True, kw_only=True)
class Country:
    """What was invented, and the frameworks by their numbers."""

    content: Content
    frameworks: Mapping[int, Framework]

    def written(self, parent: Path) -> Dataset:
        """The snapshot of it."""
        return dataset_writing.write(parent, self.content, as_at=NOW, source="0" * 64)


def country(seed: int, *, n_services: int = 16) -> Country:
    """A country from a seed, with some of everything that a question can turn on."""
    chance = Random(seed)
    used = frameworks()
    services = [
        Service(code=f"service-{n}", name=f'Service "{n}",\nnew', region=region, nation=nation)
        for n in range(n_services)
        for region, nation in [PLACES[n % len(PLACES)]]
    ]
    versions, n_keys = [], 0
    for service in services[:-1]:  # the last was never inspected
        for code, again in _inspections(service, chance):
            on = _day(chance)
            stood = [
                on,
                *sorted(
                    on + timedelta(chance.choice((0, STEP, 27 * STEP)))
                    for _ in range(chance.randint(0, 2))
                ),
            ]
            framework = chance.choice((0, 0, 1))
            programme = chance.choice(("alpha", "alpha", "alpha", "beta"))
            for number, (since, until) in enumerate(zip(stood, [*stood[1:], None], strict=True), 1):
                versions.append(
                    PublishedVersion(
                        key=n_keys,
                        inspection=code,
                        service=service.code,
                        programme=programme,
                        framework=framework,
                        number=number,
                        published_on=on,
                        known_from=since,
                        known_until=until,
                        is_reinspection=again,
                    )
                )
                n_keys += 1
    items = tuple(dict.fromkeys(one.id for framework in used for one in framework.items))
    cases, judgements = _judged(versions, used, items, chance)
    return Country(
        content=Content(
            services=tuple(services),
            mergers=_mergers(services, chance),
            versions=tuple(versions),
            frameworks=tuple((f"framework {n}", one) for n, one in enumerate(used)),
            items=items,
            cases=cases,
            judgements=judgements,
        ),
        frameworks=dict(enumerate(used)),
    )


def _inspections(service: Service, chance: Random) -> list[tuple[str, bool]]:
    n = chance.choice((0, 1, 1, 1, 2, 3))
    return [
        (f"{service.code}-{n}", place > 0 and chance.random() < 0.7)
        for place in range(n)
        for n in [place]
    ]


def _mergers(services: list[Service], chance: Random) -> tuple[Merger, ...]:
    """A chain of three, two into one, a service split between two, the days in any order."""
    pairs = ((3, 0), (6, 3), (6, 1), (7, 2), (10, 4), (11, 4))
    return tuple(
        Merger(service=services[heir].code, predecessor=services[gone].code, merged_on=_day(chance))
        for heir, gone in pairs
    )


def _judged(
    versions: list[PublishedVersion],
    used: tuple[Framework, ...],
    items: tuple[str, ...],
    chance: Random,
) -> tuple[dict[str, list[object]], dict[str, list[object]]]:
    numbers = {one: n for n, one in enumerate(items)}
    cases: list[tuple[object, ...]] = []
    judgements: list[tuple[object, ...]] = []
    for version in versions:
        applies = chance.choice((1, 1, 0))  # somewhere nothing applies at all
        for case in range(chance.randint(1, 5)):
            known = (chance.choice(("CUSTODY", "COMMUNITY", "")), chance.choice(("FEMALE", "MALE")))
            group = chance.choice(("UNDER_15", "15_TO_17", "18_AND_OVER", ""))
            cases.append((version.key, 100 * version.key + case, *known, group))
            for one in used[version.framework].items:
                answer = (
                    chance.choice((1, 1, 0, 0, -1, None)) if applies else chance.choice((-1, None))
                )
                if answer is not None:
                    judgements.append(
                        (version.key, 100 * version.key + case, numbers[one.id], answer)
                    )
    chance.shuffle(judgements)
    return _columns("version case sentence sex age_group", cases), _columns(
        "version case item answer", judgements
    )


def _columns(names: str, rows: list[tuple[object, ...]]) -> dict[str, list[object]]:
    return {name: [row[at] for row in rows] for at, name in enumerate(names.split())}


def _day(chance: Random) -> date:
    """A day of few, so that one is often that of a report, a merger and a question at once."""
    return FIRST + timedelta(STEP * chance.randint(0, (LAST - FIRST).days // STEP))


SCORES = (
    *("criteria", "sections", "headlines", "items", "items:T-1.1", "items:T-2.1"),
    *("T-1.1", "T-2", "safety", "harm", "nothing", "T-D", "T-E", "T-F"),
)


def questions(seed: int, n: int) -> list[NationalQuestion]:
    """As many questions from a seed, of every kind."""
    chance = Random(seed)
    return [_question(chance) for _ in range(n)]


def _question(chance: Random) -> NationalQuestion:
    by = tuple(chance.sample(list(Grouping), chance.choice((0, 1, 1, 2, 3))))
    first, last = sorted((_day(chance), _day(chance)))
    region, nation = chance.choice(PLACES)
    return NationalQuestion(
        programme=chance.choice(("alpha", "alpha", "alpha", "beta", "gamma")),
        scores=tuple(chance.sample(SCORES, chance.choice((1, 1, 2, 3)))),
        as_at=chance.choice((_day(chance), LAST)),
        by=by,
        published_from=chance.choice((None, None, first)),
        published_until=chance.choice((None, None, last)),
        counting=chance.choice(list(Counting)),
        reinspections=chance.choice(list(Reinspections)),
        mergers=chance.choice(list(Mergers)),
        region=chance.choice(("", "", region)),
        nation=chance.choice(("", "", "", nation)),
        services=tuple(
            f"service-{chance.randint(0, 15)}" for _ in range(chance.choice((0, 0, 0, 6)))
        ),
        counts_cases=any(one.is_below_service for one in by) or chance.random() < 0.7,
    )
