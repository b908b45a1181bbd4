"""What holds of every agreement and of every plan of moderation, whatever was judged."""

from fractions import Fraction
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from corecase.statistics.agreement import (
    Weighting,
    conger,
    fleiss,
    gwet,
    percent_agreement,
    weights,
)
from corecase.statistics.alpha import krippendorff
from corecase.statistics.double_marking import Agreed, Estimate, agreed
from corecase.statistics.moderation import Plan, smallest_plan
from corecase.statistics.ratings import MISSING, Ratings

Codes = NDArray[np.int64]


@st.composite
def tables(draw: st.DrawFn, n_raters: int = 3) -> Codes:
    """Codes of three categories, -1 missing, for up to twelve units."""
    n_units = draw(st.integers(1, 12))
    code = st.integers(MISSING, 2)
    rows = draw(st.lists(st.tuples(*[code] * n_raters), min_size=n_units, max_size=n_units))
    return np.array(rows, dtype=np.int64)


CASES = st.integers(1, 4)


def by_case(codes: Codes, n_cases: int) -> tuple[Codes, Codes]:
    counts = Ratings(codes=codes, n_categories=3).counts
    return counts, np.arange(len(counts)) % n_cases


def values(found: Agreed) -> list[Estimate]:
    return [found.agreement, found.ac1, found.alpha]


@given(tables(), CASES)
def test_the_fast_way_is_the_plain_way(codes: Codes, n_cases: int) -> None:
    counts, cases = by_case(codes, n_cases)
    paired = counts[counts.sum(axis=1) >= 2]
    found = values(agreed(counts, cases))
    plain = [percent_agreement(paired), gwet(paired).value, krippendorff(paired)]
    assert [one.value for one in found] == pytest.approx(plain, abs=1e-9)


@given(tables(), CASES)
def test_leaving_out_a_case_is_doing_without_it(codes: Codes, n_cases: int) -> None:
    counts, cases = by_case(codes, n_cases)
    paired = counts.sum(axis=1) >= 2
    seen = np.unique(cases[paired])
    without = [gwet(counts[paired & (cases != case)]).value for case in seen]
    error = agreed(counts, cases).ac1.standard_error
    if error is not None:
        known = np.array(without, dtype=np.float64)
        spread = ((known - known.mean()) ** 2).sum() * (len(known) - 1) / len(known)
        assert error == pytest.approx(float(np.sqrt(spread)), abs=1e-9)
    else:
        assert len(seen) < 2 or None in without or np.ptp(np.array(without, float)) < 1e-9


@given(tables())
def test_who_is_who_changes_nothing(codes: Codes) -> None:
    given_ = (codes != MISSING).any(axis=0).all()
    for order in permutations(range(3)):
        turned = Ratings(codes=codes[:, order], n_categories=3)
        ratings = Ratings(codes=codes, n_categories=3)
        assert (turned.counts == ratings.counts).all()
        if given_:
            one, other = conger(turned), conger(ratings)
            assert [one.value, one.standard_error] == pytest.approx(
                [other.value, other.standard_error], abs=1e-9
            )


@given(tables(), st.sampled_from(["identity", "linear", "quadratic", "ordinal"]))
def test_weighted_agreement_is_the_mean_weight_of_the_pairs(
    codes: Codes, weighting: Weighting
) -> None:
    weight = weights(weighting, 3)
    shares = []
    for row in codes:
        rated = [code for code in row if code != MISSING]
        pairs = [weight[a, b] for a, b in permutations(rated, 2)]
        shares += [sum(pairs) / len(pairs)] if pairs else []
    found = gwet(Ratings(codes=codes, n_categories=3).counts, weighting=weighting)
    expected = sum(shares) / len(shares) if shares else None
    assert found.observed == pytest.approx(expected)


@given(tables())
def test_no_coefficient_is_above_one_and_full_agreement_is_one(codes: Codes) -> None:
    alike = np.where(codes == MISSING, MISSING, codes.max(axis=1, keepdims=True))
    for table, full in ((codes, False), (alike, True)):
        counts = Ratings(codes=table, n_categories=3).counts
        for value in (gwet(counts).value, fleiss(counts).value, krippendorff(counts)):
            if value is not None:
                assert value <= 1 + 1e-12
                assert not full or value == pytest.approx(1)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    n_cases = draw(st.integers(1, 40))
    n_checked = draw(st.integers(1, n_cases))
    return Plan(n_cases=n_cases, n_checked=n_checked, n_allowed=draw(st.integers(0, n_checked - 1)))


@given(plans())
def test_the_more_need_changing_the_seldomer_a_plan_passes(plan: Plan) -> None:
    chances = [chance for _, chance in plan.curve]
    assert chances[0] == 1
    assert chances == sorted(chances, reverse=True)
    assert chances[-1] == 0


@given(st.integers(1, 20), st.data())
def test_the_smallest_plan_holds_what_it_promises(n_cases: int, data: st.DataObject) -> None:
    tolerable = data.draw(st.integers(0, n_cases - 1))
    too_many = data.draw(st.integers(tolerable + 1, n_cases))
    plan = smallest_plan(n_cases, tolerable=tolerable, too_many=too_many)
    assert plan.passes(tolerable) >= Fraction(9, 10)
    assert plan.passes(too_many) <= Fraction(1, 10)
