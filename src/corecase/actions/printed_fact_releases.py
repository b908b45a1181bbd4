"""The second person's word on printed facts: released, or sent back to whoever decided.

Nobody releases what they decided themselves. What is released is a decision: where somebody
decided about the fact again meanwhile, another look is asked for.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from corecase.actions import door
from corecase.actions import printed_fact_imports as imports
from corecase.actions.printed_fact_reviews import AT_ONCE, MEANWHILE
from corecase.core.errors import InputError
from corecase.core.event_kinds import EventKind
from corecase.core.fact_reviews import Decision, FactState, check_may_release, check_reason
from corecase.core.people import Actor, Deed, check_may
from corecase.store.public.models import FactDecision, RegisteredFact


@dataclass(frozen=True, slots=True, kw_only=True)
class Which:
    """The facts of one file, of one inspection, or all where neither is named.

    An inspection is named by its service and what is printed of it.
    """

    text: int | None = None
    service: str = ""
    programme: str = ""
    kind: str = ""
    inspected: str = ""

    @property
    def is_one(self) -> bool:
        """Whether a file or an inspection is named, so that all of it is released at once."""
        return self.text is not None or bool(self.service)


def release(decisions: Collection[int], *, by: Actor, now: datetime) -> int:
    """Releases what others decided about facts: what was taken is public, what was refused not.

    Raises InputError where none is chosen, where somebody decided again meanwhile, and for what
    this person decided.
    """
    return _say(decisions, Decision.RELEASED, "", by=by, now=now)


def send_back(decisions: Collection[int], *, reason: str, by: Actor, now: datetime) -> int:
    """Sends decisions back, with one reason for all: what was taken waits again.

    What was to be taken out stays. Raises InputError as `release`, and where no reason is given.
    """
    return _say(decisions, Decision.RETURNED, check_reason(reason), by=by, now=now)


def release_all(which: Which, *, seen: str, by: Actor, now: datetime) -> int:
    """Releases all that others decided about the facts of one file or of one inspection.

    `seen` is `mark_of` what the page showed; InputError where there is anything else by now.
    """
    with door.writing(by=by, now=now) as write:
        check_may(by, Deed.REGISTER_RELEASE)
        found = due(which).exclude(decided_by=by.person_id)
        rows = list(_locked(found)) if which.is_one else []
        if not rows or mark_of(rows) != seen:
            raise InputError(MEANWHILE)
        imports.decide(rows, Decision.RELEASED, "", by=by, now=now)
        _told(write, Decision.RELEASED, rows, "")
    return len(rows)


def due(which: Which) -> QuerySet[Any]:
    """The facts about which a second person is asked, with the `decision` that it is about.

    Who made it is `decided_by`, when `decided_at`, and why `decided_because`. For actions only.
    """
    last = FactDecision.objects.filter(fact=OuterRef("pk")).order_by("-pk")
    rows = RegisteredFact.objects.filter(
        Q(state=FactState.TAKEN, public_since__isnull=True)
        | Q(state=FactState.REFUSED, public_since__isnull=False)
    )
    if which.text is not None:
        rows = rows.filter(text_id=which.text)
    if which.service:
        rows = rows.filter(
            service=which.service,
            programme=which.programme,
            kind_of_inspection=which.kind,
            inspected=which.inspected,
        )
    return rows.annotate(
        decision=Subquery(last.values("pk")[:1]),
        decided_by=Subquery(last.values("by")[:1]),
        decided_at=Subquery(last.values("at")[:1]),
        decided_because=Subquery(last.values("reason")[:1]),
    )


def mark_of(rows: Sequence[Any]) -> str:
    """What stands for these decisions and no others, whatever their order."""
    numbers = sorted(row.decision for row in rows)
    return sha256(",".join(map(str, numbers)).encode()).hexdigest()[:16]


def _say(
    decisions: Collection[int], said: Decision, reason: str, *, by: Actor, now: datetime
) -> int:
    if not 0 < len(decisions) <= AT_ONCE:
        raise InputError(f"Choose the facts, {AT_ONCE} of them at most.", field="chosen")
    with door.writing(by=by, now=now) as write:
        check_may(by, Deed.REGISTER_RELEASE)
        rows = list(_locked(due(Which()).filter(decision__in=decisions)))
        if len(rows) != len(set(decisions)):
            raise InputError(MEANWHILE)
        for row in rows:
            check_may_release(by.person_id, row.decided_by)
        imports.decide(rows, said, reason, by=by, now=now)
        _told(write, said, rows, reason)
    return len(rows)


def _locked(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.select_for_update(of=("self",)).order_by("pk")


def _told(write: door.Writing, said: Decision, rows: Sequence[RegisteredFact], reason: str) -> None:
    released = said is Decision.RELEASED
    write.say(
        EventKind.PRINTED_FACTS_RELEASED if released else EventKind.PRINTED_FACTS_RETURNED,
        door.REGISTER,
        content=[[row.sha256 for row in rows], reason],
        facts=len(rows),
        **({"fact": rows[0].pk} if len(rows) == 1 else {}),
    )
