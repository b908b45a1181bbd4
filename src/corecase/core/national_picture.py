"""The national picture: services, programmes and regions as printed facts tell of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from types import MappingProxyType
from typing import Final

from corecase.core.fact_conflicts import KeptFact, by_inspection
from corecase.core.fact_records import in_words, slug
from corecase.core.nations import nation_of
from corecase.core.open_facts import OpenFact, open_facts
from corecase.core.periods import written_span
from corecase.core.printed_facts import PrintedFact

NOT_STATED = "not stated"
"""The region of a service of which no source gives one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceTold:
    """A service of which something is printed: its region where a source gives one.

    `slug` is where it is read. `nation` is ENGLAND, WALES or empty; `n_inspections` counts those
    told apart by their source. `latest` is what is printed of the newest of them; None where
    there is none.
    """

    name: str
    slug: str
    region: str
    nation: str
    programmes: tuple[str, ...]
    n_inspections: int
    latest: "InspectionTold | None" = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionTold:
    """What is printed of one inspection of a service, and the sources that print it."""

    programme: str
    kind: str
    inspected: str
    facts: tuple[OpenFact, ...]
    published: str = ""

    @property
    def headlines(self) -> tuple[OpenFact, ...]:
        """Its headlines, ratings and totals."""
        return self._of("headline", "rating", "total")

    @property
    def when(self) -> str:
        """When it was, or else when it was published; empty where neither is printed."""
        return self.inspected or (f"published {self.published}" if self.published else "")

    @property
    def has_grades(self) -> bool:
        """Whether a rating or a total is among its results: no comparison uses one."""
        return bool(self._of("rating", "total"))

    @property
    def others(self) -> tuple[OpenFact, ...]:
        """Everything else, but what is said of other services and what is only for reading."""
        shown = ("section", "criterion", "count", "survey", "finding", "indicator")
        return self._of(*shown)

    @property
    def recommendations(self) -> tuple[OpenFact, ...]:
        """What the service was asked to change."""
        return self._of("recommendation")

    @property
    def sources(self) -> tuple[str, ...]:
        """Where all that is printed, each source once."""
        return tuple(dict.fromkeys(one.fact.source for one in self.facts if one.fact.source))

    def _of(self, *kinds: str) -> tuple[OpenFact, ...]:
        return tuple(one for one in self.facts if one.fact.kind in kinds)


TO_DATE: Final = ("lowest_to_date", "average_to_date", "highest_to_date")
COUNTS_SERVICES: Final = "count:services"
"""What is told of the services inspected so far, and of none by its name."""
NONE_GIVEN: Final[Mapping[str, str]] = MappingProxyType({})


def services(
    facts: Iterable[PrintedFact], addresses: Mapping[str, str] = NONE_GIVEN
) -> tuple[ServiceTold, ...]:
    """The services that facts tell of, by name; figures to date tell of no service.

    Each is read at its address of `addresses`, by name, and at that of its name where none is.
    """
    told = sorted(_of_services(facts), key=lambda fact: fact.service)
    return tuple(
        _service(name, addresses.get(name) or slug(name), tuple(found))
        for name, found in groupby(told, lambda one: one.service)
    )


def _of_services(facts: Iterable[PrintedFact]) -> list[PrintedFact]:
    return [one for one in facts if one.kind not in TO_DATE and one.measure != COUNTS_SERVICES]


def _service(name: str, address: str, facts: Sequence[PrintedFact]) -> ServiceTold:
    region = next((fact.region for fact in facts if fact.region), "")
    results = [fact for fact in facts if fact.kind in ("headline", "rating", "total")]
    return ServiceTold(
        name=name,
        slug=address,
        region=region,
        nation=nation_of(region),
        programmes=tuple(sorted({fact.programme for fact in facts if fact.programme})),
        n_inspections=len(apart := _apart(results)),
        latest=_inspection(max(apart, key=_newest)) if apart else None,
    )


def inspections(facts: Iterable[PrintedFact]) -> tuple[InspectionTold, ...]:
    """What is told of a service's inspections, the latest first; those without a day are last.

    Facts stand together where they can be of one inspection alone, as in the register.
    """
    found = sorted(_apart(_of_services(facts)), key=_newest, reverse=True)
    return tuple(_inspection(rows) for rows in found)


def _inspection(rows: Sequence[PrintedFact]) -> InspectionTold:
    return InspectionTold(
        programme=_first(rows, "programme"),
        kind=_first(rows, "kind_of_inspection"),
        inspected=in_words(_first(rows, "inspected")),
        published=in_words(_first(rows, "published")),
        facts=open_facts(rows),
    )


def _apart(facts: Sequence[PrintedFact]) -> list[list[PrintedFact]]:
    """The facts of a service by inspection, each in the order in which they are told."""
    places: dict[tuple[str, ...], list[int]] = {}
    for number, fact in enumerate(facts):
        place = (fact.programme, fact.kind_of_inspection, fact.inspected, fact.published)
        places.setdefault(place, []).append(number)
    # What one place says is weighed once, without the scope: a criterion is no inspection.
    kept = [
        KeptFact(number=numbers[0], fact=replace(facts[numbers[0]], scope="", as_at=""))
        for numbers in places.values()
    ]
    of_first = {numbers[0]: numbers for numbers in places.values()}
    return [
        [facts[number] for number in sorted(n for one in group for n in of_first[one.number])]
        for group in by_inspection(kept)
    ]


def _first(facts: Sequence[PrintedFact], name: str) -> str:
    return next((said for fact in facts if (said := getattr(fact, name))), "")


def _newest(facts: Sequence[PrintedFact]) -> tuple[int, int]:
    """The day of the inspection, or else of its source, for putting inspections in order."""
    for name in ("inspected", "published"):
        spans = [written_span(getattr(fact, name)) for fact in facts]
        days = [span.last.toordinal() for span in spans if span]
        if days:
            return max(days), len(facts)
    # A day that nobody printed stands last.
    return 0, len(facts)


def by_region(told: Iterable[ServiceTold]) -> tuple[tuple[str, tuple[ServiceTold, ...]], ...]:
    """Services by region in the order of names; those without one stand last."""
    ordered = sorted(told, key=lambda one: (not one.region, one.region, one.name))
    return tuple(
        (region or NOT_STATED, tuple(found))
        for region, found in groupby(ordered, lambda one: one.region)
    )
