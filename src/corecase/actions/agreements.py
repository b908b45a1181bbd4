"""Agreement: how far two readings of the same cases agree beyond luck, for who moderates."""

from dataclasses import dataclass
from datetime import datetime

from corecase.actions import door, frameworks, scores, second_marking
from corecase.core.assessment_states import Marking
from corecase.core.people import Actor, Deed
from corecase.core.second_marking import n_to_mark
from corecase.statistics.agreement_words import counted, in_words, printed
from corecase.statistics.double_marking import (
    ENOUGH_CASES,
    ThreeQuestions,
    by_criterion,
    three_questions,
    units_of,
)
from corecase.store.cases.models import Inspection, SampledCase


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the table, as it is printed: pairs are items that both answered."""

    label: str
    n_cases: int
    n_pairs: int
    applies: str
    sufficient: str
    ac1: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The agreement of an inspection: `words` for reading, `rows` by criterion and over all.

    `n_chosen` cases are to be judged twice, 0 before the choice; `n_due` are usual. The rows
    have a coefficient only where `is_enough`.
    """

    code: str
    service: str
    synthetic: str
    n_cases: int
    n_due: int
    n_chosen: int
    n_met: int
    words: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def is_enough(self) -> bool:
        """Whether coefficients are shown."""
        return self.n_met >= ENOUGH_CASES


def page(code: str, *, by: Actor, now: datetime) -> Page:
    """The three questions over all cases whose readings have both been submitted.

    Counts and coefficients of answers as they were given, before anybody agreed.
    """
    inspection = door.inspection(code, Deed.MODERATE, by=by)
    met = second_marking.comparable(inspection)
    door.consulted("AGREEMENT", "", inspection=inspection, by=by, now=now)
    n_cases = SampledCase.objects.filter(inspection=inspection, standing="SAMPLE").count()
    words, rows = _compared(inspection, met)
    return Page(
        code=code,
        service=inspection.service.name,
        synthetic=inspection.synthetic,
        n_cases=n_cases,
        n_due=n_to_mark(n_cases),
        n_chosen=len(second_marking.chosen(inspection)),
        n_met=len(met),
        words=words,
        rows=rows,
    )


def _compared(
    inspection: Inspection, met: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[Row, ...]]:
    framework = frameworks.of(inspection)
    readings = [scores.marked_judgements(inspection, marking, met) for marking in Marking]
    units = units_of(framework, readings)
    overall = three_questions(units)
    if not units.case_ids:
        return in_words(overall), ()
    labels = {c.id: f"{c.number} {c.title}" for c in framework.criteria}
    of = by_criterion(framework, units)
    rows = [_row(labels[name], three) for name, three in of.items()]
    return in_words(overall), (*rows, _row("All criteria", overall))


def _row(label: str, found: ThreeQuestions) -> Row:
    return Row(
        label=label,
        n_cases=found.overall.n_cases,
        n_pairs=found.overall.alike.out_of,
        applies=counted(found.applicability),
        sufficient=counted(found.sufficiency),
        ac1=printed(found.sufficiency),
    )
