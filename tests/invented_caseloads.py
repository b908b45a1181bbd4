"""Invented caseloads of which the truth is known, and samples drawn from them, in arrays."""

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray
from scipy.special import expit

from corecase.statistics.estimates import Target
from corecase.statistics.programme import StackedTotals, simple_stack

Whole = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """Samples of n cases: totals (draws, n) of one score, and the truth of each (draws)."""

    sufficient: Whole
    applicable: Whole
    truth: NDArray[np.float64]
    n_population: int

    def stacked(self, target: Target = Target.CASELOAD) -> StackedTotals:
        """The draws as services of a programme."""
        draws, n = self.sufficient.shape
        return simple_stack(
            self.sufficient.reshape(-1, 1),
            self.applicable.reshape(-1, 1),
            np.full(draws, n),
            np.full(draws, self.n_population),
            target,
        )


def samples(
    rng: Generator,
    *,
    n: int,
    n_population: int,
    n_items: int,
    case_sd: float,
    base: float,
    n_caseloads: int,
    n_draws: int,
    applicability: tuple[float, ...] = (1.0, 1.0, 0.9, 0.7, 0.5, 0.3),
) -> Drawn:
    """Draws from caseloads whose cases differ by `case_sd` on the logit scale around `base`."""
    found = []
    for _ in range(n_caseloads):
        case = rng.normal(0, case_sd, (n_population, 1))
        item = rng.normal(0, 0.9, n_items) if n_items > 1 else np.zeros(1)
        asked = rng.random((n_population, n_items)) < rng.choice(applicability, n_items)
        met = asked & (rng.random(asked.shape) < expit(base + case - (item - item.mean())))
        chosen = rng.permuted(np.tile(np.arange(n_population), (n_draws, 1)), axis=1)[:, :n]
        y, x = met.sum(axis=1), asked.sum(axis=1)
        truth = np.full(n_draws, y.sum() / x.sum())
        found.append((y[chosen], x[chosen], truth))
    y, x, truth = (np.concatenate(parts) for parts in zip(*found, strict=True))
    return Drawn(sufficient=y, applicable=x, truth=truth, n_population=n_population)


def held(low: NDArray[np.float64], high: NDArray[np.float64], truth: NDArray[np.float64]) -> float:
    """How often intervals hold the truth, of those that there are."""
    there = ~np.isnan(low)
    inside = (low <= truth + 1e-12) & (truth - 1e-12 <= high)
    return float(inside[there].mean())
