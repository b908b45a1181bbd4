"""Uploads: a service's list on its way in, from the file to columns and codes that are ours."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory
from typing import Final

from django.db.models import Q

from corecase.actions import caseload_rows, caseloads, door, stages
from corecase.core.caseload_mappings import CaseloadMapping, suggest_mapping
from corecase.core.caseloads import Eligibility, EligibilityWindow, eligibility
from corecase.core.errors import InputError
from corecase.core.event_kinds import EventKind
from corecase.core.minimisation import MinimalList
from corecase.core.people import Actor, Deed
from corecase.core.stages import Stage
from corecase.exchange.caseloads import CaseloadReading, apply, read_caseload
from corecase.exchange.limits import UPLOAD
from corecase.store.cases.models import Caseload, Inspection, SavedMapping

MAX_BYTES: Final = 10 * 2**20
KEPT: Final = timedelta(days=1)
"""How long a list waits for somebody to map and accept it; then it is deleted."""

_ENDINGS: Final = frozenset({".csv", ".tsv", ".txt", ".xlsx", ".ods", ".xlsm", ".xls"})
# The last two are refused by the reader, in words that say how to save them.


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A list that waits to be mapped: its headings, what they seem to be, what was left out."""

    upload: int
    at: datetime
    by: str
    headings: tuple[str, ...]
    mapping: CaseloadMapping
    n_rows: int
    notice: str


def receive(
    code: str, *, file_name: str, content: bytes, birth_date: str = "", by: Actor, now: datetime
) -> None:
    """Takes in a CSV, XLSX or ODS file and keeps what is left without what names a child.

    The file itself is never stored. The column headed `birth_date` becomes ages in whole years
    on the first day of the window. A list that still waited gives way. Raises InputError where
    the file cannot be read, and where no caseload can be received now.
    """
    # Read before anything is locked: a large file takes seconds.
    row = door.inspection(code, Deed.CASELOAD_SUPPLY, by=by)
    caseloads.check_open(row)
    listed = _read(file_name, content, caseloads.window_of(row), birth_date)
    with door.writing(by=by, now=now) as write:
        row = door.inspection(code, Deed.CASELOAD_SUPPLY, by=by, lock=True)
        caseloads.check_open(row)
        waiting = Caseload.objects.filter(listed__isnull=False)
        waiting.filter(Q(inspection=row) | Q(at__lt=now - KEPT)).delete()
        saved = _saved(row)
        mapping = suggest_mapping(listed.headings, saved)
        made = Caseload.objects.create(
            inspection=row,
            file_sha256=sha256(content).hexdigest(),
            listed=listed.to_record(),
            mapping=replace(mapping, birth_date=birth_date).to_record(),
            by_id=by.person_id,
            at=now,
        )
        write.say(EventKind.CASELOAD_UPLOADED, code, file=made.file_sha256, upload=made.pk)


def waiting(code: str, *, by: Actor, now: datetime) -> Waiting | None:
    """The list that waits to be mapped and accepted; None where there is none."""
    row = door.inspection(code, Deed.CASELOAD_SUPPLY, by=by)
    found = row.caseloads.select_related("by").filter(**fresh(now)).first()
    if found is None:
        return None
    listed = listed_of(found)
    return Waiting(
        upload=found.pk,
        at=found.at,
        by=found.by.name,
        headings=tuple(dict.fromkeys(heading for heading in listed.headings if heading)),
        mapping=CaseloadMapping.from_record(found.mapping),
        n_rows=len(listed.rows),
        notice=listed.notice,
    )


def birth_date_heading(code: str, *, by: Actor) -> str:
    """The heading of birth dates in the list of last time; empty where there was none."""
    saved = _saved(door.inspection(code, Deed.CASELOAD_SUPPLY, by=by))
    return saved.birth_date if saved else ""


def map_columns(
    code: str, *, upload: int, columns: Mapping[str, str], by: Actor, now: datetime
) -> None:
    """Says which heading holds each field, for this list and the service's next one.

    Raises InputError where no column holds the case reference, and for a list that is gone.
    """
    with door.writing(by=by, now=now) as write:
        row = door.inspection(code, Deed.CASELOAD_SUPPLY, by=by, lock=True)
        pending = pending_of(row, upload, now)
        before = CaseloadMapping.from_record(pending.mapping)
        _map(write, pending, replace(before, columns=dict(columns)), by=by, now=now)


def map_spellings(
    code: str, *, upload: int, codes: Mapping[str, Mapping[str, str]], by: Actor, now: datetime
) -> None:
    """Says which of our codes the service's own spellings stand for, code by spelling by field.

    Raises InputError for what is no code of its field, and for a list that is gone.
    """
    with door.writing(by=by, now=now) as write:
        row = door.inspection(code, Deed.CASELOAD_SUPPLY, by=by, lock=True)
        pending = pending_of(row, upload, now)
        before = CaseloadMapping.from_record(pending.mapping)
        merged = {
            name: {**before.codes.get(name, {}), **codes.get(name, {})}
            for name in sorted({*before.codes, *codes})
        }
        _map(write, pending, replace(before, codes=merged), by=by, now=now)


def accept(code: str, *, upload: int, by: Actor, now: datetime) -> None:
    """Makes a mapped list the caseload to draw from; the one before it gives way.

    Cases outside the window, and rows with unknown codes, are kept with their reasons and not
    drawn from. Raises InputError while the list has problems, where no case may be drawn, and
    once a sample is drawn.
    """
    with door.writing(by=by, now=now) as write:
        row = door.inspection(code, Deed.CASELOAD_SUPPLY, by=by, lock=True)
        caseloads.check_open(row)
        pending = pending_of(row, upload, now)
        listed = listed_of(pending)
        reading = apply(CaseloadMapping.from_record(pending.mapping), listed)
        window = caseloads.window_of(row)
        parted = _drawable(reading, window)
        pending.accepted_by_id, pending.accepted_at = by.person_id, now
        caseload_rows.keep(pending, reading, parted, window=window, notice=listed.notice)
        if row.stage == Stage.ANNOUNCED:
            stages.stand_at(row, Stage.CASELOAD_RECEIVED, by=by, now=now)
        write.say(EventKind.CASELOAD_ACCEPTED, code, upload=upload, frame=pending.frame_sha256)


def discard(code: str, *, upload: int, by: Actor, now: datetime) -> None:
    """Deletes a list that waits. Raises InputError where it is gone already."""
    with door.writing(by=by, now=now) as write:
        row = door.inspection(code, Deed.CASELOAD_SUPPLY, by=by, lock=True)
        pending_of(row, upload, now).delete()
        write.say(EventKind.CASELOAD_WITHDRAWN, code, upload=upload)


def pending_of(row: Inspection, upload: int, now: datetime) -> Caseload:
    """The list of that number that waits. Raises InputError where it is gone."""
    found = row.caseloads.filter(pk=upload, **fresh(now)).first()
    if found is None:
        raise InputError(
            "This upload is no longer here: another took its place, or a day went by. "
            "Upload the case list again."
        )
    return found


def listed_of(pending: Caseload) -> MinimalList:
    """What is left of the file while it waits."""
    return MinimalList.from_record(pending.listed or {})


def fresh(now: datetime) -> dict[str, object]:
    """What finds a list that still waits, younger than `KEPT`."""
    return {"listed__isnull": False, "at__gte": now - KEPT}


def _read(
    file_name: str, content: bytes, window: EligibilityWindow, birth_date: str
) -> MinimalList:
    ending = PurePath(file_name).suffix.lower()
    if ending not in _ENDINGS:
        raise InputError(
            "This kind of file cannot be read; save the list as CSV, XLSX or ODS.", field="file"
        )
    # The name of the file may name somebody: only its ending is used.
    with TemporaryDirectory(prefix="corecase-") as folder:
        path = Path(folder) / f"caseload{ending}"
        path.write_bytes(content)
        try:
            return read_caseload(
                path,
                reference_on=window.first_start,
                birth_date=birth_date,
                max_bytes=MAX_BYTES,
                limits=UPLOAD,
            )
        except InputError as error:
            # Whoever sent the file knows it by its own name; it is said to them and kept nowhere.
            name = "".join(filter(str.isprintable, PurePath(file_name).name))
            told = str(error).replace(path.name, name)
            raise InputError(told, error.problems) from error


def _drawable(reading: CaseloadReading, window: EligibilityWindow) -> Eligibility:
    """The list parted by the window, once nothing is wrong with it and a case may be drawn."""
    if reading.problems:
        raise InputError("Correct the problems listed in the file, then upload it again.")
    parted = eligibility(reading.cases, window)
    if not parted.cases:
        raise InputError(
            "No case of this list may be drawn; see the reasons below, and check the list and "
            "the eligibility window."
        )
    return parted


def _map(
    write: door.Writing, pending: Caseload, mapping: CaseloadMapping, *, by: Actor, now: datetime
) -> None:
    apply(mapping, listed_of(pending))
    service = pending.inspection.service
    pending.mapping = mapping.to_record()
    pending.save(update_fields=["mapping"])
    SavedMapping.objects.update_or_create(
        service=service, defaults={"mapping": pending.mapping, "by_id": by.person_id, "at": now}
    )
    write.say(
        EventKind.MAPPING_SAVED,
        pending.inspection.code,
        content=pending.mapping,
        service=service.code,
        upload=pending.pk,
    )


def _saved(row: Inspection) -> CaseloadMapping | None:
    found = SavedMapping.objects.filter(service=row.service_id).first()
    return CaseloadMapping.from_record(found.mapping) if found else None
