"""Shares that estimate a total best, against every share there is."""

from fractions import Fraction
from itertools import product
from random import Random

import pytest

from corecase.core.allocation import allocate_optimally
from corecase.core.errors import InputError


def variance(given: dict[str, int], sizes: dict[str, int], spreads: dict[str, float]) -> Fraction:
    """The part of the variance of a total that the shares decide."""
    return sum(
        (
            (Fraction(spreads[label]) * sizes[label]) ** 2 / given[label]
            for label in sizes
            if sizes[label]
        ),
        Fraction(0),
    )


@pytest.mark.parametrize("chance", range(60))
@pytest.mark.parametrize("minimum", [1, 2])
def test_no_other_shares_have_a_smaller_variance(chance: int, minimum: int) -> None:
    rng = Random(chance)
    sizes = {label: rng.randint(1, 8) for label in "ABC"}
    spreads = {label: rng.choice([0.0, 0.25, 0.5, 1.0, rng.random()]) for label in "ABC"}
    floors = {label: min(minimum, size) for label, size in sizes.items()}
    n = rng.randint(sum(floors.values()), sum(sizes.values()))
    given = allocate_optimally(n, sizes, spreads, minimum=minimum)
    assert sum(given.values()) == n
    assert all(floors[label] <= given[label] <= sizes[label] for label in sizes)
    others = (
        dict(zip(sizes, shares, strict=True))
        for shares in product(*(range(floors[one], sizes[one] + 1) for one in sizes))
        if sum(shares) == n
    )
    assert variance(given, sizes, spreads) == min(variance(o, sizes, spreads) for o in others)


def test_equal_claims_go_to_the_larger_stratum_and_then_to_the_first_label() -> None:
    assert allocate_optimally(3, {"B": 4, "A": 4}, {"A": 0.5, "B": 0.5}) == {"B": 1, "A": 2}
    assert allocate_optimally(3, {"A": 2, "B": 4}, {"A": 1.0, "B": 0.5}) == {"A": 1, "B": 2}


def test_a_stratum_without_spread_gives_more_only_when_the_others_are_exhausted() -> None:
    sizes, spreads = {"A": 2, "B": 5, "C": 0}, {"A": 0.4, "B": 0.0, "C": 0.5}
    assert allocate_optimally(3, sizes, spreads) == {"A": 2, "B": 1, "C": 0}
    assert allocate_optimally(6, sizes, spreads) == {"A": 2, "B": 4, "C": 0}
    assert allocate_optimally(7, sizes, spreads) == {"A": 2, "B": 5, "C": 0}
    assert allocate_optimally(0, {}, {}) == {}


@pytest.mark.parametrize(
    ("n", "spreads", "minimum", "told"),
    [
        (2, {"A": 0.5}, 0, "raise the minimum"),
        (2, {}, 1, "Give every stratum its spread"),
        (2, {"A": -1.0}, 1, "Give every stratum its spread"),
        (2, {"A": float("nan")}, 1, "Give every stratum its spread"),
        (2, {"A": float("inf")}, 1, "Give every stratum its spread"),
        (0, {"A": 0.5}, 1, "its minimum of 1, which takes 1"),
        (9, {"A": 0.5}, 1, "9 cases cannot be drawn from 5"),
    ],
)
def test_shares_that_cannot_be_are_refused(
    n: int, spreads: dict[str, float], minimum: int, told: str
) -> None:
    with pytest.raises(InputError, match=told):
        allocate_optimally(n, {"A": 5}, spreads, minimum=minimum)
