"""What is shown of the register of printed facts to those who review it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from typing import Final

from django.db.models import Case, Count, Q, QuerySet, When

from corecase.actions import printed_facts, register_desk
from corecase.actions.printed_fact_releases import Which, due
from corecase.actions.printed_fact_reviews import certain_of
from corecase.actions.register_desk import Asked
from corecase.core.fact_conflicts import Choice, KeptFact, choices, linked
from corecase.core.fact_reviews import (
    ASKED_FOR_ONE,
    Decision,
    FactState,
    TextState,
    is_due,
    where_it_stands,
)
from corecase.core.people import OPERATOR, Actor, Deed, NotAllowedError, check_may, may
from corecase.core.printed_facts import PrintedFact
from corecase.core.service_links import LinkState
from corecase.store.cases.models import Person
from corecase.store.public.models import LinkEntry, PrintedText, RegisteredFact

ON_A_PAGE: Final = 50
LISTED: Final = 50
"""How many files the first page lists, the newest."""
_DUE: Final = Q(facts__state=FactState.TAKEN, facts__public_since__isnull=True) | Q(
    facts__state=FactState.REFUSED, facts__public_since__isnull=False
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TextListed:
    """A file or text in the list: where it stands, and how many of its facts stand where.

    `n_due` are those about which a second person is asked.
    """

    number: int
    name: str
    state: TextState
    problem: str
    asked_by: str
    asked_at: datetime
    n_facts: int
    n_waiting: int
    n_due: int
    n_public: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """The register at a glance, with the newest files.

    `n_due` are the facts, and `n_links_due` the links, about which a second person is asked;
    `asked` are those about which this reader is.
    """

    n_waiting: int
    n_due: int
    n_public: int
    n_refused: int
    n_links_due: int
    asked: Asked
    n_conflicts: int
    texts: tuple[TextListed, ...]
    may_review: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Queued:
    """A fact in the queue; `differs` says that a source that is taken says otherwise."""

    number: int
    fact: PrintedFact
    state: FactState
    text: str
    differs: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """A page of the facts that wait, doubts first. `text` is None for those of all texts.

    `n_certain` counts those of the text that carry no doubt; 0 without a text.
    """

    text: TextListed | None
    facts: tuple[Queued, ...]
    n_waiting: int
    n_certain: int
    page: int
    n_pages: int
    may_review: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """One decision about a fact, the second person's among them."""

    decision: Decision
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class One:
    """A fact with its history: what it corrects, what corrects it, what stands beside it.

    `choice` is what is told of the same thing, were this fact taken. `is_due` says that a second
    person is asked; `since_one` is a sentence where it is public by one person's word alone.
    """

    number: int
    fact: PrintedFact
    state: FactState
    stands: str
    is_public: bool
    is_due: bool
    since_one: str
    text: TextListed
    source_published: str
    corrects: int | None
    corrected_by: int | None
    history: tuple[Decided, ...]
    choice: Choice | None
    may_review: bool


def register(*, by: Actor) -> Register:
    """The register at a glance."""
    check_may(by, Deed.REGISTER_READ)
    counted = RegisteredFact.objects.aggregate(
        **{state.value: Count("pk", filter=Q(state=state)) for state in FactState},
        public=Count("public_since"),
    )
    return Register(
        n_waiting=counted[FactState.WAITING],
        n_due=due(Which()).count(),
        n_public=counted["public"],
        n_refused=counted[FactState.REFUSED],
        n_links_due=LinkEntry.objects.filter(state=LinkState.ENTERED).count(),
        asked=register_desk.asked(by=by),
        n_conflicts=len(printed_facts.conflicts()),
        # By name: what is counted by a file loses the order that files have of themselves.
        texts=_texts(PrintedText.objects.order_by("-pk")[:LISTED]),
        may_review=may(by, Deed.REGISTER_REVIEW),
    )


def queue(*, text: int | None = None, page: int = 1, or_last: bool = False, by: Actor) -> Queue:
    """A page of what waits. NotAllowedError for a text or a page that is not there.

    With `or_last` the last page stands for one behind it, which others may have emptied.
    """
    check_may(by, Deed.REGISTER_READ)
    rows = RegisteredFact.objects.filter(state=FactState.WAITING).select_related("text")
    listed = None
    if text is not None:
        listed = text_of(text)
        rows = rows.filter(text_id=text)
    n_waiting = rows.count()
    n_pages = max(1, ceil(n_waiting / ON_A_PAGE))
    page = min(page, n_pages) if or_last else page
    if not 1 <= page <= n_pages:
        raise NotAllowedError("There is no such page.")
    first = (page - 1) * ON_A_PAGE
    ordered = rows.order_by(Case(When(doubt="", then=1), default=0), "pk")
    return Queue(
        text=listed,
        facts=_queued(list(ordered[first : first + ON_A_PAGE])),
        n_waiting=n_waiting,
        n_certain=certain_of(text).count() if text is not None else 0,
        page=page,
        n_pages=n_pages,
        may_review=may(by, Deed.REGISTER_REVIEW),
    )


def one(number: int, *, by: Actor) -> One:
    """One fact. NotAllowedError where there is none."""
    check_may(by, Deed.REGISTER_READ)
    row = RegisteredFact.objects.filter(pk=number).select_related("text").first()
    if row is None:
        raise NotAllowedError("There is no such fact.")
    (kept,) = printed_facts.kept(RegisteredFact.objects.filter(pk=number))
    later = RegisteredFact.objects.filter(corrects=row).first()
    decisions = list(row.decisions.all())
    names = names_of(one.by for one in decisions)
    state, is_public = FactState(row.state), row.public_since is not None
    is_by_two = any(one.state == Decision.RELEASED for one in decisions)
    return One(
        number=number,
        fact=kept.fact,
        state=state,
        stands=where_it_stands(state, is_public=is_public),
        is_public=is_public,
        is_due=is_due(state, is_public=is_public),
        since_one=ASKED_FOR_ONE if is_public and not is_by_two else "",
        text=text_of(row.text_id),
        source_published=row.source_published,
        corrects=row.corrects_id,
        corrected_by=later.pk if later else None,
        history=tuple(
            Decided(
                decision=Decision(one.state), reason=one.reason, by=names.get(one.by, ""), at=one.at
            )
            for one in decisions
        ),
        choice=_choices([kept]).get(number),
        may_review=may(by, Deed.REGISTER_REVIEW),
    )


def to_review(number: int, *, by: Actor) -> One:
    """One fact for whoever may decide about it; else NotAllowedError."""
    check_may(by, Deed.REGISTER_REVIEW)
    return one(number, by=by)


def conflicts(*, by: Actor) -> tuple[Choice, ...]:
    """Where taken facts differ, with the numbers of all, by service."""
    check_may(by, Deed.REGISTER_READ)
    found = [one for one in printed_facts.choices_of() if one.differs]
    return tuple(sorted(found, key=lambda one: one.facts[0].fact.service))


def _queued(rows: list[RegisteredFact]) -> tuple[Queued, ...]:
    facts = printed_facts.kept(RegisteredFact.objects.filter(pk__in=[row.pk for row in rows]))
    known, told = {one.number: one.fact for one in facts}, _choices(facts)
    return tuple(
        Queued(
            number=row.pk,
            fact=known[row.pk],
            state=FactState(row.state),
            text=row.text.name,
            differs=row.pk in told and told[row.pk].differs,
        )
        for row in rows
    )


def _choices(facts: list[KeptFact]) -> dict[int, Choice]:
    """What would be told of the thing of each of these facts, by number, were they taken."""
    near = Q(service__in={one.fact.service for one in facts}) | Q(corrects__isnull=False)
    taken = printed_facts.kept(RegisteredFact.objects.filter(near, state=FactState.TAKEN))
    known = {one.number: one for one in (*taken, *facts)}
    found = choices(linked(known.values(), printed_facts.corrections(), known))
    return {one.number: choice for choice in found for one in choice.facts}


def text_of(number: int) -> TextListed:
    """A file in the list. NotAllowedError where there is none. For actions only."""
    found = _texts(PrintedText.objects.filter(pk=number))
    if not found:
        raise NotAllowedError("There is no such text.")
    return found[0]


def _texts(rows: QuerySet[PrintedText]) -> tuple[TextListed, ...]:
    counted = rows.defer("content").annotate(
        n_facts=Count("facts"),
        n_waiting=Count("facts", filter=Q(facts__state=FactState.WAITING)),
        n_due=Count("facts", filter=_DUE),
        n_public=Count("facts__public_since"),
    )
    found = list(counted)
    names = names_of(row.asked_by for row in found)
    return tuple(
        TextListed(
            number=row.pk,
            name=row.name,
            state=TextState(row.state),
            problem=row.problem,
            asked_by=names.get(row.asked_by, ""),
            asked_at=row.asked_at,
            n_facts=row.n_facts,
            n_waiting=row.n_waiting,
            n_due=row.n_due,
            n_public=row.n_public,
        )
        for row in found
    )


def names_of(ids: Iterable[int]) -> dict[int, str]:
    """Who decided or asked, by number; the register itself knows no names. For actions only."""
    rows = Person.objects.filter(pk__in=set(ids))
    return {OPERATOR.person_id: OPERATOR.name, **dict(rows.values_list("pk", "name"))}
