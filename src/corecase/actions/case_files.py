"""One case assessment as its pages show it: what is asked, answered, noted and in conflict."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from corecase.actions import access, frameworks, scores
from corecase.core.assessment_states import AssessmentState, Marking
from corecase.core.cases import Case
from corecase.core.criteria import Criterion
from corecase.core.frameworks import Framework
from corecase.core.judgements import Judgement
from corecase.core.operations import Field
from corecase.core.people import Actor, Deed, reach
from corecase.core.questions import Asking, Question, questions
from corecase.store.cases.models import CaseAssessment, FieldState, SampledCase


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """Whose work it is, on which case, and where it stands.

    `may_write` is True for its assessor while it is open, `is_lead` for anybody else who
    reads it, `may_moderate` for the lead inspector, who may be its assessor too. `query`
    keeps the marking in a link where it is not the reader's own.
    """

    id: int
    code: str
    service: str
    synthetic: str
    ref: str
    marking: Marking
    state: AssessmentState
    assessor: str
    may_write: bool
    is_lead: bool
    may_moderate: bool
    query: str
    returned_until: date | None
    return_reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How many questions a case has to answer now, and how many of them are answered."""

    n_asked: int
    n_answered: int

    @property
    def n_left(self) -> int:
        """How many are unanswered."""
        return self.n_asked - self.n_answered


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """A case assessment as it stands: its fields by item, and every question of its framework."""

    heading: Heading
    framework: Framework
    case: Case
    fields: Mapping[tuple[str, Field], tuple[str, int]]
    questions: tuple[Question, ...]

    def field(self, item_id: str, field: Field) -> tuple[str, int]:
        """What a field says and its version; empty and 0 where it was never written."""
        return self.fields.get((item_id, field), ("", 0))

    def of_criterion(self, criterion_id: str) -> tuple[Question, ...]:
        """The questions whose answers a criterion pools, in order."""
        return tuple(q for q in self.questions if q.item.criterion == criterion_id)

    @property
    def topics(self) -> tuple[tuple[str, Criterion, str], ...]:
        """Each topic with the criterion and the first item that asks about it."""
        first: dict[str, str] = {}
        criteria = {item.id: item.criterion for item in self.framework.items}
        for item in self.framework.items:
            first.setdefault(item.topic, item.id)
        by_id = {criterion.id: criterion for criterion in self.framework.criteria}
        return tuple(
            (topic.replace("-", " "), by_id[criteria[item_id]], item_id)
            for topic, item_id in sorted(first.items())
        )


def opened(row: CaseAssessment, *, by: Actor, now: datetime) -> CaseFile:
    """The file of a case assessment that somebody has been let read."""
    fields = {
        (item_id, Field(field)): (value, version)
        for item_id, field, value, version in FieldState.objects.filter(assessment=row).values_list(
            "item_id", "field", "value", "version"
        )
    }
    framework = frameworks.of(row.case.inspection)
    case = case_of(row.case)
    answers = answers_of({i: value for (i, f), (value, _) in fields.items() if f is Field.ANSWER})
    return CaseFile(
        heading=heading(row, by=by, now=now),
        framework=framework,
        case=case,
        fields=fields,
        questions=questions(framework, case, answers),
    )


def heading(row: CaseAssessment, *, by: Actor, now: datetime) -> Heading:
    """The heading of a case assessment that somebody has been let read."""
    mine = row.assessor_id == by.person_id
    inspection = row.case.inspection
    return Heading(
        id=row.pk,
        code=inspection.code,
        service=inspection.service.name,
        synthetic=inspection.synthetic,
        ref=row.case.ref,
        marking=Marking(row.marking),
        state=AssessmentState(row.state),
        assessor=row.assessor.name if row.assessor else "",
        may_write=mine and access.is_open(row, now),
        is_lead=not mine,
        # Whoever got here is let in by the inspection's own permissions already.
        may_moderate=inspection.pk in reach(by, Deed.MODERATE).inspection_ids,
        query="" if mine else f"?marking={row.marking}",
        returned_until=row.returned_until,
        return_reason=row.return_reason,
    )


def case_of(row: SampledCase) -> Case:
    """A sampled case with what is known of it."""
    return Case(id=row.ref, attributes=row.attributes)


def answers_of(values: Mapping[str, str]) -> dict[str, Judgement]:
    """The judgements in stored texts by item; an empty text is no judgement."""
    read = {
        item_id: scores.judgement_of(value, "case", item_id) for item_id, value in values.items()
    }
    return {item_id: judgement for item_id, judgement in read.items() if judgement}


def progress(asked: Iterable[Question]) -> Progress:
    """How many of these questions are asked now, and how many of those are answered."""
    now_asked = [question for question in asked if question.asking is Asking.ASKED]
    n_left = sum(question.is_unanswered for question in now_asked)
    return Progress(n_asked=len(now_asked), n_answered=len(now_asked) - n_left)
