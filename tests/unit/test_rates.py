"""Rates at their edges: no event, few events, children who offend more than others."""

from math import exp, nan, sqrt

import pytest

from corecase.core.errors import InputError
from corecase.statistics.rates import (
    byar_limits,
    count_limits,
    exact_limits,
    rate,
    rate_per_child,
    rate_ratio,
)


def test_few_events_have_exact_limits_and_more_have_byars() -> None:
    assert count_limits(9) == exact_limits(9)
    assert count_limits(10) == byar_limits(10)
    assert count_limits(0).low == 0


def test_a_rate_is_held_per_person_and_printed_in_its_unit() -> None:
    found = rate(12, 400)
    assert found.per_person == 0.03
    assert found.per(1000) == pytest.approx(30)
    assert found.printed(1000, 1) == "30.0 per 1,000 (95% interval 15.5 to 52.4)"
    assert found.printed().startswith("0.03 per person (95% interval 0.02 to")
    assert found.n_children is None


def test_offences_per_child_have_the_child_as_cluster() -> None:
    found = rate_per_child([0, 0, 1, 3, 1])
    assert found.per_person == 1.0
    assert found.variance == pytest.approx(5 / 4 * 6 / 25)
    # t with 4 degrees of freedom, on the log scale.
    reach = 2.7764451 * sqrt(0.3)
    assert found.limits.low == pytest.approx(exp(-reach), rel=1e-6)
    assert found.limits.high == pytest.approx(exp(reach), rel=1e-6)
    assert found.n_children == 5


def test_time_at_risk_is_the_base() -> None:
    found = rate_per_child([1, 1, 1, 1, 1], [0.5, 1.5, 1, 1, 1])
    assert found.per_person == 1.0
    assert found.variance == pytest.approx(5 / 4 * (0.25 + 0.25) / 25)


def test_like_children_are_no_certainty() -> None:
    found = rate_per_child([2] * 30)
    assert found.limits == count_limits(60).times(1 / 30)
    assert (found.variance, found.n_children) == (60 / 900, 30)
    assert not rate_ratio(rate_per_child([2] * 5), rate_per_child([1] * 5)).differs
    by_time = rate_per_child([1, 2, 3, 4, 5], [0.1, 0.2, 0.3, 0.4, 0.5])
    assert by_time.limits == count_limits(15).times(1 / 1.5)


def test_no_offence_is_no_certainty() -> None:
    found = rate_per_child([0] * 20)
    assert found.per_person == 0
    assert found.limits.high == pytest.approx(3.68888 / 20, abs=1e-6)


def test_offences_that_come_in_runs_are_less_certain_than_separate_events() -> None:
    runs = rate_per_child([0] * 30 + [6] * 5)
    apart = rate(30, 35)
    assert runs.per_person == apart.per_person
    assert runs.limits.high - runs.limits.low > apart.limits.high - apart.limits.low


def test_one_rate_over_another() -> None:
    found = rate_ratio(rate(50, 1000), rate(25, 1000))
    reach = 1.959964 * sqrt(1 / 50 + 1 / 25)
    assert found.ratio == pytest.approx(2)
    assert found.limits.low == pytest.approx(2 * exp(-reach), rel=1e-6)
    assert found.limits.high == pytest.approx(2 * exp(reach), rel=1e-6)
    assert found.differs
    assert not rate_ratio(rate(5, 1000), rate(6, 1000)).differs


def test_what_is_no_rate_is_refused() -> None:
    for exposure in (0, -1, nan, float("inf")):
        with pytest.raises(InputError, match="persons to count over"):
            rate(1, exposure)
    with pytest.raises(InputError, match="from 0"):
        count_limits(-1)
    with pytest.raises(InputError, match="from 0"):
        byar_limits(-1)
    for part in (2.5, nan):
        with pytest.raises(InputError, match="whole number"):
            rate(part, 10)  # type: ignore[arg-type]  # what a caller without types may do
    with pytest.raises(InputError, match="level"):
        byar_limits(3, level=95)
    with pytest.raises(InputError, match="event in both"):
        rate_ratio(rate(0, 10), rate(1, 10))


@pytest.mark.parametrize(
    ("events", "exposure", "said"),
    [
        ([0, 1, 0, 1], None, "five children"),
        ([1, 2, 1, 2, 1], [1], "five children"),
        ([[1, 2]] * 5, None, "five children"),
        ([1, 1, 1, 1, -1], None, "from 0"),
        ([1, 1, 1, 1, nan], None, "from 0"),
        ([1, 1, 1, 1, 0.5], None, "whole"),
        ([1] * 5, [1, 1, 1, 1, 0], "above 0"),
    ],
)
def test_what_is_no_count_by_child_is_refused(
    events: list[float], exposure: list[float] | None, said: str
) -> None:
    with pytest.raises(InputError, match=said):
        rate_per_child(events, exposure)
