"""Intervals of a plain share: `count` of `n` cases, each of which counts once.

For judgements pooled over several items these are far too narrow; ask
`corecase.statistics.intervals` instead. Each function gives the share in the whole population
from which the cases were drawn, at a level; each raises InputError where there is no case.
"""

from collections.abc import Callable
from functools import lru_cache
from math import comb, inf, sqrt

from scipy.special import bdtr, bdtrc, betaincinv, ndtri

from corecase.core.errors import InputError
from corecase.core.intervals import Interval
from corecase.statistics.limits import check_level, wilson_limits


def wilson(count: float, n: float, level: float = 0.95) -> Interval:
    """Wilson's score interval (1927, JASA 22, 209); `n` may be an effective number of cases."""
    _check(count, n, level)
    low, high = wilson_limits(count / n, n, ndtri((1 + level) / 2))
    return _interval(float(low), float(high), level)


def wilson_corrected(count: int, n: int, level: float = 0.95) -> Interval:
    """Wilson's with a correction for whole numbers (Newcombe 1998, Stat. Med. 17, 857, no. 4)."""
    _check(count, n, level)
    z, p = float(ndtri((1 + level) / 2)), count / n
    base = 2 * (n + z * z)

    def half(share: float, sign: int) -> float:
        inside = z * z - sign * 2 - 1 / n + 4 * share * (n * (1 - share) + sign)
        return z * sqrt(max(inside, 0.0))

    low = 0.0 if count == 0 else (2 * count + z * z - 1 - half(p, 1)) / base
    high = 1.0 if count == n else (2 * count + z * z + 1 + half(p, -1)) / base
    return _interval(low, high, level)


def clopper_pearson(count: int, n: int, level: float = 0.95) -> Interval:
    """The exact binomial interval (Clopper and Pearson 1934, Biometrika 26, 404)."""
    _check(count, n, level)
    low = 0.0 if count == 0 else betaincinv(count, n - count + 1, (1 - level) / 2)
    high = 1.0 if count == n else betaincinv(count + 1, n - count, (1 + level) / 2)
    return _interval(float(low), float(high), level)


def jeffreys(count: int, n: int, level: float = 0.95) -> Interval:
    """Quantiles of Beta(count + 1/2, n - count + 1/2), the ends 0 and 1 kept at the extremes.

    Brown, Cai and DasGupta 2001, Statistical Science 16, 101.
    """
    _check(count, n, level)
    a, b = count + 0.5, n - count + 0.5
    low = 0.0 if count == 0 else betaincinv(a, b, (1 - level) / 2)
    high = 1.0 if count == n else betaincinv(a, b, (1 + level) / 2)
    return _interval(float(low), float(high), level)


def mid_p(count: int, n: int, level: float = 0.95) -> Interval:
    """The exact interval with half of the chance of the count itself (Newcombe 1998, no. 6)."""
    _check(count, n, level)
    tail = (1 - level) / 2

    def below(p: float) -> float:
        fewer = bdtr(count - 1, n, p) if count else 0.0
        return float((bdtr(count, n, p) + fewer) / 2)

    def above(p: float) -> float:
        more = bdtrc(count, n, p) if count < n else 0.0
        return float((bdtrc(count - 1, n, p) + more) / 2)

    low = 0.0 if count == 0 else _root(lambda p: above(p) - tail)
    high = 1.0 if count == n else _root(lambda p: below(p) - tail)
    return _interval(low, high, level)


@lru_cache(maxsize=4096)
def hypergeometric_counts(count: int, n: int, n_population: int, level: float) -> tuple[int, int]:
    """The least and the most cases of a population that fit `count` of `n` drawn from it.

    The set of K with P(X >= count | K) and P(X <= count | K) above half of what the level leaves
    (Wang 2015, JASA 110, 1491). Raises InputError where more were drawn than there are.
    """
    _check(count, n, level)
    if n > n_population:
        raise InputError(f"{n} cases cannot be drawn from {n_population}; correct one of them.")
    tail = (1 - level) / 2
    possible = range(count, n_population - (n - count) + 1)

    def first(of: range, fits: Callable[[int], bool]) -> int:
        """The first K that fits; all after it do, so that the place is found by halving."""
        low, high = 0, len(of) - 1
        while low < high:
            middle = (low + high) // 2
            low, high = (low, middle) if fits(of[middle]) else (middle + 1, high)
        return of[low]

    least = first(possible, lambda k: _chance(range(count, n + 1), n, k, n_population) > tail)
    most = first(possible[::-1], lambda k: _chance(range(count + 1), n, k, n_population) > tail)
    return least, most


def hypergeometric(count: int, n: int, n_population: int, level: float = 0.95) -> Interval:
    """The exact interval of the share in a finite population; its ends where all were drawn."""
    least, most = hypergeometric_counts(count, n, n_population, level)
    return _interval(least / n_population, most / n_population, level)


def _chance(counts: range, n: int, k_population: int, n_population: int) -> float:
    """The chance of one of the counts in a draw of n, in whole numbers up to the division."""
    others = n_population - k_population
    ways = sum(comb(k_population, k) * comb(others, n - k) for k in counts)
    return ways / comb(n_population, n)


def _interval(low: float, high: float, level: float) -> Interval:
    """The interval without what binary fractions add beyond 0 and 1."""
    return Interval(low=max(low, 0.0), high=min(high, 1.0), level=level)


def _check(count: float, n: float, level: float) -> None:
    check_level(level)
    if n <= 0:
        raise InputError("A share of no case has no interval; give the count alone.")
    if not n < inf:
        raise InputError("A share needs a number of cases behind it; give one, or no interval.")
    if not 0 <= count <= n:
        raise InputError(f"{count} of {n} is no share; a count lies between 0 and its base.")


def _root(function: Callable[[float], float]) -> float:
    # Here and not above: a page that needs no root does not wait for it.
    from scipy.optimize import brentq

    return float(brentq(function, 0.0, 1.0, xtol=1e-14, rtol=1e-14))
