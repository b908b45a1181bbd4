"""The draft of a report: who reads it, who writes in it, and when it is open."""

from corecase.actions import door
from corecase.core import drafting
from corecase.core.errors import InputError
from corecase.core.people import Actor, Deed
from corecase.core.stages import Stage
from corecase.store.cases.models import Correction, Inspection


def readable(code: str, *, by: Actor) -> Inspection:
    """The inspection whose draft somebody may read; NotAllowedError for everybody else.

    Raises InputError before there is a draft.
    """
    inspection = door.inspection(code, Deed.DRAFT_READ, by=by)
    check_begun(inspection)
    return inspection


def writable(code: str, *, by: Actor, lock: bool = True) -> Inspection:
    """The locked inspection whose draft somebody may write in, now.

    Without `lock` for a page that only shows the form. Raises InputError where the draft is not
    open: before drafting, while it is signed, and once it is published unless a correction is
    open.
    """
    inspection = door.inspection(code, Deed.DRAFT_WRITE, by=by, lock=lock)
    check_begun(inspection)
    if not is_open(inspection):
        raise InputError(
            "The draft is closed; take it back to drafting on the inspection's page, or open a "
            "correction of what is published."
        )
    return inspection


def is_open(inspection: Inspection) -> bool:
    """Whether the draft may be written in; a correction is closed while its version is signed."""
    correction = open_correction(inspection)
    in_correction = correction is not None and not _is_signed(correction)
    return drafting.is_open(Stage(inspection.stage), in_correction=in_correction)


def open_correction(inspection: Inspection) -> Correction | None:
    """The correction that is open, if one is."""
    return Correction.objects.filter(inspection=inspection, closed_at__isnull=True).first()


def _is_signed(correction: Correction) -> bool:
    return correction.versions.filter(withdrawn_at__isnull=True).exists()


def check_begun(inspection: Inspection) -> None:
    """Raises InputError before the judgements are all made and drafting has begun."""
    if Stage(inspection.stage).number < Stage.DRAFTING.number:
        raise InputError(
            "There is no draft yet: move the inspection to drafting once every judgement is made."
        )
