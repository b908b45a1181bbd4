"""What a second person sees before the release: what is new or changed, and where it was read."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from math import ceil
from typing import Any, Final

from django.db.models import Q

from corecase.actions import printed_facts, programme_addresses, service_addresses
from corecase.actions.printed_fact_pages import TextListed, names_of, text_of
from corecase.actions.printed_fact_releases import Which, due, mark_of
from corecase.core.fact_conflicts import KeptFact
from corecase.core.fact_releases import Change, Edited, Shown, change_of, edited, shown
from corecase.core.people import Actor, Deed, NotAllowedError, check_may, may
from corecase.core.printed_facts import PrintedFact
from corecase.core.service_addresses import clashes
from corecase.store.public.models import RegisteredFact

ON_A_PAGE: Final = 50
_ORDER: Final = ("service", "programme", "inspected", "kind_of_inspection", "measure", "pk")


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A fact that a second person is asked about, and the `decision` that it is about.

    `edited` says what a correction changes; `shown` what is public of its thing now and after.
    `is_own` says that this reader decided about it and so cannot release it.
    """

    number: int
    decision: int
    fact: PrintedFact
    text: str
    change: Change
    edited: tuple[Edited, ...]
    shown: Shown
    decided_by: str
    decided_at: datetime
    reason: str
    is_own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionDue:
    """The facts of one inspection on a page, and how it is asked for alone.

    `clash` says where the name of its service gives another's address, and is empty elsewhere.
    """

    which: Which
    clash: str
    facts: tuple[Due, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasePage:
    """A page of what waits for a second person, by inspection. `text` is the file, if one is asked.

    `n_for_me` counts those of the file or of the inspection that this reader may release, 0
    where neither is named; `mark` stands for them. `n_own` and `own_mark` are the same of what
    this reader decided and may withdraw.
    """

    which: Which
    text: TextListed | None
    inspections: tuple[InspectionDue, ...]
    n_due: int
    n_for_me: int
    mark: str
    n_own: int
    own_mark: str
    page: int
    n_pages: int
    may_release: bool
    may_withdraw: bool

    @property
    def decisions(self) -> tuple[int, ...]:
        """The decisions on this page that this reader may release."""
        return tuple(one.decision for one in self._facts if self.may_release and not one.is_own)

    @property
    def own(self) -> tuple[int, ...]:
        """The decisions on this page that this reader made and may withdraw."""
        return tuple(one.decision for one in self._facts if self.may_withdraw and one.is_own)

    @property
    def _facts(self) -> tuple[Due, ...]:
        return tuple(one for group in self.inspections for one in group.facts)


def releases(which: Which, *, page: int = 1, or_last: bool = False, by: Actor) -> ReleasePage:
    """A page of what waits. NotAllowedError for a file or a page that is not there.

    With `or_last` the last page stands for one behind it, which others may have emptied.
    """
    check_may(by, Deed.REGISTER_READ)
    text = text_of(which.text) if which.text is not None else None
    rows = due(which)
    n_due = rows.count()
    n_pages = max(1, ceil(n_due / ON_A_PAGE))
    page = min(page, n_pages) if or_last else page
    if not 1 <= page <= n_pages:
        raise NotAllowedError("There is no such page.")
    first = (page - 1) * ON_A_PAGE
    ordered = rows.select_related("text").order_by(*_ORDER)
    may_release, may_withdraw = may(by, Deed.REGISTER_RELEASE), may(by, Deed.REGISTER_REVIEW)
    others, own = rows.exclude(decided_by=by.person_id), rows.filter(decided_by=by.person_id)
    for_me = list(others.only("pk")) if which.is_one and may_release else []
    mine = list(own.only("pk")) if which.is_one and may_withdraw else []
    return ReleasePage(
        which=which,
        text=text,
        inspections=tuple(_inspections(_due(list(ordered[first : first + ON_A_PAGE]), by))),
        n_due=n_due,
        n_for_me=len(for_me),
        mark=mark_of(for_me),
        n_own=len(mine),
        own_mark=mark_of(mine),
        page=page,
        n_pages=n_pages,
        may_release=may_release,
        may_withdraw=may_withdraw,
    )


def _due(rows: Sequence[Any], by: Actor) -> list[Due]:
    """Rows of `due` with what their release changes, in a few queries for all of them."""
    kept = {one.number: one for one in _kept(pk__in=[row.pk for row in rows])}
    before = [one.corrects for one in kept.values() if one.corrects is not None]
    corrected = {one.number: one for one in _kept(pk__in=before)}
    services = {one.fact.service for one in (*kept.values(), *corrected.values())}
    near = Q(service__in=services) | Q(corrects__isnull=False)
    public = printed_facts.kept(RegisteredFact.objects.filter(near, public_since__isnull=False))
    changes = shown(public, kept, printed_facts.corrections())
    names = names_of(row.decided_by for row in rows)
    return [_one(row, kept, corrected, changes[row.pk], names, by) for row in rows]


def _kept(**where: object) -> list[KeptFact]:
    return printed_facts.kept(RegisteredFact.objects.filter(**where))


def _one(
    row: Any,
    kept: Mapping[int, KeptFact],
    corrected: Mapping[int, KeptFact],
    changes: Shown,
    names: Mapping[int, str],
    by: Actor,
) -> Due:
    fact, corrects = kept[row.pk].fact, kept[row.pk].corrects
    is_public = row.public_since is not None
    before = None if is_public or corrects is None else corrected[corrects]
    return Due(
        number=row.pk,
        decision=row.decision,
        fact=fact,
        text=row.text.name,
        change=change_of(is_public=is_public, corrects=row.corrects_id),
        edited=edited(before.fact, fact) if before else (),
        shown=changes,
        decided_by=names.get(row.decided_by, ""),
        decided_at=row.decided_at,
        reason=row.decided_because,
        is_own=row.decided_by == by.person_id,
    )


def _inspections(found: Sequence[Due]) -> Iterator[InspectionDue]:
    services = service_addresses.of(one.fact.service for one in found)
    programmes = programme_addresses.of(one.fact.programme for one in found)
    for which, facts in groupby(found, key=_which):
        told = clashes(
            service=which.service,
            programme=which.programme,
            services=services,
            programmes=programmes,
        )
        yield InspectionDue(which=which, clash=told, facts=tuple(facts))


def _which(one: Due) -> Which:
    fact = one.fact
    return Which(
        service=fact.service,
        programme=fact.programme,
        kind=fact.kind_of_inspection,
        inspected=fact.inspected,
    )
