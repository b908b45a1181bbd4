"""The room "Report": the scores, the panel of boundaries, and what is still to do."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from corecase.actions import (
    door,
    drafts,
    evidence_records,
    frameworks,
    obstacles,
    report_desk,
    report_findings,
    report_texts,
    scores,
)
from corecase.actions.report_desk import Heading
from corecase.actions.report_findings import Paragraph
from corecase.actions.scores import Preview
from corecase.core import report_places
from corecase.core.criteria import Criterion
from corecase.core.drafting import Part
from corecase.core.gate_bases import DifferingBase, differing_bases
from corecase.core.people import Actor, Deed
from corecase.core.report_places import Place
from corecase.core.sign_off import Obstacle
from corecase.core.stages import Stage
from corecase.store.cases.models import Inspection


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionState:
    """How far the findings of one criterion are."""

    criterion: Criterion
    n_paragraphs: int
    n_drafted: int
    n_to_look_at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The draft of a report. `texts` are the parts that people write whole, and who has.

    `bases` are the items judged in other cases than their gate opened.
    """

    preview: Preview
    criteria: tuple[CriterionState, ...]
    texts: tuple[tuple[Place, bool], ...]
    n_evidence: int
    obstacles: tuple[Obstacle, ...]
    bases: tuple[DifferingBase, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """The room "Report". `draft` is None before drafting has begun."""

    heading: Heading
    stage: Stage
    is_open: bool
    draft: Draft | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Criteria:
    """The heading of a page of the draft, and the criteria by identifier with their titles."""

    heading: Heading
    criteria: tuple[tuple[str, str], ...]


def criteria(code: str, *, by: Actor) -> Criteria:
    """The criteria of an inspection whose draft somebody reads."""
    inspection = drafts.readable(code, by=by)
    listed = frameworks.of(inspection).criteria
    return Criteria(
        heading=report_desk.heading(inspection, by=by),
        criteria=tuple((c.id, f"{c.number} {c.title}") for c in listed),
    )


def overview(code: str, *, by: Actor, now: datetime) -> Overview:
    """Where the report of an inspection stands, for those who read its draft."""
    inspection = door.inspection(code, Deed.DRAFT_READ, by=by)
    stage = Stage(inspection.stage)
    has_begun = stage.number >= Stage.DRAFTING.number
    if has_begun:
        door.consulted("SCORES", "", inspection=inspection, by=by, now=now)
    return Overview(
        heading=report_desk.heading(inspection, by=by),
        stage=stage,
        is_open=drafts.is_open(inspection),
        draft=_draft(inspection, timezone.localdate(now)) if has_begun else None,
    )


def _draft(inspection: Inspection, today: date) -> Draft:
    desk = report_desk.of(inspection)
    listed = report_findings.paragraphs(desk)
    written = {
        place
        for part in Part
        if part is not Part.FINDING
        for place in report_texts.prose(inspection, part)
    }
    preview = scores.made(inspection, desk.framework, desk.judgements, desk.cases, may_share=False)
    return Draft(
        preview=preview,
        criteria=tuple(_state(criterion, listed) for criterion in desk.framework.criteria),
        texts=tuple(
            (place, place.name in written)
            for place in report_places.proses(desk.framework, desk.edition.form)
        ),
        n_evidence=len(evidence_records.of(inspection)),
        obstacles=tuple(obstacles.of(inspection, today)),
        bases=differing_bases(desk.framework, preview.scores.items),
    )


def _state(criterion: Criterion, listed: tuple[Paragraph, ...]) -> CriterionState:
    mine = [one for one in listed if one.place.startswith(f"{criterion.id}/")]
    return CriterionState(
        criterion=criterion,
        n_paragraphs=sum(one.status != "dropped" for one in mine),
        n_drafted=sum(one.status == "drafted" for one in mine),
        n_to_look_at=sum(one.asks_for_a_look for one in mine),
    )
