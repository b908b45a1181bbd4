"""How likely each band is for the whole caseload, from what the sample shows.

    P(score < c) = T( (logit c - logit R) / (se / (R (1 - R))) )

with Student's t, a confidence distribution: it puts into every interval of `limits.logit_limits`
the chance of that interval (Xie and Singh 2013, Int. Stat. Rev. 81, 3).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, isnan
from typing import Final

import numpy as np
from scipy.special import logit, ndtr, stdtr

from corecase.core.criteria import Band
from corecase.core.errors import InputError
from corecase.core.frameworks import BandRule, Framework
from corecase.core.scoring import Score, Scores
from corecase.statistics.estimates import Estimates
from corecase.statistics.intervals import Method, basis_of, effective_number, methods
from corecase.statistics.shrinkage import Shrunk
from corecase.statistics.totals import Floats

SETTLED: Final = 0.9
"""A band at least as likely as this is given without a remark."""

PROBABLE: Final = 0.7
"""A band at least as likely as this is "probably"; below, the boundary is named."""

_LEAST_SCALE: Final = 1e-300


@dataclass(frozen=True, slots=True, kw_only=True)
class BandChances:
    """The band of a score, and how likely each band is for the whole caseload.

    `chances` are in the order of `bands`, from the lowest, and add up to 1. Construction raises
    InputError where the two do not match or the score's band is none of them.
    """

    score_id: str
    band: Band
    bands: tuple[Band, ...]
    chances: tuple[float, ...]

    def __post_init__(self) -> None:
        if len(self.bands) != len(self.chances) or self.band not in self.bands:
            raise InputError("A chance belongs to each band, and the score lies in one of them.")

    @property
    def chance(self) -> float:
        """How likely the score's own band is."""
        return self.chances[self.bands.index(self.band)]

    @property
    def nearest(self) -> Band:
        """The neighbouring band that is more likely than the other, the lower of equals.

        The band itself where there is no other.
        """
        at = self.bands.index(self.band)
        beside = [place for place in (at - 1, at + 1) if 0 <= place < len(self.bands)]
        return self.bands[max(beside, key=lambda place: self.chances[place], default=at)]

    @property
    def remark(self) -> str:
        """What is said beside the band: nothing, "probably", or which boundary is close."""
        if self.chance >= SETTLED:
            return ""
        if self.chance >= PROBABLE:
            return "probably"
        return f"close to the boundary with {self.nearest.id}"


def cuts_of(framework: Framework, rule: BandRule | None = None) -> tuple[float, ...]:
    """The shares at which the next band begins, by the framework's rule or by another.

    Exact: 0.45, 0.60, 0.75. Printed, where a percentage is rounded half up first: 0.445, 0.595,
    0.745. Empty with fewer than two bands.
    """
    lowered = 0.5 if (rule or framework.band_on) == "printed" else 0.0
    edges = sorted(band.from_percent for band in framework.bands)
    return tuple((edge - lowered) / 100 for edge in edges[1:])


def band_probabilities(
    share: float,
    standard_error: float,
    degrees_of_freedom: float,
    cuts: Sequence[float],
    *,
    effective_cases: float | None = None,
) -> tuple[float, ...]:
    """The chance of each band from the lowest: one more than there are cuts; they add up to 1.

    With 0 degrees of freedom the error is taken as known. With a standard error of 0 the share
    is known, and its band certain; unless `effective_cases` says that it is the cases that show
    no spread: then P(score < c) = T((c - R) sqrt(n / (c (1 - c)))), which is Wilson's interval
    at every level. An error of next to nothing leaves the band as certain, but a share on a cut
    is a toss, as with any error; with none it is in the band above. Raises InputError for a
    share that is none, for cuts out of order, and for degrees of freedom or a number of cases
    that cannot be.
    """
    _check(share, standard_error, cuts)
    if not degrees_of_freedom >= 0:
        raise InputError("Degrees of freedom are 0 or more; they come with the standard error.")
    edges = np.asarray(cuts, dtype=np.float64)
    if standard_error > 0 and 0 < share < 1:
        # No smaller: a float has to hold the logits divided by it, and the chances are 0 or 1.
        scale = max(_LEAST_SCALE, standard_error / (share * (1 - share)))
        below = _t((logit(edges) - logit(share)) / scale, degrees_of_freedom)
    elif effective_cases is None:
        below = (share < edges).astype(np.float64)
    else:
        if not 0 < effective_cases < inf:
            raise InputError("The effective number of cases lies above 0 and has an end.")
        distance = (edges - share) * np.sqrt(effective_cases / (edges * (1 - edges)))
        below = _t(distance, degrees_of_freedom)
    return tuple(float(p) for p in np.diff(np.concatenate(([0.0], below, [1.0]))))


def band_probabilities_among(shrunk: Shrunk, cuts: Sequence[float]) -> Floats:
    """The chance of each band for services read among each other: (K, bands), rows adding up to 1.

    From the normal posterior of each service on the logit scale. It knows that a score near the
    edge of all services is partly luck, which a score read alone does not. Raises InputError for
    cuts out of order.
    """
    _check_cuts(cuts)
    below = np.array(
        [[1 - shrunk.of(k).above(cut) for cut in cuts] for k in range(shrunk.n_services)]
    ).reshape(shrunk.n_services, len(cuts))
    ends = np.ones((shrunk.n_services, 1))
    return np.asarray(np.diff(np.hstack((0 * ends, below, ends)), axis=1))


def band_chances(
    framework: Framework, scores: Scores, estimates: Estimates
) -> tuple[BandChances, ...]:
    """The chances of the bands of every score that has a band and enough cases for an interval.

    The band is that of the score as counted, by the framework's rule.
    """
    basis = basis_of(estimates)
    chosen, numbers = methods(basis), effective_number(basis)
    bands = tuple(sorted(framework.bands, key=lambda band: band.from_percent))
    found = []
    for score in scores.all:
        at = estimates.place(score.id)
        if score.band is None or chosen[at] in (Method.NOT_APPLICABLE, Method.COUNT_ONLY):
            continue
        complete = chosen[at] == Method.COMPLETE
        chances = (
            _certain(score, bands)
            if complete
            else band_probabilities(
                float(estimates.shares[at]),
                float(estimates.standard_errors[at]),
                estimates.degrees_of_freedom,
                cuts_of(framework),
                effective_cases=float(numbers[at]),
            )
        )
        found.append(BandChances(score_id=score.id, band=score.band, bands=bands, chances=chances))
    return tuple(found)


def _certain(score: Score, bands: tuple[Band, ...]) -> tuple[float, ...]:
    return tuple(float(band == score.band) for band in bands)


def _t(values: Floats, df: float) -> Floats:
    return np.asarray(stdtr(df, values) if df > 0 else ndtr(values))


def _check(share: float, standard_error: float, cuts: Sequence[float]) -> None:
    if isnan(share) or not 0 <= share <= 1 or not 0 <= standard_error < inf:
        raise InputError("A share from 0 to 1 and its standard error are needed for its band.")
    _check_cuts(cuts)


def _check_cuts(cuts: Sequence[float]) -> None:
    if list(cuts) != sorted(set(cuts)) or not all(0 < cut < 1 for cut in cuts):
        raise InputError("Bands begin at rising shares between 0 and 1; correct their edges.")
