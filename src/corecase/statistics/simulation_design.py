"""What an invented country of services looks like: the settings of a simulated programme.

The sizes and spreads are chosen so that the scores look like those printed from 2009 to 2012:
averages of 63, 59 and 65%, and an observed standard deviation of about 10 points.
"""

from dataclasses import dataclass
from typing import Final

from corecase.core.errors import InputError

SYNTHETIC: Final = "Synthetic: made by a simulation; no service, case or judgement in it is real."
"""What every output of a simulation says of itself."""

_WIDEST: Final = 5.0
"""Farther out on the logit scale every answer is certain."""

SIZE_EDGES: Final = (60, 130, 220, 400, 700)
SAMPLE_SIZES: Final = (26, 32, 38, 50, 65, 85)
"""Cases drawn of a caseload below 60, 130, 220, 400, 700, and of any larger one."""

SENTENCES: Final = ("FIRST_TIER", "COMMUNITY", "CUSTODY")
SENTENCE_SHIFTS: Final = (0.3, 0.0, -0.4)
"""How much more easily the work of such a case is judged sufficient, on the logit scale."""
SENTENCE_SHARES: Final = (0.30, 0.58, 0.12)
"""Their shares nationally: our own assumption."""
SENTENCE_ALIKE: Final = 20.0
"""How much alike services are in those shares: the sum of the Dirichlet parameters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulatedHeadline:
    """A headline of the invented country: its items and the level of a service in the middle.

    `base` is that level on the logit scale, before cases, items and services vary.
    """

    id: str
    title: str
    base: float
    n_items: int

    def __post_init__(self) -> None:
        if self.n_items < 1:
            raise InputError("A headline pools at least one item; give it one.")
        if not -_WIDEST <= self.base <= _WIDEST:
            raise InputError("A headline begins between -5 and 5 on the logit scale.")


HEADLINES: Final = (
    SimulatedHeadline(id="SAFEGUARDING", title="Safeguarding", base=0.75, n_items=20),
    SimulatedHeadline(id="RISK_OF_HARM", title="Risk of Harm", base=0.52, n_items=16),
    SimulatedHeadline(id="REOFFENDING", title="Likelihood of Reoffending", base=0.90, n_items=36),
)

APPLICABILITIES: Final = (1.0, 1.0, 0.9, 0.7, 0.5, 0.3)
"""An item applies to one of these shares of the cases, drawn with equal chances."""

LATER: Final = 0.15
"""By how much every level had risen in 2012, on the logit scale."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulatedAssessors:
    """How the assessors of the invented country differ and err.

    `leniency_sd` is the spread of their leniency on the logit scale, around an average of 0.
    A team has from the first to the second of `team_sizes` assessors, and cases are dealt to
    them at random. `second_share` of the cases of a sample, at least two, are judged again by
    another of the team. With the chance `applicability_flips` an assessor takes an item that
    applies for one that does not, or the other way; with the chance `fresh_answers` an answer
    owes nothing to what another assessor of equal leniency would have said.
    """

    leniency_sd: float = 0.25
    team_sizes: tuple[int, int] = (4, 7)
    second_share: float = 0.10
    applicability_flips: float = 0.04
    fresh_answers: float = 0.15

    def __post_init__(self) -> None:
        least, most = self.team_sizes
        if not 1 <= least <= most:
            raise InputError("A team has at least one assessor; give the smaller number first.")
        if not 0 <= self.leniency_sd <= _WIDEST:
            raise InputError("The spread of leniency lies between 0 and 5 on the logit scale.")
        for share in (self.second_share, self.applicability_flips, self.fresh_answers):
            if not 0 <= share <= 1:
                raise InputError("Shares of assessors' work lie between 0 and 1.")
        if self.second_share and least < 2:
            raise InputError("A second assessor needs teams of at least two.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """The settings of an invented country. Spreads are standard deviations on the logit scale.

    `caseload` and `sample` give every service the same sizes; None draws them. `uplift` moves
    every level (`LATER` for 2012). `gates` asks some items only where another is sufficient;
    `case_mix` lets services differ in the sentences of their cases; `assessors` are people, and
    None stands for one average assessor who judges everything.
    """

    n_services: int = 157
    headlines: tuple[SimulatedHeadline, ...] = HEADLINES
    caseload: int | None = None
    sample: int | None = None
    uplift: float = 0.0
    service_sd: float = 0.45
    service_correlation: float = 0.85
    case_sd: float = 1.0
    case_headline_sd: float = 0.5
    item_sd: float = 0.9
    applicabilities: tuple[float, ...] = APPLICABILITIES
    gates: bool = False
    case_mix: bool = False
    assessors: SimulatedAssessors | None = None

    def __post_init__(self) -> None:
        if self.n_services < 1 or not self.headlines:
            raise InputError("A simulation needs at least one service and one headline.")
        spreads = (self.service_sd, self.case_sd, self.case_headline_sd, self.item_sd)
        if not all(0 <= spread <= _WIDEST for spread in spreads) or abs(self.uplift) > _WIDEST:
            raise InputError("The spreads of a simulation lie between 0 and 5 on the logit scale.")
        if not 0 <= self.service_correlation <= 1:
            raise InputError("The correlation of a service's headlines lies between 0 and 1.")
        if not self.applicabilities or not all(0 < a <= 1 for a in self.applicabilities):
            raise InputError("An item applies to a share of the cases above 0 and up to 1.")
        if (self.caseload is None) != (self.sample is None):
            raise InputError("Give the size of the caseload and of the sample, or neither.")
        if self.caseload is not None and not 1 <= (self.sample or 0) <= self.caseload:
            raise InputError("A sample has at least one case and at most the whole caseload.")

    @property
    def n_items(self) -> int:
        """The items of all headlines together."""
        return sum(headline.n_items for headline in self.headlines)

    @property
    def headline_ids(self) -> tuple[str, ...]:
        """The headlines in order."""
        return tuple(headline.id for headline in self.headlines)
