"""The folder of a version: what it was made of, so that anybody can make the same files again."""

from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from corecase.actions import access, drafts, report_versions, reports
from corecase.actions.reports import Archive
from corecase.core.people import Actor, NotAllowedError
from corecase.exchange import inspection_folders
from corecase.pipelines.read import read_folder
from corecase.store.cases.models import Inspection


def archive(code: str, number: int, *, by: Actor, now: datetime) -> Archive:
    """The inspection's folder as it was signed, for somebody who reads the draft.

    `corecase report` makes the version's files of it, byte for byte. It holds the judgements of
    every case, so each case is logged as consulted. NotAllowedError where there is no such
    version.
    """
    inspection = drafts.readable(code, by=by)
    access.check_not_blind(inspection, by=by)
    content = _folder(inspection, number)
    reports.taken(inspection, content, _refs(content), by=by, now=now, version=number)
    return Archive(name=f"{code}-version-{number}.zip", content=content)


def _folder(inspection: Inspection, number: int) -> bytes:
    row = report_versions.rows(inspection).filter(pk=number).first()
    if row is None:
        raise NotAllowedError("There is no such version.")
    return bytes(row.rendering.folder)


def _refs(content: bytes) -> tuple[str, ...]:
    """The cases that an archive holds, also those that were replaced since or are missing."""
    with TemporaryDirectory(prefix="corecase-") as made:
        inspection_folders.unzipped(content, Path(made))
        folder = read_folder(Path(made))
        return (*folder.judged.judgements.case_ids, *folder.inspection.missing_ids)
