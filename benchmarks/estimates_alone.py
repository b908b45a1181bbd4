"""Estimates of an invented programme in a process of their own, with one thread for matrices.

Each job prints JSON with the processor's seconds. Times are the processor's and not the clock's, so
that what else the machine does is left out as far as it can be.
"""

import csv
import json
import sys
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.invented_programme import POPULATION, totals
from corecase.statistics.bootstrap import bootstrap, service_generator
from corecase.statistics.programme import programme_estimates, programme_intervals, stack
from corecase.statistics.totals import WHOLE_CASELOAD, CaseTotals

N_BOOTSTRAP_CASES = 50
N_BOOTSTRAP_SCORES = 11
N_REPLICATES = 10_000
N_CASES = 60
N_SCORES = 14


def programme(n_services: int, n_cases: int, n_scores: int) -> list[CaseTotals]:
    """The invented services as case totals."""
    sufficient, applicable = totals(n_services, n_cases, n_scores)
    return [
        CaseTotals(
            case_ids=tuple(f"C{case}" for case in range(n_cases)),
            score_ids=tuple(f"S{score}" for score in range(n_scores)),
            sufficient=y,
            applicable=x,
            strata=np.zeros(n_cases, dtype=np.int64),
            stratum_ids=(WHOLE_CASELOAD,),
            n_population=np.array([POPULATION]),
        )
        for y, x in zip(sufficient, applicable, strict=True)
    ]


def bootstrapped(n_services: int) -> dict[str, Any]:
    """The standard errors of every service, one after the other."""
    services = programme(n_services, N_BOOTSTRAP_CASES, N_BOOTSTRAP_SCORES)
    seconds, errors = _timed(lambda: _standard_errors(services))
    return {"seconds": seconds, "errors": errors[0]}


def memory(n_services: int) -> dict[str, Any]:
    """The most memory that the bootstrap holds beside the judgements, in megabytes."""
    services = programme(n_services, N_BOOTSTRAP_CASES, N_BOOTSTRAP_SCORES)
    tracemalloc.start()
    _standard_errors(services)
    return {"mb": tracemalloc.get_traced_memory()[1] / 2**20}


def _standard_errors(services: list[CaseTotals]) -> list[list[float]]:
    found = []
    for at, one in enumerate(services):
        made = bootstrap(one, service_generator(1, f"service {at}"), n_replicates=N_REPLICATES)
        found.append(made.standard_errors.tolist())
    return found


def by_scipy(n_services: int, n_scores: int, at_once: bool) -> dict[str, Any]:
    """The bootstrap of scipy for the same ratios, vectorised and paired.

    It knows nothing of the caseload's size. A call for each score, as its manual has it; or all
    scores in one call, with the batch that was the fastest of those tried.
    """
    from scipy.stats import bootstrap as scipy_bootstrap

    sufficient, applicable = totals(n_services, N_BOOTSTRAP_CASES, N_BOOTSTRAP_SCORES)
    options: dict[str, Any] = {"batch": 500} if at_once else {}

    def ratio(y: Any, x: Any, axis: int = -1) -> Any:
        return y.sum(axis=axis) / x.sum(axis=axis)

    def one(y: Any, x: Any) -> Any:
        return scipy_bootstrap(
            (y, x),
            ratio,
            paired=True,
            vectorized=True,
            n_resamples=N_REPLICATES,
            method="percentile",
            rng=np.random.default_rng(1),
            **options,
        ).standard_error

    def work() -> None:
        for y, x in zip(sufficient.astype(float), applicable.astype(float), strict=True):
            if at_once:
                one(y.T, x.T)
            else:
                for score in range(n_scores):
                    one(y[:, score], x[:, score])

    return {"seconds": _timed(work)[0]}


def intervals(n_services: int, path: Path) -> dict[str, Any]:
    """Linearised intervals from case totals; the totals are written for others first."""
    services = programme(n_services, N_CASES, N_SCORES)
    names = [f"{what}{score + 1}" for what in "yx" for score in range(N_SCORES)]
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["service", *names])
        for at, one in enumerate(services):
            for y, x in zip(one.sufficient.tolist(), one.applicable.tolist(), strict=True):
                writer.writerow([at, *y, *x])

    def work() -> Any:
        return programme_intervals(programme_estimates(stack(services)))[0]

    times = [_timed(work) for _ in range(5)]
    low, high = times[0][1]
    return {
        "seconds": min(seconds for seconds, _ in times),
        "limits": [low.tolist(), high.tolist()],
    }


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    began = time.process_time()
    found = work()
    return time.process_time() - began, found


def main() -> None:
    """Does the job that the first argument names."""
    job, *given = sys.argv[1:]
    if job == "bootstrap":
        print(json.dumps(bootstrapped(int(given[0]))))
    elif job == "memory":
        print(json.dumps(memory(int(given[0]))))
    elif job == "scipy":
        print(json.dumps(by_scipy(int(given[0]), int(given[1]), at_once=False)))
    elif job == "scipy-at-once":
        print(json.dumps(by_scipy(int(given[0]), N_BOOTSTRAP_SCORES, at_once=True)))
    else:
        print(json.dumps(intervals(int(given[0]), Path(given[1]))))


if __name__ == "__main__":
    main()
