"""The audit of one inspection as it is read: what was done, who looked at which case."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from corecase.actions import door
from corecase.core.audit import Unreadable
from corecase.core.people import OPERATOR, Actor, Deed, NotAllowedError
from corecase.store.cases import audit
from corecase.store.cases.models import (
    CaseAssessment,
    Consultation,
    Event,
    Inspection,
    Person,
)

PER_PAGE: Final = 100
"""Entries of a page: a fieldwork day writes some hundreds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line: its number in the chain (0 for a look), when, who, what, and of which case."""

    number: int
    at: datetime | None
    who: str
    what: str
    ref: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditPage:
    """A page of the audit or of the looks at cases, the newest first.

    `faults` are sentences on the whole chain, empty where it is as it was written.
    """

    code: str
    service: str
    synthetic: str
    entries: tuple[Entry, ...]
    n_entries: int
    page: int
    n_pages: int
    faults: tuple[str, ...] = ()


def events(code: str, page: int = 1, *, by: Actor) -> AuditPage:
    """What was done on an inspection, and whether its chain is as it was written.

    Raises NotAllowedError for whoever may not read it, and for a page that is none.
    """
    inspection = door.inspection(code, Deed.AUDIT_READ, by=by)
    n, faults = audit.verify_chain(code)
    rows = Event.objects.filter(chain=code).order_by("-sequence")
    chosen = tuple(rows[_first(page, n) : _first(page, n) + PER_PAGE])
    return _page(
        inspection, page, n, tuple(_entries(chosen)), tuple(str(fault) for fault in faults)
    )


def looks(code: str, page: int = 1, *, by: Actor) -> AuditPage:
    """Who consulted case-level data of an inspection, and when.

    Raises NotAllowedError for whoever may not read it, and for a page that is none.
    """
    inspection = door.inspection(code, Deed.AUDIT_READ, by=by)
    rows = Consultation.objects.filter(inspection_id=inspection.pk).order_by("-at", "-id")
    n = rows.count()
    chosen = tuple(rows[_first(page, n) : _first(page, n) + PER_PAGE])
    names = _names(str(row.by) for row in chosen)
    entries = tuple(
        Entry(
            number=0,
            at=row.at,
            who=names[str(row.by)],
            what=_words(row.what) + (f": {row.reason}" if row.reason else ""),
            ref=row.ref,
        )
        for row in chosen
    )
    return _page(inspection, page, n, entries)


def _page(
    inspection: Inspection,
    page: int,
    n_entries: int,
    entries: tuple[Entry, ...],
    faults: tuple[str, ...] = (),
) -> AuditPage:
    return AuditPage(
        code=inspection.code,
        service=inspection.service.name,
        synthetic=inspection.synthetic,
        entries=entries,
        n_entries=n_entries,
        page=page,
        n_pages=_n_pages(n_entries),
        faults=faults,
    )


def _n_pages(n_entries: int) -> int:
    """An empty list has one page."""
    return max(1, -(-n_entries // PER_PAGE))


def _first(page: int, n_entries: int) -> int:
    """The place of a page's first entry. NotAllowedError for a page that is none."""
    if not 1 <= page <= _n_pages(n_entries):
        raise NotAllowedError("There is no such page.")
    return (page - 1) * PER_PAGE


def _entries(rows: tuple[Event, ...]) -> Iterable[Entry]:
    """Events with the names of people and the references of cases, read in two queries."""
    read = [audit.event_of(row) for row in rows]
    known = [event for event in read if not isinstance(event, Unreadable)]
    names = _names(event.by for event in known)
    refs = _refs(event.subject.get("assessment", "") for event in known)
    for row, event in zip(rows, read, strict=True):
        if isinstance(event, Unreadable):
            what = "This entry cannot be read any more"
            yield Entry(number=row.sequence, at=None, who="", what=what)
            continue
        yield Entry(
            number=event.sequence,
            at=event.at,
            who=names[event.by],
            what=_words(event.kind.value),
            ref=refs.get(event.subject.get("assessment", ""), event.subject.get("case", "")),
        )


def _names(identifiers: Iterable[str]) -> dict[str, str]:
    """The name of each person, by identifier; the operator has no row."""
    wanted = set(identifiers)
    numbers = {int(one) for one in wanted if one.isdecimal() and len(one) < 18}
    found = dict(Person.objects.filter(pk__in=numbers).values_list("pk", "name"))
    found[OPERATOR.person_id] = "the operator of this site"
    return {one: found.get(int(one), f"person {one}") if one.isdecimal() else one for one in wanted}


def _refs(identifiers: Iterable[str]) -> dict[str, str]:
    """The reference of the case of each case assessment."""
    numbers = {int(one) for one in identifiers if one.isdecimal() and len(one) < 18}
    rows = CaseAssessment.objects.filter(pk__in=numbers)
    return {str(pk): ref for pk, ref in rows.values_list("pk", "case__ref")}


def _words(code: str) -> str:
    """A code as people read it: `"Case assessment saved"`."""
    return code.replace("_", " ").capitalize()
