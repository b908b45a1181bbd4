"""Stages: an inspection goes from one to the next, by the one table of legal moves."""

from datetime import datetime

from corecase.actions import completeness, door
from corecase.core.errors import InputError
from corecase.core.event_kinds import EventKind
from corecase.core.people import Actor, Deed
from corecase.core.stages import Stage, check_move
from corecase.store.cases.models import Inspection, ReportVersion, StageMove


def move(code: str, to: Stage, *, reason: str = "", by: Actor, now: datetime) -> None:
    """Moves an inspection to another stage.

    Raises InputError for a move that is not legal, a step back without its reason, a stage
    that waits for a caseload, a sample or judgements, and the announcement, which is made by
    announcing.
    """
    with door.writing(by=by, now=now) as write:
        row = door.inspection(code, Deed.INSPECTION_RUN, by=by, lock=True)
        before = Stage(row.stage)
        check_move(before, to)
        _check_is_ready(row, to)
        if to.number < before.number and not reason:
            raise InputError(f"Say why the inspection goes back to “{to.words}”.")
        stand_at(row, to, reason=reason, by=by, now=now)
        write.say(
            EventKind.INSPECTION_MOVED,
            code,
            content={"reason": reason},
            from_stage=before,
            to_stage=to,
        )


def stand_at(row: Inspection, to: Stage, *, reason: str = "", by: Actor, now: datetime) -> None:
    """Sets the stage of a locked row and records the move, for actions that say their own event.

    Raises InputError for a move that is not legal.
    """
    before = Stage(row.stage)
    check_move(before, to)
    row.stage = to
    row.save(update_fields=["stage"])
    StageMove.objects.create(
        inspection=row, from_stage=before, to_stage=to, reason=reason, by_id=by.person_id, at=now
    )


def _check_is_ready(row: Inspection, to: Stage) -> None:
    if to is Stage.ANNOUNCED:
        raise InputError("Announce the inspection on its own page: that makes the pack.")
    if to is Stage.CASELOAD_RECEIVED and not row.caseloads.filter(is_current=True).exists():
        raise InputError("There is no accepted caseload; accept one on the caseload page first.")
    if to is Stage.SAMPLE_DRAWN and not row.cases.exists():
        raise InputError("There is no sample; draw it on the sample page first.")
    if row.own_kind and to is Stage.DRAFTING:
        raise InputError(
            "A self-inspection ends with moderation: it has no report and is never published."
        )
    if to is Stage.SIGN_OFF:
        raise InputError("Hand the report in on the sign-off page, which says what is still open.")
    if to is Stage.PUBLISHED:
        raise InputError("A report is published by its release, on the publication page.")
    if row.stage == Stage.SIGN_OFF and _is_signed(row):
        raise InputError("The report is signed; the chief inspector withdraws the signature first.")
    if to is Stage.FACTUAL_ACCURACY:
        raise InputError("Open the round on the factual accuracy page: that freezes the draft.")
    # On the way back from the draft nothing could be judged any more: there it is not asked.
    if to is Stage.DRAFTING and row.stage == Stage.MODERATION:
        completeness.check_judged(row)


def _is_signed(row: Inspection) -> bool:
    return ReportVersion.objects.filter(inspection=row, withdrawn_at__isnull=True).exists()
