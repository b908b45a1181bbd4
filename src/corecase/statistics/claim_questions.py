"""Is what is said of a service true as often as is stated? Its band, its place, being the lowest.

Asked of simulated programmes one after another, as in `corecase.statistics.interval_questions`.
"""

from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.random import Generator

from corecase.statistics.bands import band_probabilities, band_probabilities_among
from corecase.statistics.coverage import (
    Calibration,
    CalibrationTally,
    Coverage,
    CoverageTally,
    share_error,
)
from corecase.statistics.ranks import rank_probabilities, top_quartile_size
from corecase.statistics.simulated_inspections import Inspected
from corecase.statistics.totals import Floats

CUTS: Final = (0.45, 0.60, 0.75)
"""The shares at which the bands of the Core Case Inspection begin."""

_NAMED: Final = 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A part of something, from 0 to 1, with its Monte-Carlo standard error."""

    what: str
    share: float
    error: float


@dataclass(slots=True)
class Bands:
    """Does a service lie in its band as often as is stated beside it?

    By the score alone, and among all services (shrunken). `_hard` collects the Brier score of a
    band that is stated without any doubt.
    """

    alone: CalibrationTally
    among: CalibrationTally
    cuts: tuple[float, ...] = CUTS
    _elsewhere: list[int] = field(default_factory=list)
    _of: list[int] = field(default_factory=list)
    _squares: Floats = field(default_factory=lambda: np.zeros(3))

    def look(self, seen: Inspected) -> None:
        """The band of every score of a programme."""
        estimates = seen.estimates
        elsewhere = 0
        for g in range(seen.n_headlines):
            shares, errors = estimates.shares[:, g], estimates.standard_errors[:, g]
            own = np.digitize(shares, self.cuts)
            true = np.digitize(seen.truth[:, g], self.cuts)
            alone = np.array(
                [
                    band_probabilities(float(p), float(se), float(df), self.cuts)
                    for p, se, df in zip(shares, errors, estimates.degrees_of_freedom, strict=True)
                ]
            )
            among = band_probabilities_among(seen.shrunk(g), self.cuts)
            every = np.arange(len(own))
            self.alone.add(alone[every, own], own == true)
            self.among.add(among[every, own], own == true)
            elsewhere += int((own != true).sum())
            came = np.eye(len(self.cuts) + 1)[true]
            hard = np.eye(len(self.cuts) + 1)[own]
            self._squares += [((p - came) ** 2).sum() for p in (hard, alone, among)]
        self._elsewhere.append(elsewhere)
        self._of.append(seen.truth.size)

    def elsewhere(self) -> Share:
        """The share of scores in another band than the truth."""
        return Share(
            what="scores in another band than the truth",
            share=sum(self._elsewhere) / sum(self._of),
            error=share_error(self._elsewhere, self._of),
        )

    def brier(self) -> tuple[float, float, float]:
        """Brier scores over all bands: a band without doubt, the score alone, among all."""
        hard, alone, among = self._squares / sum(self._of)
        return float(hard), float(alone), float(among)


@dataclass(slots=True)
class Places:
    """Is a service in the top quartile as often as is stated, and its place where it is said?

    `observed` counts those who seem to be in the top quartile by their score alone, `truly`
    those of them who are, `named` those for whom a chance of at least nine in ten is stated.
    """

    tally: CoverageTally
    top: CalibrationTally
    rng: Generator
    n_draws: int
    observed: int = 0
    truly: int = 0
    named: int = 0

    def look(self, seen: Inspected) -> None:
        """The places of all services of a programme, headline by headline."""
        size = top_quartile_size(len(seen.truth))
        for g in range(seen.n_headlines):
            shrunk = seen.shrunk(g)
            found = rank_probabilities(
                shrunk.means_logit, shrunk.variances_logit, rng=self.rng, n_draws=self.n_draws
            )
            place = _places(seen.truth[:, g])
            seems = _places(seen.estimates.shares[:, g]) <= size
            ends = found.intervals(self.tally.level)
            self.tally.add(ends[:, 0], ends[:, 1], place)
            self.top.add(found.top_quartile, place <= size)
            self.observed += int(seems.sum())
            self.truly += int((seems & (place <= size)).sum())
            self.named += int((seems & (found.top_quartile >= _NAMED)).sum())

    def result(self) -> Coverage:
        """How often intervals of places held the true place; widths are in places."""
        return self.tally.result()

    def calibration(self) -> Calibration:
        """How often a service was in the top quartile, by the chance stated."""
        return self.top.result()


def _places(values: Floats) -> Floats:
    """Place 1 for the highest."""
    return np.asarray(np.argsort(np.argsort(-values)) + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lowest:
    """The lowest printed score of a headline, on average over programmes; shares from 0 to 1.

    `observed` is what was printed, `truth` what that same service was truly worth, `shrunken`
    what it is read among all; `lowest_truth` is the truth of whichever service was truly lowest.
    """

    what: str
    observed: float
    truth: float
    shrunken: float
    lowest_truth: float


@dataclass(slots=True)
class Extremes:
    """How much of the lowest score is bad luck?"""

    rows: list[tuple[float, float, float, float]] = field(default_factory=list)

    def look(self, seen: Inspected) -> None:
        """The service with the lowest printed score of each headline."""
        for g in range(seen.n_headlines):
            at = int(np.argmin(seen.estimates.shares[:, g]))
            self.rows.append(
                (
                    float(seen.estimates.shares[at, g]),
                    float(seen.truth[at, g]),
                    float(seen.shrunk(g).shares[at]),
                    float(seen.truth[:, g].min()),
                )
            )

    def result(self) -> Lowest:
        """The averages over programmes and headlines."""
        observed, truth, shrunken, lowest = np.array(self.rows).mean(axis=0)
        return Lowest(
            what="the lowest printed score",
            observed=float(observed),
            truth=float(truth),
            shrunken=float(shrunken),
            lowest_truth=float(lowest),
        )
