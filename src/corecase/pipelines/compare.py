"""A file of published figures in; one service beside others, and what may be said of it, out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from corecase.core.claims import Allowed, Claim
from corecase.core.errors import InputError
from corecase.core.planning_values import JUDGEMENTS_PER_CASE, PlanningValues, TeamValues
from corecase.core.published_scores import PublishedContext, PublishedCount, Told
from corecase.core.series import Scope
from corecase.exchange import frameworks
from corecase.exchange.published_scores import read_published_scores
from corecase.statistics.chances import SPREADS, expected_without_change
from corecase.statistics.council_sentences import allowed, among_all
from corecase.statistics.differences import Difference, difference
from corecase.statistics.multiplicity import Flag
from corecase.statistics.planned_scores import PlannedScore, Unplanned
from corecase.statistics.standing_among import Comparing


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a person asks of the file: whom to compare with whom, as at which day, and how."""

    service: str
    as_at: date
    beside: tuple[str, ...] = ()
    scope: Scope | None = None
    claims: tuple[Claim, ...] = ()
    headlines: tuple[str, ...] = ()
    framework: str = "cci-2009"
    n_services: int | None = None
    assumed_cases: tuple[tuple[str, int], ...] = ()
    planning: PlanningValues = field(default_factory=PlanningValues)
    team: TeamValues = field(default_factory=TeamValues)
    spreads: tuple[float, ...] = SPREADS
    level: float = 0.95
    seed: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """Another service, or the service's earlier inspection, and the difference from it.

    `difference` is the service's latest score less this one; None where one lacks an interval.
    """

    told: Told
    planned: PlannedScore | Unplanned
    difference: Difference | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadlineCompared:
    """One headline of a service beside the others.

    `expected` is between which shares the latest score was to be expected had nothing changed
    since `before`; None where no average is printed.
    """

    headline: str
    label: str
    told: Told | None
    own: PlannedScore | Unplanned | None
    others: tuple[Beside, ...]
    before: Beside | None
    expected: tuple[float, float] | None
    contexts: tuple[PublishedContext, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A service compared, with the sentences that its figures allow."""

    asked: Asked
    comparing: Comparing
    headlines: tuple[HeadlineCompared, ...]
    counts: tuple[PublishedCount, ...]
    sentences: tuple[Allowed, ...]

    @property
    def n_comparisons(self) -> int:
        """How many chances are weighed at once."""
        return sum(one.chance is not None for one in self.sentences)

    @property
    def flagged(self) -> tuple[tuple[Allowed, Flag | None], ...]:
        """Each sentence with its flag among all that were asked for at once; None without chance.

        What one call asks for is the family, and 1 less the chance that decides the p value.
        """
        return among_all(self.sentences)

    @property
    def assumptions(self) -> tuple[str, ...]:
        """What the sentences rest on beside the printed figures, each once."""
        return tuple(dict.fromkeys(said for one in self.sentences for said in one.assumptions))


def compare(path: Path, asked: Asked) -> Compared:
    """One service beside others in a file of published figures.

    Without claims, those are weighed for which the file has figures: higher than each other
    service named, above the average, improved, and, where a scope is named, the best of it.
    Raises InputError for a service or a headline of which nothing is told by the as-at date.
    """
    framework = frameworks.load(asked.framework)
    labels = {one.id: one.title for one in framework.headlines}
    _check_headlines(asked, labels, framework.title)
    wanted = asked.headlines or tuple(labels)
    comparing = Comparing(
        record=read_published_scores(path),
        service=asked.service,
        as_at=asked.as_at,
        headlines={name: labels[name] for name in labels if name in wanted},
        scope=asked.scope or Scope.PROGRAMME,
        n_services=asked.n_services,
        bands_from={band.id: band.from_percent for band in framework.bands},
        planning=asked.planning,
        assumed_cases=dict(asked.assumed_cases),
        team=asked.team,
        spreads=asked.spreads,
        seed=asked.seed,
    )
    assumed = (name for name, _ in asked.assumed_cases if name)
    _check_told(comparing, (asked.service, *asked.beside, *assumed), path.name)
    return Compared(
        asked=asked,
        comparing=comparing,
        headlines=tuple(_headline(comparing, asked, name) for name in comparing.headlines),
        counts=tuple(c for c in comparing.record.counts if c.service == asked.service),
        sentences=tuple(_sentences(comparing, asked)),
    )


def _check_headlines(asked: Asked, labels: Mapping[str, str], framework: str) -> None:
    # Planning values stand ready for headlines of other frameworks; only what a person gave counts.
    given = {
        name
        for name, m in asked.planning.judgements_per_case.items()
        if JUDGEMENTS_PER_CASE.get(name) != m
    }
    unknown = [name for name in (*asked.headlines, *sorted(given)) if name not in labels]
    if unknown:
        raise InputError(
            f"{framework} has no headline {unknown[0]!r}; use one of {', '.join(labels)}."
        )


def _check_told(comparing: Comparing, services: Sequence[str], source: str) -> None:
    known = comparing.record.services()
    for service in services:
        if service not in known:
            told = ", ".join(known) or "none"
            raise InputError(
                f"{source} tells nothing of {service} by {comparing.as_at}; it tells of {told}."
            )


def _headline(comparing: Comparing, asked: Asked, headline: str) -> HeadlineCompared:
    inspections = comparing.record.inspections(comparing.service, headline)
    own = comparing.own(headline)
    before = _beside(comparing, own, inspections[-2], asked) if inspections[1:] else None
    told = (comparing.record.latest(name, headline) for name in asked.beside)
    return HeadlineCompared(
        headline=headline,
        label=comparing.headlines[headline],
        told=inspections[-1] if inspections else None,
        own=own,
        others=tuple(_beside(comparing, own, one, asked) for one in told if one),
        before=before,
        expected=_expected(comparing, headline, before),
        contexts=comparing.record.context(headline),
    )


def _beside(
    comparing: Comparing, own: PlannedScore | Unplanned | None, told: Told, asked: Asked
) -> Beside:
    planned = comparing.planned(told)
    found = None
    if isinstance(own, PlannedScore) and isinstance(planned, PlannedScore):
        found = difference(
            own.estimated.share,
            own.interval(asked.level),
            planned.estimated.share,
            planned.interval(asked.level),
        )
    return Beside(told=told, planned=planned, difference=found)


def _expected(
    comparing: Comparing, headline: str, before: Beside | None
) -> tuple[float, float] | None:
    among = comparing.all_services(headline)
    if before is None or not isinstance(before.planned, PlannedScore) or not among:
        return None
    found = [expected_without_change(before.planned.estimated, one) for one in among]
    return min(found), max(found)


def _sentences(comparing: Comparing, asked: Asked) -> Iterator[Allowed]:
    every = not asked.claims
    if every or Claim.HIGHER in asked.claims:
        for other in asked.beside:
            for headline in comparing.headlines:
                yield allowed(comparing, Claim.HIGHER, headline, other=other)
    for claim in asked.claims or _usual(comparing, asked):
        if claim in (Claim.HIGHER, Claim.BEST_OVERALL):
            continue
        for headline in comparing.headlines:
            yield allowed(comparing, claim, headline)
        if claim is Claim.TOP_QUARTILE and len(comparing.headlines) > 1:
            yield allowed(comparing, claim)
    if Claim.BEST_OVERALL in (asked.claims or _usual(comparing, asked)):
        # The words speak of every headline, whichever are shown.
        yield allowed(_of_every_headline(comparing, asked), Claim.BEST_OVERALL)


def _of_every_headline(comparing: Comparing, asked: Asked) -> Comparing:
    framework = frameworks.load(asked.framework)
    return replace(comparing, headlines={one.id: one.title for one in framework.headlines})


def _usual(comparing: Comparing, asked: Asked) -> tuple[Claim, ...]:
    """The claims for which there are figures, where a person names none."""
    record, headlines = comparing.record, comparing.headlines
    found = []
    if any(comparing.contexts(headline) for headline in headlines):
        found.append(Claim.ABOVE_AVERAGE)
    if any(len(record.inspections(comparing.service, h)) > 1 for h in headlines):
        found.append(Claim.IMPROVED)
    if asked.scope:
        found += [Claim.BEST_PERFORMING, Claim.BEST_OVERALL]
    return tuple(found)
