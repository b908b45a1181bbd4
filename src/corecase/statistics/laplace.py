"""A logistic model with crossed random effects, its likelihood by Laplace's approximation.

logit P(y = 1) = mu + the sum over factors of a normal effect of the row's level. The effects
are found at their joint mode by Newton steps; the likelihood around it is taken for normal
(Bates et al 2015, J. Stat. Software 67(1), as `glmer` with one quadrature point). The first
factor, meant to be the one with most levels, is eliminated level by level, so that the
dense work grows with the levels of the others alone.
"""

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from scipy.linalg import cho_factor, cho_solve
from scipy.optimize import minimize
from scipy.special import expit

from corecase.core.errors import InputError
from corecase.statistics.ratings import Floats, Integers

# Ten on the logit scale: beyond, a level settles its answers and the likelihood has no end.
_SD_RANGE: Final = (1e-6, 10.0)
_STEP, _FLAT = 1e-4, 0.01
_ITERATIONS: Final = 500
_NEWTON_STEPS: Final = 100
# Near the mode a whole step is safe, and the likelihood too coarse to tell better from worse.
_MODE, _NEAR = 1e-22, 1e-6
_NOT_FOUND: Final = (
    "The judgements are too few or too regular for severity to be estimated; add cases that "
    "two assessors judge."
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Crossed:
    """Outcomes 0 or 1 (n), and for each factor the level of every row (n), levels from 0."""

    outcome: Floats
    factors: tuple[Integers, ...]
    n_levels: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Fit:
    """What was estimated: `mu` on the logit scale with its error, a deviation for each factor.

    `effects` are the modes of each factor's levels, `effect_errors` their standard deviations
    given the data and the estimates. `mu_error` is None where the likelihood is flat.
    """

    mu: float
    mu_error: float | None
    deviations: tuple[float, ...]
    log_likelihood: float
    effects: tuple[Floats, ...]
    effect_errors: tuple[Floats, ...]


def fit(data: Crossed) -> Fit:
    """The estimates of greatest likelihood.

    A factor whose levels do not differ gets a deviation of about 0. The outcomes have to
    hold both 0 and 1. Raises InputError where no maximum is found, as when
    an item or a case settles every answer.
    """
    share = float(data.outcome.mean())
    laplace = _Laplace(data)
    start = np.array([np.log(share / (1 - share)), *[0.7] * len(data.factors)])
    found = minimize(
        lambda at: tuple(-part for part in laplace.evaluate(at)),
        start,
        jac=True,
        method="L-BFGS-B",
        bounds=[(None, None), *[_SD_RANGE] * len(data.factors)],
        options={"ftol": 1e-14, "gtol": 1e-7, "maxiter": _ITERATIONS},
    )
    at = np.asarray(found.x, dtype=np.float64)
    log_likelihood, gradient = laplace.evaluate(at)
    inside = np.r_[True, at[1:] > 2 * _SD_RANGE[0]]
    if at[1:].max() >= _SD_RANGE[1] or np.abs(gradient[inside]).max() > _FLAT:
        raise InputError(_NOT_FOUND)
    inverse = laplace.inverse_diagonals()
    return Fit(
        mu=float(at[0]),
        mu_error=_error(laplace, at),
        deviations=tuple(float(sd) for sd in at[1:]),
        log_likelihood=log_likelihood,
        effects=tuple(sd * u for sd, u in zip(at[1:], laplace.modes, strict=True)),
        effect_errors=tuple(sd * np.sqrt(part) for sd, part in zip(at[1:], inverse, strict=True)),
    )


def _error(laplace: "_Laplace", at: Floats) -> float | None:
    """The standard error of mu from the curvature of the likelihood, all else free.

    Deviations of 0 stand at the edge and are held.
    """
    free = np.flatnonzero(np.r_[True, at[1:] > 10 * _STEP])
    columns = []
    for place in free:
        step = np.zeros_like(at)
        step[place] = _STEP
        above, below = laplace.evaluate(at + step)[1], laplace.evaluate(at - step)[1]
        columns.append((above - below)[free] / (2 * _STEP))
    curvature = -np.column_stack(columns)
    curvature = (curvature + curvature.T) / 2
    laplace.evaluate(at)
    if np.linalg.eigvalsh(curvature).min() <= 0:
        return None
    return float(np.sqrt(np.linalg.inv(curvature)[0, 0]))


class _Laplace:
    """The approximate likelihood of one set of data; keeps the last mode to start from.

    The matrix H = I + S Z'WZ S has a diagonal block C for the first factor, B beside it and
    D for the rest, whose Schur complement is dense.
    """

    def __init__(self, data: Crossed) -> None:
        self.data = data
        self.modes = [np.zeros(n) for n in data.n_levels]
        ends = np.cumsum([0, *data.n_levels[1:]])
        self.blocks = [slice(a, b) for a, b in pairwise(ends.tolist())]
        self.n_rest = int(ends[-1])

    def evaluate(self, at: Floats) -> tuple[float, Floats]:
        """The log likelihood at (mu, deviations), and its gradient."""
        self._find_mode(at)
        y, sd = self.data.outcome, at[1:]
        parts = self._parts()
        eta = at[0] + parts @ sd
        p = expit(eta)
        squares = sum(float(u @ u) for u in self.modes)
        half_log = 0.5 * float(np.log(self.c).sum()) + float(np.log(np.diag(self.schur[0])).sum())
        value = float((y * eta - _softplus(eta)).sum()) - squares / 2 - half_log
        return value, self._gradient(sd, y - p, p * (1 - p), p, parts)

    def _parts(self) -> Floats:
        """The standardised effects of every row: n x factors."""
        rows = zip(self.modes, self.data.factors, strict=True)
        return np.column_stack([u[levels] for u, levels in rows])

    def _joint(self, at: Floats) -> float:
        eta = at[0] + self._parts() @ at[1:]
        squares = sum(float(u @ u) for u in self.modes)
        return float((self.data.outcome * eta - _softplus(eta)).sum()) - squares / 2

    def _find_mode(self, at: Floats) -> None:
        """Newton steps to the mode of the effects, halved where one goes too far."""
        for _ in range(_NEWTON_STEPS):
            p = expit(at[0] + self._parts() @ at[1:])
            self._factorise(at[1:], p * (1 - p))
            slopes = self._sums(at[1:], self.data.outcome - p)
            slopes = [slope - u for slope, u in zip(slopes, self.modes, strict=True)]
            steps = self.solve(slopes)
            gain = sum(float(s @ g) for s, g in zip(steps, slopes, strict=True))
            if gain <= _MODE * len(p):
                return
            self._go(at, steps, near=gain <= _NEAR)
        raise InputError(_NOT_FOUND)

    def _go(self, at: Floats, steps: list[Floats], *, near: bool) -> None:
        """Takes the steps, halved until they raise the joint likelihood; whole when near."""
        old, before, part = self.modes, self._joint(at), 1.0
        self.modes = [u + s for u, s in zip(old, steps, strict=True)]
        while not near and self._joint(at) < before:
            part /= 2
            self.modes = [u + part * s for u, s in zip(old, steps, strict=True)]

    def _factorise(self, sd: Floats, w: Floats) -> None:
        first, *rest = self.data.factors
        n_first, *n_rest = self.data.n_levels
        self.c = 1 + sd[0] ** 2 * np.bincount(first, w, n_first)
        self.b = np.zeros((n_first, self.n_rest))
        d = np.eye(self.n_rest)
        for f, levels in enumerate(rest):
            self.b[:, self.blocks[f]] = (
                sd[0] * sd[f + 1] * _crossed(first, levels, w, n_first, n_rest[f])
            )
            for g in range(f + 1):
                block = sd[f + 1] * sd[g + 1] * _crossed(levels, rest[g], w, n_rest[f], n_rest[g])
                d[self.blocks[f], self.blocks[g]] += block
                if g < f:
                    d[self.blocks[g], self.blocks[f]] += block.T
        self.schur = cho_factor(d - self.b.T @ (self.b / self.c[:, np.newaxis]), lower=True)

    def _sums(self, sd: Floats, values: Floats) -> list[Floats]:
        """S Z' values: by factor, the sums over its levels times its deviation."""
        rows = zip(sd, self.data.factors, self.data.n_levels, strict=True)
        return [s * np.bincount(levels, values, n) for s, levels, n in rows]

    def solve(self, right: list[Floats]) -> list[Floats]:
        """H to the power -1 times a vector, given and returned by factor."""
        first, rest = right[0] / self.c, np.concatenate(right[1:])
        x = cho_solve(self.schur, rest - self.b.T @ first)
        return [first - (self.b @ x) / self.c, *(x[block] for block in self.blocks)]

    def inverse_diagonals(self) -> list[Floats]:
        """The diagonal of H to the power -1, by factor."""
        first, rest, _ = self._inverse()
        return [first, *(np.diag(rest)[block] for block in self.blocks)]

    def _inverse(self) -> tuple[Floats, Floats, Floats]:
        """Of H to the power -1: the diagonal of the first factor, the rest, and beside it."""
        rest = cho_solve(self.schur, np.eye(self.n_rest))
        scaled = self.b / self.c[:, np.newaxis]
        beside = -scaled @ rest
        return 1 / self.c - (beside * scaled).sum(axis=1), rest, beside

    def _spread(self, sd: Floats, inverse: tuple[Floats, Floats, Floats]) -> Floats:
        """Of every row, the variance of its linear predictor around the mode."""
        own, rest, beside = inverse
        first, *others = self.data.factors
        spread = sd[0] ** 2 * own[first]
        for f, levels in enumerate(others):
            at = levels + self.blocks[f].start
            spread += 2 * sd[0] * sd[f + 1] * beside[first, at]
            for g, other in enumerate(others):
                spread += sd[f + 1] * sd[g + 1] * rest[at, other + self.blocks[g].start]
        return np.asarray(spread, dtype=np.float64)

    def _gradient(self, sd: Floats, slope: Floats, w: Floats, p: Floats, parts: Floats) -> Floats:
        """The slopes of the approximate likelihood, in mu and the deviations.

        The mode maximises the joint likelihood, so it moves only the determinant, through
        the weights: half their third derivative times the spread of each row.
        """
        inverse = self._inverse()
        diagonals = [inverse[0], *(np.diag(inverse[1])[block] for block in self.blocks)]
        pull = -0.5 * self._spread(sd, inverse) * w * (1 - 2 * p)
        moved = self.solve([-part for part in self._sums(sd, w)])
        gradient = [slope.sum() + pull @ (1 + self._rows(sd, moved))]
        for f, levels in enumerate(self.data.factors):
            own = parts[:, f]
            right = [-part for part in self._sums(sd, w * own)]
            right[f] += np.bincount(levels, slope, self.data.n_levels[f])
            moves = own + self._rows(sd, self.solve(right))
            shrunk = float((1 - diagonals[f]).sum()) / sd[f]
            gradient.append(slope @ own - shrunk + pull @ moves)
        return np.array(gradient, dtype=np.float64)

    def _rows(self, sd: Floats, effects: list[Floats]) -> Floats:
        """Z S effects: what standardised effects add to every row."""
        total = np.zeros(len(self.data.outcome))
        for s, u, levels in zip(sd, effects, self.data.factors, strict=True):
            total += s * u[levels]
        return total


def _crossed(a: Integers, b: Integers, w: Floats, n_a: int, n_b: int) -> Floats:
    """The sums of w over every pair of levels: n_a x n_b."""
    sums = np.bincount(a * n_b + b, w, n_a * n_b).reshape(n_a, n_b)
    return np.asarray(sums, dtype=np.float64)


def _softplus(x: Floats) -> Floats:
    """log(1 + e^x) without overflow."""
    return np.asarray(np.logaddexp(0, x), dtype=np.float64)
