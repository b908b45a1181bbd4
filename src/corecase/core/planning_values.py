"""Planning values: how uncertain a pooled score is where only its percentage is published.

The judgements on one case are alike, so a score of many judgements on few cases is less sure
than it looks: Kish 1965, Survey Sampling, section 5.4, design effect 1 + (m - 1) rho.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import inf
from types import MappingProxyType
from typing import Final

from corecase.core.errors import InputError

JUDGEMENTS_PER_CASE: Final[Mapping[str, float]] = MappingProxyType(
    {"safeguarding": 18, "risk_of_harm": 15, "likelihood_of_reoffending": 36}
)
"""Our own values for the headlines of a Core Case Inspection; nobody published any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanningValues:
    """Judgements per case of each headline (m), and how alike they are within a case (rho).

    `likeness` is the correlation of two judgements on one case, from 0 (nothing in common) to
    1 (always the same). Both are planning values, unverified, until cases are at hand.
    """

    likeness: float = 0.12
    judgements_per_case: Mapping[str, float] = field(default_factory=lambda: JUDGEMENTS_PER_CASE)

    def __post_init__(self) -> None:
        if not 0 <= self.likeness <= 1:
            raise InputError("The likeness of judgements on a case lies from 0 to 1; correct it.")
        if not all(m >= 1 for m in self.judgements_per_case.values()):
            raise InputError("A case has at least one judgement in a headline; correct it.")

    def per_case(self, headline: str) -> float:
        """The judgements per case of a headline. Raises InputError where none is planned."""
        if headline not in self.judgements_per_case:
            raise InputError(
                f"There is no planning value for {headline}; give the judgements per case."
            )
        return self.judgements_per_case[headline]

    def design_effect(self, headline: str) -> float:
        """By how much the variance exceeds that of as many judgements on as many cases."""
        return 1 + (self.per_case(headline) - 1) * self.likeness

    def variance(
        self, share: float, headline: str, n_cases: int, n_population: int | None = None
    ) -> float:
        """The variance of a score: P(1-P)/(n m) x (1 + (m-1) rho) x (1 - n/N).

        `share` from 0 to 1, 0 at either end. Without `n_population` the last factor is left
        out: for a statement about how a service works, not about this caseload (Graubard and
        Korn 2002, Statistical Science 17, 73). Raises InputError for no cases, or for fewer
        in the caseload than were assessed.
        """
        if n_cases < 1:
            raise InputError("A score needs at least one case; give the number of cases.")
        if n_population is not None and n_population < n_cases:
            raise InputError("A caseload cannot be smaller than its sample; correct one of them.")
        left = 1.0 if n_population is None else 1 - n_cases / n_population
        of_one = share * (1 - share) / (n_cases * self.per_case(headline))
        return of_one * self.design_effect(headline) * left

    def words(self, headline: str, label: str) -> str:
        """`"Safeguarding: 18 judgements on each case, alike by 0.12: planned, not measured"`."""
        return (
            f"{label}: {self.per_case(headline):g} judgements on each case, alike by "
            f"{self.likeness:g}: planned, not measured"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamValues:
    """How the team behind a published score is taken to be: how many assessors, how unlike.

    `severity_sd` is the standard deviation of their strictness on the logit scale, 0 for teams
    that are left out; each judged as much as the others. Nobody published either: 0.25 and 4
    are the planning values of the simulations in the methods pages.
    """

    severity_sd: float = 0.25
    n_assessors: int = 4

    def __post_init__(self) -> None:
        if not 0 <= self.severity_sd < inf:
            raise InputError("The spread between assessors is a standard deviation of 0 or more.")
        if self.n_assessors < 1:
            raise InputError("A team has at least one assessor; correct the number.")

    @property
    def words(self) -> str:
        """What is assumed, for a list of assumptions; empty where teams are left out."""
        if not self.severity_sd:
            return ""
        n = self.n_assessors
        return (
            f"each team: {n} assessor{'s' * (n != 1)} with equal shares, whose strictness differs "
            f"by {self.severity_sd:g} (standard deviation on the logit): assumed, not measured"
        )
