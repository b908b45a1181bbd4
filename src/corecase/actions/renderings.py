"""Renderings: a report is asked for, made by the worker, and handed out to those who may read it.

The table of renderings is the queue (docs/adr/0014). What is asked for carries the inspection's
folder as it stood, so that what is made does not depend on when.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from django.db.models import QuerySet
from django.utils import timezone

from corecase.actions import door, drafts, reports
from corecase.core.errors import InputError
from corecase.core.event_kinds import EventKind
from corecase.core.people import Actor, NotAllowedError
from corecase.core.renderings import PREVIEWS_KEPT
from corecase.core.reports import Purpose, RenderingState
from corecase.documents import formats
from corecase.exchange import inspection_folders
from corecase.store.cases.models import Inspection, RenderedFile, Rendering

SCREEN = ("html",)
"""What a preview on the screen needs."""
HANDED_OUT = ("html", "pdf", "docx")
"""The three formats of a report."""
PUBLISHED = (*HANDED_OUT, "xlsx", "csv")
"""What a signed version is frozen in."""

LONGEST_REF = 80
"""So much the log of consultations holds of what was read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a rendering is. `files` are those that can be opened already.

    `error` is a sentence once it has failed; `attempts` counts how often a worker began.
    """

    id: int
    code: str
    service: str
    synthetic: str
    formats: tuple[str, ...]
    state: RenderingState
    step: str
    attempts: int
    error: str
    asked_by: str
    asked_at: datetime
    done_at: datetime | None
    files: tuple[str, ...]

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.state in (RenderingState.DONE, RenderingState.FAILED)


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """One file of a rendering, to hand out."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """Whose report it is, with the previews asked for last."""

    code: str
    service: str
    synthetic: str
    previews: tuple[Progress, ...]


SHOWN = 10


def page(code: str, *, by: Actor) -> Heading:
    """Whose report can be previewed, and the previews that are kept, the newest first."""
    inspection = drafts.readable(code, by=by)
    rows = _rows().filter(inspection=inspection, purpose=Purpose.PREVIEW)
    return Heading(
        code=code,
        service=inspection.service.name,
        synthetic=inspection.synthetic,
        previews=tuple(progress_of(row, files=()) for row in rows[:SHOWN]),
    )


def ask(code: str, wanted: Iterable[str] = SCREEN, *, by: Actor, now: datetime) -> int:
    """Asks the worker for a preview in these formats; returns the rendering's number.

    Raises InputError before there is a draft, and where no format, or one that is not known, is
    named.
    """
    inspection = drafts.readable(code, by=by)
    # Read before the write begins: nobody who saves has to wait for it.
    folder = _folder(inspection, timezone.localdate(now))
    with door.writing(by=by, now=now) as write:
        row = _queued(inspection, Purpose.PREVIEW, wanted, folder, by=by, now=now)
        write.say(EventKind.RENDERING_ASKED, code, rendering=row.pk, sha256=row.sha256)
    return row.pk


def queue(
    inspection: Inspection,
    purpose: Purpose,
    wanted: Iterable[str] = HANDED_OUT,
    *,
    by: Actor,
    now: datetime,
) -> Rendering:
    """Asks for a rendering as a part of another write, which says its own event.

    No permission is asked here.
    """
    folder = _folder(inspection, timezone.localdate(now))
    return _queued(inspection, purpose, wanted, folder, by=by, now=now)


def ask_version(inspection: Inspection, folder: bytes, *, by: Actor, now: datetime) -> Rendering:
    """Asks for the version that is signed, in every format; a part of the signing.

    `folder` is the inspection's folder as an archive, with the day of publication.
    """
    return _queued(inspection, Purpose.VERSION, PUBLISHED, folder, by=by, now=now)


def of(code: str, number: int, *, by: Actor) -> Progress:
    """How far a preview is; NotAllowedError for every other rendering and to everybody else."""
    row = _preview(code, number, by)
    return progress_of(row, files=file_names(row))


def file(code: str, number: int, name: str, *, by: Actor, now: datetime) -> File:
    """A file of a preview, as soon as it is made; NotAllowedError where it is not there.

    That an unpublished report was read is logged.
    """
    row = _preview(code, number, by)
    found = file_of(row, name)
    door.consulted("REPORT", ref_of(row, name), inspection=row.inspection, by=by, now=now)
    return found


def progress_of(row: Rendering, *, files: tuple[str, ...]) -> Progress:
    """How far a rendering is, for actions that have asked for permission."""
    return Progress(
        id=row.pk,
        code=row.inspection.code,
        service=row.inspection.service.name,
        synthetic=row.inspection.synthetic,
        formats=tuple(row.formats),
        state=RenderingState(row.state),
        step=row.step,
        attempts=row.attempts,
        error=row.error,
        asked_by=row.asked_by.name,
        asked_at=row.asked_at,
        done_at=row.done_at,
        files=files,
    )


def file_names(row: Rendering) -> tuple[str, ...]:
    """The names of the files that are made, in the order in which they were."""
    return tuple(row.files.order_by("pk").values_list("name", flat=True))


def file_of(row: Rendering, name: str) -> File:
    """A file of a rendering, for actions that have asked for permission."""
    found = RenderedFile.objects.filter(rendering=row, name=name).first()
    if found is None:
        raise NotAllowedError("There is no such file.")
    return File(name=name, content=bytes(found.content))


def ref_of(row: Rendering, name: str) -> str:
    """What the log of consultations says was read: the rendering's number and the file."""
    return f"{row.pk} {name}"[:LONGEST_REF]


def remove_old(*, now: datetime) -> int:
    """Removes the previews that were asked for too long ago; how many there were."""
    old = Rendering.objects.filter(purpose=Purpose.PREVIEW, asked_at__lt=now - PREVIEWS_KEPT)
    _, removed = old.delete()
    return removed.get("cases.Rendering", 0)


def _folder(inspection: Inspection, today: date) -> bytes:
    return inspection_folders.zipped(reports.files_of(inspection, today))


def _queued(
    inspection: Inspection,
    purpose: Purpose,
    wanted: Iterable[str],
    folder: bytes,
    *,
    by: Actor,
    now: datetime,
) -> Rendering:
    chosen = set(wanted)
    if strangers := sorted(chosen - set(formats.NAMES)):
        raise InputError(f"There is no format {strangers[0]!r}; use {', '.join(formats.NAMES)}.")
    if not chosen:
        raise InputError("Choose at least one format.")
    return Rendering.objects.create(
        inspection=inspection,
        purpose=purpose,
        # In the order of the renderers: the page for the screen is the first to be ready.
        formats=[name for name in formats.NAMES if name in chosen],
        folder=folder,
        sha256=sha256(folder).hexdigest(),
        asked_by_id=by.person_id,
        asked_at=now,
    )


def _preview(code: str, number: int, by: Actor) -> Rendering:
    inspection = drafts.readable(code, by=by)
    found = _rows().filter(inspection=inspection, purpose=Purpose.PREVIEW, pk=number).first()
    if found is None:
        raise NotAllowedError("There is no such preview.")
    return found


def _rows() -> QuerySet[Rendering]:
    """Renderings without their folders, which are large."""
    rows = Rendering.objects.select_related("inspection__service", "asked_by")
    return rows.defer("folder")
