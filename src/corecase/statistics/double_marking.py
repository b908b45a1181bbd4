"""Cases judged by several assessors: the three questions of agreement, with intervals by case.

Whether an item applies, whether the work was sufficient where both say it applies, and the
three answers together are different questions and stay apart. Items of one case resemble
each other, so intervals come from leaving out one whole case at a time.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from math import isfinite, sqrt
from typing import Final

import numpy as np
from scipy.special import stdtrit

from corecase.core.errors import InputError
from corecase.core.figures import NOTHING, Figure
from corecase.core.frameworks import Framework
from corecase.core.intervals import Interval
from corecase.core.judgements import Answer, Judgements
from corecase.statistics.ratings import Floats, Integers

ENOUGH_CASES: Final = 5
"""Cases judged twice from which a coefficient is shown: below, its interval is wider than
the whole scale of benchmarks, and where agreement is high it holds the truth too seldom."""

_NOTHING: Final = 1e-12
_COLUMNS: Final = {Answer.SUFFICIENT: 0, Answer.INSUFFICIENT: 1, Answer.NOT_APPLICABLE: 2}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Units:
    """The items of cases that two assessors or more have answered.

    `counts` (units x 3) are the assessors who said sufficient, insufficient, not applicable;
    `case` and `item` say which, as places in `case_ids` and `item_ids`.
    """

    case_ids: tuple[str, ...]
    item_ids: tuple[str, ...]
    case: Integers
    item: Integers
    counts: Integers

    def about(self, item_ids: Collection[str]) -> "Units":
        """The units of these items alone."""
        kept = np.isin(self.item, [n for n, i in enumerate(self.item_ids) if i in item_ids])
        return Units(
            case_ids=self.case_ids,
            item_ids=self.item_ids,
            case=self.case[kept],
            item=self.item[kept],
            counts=self.counts[kept],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A coefficient from `n_cases` cases, with the error found by leaving out each in turn.

    `value` is None where it does not exist. `standard_error` is None where fewer than two
    cases carry it, where it vanishes without one of them, and where leaving out a case
    changes nothing, as when all agree: then the cases cannot say how certain it is.
    """

    value: float | None
    standard_error: float | None
    n_cases: int

    def interval(self, level: float = 0.95) -> Interval | None:
        """Student's t with one degree of freedom fewer than cases, cut at -1 and 1.

        None without a standard error.
        """
        if self.value is None or self.standard_error is None:
            return None
        half = float(stdtrit(self.n_cases - 1, (1 + level) / 2)) * self.standard_error
        low, high = max(self.value - half, -1.0), min(self.value + half, 1.0)
        return Interval(low=low, high=high, level=level)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """How far one question was answered alike.

    `alike` counts the units that all their assessors answered alike. `agreement` is the mean
    share of pairs that agree, the same where all units have two. `ac1` is Gwet's AC1,
    `alpha` Krippendorff's.
    """

    alike: Figure
    agreement: Estimate
    ac1: Estimate
    alpha: Estimate

    @property
    def n_cases(self) -> int:
        """The cases in which the question was answered twice."""
        return self.agreement.n_cases

    @property
    def n_cases_missing(self) -> int:
        """How many more cases have to be judged twice before a coefficient is shown."""
        return max(ENOUGH_CASES - self.n_cases, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreeQuestions:
    """Whether it applies; sufficient or not, where two say that it applies; all three answers."""

    applicability: Agreed
    sufficiency: Agreed
    overall: Agreed


def units_of(framework: Framework, readings: Iterable[Judgements]) -> Units:
    """The items of the framework that two or more of the readings answered, case by case.

    A reading is what one assessor said, of one case or of many. Cases stand in the order in
    which they come, items in that of the framework.
    """
    item_ids = tuple(item.id for item in framework.items)
    places = {item_id: place for place, item_id in enumerate(item_ids)}
    found: dict[tuple[str, int], list[int]] = {}
    for reading in readings:
        for judgement in reading:
            if judgement.item_id in places:
                key = judgement.case_id, places[judgement.item_id]
                found.setdefault(key, [0, 0, 0])[_COLUMNS[judgement.answer]] += 1
    twice = {key: counts for key, counts in found.items() if sum(counts) >= 2}
    case_ids = tuple(dict.fromkeys(case_id for case_id, _ in twice))
    order = {case_id: place for place, case_id in enumerate(case_ids)}
    keys = sorted((order[case_id], item, case_id) for case_id, item in twice)
    return Units(
        case_ids=case_ids,
        item_ids=item_ids,
        case=np.array([case for case, _, _ in keys], dtype=np.int64),
        item=np.array([item for _, item, _ in keys], dtype=np.int64),
        counts=np.array(
            [twice[case_id, item] for _, item, case_id in keys], dtype=np.int64
        ).reshape(len(keys), 3),
    )


def three_questions(units: Units) -> ThreeQuestions:
    """The agreement on each of the three questions, over all the units."""
    counts = units.counts
    applies = np.column_stack([counts[:, 0] + counts[:, 1], counts[:, 2]])
    return ThreeQuestions(
        applicability=agreed(applies, units.case),
        sufficiency=agreed(counts[:, :2], units.case),
        overall=agreed(counts, units.case),
    )


def by_criterion(framework: Framework, units: Units) -> dict[str, ThreeQuestions]:
    """The three questions for every criterion, each item under its own, in their order."""
    return {
        criterion.id: three_questions(
            units.about({item.id for item in framework.items_of(criterion.id)})
        )
        for criterion in framework.criteria
    }


def agreed(counts: Integers, cases: Integers) -> Agreed:
    """The agreement of one question: `counts` (units x categories), `cases` (units).

    The categories are those of the instrument, seen or not. Only units with two answers or
    more count. Raises InputError for fewer than two categories.
    """
    if counts.shape[1] < 2:
        raise InputError("Agreement needs an instrument with two categories or more.")
    paired = counts.sum(axis=1) >= 2
    counts, cases = counts[paired], cases[paired]
    sums = _sums_by_case(counts, cases)
    alike = int((counts.max(axis=1) == counts.sum(axis=1)).sum()) if len(counts) else 0
    return Agreed(
        alike=Figure(count=alike, out_of=len(counts)) if len(counts) else NOTHING,
        agreement=_estimate(sums, _share),
        ac1=_estimate(sums, _ac1),
        alpha=_estimate(sums, _alpha),
    )


_SAME, _PAIRED, _MATCHES, _FIRST = 0, 1, 2, 3
"""The columns of what a unit adds: the share of its pairs that agree, 1, its matching pairs
for alpha; then the share of its answers in each category, and their numbers."""


def _sums_by_case(counts: Integers, cases: Integers) -> Floats:
    """What each case adds to every total from which the coefficients are made."""
    answers = counts.sum(axis=1)
    same = (counts * (counts - 1)).sum(axis=1)
    adds = np.column_stack(
        [
            same / (answers * (answers - 1)),
            np.ones(len(counts)),
            same / (answers - 1),
            counts / answers[:, np.newaxis],
            counts,
        ]
    )
    seen, place = np.unique(cases, return_inverse=True)
    sums: Floats = np.zeros((len(seen), adds.shape[1]))
    np.add.at(sums, place, adds)
    return sums


def _categories(sums: Floats) -> int:
    return int(sums.shape[-1] - _FIRST) // 2


def _share(sums: Floats) -> Floats:
    """The mean share of pairs that agree, of each row of totals; NaN without a pair."""
    return _divided(sums[..., _SAME], sums[..., _PAIRED])


def _ac1(sums: Floats) -> Floats:
    """Gwet 2008: luck is the sum of pi (1 - pi) over q - 1."""
    q = _categories(sums)
    shares = _divided(sums[..., _FIRST : _FIRST + q], sums[..., _PAIRED, np.newaxis])
    luck = (shares * (1 - shares)).sum(axis=-1) / (q - 1)
    return _divided(_share(sums) - luck, 1 - luck)


def _alpha(sums: Floats) -> Floats:
    """Krippendorff 2011, nominal; NaN where all answers are one category."""
    numbers = sums[..., _FIRST + _categories(sums) :]
    n = numbers.sum(axis=-1)
    apart = n**2 - (numbers**2).sum(axis=-1)
    return np.asarray(1 - (n - 1) * _divided(n - sums[..., _MATCHES], apart), dtype=np.float64)


def _divided(above: Floats, below: Floats) -> Floats:
    quotient: Floats = np.full(np.broadcast_shapes(above.shape, below.shape), np.nan)
    np.divide(above, below, out=quotient, where=below > _NOTHING)
    return quotient


def _estimate(sums: Floats, coefficient: Callable[[Floats], Floats]) -> Estimate:
    """The coefficient of all cases, and its jackknife error (Efron 1982, eq. 3.10)."""
    n_cases, total = len(sums), sums.sum(axis=0)
    value = float(coefficient(total))
    if not isfinite(value):
        return Estimate(value=None, standard_error=None, n_cases=n_cases)
    without = coefficient(total - sums)
    spread = float(((without - without.mean()) ** 2).sum())
    error = sqrt((n_cases - 1) / n_cases * spread)
    told = isfinite(error) and error > _NOTHING
    return Estimate(value=value, standard_error=error if told else None, n_cases=n_cases)
