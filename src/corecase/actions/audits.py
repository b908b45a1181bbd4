"""The audit as a whole: verified by whoever runs the site, its heads copied off the machine."""

from collections.abc import Iterable
from datetime import datetime

from corecase.actions import door
from corecase.core.audit import Fault, Head
from corecase.core.event_kinds import EventKind
from corecase.core.people import OPERATOR
from corecase.store.cases import audit


def verify(heads: Iterable[Head] = ()) -> tuple[Fault, ...]:
    """Every fault in every chain, held against the anchors of the home and against `heads`.

    Reads only: a database that can no longer be written to can still be verified.
    """
    return audit.verify(heads)


def anchor(*, now: datetime) -> tuple[Head, ...]:
    """The head of every chain, to be kept where whoever writes the database cannot reach."""
    with door.writing(by=OPERATOR, now=now) as write:
        write.say(EventKind.AUDIT_ANCHORED, door.HOUSE)
    return audit.heads()
