"""The journal of a case assessment: every change as it came, readable as history."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from corecase.actions import access, case_files, door, frameworks
from corecase.actions.case_files import Heading
from corecase.core.assessment_states import Marking
from corecase.core.criteria import Item
from corecase.core.operations import Field, Outcome
from corecase.core.people import Actor
from corecase.store.cases import models


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One change: when, by whom, of which field, what it said and what became of it."""

    at: datetime
    by: str
    field: Field
    value: str
    outcome: Outcome
    is_decision: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Journal:
    """The changes of a case assessment by item, and who held it from when."""

    heading: Heading
    items: tuple[tuple[Item, tuple[Entry, ...]], ...]
    holders: tuple[tuple[str, datetime], ...]


def read(
    code: str, ref: str, *, marking: Marking | None = None, by: Actor, now: datetime
) -> Journal:
    """The journal of a case assessment that somebody reaches, in the framework's order."""
    row = access.reached(code, ref, by=by, marking=marking)
    door.consulted("JOURNAL", ref, inspection=row.case.inspection, by=by, now=now)
    entries: dict[str, list[Entry]] = defaultdict(list)
    for one in models.Operation.objects.filter(assessment=row).select_related("by"):
        entries[one.item_id].append(
            Entry(
                at=one.at,
                by=one.by.name,
                field=Field(one.field),
                value=one.value,
                outcome=Outcome(one.outcome),
                is_decision=one.device == "decision",
            )
        )
    items = frameworks.of(row.case.inspection).items
    held = row.allocations.select_related("assessor")
    return Journal(
        heading=case_files.heading(row, by=by, now=now),
        items=tuple((item, tuple(entries[item.id])) for item in items if item.id in entries),
        holders=tuple((one.assessor.name, one.at) for one in held),
    )
