"""Case assessments: what is still to be answered, and what contradicts a rule."""

from collections.abc import Iterable
from dataclasses import dataclass

from corecase.core.cases import Case
from corecase.core.criteria import Item
from corecase.core.errors import IncompleteError, Problem
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
                found.append(Gap(case_id=case.id, item_id=item.id, reason=_why(item, case)))
    return tuple(found)


def check_final(framework: Framework, judgements: Judgements, cases: tuple[Case, ...]) -> None:
    """Raises IncompleteError with every gap and contradiction when anything is left to do."""
    gaps = unanswered(framework, judgements, cases)
    if gaps:
        raise IncompleteError(
            f"{_counted(gaps, 'is unanswered', 'are unanswered')}; answer "
            f"{'it' if len(gaps) == 1 else 'them'}.",
            _listed(gaps),
        )
    clashes = contradictions(framework, judgements, cases)
    if clashes:
        said = _counted(clashes, "is given but not asked for", "are given but not asked for")
        raise IncompleteError(
            f"{said}, which {clashes[0].reason}; correct the case, an earlier answer or "
            f"{_them(clashes)}.",
            _listed(clashes),
        )


def unread_attributes(framework: Framework, cases: tuple[Case, ...]) -> tuple[str, ...]:
    """The attributes that rules need and no case has: there, every rule asks every case."""
    known = {name for case in cases for name in case.attributes}
    return tuple(name for name in framework.attributes_read() if name not in known)


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


def _why(item: Item, case: Case) -> str:
    """Why an item is not asked of a case, with what the case has."""
    if item.gate and item.applies.applies(case.attributes) is not False:
        return f"is only {item.gate.explain()}"
    has = ", ".join(
        f"{name} {case.attributes[name]!r}"
        for name in sorted(item.applies.reads())
        if name in case.attributes
    )
    return f"is only asked of {item.applies.explain()}; this case has {has}"


def _counted(gaps: tuple[Gap, ...], one: str, many: str) -> str:
    first = f"{gaps[0].item_id} of case {gaps[0].case_id}"
    if len(gaps) == 1:
        return f"One answer {one}: {first}"
    n_cases = len({gap.case_id for gap in gaps})
    within = "in one case" if n_cases == 1 else f"in {n_cases} cases"
    return f"{len(gaps)} answers {many} {within}, first {first}"


def _listed(gaps: tuple[Gap, ...]) -> tuple[Problem, ...]:
    return tuple(
        Problem(where=f"case {gap.case_id}, {gap.item_id}", reason=gap.reason) for gap in gaps
    )


def _them(gaps: tuple[Gap, ...]) -> str:
    return "this one" if len(gaps) == 1 else "these"
