"""The draw of a quarterly audit: a case of every case manager, those audited lately passed over."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from corecase import __version__
from corecase.actions import caseloads, door, own_inspections, samples, stages
from corecase.actions.headings import Heading, heading
from corecase.core.caseloads import CaseloadCase
from corecase.core.draw_terms import Audits
from corecase.core.draws import seed_string
from corecase.core.errors import InputError
from corecase.core.event_kinds import EventKind
from corecase.core.own_audits import Quarter
from corecase.core.own_inspections import OwnKind
from corecase.core.people import Actor, Deed
from corecase.core.quarterly_draws import audited_again, quarterly_draw
from corecase.core.stages import Stage
from corecase.store.cases.models import Inspection, SampledCase


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is ahead of a quarterly draw: the quarter, the managers, what was audited before.

    `refusal` says why nothing can be drawn now.
    """

    heading: Heading
    quarter: str
    n_cases: int
    n_managers: int
    n_audited: int
    refusal: str


def plan(code: str, *, by: Actor) -> Plan:
    """What a draw would choose from."""
    row = _audit(code, by)
    quarter, refusal = _quarter(row), ""
    cases: tuple[CaseloadCase, ...] = ()
    try:
        cases = caseloads.eligible_cases(samples.drawable(row))
    except InputError as error:
        refusal = str(error)
    before = dict(_audits(row, quarter).audited)
    return Plan(
        heading=heading(row),
        quarter=str(quarter),
        n_cases=len(cases),
        n_managers=len({case.attributes.get("case_manager", "") for case in cases} - {""}),
        n_audited=sum(case.id in before for case in cases),
        refusal=refusal,
    )


def draw(code: str, *, word: str, by: Actor, now: datetime) -> tuple[str, ...]:
    """Draws the cases of the quarter, records the draw, and says which were audited before.

    `word` is the service's own, settled before the list was known. Raises InputError without a
    caseload, once a sample is drawn, and where a case names no case manager.
    """
    with door.writing(by=by, now=now) as write:
        row = _audit(code, by, lock=True)
        caseload = samples.drawable(row)
        frame = samples.frame_in(caseload)
        quarter = _quarter(row)
        audits = _audits(row, quarter)
        seed = seed_string(
            drawn_on=timezone.localdate(now),
            service=row.service.code,
            programme=row.programme.code,
            frame_sha256=frame.sha256,
            nonce_inspectorate=str(quarter).replace(" ", "-"),
            nonce_service=word,
        )
        before = row.draws.order_by("id").last()
        drawn = quarterly_draw(
            frame,
            audits=audits,
            seed=seed,
            software=__version__,
            previous_sha256=before.sha256 if before else "",
        )
        made = samples.keep(row, caseload, drawn, by=by, now=now)
        stages.stand_at(row, Stage.SAMPLE_DRAWN, by=by, now=now)
        write.say(
            EventKind.SAMPLE_DRAWN, code, content=made.record, draw=made.sha256, frame=frame.sha256
        )
    return audited_again(drawn, dict(audits.audited))


def _audit(code: str, by: Actor, *, lock: bool = False) -> Inspection:
    row = own_inspections.own(code, Deed.SAMPLE_DRAW, by=by, lock=lock)
    if row.own_kind != OwnKind.QUARTERLY_AUDIT:
        raise InputError("Only a quarterly audit is drawn by case managers; use the sample page.")
    return row


def _quarter(row: Inspection) -> Quarter:
    if row.fieldwork_starts_on is None:
        raise InputError("Set the first day of the work in the timetable first.")
    return Quarter.of(row.fieldwork_starts_on)


def _audits(row: Inspection, quarter: Quarter) -> Audits:
    """The cases of the service's earlier audits, each with its last quarter."""
    rows = SampledCase.objects.filter(
        inspection__service_id=row.service_id,
        inspection__own_kind=OwnKind.QUARTERLY_AUDIT,
        standing=samples.SAMPLE,
    ).exclude(inspection=row)
    last: dict[str, Quarter] = {}
    for case in rows.select_related("inspection"):
        ref, found = case.ref, _quarter(case.inspection)
        if found <= quarter:
            last[ref] = max(found, last.get(ref, found))
    return Audits(
        quarter=str(quarter), audited=tuple(sorted((ref, str(q)) for ref, q in last.items()))
    )
