"""Readings: what two assessors say of one case, item by item, and what is still to be agreed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import product

from corecase.actions import frameworks, scores
from corecase.core import answer_values, assessments
from corecase.core.assessment_states import AssessmentState
from corecase.core.cases import Case
from corecase.core.criteria import Item
from corecase.core.frameworks import Framework
from corecase.core.judgements import Answer, Judgement, Judgements
from corecase.core.operations import Field
from corecase.core.second_marking import Agreement, agreement
from corecase.store.cases.models import AgreedAnswer, CaseAssessment, FieldState, SampledCase

NOT_ASKED = "not asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one assessor says of one item, in words; `"not asked"` where nothing stands."""

    words: str
    note: str = ""
    found_in: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """The answer that was agreed, beside the two that it stands before."""

    words: str
    value: str
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One item of a case read twice. `options` are the answers that may be agreed.

    It is to settle while the readings differ and nothing is agreed, and again while the
    answers agreed so far make it asked and unanswered, or answered and not asked.
    """

    item_id: str
    criterion: str
    question: str
    first: Reading
    second: Reading
    differs: bool
    is_to_settle: bool
    agreed: Agreed | None
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two readings of one case: what is to settle first, then what was settled, then the rest."""

    code: str
    service: str
    synthetic: str
    ref: str
    first: str
    second: str
    is_agreed: bool
    may_settle: bool
    rows: tuple[Row, ...]
    agreement: tuple[tuple[str, Agreement], ...]

    @property
    def n_to_settle(self) -> int:
        """How many answers are still to be agreed."""
        return sum(row.is_to_settle for row in self.rows)


def side_by_side(
    case: SampledCase, first: CaseAssessment, second: CaseAssessment, *, may_settle: bool
) -> Comparison:
    """Two readings of a case that somebody has been let read."""
    framework = frameworks.of(case.inspection)
    fields = {row.pk: _fields(row) for row in (first, second)}
    agreed = {row.item_id: row for row in case.agreed.select_related("by")}
    rows = tuple(
        sorted(
            _rows(framework, case, fields[first.pk], fields[second.pk], agreed),
            key=lambda row: (not row.is_to_settle, not row.differs and row.agreed is None),
        )
    )
    one, other = (_judged(case.ref, fields[a.pk]) for a in (first, second))
    labels = {c.id: f"{c.number} {c.title}" for c in framework.criteria}
    is_agreed = first.state == AssessmentState.AGREED
    return Comparison(
        code=case.inspection.code,
        service=case.inspection.service.name,
        synthetic=case.inspection.synthetic,
        ref=case.ref,
        first=str(first.assessor),
        second=str(second.assessor),
        is_agreed=is_agreed,
        may_settle=may_settle and not is_agreed,
        rows=rows,
        agreement=tuple((labels[a.criterion], a) for a in agreement(framework, one, other)),
    )


Fields = dict[tuple[str, str], str]


def _fields(assessment: CaseAssessment) -> Fields:
    rows = FieldState.objects.filter(assessment=assessment)
    return {(item, field): value for item, field, value in rows.values_list(*_PLACE, "value")}


_PLACE = ("item_id", "field")


def _judged(ref: str, fields: Fields) -> Judgements:
    read = (
        scores.judgement_of(value, ref, item)
        for (item, field), value in fields.items()
        if field == Field.ANSWER
    )
    return Judgements.of((judgement for judgement in read if judgement), cases=[ref])


def _rows(
    framework: Framework,
    case: SampledCase,
    first: Fields,
    second: Fields,
    agreed: Mapping[str, AgreedAnswer],
) -> Iterable[Row]:
    open_items = _open(framework, case, first, agreed)
    # One that a gate still to be agreed may shut can be agreed as not asked.
    asked = _asked(framework, case, first, agreed) & _asked(framework, case, second, agreed)
    criteria = {c.id: f"{c.number} {c.title}" for c in framework.criteria}
    for item in framework.items:
        texts = [fields.get((item.id, Field.ANSWER), "") for fields in (first, second)]
        settled = agreed.get(item.id)
        if not (any(texts) or settled or item.id in open_items):
            continue
        differs = texts[0] != texts[1]
        yield Row(
            item_id=item.id,
            criterion=criteria[item.criterion],
            question=item.question,
            first=_reading(item.id, first),
            second=_reading(item.id, second),
            differs=differs,
            is_to_settle=item.id in open_items or (differs and settled is None),
            agreed=_agreed(settled) if settled else None,
            options=_options(item, *texts, is_asked=item.id in asked),
        )


def _open(
    framework: Framework, case: SampledCase, first: Fields, agreed: Mapping[str, AgreedAnswer]
) -> set[str]:
    """The items that the answers which count leave unanswered, or answered and not asked."""
    judgements = _counting(case, first, agreed)
    cases = (Case(id=case.ref, attributes=case.attributes),)
    gaps = assessments.unanswered(framework, judgements, cases)
    clashes = assessments.contradictions(framework, judgements, cases)
    return {gap.item_id for gap in (*gaps, *clashes)}


def _asked(
    framework: Framework, case: SampledCase, fields: Fields, agreed: Mapping[str, AgreedAnswer]
) -> set[str]:
    """The items that this reading asks, with the agreed answers before its own."""
    answers = _counting(case, fields, agreed).by_case.get(case.ref, {})
    return {item.id for item in framework.items if framework.asked(item, case.attributes, answers)}


def _counting(case: SampledCase, fields: Fields, agreed: Mapping[str, AgreedAnswer]) -> Judgements:
    texts = {**fields, **{(item, str(Field.ANSWER)): row.value for item, row in agreed.items()}}
    return _judged(case.ref, texts)


def _reading(item_id: str, fields: Fields) -> Reading:
    return Reading(
        words=_words(fields.get((item_id, Field.ANSWER), "")),
        note=fields.get((item_id, Field.NOTE), ""),
        found_in=fields.get((item_id, Field.FOUND_IN), ""),
    )


def _agreed(row: AgreedAnswer) -> Agreed:
    return Agreed(
        words=_words(row.value), value=row.value, reason=row.reason, by=row.by.name, at=row.at
    )


def _options(item: Item, first: str, second: str, *, is_asked: bool) -> tuple[tuple[str, str], ...]:
    """The answers that may be agreed: the two given, every other, and none if it is not asked."""
    pairs = tuple(product(item.levels, repeat=2))
    plain = (Answer.NOT_APPLICABLE,) if pairs else tuple(Answer)
    others = [Judgement(case_id="case", item_id=item.id, answer=answer) for answer in plain]
    others += [
        Judgement(
            case_id="case",
            item_id=item.id,
            answer=Answer.SUFFICIENT if service == assessor else Answer.INSUFFICIENT,
            service_value=service,
            assessor_value=assessor,
        )
        for service, assessor in pairs
    ]
    values = [text for text in (first, second) if text]
    values += [answer_values.write(judgement) for judgement in others]
    values += [] if is_asked else [""]
    return tuple((value, _words(value)) for value in dict.fromkeys(values))


def _words(value: str) -> str:
    judgement = scores.judgement_of(value, "case", "item")
    if judgement is None:
        return NOT_ASKED
    words = judgement.answer.words
    if judgement.service_value is not None:
        words += f" (service {judgement.service_value}, assessor {judgement.assessor_value})"
    return words + (", known but not recorded" if judgement.known_but_not_recorded else "")
