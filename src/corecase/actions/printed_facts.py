"""Printed facts that are public: for anybody, and what stands beside each.

No permission is asked, and no table of cases is known: what stands here was published by
somebody else before, and here one person took it and another released it. The words at the place
where a fact was read, and what made somebody doubt, stay inside.
"""

from collections.abc import Collection, Iterable
from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.db.models import Q, QuerySet

from corecase.core.fact_conflicts import Choice, KeptFact, choices, known_by, linked
from corecase.core.fact_inspections import ToldInspection
from corecase.core.fact_inspections import inspections as told_inspections
from corecase.core.printed_facts import PrintedFact
from corecase.core.service_links import Link, LinkKind
from corecase.store.public.models import LinkEntry, RegisteredFact, ServiceLink, TakenFact

FIELDS: Final = tuple(field.name for field in fields(PrintedFact))
_DIGITS: Final = frozenset({"value", "most"})
_KEPT: Final = ("pk", "corrects_id", "source_published")
_INSIDE: Final = ("read_from", "doubt", "note")
"""What stays with those who review; the public process could not read it if it would."""


def standing_facts(
    *, kind: str = "", service: str = "", as_at: date | None = None
) -> tuple[PrintedFact, ...]:
    """The facts that are used: public, and chosen where several tell of one thing.

    With `as_at`, as the register's rules would have chosen among what was published by that
    day; a fact whose day of publication is not known is then left out. Empty `kind` and
    `service` stand for all.
    """
    found = choices_of(kind=kind, services=_named(service), as_at=as_at)
    return tuple(one.chosen.fact for one in found if one.chosen)


def conflicts(
    *, kind: str = "", service: str = "", as_at: date | None = None
) -> tuple[Choice, ...]:
    """What public facts differ about, each with the rule that chose one of them, or none."""
    found = choices_of(kind=kind, services=_named(service), as_at=as_at)
    return tuple(one for one in found if one.differs)


def inspections(*, service: str = "", as_at: date | None = None) -> tuple[ToldInspection, ...]:
    """The inspections that facts in use tell of, re-inspections with what they looked at again.

    A re-inspection of a service that took another one over may look again at that one's.
    """
    every = links()
    names = {service, *(one.other for one in every if one.service == service)}
    found = told_inspections(
        choices_of(services=sorted(names) if service else (), as_at=as_at), every
    )
    return tuple(one for one in found if not service or one.service == service)


def links(*, service: str = "") -> tuple[Link, ...]:
    """Which services followed or are run for which, by name; of one service, on either side."""
    rows = ServiceLink.objects.all()
    if service:
        rows = rows.filter(Q(service=service) | Q(other=service))
    return tuple(map(link_of, rows))


def link_of(row: ServiceLink | LinkEntry) -> Link:
    """A row as a link. For actions only."""
    return Link(
        service=row.service,
        kind=LinkKind(row.kind),
        other=row.other,
        since=row.since,
        until=row.until,
        source=row.source,
        standing=row.standing,
    )


def choices_of(
    *, kind: str = "", services: Collection[str] = (), as_at: date | None = None
) -> tuple[Choice, ...]:
    """What is told of each thing by public facts, as anybody may read them. For actions only.

    `services` are names as they are written; without any, facts of all.
    """
    rows = TakenFact.objects.all()
    if kind:
        rows = rows.filter(Q(measure=kind) | Q(measure__startswith=f"{kind}:"))
    if services:
        rows = rows.filter(service__in=services)
    found = _of_view(rows)
    if as_at is not None:
        found = [one for one in found if known_by(one, as_at)]
    return choices(found)


def _named(service: str) -> tuple[str, ...]:
    return (service,) if service else ()


def kept(rows: QuerySet[RegisteredFact]) -> list[KeptFact]:
    """Rows of the register as values, in their order, as the view of what is public has them.

    A correction of what is not public takes the place of what that one corrected. For actions only.
    """
    found = _kept(rows.values(*_KEPT, *FIELDS))
    if not any(one.corrects for one in found):
        return found
    before = RegisteredFact.objects.filter(corrected_by__isnull=False)
    seen = before.filter(public_since__isnull=False).values_list("pk", flat=True)
    return linked(found, corrections(), frozenset(seen))


def corrections() -> dict[int, int]:
    """Which fact each correction of the register names, both by number. For actions only."""
    every = RegisteredFact.objects.filter(corrects__isnull=False)
    return dict(every.values_list("pk", "corrects_id"))


def _of_view(rows: QuerySet[TakenFact]) -> list[KeptFact]:
    silent = dict.fromkeys(_INSIDE, "")
    shown = [name for name in FIELDS if name not in _INSIDE]
    return _kept(row | silent for row in rows.values(*_KEPT, *shown))


def _kept(rows: Iterable[dict[str, Any]]) -> list[KeptFact]:
    return [
        KeptFact(
            number=row["pk"],
            corrects=row["corrects_id"],
            fact=fact_of(row),
            source_published=row["source_published"],
        )
        for row in rows
    ]


def fact_of(row: dict[str, Any]) -> PrintedFact:
    """The fact in a row's values. For actions only."""
    given = {name: row[name] for name in FIELDS}
    digits = {name: Decimal(row[name]) if row[name] else None for name in _DIGITS}
    return PrintedFact(**(given | digits))
