"""What is shown of links of services: those that stand, those that wait, and how each came."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from corecase.actions.printed_fact_pages import names_of
from corecase.actions.printed_facts import link_of
from corecase.actions.service_links import SAID, standing
from corecase.core.people import Actor, Deed, NotAllowedError, check_may, may
from corecase.core.service_links import Link, LinkState, plain
from corecase.store.public.models import LinkEntry, Publication, RegisteredFact

LISTED: Final = 500
"""How many entries the page lists, the newest; a country has fewer links than that."""


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
    """Every link: what stands by the names of the services, what waits, and what else there was."""

    standing: tuple[Entry, ...]
    due: tuple[Entry, ...]
    past: tuple[Entry, ...]
    may_review: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OneLink:
    """One entry with those that corrected it, and what this reader can do."""

    entry: Entry
    corrected_by: tuple[Entry, ...]
    corrects: Entry | None
    may_review: bool
    may_release: bool


def links(*, by: Actor) -> Links:
    """Every link of services."""
    check_may(by, Deed.REGISTER_READ)
    found = _entries(LinkEntry.objects.all()[:LISTED], by)
    stands = [one for one in found if one.stands]
    return Links(
        standing=tuple(sorted(stands, key=lambda one: (one.link.service, one.link.other))),
        due=tuple(one for one in found if one.state is LinkState.ENTERED),
        past=tuple(one for one in found if one.state is not LinkState.ENTERED and not one.stands),
        may_review=may(by, Deed.REGISTER_REVIEW),
    )


def link(number: int, *, by: Actor) -> OneLink:
    """One entry. NotAllowedError where there is none."""
    check_may(by, Deed.REGISTER_READ)
    row = LinkEntry.objects.filter(pk=number).first()
    if row is None:
        raise NotAllowedError("There is no such link.")
    earlier = [row.corrects] if row.corrects else []
    later = list(row.corrected_by.all())
    found = {one.number: one for one in _entries([row, *earlier, *later], by)}
    entry = found[row.pk]
    return OneLink(
        entry=entry,
        corrected_by=tuple(found[one.pk] for one in later),
        corrects=found[row.corrects_id] if row.corrects_id else None,
        may_review=may(by, Deed.REGISTER_REVIEW) and entry.stands,
        may_release=may(by, Deed.REGISTER_RELEASE)
        and entry.state is LinkState.ENTERED
        and not entry.is_own,
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


def _entries(rows: Iterable[LinkEntry], by: Actor) -> tuple[Entry, ...]:
    listed = list(rows)
    names = names_of(
        person
        for row in listed
        for person in (row.entered_by, row.decided_by)
        if person is not None
    )
    told = _told(listed)
    shown = set(_shown(listed))
    return tuple(
        Entry(
            number=row.pk,
            link=link_of(row),
            state=LinkState(row.state),
            stands=row.pk in shown,
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


def _shown(rows: Iterable[LinkEntry]) -> Iterable[int]:
    """The entries that are public: of those alike, the one that was released last."""
    public = standing()
    newest: dict[tuple[str, ...], int] = {}
    for row in rows:
        key = tuple(getattr(row, name) for name in SAID)
        if row.state == LinkState.RELEASED and not row.takes_out and key in public:
            newest[key] = max(newest.get(key, 0), row.pk)
    return newest.values()


def _told(rows: Iterable[LinkEntry]) -> set[str]:
    """The plain names of services of these links that a fact or a report tells of."""
    names = {name for row in rows for name in (row.service, row.other)}
    of_facts = RegisteredFact.objects.filter(service__in=names).values_list("service", flat=True)
    of_reports = Publication.objects.filter(service__in=names).values_list("service", flat=True)
    return {plain(name) for name in (*of_facts.distinct(), *of_reports)}
