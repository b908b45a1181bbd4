"""The rescaled bootstrap with numba, the fastest of the ways tried: numpy draws, loops add up.

Runs in an environment of its own. Prints JSON: the version, the processor's seconds without the
compilation, and the standard errors of the first service.
"""

import json
import math
import sys
import time

import numba
import numpy as np

from benchmarks.invented_programme import POPULATION, totals


@numba.njit(fastmath=True)
def standard_errors(both, draws, n_population):
    """The spread of each score over the replicates; `both` has y and x of each score in a row."""
    n_replicates, n_drawn = draws.shape
    n, n_columns = both.shape
    n_scores = n_columns // 2
    kept = math.sqrt(1 - n / n_population)
    scale = kept * n / n_drawn
    whole = (1 - kept) * both.sum(axis=0)
    sums = np.empty(n_columns)
    first, total, squares = np.zeros(n_scores), np.zeros(n_scores), np.zeros(n_scores)
    for replicate in range(n_replicates):
        sums[:] = 0.0
        for place in range(n_drawn):
            case = draws[replicate, place]
            for column in range(n_columns):
                sums[column] += both[case, column]
        for score in range(n_scores):
            at = n_scores + score
            share = (whole[score] + scale * sums[score]) / (whole[at] + scale * sums[at])
            if replicate == 0:
                first[score] = share
            total[score] += share - first[score]
            squares[score] += (share - first[score]) ** 2
    return np.sqrt((squares - total**2 / n_replicates) / (n_replicates - 1))


def main() -> None:
    """Measures as many services, cases, scores and replicates as the arguments say."""
    n_services, n_cases, n_scores, n_replicates = map(int, sys.argv[1:])
    services = np.concatenate(totals(n_services, n_cases, n_scores), axis=2).astype(np.float64)
    rng = np.random.default_rng(1)

    def work(both, times):
        draws = rng.integers(0, n_cases, size=(times, n_cases - 1), dtype=np.uint32)
        return standard_errors(both, draws, POPULATION)

    work(services[0], 2)
    began = time.process_time()
    found = [work(both, n_replicates) for both in services]
    seconds = time.process_time() - began
    told = {"version": numba.__version__, "seconds": seconds, "errors": found[0].tolist()}
    print(json.dumps(told))


if __name__ == "__main__":
    main()
