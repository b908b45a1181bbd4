"""Scores while fieldwork runs: the judgements that count now, and the preview they make."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from corecase.actions import access, door, frameworks, score_estimates
from corecase.core import answer_values, assessments, scoring
from corecase.core.assessment_states import Marking
from corecase.core.cases import Case
from corecase.core.errors import InputError
from corecase.core.event_kinds import EventKind
from corecase.core.frameworks import Framework
from corecase.core.judgements import Judgement, Judgements
from corecase.core.operations import Field
from corecase.core.people import Actor, Deed, NotAllowedError, may
from corecase.core.reinspections import suggested
from corecase.core.scoring import Boundary, Score, Scores
from corecase.core.stages import Stage
from corecase.store.cases.models import AgreedAnswer, FieldState, Inspection, SampledCase

if TYPE_CHECKING:
    from corecase.statistics.sample_estimates import SampleEstimates

Texts = dict[tuple[str, str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """The scores of an inspection as they would be today.

    `notice` begins with PREVIEW and says what is still to be made; it is never empty, because
    nothing is final before moderation. `is_shared` says whether assessors see it, `may_share`
    whether the reader may decide that now. `suggested` are the headlines that would suggest a
    re-inspection. `estimates` says how sure the scores are; None while no case is assessed, for
    a reconstruction, and where a page does not ask for it.
    """

    code: str
    service: str
    synthetic: str
    framework: str
    n_cases: int
    notice: str
    scores: Scores
    is_shared: bool
    may_share: bool
    boundaries: tuple[Boundary, ...]
    suggested: tuple[Score, ...]
    is_reconstructed: bool = False
    estimates: SampleEstimates | None = None

    @property
    def has_counts_only(self) -> bool:
        """Whether a score rests on so few cases that its count alone is shown."""
        rows = self.estimates.rows if self.estimates else ()
        return any(one.is_count_only for one in self.scores.all) or any(
            one.is_count_only for one in rows
        )


def cases_of(inspection: Inspection) -> tuple[Case, ...]:
    """The cases of the sample in order of the draw; reserves and replaced cases are left out."""
    rows = SampledCase.objects.filter(inspection=inspection, standing="SAMPLE")
    return tuple(
        Case(id=ref, attributes=attributes)
        for ref, attributes in rows.order_by("position", "id").values_list("ref", "attributes")
    )


def marked_judgements(
    inspection: Inspection, marking: Marking, refs: Iterable[str] | None = None
) -> Judgements:
    """What the first or the second assessors say now, of the sample or of the cases named."""
    return _judgements(_marked(inspection, marking, refs), refs or ())


def first_judgements(inspection: Inspection) -> Judgements:
    """What the first assessors say now, with every case of the sample in order."""
    cases = [case.id for case in cases_of(inspection)]
    return _judgements(_marked(inspection, Marking.FIRST, None), cases)


def effective_judgements(inspection: Inspection) -> tuple[Judgements, tuple[Case, ...]]:
    """The judgements that count now, and the cases of the sample in order of the draw.

    An agreed answer stands before the first assessor's; the second's alone never counts.
    """
    cases = cases_of(inspection)
    texts = _marked(inspection, Marking.FIRST, None) | agreed_texts(inspection)
    return _judgements(texts, [case.id for case in cases]), cases


def agreed_texts(inspection: Inspection) -> Texts:
    """The agreed answers as texts, by case and item; empty says that nothing is asked."""
    rows = AgreedAnswer.objects.filter(case__inspection=inspection, case__standing="SAMPLE")
    return {(ref, item): value for ref, item, value in rows.values_list(*_PLACE, "value")}


def preview(code: str, *, by: Actor, now: datetime) -> Preview:
    """The running scores and how sure they are, for the lead and the chief inspector.

    Assessors read them only where the inspection shows them, and only once they have no
    second marking left to submit: figures could tell them what the first assessor answered.
    """
    inspection = _readable(code, by)
    framework = frameworks.of(inspection)
    judgements, cases = effective_judgements(inspection)
    door.consulted("SCORES", "", inspection=inspection, by=by, now=now)
    may_share = _is_running(inspection) and may(by, Deed.MODERATE, door.subject_of(inspection))
    return replace(
        made(inspection, framework, judgements, cases, may_share=may_share),
        estimates=score_estimates.of(inspection, framework, judgements, cases),
    )


def made(
    inspection: Inspection,
    framework: Framework,
    judgements: Judgements,
    cases: tuple[Case, ...],
    *,
    may_share: bool,
) -> Preview:
    """The preview of an inspection that somebody has been let read."""
    scores = scoring.score(framework, judgements)
    return Preview(
        code=inspection.code,
        service=inspection.service.name,
        synthetic=inspection.synthetic,
        framework=framework.title,
        n_cases=len(cases),
        notice=notice(framework, judgements, cases),
        scores=scores,
        is_shared=_is_shared(inspection),
        may_share=may_share,
        boundaries=scoring.boundaries(framework, judgements),
        suggested=suggested(framework, scores),
        is_reconstructed=framework.is_reconstructed,
    )


def notice(framework: Framework, judgements: Judgements, cases: tuple[Case, ...]) -> str:
    """PREVIEW, and what is still to be made; never empty, because nothing is final yet."""
    left = assessments.preview_notice(
        len(assessments.unanswered(framework, judgements, cases)),
        len(assessments.contradictions(framework, judgements, cases)),
    )
    return left or "PREVIEW: every judgement is made; nothing is final before moderation."


def share(code: str, *, shown: bool, by: Actor, now: datetime) -> None:
    """Shows the running scores to the assessors, or hides them again, which is how they begin.

    Raises InputError from drafting on, when the scores are those of the report.
    """
    with door.writing(by=by, now=now) as write:
        inspection = door.inspection(code, Deed.MODERATE, by=by, lock=True)
        if not _is_running(inspection):
            raise InputError("The scores are those of the report now; nobody else is shown them.")
        inspection.scores_shown_to_assessors = shown
        inspection.save(update_fields=["scores_shown_to_assessors"])
        write.say(EventKind.SCORES_SHARED if shown else EventKind.SCORES_HIDDEN, code)


def shown_to(inspection: Inspection, *, by: Actor) -> bool:
    """Whether the running scores are for somebody to read, once they mark no case second."""
    subject = door.subject_of(inspection)
    shared = _is_shared(inspection) and may(by, Deed.SCORES_SHARED, subject)
    return shared or may(by, Deed.SCORES_PREVIEW, subject)


def _is_shared(inspection: Inspection) -> bool:
    return inspection.scores_shown_to_assessors and _is_running(inspection)


def _is_running(inspection: Inspection) -> bool:
    """Whether judgements are still made; from drafting on, the scores wait for publication."""
    return Stage(inspection.stage).number < Stage.DRAFTING.number


def _readable(code: str, by: Actor) -> Inspection:
    found = Inspection.objects.filter(code=code).select_related("programme", "service").first()
    if found is None or not shown_to(found, by=by):
        raise NotAllowedError("There are no scores to see.")
    access.check_not_blind(found, by=by)
    return found


_PLACE = ("case__ref", "item_id")


def _marked(inspection: Inspection, marking: Marking, refs: Iterable[str] | None) -> Texts:
    rows = FieldState.objects.filter(
        assessment__case__inspection=inspection,
        assessment__case__standing="SAMPLE",
        assessment__marking=marking,
        field=Field.ANSWER,
    )
    if refs is not None:
        rows = rows.filter(assessment__case__ref__in=list(refs))
    found = rows.order_by("assessment__case__position", "id")
    listed = found.values_list("assessment__case__ref", "item_id", "value")
    return {(ref, item): value for ref, item, value in listed}


def _judgements(texts: Mapping[tuple[str, str], str], cases: Iterable[str]) -> Judgements:
    read = (judgement_of(value, *place) for place, value in texts.items())
    return Judgements.of((judgement for judgement in read if judgement), cases=cases)


def judgement_of(value: str, case_id: str, item_id: str) -> Judgement | None:
    """The judgement in a stored text; None where it is empty."""
    template = _template(value)
    return template and replace(template, case_id=case_id, item_id=item_id)


@lru_cache(maxsize=1024)
def _template(value: str) -> Judgement | None:
    # Few texts are different: thousands of answers are read by parsing a handful.
    return answer_values.read(value, "case", "item")
