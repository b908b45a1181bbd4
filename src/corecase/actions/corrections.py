"""Corrections: a published report is opened again, and says why to its readers."""

from datetime import datetime

from corecase.actions import authors, door, drafts, report_versions
from corecase.core.drafting import CORRECTED_STAGES
from corecase.core.errors import InputError
from corecase.core.event_kinds import EventKind
from corecase.core.people import Actor, Deed
from corecase.store.cases.models import Correction, Inspection

REASON: int = 500
"""The longest reason that readers are given."""


def open_(code: str, *, reason: str, by: Actor, now: datetime) -> int:
    """Opens the draft of a published report again; the correction's identifier.

    What is published stays readable until the corrected version is. Raises InputError without
    a reason, where nothing is published, and while another correction is open.
    """
    reason = reason.strip()
    if not reason or len(reason) > REASON:
        raise InputError(f"Say why, in at most {REASON} characters.", field="reason")
    with door.writing(by=by, now=now) as write:
        inspection = door.inspection(code, Deed.DRAFT_WRITE, by=by, lock=True)
        published = report_versions.rows(inspection).exclude(published_at=None)
        if inspection.stage not in CORRECTED_STAGES or not published.exists():
            raise InputError("Nothing is published that could be corrected.")
        if drafts.open_correction(inspection):
            raise InputError("A correction is open already; open the publication page again.")
        row = Correction.objects.create(
            inspection=inspection, reason=reason, opened_by_id=by.person_id, opened_at=now
        )
        write.say(EventKind.CORRECTION_OPENED, code, content=reason, correction=row.pk)
    return row.pk


def close(code: str, *, by: Actor, now: datetime) -> None:
    """Closes a correction that turned out not to be needed; no version comes of it.

    What was changed in the draft stays there and comes with the next correction. Raises
    InputError where none is open, and while its version is signed.
    """
    with door.writing(by=by, now=now) as write:
        inspection = door.inspection(code, Deed.DRAFT_WRITE, by=by, lock=True)
        row = drafts.open_correction(inspection)
        if row is None:
            raise InputError("No correction is open; open the publication page again.")
        if report_versions.pending(inspection) is not None:
            raise InputError("The corrected version is signed; its signature is withdrawn first.")
        row.closed_at = now
        row.save(update_fields=["closed_at"])
        write.say(EventKind.CORRECTION_CLOSED, code, correction=row.pk)


def writers(inspection: Inspection) -> set[int]:
    """Everybody who opened a correction: readers are given their reason."""
    return authors.of(inspection, EventKind.CORRECTION_OPENED)
