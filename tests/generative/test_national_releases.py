"""P1, the short trial: an adversary with every release of a national table finds nothing."""

import pytest

from tests.national_releases import tried


@pytest.mark.parametrize("seed", range(3))
def test_all_releases_together_tell_no_small_count(seed: int) -> None:
    trial = tried(seed)
    assert trial.n_released
    assert trial.n_hidden
    assert trial.found == ()
