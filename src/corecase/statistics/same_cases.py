"""One item judged twice on the same cases: McNemar's exact test on those that moved."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import comb

from corecase.core.judgements import Answer


def mcnemar(gained: int, lost: int) -> float:
    """The exact two-sided chance of a split as uneven among those who moved; 1.0 if none did.

    McNemar 1947, Psychometrika 12, 153: the binomial distribution with one half, both tails.
    """
    moved = gained + lost
    tail = sum(comb(moved, count) for count in range(min(gained, lost) + 1))
    return min(1.0, float(2 * tail / 2**moved))


@dataclass(frozen=True, slots=True, kw_only=True)
class PairedItem:
    """Cases on which an item applied both times, by the two answers.

    `gained` were insufficient and became sufficient, `lost` the other way round.
    """

    stayed_sufficient: int
    gained: int
    lost: int
    stayed_insufficient: int

    @property
    def n_cases(self) -> int:
        """The cases on which the item applied both times."""
        return self.stayed_sufficient + self.gained + self.lost + self.stayed_insufficient

    @property
    def p(self) -> float:
        """The exact two-sided chance of so uneven a split among the cases that moved."""
        return mcnemar(self.gained, self.lost)

    @property
    def words(self) -> str:
        """For a reader: `"of 20 cases judged both times, 7 gained and 1 lost (p = 0.07)"`."""
        if not self.n_cases:
            return "the question applied both times to no case"
        cases = "case" if self.n_cases == 1 else "cases"
        chance = f"p = {self.p:.2f}" if self.p >= 0.01 else "p below 0.01"
        return (
            f"of {self.n_cases} {cases} judged both times, {self.gained} gained and "
            f"{self.lost} lost ({chance})"
        )


def paired(first: Mapping[str, Answer], second: Mapping[str, Answer]) -> PairedItem:
    """One item's answers by case, at two times; a case that lacks one or did not apply is out."""
    both = [
        (first[case] is Answer.SUFFICIENT, second[case] is Answer.SUFFICIENT)
        for case in first.keys() & second.keys()
        if first[case].is_scored and second[case].is_scored
    ]
    return PairedItem(
        stayed_sufficient=both.count((True, True)),
        gained=both.count((False, True)),
        lost=both.count((True, False)),
        stayed_insufficient=both.count((False, False)),
    )
