"""Evidence in advance: what was asked for, what came, who has read it, where it is cited."""

from dataclasses import dataclass
from datetime import date, datetime

from corecase.actions import door, inspections
from corecase.core.errors import InputError
from corecase.core.event_kinds import EventKind
from corecase.core.people import Actor, Deed, NotAllowedError
from corecase.store.cases.models import EvidenceItem, EvidenceReading, Inspection


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One document of the register.

    Who read it and where it is cited is the inspection's own: empty for the service.
    """

    number: int
    title: str
    asked_on: date
    received_on: date | None
    received_as: str
    cited_in: str = ""
    read_by: tuple[str, ...] = ()
    is_read_by_me: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """The register, and whether its reader sees who has read what and where it is cited."""

    entries: tuple[Entry, ...]
    shows_reading: bool
    may_run: bool
    may_read: bool

    @property
    def n_received(self) -> int:
        """How many of the documents have come."""
        return sum(entry.received_on is not None for entry in self.entries)


def register(code: str, *, by: Actor) -> Register:
    """Every document asked for, in the order of asking."""
    row = door.inspection(code, Deed.INSPECTION_READ, by=by)
    deeds = inspections.deeds_of(row, by)
    runs, reads = Deed.INSPECTION_RUN in deeds, Deed.EVIDENCE_READ in deeds
    items = EvidenceItem.objects.filter(inspection=row).prefetch_related("readings__by")
    return Register(
        entries=tuple(_entry(item, by, inside=runs or reads) for item in items),
        shows_reading=runs or reads,
        may_run=runs,
        may_read=reads,
    )


def ask(code: str, title: str, asked_on: date, *, by: Actor, now: datetime) -> None:
    """Enters a document that is asked for. Raises InputError where it stands there already."""
    with door.writing(by=by, now=now) as write:
        row = door.inspection(code, Deed.INSPECTION_RUN, by=by, lock=True)
        if row.evidence.filter(title__iexact=title).exists():
            raise InputError(
                "This document is in the register already; give another title.", field="title"
            )
        item = EvidenceItem.objects.create(inspection=row, title=title, asked_on=asked_on)
        write.say(EventKind.EVIDENCE_ASKED, code, content={"title": title}, item=item.pk)


def receive(
    code: str, number: int, received_on: date, received_as: str, *, by: Actor, now: datetime
) -> None:
    """Enters the day on which a document came and under what name; again to correct it.

    Raises InputError for a day before it was asked for.
    """
    with door.writing(by=by, now=now) as write:
        item = _item(code, number, Deed.INSPECTION_RUN, by)
        if received_on < item.asked_on:
            raise InputError(
                "It came before it was asked for; correct the day.", field="received_on"
            )
        item.received_on, item.received_as = received_on, received_as
        item.save(update_fields=["received_on", "received_as"])
        content = {"received_on": received_on.isoformat(), "received_as": received_as}
        write.say(EventKind.EVIDENCE_RECEIVED, code, content=content, item=item.pk)


def mark_read(code: str, number: int, *, by: Actor, now: datetime) -> None:
    """Marks that this person has read a document.

    Raises InputError for one that has not come, or that is marked already.
    """
    with door.writing(by=by, now=now) as write:
        item = _item(code, number, Deed.EVIDENCE_READ, by)
        if item.received_on is None:
            raise InputError("It has not come yet; mark it once it is there.")
        _, is_new = EvidenceReading.objects.get_or_create(
            item=item, by_id=by.person_id, defaults={"at": now}
        )
        if not is_new:
            raise InputError("You marked it as read already; nothing more is needed.")
        write.say(EventKind.EVIDENCE_READ, code, item=item.pk)


def cite(code: str, number: int, cited_in: str, *, by: Actor, now: datetime) -> None:
    """Says where a document is cited; empty words take that back.

    Raises InputError for a document that has not come.
    """
    with door.writing(by=by, now=now) as write:
        item = _item(code, number, Deed.INSPECTION_RUN, by)
        if item.received_on is None and cited_in:
            raise InputError("It has not come yet; cite it once it is there.")
        item.cited_in = cited_in
        item.save(update_fields=["cited_in"])
        write.say(EventKind.EVIDENCE_CITED, code, content={"cited_in": cited_in}, item=item.pk)


def _item(code: str, number: int, deed: Deed, by: Actor) -> EvidenceItem:
    row: Inspection = door.inspection(code, deed, by=by, lock=True)
    found = EvidenceItem.objects.filter(inspection=row, pk=number).first()
    if found is None:
        raise NotAllowedError("There is no such document.")
    return found


def _entry(item: EvidenceItem, by: Actor, *, inside: bool) -> Entry:
    readings = list(item.readings.all())
    return Entry(
        number=item.pk,
        title=item.title,
        asked_on=item.asked_on,
        received_on=item.received_on,
        received_as=item.received_as,
        cited_in=item.cited_in if inside else "",
        read_by=tuple(sorted(one.by.name for one in readings)) if inside else (),
        is_read_by_me=any(one.by_id == by.person_id for one in readings),
    )
