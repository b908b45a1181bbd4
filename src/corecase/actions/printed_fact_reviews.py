"""The review of printed facts: a person takes, corrects or refuses each, and may do so again.

What anybody sees changes once a second person has released it: `printed_fact_releases`.
"""

from collections.abc import Collection
from datetime import datetime

from django.db.models import QuerySet

from corecase.actions import door
from corecase.actions import printed_fact_imports as imports
from corecase.actions.printed_facts import FIELDS, fact_of
from corecase.core.errors import InputError
from corecase.core.event_kinds import EventKind
from corecase.core.fact_reviews import Decision, FactState, check_correction, check_reason
from corecase.core.people import Actor, Deed, NotAllowedError, check_may
from corecase.core.printed_facts import PrintedFact
from corecase.exchange.printed_facts import ReadFact
from corecase.store.public.models import RegisteredFact

MEANWHILE = "Some of these were decided meanwhile; look at what still waits, and choose again."
AT_ONCE = 500
"""How many facts are decided in one go, at most."""


def take(numbers: Collection[int], *, by: Actor, now: datetime) -> int:
    """Takes facts that wait or were refused; a second person releases them, to be used and seen.

    Raises InputError where none is chosen, and where one of them is taken already.
    """
    return _decide(numbers, Decision.TAKEN, "", by=by, now=now)


def refuse(numbers: Collection[int], *, reason: str, by: Actor, now: datetime) -> int:
    """Refuses facts, with one reason for all: they are kept, and not used.

    What is public stays so until a second person has released the refusal, since it may decide
    which of two sources is used.

    Raises InputError where none is chosen, where no reason is given, and where one of them is
    refused already.
    """
    return _decide(numbers, Decision.REFUSED, check_reason(reason), by=by, now=now)


def take_certain(text: int, *, seen: int, by: Actor, now: datetime) -> int:
    """Takes all facts of a text that wait and carry no doubt.

    `seen` is how many the page said there are; InputError where there are others by now.
    """
    with door.writing(by=by, now=now) as write:
        check_may(by, Deed.REGISTER_REVIEW)
        rows = list(certain_of(text).select_for_update(of=("self",)))
        if not rows or len(rows) != seen:
            raise InputError(MEANWHILE)
        imports.decide(rows, Decision.TAKEN, "", by=by, now=now)
        write.say(
            EventKind.PRINTED_FACTS_TAKEN,
            door.REGISTER,
            content=[row.sha256 for row in rows],
            text=text,
            facts=len(rows),
        )
    return len(rows)


def correct(number: int, fact: PrintedFact, *, reason: str, by: Actor, now: datetime) -> int:
    """Enters what a fact ought to have said, which takes its place; the number of the new one.

    The fact that it corrects is kept as it was: what is public is shown until the correction is
    released, and then stands for the days before it; what nobody saw yet is refused. Raises
    InputError where nothing is changed, or where it was corrected already.
    """
    why = check_reason(reason)
    with door.writing(by=by, now=now) as write:
        check_may(by, Deed.REGISTER_REVIEW)
        row = _found(number, lock=True)
        check_correction(_fact(row), fact)
        new = _corrected(row, fact)
        new.save(force_insert=True)
        if row.public_since is None and row.state != FactState.REFUSED:
            imports.decide([row], Decision.REFUSED, why, by=by, now=now)
        imports.decide([new], Decision.TAKEN, why, by=by, now=now)
        write.say(
            EventKind.PRINTED_FACT_CORRECTED,
            door.REGISTER,
            content=[row.sha256, new.sha256, why],
            fact=row.pk,
            correction=new.pk,
        )
    return new.pk


def certain_of(text: int) -> QuerySet[RegisteredFact]:
    """The facts of a text that wait and carry no doubt. For actions only."""
    return RegisteredFact.objects.filter(text_id=text, state=FactState.WAITING, doubt="")


def _decide(
    numbers: Collection[int], decision: Decision, reason: str, *, by: Actor, now: datetime
) -> int:
    if not 0 < len(numbers) <= AT_ONCE:
        raise InputError(f"Choose the facts, {AT_ONCE} of them at most.", field="chosen")
    with door.writing(by=by, now=now) as write:
        check_may(by, Deed.REGISTER_REVIEW)
        found = RegisteredFact.objects.filter(pk__in=numbers).select_for_update(of=("self",))
        rows = list(found.order_by("pk"))
        if len(rows) != len(set(numbers)):
            raise NotAllowedError("There is no such fact.")
        if any(row.state == decision.value for row in rows):
            raise InputError(MEANWHILE)
        imports.decide(rows, decision, reason, by=by, now=now)
        taken = decision is Decision.TAKEN
        write.say(
            EventKind.PRINTED_FACTS_TAKEN if taken else EventKind.PRINTED_FACTS_REFUSED,
            door.REGISTER,
            content=[[row.sha256 for row in rows], reason],
            facts=len(rows),
            **({"fact": rows[0].pk} if len(rows) == 1 else {}),
        )
    return len(rows)


def _found(number: int, *, lock: bool = False) -> RegisteredFact:
    rows = RegisteredFact.objects.select_related("text")
    rows = rows.select_for_update(of=("self",)) if lock else rows
    row = rows.filter(pk=number).first()
    if row is None:
        raise NotAllowedError("There is no such fact.")
    return row


def _fact(row: RegisteredFact) -> PrintedFact:
    return fact_of({name: getattr(row, name) for name in FIELDS})


def _corrected(row: RegisteredFact, fact: PrintedFact) -> RegisteredFact:
    later = RegisteredFact.objects.filter(corrects=row).first()
    if later is not None:
        raise InputError(f"This was corrected already; correct number {later.pk}, which stands.")
    too_long = imports.check_fits(fact)
    if too_long:
        raise InputError(too_long.capitalize())
    read = ReadFact(fact=fact, source_published=row.source_published)
    new = imports.row_of(read, row.text, imports.digest(read))
    new.corrects = row
    if RegisteredFact.objects.filter(sha256=new.sha256).exists():
        raise InputError("The register holds this very fact already; take that one instead.")
    return new
