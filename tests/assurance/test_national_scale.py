"""A thousand million judgements take ten times as long as a hundred million, and no more memory.

The data of `benchmarks.national_data` are read once, and then ten times over.
"""

from benchmarks import national


def test_time_a_row_stays_the_same_at_ten_times_the_size() -> None:
    once = national.scored("engine")
    ten = national.scored("engine", times=national.N_TIMES)
    assert ten["n"] == once["n"] == national.N_SERVICES * national.N_SCORES
    assert ten["seconds"] / national.N_TIMES <= national.TIMES_A_ROW * once["seconds"]
    assert ten["mb"] <= national.MB
