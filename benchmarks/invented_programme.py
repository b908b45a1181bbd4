"""The judgements of an invented programme as case totals: numpy alone, for every peer the same."""

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]

POPULATION = 200


def totals(n_services: int, n_cases: int, n_scores: int) -> tuple[Whole, Whole]:
    """Sufficient and applicable judgements, (services, cases, scores), from a settled seed."""
    rng = np.random.default_rng(20101)
    applicable = rng.integers(1, 11, (n_services, n_cases, n_scores))
    case = rng.normal(0, 0.15, (n_services, n_cases, 1))
    service = rng.uniform(0.45, 0.75, (n_services, 1, n_scores))
    sufficient = rng.binomial(applicable, np.clip(service + case, 0.02, 0.98))
    return sufficient, applicable
