"""The totals of the cases assessed so far, drawn from what is known of their caseload."""

from collections.abc import Iterable

from corecase.core.assessments import unanswered
from corecase.core.cases import Case
from corecase.core.drawn_samples import DrawnSample
from corecase.core.frameworks import Framework
from corecase.core.judgements import Judgements
from corecase.statistics.totals import CaseTotals, totals_of


def assessed(framework: Framework, judgements: Judgements, cases: Iterable[Case]) -> Judgements:
    """The judgements of the cases assessed so far; none while no case is fully answered.

    A case counts as assessed once everything asked of it is answered. Half a case says little of
    how cases differ: its first questions would stand for all.
    """
    waiting = {gap.case_id for gap in unanswered(framework, judgements, cases)}
    return Judgements(
        {
            case_id: answers
            for case_id, answers in judgements.by_case.items()
            if case_id not in waiting
        }
    )


def drawn_totals(
    framework: Framework,
    judgements: Judgements,
    cases: Iterable[Case],
    drawn: DrawnSample | None,
    *,
    items: bool = False,
) -> CaseTotals:
    """The totals of every score, with the strata and the caseload that a sample was drawn from.

    None of that is known where `drawn` is None. Raises InputError as `totals_of` does, and for a
    case of no stratum.
    """
    if drawn is None or not drawn.by:
        population = drawn.n_population if drawn else None
        return totals_of(framework, judgements, population=population, items=items)
    by_id = {case.id: case for case in cases}
    strata = {case_id: drawn.stratum_of(by_id[case_id]) for case_id in judgements.case_ids}
    return totals_of(framework, judgements, population=drawn.sizes, strata=strata, items=items)
