"""How long a balanced draw takes, from a large caseload and from a whole country's cases."""

from collections.abc import Callable
from random import Random
from time import perf_counter

import numpy as np

from benchmarks.measured import Measured
from corecase.statistics.balance import cube_draw
from corecase.statistics.balanced_draws import balanced_draw
from tests import case_worlds

PROMISED_SECONDS = 0.1
PROMISED_FOR_A_COUNTRY = 10.0
N_CASES, N_COLUMNS = 100_000, 25


def measure() -> list[Measured]:
    """The best of three recorded draws of 85 of 900, and of three by columns alone."""
    frame = case_worlds.caseload(900)
    seed = case_worlds.seed_for(frame)
    names = case_worlds.ATTRIBUTES
    small = _best(lambda: balanced_draw(frame, n=85, attributes=names, seed=seed, software="bench"))
    columns = np.random.default_rng(2010).integers(0, 2, size=(N_CASES, N_COLUMNS))
    shares = [1000 / N_CASES] * N_CASES
    large = _best(lambda: cube_draw(shares, columns, iter(Random(2010).random, None)))
    return [
        Measured(what="balanced draw of 85 of 900 cases", value=small, promised=PROMISED_SECONDS),
        Measured(
            what=f"balancing {N_CASES} cases on {N_COLUMNS} columns",
            value=large,
            promised=PROMISED_FOR_A_COUNTRY,
        ),
    ]


def _best(work: Callable[[], object]) -> float:
    times = []
    for _ in range(3):
        started = perf_counter()
        work()
        times.append(perf_counter() - started)
    return min(times)
