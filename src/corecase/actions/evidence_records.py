"""Evidence records: findings at the level of the service, which no count carries."""

import re
from dataclasses import dataclass
from datetime import datetime

from corecase.actions import authors, door, drafts, frameworks
from corecase.core.errors import InputError
from corecase.core.event_kinds import EventKind
from corecase.core.findings import Evidence
from corecase.core.people import Actor, NotAllowedError
from corecase.core.sentences import Kind
from corecase.core.sign_off import Obstacle
from corecase.store.cases.models import (
    EvidenceItem,
    EvidenceRecord,
    Inspection,
    ReportText,
)

_REF = re.compile(r"evidence-(\d+)$")
_PRINTED = ("ACCEPTED", "EDITED")


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One evidence record. `document` is the entry of the register behind it, if one is named."""

    number: int
    criterion: str
    kind: Kind
    statement: str
    source: str
    document: int | None
    document_title: str
    version: int
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What a record says: its statement, where it was seen, the document of the register."""

    statement: str
    source: str
    document: int | None = None


def of(inspection: Inspection) -> tuple[Evidence, ...]:
    """The records as the findings take them, for other actions."""
    return tuple(
        Evidence(
            id=row.ref,
            criterion=row.criterion,
            kind=_kind(row.kind),
            statement=row.statement,
            source=row.source,
        )
        for row in EvidenceRecord.objects.filter(inspection=inspection)
    )


def obstacles(inspection: Inspection) -> list[Obstacle]:
    """Nothing of the records themselves: their paragraphs are accepted with the findings."""
    del inspection
    return []


def writers(inspection: Inspection) -> set[int]:
    """Everybody who ever wrote or removed a record."""
    return authors.of(
        inspection, EventKind.EVIDENCE_RECORD_WRITTEN, EventKind.EVIDENCE_RECORD_REMOVED
    )


def listed(code: str, *, by: Actor) -> tuple[Record, ...]:
    """Every record of an inspection whose draft somebody reads, by criterion."""
    inspection = drafts.readable(code, by=by)
    rows = EvidenceRecord.objects.filter(inspection=inspection).select_related("by", "item")
    order = [criterion.id for criterion in frameworks.of(inspection).criteria]
    return tuple(
        sorted(map(_record, rows), key=lambda one: (order.index(one.criterion), one.number))
    )


def one(code: str, number: int, *, by: Actor) -> Record:
    """One record, for somebody who may write it anew now."""
    return _record(_row(drafts.writable(code, by=by, lock=False), number))


def documents(code: str, *, by: Actor) -> tuple[tuple[int, str], ...]:
    """The documents of the register that a record may name."""
    rows = EvidenceItem.objects.filter(inspection=drafts.readable(code, by=by))
    return tuple(rows.values_list("pk", "title"))


def add(code: str, criterion: str, kind: Kind, words: Words, *, by: Actor, now: datetime) -> int:
    """Writes a new record and returns its number; it is drafted as a paragraph from then on.

    Raises InputError for a criterion that the framework lacks and for words that are missing.
    """
    with door.writing(by=by, now=now) as write:
        inspection = drafts.writable(code, by=by)
        if all(criterion != known.id for known in frameworks.of(inspection).criteria):
            raise InputError("Choose one of the criteria.", field="criterion")
        row = EvidenceRecord(
            inspection=inspection, ref=_next_ref(inspection), criterion=criterion, kind=kind
        )
        _write(row, words, by, now)
        write.say(
            EventKind.EVIDENCE_RECORD_WRITTEN,
            code,
            record=row.ref,
            criterion=criterion,
            content=[words.statement, words.source],
        )
    return row.pk


def change(code: str, number: int, words: Words, *, version: int, by: Actor, now: datetime) -> None:
    """Writes a record anew. `version` is the one that its writer read.

    Raises InputError where somebody else wrote it meanwhile: both are shown then.
    """
    with door.writing(by=by, now=now) as write:
        row = _row(drafts.writable(code, by=by), number)
        if row.version != version:
            raise InputError(
                "Somebody else changed this record while you wrote; what stands now is shown "
                "beside your words."
            )
        row.version += 1
        _write(row, words, by, now)
        write.say(
            EventKind.EVIDENCE_RECORD_WRITTEN,
            code,
            record=row.ref,
            content=[words.statement, words.source],
        )


def remove(code: str, number: int, *, by: Actor, now: datetime) -> None:
    """Takes a record away. Raises InputError while its paragraph stands in the report."""
    with door.writing(by=by, now=now) as write:
        inspection = drafts.writable(code, by=by)
        row = _row(inspection, number)
        place = f"{row.criterion}/{row.kind}/{row.ref}"
        texts = ReportText.objects.filter(inspection=inspection, place=place)
        if texts.filter(status__in=_PRINTED).exists():
            raise InputError("Drop its paragraph first; then the record can be removed.")
        row.delete()
        write.say(EventKind.EVIDENCE_RECORD_REMOVED, code, record=row.ref)


def _write(row: EvidenceRecord, words: Words, by: Actor, now: datetime) -> None:
    row.statement, row.source = words.statement.strip(), words.source.strip()
    if not row.statement:
        raise InputError("Enter what was found.", field="statement")
    if "[[" in row.statement or "]]" in row.statement:
        raise InputError("A record ties no figures; leave out the brackets.", field="statement")
    if not row.source:
        raise InputError("Enter where it was seen.", field="source")
    documents = EvidenceItem.objects.filter(inspection_id=row.inspection_id)
    if words.document is not None and not documents.filter(pk=words.document).exists():
        raise InputError("Choose a document of the register.", field="document")
    row.item_id, row.by_id, row.at = words.document, by.person_id, now
    row.save()


def _next_ref(inspection: Inspection) -> str:
    """A name that no record has, nor a paragraph that was kept of one that is gone."""
    refs = EvidenceRecord.objects.filter(inspection=inspection).values_list("ref", flat=True)
    places = ReportText.objects.filter(inspection=inspection).values_list("place", flat=True)
    found = (_REF.search(name) for name in (*refs, *places))
    return f"evidence-{1 + max((int(one.group(1)) for one in found if one), default=0)}"


def _row(inspection: Inspection, number: int) -> EvidenceRecord:
    rows = EvidenceRecord.objects.filter(inspection=inspection, pk=number)
    row = rows.select_related("by", "item").first()
    if row is None:
        raise NotAllowedError("There is no such record.")
    return row


def _record(row: EvidenceRecord) -> Record:
    return Record(
        number=row.pk,
        criterion=row.criterion,
        kind=_kind(row.kind),
        statement=row.statement,
        source=row.source,
        document=row.item_id,
        document_title=row.item.title if row.item else "",
        version=row.version,
        by=row.by.name,
        at=row.at,
    )


def _kind(code: str) -> Kind:
    return "strength" if code == "strength" else "area"
