"""P1, the long trial: 200 invented countries, each released year after year."""

import pytest

from tests.national_releases import N_RELEASES, tried

N_COUNTRIES = 200


@pytest.mark.parametrize("batch", range(10))
def test_the_adversary_finds_nothing_in_any_country(batch: int) -> None:
    size = N_COUNTRIES // 10
    trials = {seed: tried(seed) for seed in range(batch * size, (batch + 1) * size)}
    assert {seed: trial.found for seed, trial in trials.items() if trial.found} == {}
    # A trial of tables that were all withheld would prove nothing.
    assert sum(trial.n_released for trial in trials.values()) > size * N_RELEASES / 2
