"""What holds of every comparison, whatever the scores."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corecase.statistics.differences import Estimated, compared, welch
from corecase.statistics.funnel import ServiceScore, Where, funnel
from corecase.statistics.funnel_limits import Dispersion, binomial_limit
from corecase.statistics.multiplicity import holm
from corecase.statistics.random_effects import BetweenGroups
from corecase.statistics.shrinkage import shrink

SHARE = st.floats(min_value=0.02, max_value=0.98)
ERROR = st.floats(min_value=0.005, max_value=0.2)
ESTIMATES = st.builds(
    Estimated,
    share=SHARE,
    standard_error=ERROR,
    degrees_of_freedom=st.integers(min_value=1, max_value=200),
)
SCORED = st.lists(st.tuples(SHARE, ERROR), min_size=2, max_size=25)


@given(ESTIMATES, ESTIMATES)
def test_a_difference_turned_round_is_its_mirror(first: Estimated, second: Estimated) -> None:
    there, p = compared(first, second)
    back, p_back = compared(second, first)
    assert back.share == -there.share
    assert back.interval.low == pytest.approx(-there.interval.high)
    assert p_back == pytest.approx(p, abs=1e-9)
    assert there.interval.holds(there.share)


@given(ESTIMATES, ESTIMATES, st.floats(min_value=0.5, max_value=0.99))
def test_a_p_value_and_an_interval_agree_at_every_level(
    first: Estimated, second: Estimated, level: float
) -> None:
    found, p = compared(first, second, level)
    if abs(p - (1 - level)) > 1e-6:
        assert found.is_clear == (p < 1 - level)


@given(ESTIMATES, ESTIMATES)
def test_a_higher_level_leaves_more_open(first: Estimated, second: Estimated) -> None:
    narrow, _ = compared(first, second, 0.80)
    wide, _ = compared(first, second, 0.95)
    assert wide.interval.low <= narrow.interval.low <= narrow.interval.high <= wide.interval.high
    assert welch(first, second).standard_error ** 2 == pytest.approx(
        first.variance + second.variance
    )


@given(st.lists(st.floats(min_value=0, max_value=1), max_size=20))
def test_an_adjusted_p_lies_between_its_own_and_bonferroni(p_values: list[float]) -> None:
    adjusted = holm(p_values)
    for p, found in zip(p_values, adjusted, strict=True):
        assert p <= found <= min(1.0, len(p_values) * p) + 1e-12
    order = sorted(range(len(p_values)), key=lambda place: p_values[place])
    assert [adjusted[n] for n in order] == sorted(adjusted)


@given(SCORED, st.sampled_from([BetweenGroups.PAULE_MANDEL, BetweenGroups.DERSIMONIAN_LAIRD]))
def test_a_shrunken_score_lies_between_its_own_and_the_mean(
    scored: list[tuple[float, float]], rule: BetweenGroups
) -> None:
    shares, errors = (np.array(part) for part in zip(*scored, strict=True))
    found = shrink(shares, errors, rule)
    low, high = np.minimum(shares, found.mean_share), np.maximum(shares, found.mean_share)
    assert ((low - 1e-12 <= found.shares) & (found.shares <= high + 1e-12)).all()
    assert (found.variances_logit > 0).all()
    assert found.tau2 >= 0
    turned = shrink(shares[::-1], errors[::-1], rule)
    assert turned.shares[::-1] == pytest.approx(found.shares, abs=1e-9)


@given(
    SCORED,
    st.sampled_from(Dispersion),
)
def test_a_funnel_knows_where_each_service_lies(
    scored: list[tuple[float, float]], dispersion: Dispersion
) -> None:
    rows = [
        ServiceScore(service=f"S{n}", n_cases=20 + n, share=share, standard_error=error)
        for n, (share, error) in enumerate(scored)
    ]
    found = funnel(rows, label="x", as_at=date(2026, 1, 1), dispersion=dispersion)
    assert sum(len(found.outside(where)) for where in Where) == len(rows)
    for point in found.points:
        assert point.outer.low <= point.inner.low <= found.limits.target
        assert found.limits.target <= point.inner.high <= point.outer.high
        assert (point.where is Where.INSIDE) == point.inner.holds(point.scored.share)


@given(
    st.floats(min_value=0.3, max_value=29.9),
    st.floats(min_value=0.01, max_value=0.99),
    st.floats(min_value=0.001, max_value=0.5),
)
def test_binomial_limits_rise_with_the_probability(n: float, target: float, p: float) -> None:
    low, high = binomial_limit(n, target, p), binomial_limit(n, target, 1 - p)
    assert 0 <= low <= high <= 1
