"""Case assessments: what is still to be answered, and what contradicts a rule."""

from collections.abc import Iterable
from dataclasses import dataclass

from corecase.core.cases import Case
from corecase.core.errors import IncompleteError
from corecase.core.frameworks import Framework
from corecase.core.judgements import Answer, Judgements


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """An item that a case has still to answer, or an answer that the rules do not allow."""

    case_id: str
    item_id: str
    reason: str


def unanswered(
    framework: Framework, judgements: Judgements, cases: Iterable[Case]
) -> tuple[Gap, ...]:
    """Every item that applies to a case and has no answer, in case order.

    An empty cell is unanswered and never not applicable. An item behind a gate is asked
    only once its gate is open.
    """
    gaps = []
    for case in cases:
        answers = judgements.by_case.get(case.id, {})
        for item in framework.items:
            if item.id not in answers and framework.asked(item, case.attributes, answers):
                gaps.append(Gap(case_id=case.id, item_id=item.id, reason="is unanswered"))
    return tuple(gaps)


def contradictions(
    framework: Framework, judgements: Judgements, cases: Iterable[Case]
) -> tuple[Gap, ...]:
    """Every answer, other than not applicable, where a rule or a gate says nothing is asked."""
    found = []
    for case in cases:
        answers = judgements.by_case.get(case.id, {})
        for item in framework.items:
            judgement = answers.get(item.id)
            if judgement is None or judgement.answer is Answer.NOT_APPLICABLE:
                continue
            if not framework.asked(item, case.attributes, answers):
                why = item.gate.explain() if item.gate else f"asked of {item.applies.explain()}"
                found.append(Gap(case_id=case.id, item_id=item.id, reason=f"is only {why}"))
    return tuple(found)


def check_final(framework: Framework, judgements: Judgements, cases: tuple[Case, ...]) -> None:
    """Raises IncompleteError, saying how many and the first, when anything is left to do."""
    gaps = unanswered(framework, judgements, cases)
    clashes = contradictions(framework, judgements, cases)
    for found, noun in ((gaps, "unanswered"), (clashes, "answered although not asked")):
        if found:
            first = found[0]
            raise IncompleteError(
                f"{len(found)} {'item is' if len(found) == 1 else 'items are'} {noun}, first "
                f"{first.item_id} of case {first.case_id}; complete them, or ask for a preview."
            )
