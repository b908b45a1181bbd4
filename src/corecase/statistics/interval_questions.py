"""Does the interval hold the truth? Asked of simulated programmes, one after another.

Each question looks at programmes (`look`) and answers at the end (`result`). What it asks about
are the functions that reports use, not copies of them.
"""

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from scipy.special import ndtri

from corecase.core.intervals import Interval
from corecase.statistics.coverage import Coverage, CoverageTally
from corecase.statistics.differences import difference
from corecase.statistics.limits import Limits
from corecase.statistics.programme import ProgrammeEstimates, programme_intervals
from corecase.statistics.simulated_inspections import Inspected


@dataclass(slots=True)
class ScoreIntervals:
    """Do the intervals of scores hold the truth at their level? All headlines, or one of them."""

    tally: CoverageTally
    headline: int | None = None

    def look(self, seen: Inspected) -> None:
        """Every score of every service of a programme."""
        (low, high), _ = programme_intervals(seen.estimates, self.tally.level)
        g = slice(None) if self.headline is None else self.headline
        self.tally.add(low[:, g], high[:, g], seen.truth[:, g])

    def result(self) -> Coverage:
        """How often they did."""
        return self.tally.result()


def naive_limits(estimates: ProgrammeEstimates, level: float) -> Limits:
    """Limits as if every judgement were a case of its own: p -/+ z sqrt(p (1 - p) / judgements).

    Wrong, and here so that it can be seen to be wrong.
    """
    p = estimates.shares
    error = np.sqrt(p * (1 - p) / np.maximum(estimates.applicable, 1))
    half = ndtri((1 + level) / 2) * error
    return p - half, p + half


@dataclass(slots=True)
class NaiveIntervals:
    """The negative control, which must fail.

    A simulation in which even these intervals hold the truth proves nothing about the others.
    """

    tally: CoverageTally

    def look(self, seen: Inspected) -> None:
        """Every score of every service of a programme."""
        self.tally.add(*naive_limits(seen.estimates, self.tally.level), seen.truth)

    def result(self) -> Coverage:
        """How often they held it."""
        return self.tally.result()


@dataclass(slots=True)
class ShrunkIntervals:
    """Do intervals of shrunken scores hold the truth?"""

    tally: CoverageTally

    def look(self, seen: Inspected) -> None:
        """Every headline of a programme, shrunk among its services."""
        for g in range(seen.n_headlines):
            shrunk = seen.shrunk(g)
            ends = [shrunk.of(k).interval(self.tally.level) for k in range(shrunk.n_services)]
            low, high = [end.low for end in ends], [end.high for end in ends]
            self.tally.add(low, high, seen.truth[:, g])

    def result(self) -> Coverage:
        """How often they did."""
        return self.tally.result()


@dataclass(slots=True)
class Differences:
    """Do intervals of the difference of two services hold the true difference?

    Services are paired by chance, each in one pair of each headline at most. `n_clear` counts
    the intervals that leave out 0.
    """

    tally: CoverageTally
    rng: Generator
    n_clear: int = 0
    n_pairs: int = 0

    def look(self, seen: Inspected) -> None:
        """Pairs of services of a programme, headline by headline."""
        level, shares = self.tally.level, seen.estimates.shares
        (low, high), _ = programme_intervals(seen.estimates, level)
        n_services = len(shares)
        for g in range(seen.n_headlines):
            order = self.rng.permutation(n_services)
            found = [
                difference(
                    shares[a, g],
                    Interval(low=low[a, g], high=high[a, g], level=level),
                    shares[b, g],
                    Interval(low=low[b, g], high=high[b, g], level=level),
                )
                for a, b in zip(order[: n_services // 2], order[n_services // 2 :], strict=False)
            ]
            first, second = order[: n_services // 2], order[n_services // 2 :][: len(found)]
            self.tally.add(
                [one.interval.low for one in found],
                [one.interval.high for one in found],
                seen.truth[first, g] - seen.truth[second, g],
            )
            self.n_clear += sum(one.is_clear for one in found)
            self.n_pairs += len(found)

    def result(self) -> Coverage:
        """How often they did."""
        return self.tally.result()
