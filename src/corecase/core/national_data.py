"""What a snapshot holds: published versions with their judgements, services and their mergers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from corecase.core.caseload_fields import FIELD
from corecase.core.errors import InputError
from corecase.core.frameworks import Framework
from corecase.core.judgements import Judgements
from corecase.core.national_questions import Pickable
from corecase.core.scoring import pools

ATTRIBUTES: Final = ("sentence", "sex", "age_group")
"""All that a snapshot says of a case. What is more sensitive, or rarer, is never in one."""

AGE_GROUPS: Final = ((14, "UNDER_15"), (17, "15_TO_17"), (25, "18_AND_OVER"))
"""Age groups at the start of an order, each with its oldest age in years. Our own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A service with its place. The name is the body's, never a person's."""

    code: str
    name: str
    region: str
    nation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Merger:
    """A service that took another one over, on a day."""

    service: str
    predecessor: str
    merged_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedVersion:
    """A version of a published report, with the days from and before which it stood.

    `key` is its number in the snapshot; of two reports of one day on a service the one with the
    higher number is the later. `published_on` is the day of the first version.
    `known_until` is the day of the next version, on which this one no longer stood; None where
    it stands. `framework` is the number of its framework in the snapshot.
    """

    key: int
    inspection: str
    service: str
    programme: str
    framework: int
    number: int
    published_on: date
    known_from: date
    known_until: date | None = None
    is_reinspection: bool = False
    is_synthetic: bool = False

    def stood(self, day: date) -> bool:
        """Whether it was the version that readers saw at the end of a day."""
        return self.known_from <= day and (self.known_until is None or day < self.known_until)


@dataclass(frozen=True, slots=True, kw_only=True)
class National:
    """The whole of a snapshot as values, for the reference engine.

    `judgements` and `attributes` are by the key of a version: of each case its answers, and
    those of `ATTRIBUTES` that are known. Raises InputError where the parts do not fit.
    """

    services: Mapping[str, Service]
    mergers: tuple[Merger, ...]
    versions: tuple[PublishedVersion, ...]
    frameworks: Mapping[int, Framework]
    judgements: Mapping[int, Judgements]
    attributes: Mapping[int, Mapping[str, Mapping[str, str]]]

    def __post_init__(self) -> None:
        for name in ("services", "frameworks", "judgements", "attributes"):
            object.__setattr__(self, name, MappingProxyType(dict(getattr(self, name))))
        check_mergers(self.mergers)
        for version in self.versions:
            if version.service not in self.services:
                raise InputError(f"{version.inspection} is of a service that is not listed.")
            judged = self.judgements.get(version.key)
            if judged is None or not judged.by_case or version.framework not in self.frameworks:
                raise InputError(f"{version.inspection} has no case or no framework; leave it out.")


def check_mergers(mergers: Iterable[Merger]) -> None:
    """Raises InputError where a service would have taken itself over, at any remove."""
    taken = whole_mergers(mergers)
    for start in taken:
        at, seen = start, {start}
        while at in taken:
            at = taken[at].service
            if at in seen:
                raise InputError(f"{start} would have been taken over by itself; correct mergers.")
            seen.add(at)


def whole_mergers(mergers: Iterable[Merger]) -> dict[str, Merger]:
    """The merger by which each service was taken over whole, by the predecessor.

    A service that was split between two has no single heir: it stays as it was inspected.
    """
    found: dict[str, Merger] = {}
    split: set[str] = set()
    for one in mergers:
        if one.predecessor in found:
            split.add(one.predecessor)
        found[one.predecessor] = one
    return {code: one for code, one in found.items() if code not in split}


def heirs(service: str, mergers: Mapping[str, Merger]) -> tuple[tuple[str, date | None, int], ...]:
    """A service and those that took it over in turn: (code, since when, at which remove).

    The service itself is there without a day, at remove 0. Where days are out of order, the
    latest on the way counts.
    """
    found: list[tuple[str, date | None, int]] = [(service, None, 0)]
    since = date.min
    while found[-1][0] in mergers:
        one = mergers[found[-1][0]]
        since = max(since, one.merged_on)
        found.append((one.service, since, len(found)))
    return tuple(found)


def pickable(framework: Framework) -> tuple[Pickable, ...]:
    """Every score and every item of a framework that a national question may ask for."""
    return (
        *(
            Pickable(level="criterion", id=c.id, label=f"{c.number} {c.title}")
            for c in framework.criteria
        ),
        *(Pickable(level="section", id=s.id, label=s.title) for s in framework.sections),
        *(Pickable(level="headline", id=h.id, label=h.title) for h in framework.headlines),
        *(
            Pickable(
                level="item",
                id=item.id,
                label=item.label,
                shown_in=(item.criterion, *item.also_reported_in),
            )
            for item in framework.items
        ),
    )


def pooled_items(framework: Framework, one: Pickable) -> tuple[str, ...]:
    """The items of which a score is pooled, each once; of an item, itself."""
    if one.level == "item":
        return (one.id,)
    stands = pools(framework, one.id)
    return tuple(item.id for item in framework.items if stands(item))


def kept_attributes(attributes: Mapping[str, str]) -> dict[str, str]:
    """Of what a case list says of a case, what a snapshot may hold: codes of a closed list.

    What is not in the list of codes, or not known, is left out.
    """
    found = {name: FIELD[name].code(attributes.get(name, "")) for name in ("sentence", "sex")}
    found["age_group"] = age_group(attributes.get("age_at_start", ""))
    return {name: value for name, value in found.items() if value}


def age_group(written: str) -> str | None:
    """The age group of an age in whole years; None for what is no age of a caseload."""
    if not written.isdecimal():
        return None
    return next((group for oldest, group in AGE_GROUPS if 8 <= int(written) <= oldest), None)
