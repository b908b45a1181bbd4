"""Systematic sampling on a sorted list: a check beside which the other draws are compared."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from math import floor

from corecase.core.errors import InputError
from corecase.core.frames import Frame


def snake_order(frame: Frame, attributes: Iterable[str]) -> tuple[str, ...]:
    """The cases sorted by attributes, each running backwards in every second group before it.

    Neighbours then differ in one attribute only, so that a step through the list meets each in
    proportion. Cases that agree in all stand in the order of the frame. Raises InputError for an
    unknown attribute.
    """
    found = frame.values(attributes)
    return tuple(_snake(list(found), found, 0, backwards=False))


def systematic(cases: Sequence[str], n: int, start: float) -> tuple[str, ...]:
    """`n` cases at equal steps through a list, the first by chance.

    `start` is a number from 0 up to 1 and chooses within the first step; the places are
    floor((start + k) N / n). Every case has the probability n/N. None of an empty list. Raises
    InputError where `n` cases are not there or `start` is no such number.
    """
    if not 0 <= n <= len(cases):
        raise InputError(f"{n} cases cannot be drawn from {len(cases)}; choose a smaller sample.")
    if not 0 <= start < 1:
        raise InputError("A systematic sample starts at a number from 0 up to 1.")
    # As fractions, because start + k may round up to the next whole number.
    first = Fraction(start)
    return tuple(cases[floor((first + k) * len(cases) / n)] for k in range(n))


def _snake(
    cases: list[str], values: Mapping[str, tuple[str, ...]], depth: int, *, backwards: bool
) -> Iterable[str]:
    if not cases or depth == len(values[cases[0]]):
        return cases
    levels = sorted({values[case_id][depth] for case_id in cases}, reverse=backwards)
    found: list[str] = []
    for place, level in enumerate(levels):
        inside = [case_id for case_id in cases if values[case_id][depth] == level]
        found += _snake(inside, values, depth + 1, backwards=bool(place % 2))
    return found
