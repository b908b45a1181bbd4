"""Second marking: how many cases are judged twice, which, and how far both readings agree."""

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Final

from corecase.core.errors import InputError
from corecase.core.figures import NOTHING, Figure
from corecase.core.frameworks import Framework
from corecase.core.judgements import Judgement, Judgements

SHARE: Final = Fraction(1, 10)
LEAST: Final = 4


def n_to_mark(n_cases: int, share: Fraction = SHARE, least: int = LEAST) -> int:
    """How many of the cases are judged twice: the larger of a share (rounded up) and a number.

    Never more than there are; 0 of 0. Raises InputError on a share outside 0 to 1.
    """
    if not 0 <= share <= 1 or least < 0:
        raise InputError("Give a share from 0% to 100% and a least number of 0 or more.")
    return min(n_cases, max(ceil(share * n_cases), least))


def choose(case_ids: Iterable[str], n: int, seed: str) -> tuple[str, ...]:
    """The `n` cases to judge twice, in order of their rank, whatever order they came in.

    Ranks are HMAC-SHA256 under the seed (RFC 2104), of text that no draw of a sample ranks:
    the same seed chooses apart from the sample. Raises InputError where `n` are not there.
    """
    cases = list(case_ids)
    if len(set(cases)) < len(cases):
        raise InputError("Give each case once.")
    if not 0 <= n <= len(cases):
        raise InputError(f"Choose from 0 to {len(cases)} cases; there are no more.")
    return tuple(sorted(cases, key=lambda case: (_rank(case, seed), case))[:n])


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How far two readings of the same cases agree on the items of one criterion.

    `same` counts pairs with the same answer among items that both answered; `applicability`
    those where both say that it applied or both that it did not; `sufficiency` the same
    answers where both say that it applied. A base of 0 is no pairs and has no share.
    """

    criterion: str
    same: Figure
    applicability: Figure
    sufficiency: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Two readings of one item of one case that have to be settled."""

    first: Judgement
    second: Judgement

    @property
    def case_id(self) -> str:
        """The case that was read twice."""
        return self.first.case_id

    @property
    def item_id(self) -> str:
        """The item that was read differently."""
        return self.first.item_id

    @property
    def is_of_answer(self) -> bool:
        """Whether the answers differ, and not only a mark or a level beside the same answer."""
        return self.first.answer is not self.second.answer


def agreement(framework: Framework, first: Judgements, second: Judgements) -> tuple[Agreement, ...]:
    """The agreement on every criterion of the framework, in its order.

    An item stands under its own criterion only, and only where both have answered it.
    """
    pairs: dict[str, list[Difference]] = {criterion.id: [] for criterion in framework.criteria}
    criterion_of = {item.id: item.criterion for item in framework.items}
    for pair in _pairs(framework, first, second):
        pairs[criterion_of[pair.item_id]].append(pair)
    return tuple(_agreement(criterion, found) for criterion, found in pairs.items())


def differences(
    framework: Framework, first: Judgements, second: Judgements
) -> tuple[Difference, ...]:
    """Every item that both answered and not alike, by case and then in the framework's order.

    Marks and levels beside the answer count: they too have to be agreed.
    """
    return tuple(pair for pair in _pairs(framework, first, second) if pair.first != pair.second)


def printed(figure: Figure) -> str:
    """An agreement as it is shown: `"12 of 14 (86%)"`, or `"no pairs"` on a base of 0."""
    return f"{figure} ({figure.printed})" if figure.is_applicable else "no pairs"


def _pairs(framework: Framework, first: Judgements, second: Judgements) -> Iterable[Difference]:
    for case_id in first.case_ids:
        theirs = second.by_case.get(case_id, {})
        ours = first.by_case[case_id]
        for item in framework.items:
            if item.id in ours and item.id in theirs:
                yield Difference(first=ours[item.id], second=theirs[item.id])


def _agreement(criterion: str, pairs: list[Difference]) -> Agreement:
    scored = [pair.first.answer.is_scored + pair.second.answer.is_scored for pair in pairs]
    both_apply = [pair for pair, n in zip(pairs, scored, strict=True) if n == 2]
    return Agreement(
        criterion=criterion,
        same=_alike(pairs),
        applicability=Figure(count=len(pairs) - scored.count(1), out_of=len(pairs)),
        sufficiency=_alike(both_apply),
    )


def _alike(pairs: list[Difference]) -> Figure:
    same = sum(not pair.is_of_answer for pair in pairs)
    return Figure(count=same, out_of=len(pairs)) if pairs else NOTHING


def _rank(case_id: str, seed: str) -> str:
    return hmac.new(seed.encode(), f"second marking|{case_id}".encode(), hashlib.sha256).hexdigest()
