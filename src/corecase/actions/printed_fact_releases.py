"""The second person's word on printed facts: released, or sent back to whoever decided.

Nobody releases what they decided themselves, and may withdraw it until then. What is released is
a decision: where somebody decided about the fact again meanwhile, another look is asked for.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Final

from django.db.models import OuterRef, Q, QuerySet, Subquery

from corecase.actions import door
from corecase.actions import printed_fact_imports as imports
from corecase.actions.printed_fact_reviews import AT_ONCE, MEANWHILE
from corecase.core.errors import InputError
from corecase.core.event_kinds import EventKind
from corecase.core.fact_reviews import (
    Decision,
    FactState,
    check_may_release,
    check_may_withdraw,
    check_reason,
)
from corecase.core.people import OPERATOR, Actor, Deed, check_may
from corecase.store.public.models import FactDecision, RegisteredFact

_TOLD: Final = {
    Decision.RELEASED: EventKind.PRINTED_FACTS_RELEASED,
    Decision.RETURNED: EventKind.PRINTED_FACTS_RETURNED,
    Decision.WITHDRAWN: EventKind.PRINTED_FACTS_WITHDRAWN,
}


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
    check_may(by, Deed.REGISTER_RELEASE)
    others = due(which).exclude(decided_by=by.person_id)
    return _say_all(others, which, Decision.RELEASED, seen=seen, by=by, now=now)


def withdraw(decisions: Collection[int], *, by: Actor, now: datetime) -> int:
    """Withdraws what this person decided, so that nobody is asked: what was taken waits again.

    What was to be taken out stays. Raises InputError where none is chosen, where somebody decided
    meanwhile, the second person too, and for what another decided.
    """
    return _say(decisions, Decision.WITHDRAWN, "", by=by, now=now)


def withdraw_all(which: Which, *, seen: str, by: Actor, now: datetime) -> int:
    """Withdraws all that this person decided about the facts of one file or of one inspection.

    `seen` as for `release_all`.
    """
    check_may(by, Deed.REGISTER_REVIEW)
    own = due(which).filter(decided_by=by.person_id)
    return _say_all(own, which, Decision.WITHDRAWN, seen=seen, by=by, now=now)


def withdraw_here(text: int, *, now: datetime) -> int:
    """Withdraws all that a command took of one file, on the machine of the site, by its operator.

    Raises InputError where nothing of it waits.
    """
    with door.writing(by=OPERATOR, now=now) as write:
        rows = list(_locked(due(Which(text=text)).filter(decided_by=OPERATOR.person_id)))
        if not rows:
            raise InputError(
                f"Nothing that a command took of file number {text} waits for a second person; "
                "look at the number on the page Printed facts."
            )
        _decide(write, rows, Decision.WITHDRAWN, "", by=OPERATOR, now=now)
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
    withdrawn = said is Decision.WITHDRAWN
    if not 0 < len(decisions) <= AT_ONCE:
        field = "mine" if withdrawn else "chosen"
        raise InputError(f"Choose the facts, {AT_ONCE} of them at most.", field=field)
    check_one = check_may_withdraw if withdrawn else check_may_release
    with door.writing(by=by, now=now) as write:
        check_may(by, Deed.REGISTER_REVIEW if withdrawn else Deed.REGISTER_RELEASE)
        rows = list(_locked(due(Which()).filter(decision__in=decisions)))
        if len(rows) != len(set(decisions)):
            raise InputError(MEANWHILE)
        for row in rows:
            check_one(by.person_id, row.decided_by)
        _decide(write, rows, said, reason, by=by, now=now)
    return len(rows)


def _say_all(
    found: QuerySet[Any], which: Which, said: Decision, *, seen: str, by: Actor, now: datetime
) -> int:
    with door.writing(by=by, now=now) as write:
        rows = list(_locked(found)) if which.is_one else []
        if not rows or mark_of(rows) != seen:
            raise InputError(MEANWHILE)
        _decide(write, rows, said, "", by=by, now=now)
    return len(rows)


def _locked(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.select_for_update(of=("self",)).order_by("pk")


def _decide(
    write: door.Writing,
    rows: Sequence[Any],
    said: Decision,
    reason: str,
    *,
    by: Actor,
    now: datetime,
) -> None:
    imports.decide(rows, said, reason, by=by, now=now)
    write.say(
        _TOLD[said],
        door.REGISTER,
        content=[[row.sha256 for row in rows], reason],
        facts=len(rows),
        **({"fact": rows[0].pk} if len(rows) == 1 else {}),
    )
