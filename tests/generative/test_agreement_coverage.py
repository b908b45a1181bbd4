"""How often the interval of AC1 holds the truth, on invented cases judged twice."""

import numpy as np
import pytest
from numpy.random import Generator
from numpy.typing import NDArray

from corecase.statistics.double_marking import Estimate, agreed

N_ITEMS, N_SETS = 40, 1000
HARD = np.random.default_rng(5).normal(0, 0.8, N_ITEMS)


def readings(rng: Generator, n_cases: int) -> NDArray[np.int64]:
    """Counts of two readings by case and item: cases differ in quality, readers in severity."""
    shape = (n_cases, N_ITEMS)
    work = 0.7 + rng.normal(0, 0.8, (n_cases, 1)) + HARD + 0.8 * rng.logistic(size=shape)
    said = [
        work + rng.normal(0, 0.4, (n_cases, 1)) + rng.normal(0, 0.9, shape) > 0 for _ in range(2)
    ]
    sufficient = np.sum(said, axis=0, dtype=np.int64)
    return np.stack([sufficient, 2 - sufficient], axis=-1)


def ac1(counts: NDArray[np.int64]) -> Estimate:
    n_cases = len(counts)
    return agreed(counts.reshape(-1, 2), np.repeat(np.arange(n_cases), N_ITEMS)).ac1


@pytest.mark.parametrize(("n_cases", "low", "high"), [(5, 0.93, 0.97), (10, 0.93, 0.97)])
def test_the_interval_holds_the_truth_about_as_often_as_it_says(
    n_cases: int, low: float, high: float
) -> None:
    rng = np.random.default_rng(20261121)
    truth = ac1(readings(rng, 20_000)).value
    assert truth is not None
    intervals = [ac1(readings(rng, n_cases)).interval() for _ in range(N_SETS)]
    held = sum(interval is not None and interval.holds(truth) for interval in intervals)
    assert low <= held / N_SETS <= high
