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
                ruled_out = item.applies.applies(case.attributes) is False
                gate = None if ruled_out else item.gate
                why = gate.explain() if gate else f"asked of {item.applies.explain()}"
                found.append(Gap(case_id=case.id, item_id=item.id, reason=f"is only {why}"))
    return tuple(found)


def check_final(framework: Framework, judgements: Judgements, cases: tuple[Case, ...]) -> None:
    """Raises IncompleteError, saying how many and the first, when anything is left to do."""
    gaps = unanswered(framework, judgements, cases)
    if gaps:
        raise IncompleteError(f"{_counted(gaps, 'unanswered')}; answer {_them(gaps)}.")
    clashes = contradictions(framework, judgements, cases)
    if clashes:
        raise IncompleteError(
            f"{_counted(clashes, 'answered although not asked')}, which {clashes[0].reason}; "
            f"make {_them(clashes)} not applicable."
        )


def preview_notice(n_unanswered: int, n_contradictions: int) -> str:
    """What marks work that is not final: `"PREVIEW: 3 judgements are still to be made."`

    Empty where nothing is left to do.
    """
    left = []
    if n_unanswered:
        many = f"{n_unanswered} judgements are"
        left.append(f"{'one judgement is' if n_unanswered == 1 else many} still to be made")
    if n_contradictions:
        many = f"{n_contradictions} answers are"
        left.append(f"{'one answer is' if n_contradictions == 1 else many} given but not asked for")
    return f"PREVIEW: {' and '.join(left)}." if left else ""


def _counted(gaps: tuple[Gap, ...], what: str) -> str:
    first = f"{gaps[0].item_id} of case {gaps[0].case_id}"
    if len(gaps) == 1:
        return f"One item is {what}: {first}"
    return f"{len(gaps)} items are {what}, first {first}"


def _them(gaps: tuple[Gap, ...]) -> str:
    return "it" if len(gaps) == 1 else "them"
