"""Printed facts brought in from files; what is certain may be taken at once, the rest waits."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from importlib.resources import as_file, files
from json import dumps
from pathlib import Path
from typing import Final

from corecase.actions import door, programme_addresses, service_addresses, service_links
from corecase.actions.printed_facts import FIELDS
from corecase.core.errors import ManyProblems, Problem
from corecase.core.event_kinds import EventKind
from corecase.core.fact_reviews import Decision, FactState, TextState, state_sent_back
from corecase.core.people import OPERATOR, Actor
from corecase.core.printed_facts import PrintedFact
from corecase.exchange import printed_facts as tables
from corecase.exchange import service_links as link_tables
from corecase.exchange.printed_facts import ReadFact
from corecase.store.public.models import FactDecision, PrintedText, RegisteredFact

SHIPPED: Final = files("corecase") / "data" / "reference" / "published-facts"
"""What is known and comes with Corecase: facts, and which services were linked."""
FILES: Final = ("facts.csv", "sources.csv")
"""Scores and ratings of many texts; and what else five of them say, written down by hand."""
SHIPPED_NAME: Final = "The facts that come with Corecase"
SHIPPED_BECAUSE: Final = "It comes with Corecase, where it was reviewed with its source."
"""Why nobody here is asked to release what is shipped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What a file brought: how many facts are new, how many were there, how many were taken."""

    number: int
    name: str
    n_new: int
    n_known: int
    n_taken: int

    @property
    def n_waiting(self) -> int:
        """How many wait for a person to decide."""
        return self.n_new - self.n_taken


def bring_files(
    paths: Sequence[Path], *, takes_certain: bool, now: datetime
) -> tuple[Brought, ...]:
    """What each table brought. From the machine of the site, where its operator types it.

    What is taken waits for somebody on the site to release it, as all does that one person takes.
    Raises InputError with every fault of the first file that cannot be taken; the files before
    it are in by then, and the same command again brings nothing twice.
    """
    found = []
    for path in paths:
        facts = tables.read(path)
        found.append(bring(path.name, facts, takes_certain=takes_certain, by=OPERATOR, now=now))
    return tuple(found)


def ship(*, now: datetime, by: Actor = OPERATOR) -> Brought:
    """The facts that come with Corecase, of which the certain ones are public, and the links.

    Nobody but the operator of the machine, and the demonstration, asks for it.
    """
    facts: list[ReadFact] = []
    for name in FILES:
        with as_file(SHIPPED / name) as path:
            facts += tables.read(path)
    with as_file(SHIPPED / "links.csv") as path:
        links = link_tables.read(path)
    brought = bring(SHIPPED_NAME, facts, takes_certain=True, ships=True, by=by, now=now)
    service_links.ship(links, SHIPPED_BECAUSE, by=by, now=now)
    return brought


def bring(
    name: str,
    facts: Iterable[ReadFact],
    *,
    takes_certain: bool,
    ships: bool = False,
    by: Actor,
    now: datetime,
) -> Brought:
    """Enters the facts that are not there yet, in one go. For actions only.

    `ships` says that they come with Corecase: then those that are taken are public at once.
    """
    given = {digest(one): one for one in facts}
    _check_lengths(name, given.values())
    with door.writing(by=by, now=now) as write:
        text = PrintedText.objects.create(
            name=name[:200],
            sha256=sha256("".join(given).encode()).hexdigest(),
            state=TextState.READ,
            asked_by=by.person_id,
            asked_at=now,
            ended_at=now,
        )
        brought, taken = enter(text, given, takes_certain=takes_certain, by=by, now=now)
        if ships:
            decide(taken, Decision.RELEASED, SHIPPED_BECAUSE, by=by, now=now)
        write.say(
            EventKind.PRINTED_FACTS_IMPORTED,
            door.REGISTER,
            content=sorted(given),
            text=text.pk,
            new=brought.n_new,
            taken=brought.n_taken,
        )
    return brought


def enter(
    text: PrintedText,
    given: dict[str, ReadFact],
    *,
    takes_certain: bool,
    by: Actor,
    now: datetime,
) -> tuple[Brought, list[RegisteredFact]]:
    """Enters the facts of a text, by their digests, within the caller's write, and takes some.

    What it brought, and those that were taken.
    """
    known = set(RegisteredFact.objects.filter(sha256__in=given).values_list("sha256", flat=True))
    new = [row_of(one, text, found) for found, one in given.items() if found not in known]
    # Somebody else may bring the same at the same moment: then theirs stand.
    RegisteredFact.objects.bulk_create(new, ignore_conflicts=True)
    mine = list(text.facts.all())
    certain = [row for row in mine if takes_certain and not row.doubt]
    decide(certain, Decision.TAKEN, "", by=by, now=now)
    brought = Brought(
        number=text.pk,
        name=text.name,
        n_new=len(mine),
        n_known=len(given) - len(mine),
        n_taken=len(certain),
    )
    return brought, certain


def decide(
    rows: Sequence[RegisteredFact], decision: Decision, reason: str, *, by: Actor, now: datetime
) -> None:
    """Keeps one decision about each of these facts, within the caller's write.

    Released, a fact that was taken is public from now on, and one that was refused no longer is.
    Sent back or withdrawn, it stands as before the decision.
    """
    found = RegisteredFact.objects.filter(pk__in=[row.pk for row in rows])
    if decision is Decision.RELEASED:
        found.filter(state=FactState.REFUSED).update(public_since=None)
        taken = found.filter(state=FactState.TAKEN)
        taken.update(public_since=now)
        told = taken.filter(service_addresses.OF_A_SERVICE)
        service_addresses.give(told.values_list("service", flat=True), now=now)
        programme_addresses.give(taken.values_list("programme", flat=True), now=now)
    elif decision in (Decision.RETURNED, Decision.WITHDRAWN):
        for before in (FactState.TAKEN, FactState.REFUSED):
            mine = [row.pk for row in rows if row.state == before]
            found.filter(pk__in=mine).update(state=state_sent_back(before))
    else:
        found.update(state=decision.value)
    FactDecision.objects.bulk_create(
        FactDecision(fact=row, state=decision, reason=reason, by=by.person_id, at=now)
        for row in rows
    )


def row_of(one: ReadFact, text: PrintedText, found: str) -> RegisteredFact:
    """The row of a fact, waiting, not yet stored. For actions only."""
    said = {name: getattr(one.fact, name) for name in FIELDS}
    for name in ("value", "most"):
        said[name] = "" if said[name] is None else str(said[name])
    return RegisteredFact(text=text, sha256=found, source_published=one.source_published, **said)


def digest(one: ReadFact) -> str:
    """The hash of all that a fact says, where, and by whose word."""
    said = tables.row_of(one.fact, one.source_published)
    return sha256(dumps(said, sort_keys=True).encode()).hexdigest()


def check_fits(fact: PrintedFact, source_published: str = "") -> str:
    """A sentence on what is too long to be kept; empty where all of it fits."""
    for name, words in tables.row_of(fact, source_published).items():
        if "\0" in words:
            return f"{name.replace('_', ' ')} holds a character that is none; type it again."
        most = getattr(RegisteredFact._meta.get_field(name), "max_length", None)
        if most is not None and len(words) > most:
            return f"{name.replace('_', ' ')} is longer than {most} characters; shorten it."
    return ""


def _check_lengths(name: str, facts: Iterable[ReadFact]) -> None:
    problems = [
        Problem(where=f"{one.fact.service[:80]}, {one.fact.measure[:80]}", reason=reason)
        for one in facts
        if (reason := check_fits(one.fact, one.source_published))
    ]
    fault = ManyProblems.unless_empty(name, problems)
    if fault:
        raise fault
