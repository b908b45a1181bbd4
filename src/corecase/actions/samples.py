"""Samples: the draw that is recorded once, its withdrawal, and its replay."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import ProtectedError
from django.utils import timezone

from corecase import __version__
from corecase.actions import caseloads, door, former_samples, stages
from corecase.actions.headings import Heading, heading
from corecase.core.assessment_states import AssessmentState
from corecase.core.caseload_fields import level_words
from corecase.core.caseloads import frame_of
from corecase.core.coordination import AVOIDING
from corecase.core.draw_records import draw_sha256, from_record, to_bytes, to_record
from corecase.core.draw_terms import CUBE, Former, Terms
from corecase.core.draws import METHOD, Draw, Stratum, seed_string
from corecase.core.errors import InputError
from corecase.core.event_kinds import EventKind
from corecase.core.frames import Frame
from corecase.core.people import Actor, Deed
from corecase.core.stages import Stage
from corecase.statistics.draw_methods import draw as draw_cases
from corecase.statistics.draw_methods import replay as replay_draw
from corecase.store.cases.models import (
    Allocation,
    CaseAssessment,
    Caseload,
    Inspection,
    Replacement,
    SampledCase,
    SampleDraw,
)

SAMPLE: Final = "SAMPLE"
RESERVE: Final = "RESERVE"
REPLACED: Final = "REPLACED"
MISSING: Final = "MISSING"

WITHDRAWABLE: Final = frozenset({Stage.CASELOAD_RECEIVED, Stage.SAMPLE_DRAWN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """How a sample is to be drawn: its size, the attributes of its strata, their minimum.

    With attributes to balance on, the most important first, it is drawn by the cube method.
    `avoids` leaves the cases of the inspection before alone, where one is held here.
    """

    n: int
    strata: tuple[str, ...] = ()
    minimum: int = 0
    balance: tuple[str, ...] = ()
    avoids: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """What differs when a draw is repeated, in sentences; none when it agrees."""

    heading: Heading
    differences: tuple[str, ...]


def draw(
    code: str,
    choice: Choice,
    *,
    nonce_inspectorate: str,
    nonce_service: str,
    by: Actor,
    now: datetime,
) -> None:
    """Draws the sample from the accepted caseload and records everything that repeats it.

    The nonces are one word of either side, revealed after the case list was accepted. Raises
    InputError without a caseload, where a sample is drawn already, and where the choice cannot
    be met.
    """
    with door.writing(by=by, now=now) as write:
        row = door.inspection(code, Deed.SAMPLE_DRAW, by=by, lock=True)
        caseload = drawable(row)
        frame = frame_in(caseload)
        seed = seed_string(
            drawn_on=timezone.localdate(now),
            service=row.service.code,
            programme=row.programme.code,
            frame_sha256=frame.sha256,
            nonce_inspectorate=nonce_inspectorate,
            nonce_service=nonce_service,
        )
        before = row.draws.order_by("id").last()
        drawn = draw_cases(
            frame,
            _terms(choice, former_samples.of(row) if choice.avoids else None),
            seed=seed,
            software=__version__,
            previous_sha256=before.sha256 if before else "",
        )
        made = keep(row, caseload, drawn, by=by, now=now)
        stages.stand_at(row, Stage.SAMPLE_DRAWN, by=by, now=now)
        write.say(
            EventKind.SAMPLE_DRAWN,
            code,
            content=made.record,
            draw=made.sha256,
            frame=frame.sha256,
        )


def withdraw(code: str, *, reason: str, by: Actor, now: datetime) -> None:
    """Takes a draw back, with a reason; its record stays, its cases are no longer a sample.

    Allocations of cases that nobody has begun go with it. Raises InputError without a reason,
    once a case assessment has begun or anything else hangs on a case, and in the field.
    """
    if not reason:
        raise InputError("Say why the draw is withdrawn.", field="reason")
    with door.writing(by=by, now=now) as write:
        row = door.inspection(code, Deed.SAMPLE_DRAW, by=by, lock=True)
        made = standing(row)
        if row.stage not in WITHDRAWABLE:
            raise InputError("The fieldwork has begun, so the draw stands; replace single cases.")
        made.withdrawn_by_id, made.withdrawn_at = by.person_id, now
        made.withdrawn_reason = reason
        made.save(update_fields=["withdrawn_by", "withdrawn_at", "withdrawn_reason"])
        _let_go(made)
        if row.stage == Stage.SAMPLE_DRAWN:
            stages.stand_at(row, Stage.CASELOAD_RECEIVED, reason=reason, by=by, now=now)
        write.say(EventKind.SAMPLE_WITHDRAWN, code, content={"reason": reason}, draw=made.sha256)


def record(code: str, *, by: Actor, now: datetime) -> bytes:
    """The record of the draw as a file of JSON: the same draw gives the same bytes."""
    row = door.inspection(code, Deed.SAMPLE_READ, by=by)
    drawn = drawn_in(standing(row))
    refs = (*drawn.sample, *drawn.reserves)
    door.consulted("DRAW_RECORD", *refs, inspection=row, by=by, now=now)
    return to_bytes(drawn)


def case_list(code: str, *, by: Actor, now: datetime) -> bytes:
    """The case list as the draw saw it: references and codes, the bytes whose hash was signed off.

    With the record it lets anybody repeat the draw by `corecase sample replay`. For whoever reads
    the caseload. Raises InputError where no sample is drawn.
    """
    row = door.inspection(code, Deed.CASELOAD_READ, by=by)
    frame = frame_in(standing(row).caseload)
    door.consulted("CASELOAD", *frame.ids, inspection=row, by=by, now=now)
    return frame.content


def replay(code: str, *, by: Actor) -> Replayed:
    """What differs when the draw is repeated from the stored caseload.

    A record, a caseload or a list of cases that was changed since is told too.
    """
    row = door.inspection(code, Deed.SAMPLE_READ, by=by)
    return Replayed(heading=heading(row), differences=_differences(standing(row)))


def standing(row: Inspection) -> SampleDraw:
    """The draw that stands. Raises InputError where no sample is drawn."""
    found = standing_or_none(row)
    if found is None:
        raise InputError("No sample is drawn yet; draw one on the sample page.")
    return found


def standing_or_none(row: Inspection) -> SampleDraw | None:
    """The draw that stands; None where no sample is drawn."""
    rows = row.draws.select_related("by", "caseload")
    return rows.filter(withdrawn_at__isnull=True).first()


def drawn_in(made: SampleDraw) -> Draw:
    """The draw in its record. Raises InputError where the record was changed."""
    return from_record(made.record)


def frame_in(caseload: Caseload) -> Frame:
    """The list that a sample is drawn from: the eligible cases of an accepted caseload."""
    return frame_of(caseloads.eligible_cases(caseload))


def stratum_words(strata: tuple[str, ...], group: Stratum) -> str:
    """A stratum as people read it: `"custody, female"`, `"all cases"` without attributes."""
    pairs = zip(strata, group.values, strict=True)
    return ", ".join(level_words(name, value) for name, value in pairs) or "all cases"


def _terms(choice: Choice, former: Former | None) -> Terms:
    """Raises InputError for a draw that is to be balanced and to leave cases alone."""
    if former is not None and choice.balance:
        raise InputError(former_samples.BALANCED)
    method = CUBE if choice.balance else METHOD
    return Terms(
        method=method if former is None else AVOIDING,
        n=choice.n,
        strata=choice.strata,
        minimum=choice.minimum,
        balance=choice.balance,
        former=former,
    )


def keep(
    row: Inspection, caseload: Caseload, drawn: Draw, *, by: Actor, now: datetime
) -> SampleDraw:
    """Keeps a draw with its record and its cases, inside the caller's transaction."""
    made = SampleDraw.objects.create(
        inspection=row,
        caseload=caseload,
        record=to_record(drawn),
        sha256=draw_sha256(drawn),
        by_id=by.person_id,
        at=now,
    )
    by_id = {case.id: case.as_case for case in caseloads.eligible_cases(caseload)}
    words = {
        case_id: stratum_words(drawn.strata, group)
        for group in drawn.groups
        for case_id in group.cases
    }
    SampledCase.objects.bulk_create(
        (
            SampledCase(
                inspection=row,
                draw=made,
                ref=case_id,
                attributes=dict(by_id[case_id].attributes),
                stratum=words[case_id],
                position=position,
                standing=SAMPLE if position <= drawn.n else RESERVE,
            )
            for position, case_id in enumerate((*drawn.sample, *drawn.reserves), start=1)
        ),
        batch_size=500,
    )
    return made


def _let_go(made: SampleDraw) -> None:
    """Deletes what a withdrawn draw had made, or says what stands against it."""
    assessments = CaseAssessment.objects.filter(case__draw=made)
    if assessments.exclude(state=AssessmentState.ALLOCATED).exists():
        raise InputError("A case assessment has begun, so the draw stands; replace single cases.")
    try:
        Allocation.objects.filter(assessment__in=assessments).delete()
        assessments.delete()
        Replacement.objects.filter(case__draw=made).delete()
        made.cases.all().delete()
    except ProtectedError as error:
        raise InputError(
            "An interview, an alert or something else hangs on a case of this sample, so the "
            "draw stands; replace single cases."
        ) from error


def _differences(made: SampleDraw) -> tuple[str, ...]:
    try:
        drawn = from_record(made.record)
    except InputError as error:
        return (str(error),)
    found = list(replay_draw(drawn, frame_in(made.caseload)))
    if draw_sha256(drawn) != made.sha256:
        found.append("The record is not the one whose hash was kept at the draw.")
    cases = made.cases.order_by("position").values_list("ref", flat=True)
    if tuple(cases) != (*drawn.sample, *drawn.reserves):
        found.append("The cases of the inspection are not those of the record, in its order.")
    return tuple(found)


def drawable(row: Inspection) -> Caseload:
    """The caseload to draw from. Raises InputError without one, and once a sample is drawn."""
    if standing_or_none(row):
        raise InputError("A sample is drawn already; withdraw that draw before another is made.")
    caseload = caseloads.current(row)
    if caseload is None:
        raise InputError("There is no accepted caseload yet; the service or you upload it first.")
    return caseload
