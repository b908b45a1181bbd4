"""What the worker does with an uploaded text: it is read in a process apart, under a lease.

Nothing here asks for permission: only the worker calls it. What was read waits for a person;
the text itself is not kept, since whoever published it keeps it.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from logging import getLogger
from typing import Final

from django.db import DatabaseError, transaction
from django.db.models import Q

from corecase.actions import door
from corecase.actions import printed_fact_imports as imports
from corecase.core.errors import CorecaseError, InputError
from corecase.core.event_kinds import EventKind
from corecase.core.fact_reviews import FactState, TextState
from corecase.core.people import OPERATOR
from corecase.core.printed_facts import PrintedFact
from corecase.exchange.printed_facts import ReadFact
from corecase.pipelines.read_published import read_bytes
from corecase.store.public.models import PrintedText, RegisteredFact

Clock = Callable[[], datetime]
Read = Callable[[PrintedText], tuple[PrintedFact, ...]]

LEASE: Final = timedelta(minutes=5)
ATTEMPTS: Final = 3
SPENT: Final = (
    f"The text could not be read in {ATTEMPTS} attempts; give it in another form, such as text."
)
NOTHING: Final = "Nothing was found in this text that the register keeps; is it the right one?"

CUT: Final = "Its words are longer than the register keeps and were cut; shorten them."
_LOG: Final = getLogger("corecase.worker")


class LostLeaseError(CorecaseError):
    """Another worker has the text by now."""


def is_waiting(*, now: datetime) -> bool:
    """Whether there is a text to read."""
    return PrintedText.objects.filter(_ready(now)).exists()


def claim(*, now: datetime) -> int | None:
    """Takes the next text that waits, or whose worker went silent; None where there is none.

    One that was tried often enough fails here: its workers died and could not say so.
    """
    while True:
        with transaction.atomic():
            rows = PrintedText.objects.select_for_update(of=("self",), skip_locked=True)
            row = rows.filter(_ready(now)).defer("content").order_by("pk").first()
            if row is None:
                return None
            if row.attempts < ATTEMPTS:
                row.state, row.leased_until = TextState.READING, now + LEASE
                row.attempts += 1
                row.save(update_fields=["state", "leased_until", "attempts"])
                return row.pk
            _fail(row, SPENT, now=now)


def read_apart(row: PrintedText) -> tuple[PrintedFact, ...]:
    """What a text says, read in a child process without a network, within bounds.

    Services that the register knows already are recognised by their names.
    """
    taken = RegisteredFact.objects.filter(state=FactState.TAKEN)
    known = taken.values_list("service", flat=True).distinct()
    text = read_bytes(
        bytes(row.content), row.name, source=row.source, register=sorted(filter(None, known))
    )
    return text.facts


def run(text: int, *, clock: Clock, read: Read = read_apart) -> None:
    """Reads a text that was claimed, and enters what it says to wait for a person.

    What a person can put right fails it at once, with the sentence; any other fault lets it be
    tried again. A database that does not answer is left to the lease.
    """
    row = PrintedText.objects.get(pk=text)
    try:
        _tried(row, read, clock)
    except LostLeaseError:
        _LOG.warning("Text %s was taken by another worker.", row.pk)


def _tried(row: PrintedText, read: Read, clock: Clock) -> None:
    try:
        _enter(row, _read(row, read), now=clock())
    except (LostLeaseError, DatabaseError):
        raise
    except InputError as error:
        _fail(row, str(error), now=clock())
    except Exception as error:
        # The kind of fault alone: its words may hold what stands in the text.
        _LOG.error("Text %s, attempt %s: %s", row.pk, row.attempts, type(error).__name__)
        if row.attempts >= ATTEMPTS:
            _fail(row, SPENT, now=clock())
        else:
            _change(row, state=TextState.WAITING, leased_until=None)


def _ready(now: datetime) -> Q:
    silent = Q(state=TextState.READING, leased_until__lt=now)
    return Q(state=TextState.WAITING) | silent


def _read(row: PrintedText, read: Read) -> dict[str, ReadFact]:
    """What the text says, by digest."""
    said = row.source_published
    found = [ReadFact(fact=_fitting(fact), source_published=said) for fact in read(row)]
    if not found:
        raise InputError(NOTHING)
    for one in found:
        too_long = imports.check_fits(one.fact)
        if too_long:
            raise InputError(f"{one.fact.measure[:80]}: {too_long}")
    return {imports.digest(one): one for one in found}


def _fitting(fact: PrintedFact) -> PrintedFact:
    """The fact with what is printed at length cut, and offered for that.

    An area of a printed plan may be a paragraph, and a timescale a sentence.
    """
    scope, as_at = _cut("scope", fact.scope), _cut("as_at", fact.as_at)
    if (scope, as_at) == (fact.scope, fact.as_at):
        return fact
    return replace(fact, scope=scope, as_at=as_at, doubt=fact.doubt or CUT)


def _cut(name: str, words: str) -> str:
    """Words as long as this field of the register keeps them, cut between two of them."""
    most = getattr(RegisteredFact._meta.get_field(name), "max_length", len(words))
    if len(words) <= most:
        return words
    short = words[: most - 2]
    return f"{short.rpartition(' ')[0] or short} …"


def _enter(row: PrintedText, given: dict[str, ReadFact], *, now: datetime) -> None:
    with door.writing(by=OPERATOR, now=now) as write:
        _change(row, state=TextState.READ, leased_until=None, ended_at=now, content=b"")
        brought, _ = imports.enter(row, given, takes_certain=False, by=OPERATOR, now=now)
        write.say(
            EventKind.PRINTED_TEXT_READ,
            door.REGISTER,
            content=sorted(given),
            text=row.pk,
            new=brought.n_new,
        )


def _fail(row: PrintedText, problem: str, *, now: datetime) -> None:
    with door.writing(by=OPERATOR, now=now) as write:
        _change(
            row,
            state=TextState.FAILED,
            leased_until=None,
            ended_at=now,
            content=b"",
            problem=problem[:1000],
        )
        write.say(EventKind.PRINTED_TEXT_FAILED, door.REGISTER, text=row.pk)


def _change(row: PrintedText, **values: object) -> None:
    """Changes the row as long as this attempt holds it; else raises LostLeaseError."""
    mine = PrintedText.objects.filter(pk=row.pk, state=row.state, attempts=row.attempts)
    if not mine.update(**values):
        raise LostLeaseError("The lease is lost.")
