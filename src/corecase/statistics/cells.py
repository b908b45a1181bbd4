"""Stage 2 of a reconstruction: which case got which answer, given the counts.

Items are visited so that each follows the one its gate asks about. Within a stratum the
applicable cases are drawn at random from those that the gate leaves open, and the
sufficient ones by Gumbel top-k, which given the counts is a draw from a Rasch-like model:
cases differ in how well they were handled by a normal amount with standard deviation sigma.
"""

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.random import Generator

from corecase.core.criteria import Item
from corecase.core.figures import Figure
from corecase.core.frameworks import Framework
from corecase.core.judgements import Answer, Judgement
from corecase.core.publications import LevelCount
from corecase.core.rules import GATE_ANSWERS
from corecase.statistics.margins import Stratum

Answers = dict[str, Answer]


def fill_cells(
    framework: Framework,
    margins: Mapping[str, tuple[Figure, ...]],
    strata: tuple[Stratum, ...],
    sigma: float,
    rng: Generator,
) -> dict[str, Answers]:
    """The answer of every case to every item, by item and then case.

    The counts of each item and stratum are exactly those of `margins`, and no case answers
    behind a closed gate. `sigma` 0 makes all cases alike; 1 gives an intra-case correlation
    of about 0.1. Raises ValueError on counts that the gates cannot hold.
    """
    quality = {case: sigma * rng.standard_normal() for s in strata for case in s.case_ids}
    cells: dict[str, Answers] = {}
    for item in framework.gate_order():
        answers: Answers = {}
        for stratum, figure in zip(strata, margins[item.id], strict=True):
            answers |= dict.fromkeys(stratum.case_ids, Answer.NOT_APPLICABLE)
            asked = _open(item, stratum.case_ids, cells)
            applicable = [asked[i] for i in rng.permutation(len(asked))[: figure.out_of]]
            if len(applicable) < figure.out_of:
                raise ValueError(f"{item.id} needs {figure.out_of} cases and may ask {len(asked)}")
            scores = [quality[case] + rng.gumbel() for case in applicable]
            best = {applicable[i] for i in np.argsort(scores)[::-1][: figure.count]}
            for case in applicable:
                answers[case] = Answer.SUFFICIENT if case in best else Answer.INSUFFICIENT
        cells[item.id] = answers
    return {item.id: cells[item.id] for item in framework.items}


def _open(item: Item, case_ids: tuple[str, ...], cells: Mapping[str, Answers]) -> list[str]:
    if item.gate is None:
        return list(case_ids)
    opening, parent = GATE_ANSWERS[item.gate.when], cells[item.gate.item]
    return [case for case in case_ids if parent[case] in opening]


def judgements_of(
    cells: Mapping[str, Answers], levels: Iterable[LevelCount], rng: Generator
) -> tuple[Judgement, ...]:
    """The cells as judgements, with a pair of levels where `levels` counts them.

    Pairs are dealt at random: equal ones to sufficient cases, others to insufficient ones.
    Raises ValueError where an item's pairs do not add up to its counts.
    """
    pairs: dict[str, list[LevelCount]] = {}
    for level in levels:
        pairs.setdefault(level.item_id, []).append(level)
    found = []
    for item_id, answers in cells.items():
        dealt = _dealt(answers, pairs.get(item_id, []), rng)
        for case, answer in answers.items():
            service, assessor = dealt.get(case, (None, None))
            found.append(
                Judgement(
                    case_id=case,
                    item_id=item_id,
                    answer=answer,
                    service_value=service,
                    assessor_value=assessor,
                )
            )
    return tuple(found)


def _dealt(
    answers: Answers, counts: list[LevelCount], rng: Generator
) -> dict[str, tuple[str, str]]:
    if not counts:
        return {}
    dealt: dict[str, tuple[str, str]] = {}
    for answer in (Answer.SUFFICIENT, Answer.INSUFFICIENT):
        cases = [case for case, given in answers.items() if given is answer]
        pairs = [
            (one.service_value, one.assessor_value)
            for one in counts
            if one.agrees == (answer is Answer.SUFFICIENT)
            for _ in range(one.n_cases)
        ]
        order = rng.permutation(len(pairs))
        dealt |= {case: pairs[i] for case, i in zip(cases, order, strict=True)}
    return dealt
