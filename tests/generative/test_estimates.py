"""What holds of every estimate, whatever was judged and however it was drawn."""

from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corecase.core.judgements import Judgements
from corecase.core.scoring import score
from corecase.statistics.bands import band_probabilities
from corecase.statistics.estimates import Estimates, Target, estimate, jackknife
from corecase.statistics.intervals import (
    basis_of,
    effective_number,
    interval_limits,
    score_intervals,
)
from corecase.statistics.programme import (
    programme_estimates,
    programme_intervals,
    simple_stack,
    stack,
)
from corecase.statistics.totals import CaseTotals, totals_of
from tests import case_totals
from tests.builders import framework
from tests.generative.test_scores import judgement_lists

TARGETS = st.sampled_from(Target)
N_SCORES = 3


@st.composite
def designs(draw: st.DrawFn) -> CaseTotals:
    """Up to fifteen cases with three scores, simple or stratified, the caseload known or not."""
    n = draw(st.integers(1, 15))
    most = draw(st.sampled_from([1, 2, 6]))
    x = [[draw(st.integers(0, most)) for _ in range(N_SCORES)] for _ in range(n)]
    y = [[draw(st.integers(0, value)) for value in row] for row in x]
    strata = draw(st.sampled_from(["", "a", "ab", "abc"]))
    more = st.integers(0, 30)
    if not strata:
        return case_totals.totals(y, x, draw(st.none() | st.integers(n, n + 30)))
    drawn = [draw(st.sampled_from(strata)) for _ in range(n)]
    sizes: Mapping[str, int] | None = None
    if draw(st.booleans()):
        sizes = {name: drawn.count(name) + draw(more) for name in strata}
    return case_totals.totals(y, x, sizes, drawn)  # type: ignore[arg-type]  # sizes of strata


@given(judgement_lists())
def test_totals_are_the_scores(judgements: list) -> None:  # type: ignore[type-arg]  # judgements
    collected = Judgements.of(judgements, cases=["X-0"])
    totals = totals_of(framework(), collected)
    for at, one in enumerate(score(framework(), collected).all):
        assert totals.score_ids[at] == one.id
        assert totals.sufficient[:, at].sum() == one.figure.count
        assert totals.applicable[:, at].sum() == one.figure.out_of


@given(designs(), TARGETS, st.sampled_from([0.5, 0.8, 0.95, 0.999]))
def test_an_interval_holds_its_estimate(totals: CaseTotals, target: Target, level: float) -> None:
    for scored in score_intervals(estimate(totals, target), level):
        if scored.interval:
            assert scored.share is not None
            assert scored.interval.low - 1e-12 <= scored.share <= scored.interval.high + 1e-12


@given(designs(), TARGETS)
def test_numbers_are_there_or_said_to_be_missing(totals: CaseTotals, target: Target) -> None:
    found = estimate(totals, target)
    for at, score_id in enumerate(found.score_ids):
        share, error = found.of(score_id)
        assert (share is not None) == (found.applicable[at] > 0)
        assert share is None or 0 <= share <= 1
        assert error is None or error >= 0
        assert (error is not None) or share is None or found.n_cases == 1
    eigenvalues = np.linalg.eigvalsh(np.nan_to_num(found.covariance))
    assert eigenvalues.min() > -1e-12


@given(designs())
def test_the_part_that_was_assessed_only_ever_narrows(totals: CaseTotals) -> None:
    caseload, practice = (estimate(totals, target).standard_errors for target in Target)
    fine = ~np.isnan(practice) & ~np.isnan(caseload)
    if len(set(totals.strata.tolist())) == 1:
        assert (caseload[fine] <= practice[fine] + 1e-12).all()


@given(st.lists(designs(), min_size=1, max_size=4), TARGETS)
def test_a_programme_is_its_services_one_by_one(services: list, target: Target) -> None:  # type: ignore[type-arg]  # totals
    together = programme_estimates(stack(services, target))
    (low, high), method = programme_intervals(together, 0.9)
    wide = together.basis
    for place, totals in enumerate(services):
        alone = estimate(totals, target)
        basis = basis_of(alone)
        near = {"rtol": 1e-12, "atol": 1e-12}
        np.testing.assert_allclose(together.shares[place], alone.shares, **near)
        np.testing.assert_allclose(together.standard_errors[place], alone.standard_errors, **near)
        assert together.degrees_of_freedom[place] == alone.degrees_of_freedom
        assert together.n_cases[place] == alone.n_cases
        assert together.fraction[place] == alone.sampling_fraction
        assert together.is_weighted[place] == alone.is_weighted
        for part in ("sufficient", "applicable_cases", "effective_cases", "is_single"):
            np.testing.assert_allclose(getattr(wide, part)[place], getattr(basis, part), **near)
        assert together.applicable[place].tolist() == alone.applicable.tolist()
        (one_low, one_high), one_method = interval_limits(basis, 0.9)
        assert method[place].tolist() == one_method.tolist()
        np.testing.assert_allclose(low[place], one_low, rtol=1e-9, atol=1e-12)
        np.testing.assert_allclose(high[place], one_high, rtol=1e-9, atol=1e-12)


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=2, max_size=12), TARGETS)
def test_simple_samples_can_be_stacked_as_arrays(
    cases: list[tuple[int, int]], target: Target
) -> None:
    x = np.array([[a + b] for a, b in cases])
    y = np.array([[a] for a, _ in cases])
    twice = simple_stack(
        np.concatenate((y, y)),
        np.concatenate((x, x)),
        np.array([len(y), len(y)]),
        np.array([40, 40]),
        target,
    )
    alone = estimate(case_totals.totals(y.tolist(), x.tolist(), 40), target)
    found = programme_estimates(twice)
    for place in (0, 1):
        np.testing.assert_allclose(found.shares[place], alone.shares, rtol=1e-12)
        np.testing.assert_allclose(
            found.standard_errors[place], alone.standard_errors, rtol=1e-12, atol=1e-15
        )


@given(designs(), TARGETS)
def test_the_jackknife_is_near_where_cases_are_many(totals: CaseTotals, target: Target) -> None:
    found, left_out = estimate(totals, target), jackknife(totals, target)
    for at in range(N_SCORES):
        if np.isfinite(left_out[at]) and np.isfinite(found.standard_errors[at]):
            # Both are 0 together: where every case has the same share.
            assert (left_out[at] < 1e-15) == (found.standard_errors[at] ** 2 < 1e-15)


@given(
    st.floats(0, 1),
    st.floats(0, 0.3),
    st.integers(0, 80),
    st.lists(st.integers(1, 99), unique=True, max_size=5),
    st.none() | st.floats(1, 500),
)
def test_the_chances_of_bands_add_up(
    share: float, error: float, df: int, edges: list[int], cases: float | None
) -> None:
    cuts = [edge / 100 for edge in sorted(edges)]
    found = band_probabilities(share, error, df, cuts, effective_cases=cases)
    assert len(found) == len(cuts) + 1
    assert min(found) >= 0
    assert sum(found) == pytest.approx(1)


def test_the_effective_number_of_a_whole_caseload_has_no_end() -> None:
    whole: Estimates = estimate(case_totals.totals([1, 1], [2, 2], 2))
    assert np.isinf(effective_number(basis_of(whole))[0])
