"""Published texts that somebody uploads for the worker to read, and tables of facts."""

from datetime import datetime
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from corecase.actions import door
from corecase.actions import printed_fact_imports as imports
from corecase.core.errors import InputError
from corecase.core.event_kinds import EventKind
from corecase.core.people import Actor, Deed, check_may
from corecase.core.periods import written_span
from corecase.exchange import printed_facts as tables
from corecase.exchange.limits import UPLOAD
from corecase.store.public.models import PrintedText

MAX_BYTES: Final = 20 * 2**20
"""The largest text that is taken: reports with charts have a few megabytes."""
TEXTS: Final = (".pdf", ".docx", ".html", ".htm", ".txt", ".md")
TABLES: Final = (".csv", ".xlsx", ".ods", ".parquet")


def check_may_upload(*, by: Actor) -> None:
    """Raises NotAllowedError where somebody may not bring texts into the register."""
    check_may(by, Deed.REGISTER_REVIEW)


def upload(
    name: str,
    content: bytes,
    *,
    source: str = "",
    source_published: str = "",
    by: Actor,
    now: datetime,
) -> int:
    """Takes a published text to be read, or a table of facts, which then wait; its number.

    `source` is how the facts of a text cite it, `source_published` when it was published; a
    table says both itself. Raises InputError for a file of another kind, one that is empty or
    too large, a day of publication that is none, and a table with faults.
    """
    check_may(by, Deed.REGISTER_REVIEW)
    ending = Path(name).suffix.lower()
    _check_file(ending, content)
    if ending in TABLES:
        return _table(name, content, by=by, now=now)
    if source_published and written_span(source_published) is None:
        raise InputError(
            "Enter when it was published as 19 June 2012, June 2012 or 2012.",
            field="source_published",
        )
    with door.writing(by=by, now=now) as write:
        digest = sha256(content).hexdigest()
        row = PrintedText.objects.create(
            name=Path(name).name[-200:],
            source=source,
            source_published=source_published,
            sha256=digest,
            content=content,
            asked_by=by.person_id,
            asked_at=now,
        )
        write.say(EventKind.PRINTED_TEXT_UPLOADED, door.REGISTER, content=digest, text=row.pk)
    return row.pk


def _check_file(ending: str, content: bytes) -> None:
    if ending not in (*TEXTS, *TABLES):
        raise InputError(
            "Give a PDF, Word, HTML or text file, or a table of facts as CSV or XLSX.",
            field="file",
        )
    if not content or len(content) > MAX_BYTES:
        raise InputError(
            f"Give a file that is not empty, of {MAX_BYTES // 2**20} MB at most.", field="file"
        )


def _table(name: str, content: bytes, *, by: Actor, now: datetime) -> int:
    with TemporaryDirectory(prefix="corecase-") as made:
        path = Path(made) / f"table{Path(name).suffix.lower()}"
        path.write_bytes(content)
        try:
            facts = tables.read(path, limits=UPLOAD)
        except InputError as error:
            error.field = "file"
            raise
    brought = imports.bring(Path(name).name, facts, takes_certain=False, by=by, now=now)
    return brought.number
