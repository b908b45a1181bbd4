"""The list of an inspection's cases: whose they are, how far, and what waits."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from corecase.actions import case_files, door, frameworks
from corecase.actions.case_files import Progress
from corecase.core.assessment_states import AssessmentState, Marking
from corecase.core.frameworks import Framework
from corecase.core.operations import Field
from corecase.core.people import Actor, Deed, may
from corecase.core.questions import questions
from corecase.store.cases import models


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A case in the list. `state` and `progress` are None while nobody has it."""

    ref: str
    stratum: str
    marking: Marking
    assessor: str
    state: AssessmentState | None
    progress: Progress | None
    n_conflicts: int
    n_alerts: int
    n_notes: int
    n_kept: int
    query: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cases:
    """The cases of an inspection that somebody may see."""

    code: str
    service: str
    synthetic: str
    is_lead: bool
    rows: tuple[Listed, ...]


def listed(code: str, *, by: Actor, now: datetime) -> Cases:
    """The cases of the sample: all of them for the lead inspector, else somebody's own.

    A case that the reader marks is listed with their own marking of it, and no other.
    """
    inspection = door.inspection(code, Deed.CASES_LIST, by=by)
    is_lead = may(by, Deed.MODERATE, door.subject_of(inspection))
    by_case = _assessments(inspection, by, is_lead)
    every = [row for rows in by_case.values() for row in rows]
    count = _Counting.of(every, _alerts(inspection, by, is_lead))
    framework = frameworks.of(inspection)
    rows: list[Listed] = []
    for case in models.SampledCase.objects.filter(inspection=inspection, standing="SAMPLE"):
        for row in by_case.get(case.pk, ()):
            rows.append(count.listed(case, row, framework, by))
        if is_lead and case.pk not in by_case:
            rows.append(count.listed(case, None, framework, by))
    door.consulted("CASES", *(row.ref for row in rows), inspection=inspection, by=by, now=now)
    return Cases(
        code=code,
        service=inspection.service.name,
        synthetic=inspection.synthetic,
        is_lead=is_lead,
        rows=tuple(rows),
    )


def _assessments(
    inspection: models.Inspection, by: Actor, is_lead: bool
) -> dict[int, list[models.CaseAssessment]]:
    """The case assessments to list, by case."""
    found = models.CaseAssessment.objects.filter(case__inspection=inspection)
    found = found.select_related("assessor")
    rows = list(found if is_lead else found.filter(assessor_id=by.person_id))
    mine = {row.case_id for row in rows if row.assessor_id == by.person_id}
    shown: dict[int, list[models.CaseAssessment]] = defaultdict(list)
    for row in rows:
        if row.assessor_id == by.person_id or row.case_id not in mine:
            shown[row.case_id].append(row)
    return shown


def _alerts(inspection: models.Inspection, by: Actor, is_lead: bool) -> QuerySet[models.Alert]:
    """The alerts to count: an assessor's own, so that a second marking stays blind."""
    found = models.Alert.objects.filter(inspection=inspection)
    return found if is_lead else found.filter(raised_by_id=by.person_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Counting:
    """What is counted for each case assessment, read in a handful of queries."""

    answers: dict[int, dict[str, str]]
    conflicts: Counter[int]
    notes: Counter[int]
    kept: Counter[int]
    alerts: Counter[int]

    @classmethod
    def of(
        cls, rows: Iterable[models.CaseAssessment], alerts: Iterable[models.Alert]
    ) -> "_Counting":
        ids = [row.pk for row in rows]
        answers: dict[int, dict[str, str]] = defaultdict(dict)
        states = models.FieldState.objects.filter(assessment__in=ids, field=Field.ANSWER)
        for row_id, item_id, value in states.values_list("assessment_id", "item_id", "value"):
            answers[row_id][item_id] = value
        conflicts = models.Conflict.objects.filter(assessment__in=ids, resolved_at=None)
        notes = models.CaseNote.objects.filter(assessment__in=ids)
        kept = models.Quarantine.objects.filter(operation__assessment__in=ids, decided_at=None)
        return cls(
            answers=answers,
            conflicts=Counter(conflicts.values_list("assessment_id", flat=True)),
            notes=Counter(notes.values_list("assessment_id", flat=True)),
            kept=Counter(kept.values_list("operation__assessment_id", flat=True)),
            alerts=Counter(alert.case_id for alert in alerts),
        )

    def listed(
        self,
        case: models.SampledCase,
        row: models.CaseAssessment | None,
        framework: Framework,
        by: Actor,
    ) -> Listed:
        key = row.pk if row else 0
        done = None
        if row:
            answers = case_files.answers_of(self.answers.get(key, {}))
            done = case_files.progress(questions(framework, case_files.case_of(case), answers))
        mine = row is not None and row.assessor_id == by.person_id
        return Listed(
            ref=case.ref,
            stratum=case.stratum,
            marking=Marking(row.marking) if row else Marking.FIRST,
            assessor=row.assessor.name if row and row.assessor else "",
            state=AssessmentState(row.state) if row else None,
            progress=done,
            n_conflicts=self.conflicts[key],
            n_alerts=self.alerts[case.pk],
            n_notes=self.notes[key],
            n_kept=self.kept[key],
            query="" if mine or row is None else f"?marking={row.marking}",
        )
