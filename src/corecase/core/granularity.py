"""Percentages that cannot come from the base printed beside them.

Brown and Heathers 2017, The GRIM test, SPPS 8, 363. A hint for an editor, not a finding.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from corecase.core.figures import possible_bases, possible_counts
from corecase.core.publications import PublishedFact


@dataclass(frozen=True, slots=True, kw_only=True)
class ImpossiblePercent:
    """A percentage that no count gives on the stated base, and near bases that do give it."""

    item_id: str
    percent: int
    stated_base: int
    near_bases: tuple[int, ...]

    def __str__(self) -> str:
        near = ", ".join(str(base) for base in self.near_bases) or "none near it"
        return (
            f"{self.item_id}: {self.percent}% of {self.stated_base} cannot be; "
            f"bases that can print it: {near}."
        )


def impossible_percents(
    facts: Iterable[PublishedFact], *, within: int = 3
) -> tuple[ImpossiblePercent, ...]:
    """The facts whose percentage cannot come from their stated base, in the order given.

    Near bases lie at most `within` cases away. Facts without a percentage or a stated base
    are not checked.
    """
    return tuple(
        ImpossiblePercent(
            item_id=fact.item_id,
            percent=fact.percent,
            stated_base=fact.stated_base,
            near_bases=possible_bases(
                fact.percent,
                range(max(fact.stated_base - within, 1), fact.stated_base + within + 1),
            ),
        )
        for fact in facts
        if fact.percent is not None
        and fact.stated_base is not None
        and not possible_counts(fact.percent, fact.stated_base)
    )


def common_bases(percents: Iterable[int], bases: range) -> tuple[int, ...]:
    """The bases on which all these percentages can be printed: 54% and 40% leave 35 of 20-38."""
    wanted = tuple(percents)
    return tuple(base for base in bases if all(possible_counts(p, base) for p in wanted))
