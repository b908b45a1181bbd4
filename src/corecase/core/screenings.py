"""Short screenings: which cases were eligible, by the rules that were told, each with its date."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from corecase.core.caseloads import EligibilityWindow
from corecase.core.errors import InputError

SIZES: Final = range(14, 21)
"""How many cases a screening reads, as far as is seen in print: from 14 to 20."""

N_DAYS: Final = 3
"""How many days it is on site, from a Monday."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EligibilityRule:
    """How long before the announcement an order has to have begun, as one source told it.

    `at_most_months` is None where the source gives no first day.
    """

    id: str
    told: str
    at_least_weeks: int
    at_most_months: int | None
    words: str
    source: str
    standing: str = "unverified"

    def last_start(self, announced_on: date) -> date:
        """The last day on which an order may have begun."""
        return announced_on - timedelta(weeks=self.at_least_weeks)

    def first_start(self, announced_on: date) -> date | None:
        """The first day on which an order may have begun; None where no source says."""
        if self.at_most_months is None:
            return None
        return _months_before(announced_on, self.at_most_months)

    def window(self, announced_on: date, first_start: date | None = None) -> EligibilityWindow:
        """The window of an inspection announced on that day.

        Raises InputError where the rule gives no first day and nobody chose one.
        """
        begins = first_start or self.first_start(announced_on)
        if begins is None:
            raise InputError(
                "No source says how early orders may have begun; choose the first day.",
                field="first_start",
            )
        return EligibilityWindow(first_start=begins, last_start=self.last_start(announced_on))


RULES: Final = (
    EligibilityRule(
        id="2012",
        told="November 2012",
        at_least_weeks=4,
        at_most_months=None,
        words="supervised after court for at least four weeks at the announcement",
        source="the inspectorate's letter to services at the start of the programme",
    ),
    EligibilityRule(
        id="2016",
        told="2016",
        at_least_weeks=6,
        at_most_months=3,
        words="running for six weeks to three months at the announcement",
        source="the inspectorate's page on the programme",
    ),
)
"""The rules that were told, the earlier first. Neither is known to be complete."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What one rule gives for an announcement: the days, and the rule for its words."""

    rule: EligibilityRule
    first_start: date | None
    last_start: date


def proposals(announced_on: date, rules: Iterable[EligibilityRule] = RULES) -> tuple[Proposal, ...]:
    """The days that each rule gives for a screening announced on that day; a person chooses."""
    return tuple(
        Proposal(
            rule=rule,
            first_start=rule.first_start(announced_on),
            last_start=rule.last_start(announced_on),
        )
        for rule in rules
    )


def _months_before(day: date, months: int) -> date:
    """The same day so many months earlier, or the last of that month where it has none such."""
    year, month = divmod(12 * day.year + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
