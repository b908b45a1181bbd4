"""A service among others: what is compared with what, and the chance of its place.

The scores of the others are those of their first inspections, because re-inspections stay out
of every figure "to date"; the service's own is that of its latest inspection.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

import numpy as np
from scipy.special import logit

from corecase.core.claims import Standpoint
from corecase.core.errors import InputError
from corecase.core.planning_values import PlanningValues, TeamValues
from corecase.core.published_scores import PublishedContext, PublishedScore, Record, Told
from corecase.core.series import Scope
from corecase.statistics.chances import SPREADS, Services
from corecase.statistics.planned_scores import PlannedScore, Unplanned, assumed_for, planned
from corecase.statistics.ranks import PlaceOfOne, rank_probabilities
from corecase.statistics.shrinkage import shrink

FEWEST_TO_SHRINK: Final = 5
"""Our own setting: fewer services cannot tell how far services differ, and none is shrunk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparing:
    """One service, the record as it stood on a day, and what is assumed beside it.

    `headlines` are labels by identifier, in the order of the report; `bands_from` the least
    percentage of each band. `n_services` is how many the scope has, the service included;
    `assumed_cases` how many cases a person assumes, by service, "" for all others. `team` is
    what is assumed of the assessors behind every score: each by a team of its own. `record` is
    cut to the as-at date here, so that nothing later can slip in. `group_words` say whom the
    record holds where somebody chose them, and follow "of".
    """

    record: Record
    service: str
    as_at: date
    headlines: Mapping[str, str]
    scope: Scope = Scope.PROGRAMME
    n_services: int | None = None
    bands_from: Mapping[str, int] = field(default_factory=dict)
    planning: PlanningValues = field(default_factory=PlanningValues)
    assumed_cases: Mapping[str, int] = field(default_factory=dict)
    team: TeamValues = field(default_factory=TeamValues)
    spreads: tuple[float, ...] = SPREADS
    seed: int = 1
    group_words: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "record", self.record.as_at(self.as_at))

    @property
    def region(self) -> str:
        """The region of the service; empty where no source gives it."""
        return next((s.region for s in self.record.scores if s.service == self.service), "")

    @property
    def group(self) -> str:
        """The services compared with, in words that follow "of"."""
        if self.group_words:
            return self.group_words
        if self.scope is Scope.REGION:
            return f"the {self.region} services" if self.region else "the services of its region"
        return "the services inspected so far"

    @property
    def standpoint(self) -> Standpoint:
        """From where a comparison with the whole scope is made."""
        return Standpoint(as_at=self.as_at, group=self.group, n_services=self.n_services)

    def own(self, headline: str) -> PlannedScore | Unplanned | None:
        """The service's own score at its latest inspection; None where nothing is told."""
        told = self.record.latest(self.service, headline)
        return None if told is None else self.planned(told)

    def planned(self, told: Told) -> PlannedScore | Unplanned:
        """A score with its uncertainty, or what is missing for one."""
        if told.score is None:
            return Unplanned(
                score=told.any, reason=conflict(told.conflicting), brief="sources differ"
            )
        if self._is_unplanned(told.score):
            label = self.headlines.get(told.score.headline, told.score.headline)
            return Unplanned(
                score=told.score,
                reason=f"nobody has planned how many judgements on a case {label} has",
                brief="no planning value",
            )
        found = planned(
            told.score,
            self.planning,
            assumed_cases=assumed_for(self.assumed_cases, told.score.service),
            team=self.team,
        )
        if isinstance(found, Unplanned) and told.score.percent is None:
            least = self.bands_from.get(told.score.band)
            more = f" ({least}% or more)" if least else ""
            return replace(found, reason=f"{found.reason}{more}")
        return found

    def _is_unplanned(self, score: PublishedScore) -> bool:
        """Whether only a planning value could give it an error, and its headline has none."""
        return (
            score.percent is not None
            and score.standard_error is None
            and score.headline not in self.planning.judgements_per_case
        )

    def others(self, headline: str) -> tuple[tuple[PlannedScore, ...], tuple[str, ...]]:
        """The first inspections of the other services of the scope, and what is missing.

        Nothing is missing only where each service of the scope has a score with an interval.
        """
        if self.scope is Scope.REGION and not self.region:
            return (), (f"the region of {self.service} is not given",)
        region = self.region if self.scope is Scope.REGION else ""
        found, missing = [], []
        names = [name for name in self.record.services(region) if name != self.service]
        for name in names:
            told = self.record.latest(name, headline, counts_reinspections=False)
            one = self.planned(told) if told else None
            if isinstance(one, PlannedScore):
                found.append(one)
            elif one is not None:
                missing.append(one.reason)
        # Services of which another headline is told count as told of, and lack this one.
        untold = len(names) - len(found) - len(missing)
        if self.n_services is not None and self.n_services <= len(names):
            raise InputError(
                f"The file tells of {len(names) + 1} of {self.group}, and you give "
                f"{self.n_services}; correct the number."
            )
        if self.n_services is None:
            missing.append(f"how many {self.group.removeprefix('the ')} there are is not told")
        else:
            untold = max(untold, self.n_services - 1 - len(found) - len(missing))
        if untold:
            noun = "score" if untold == 1 else "scores"
            missing.append(
                f"the {noun} of {untold} of {self.group} {_are(untold)} not told by then"
            )
        return tuple(found), tuple(missing)

    def contexts(self, headline: str) -> tuple[PublishedContext, ...]:
        """The printed comparators with an average, the newest; several where sources differ."""
        return tuple(one for one in self.record.context(headline) if one.average is not None)

    def all_services(self, headline: str) -> tuple[Services, ...]:
        """All services as their printed average tells, once for each assumed spread."""
        averages = sorted({one.average or 0 for one in self.contexts(headline)})
        return tuple(
            Services(average=average / 100, spread=spread)
            for average in averages
            for spread in self.spreads
        )

    def context_standpoint(self, headline: str) -> Standpoint:
        """From where a comparison with a printed average is made: its scope, as understood."""
        first = self.contexts(headline)[0]
        numbers = {one.n_services for one in self.contexts(headline)} - {None}
        printed = numbers.pop() if len(numbers) == 1 else None
        # Services that somebody chose are not those behind a printed average.
        given = None if self.group_words else self.n_services
        return Standpoint(
            as_at=self.as_at,
            group=first.scope_understood or first.scope,
            n_services=printed if printed is not None else given,
        )


def conflict(scores: tuple[PublishedScore, ...]) -> str:
    """That sources differ, each with what it prints."""
    said = ", ".join(f"{one.printed} ({one.source.words})" for one in scores)
    return f"sources differ on {scores[0].service}: {said}"


def place(
    own: PlannedScore, others: tuple[PlannedScore, ...], *, seed: int, from_below: bool = False
) -> PlaceOfOne:
    """The place of one service among others, place 1 the highest, or the lowest `from_below`.

    From five services on the scores are shrunk towards their mean first. Raises InputError
    where there is no other service.
    """
    scores = (own, *others)
    shares = np.array([one.estimated.share for one in scores])
    errors = np.array([one.estimated.standard_error for one in scores])
    if len(scores) < FEWEST_TO_SHRINK:
        means = np.asarray(logit(shares))
        variances = (errors / (shares * (1 - shares))) ** 2
    else:
        shrunk = shrink(shares, errors)
        means, variances = shrunk.means_logit, shrunk.variances_logit
    rng = np.random.default_rng(seed)
    return rank_probabilities(-means if from_below else means, variances, rng=rng).of(0)


def _are(number: int) -> str:
    return "is" if number == 1 else "are"
