"""Two case mixes side by side, and the attributes by which a score may be adjusted."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from corecase.core.cases import Case
from corecase.core.errors import InputError
from corecase.core.figures import Figure

SET_BY_THE_SERVICE: Final = frozenset(
    {"rosh_level", "vulnerability_level", "case_manager", "team", "office"}
)
"""Attributes that a service settles itself. Its own levels of risk are among what is inspected."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MixRow:
    """One value of one attribute in two samples; `level` "" is not known."""

    attribute: str
    level: str
    first: Figure
    second: Figure


def side_by_side(
    first: Sequence[Case], second: Sequence[Case], attributes: Iterable[str]
) -> tuple[MixRow, ...]:
    """The case mix of two samples, attribute by attribute, values in alphabetical order.

    Raises InputError where a sample has no case.
    """
    if not first or not second:
        raise InputError("Case mixes are compared once both samples have a case.")
    rows: list[MixRow] = []
    for attribute in attributes:
        one = Counter(case.attributes.get(attribute, "") for case in first)
        other = Counter(case.attributes.get(attribute, "") for case in second)
        rows += [
            MixRow(
                attribute=attribute,
                level=level,
                first=Figure(count=one[level], out_of=len(first)),
                second=Figure(count=other[level], out_of=len(second)),
            )
            for level in sorted(one.keys() | other.keys())
        ]
    return tuple(rows)


def profile(case: Case, attributes: Iterable[str]) -> str:
    """The profile of a case for an adjustment: its values of these attributes, joined.

    Raises InputError for an attribute that the service settles itself: a score adjusted for it
    would excuse a service for what it got wrong.
    """
    chosen = tuple(attributes)
    for attribute in chosen:
        if attribute in SET_BY_THE_SERVICE:
            raise InputError(
                f"Adjust for nothing that the service settles itself; leave {attribute} out."
            )
    return "|".join(case.attributes.get(attribute, "") for attribute in chosen)
