"""Comparisons in invented programmes whose truth is known: as often right as they say."""

from dataclasses import dataclass

import numpy as np
import pytest
from numpy.polynomial.hermite import hermgauss
from scipy.special import expit, logit
from scipy.stats import norm

from corecase.statistics.differences import Difference, Estimated, difference
from corecase.statistics.shrinkage import shrink

N_PROGRAMMES, N_SERVICES, N_CASES, N_ITEMS = 30, 157, 38, 18
CASE_SD, SERVICE_SD = 1.0, 0.45


@dataclass(frozen=True)
class Programme:
    """True shares of services, and what a sample of each showed; arrays (services,)."""

    truth: np.ndarray
    shares: np.ndarray
    errors: np.ndarray


def programme(rng: np.random.Generator) -> Programme:
    """Services that differ, cases that differ within them, one judgement for each item."""
    level = logit(0.62) + rng.normal(0, SERVICE_SD, N_SERVICES)
    nodes, weights = hermgauss(40)
    at = level[:, None] + np.sqrt(2) * CASE_SD * nodes
    truth = (expit(at) * weights).sum(axis=1) / np.sqrt(np.pi)
    case = level[:, None] + rng.normal(0, CASE_SD, (N_SERVICES, N_CASES))
    good = rng.binomial(N_ITEMS, expit(case))
    asked = N_CASES * N_ITEMS
    shares = good.sum(axis=1) / asked
    residuals = good - shares[:, None] * N_ITEMS
    errors = np.sqrt(N_CASES / (N_CASES - 1) * (residuals**2).sum(axis=1)) / asked
    return Programme(truth=truth, shares=shares, errors=errors)


@pytest.fixture(scope="module")
def programmes() -> list[Programme]:
    rng = np.random.default_rng(20260301)
    return [programme(rng) for _ in range(N_PROGRAMMES)]


def test_shrunken_intervals_hold_the_truth_as_often_as_they_say(
    programmes: list[Programme],
) -> None:
    held = []
    for one in programmes:
        found = shrink(one.shares, one.errors)
        half = norm.ppf(0.975) * np.sqrt(found.variances_logit)
        held.append(np.abs(logit(one.truth) - found.means_logit) <= half)
    assert 0.93 <= np.mean(held) <= 0.97


def test_the_lowest_score_is_lower_than_the_service_behind_it(programmes: list[Programme]) -> None:
    """Regression to the mean: the shrunken score is nearer to the truth, on average."""
    gains, expected = [], []
    for one in programmes:
        lowest = int(one.shares.argmin())
        gains.append(one.truth[lowest] - one.shares[lowest])
        expected.append(shrink(one.shares, one.errors).shares[lowest] - one.shares[lowest])
    assert np.mean(gains) > 0.01
    assert abs(np.mean(gains) - np.mean(expected)) < 0.01


def beside(first: Estimated, second: Estimated) -> Difference:
    return difference(first.share, first.interval(), second.share, second.interval())


def binomial(side: Estimated) -> Estimated:
    """The score as if each judgement were a case of its own."""
    variance = side.share * (1 - side.share) / (N_CASES * N_ITEMS)
    return Estimated(share=side.share, standard_error=variance**0.5)


def test_differences_hold_the_truth_as_often_as_they_say(programmes: list[Programme]) -> None:
    rng = np.random.default_rng(7)
    held, naive = [], []
    for one in programmes:
        for first, second in rng.permutation(N_SERVICES)[:100].reshape(-1, 2):
            sides = [
                Estimated(
                    share=float(one.shares[place]),
                    standard_error=float(one.errors[place]),
                    degrees_of_freedom=N_CASES - 1,
                )
                for place in (first, second)
            ]
            truth = one.truth[first] - one.truth[second]
            held.append(beside(*sides).interval.holds(truth))
            naive.append(beside(*(binomial(side) for side in sides)).interval.holds(truth))
    assert 0.93 <= np.mean(held) <= 0.97
    # That would be said to hold 95 times in 100.
    assert np.mean(naive) < 0.80
