"""Authors: who ever wrote something of a report, as the audit says it."""

from corecase.core.event_kinds import EventKind
from corecase.store.cases.models import Event, Inspection


def of(inspection: Inspection, *kinds: EventKind) -> set[int]:
    """Everybody who did one of these to an inspection, also what was written over since.

    They may neither sign the report nor release it.
    """
    rows = Event.objects.filter(chain=inspection.code, kind__in=kinds)
    return set(map(int, rows.values_list("by", flat=True).distinct().order_by("by")))
