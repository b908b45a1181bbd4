"""Published scores with an uncertainty: from their cases, or from planning values.

Without the cases behind it, a printed percentage has no measured uncertainty. With the number
of cases it has a planned one. Beside sampling error it holds the spread between assessors
where a team is assumed, as every comparison of services does.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import inf, sqrt

from corecase.core.claim_summaries import CASES_NOT_PRINTED
from corecase.core.intervals import Interval
from corecase.core.planning_values import PlanningValues, TeamValues
from corecase.core.published_scores import PublishedScore
from corecase.statistics.assessors import team_variance
from corecase.statistics.differences import Estimated


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedScore:
    """A published score with its standard error, and the words for what that rests on.

    `is_assumed` says that nobody printed the number of cases: a person assumed it.
    """

    score: PublishedScore
    estimated: Estimated
    basis: str
    is_assumed: bool = False

    @property
    def brief(self) -> str:
        """What it rests on, in a table."""
        return self.basis

    def interval(self, level: float = 0.95) -> Interval:
        """The logit-t interval of the score, with the team where one is assumed."""
        return self.estimated.interval(level)

    def printed_interval(self, level: float = 0.95) -> str:
        """The interval as a table prints it: `"69% to 77%"`."""
        return self.interval(level).printed


@dataclass(frozen=True, slots=True, kw_only=True)
class Unplanned:
    """Why a published score has no interval: what is missing, in words that follow "because".

    `brief` says it in a table, beside the service.
    """

    score: PublishedScore
    reason: str
    brief: str

    @property
    def basis(self) -> str:
        """What stands in the place of the cases it rests on."""
        return self.reason

    def printed_interval(self, level: float = 0.95) -> str:
        """A dash, at every level."""
        return "-"


def planned(
    score: PublishedScore,
    planning: PlanningValues,
    *,
    assumed_cases: int | None = None,
    n_population: int | None = None,
    team: TeamValues | None = None,
) -> PlannedScore | Unplanned:
    """A published score with its uncertainty, or what is missing for one.

    The standard error is the published one where there is one; otherwise it is planned from
    the printed number of cases, or from an assumed one where none is printed. Without
    `n_population` it speaks of how the service works, as every comparison does. With a `team`
    the variance that its assessors add is in the error, a published one too. A printed 0%
    or 100%, and a sample of one case, have no interval. Raises InputError for a headline
    without planning values.
    """
    if score.percent is None:
        return Unplanned(
            score=score,
            reason=f"{score.service} has no percentage, only {score.band}",
            brief="only a band is printed",
        )
    share = score.percent / 100
    n_cases = score.n_cases or assumed_cases
    if score.standard_error is not None:
        degrees = inf if n_cases is None else n_cases - 1
        found = _planned(score, share, score.standard_error, degrees, "its cases are known")
        return _by_team(found, team)
    if n_cases is None:
        return Unplanned(
            score=score,
            reason=CASES_NOT_PRINTED.format(score.service),
            brief="cases not printed",
        )
    error = sqrt(planning.variance(share, score.headline, n_cases, n_population))
    told = "printed" if score.n_cases else "assumed"
    basis = f"{n_cases} case{'s' * (n_cases != 1)}, {told}"
    return _by_team(_planned(score, share, error, n_cases - 1, basis), team)


def _by_team(found: PlannedScore | Unplanned, team: TeamValues | None) -> PlannedScore | Unplanned:
    """The score with the variance of its team; the degrees of freedom stay those of the cases."""
    if team is None or isinstance(found, Unplanned):
        return found
    one = found.estimated
    equal = {str(assessor): 1 for assessor in range(team.n_assessors)}
    error = sqrt(one.variance + team_variance(one.share, team.severity_sd, equal))
    return replace(found, estimated=replace(one, standard_error=error))


def _planned(
    score: PublishedScore, share: float, error: float, degrees: float, basis: str
) -> PlannedScore | Unplanned:
    if not 0 < share < 1 or not error:
        return Unplanned(
            score=score,
            reason=f"{score.printed} of {score.service} leaves no room for sampling",
            brief="no room for sampling",
        )
    if not degrees:
        return Unplanned(
            score=score, reason=f"{score.service} has one case only", brief="one case only"
        )
    estimated = Estimated(share=share, standard_error=error, degrees_of_freedom=degrees)
    return PlannedScore(
        score=score, estimated=estimated, basis=basis, is_assumed=basis.endswith("assumed")
    )


def assumed_for(assumed: Mapping[str, int], service: str) -> int | None:
    """The number of cases that a person assumes of a service: its own, or the one for all.

    The key "" stands for every service without one of its own. None where nothing is assumed.
    """
    return assumed.get(service, assumed.get(""))
