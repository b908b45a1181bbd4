"""CUSUM and EWMA: small shifts that last, which a control chart sees too late."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite, log, pi, sqrt
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.special import ndtr

from corecase.core.errors import InputError

Side = Literal["up", "down"]

# Gauss-Legendre nodes: with 80 the run lengths of usual charts are exact to eight figures.
_NODES = 80
_LEAST = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """The first crossing of a threshold: where, which way, and where the shift seems to begin.

    `at` and `since` count from 0; `since` is the first value after the sum was last at 0.
    """

    at: int
    side: Side
    since: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Cusum:
    """Both sums after each value, from 0 up, with the threshold `h` above which one signals."""

    k: float
    h: float
    up: tuple[float, ...]
    down: tuple[float, ...]

    @property
    def signals(self) -> tuple[Shift, ...]:
        """Each time a sum goes above the threshold from at or below it, in order."""
        found = [*self._crossings("up", self.up), *self._crossings("down", self.down)]
        return tuple(sorted(found, key=lambda shift: shift.at))

    def _crossings(self, side: Side, sums: tuple[float, ...]) -> list[Shift]:
        crossings, since, before = [], 0, 0.0
        for at, value in enumerate(sums):
            if value == 0:
                since = at + 1
            elif before <= self.h < value:
                crossings.append(Shift(at=at, side=side, since=since))
            before = value
        return crossings


def cusum(z: Sequence[float | None], *, k: float = 0.5, h: float = 5.0) -> Cusum:
    """The two-sided CUSUM of standardised values (Page 1954, Biometrika 41, 100).

    up = max(0, up + z - k), down = max(0, down - z - k), both from 0. With k = 0.5 a lasting
    shift of one standard deviation is looked for; h = 5 gives a false alarm once in 465 values
    on average (`cusum_run_length`). The sums run on after a signal. None, a period in which
    nothing was counted, leaves both as they were. Raises InputError for a value that is no
    number, or k or h that are not above 0.
    """
    _check(k, h)
    up, down = [0.0], [0.0]
    for value in z:
        if value is not None and not isfinite(value):
            raise InputError("A CUSUM needs numbers; leave a period without one empty.")
        up.append(up[-1] if value is None else max(0.0, up[-1] + value - k))
        down.append(down[-1] if value is None else max(0.0, down[-1] - value - k))
    return Cusum(k=k, h=h, up=tuple(up[1:]), down=tuple(down[1:]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Ewma:
    """The weighted mean after each value, and how far from 0 it may lie there."""

    values: tuple[float, ...]
    reaches: tuple[float, ...]

    @property
    def signals(self) -> tuple[int, ...]:
        """The places, from 0, where the mean lies further from 0 than it may."""
        pairs = zip(self.values, self.reaches, strict=True)
        return tuple(at for at, (value, reach) in enumerate(pairs) if abs(value) > reach)


def ewma(z: Sequence[float | None], *, weight: float = 0.1, width: float = 2.814) -> Ewma:
    """The exponentially weighted moving average of standardised values (Roberts 1959).

    e = weight z + (1 - weight) e, from 0; its limits are width x its standard deviation,
    sqrt(weight / (2 - weight) (1 - (1 - weight)^(2t))) after t values. None leaves it as it
    was. Raises InputError for a weight outside 0 to 1 or a width not above 0.
    """
    _check_ewma(weight, width)
    value, spread, values, reaches = 0.0, 1.0, list[float](), list[float]()
    for one in z:
        if one is not None:
            if not isfinite(one):
                raise InputError("An EWMA needs numbers; leave a period without one empty.")
            value = weight * one + (1 - weight) * value
            spread *= (1 - weight) ** 2
        values.append(value)
        reaches.append(width * sqrt(weight / (2 - weight) * (1 - spread)))
    return Ewma(values=tuple(values), reaches=tuple(reaches))


def cusum_run_length(
    *, k: float = 0.5, h: float = 5.0, shift: float = 0.0, two_sided: bool = True
) -> float:
    """How many values a CUSUM takes on average until it signals, after a shift in sd.

    At a shift of 0 that is the time to a false alarm, which should be long. Solves the
    integral equation of Page (1954, eq. 7) by Gauss-Legendre quadrature. Two-sided: 1/L is the
    sum over the sides (van Dobben de Bruyn 1968), which holds for values from a normal
    distribution with known mean and sd.
    """
    _check(k, h)
    up = _one_sided(k, h, shift)
    return up if not two_sided else 1 / (1 / up + 1 / _one_sided(k, h, -shift))


def _one_sided(k: float, h: float, shift: float) -> float:
    nodes, weights = _legendre(0, h)
    starts = np.concatenate([[0.0], nodes])
    # From s the sum goes to x with density phi(x - s + k - shift), to 0 with the rest below.
    chances = np.empty((len(starts), len(starts)))
    chances[:, 0] = ndtr(k - shift - starts)
    chances[:, 1:] = weights * _density(nodes[None, :] - starts[:, None] + k - shift)
    return float(_expected(chances)[0])


def ewma_run_length(*, weight: float = 0.1, width: float = 2.814, shift: float = 0.0) -> float:
    """How many values an EWMA with steady limits takes on average until it signals.

    Crowder 1987, Technometrics 29, 401, eq. 1, by Gauss-Legendre quadrature.
    """
    _check_ewma(weight, width)
    if weight == 1:
        return shewhart_run_length(width=width, shift=shift)
    reach = width * sqrt(weight / (2 - weight))
    nodes, weights = _legendre(-reach, reach)
    starts = np.concatenate([[0.0], nodes])
    moved = (nodes[None, :] - (1 - weight) * starts[:, None]) / weight - shift
    chances = np.zeros((len(starts), len(starts)))
    chances[:, 1:] = weights / weight * _density(moved)
    return float(_expected(chances)[0])


def shewhart_run_length(*, width: float = 3.0, shift: float = 0.0) -> float:
    """How many values lie within width standard deviations, on average, before one does not."""
    if not width > 0:
        raise InputError("Limits need a width above 0.")
    return float(1 / (ndtr(shift - width) + ndtr(-width - shift)))


def threshold_for(run_length: float, *, k: float = 0.5, two_sided: bool = True) -> float:
    """The h at which a false alarm comes once in `run_length` values on average.

    Raises InputError for a run length that every threshold exceeds, or above ten million.
    """
    if not 1 < run_length <= 1e7:
        raise InputError("A run length has to be above 1 and at most 10,000,000 values.")

    def excess(h: float) -> float:
        return log(cusum_run_length(k=k, h=h, two_sided=two_sided)) - log(run_length)

    if excess(_LEAST) > 0:
        raise InputError("Every threshold gives a longer run length; ask for a longer one.")
    high = 1.0
    while excess(high) < 0:
        high *= 1.25
    return float(brentq(excess, _LEAST, high, xtol=1e-10))


def _legendre(low: float, high: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    nodes, weights = np.polynomial.legendre.leggauss(_NODES)
    half = (high - low) / 2
    return low + half * (nodes + 1), half * weights


def _expected(chances: NDArray[np.float64]) -> NDArray[np.float64]:
    """The expected steps to leave, from each state, given the chances to stay."""
    n = len(chances)
    return np.asarray(np.linalg.solve(np.eye(n) - chances, np.ones(n)), dtype=np.float64)


def _check(k: float, h: float) -> None:
    if not (isfinite(k) and k > 0 and isfinite(h) and h > 0):
        raise InputError("A CUSUM needs k and h above 0, such as 0.5 and 5.")


def _check_ewma(weight: float, width: float) -> None:
    if not 0 < weight <= 1 or not width > 0:
        raise InputError("An EWMA needs a weight from 0 to 1 and a width above 0.")


def _density(z: NDArray[np.float64]) -> NDArray[np.float64]:
    """The standard normal density at each value."""
    return np.asarray(np.exp(-(z**2) / 2) / sqrt(2 * pi))
