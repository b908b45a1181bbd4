"""The truth of an invented country, which no inspection ever sees.

Two truths, because an estimate can speak of two things: this caseload on this date, all of
whose cases the average assessor judges; and how the service works, which is the same for
endlessly many cases like these.
"""

import numpy as np
from numpy.polynomial.hermite_e import hermegauss
from scipy.special import expit

from corecase.statistics.simulated_country import Country, Counts, Floats
from corecase.statistics.simulation_design import SENTENCE_SHIFTS, Design

_N_NODES = 24


def caseload_truth(sufficient: Counts, applicable: Counts, starts: Counts) -> Floats:
    """The pooled share of each whole caseload (K x G), not-a-number where nothing applies.

    `sufficient` and `applicable` are the totals of every case, service by service; `starts`
    says where each service begins.
    """
    y = np.add.reduceat(sufficient, starts, axis=0).astype(np.float64)
    x = np.add.reduceat(applicable, starts, axis=0).astype(np.float64)
    return np.asarray(np.divide(y, x, out=np.full(y.shape, np.nan), where=x > 0))


def practice_truth(design: Design, country: Country) -> Floats:
    """The pooled share of endlessly many cases of each service (K x G), never sampled.

    The expected sufficient judgements of a case over its expected applicable ones, averaged over
    the quality of cases by Gauss-Hermite quadrature and over sentences by their shares. Exact to
    1e-9 at the usual spread of cases, to 1e-4 at a spread of 3.
    """
    nodes, weights = hermegauss(_N_NODES)
    weights = weights / weights.sum()
    spread = float(np.hypot(design.case_sd, design.case_headline_sd))
    truth = np.empty_like(country.levels)
    for g in range(len(design.headlines)):
        items = np.flatnonzero(country.headline == g)
        y = np.zeros(len(truth))
        x = np.zeros(len(truth))
        for share, shift in zip(country.sentence_shares.T, SENTENCE_SHIFTS, strict=True):
            if not share.any():
                continue
            level = country.levels[:, g, None, None] + shift + spread * nodes[:, None]
            chance = expit(level - country.difficulty[items])
            applies = _applies(country, items, chance)
            x += share * (weights @ applies.sum(axis=2).T)
            y += share * (weights @ (applies * chance).sum(axis=2).T)
        truth[:, g] = y / x
    return truth


def _applies(country: Country, items: Counts, chance: Floats) -> Floats:
    """The chance of each item to apply (K x nodes x items of one headline)."""
    applies = np.broadcast_to(country.applicability[items], chance.shape).copy()
    gated = np.flatnonzero(country.gate[items] >= 0)
    first = country.gate[items][gated] - items[0]
    applies[:, :, gated] *= applies[:, :, first] * chance[:, :, first]
    return applies
