"""Draws balanced on several attributes at once, recorded so that anybody can repeat them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

import numpy as np
from numpy.typing import NDArray

from corecase.core.draw_terms import CUBE, Balance
from corecase.core.draws import Draw, Stratum, by_number, check_seed, hash_stream, shared_out
from corecase.core.errors import InputError
from corecase.core.frames import Frame
from corecase.statistics.balance import cube_draw

STREAM: Final = "cube"

_LEAST_EXPECTED: Final = 1
_MOST_COLUMNS: Final = 60


def balance_of(frame: Frame, attributes: Iterable[str], n: int) -> Balance:
    """The values of the attributes that a sample of `n` cases can be balanced on.

    Attributes come in the order given, their values from the most frequent to the least, then
    by code. A value of which fewer than one case is expected is not balanced (`unbalanced`).
    Where all values of an attribute are, the last follows from the others and from the size, and
    takes no column. Raises InputError for an unknown attribute, and for more than 60 columns.
    """
    attributes = tuple(attributes)
    columns: list[tuple[str, str]] = []
    for name in attributes:
        ordered = _levels(frame, name)
        kept = [level for level, size in ordered if _is_expected(size, n, frame)]
        if len(kept) == len(ordered):
            kept = kept[:-1]
        columns += [(name, level) for level in kept]
    if len(columns) > _MOST_COLUMNS:
        raise InputError(
            f"These attributes have {len(columns)} values to balance on, and {_MOST_COLUMNS} are "
            "the most; leave out the attributes with the most values."
        )
    return Balance(attributes=attributes, columns=tuple(columns))


@dataclass(frozen=True, slots=True, kw_only=True)
class Unbalanced:
    """A value that a balanced draw leaves to chance: `n_cases` of `n_population` have it."""

    attribute: str
    level: str
    n_cases: int
    n_population: int

    def words(self, named: str = "") -> str:
        """As people read it, under the words of the attribute and value or under their codes."""
        named = named or f"{self.attribute} {self.level or 'not known'}"
        return (
            f"{named}: {self.n_cases} of {self.n_population} cases, so that fewer than one is "
            "expected in the sample; it is left to chance."
        )


def unbalanced(frame: Frame, attributes: Iterable[str], n: int) -> tuple[Unbalanced, ...]:
    """The values of which fewer than one case is expected in a sample of `n`, most frequent first.

    They take no part in a balance, and a page has to say so.
    """
    return tuple(
        Unbalanced(attribute=name, level=level, n_cases=size, n_population=frame.n_cases)
        for name in attributes
        for level, size in _levels(frame, name)
        if not _is_expected(size, n, frame)
    )


def balanced_draw(
    frame: Frame,
    *,
    n: int,
    attributes: Iterable[str],
    seed: str,
    software: str,
    strata: Iterable[str] = (),
    minimum: int = 0,
    previous_sha256: str = "",
) -> Draw:
    """A sample of `n` cases by the cube method, balanced on attributes, all others as reserves.

    `attributes` stand in the order of their importance. Without `strata` every case has the
    probability n/N; with them each stratum gives exactly its share, as in a draw without balance,
    and reserves stand in within it. Sample and reserves of a stratum are in the order of their
    permanent random numbers, in which the cases also enter the method. Raises InputError where
    the seed does not name the frame, for an unknown attribute, and where `n` cannot be met.
    """
    strata = tuple(strata)
    check_seed(seed, frame)
    groups = shared_out(frame, n=n, strata=strata, minimum=minimum)
    balance = balance_of(frame, attributes, n)
    chosen = _chosen(frame, groups, balance, seed)
    return Draw(
        frame_sha256=frame.sha256,
        seed=seed,
        software=software,
        n=n,
        strata=strata,
        minimum=minimum,
        groups=tuple(_ordered(group, chosen, seed) for group in groups),
        previous_sha256=previous_sha256,
        method=CUBE,
        balance=balance,
    )


def _levels(frame: Frame, name: str) -> list[tuple[str, int]]:
    """The values of an attribute with their cases, the most frequent first, then by code."""
    sizes = Counter(level for (level,) in frame.values([name]).values())
    return sorted(sizes.items(), key=lambda one: (-one[1], one[0]))


def _is_expected(size: int, n: int, frame: Frame) -> bool:
    return Fraction(n * size, frame.n_cases) >= _LEAST_EXPECTED


def _chosen(
    frame: Frame, groups: tuple[Stratum, ...], balance: Balance, seed: str
) -> frozenset[str]:
    order = by_number(seed, frame.ids)
    stratum = {case_id: at for at, group in enumerate(groups) for case_id in group.cases}
    shares = [group.n_drawn / len(group.cases) for group in groups]
    probabilities = [shares[stratum[case_id]] for case_id in order]
    columns = np.hstack(
        [
            _indicators([stratum[case_id] for case_id in order], range(len(groups) - 1)),
            *_balanced(frame, order, balance),
        ]
    )
    places = cube_draw(probabilities, columns, hash_stream(seed, STREAM))
    return frozenset(order[place] for place in places)


def _balanced(frame: Frame, order: Sequence[str], balance: Balance) -> Iterable[NDArray[np.int64]]:
    for name in balance.attributes:
        of: Mapping[str, tuple[str, ...]] = frame.values([name])
        levels = [level for attribute, level in balance.columns if attribute == name]
        yield _indicators([of[case_id][0] for case_id in order], levels)


def _indicators(values: Sequence[object], of: Iterable[object]) -> NDArray[np.int64]:
    """A column of 0 and 1 for each of the values asked of."""
    wanted = list(of)
    found = [[value == one for one in wanted] for value in values]
    return np.array(found, dtype=np.int64).reshape(len(values), len(wanted))


def _ordered(group: Stratum, chosen: frozenset[str], seed: str) -> Stratum:
    """The stratum with its sample first; both parts in the order of their numbers."""
    cases = by_number(seed, group.cases)
    sample = [case_id for case_id in cases if case_id in chosen]
    reserves = [case_id for case_id in cases if case_id not in chosen]
    return replace(group, n_drawn=len(sample), cases=(*sample, *reserves))
