"""What a snapshot holds: published judgements as they were frozen when their version was signed.

Cases stand under numbers that mean something in one snapshot alone.
"""

from array import array
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from itertools import pairwise
from logging import getLogger
from typing import Any, Final

from django.utils import timezone

from corecase.actions import printed_facts
from corecase.core import service_links
from corecase.core.errors import InputError
from corecase.core.frameworks import Framework
from corecase.core.national_data import (
    ATTRIBUTES,
    Merger,
    PublishedVersion,
    Service,
    check_mergers,
    kept_attributes,
)
from corecase.core.pseudonyms import pseudonyms
from corecase.engines.columns import CODES, TABLES
from corecase.engines.dataset_writing import Content
from corecase.exchange import frameworks
from corecase.exchange.frozen_judgements import FrozenJudgements, frozen
from corecase.store.cases.models import Predecessor, ReportVersion
from corecase.store.cases.models import Service as ServiceRow
from corecase.store.public.models import PublishedVersion as PublishedRow

_LOG: Final = getLogger("corecase.worker")


def published(now: datetime) -> list[PublishedRow]:
    """The versions in the order of their codes, which is that of Python on every database."""
    rows = PublishedRow.objects.filter(published_at__lte=now).select_related("publication")
    return sorted(rows, key=lambda one: (one.publication.code, one.number))


def source(versions: list[PublishedRow]) -> str:
    """What a snapshot is made of, as a hash: the same for the same publications and services."""
    lines = [f"{one.publication.code} {one.number} {one.sha256}" for one in versions]
    lines += [str(one) for one in (*_services(), *mergers())]
    return sha256("\n".join(lines).encode()).hexdigest()


def content(versions: list[PublishedRow], key: str) -> Content:
    """What is written down of the versions, under numbers that follow from `key`.

    A version whose judgements cannot be read is left out, and named.
    """
    services, gathering, left_out = _services(), _Gathering(key=key), []
    listed = {one.code for one in services}
    until = _until(versions)
    for row in versions:
        where = f"{row.publication.code} version {row.number}"
        try:
            held = _held(row)
            if row.publication.service_code not in listed:
                raise InputError("Its service is not listed.")
            framework = gathering.framework(held.framework_text)
        except InputError as error:
            left_out.append(f"{where}: {error}")
            continue
        made = _version(row, len(gathering.versions), framework, until[row.pk])
        gathering.versions.append(made)
        gathering.add(made.key, made.inspection, held)
    return Content(
        services=services,
        mergers=mergers(),
        versions=tuple(gathering.versions),
        frameworks=tuple((text, one) for text, (_, one) in gathering.frameworks.items()),
        items=tuple(gathering.items),
        cases=gathering.cases,
        judgements=gathering.judgements,
        left_out=tuple(left_out),
    )


def mergers() -> tuple[Merger, ...]:
    """The mergers of our own services, and those that the register's links tell of besides.

    Of a service whose merger is recorded here no link is asked. One that would lead round to the
    same service is left out, and logged.
    """
    found = _recorded_mergers()
    recorded = {one.predecessor for one in found}
    codes = {service_links.plain(one.name): one.code for one in _services()}
    for told in service_links.mergers(printed_facts.links(), codes):
        if told.predecessor in recorded:
            continue
        try:
            check_mergers((*found, told))
        except InputError as error:
            _LOG.warning("A link of services is left out of the snapshot: %s", error)
            continue
        found = (*found, told)
    return found


def _services() -> tuple[Service, ...]:
    rows = ServiceRow.objects.order_by("code").values_list("code", "name", "region", "nation")
    return tuple(
        Service(code=code, name=name, region=region, nation=nation)
        for code, name, region, nation in rows
    )


def _recorded_mergers() -> tuple[Merger, ...]:
    rows = Predecessor.objects.order_by("predecessor__code", "service__code")
    listed = rows.values_list("service__code", "predecessor__code", "merged_on")
    return tuple(
        Merger(service=service, predecessor=predecessor, merged_on=day)
        for service, predecessor, day in listed
    )


@dataclass(slots=True, kw_only=True)
class _Gathering:
    """The columns while they are filled, and the numbers given out so far."""

    key: str
    cases: dict[str, Any] = field(
        default_factory=lambda: {name: [] for name in TABLES["cases"]} | {"case": array("i")}
    )
    judgements: dict[str, Any] = field(
        default_factory=lambda: {
            "version": array("i"),
            "case": array("i"),
            "item": array("h"),
            "answer": array("b"),
        }
    )
    versions: list[PublishedVersion] = field(default_factory=list)
    frameworks: dict[str, tuple[int, Framework]] = field(default_factory=dict)
    items: dict[str, int] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)

    def add(self, version: int, code: str, held: FrozenJudgements) -> None:
        """The cases and judgements of a version, its cases in the order of their pseudonyms."""
        named = pseudonyms((f"{code} {ref}" for ref in held.answers), self.key)
        for ref in sorted(held.answers, key=lambda one: named[f"{code} {one}"]):
            # A corrected version has the same cases under the same numbers.
            case = self.numbers.setdefault(named[f"{code} {ref}"], len(self.numbers))
            known = kept_attributes(held.attributes.get(ref, {}))
            for name, value in {"version": version, "case": case}.items():
                self.cases[name].append(value)
            for name in ATTRIBUTES:
                self.cases[name].append(known.get(name, ""))
            given = held.answers[ref]
            n = len(given)
            self.judgements["version"].extend([version] * n)
            self.judgements["case"].extend([case] * n)
            self.judgements["item"].extend(
                [self.items.setdefault(item, len(self.items)) for item in given]
            )
            self.judgements["answer"].extend([CODES[answer] for answer in given.values()])

    def framework(self, text: str) -> int:
        """The number of a framework by its text."""
        if text not in self.frameworks:
            made = frameworks.from_text(text)
            self.frameworks[text] = (len(self.frameworks), made)
            for item in made.items:
                self.items.setdefault(item.id, len(self.items))
        return self.frameworks[text][0]


def _until(versions: list[PublishedRow]) -> dict[int, datetime | None]:
    """When each version was followed by another; None where it stands."""
    found: dict[int, datetime | None] = defaultdict(lambda: None)
    for one, after in pairwise(versions):
        if one.publication_id == after.publication_id:
            found[one.pk] = after.published_at
    return found


def _held(row: PublishedRow) -> FrozenJudgements:
    folders = ReportVersion.objects.filter(
        inspection__code=row.publication.code, number=row.number, published_at__isnull=False
    )
    folder = folders.values_list("rendering__folder", flat=True).first()
    if not folder:
        raise InputError("It was published without its judgements.")
    return frozen(bytes(folder))


def _version(
    row: PublishedRow, key: int, framework: int, until: datetime | None
) -> PublishedVersion:
    of = row.publication
    return PublishedVersion(
        key=key,
        inspection=of.code,
        service=of.service_code,
        programme=of.programme_code,
        framework=framework,
        number=row.number,
        published_on=of.published_on,
        known_from=timezone.localdate(row.published_at),
        known_until=None if until is None else timezone.localdate(until),
        is_reinspection=of.is_reinspection,
        is_synthetic=bool(of.synthetic),
    )
