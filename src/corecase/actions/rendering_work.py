"""Rendering work: what the worker does with what was asked for, under a lease.

Nothing here asks for permission: only the worker calls it. A worker that dies says nothing
more; its lease runs out and the rendering is taken again, from the folder it was asked with.
Whoever lost the lease meanwhile writes nothing more.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from logging import getLogger
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from django.db import DatabaseError, transaction
from django.db.models import Q

from corecase.actions import door
from corecase.core.errors import CorecaseError, InputError
from corecase.core.event_kinds import EventKind
from corecase.core.factual_accuracy import NOTICE
from corecase.core.people import OPERATOR
from corecase.core.renderings import ATTEMPTS, LEASE, PREVIEW_NOTICE, is_spent
from corecase.core.reports import Purpose, RenderingState
from corecase.documents import formats
from corecase.documents.model import Document
from corecase.documents.report_forms import build
from corecase.exchange import inspection_folders
from corecase.pipelines.read import read_folder
from corecase.pipelines.render import report_of
from corecase.store.cases.models import RenderedFile, Rendering

Clock = Callable[[], datetime]

STEPS: Final = {
    "html": "Writing the page for the screen",
    "pdf": "Writing the PDF",
    "docx": "Writing the Word file",
    "xlsx": "Writing the workbook",
    "csv": "Writing the tables",
}
"""What a reader is told while a format is made."""
READING: Final = "Reading the judgements and the draft"
SPENT: Final = (
    f"The report could not be made in {ATTEMPTS} attempts; ask for it again, and tell whoever "
    "looks after the site if it fails again."
)

NOTICES: Final = {Purpose.PREVIEW: PREVIEW_NOTICE, Purpose.FACTS: NOTICE}
"""What stands on every page of a report that is not to be published."""

SHOWN_PROBLEMS: Final = 5

_LOG = getLogger("corecase.worker")


class LostLeaseError(CorecaseError):
    """Another worker has the rendering by now."""


def is_waiting(*, now: datetime) -> bool:
    """Whether there is something to take; a worker that finds nothing takes no lock to see it."""
    return Rendering.objects.filter(_ready(now)).exists()


def claim(*, now: datetime) -> int | None:
    """Takes the next rendering that waits, or whose worker went silent; None where there is none.

    One that was tried often enough fails here: its workers died and could not say so.
    """
    while True:
        with transaction.atomic():
            rows = Rendering.objects.select_for_update(of=("self",), skip_locked=True)
            waiting = rows.filter(_ready(now)).select_related("inspection").defer("folder")
            row = waiting.order_by("asked_at", "id").first()
            if row is None:
                return None
            if not is_spent(row.attempts):
                _leased(row, now)
                return row.pk
            _failed(row, SPENT, now=now)


def _ready(now: datetime) -> Q:
    silent = Q(state=RenderingState.RUNNING, leased_until__lt=now)
    return Q(state=RenderingState.WAITING) | silent


def run(rendering_id: int, *, clock: Clock) -> None:
    """Makes the files of a rendering that was claimed, and says how it ended.

    What a person can put right fails it at once, with the sentence; any other fault lets it be
    tried again. A database that does not answer is left to the lease.
    """
    row = Rendering.objects.select_related("inspection").get(pk=rendering_id)
    try:
        _tried(row, clock)
    except LostLeaseError:
        _LOG.warning("Rendering %s was taken by another worker.", row.pk)


def _tried(row: Rendering, clock: Clock) -> None:
    try:
        for name, content in _made(row, clock):
            _kept(row, name, content, now=clock())
        _done(row, now=clock())
    except (LostLeaseError, DatabaseError):
        raise
    except InputError as error:
        _failed(row, _sentence(error), now=clock())
    except Exception as error:
        # The kind of fault alone: its words may hold what was written in the draft.
        _LOG.error("Rendering %s, attempt %s: %s", row.pk, row.attempts, type(error).__name__)
        if is_spent(row.attempts):
            _failed(row, SPENT, now=clock())
        else:
            _change(row, state=RenderingState.WAITING, step="", leased_until=None)


def _made(row: Rendering, clock: Clock) -> Iterator[tuple[str, bytes]]:
    """Each file as it is made. The lease begins anew before each format."""
    document = _document(row)
    for wanted in row.formats:
        _step(row, STEPS[wanted], now=clock())
        for name, content in formats.render(document, (wanted,)).items():
            yield name if "." in name else f"report.{name}", content


def _document(row: Rendering) -> Document:
    """The report as the command line builds it, from the folder that was asked with.

    What is not to be published says so on every page.
    """
    with TemporaryDirectory(prefix="corecase-") as made:
        folder = Path(made)
        inspection_folders.unzipped(bytes(row.folder), folder)
        made_of = report_of(read_folder(folder), preview=row.purpose != Purpose.VERSION)
    document = build(made_of)
    if notice := NOTICES.get(Purpose(row.purpose)):
        return replace(document, notice=f"{notice} {document.notice}".strip())
    return document


def _leased(row: Rendering, now: datetime) -> None:
    row.state, row.step = RenderingState.RUNNING, READING
    row.attempts += 1
    row.leased_until = now + LEASE
    row.save(update_fields=["state", "step", "attempts", "leased_until"])
    # An earlier attempt's files are made again, from the same folder.
    row.files.all().delete()


def _step(row: Rendering, words: str, *, now: datetime) -> None:
    """Says what is being done and renews the lease."""
    _change(row, step=words, leased_until=now + LEASE)


def _kept(row: Rendering, name: str, content: bytes, *, now: datetime) -> None:
    with transaction.atomic():
        _change(row, leased_until=now + LEASE)
        digest = sha256(content).hexdigest()
        RenderedFile.objects.create(rendering=row, name=name, content=content, sha256=digest)


def _done(row: Rendering, *, now: datetime) -> None:
    with door.writing(by=OPERATOR, now=now) as write:
        _change(row, state=RenderingState.DONE, step="", leased_until=None, done_at=now)
        hashes = [list(pair) for pair in row.files.values_list("name", "sha256")]
        write.say(EventKind.RENDERING_DONE, row.inspection.code, rendering=row.pk, content=hashes)


def _failed(row: Rendering, error: str, *, now: datetime) -> None:
    """Nothing of a failed rendering stays but why it failed."""
    with door.writing(by=OPERATOR, now=now) as write:
        state = RenderingState.FAILED
        _change(row, state=state, step="", leased_until=None, error=error, done_at=now)
        row.files.all().delete()
        write.say(EventKind.RENDERING_FAILED, row.inspection.code, rendering=row.pk)


def _change(row: Rendering, **values: object) -> None:
    """Changes the row as long as this attempt holds it; else raises LostLeaseError."""
    mine = Rendering.objects.filter(pk=row.pk, state=RenderingState.RUNNING, attempts=row.attempts)
    if not mine.update(**values):
        raise LostLeaseError("The lease is lost.")


def _sentence(error: InputError) -> str:
    """What a person can put right, with the first of its problems."""
    return " ".join(str(part) for part in (error, *error.problems[:SHOWN_PROBLEMS]))
