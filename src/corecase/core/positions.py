"""Positions: one place up or down in a list that is printed in its order."""

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


def moved(order: Sequence[T], one: T, *, up: bool) -> tuple[T, ...]:
    """The same list with one entry a place higher or lower; at its end it stays where it is.

    Raises ValueError where the entry is not in the list.
    """
    place = order.index(one)
    other = place - 1 if up else place + 1
    found = list(order)
    if 0 <= other < len(found):
        found[place], found[other] = found[other], found[place]
    return tuple(found)
