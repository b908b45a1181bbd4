"""Progress: cases and interviews done and planned, by assessor and stratum, with no score."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count

from corecase.actions import door, frameworks, scores, second_marking
from corecase.core import assessments
from corecase.core.assessment_states import AssessmentState, Marking
from corecase.core.figures import Figure
from corecase.core.people import Actor, Deed, may
from corecase.store.cases.models import (
    Alert,
    CaseAssessment,
    Conflict,
    Inspection,
    Interview,
    SampledCase,
)

NOBODY = "Not allocated"
_DONE = (AssessmentState.SUBMITTED, AssessmentState.AGREED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """How far one assessor, one stratum or the whole inspection has come.

    Figures count what is done out of what is planned. `n_unanswered` counts items of first
    markings that are asked and have no answer, `n_conflicts` fields with two values.
    """

    label: str
    cases: Figure
    interviews: Figure
    second: Figure
    n_unanswered: int
    n_conflicts: int
    n_alerts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """An inspection's progress. `n_alerts_open` are raised and not closed by what was done."""

    code: str
    service: str
    synthetic: str
    whole: Line
    by_assessor: tuple[Line, ...]
    by_stratum: tuple[Line, ...]
    states: tuple[tuple[str, int], ...]
    n_alerts_open: int
    n_second_chosen: int
    shows_scores: bool
    may_moderate: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Work:
    """One thing to count, with whose it is and where it stands. `weight` is how many."""

    what: str
    assessor: str
    stratum: str
    is_done: bool = False
    weight: int = 1


def progress(code: str, *, by: Actor) -> Progress:
    """How far the inspection has come, for the lead, its assessors and the planners."""
    inspection = door.inspection(code, Deed.PROGRESS_READ, by=by)
    rows = list(_rows(inspection))
    firsts = [row for row in rows if row.marking == Marking.FIRST]
    work = [*_cases(inspection, firsts), *_second(rows), *_unanswered(inspection, firsts)]
    work += [*_interviews(inspection), *_conflicts(rows), *_alerts(inspection, firsts)]
    states = Counter(AssessmentState(row.state) for row in firsts)
    return Progress(
        code=code,
        service=inspection.service.name,
        synthetic=inspection.synthetic,
        whole=_line("Whole inspection", work),
        by_assessor=_lines(work, "assessor"),
        by_stratum=_lines(work, "stratum"),
        states=tuple((state.words, states[state]) for state in AssessmentState),
        n_alerts_open=sum(not one.is_done for one in work if one.what == "alert"),
        n_second_chosen=len(second_marking.chosen(inspection)),
        shows_scores=scores.shown_to(inspection, by=by),
        may_moderate=may(by, Deed.MODERATE, door.subject_of(inspection)),
    )


def _rows(inspection: Inspection) -> Iterable[CaseAssessment]:
    rows = CaseAssessment.objects.filter(case__inspection=inspection, case__standing="SAMPLE")
    return rows.select_related("case", "assessor")


def _cases(inspection: Inspection, firsts: Iterable[CaseAssessment]) -> Iterable[_Work]:
    held = {row.case_id: row for row in firsts}
    cases = SampledCase.objects.filter(inspection=inspection, standing="SAMPLE")
    for pk, stratum in cases.values_list("pk", "stratum"):
        row = held.get(pk)
        yield _Work(
            what="case",
            assessor=_name(row),
            stratum=stratum,
            is_done=row is not None and row.state in _DONE,
        )


def _second(rows: Iterable[CaseAssessment]) -> Iterable[_Work]:
    for row in rows:
        if row.marking == Marking.SECOND:
            yield _Work(
                what="second",
                assessor=_name(row),
                stratum=row.case.stratum,
                is_done=row.state in _DONE,
            )


def _unanswered(inspection: Inspection, firsts: Iterable[CaseAssessment]) -> Iterable[_Work]:
    # What the assessors have before them, not what was agreed later: it is their work.
    framework = frameworks.of(inspection)
    cases = scores.cases_of(inspection)
    gaps = assessments.unanswered(framework, scores.first_judgements(inspection), cases)
    by_case = Counter(gap.case_id for gap in gaps)
    held = {row.case.ref: row for row in firsts}
    strata = dict(SampledCase.objects.filter(inspection=inspection).values_list("ref", "stratum"))
    for ref, n_gaps in by_case.items():
        yield _Work(
            what="unanswered", assessor=_name(held.get(ref)), stratum=strata[ref], weight=n_gaps
        )


def _interviews(inspection: Inspection) -> Iterable[_Work]:
    rows = Interview.objects.filter(inspection=inspection).select_related("assessor", "case")
    for row in rows:
        yield _Work(
            what="interview",
            assessor=row.assessor.name,
            stratum=row.case.stratum if row.case else "",
            is_done=row.held_at is not None,
        )


def _conflicts(rows: Iterable[CaseAssessment]) -> Iterable[_Work]:
    held = {row.pk: row for row in rows}
    unsettled = Conflict.objects.filter(assessment__in=held, resolved_at__isnull=True)
    counted = unsettled.order_by().values_list("assessment").annotate(Count("pk"))
    for pk, n_conflicts in counted:
        row = held[pk]
        yield _Work(
            what="conflict",
            assessor=_name(row),
            stratum=row.case.stratum,
            weight=n_conflicts,
        )


def _alerts(inspection: Inspection, firsts: Iterable[CaseAssessment]) -> Iterable[_Work]:
    held = {row.case_id: row for row in firsts}
    rows = Alert.objects.filter(inspection=inspection).select_related("case")
    for row in rows:
        yield _Work(
            what="alert",
            assessor=_name(held.get(row.case_id)),
            stratum=row.case.stratum,
            is_done=row.closed_at is not None,
        )


def _name(row: CaseAssessment | None) -> str:
    return row.assessor.name if row and row.assessor else NOBODY


def _lines(work: Iterable[_Work], whose: str) -> tuple[Line, ...]:
    groups: dict[str, list[_Work]] = {}
    for one in work:
        groups.setdefault(getattr(one, whose), []).append(one)
    # Whoever stands under no name comes last.
    names = sorted(groups, key=lambda name: (name in (NOBODY, ""), name))
    return tuple(_line(name or "No stratum", groups[name]) for name in names)


def _line(label: str, work: Iterable[_Work]) -> Line:
    planned: Counter[str] = Counter()
    done: Counter[str] = Counter()
    for one in work:
        planned[one.what] += one.weight
        done[one.what] += one.weight * one.is_done
    return Line(
        label=label,
        cases=_figure(done, planned, "case"),
        interviews=_figure(done, planned, "interview"),
        second=_figure(done, planned, "second"),
        n_unanswered=planned["unanswered"],
        n_conflicts=planned["conflict"],
        n_alerts=planned["alert"],
    )


def _figure(done: Counter[str], planned: Counter[str], what: str) -> Figure:
    return Figure(count=done[what], out_of=planned[what])
