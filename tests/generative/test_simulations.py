"""Whatever the settings: what was sampled is a part of a caseload, and truths are shares."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from corecase.statistics.simulation import simulate
from corecase.statistics.simulation_design import Design, SimulatedAssessors

people = st.builds(
    SimulatedAssessors,
    leniency_sd=st.floats(0, 5),
    team_sizes=st.sampled_from([(2, 2), (4, 7)]),
    second_share=st.floats(0, 1),
    applicability_flips=st.floats(0, 1),
    fresh_answers=st.floats(0, 1),
)
designs = st.builds(
    Design,
    n_services=st.integers(1, 4),
    caseload=st.just(30),
    sample=st.integers(1, 30),
    uplift=st.floats(-5, 5),
    service_sd=st.floats(0, 5),
    service_correlation=st.floats(0, 1),
    case_sd=st.floats(0, 5),
    item_sd=st.floats(0, 5),
    gates=st.booleans(),
    case_mix=st.booleans(),
    assessors=st.none() | people,
)


@settings(max_examples=60)
@given(design=designs, seed=st.integers(0, 2**40))
def test_a_sample_is_a_part_of_a_caseload_and_truths_are_shares(design: Design, seed: int) -> None:
    programme = simulate(design, seed=seed)
    assert len(programme.answers) == design.n_services * (design.sample or 0)
    assert np.all(programme.sufficient >= 0)
    assert np.all(programme.sufficient <= programme.applicable)
    assert np.all((programme.answers == 1).sum(axis=1) == programme.sufficient.sum(axis=1))
    for truth in (programme.caseload_truth, programme.practice_truth):
        there = truth[~np.isnan(truth)]
        assert np.all((there >= 0) & (there <= 1))
    assert not np.isnan(programme.practice_truth).any()
    assert sum(programme.totals_of(k).n_cases for k in range(design.n_services)) == len(
        programme.answers
    )


@settings(max_examples=30)
@given(seed=st.integers(0, 2**40), gates=st.booleans(), n_cases=st.integers(5, 30))
def test_assessing_every_case_finds_the_truth(seed: int, gates: bool, n_cases: int) -> None:
    programme = simulate(
        Design(n_services=2, caseload=n_cases, sample=n_cases, gates=gates), seed=seed
    )
    sums = (
        np.add.reduceat(x, programme.starts) for x in (programme.sufficient, programme.applicable)
    )
    y, x = sums
    there = x > 0
    assert np.array_equal((y / np.maximum(x, 1))[there], programme.caseload_truth[there])
