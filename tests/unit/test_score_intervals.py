"""Which interval a score gets, and plain shares at none, all, one case and no case."""

import numpy as np
import pytest

from corecase.core.errors import InputError
from corecase.core.figures import Figure
from corecase.core.intervals import Interval
from corecase.statistics import limits, proportions
from corecase.statistics.estimates import Estimates, Target, estimate, with_covariance
from corecase.statistics.intervals import (
    Method,
    basis_of,
    effective_number,
    exact_interval,
    intervals,
    score_intervals,
)
from tests.case_totals import totals

PLAIN = [
    proportions.wilson,
    proportions.wilson_corrected,
    proportions.clopper_pearson,
    proportions.jeffreys,
    proportions.mid_p,
]


def item(count: int, asked: int, n: int, population: int | None = None) -> Estimates:
    """One item that applies to some of n cases."""
    sufficient = [1] * count + [0] * (n - count)
    return estimate(totals(sufficient, [1] * asked + [0] * (n - asked), population))


def method(estimates: Estimates) -> Method:
    return score_intervals(estimates)[0].method


def interval(estimates: Estimates, level: float = 0.95) -> Interval:
    """The interval of the only score, which there has to be."""
    (found,) = intervals(estimates, level)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("estimates", "expected"),
    [
        (item(0, 0, 8, 20), Method.NOT_APPLICABLE),
        (item(2, 4, 8, 20), Method.COUNT_ONLY),
        (item(2, 4, 8, 8), Method.COUNT_ONLY),
        (item(4, 5, 8, 20), Method.EXACT),
        (item(4, 9, 12), Method.EXACT),
        (item(4, 9, 12, 12), Method.COMPLETE),
        (item(4, 10, 12, 30), Method.WILSON),
        (item(0, 10, 12, 30), Method.WILSON),
        (item(10, 10, 12), Method.WILSON),
        (estimate(totals([1, 2, 0, 1, 2], [2] * 5, 20)), Method.LOGIT_T),
        (estimate(totals([2] * 5, [2] * 5, 20)), Method.WILSON),
        (estimate(totals([0] * 5, [2] * 5)), Method.WILSON),
        (estimate(totals([1] * 5, [2] * 5)), Method.WILSON),
        (estimate(totals([1, 2, 0, 1, 2], [2] * 5, 5)), Method.COMPLETE),
        (estimate(totals([2, 2, 1, 0], [2] * 4, 20)), Method.COUNT_ONLY),
        (estimate(totals([2], [2], 20)), Method.COUNT_ONLY),
        (
            estimate(totals([1, 1, 0, 1, 0, 1], [1] * 6, {"a": 9, "b": 4}, "aaabbb")),
            Method.WILSON,
        ),
    ],
)
def test_the_method_follows_from_the_cases(estimates: Estimates, expected: Method) -> None:
    found = score_intervals(estimates)[0]
    assert found.method is expected
    has_none = expected in (Method.NOT_APPLICABLE, Method.COUNT_ONLY)
    assert (found.interval is None) == has_none
    assert found.method.words


def test_too_few_cases_give_the_count_alone() -> None:
    found = score_intervals(item(2, 4, 8, 20))[0]
    assert found.figure == Figure(count=2, out_of=4)
    assert found.applicable_cases == 4
    assert found.method.words == "fewer than 5 applicable cases: the count only"


def test_all_cases_assessed_leave_no_width() -> None:
    found = interval(estimate(totals([1, 2, 0, 1, 2], [2] * 5, 5)))
    assert found.low == found.high == 0.6


def test_for_the_practice_all_cases_are_a_sample_too() -> None:
    found = estimate(totals([1, 2, 0, 1, 2], [2] * 5, 5), Target.PRACTICE)
    assert method(found) is Method.LOGIT_T
    assert interval(found).points > 10


def test_five_to_nine_cases_of_an_item_are_exact() -> None:
    assert interval(item(4, 5, 8, 20)) == proportions.hypergeometric(4, 5, 13)
    assert interval(item(4, 5, 8)) == proportions.clopper_pearson(4, 5)
    practice = estimate(totals([1, 1, 1, 1, 0], [1] * 5, 20), Target.PRACTICE)
    assert interval(practice) == proportions.clopper_pearson(4, 5)


def test_a_case_that_was_not_assessed_may_be_one_to_which_the_item_applies() -> None:
    # 5 x 20 / 19 rounds to the 5 cases that were seen, and a sixth may be there.
    assert interval(item(2, 5, 19, 20)) == proportions.hypergeometric(2, 5, 6)


def test_an_exact_interval_can_be_asked_for() -> None:
    assert exact_interval(item(12, 30, 38, 150), "score0") == proportions.hypergeometric(
        12, 30, 118
    )
    whole = exact_interval(item(12, 30, 38, 38), "score0")
    assert whole.low == whole.high == 12 / 30
    for other in (estimate(totals([2, 1], [2, 2])), item(0, 0, 8)):
        with pytest.raises(InputError, match="has no exact interval"):
            exact_interval(other, "score0")


def test_unequal_weights_leave_the_exact_interval_out() -> None:
    weighted = estimate(totals([1, 1, 0, 1, 0, 1], [1] * 6, {"a": 9, "b": 4}, "aaabbb"))
    with pytest.raises(InputError, match="has no exact interval"):
        exact_interval(weighted, "score0")


def test_a_score_whose_cases_show_no_spread_is_as_uncertain_as_so_many_cases() -> None:
    alike = estimate(totals([1] * 12, [2] * 12, 40))
    assert effective_number(basis_of(alike))[0] == pytest.approx(12 * 11 / 12 / (1 - 12 / 40))
    # As the item of one judgement a case would be, at no and at all.
    none = interval(estimate(totals([0] * 12, [3] * 12, 40)))
    assert none == interval(item(0, 12, 12, 40))
    assert none.low == 0
    assert interval(estimate(totals([3] * 12, [3] * 12, 40))).high == 1


def test_what_else_is_uncertain_widens_even_a_whole_caseload() -> None:
    whole = estimate(totals([1, 2, 0, 1, 2], [2] * 5, 5))
    shaken = with_covariance(whole, np.array([[0.04**2]]), "Something else.")
    assert method(shaken) is Method.LOGIT_T
    assert shaken.notes == ("Something else.",)
    low, high = limits.logit_limits(0.6, 0.04, 0, 0.95)
    assert interval(shaken) == Interval(low=float(low), high=float(high))
    assert with_covariance(whole, np.array([[0.0]])).notes == ()


@pytest.mark.parametrize("share", [0.8203125, 0.978515625, 0.046875])
def test_limits_hold_their_share_however_small_the_error(share: float) -> None:
    low, high = limits.logit_limits(share, 1e-18, 4, 0.95)
    assert low <= share <= high


@pytest.mark.parametrize("level", [0.0, 1.0, -0.5, 95])
def test_a_level_lies_between_0_and_1(level: float) -> None:
    with pytest.raises(InputError, match="between 0 and 1"):
        intervals(item(4, 10, 12, 30), level)


def test_a_higher_level_is_wider() -> None:
    found = estimate(totals([1, 2, 0, 1, 2], [2] * 5, 20))
    widths = [interval(found, level).points for level in (0.5, 0.8, 0.95, 0.999)]
    assert widths == sorted(widths)


@pytest.mark.parametrize("plain", PLAIN)
def test_a_plain_share_at_its_edges(plain: type) -> None:
    for n in (1, 2, 30):
        none, every = plain(0, n), plain(n, n)
        assert none.low == 0
        assert every.high == 1
        assert none.high == pytest.approx(1 - every.low, abs=1e-9)
        assert 0 < none.high < 1
    with pytest.raises(InputError, match="no case"):
        plain(0, 0)
    with pytest.raises(InputError, match="needs a number of cases"):
        plain(5, float("inf"))
    with pytest.raises(InputError, match="is no share"):
        plain(3, 2)
    with pytest.raises(InputError, match="between 0 and 1"):
        plain(1, 2, 1.0)


def test_the_exact_interval_in_a_population_at_its_edges() -> None:
    assert proportions.hypergeometric(3, 8, 8) == Interval(low=3 / 8, high=3 / 8)
    assert proportions.hypergeometric(0, 1, 2) == Interval(low=0, high=0.5)
    with pytest.raises(InputError, match="cannot be drawn"):
        proportions.hypergeometric(3, 8, 7)


def test_the_arcsine_stops_at_0_and_1() -> None:
    low, _ = limits.arcsine_limits(0.01, 0.2, 5, 0.95)
    _, high = limits.arcsine_limits(0.99, 0.2, 5, 0.95)
    assert (low, high) == (0, 1)
