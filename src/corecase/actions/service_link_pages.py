"""What is shown of links of services: those that stand, those that wait, and how each came."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from typing import Any, Final

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Value, When

from corecase.actions.printed_fact_pages import names_of
from corecase.actions.printed_facts import link_of
from corecase.actions.service_links import SAID
from corecase.core.people import Actor, Deed, NotAllowedError, check_may, may
from corecase.core.service_links import Link, LinkState, plain
from corecase.store.public.models import LinkEntry, Publication, RegisteredFact, ServiceLink

ON_A_PAGE: Final = 50
DUE, STANDS, PAST = range(3)
"""In this order entries are listed: what waits, what is public, and what else there was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A link as somebody entered it, and what a second person said.

    `stands` says that it is public now. `unknown` are the services of which no printed fact and no
    report tells under that name, so that it is perhaps another one.
    """

    number: int
    link: Link
    state: LinkState
    stands: bool
    takes_out: bool
    corrects: int | None
    reason: str
    entered_by: str
    entered_at: datetime
    decided_by: str
    decided_at: datetime | None
    returned_because: str
    unknown: tuple[str, ...]
    is_own: bool

    @property
    def since_one(self) -> bool:
        """Whether it is public since before a second person was asked."""
        return self.state is LinkState.RELEASED and not self.decided_by and not self.reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """A page of links: what waits, what stands by the names of the services, what else there was.

    `n_standing` counts what stands on all pages, `n_entries` all that is listed.
    """

    due: tuple[Entry, ...]
    standing: tuple[Entry, ...]
    past: tuple[Entry, ...]
    n_standing: int
    n_entries: int
    page: int
    n_pages: int
    may_review: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OneLink:
    """One entry with those that corrected it, and what this reader can do."""

    entry: Entry
    corrected_by: tuple[Entry, ...]
    corrects: Entry | None
    may_review: bool
    may_release: bool
    may_withdraw: bool


def links(*, page: int = 1, by: Actor) -> Links:
    """A page of links of services. NotAllowedError for a page that is not there."""
    check_may(by, Deed.REGISTER_READ)
    rows = _placed()
    counted = dict(rows.order_by().values_list("place").annotate(n=Count("pk")))
    n_entries = sum(counted.values())
    n_pages = max(1, ceil(n_entries / ON_A_PAGE))
    if not 1 <= page <= n_pages:
        raise NotAllowedError("There is no such page.")
    first = (page - 1) * ON_A_PAGE
    chosen = list(rows[first : first + ON_A_PAGE])
    found = _entries(chosen, by)
    due, standing, past = (
        tuple(one for row, one in zip(chosen, found, strict=True) if row.place == place)
        for place in (DUE, STANDS, PAST)
    )
    return Links(
        due=due,
        standing=standing,
        past=past,
        n_standing=counted.get(STANDS, 0),
        n_entries=n_entries,
        page=page,
        n_pages=n_pages,
        may_review=may(by, Deed.REGISTER_REVIEW),
    )


def link(number: int, *, by: Actor) -> OneLink:
    """One entry. NotAllowedError where there is none."""
    check_may(by, Deed.REGISTER_READ)
    row = LinkEntry.objects.filter(pk=number).first()
    if row is None:
        raise NotAllowedError("There is no such link.")
    later = [one.pk for one in row.corrected_by.all()]
    rows = _placed().filter(pk__in=[number, row.corrects_id, *later])
    found = {one.number: one for one in _entries(list(rows), by)}
    entry = found[number]
    waits, reviews = entry.state is LinkState.ENTERED, may(by, Deed.REGISTER_REVIEW)
    return OneLink(
        entry=entry,
        corrected_by=tuple(found[one] for one in later),
        corrects=found[row.corrects_id] if row.corrects_id else None,
        may_review=reviews and entry.stands,
        may_release=may(by, Deed.REGISTER_RELEASE) and waits and not entry.is_own,
        may_withdraw=reviews and waits and entry.is_own,
    )


def to_enter(*, by: Actor) -> None:
    """Raises NotAllowedError for whoever may not enter links."""
    check_may(by, Deed.REGISTER_REVIEW)


def to_correct(number: int, *, by: Actor) -> OneLink:
    """A link that stands, for whoever may correct it; else NotAllowedError."""
    found = link(number, by=by)
    if not found.may_review:
        raise NotAllowedError("There is no such link to correct.")
    return found


def to_decide(*, by: Actor) -> None:
    """Raises NotAllowedError for whoever neither enters nor releases links."""
    check_may(by, Deed.REGISTER_RELEASE)


def _placed() -> QuerySet[Any]:
    """Every entry in the order of the list, with the `place` that it has there.

    Of those alike that were released the last one stands.
    """
    alike = {name: OuterRef(name) for name in SAID}
    newer = LinkEntry.objects.filter(
        **alike, state=LinkState.RELEASED, takes_out=False, pk__gt=OuterRef("pk")
    )
    stands = Q(state=LinkState.RELEASED, takes_out=False) & Q(
        Exists(ServiceLink.objects.filter(**alike)), ~Exists(newer)
    )
    place = Case(When(state=LinkState.ENTERED, then=DUE), When(stands, then=STANDS), default=PAST)
    by_name = (
        Case(When(place=STANDS, then=F(name)), default=Value("")) for name in ("service", "other")
    )
    return LinkEntry.objects.annotate(place=place).order_by("place", *by_name, "-pk")


def _entries(rows: Iterable[Any], by: Actor) -> tuple[Entry, ...]:
    """Rows of `_placed` as values."""
    listed = list(rows)
    names = names_of(
        person
        for row in listed
        for person in (row.entered_by, row.decided_by)
        if person is not None
    )
    told = _told(listed)
    return tuple(
        Entry(
            number=row.pk,
            link=link_of(row),
            state=LinkState(row.state),
            stands=row.place == STANDS,
            takes_out=row.takes_out,
            corrects=row.corrects_id,
            reason=row.reason,
            entered_by=names.get(row.entered_by, ""),
            entered_at=row.entered_at,
            decided_by=names.get(row.decided_by, "") if row.decided_by is not None else "",
            decided_at=row.decided_at,
            returned_because=row.returned_because,
            unknown=tuple(name for name in (row.service, row.other) if plain(name) not in told),
            is_own=row.entered_by == by.person_id,
        )
        for row in listed
    )


def _told(rows: Iterable[LinkEntry]) -> set[str]:
    """The plain names of services of these links that a fact or a report tells of."""
    names = {name for row in rows for name in (row.service, row.other)}
    of_facts = RegisteredFact.objects.filter(service__in=names).values_list("service", flat=True)
    of_reports = Publication.objects.filter(service__in=names).values_list("service", flat=True)
    return {plain(name) for name in (*of_facts.distinct(), *of_reports)}
