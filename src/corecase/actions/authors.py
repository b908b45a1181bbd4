"""Authors: who ever wrote something of a report, as the audit says it, or worked on it."""

import json

from corecase.actions import door
from corecase.core.event_kinds import EventKind
from corecase.store.cases.models import Event, Grant, Inspection


def of(inspection: Inspection, *kinds: EventKind) -> set[int]:
    """Everybody who did one of these to an inspection, also what was written over since.

    They may neither sign the report nor release it.
    """
    rows = Event.objects.filter(chain=inspection.code, kind__in=kinds)
    return set(map(int, rows.values_list("by", flat=True).distinct().order_by("by")))


def in_programme(inspection: Inspection, kind: EventKind, **subject: str) -> set[int]:
    """Everybody who ever did this, with such a subject, to the programme of an inspection."""
    rows = Event.objects.filter(chain=door.PROGRAMMES, kind=kind).values_list("by", "subject")
    wanted = {"programme": inspection.programme.code, **subject}.items()
    return {int(by) for by, said in rows if wanted <= json.loads(said).items()}


def team(inspection: Inspection) -> set[int]:
    """Everybody who ever held a role on an inspection, also one that has ended."""
    rows = Grant.objects.filter(inspection=inspection)
    return set(rows.values_list("person_id", flat=True))
