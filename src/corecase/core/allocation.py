"""Cases of a sample shared out among the strata of a caseload, in whole numbers."""

from collections.abc import Mapping
from fractions import Fraction
from heapq import heapify, heappop, heappush
from math import inf

from corecase.core.errors import InputError


def allocate(n: int, sizes: Mapping[str, int], *, minimum: int = 0) -> dict[str, int]:
    """How many of `n` cases each stratum gives, in proportion to its size, by largest remainders.

    `sizes` are the cases of each stratum. Equal remainders go to the larger stratum, then to
    the first label. `minimum` is what each stratum gives at least, or all it has; cases for it
    come from the strata that lie furthest above their quota. No stratum gives more than it has.
    Raises InputError where the request cannot be met.
    """
    total = sum(sizes.values())
    floors = {label: min(minimum, size) for label, size in sizes.items()}
    _check(n, sizes, minimum, sum(floors.values()))
    if not total:
        return dict.fromkeys(sizes, 0)
    given = _largest_remainders(n, sizes, total)
    for label, floor in floors.items():
        given[label] = max(given[label], floor)
    while sum(given.values()) > n:
        # n_h - q_h compared as integers, times N: equal fractions differ in a float's last bit.
        richest = min(
            (label for label in sizes if given[label] > floors[label]),
            key=lambda label: (n * sizes[label] - given[label] * total, -sizes[label], label),
        )
        given[richest] -= 1
    return given


def _largest_remainders(n: int, sizes: Mapping[str, int], total: int) -> dict[str, int]:
    given = {label: n * size // total for label, size in sizes.items()}
    by_remainder = sorted(
        sizes, key=lambda label: (-(n * sizes[label] % total), -sizes[label], label)
    )
    for label in by_remainder[: n - sum(given.values())]:
        given[label] += 1
    return given


def _check(n: int, sizes: Mapping[str, int], minimum: int, n_least: int) -> None:
    total = sum(sizes.values())
    if any(size < 0 for size in sizes.values()):
        raise InputError("A stratum cannot have fewer than 0 cases; correct its size.")
    if minimum < 0:
        raise InputError("The fewest cases of a stratum cannot be below 0; write 0 for no minimum.")
    if n < 0:
        raise InputError("A sample cannot have fewer than 0 cases; correct its size.")
    if n > total:
        raise InputError(
            f"{n} cases cannot be drawn from {total}; choose a smaller sample or a wider window."
        )
    if n < n_least:
        raise InputError(
            f"{n} cases cannot give every stratum its minimum of {minimum}, which takes {n_least}; "
            "draw more cases, lower the minimum or use fewer attributes for the strata."
        )


def allocate_optimally(
    n: int, sizes: Mapping[str, int], spreads: Mapping[str, float], *, minimum: int = 1
) -> dict[str, int]:
    """How many of `n` cases each stratum gives so that a total is estimated best.

    `spreads` are the standard deviations within the strata, from an earlier round; 0 gives a
    stratum its minimum alone while others have cases left. Each stratum gives at least `minimum`,
    or all it has, and no more than it has; equal claims go to the larger stratum, then to the
    first label. Exact: Wright 2017, Exact optimal sample allocation, Statistics and Probability
    Letters 129, 50: the next case goes where N_h S_h / sqrt(n_h (n_h + 1)) is largest. Shares by
    spread need weights (`weights`). Raises InputError where the request cannot be met, for a
    minimum below 1 and for a spread that is no number from 0.
    """
    if minimum < 1:
        raise InputError("The best shares give every stratum at least 1 case; raise the minimum.")
    if set(spreads) != set(sizes) or not all(0 <= one < inf for one in spreads.values()):
        raise InputError("Give every stratum its spread, a number of 0 or more, and no other.")
    given = {label: min(minimum, size) for label, size in sizes.items()}
    _check(n, sizes, minimum, sum(given.values()))

    def claim(label: str) -> tuple[Fraction, int, str]:
        # Squared and as a fraction, so that equal claims are equal.
        weight = Fraction(spreads[label]) * sizes[label]
        return (-(weight * weight) / (given[label] * (given[label] + 1)), -sizes[label], label)

    claims = [claim(label) for label in sizes if given[label] < sizes[label]]
    heapify(claims)
    for _ in range(n - sum(given.values())):
        label = heappop(claims)[2]
        given[label] += 1
        if given[label] < sizes[label]:
            heappush(claims, claim(label))
    return given
