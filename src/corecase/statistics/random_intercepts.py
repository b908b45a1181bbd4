"""A logistic model with one random intercept a group, for questions about items or assessors.

Not for the score itself, whose error follows from the sample. The likelihood of a group is
integrated over its intercept by adaptive Gauss-Hermite quadrature; one node is Laplace.
"""

from dataclasses import dataclass

import numpy as np
from numpy.polynomial.hermite import hermgauss
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import minimize
from scipy.special import expit, gammaln, logsumexp

from corecase.core.errors import InputError
from corecase.statistics.random_effects import Floats

_NEWTON_STEPS = 100
_NEAR_ENOUGH = 1e-12


@dataclass(frozen=True, slots=True, kw_only=True)
class RandomIntercepts:
    """Coefficients (P,) on the logit scale, the standard deviation among groups, the likelihood.

    `modes` (G,) are the groups' own intercepts at their most likely, in the order of
    `np.unique` of the groups. `log_likelihood` is that of the quadrature used.
    """

    coefficients: Floats
    standard_deviation: float
    modes: Floats
    log_likelihood: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Data:
    y: Floats
    n: Floats
    design: Floats
    group: NDArray[np.intp]
    n_groups: int

    def sums(self, values: Floats) -> Floats:
        """Sums of values of rows, by group."""
        summed = np.bincount(self.group, weights=values, minlength=self.n_groups)
        return summed.astype(np.float64)


def random_intercepts(
    counts: ArrayLike,
    bases: ArrayLike,
    design: ArrayLike,
    groups: ArrayLike,
    *,
    n_nodes: int = 1,
) -> RandomIntercepts:
    """The model logit P = design x coefficients + intercept of the group, by maximum likelihood.

    `counts` and `bases` are (N,), `design` (N, P) with its column of ones, `groups` (N,) names.
    One node is Laplace's approximation; 25 are as good as exact. Bates and others 2015, J. Stat.
    Software 67(1). A standard deviation of 0 says that the groups do not differ. Raises
    InputError for fewer than two groups, or where all judgements are alike.
    """
    data = _read(counts, bases, design, groups)
    nodes, weights = hermgauss(n_nodes)
    log_weights = np.log(weights) + nodes**2
    orders = float((gammaln(data.n + 1) - gammaln(data.y + 1) - gammaln(data.n - data.y + 1)).sum())

    def lost(at: Floats) -> float:
        return -_log_likelihood(data, at[:-1], float(at[-1]), nodes, log_weights)

    start = np.append(np.zeros(data.design.shape[1]), 0.5)
    # Twice, because a gradient by differences stops the first run a little early.
    rough = minimize(lost, start, method="BFGS")
    found = minimize(
        lost,
        rough.x,
        method="Nelder-Mead",
        options={"xatol": 1e-8, "fatol": 1e-11, "maxiter": 20_000, "maxfev": 20_000},
    )
    coefficients, sd = np.asarray(found.x[:-1], dtype=float), abs(float(found.x[-1]))
    return RandomIntercepts(
        coefficients=coefficients,
        standard_deviation=sd,
        modes=sd * _modes(data, data.design @ coefficients, sd),
        log_likelihood=orders - float(found.fun),
    )


def _read(counts: ArrayLike, bases: ArrayLike, design: ArrayLike, groups: ArrayLike) -> _Data:
    y, n = np.asarray(counts, dtype=float), np.asarray(bases, dtype=float)
    x = np.asarray(design, dtype=float)
    names, group = np.unique(np.asarray(groups), return_inverse=True)
    if not y.shape == n.shape == group.shape == x.shape[:1] or x.ndim != 2:
        raise InputError("Give each row its count, base, design and group.")
    if (y < 0).any() or (y > n).any():
        raise InputError("A count lies between 0 and its base.")
    if names.size < 2 or not 0 < y.sum() < n.sum():
        raise InputError(
            "Give two groups or more, in which some judgements are sufficient and some are not."
        )
    return _Data(y=y, n=n, design=x, group=group, n_groups=int(names.size))


def _modes(data: _Data, fixed: Floats, sd: float) -> Floats:
    """The most likely standardised intercept of each group, by Newton's method; concave."""
    u = np.zeros(data.n_groups)
    for _ in range(_NEWTON_STEPS):
        p = expit(fixed + sd * u[data.group])
        step = (sd * data.sums(data.y - data.n * p) - u) / _curvature(data, p, sd)
        # Held back, so that an early step far out cannot overshoot.
        u = u + np.clip(step, -2, 2)
        if np.abs(step).max() < _NEAR_ENOUGH:
            return u
    raise InputError("The groups' own levels were not found; check the counts of each group.")


def _curvature(data: _Data, p: Floats, sd: float) -> Floats:
    return 1 + sd**2 * data.sums(data.n * p * (1 - p))


def _log_likelihood(
    data: _Data, coefficients: Floats, sd: float, nodes: Floats, log_weights: Floats
) -> float:
    fixed = data.design @ coefficients
    centre = _modes(data, fixed, sd)
    width = 1 / np.sqrt(_curvature(data, expit(fixed + sd * centre[data.group]), sd))
    u = centre[:, None] + np.sqrt(2) * width[:, None] * nodes
    eta = fixed[:, None] + sd * u[data.group]
    rows = data.y[:, None] * eta - data.n[:, None] * np.logaddexp(0, eta)
    joint = np.apply_along_axis(data.sums, 0, rows) - u**2 / 2
    # The normal density's 2 pi against the change of variable leaves width / sqrt(pi).
    return float((logsumexp(joint + log_weights, axis=1) + np.log(width) - np.log(np.pi) / 2).sum())
