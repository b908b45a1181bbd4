"""Chances behind the claims that councils make of published scores.

Each is the probability that the work is so, given the scores and their errors, which hold the
spread between assessors where they are planned with a team. None allows for case mix.
"""

from dataclasses import dataclass
from math import sqrt
from typing import Final

from scipy.special import logit, ndtr, ndtri, stdtr

from corecase.core.errors import InputError
from corecase.statistics.differences import Estimated
from corecase.statistics.ranks import top_quartile_size

SPREADS: Final = (0.08, 0.10, 0.12)
"""How far services differ in their true scores, as a standard deviation: 8 to 12 points.

Our own assumption, unverified, for sources that print an average and no spread.
"""


def above(first: Estimated, second: Estimated) -> float:
    """The chance that the first service works better than the second.

    Student's t of the difference with Welch's degrees of freedom (Welch 1947, Biometrika 34,
    28), read as a confidence distribution. Independent cases. From 0 to 1; 0.5 where the
    scores are equal. Raises InputError where neither has an error.
    """
    variance = _left_open(first.variance + second.variance)
    behind = sum(one.variance**2 / one.degrees_of_freedom for one in (first, second))
    gap = (first.share - second.share) / sqrt(variance)
    # Errors that are known leave a normal.
    return float(stdtr(variance**2 / behind, gap) if behind else ndtr(gap))


def above_value(score: Estimated, value: float) -> float:
    """The chance that the work lies above a fixed share, such as a printed average.

    The logit-t interval read as a confidence distribution. 1 above a value of 0, 0 above one
    of 1. Raises InputError for a score of 0 or 1, and one without an error.
    """
    if not 0 < value < 1:
        return float(value <= 0)
    _left_open(score.variance * score.share * (1 - score.share))
    scale = score.standard_error / (score.share * (1 - score.share))
    gap = float(logit(score.share) - logit(value)) / scale
    return float(stdtr(score.degrees_of_freedom, gap))


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """What is taken of all services together: their average and how far they differ (shares)."""

    average: float
    spread: float

    def __post_init__(self) -> None:
        if not 0 <= self.average <= 1 or not 0 < self.spread < 1:
            raise InputError("Services need an average from 0 to 1 and a spread above 0.")

    def read_among(self, score: Estimated) -> tuple[float, float]:
        """The mean and variance of one service's true score, read among all: shrunk.

        m = A + (1 - B)(p - A), variance (1 - B) se2, with B = se2 / (se2 + spread2): Efron and
        Morris 1975, JASA 70, 311.
        """
        kept = self.spread**2 / (self.spread**2 + score.variance)
        return self.average + kept * (score.share - self.average), kept * score.variance

    def quartile_cut(self, n_services: int | None = None) -> float:
        """The true score that the top quartile begins at, were services spread as a normal.

        With a number of services, the share of places is the quartile rounded up, as counted
        in places; otherwise a quarter.
        """
        places = 0.25 if n_services is None else top_quartile_size(n_services) / n_services
        return self.average + self.spread * float(-ndtri(places))


def in_top_quartile(score: Estimated, services: Services, n_services: int | None = None) -> float:
    """The chance that a service is in the top quartile where only a summary is printed.

    The score is read among all services and held to where their best quarter begins. It takes
    the average as exact and the services as spread like a normal. Raises InputError for fewer
    than two services, and for a score without an error.
    """
    if n_services is not None and n_services < 2:
        raise InputError("A top quartile needs two services or more; correct the number.")
    mean, variance = services.read_among(score)
    _left_open(variance)
    return float(ndtr((mean - services.quartile_cut(n_services)) / sqrt(variance)))


def improved(before: Estimated, after: Estimated, services: Services | None = None) -> float:
    """The chance that a service works better at its second inspection than at its first.

    With what is known of all services the first score is read among them, because who is
    inspected again scored low, and a low score is low partly by luck (regression to the mean).
    Without, the first score is taken as it is, and the chance is too high. Raises InputError
    where neither score has an error.
    """
    if services is None:
        return above(after, before)
    mean, variance = services.read_among(before)
    return float(ndtr((after.share - mean) / sqrt(_left_open(after.variance + variance))))


def _left_open(variance: float) -> float:
    """The variance, which a chance needs some of: without it nothing is left to chance."""
    if not variance > 0:
        raise InputError(
            "A chance needs scores between 0% and 100% with a standard error; compare the counts."
        )
    return variance


def expected_without_change(before: Estimated, services: Services) -> float:
    """The second score to be expected although nothing changed: the first, read among all."""
    return services.read_among(before)[0]
