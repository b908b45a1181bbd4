"""Moderation as acceptance sampling: what checking some of the cases would find, and when."""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, comb, sqrt
from typing import Final

from corecase.core.errors import InputError

_EACH, _HARDLY = 10, 0.01

LIKELY: Final = Fraction(9, 10)
"""How often a good enough set of cases should pass, and a bad one be noticed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Of `n_cases` assessed, `n_checked` are checked; with more than `n_allowed` that need
    changing, all are looked at again.

    Raises InputError where it checks more than there are, none, or allows as many as it checks.
    """

    n_cases: int
    n_checked: int
    n_allowed: int

    def __post_init__(self) -> None:
        if not 1 <= self.n_checked <= self.n_cases:
            raise InputError(
                f"Check from 1 to {max(self.n_cases, 1)} of the cases assessed.", field="n_checked"
            )
        if not 0 <= self.n_allowed < self.n_checked:
            raise InputError(
                "Allow fewer cases that need changing than are checked; 0 is fewest.",
                field="n_allowed",
            )

    def passes(self, n_to_change: int) -> Fraction:
        """The exact chance that it escalates nothing where so many cases need changing.

        The hypergeometric distribution function at `n_allowed`; the cases checked are drawn
        by chance. Raises InputError for more such cases than there are.
        """
        if not 0 <= n_to_change <= self.n_cases:
            raise InputError(f"From 0 to {self.n_cases} of the cases can need changing.")
        sound = self.n_cases - n_to_change
        ways = sum(
            comb(n_to_change, found) * comb(sound, self.n_checked - found)
            for found in range(self.n_allowed + 1)
        )
        return Fraction(ways, comb(self.n_cases, self.n_checked))

    @property
    def curve(self) -> tuple[tuple[int, float], ...]:
        """The operating curve: for every number of cases that need changing, the chance to pass."""
        return tuple((d, float(self.passes(d))) for d in range(self.n_cases + 1))

    def smallest_noticed(self, chance: Fraction = LIKELY) -> int | None:
        """The fewest cases that need changing which it escalates at least with this chance.

        None where it never does, however many they are.
        """
        noticed = (d for d in range(self.n_cases + 1) if 1 - self.passes(d) >= chance)
        return next(noticed, None)

    @property
    def words(self) -> tuple[str, ...]:
        """What the plan does, in sentences a lead inspector can weigh."""
        which = f"{self.n_checked} of " if self.n_checked < self.n_cases else "all "
        then = f"more than {self.n_allowed} need" if self.n_allowed else "any needs"
        noticed = self.smallest_noticed()
        found = (
            f"With {_cases(noticed)} that need{'s' * (noticed == 1)} changing, or more, it does so "
            "at least nine times in ten."
            if noticed is not None
            else "However many need changing, it does not do so nine times in ten."
        )
        return (
            f"Check {which}{_cases(self.n_cases)}; look at all again if {then} changing.",
            found,
        )


def shown_points(plan: Plan) -> tuple[tuple[int, float, str], ...]:
    """The points of the curve that tell something: cases to change, chance to pass, in words.

    All up to ten cases; after that every other and, beyond 20, every tenth, until it hardly
    ever passes. Words never say 0% or 100% of what may happen or may not.
    """
    shown = [
        (d, chance)
        for d, chance in plan.curve
        if d <= _EACH or (d <= 2 * _EACH and d % 2 == 0) or d % _EACH == 0 or d == plan.n_cases
    ]
    end = next(place for place, (_, chance) in enumerate(shown) if chance < _HARDLY)
    return tuple((d, chance, _in_words(chance)) for d, chance in shown[: end + 1])


def _in_words(chance: float) -> str:
    if chance in (0, 1):
        return "never" if chance == 0 else "always"
    percent = round(100 * chance)
    if percent in (0, 100):
        return "under 1%" if percent == 0 else "over 99%"
    return f"{percent}%"


def smallest_plan(
    n_cases: int, *, tolerable: int, too_many: int, chance: Fraction = LIKELY
) -> Plan:
    """The plan that checks fewest cases and yet tells tolerable from too many.

    It passes at least with `chance` where `tolerable` cases need changing, and escalates at
    least with `chance` where `too_many` do. Raises InputError where the two are not apart.
    """
    if not 0 <= tolerable < too_many <= n_cases:
        raise InputError(
            "Give fewer cases that are tolerable than are too many, and no more than there are."
        )
    if not 0 < chance < 1:
        raise InputError("Give a chance above 0 and below 1, such as 9 in 10.")
    plans = (
        Plan(n_cases=n_cases, n_checked=checked, n_allowed=allowed)
        for checked in range(1, n_cases + 1)
        for allowed in range(checked)
    )
    return next(
        plan
        for plan in plans
        if plan.passes(tolerable) >= chance and 1 - plan.passes(too_many) >= chance
    )


def agreement_error(agreement: float, n_cases: int, n_items: int, correlation: float) -> float:
    """The standard error of a share of agreement from cases judged twice.

    `n_items` are those of a case that both assessors judge, `correlation` that of
    disagreements within a case, from 0 (none) to 1. The design effect of clusters, Kish 1965.
    Raises InputError for a share or correlation outside 0 to 1, and below one case or item.
    """
    if not (0 <= agreement <= 1 and 0 <= correlation <= 1):
        raise InputError("Give the agreement and the correlation as shares from 0 to 1.")
    if n_cases < 1 or n_items < 1:
        raise InputError("Give one case and one item, or more.")
    variance = agreement * (1 - agreement) / (n_cases * n_items)
    return sqrt(variance * (1 + (n_items - 1) * correlation))


def cases_for_error(
    error: float, *, agreement: float = 0.85, n_items: int = 60, correlation: float = 0.05
) -> int:
    """How many cases have to be judged twice for a standard error of at most `error`.

    At least 1. The defaults are our own assumption: use what was found before. Raises
    InputError for an error that is not above 0.
    """
    if error <= 0:
        raise InputError("Give a standard error above 0, such as 0.02 for two points.")
    return max(1, ceil((agreement_error(agreement, 1, n_items, correlation) / error) ** 2 - 1e-9))


def _cases(n: int) -> str:
    return "one case" if n == 1 else f"{n} cases"
