"""Totals of a few invented cases, written as the judgements of each."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from corecase.statistics.totals import WHOLE_CASELOAD, CaseTotals


def totals(
    sufficient: Sequence[Any],
    applicable: Sequence[Any],
    population: int | Mapping[str, int] | None = None,
    strata: Sequence[str] = (),
    weights: Sequence[float] | None = None,
) -> CaseTotals:
    """One score, or several where the rows are lists; a simple sample, or stratified."""
    y, x = np.array(sufficient), np.array(applicable)
    if y.ndim == 1:
        y, x = y[:, None], x[:, None]
    ids = (WHOLE_CASELOAD,)
    sizes = None if population is None else [population]
    if strata:
        ids = tuple(sorted(set(strata) | set(population or ())))
        sizes = [population[name] for name in ids] if isinstance(population, Mapping) else None
    return CaseTotals(
        case_ids=tuple(f"C{case}" for case in range(len(y))),
        score_ids=tuple(f"score{score}" for score in range(y.shape[1])),
        sufficient=y,
        applicable=x,
        strata=np.array([ids.index(name) for name in strata] or [0] * len(y)),
        stratum_ids=ids,
        n_population=None if sizes is None else np.array(sizes),
        weights=None if weights is None else np.array(weights),
    )
