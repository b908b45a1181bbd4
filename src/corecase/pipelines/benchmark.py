"""A record of published scores in; where one service stands among others, and why, out."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from corecase.core.benchmarks import Among, Basis, Circle, LeftOut, Question, basis, circle
from corecase.core.claims import Allowed, Claim
from corecase.core.errors import InputError
from corecase.core.headlines_to_date import Known, SaidThen, known, said_then
from corecase.core.planning_values import PlanningValues
from corecase.core.published_scores import PublishedContext, Record, Told
from corecase.core.series import Scope
from corecase.core.service_links import Link
from corecase.statistics.council_sentences import allowed, among_all
from corecase.statistics.differences import Difference, difference
from corecase.statistics.funnel import Funnel, ServiceScore, check_drawn, funnel
from corecase.statistics.group_standings import GroupMean, against_group, group_mean
from corecase.statistics.multiplicity import Flag
from corecase.statistics.planned_scores import PlannedScore, Unplanned
from corecase.statistics.standing_among import Comparing

LEVEL = 0.95
LIMITS = (
    "Percentages of headlines are compared; ratings and totals are shown, and compared nowhere.",
    "No service is put in order here, and there is no overall score.",
    "The mix of cases and how strict each team was also make scores differ; neither is known.",
)
"""What stands under every benchmark."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """Another inspection beside the service's latest; `difference` is None without intervals."""

    told: Told
    planned: PlannedScore | Unplanned
    difference: Difference | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadlineStanding:
    """One headline of a service among its group.

    `own` is None where the service has no such score. `mean` is of the others' first
    inspections and None where none has a percentage; `against` the service less that mean.
    `funnel` is None where there is none, and `no_funnel` says why. `printed` are the newest
    figures to date that a source prints.
    """

    headline: str
    label: str
    told: Told | None
    own: PlannedScore | Unplanned | None
    before: Beside | None
    family: tuple[Beside, ...]
    mean: GroupMean | None
    against: Difference | None
    known: Known | None
    printed: tuple[PublishedContext, ...]
    said_then: tuple[SaidThen, ...]
    basis: tuple[Basis, ...]
    funnel: Funnel | None
    no_funnel: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Benchmark:
    """A service among others as at a day, with the sentences that its figures allow."""

    question: Question
    programme: str
    circle: Circle
    region: str
    headlines: tuple[HeadlineStanding, ...]
    sentences: tuple[tuple[Allowed, Flag | None], ...]

    @property
    def assumptions(self) -> tuple[str, ...]:
        """What the sentences rest on beside the printed figures, each once."""
        said = (text for one, _ in self.sentences for text in one.assumptions)
        return tuple(dict.fromkeys(said))

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """The services, and the figures of services, that were not used, each once."""
        figures = (
            LeftOut(
                service=row.score.service,
                reason=f"{one.label}, {row.score.printed}: {row.reason}",
            )
            for one in self.headlines
            for row in one.basis
            if row.reason
        )
        return tuple(dict.fromkeys((*self.circle.left_out, *figures)))


def benchmark(
    record: Record,
    question: Question,
    *,
    programme: str,
    labels: Mapping[str, str],
    bands_from: Mapping[str, int] | None = None,
    nations: Mapping[str, str] | None = None,
    links: Iterable[Link] = (),
) -> Benchmark:
    """Where a service stands. `labels` are the headlines by identifier, in their order.

    `links` say which services followed others or are run for them.

    Raises InputError as `core.benchmarks.circle`, and for a number of services that is smaller
    than those told of.
    """
    found = circle(record, question, nations or {}, links)
    comparing = Comparing(
        record=found.record,
        service=question.service,
        as_at=question.as_at,
        headlines=labels,
        scope=Scope.PROGRAMME,
        n_services=found.n_services,
        bands_from=bands_from or {},
        planning=PlanningValues(),
        assumed_cases={"": question.assumed_cases} if question.assumed_cases else {},
        group_words=found.words,
    )
    return Benchmark(
        question=question,
        programme=programme,
        circle=found,
        region=comparing.region,
        headlines=tuple(_standing(comparing, found, question, name) for name in labels),
        sentences=among_all(tuple(_sentences(comparing, question))),
    )


def _standing(
    comparing: Comparing, found: Circle, question: Question, headline: str
) -> HeadlineStanding:
    record, own = comparing.record, comparing.own(headline)
    inspections = record.inspections(question.service, headline)
    mean = _mean(comparing, found, headline)
    drawn, fault = _funnel(comparing, found, headline)
    return HeadlineStanding(
        headline=headline,
        label=comparing.headlines[headline],
        told=inspections[-1] if inspections else None,
        own=own,
        before=_beside(comparing, own, inspections[-2]) if inspections[1:] else None,
        family=tuple(_family(comparing, own, question, headline)),
        mean=mean,
        against=against_group(own, mean, LEVEL) if mean else None,
        known=known(record, headline),
        printed=record.context(headline),
        said_then=said_then(found.whole, headline),
        basis=basis(found, question.service, headline),
        funnel=drawn,
        no_funnel=fault,
    )


def _family(
    comparing: Comparing, own: PlannedScore | Unplanned | None, question: Question, headline: str
) -> Iterator[Beside]:
    """Each service that was named, at its latest inspection."""
    for name in question.family:
        told = comparing.record.latest(name, headline)
        if told:
            yield _beside(comparing, own, told)


def _beside(comparing: Comparing, own: PlannedScore | Unplanned | None, told: Told) -> Beside:
    planned = comparing.planned(told)
    gap = None
    if isinstance(own, PlannedScore) and isinstance(planned, PlannedScore):
        gap = difference(
            own.estimated.share,
            own.interval(LEVEL),
            planned.estimated.share,
            planned.interval(LEVEL),
        )
    return Beside(told=told, planned=planned, difference=gap)


def _firsts(comparing: Comparing, names: tuple[str, ...], headline: str) -> Iterator[Told]:
    for name in names:
        told = comparing.record.latest(name, headline, counts_reinspections=False)
        if told and told.score:
            yield told


def _mean(comparing: Comparing, found: Circle, headline: str) -> GroupMean | None:
    scores = [comparing.planned(told) for told in _firsts(comparing, found.others, headline)]
    printed = [one for one in scores if one.score.percent is not None]
    return group_mean(printed, LEVEL) if printed else None


def _funnel(comparing: Comparing, found: Circle, headline: str) -> tuple[Funnel | None, str]:
    """The funnel of the group's first inspections, or why there is none."""
    names = (comparing.service, *found.others)
    scores = [comparing.planned(told) for told in _firsts(comparing, names, headline)]
    placed = [one for one in scores if isinstance(one, PlannedScore)]
    try:
        check_drawn(len(placed))
        return funnel(
            (
                ServiceScore(
                    service=one.score.service,
                    n_cases=one.score.n_cases or comparing.assumed_cases.get("", 1),
                    share=one.estimated.share,
                    standard_error=one.estimated.standard_error,
                )
                for one in placed
            ),
            label=comparing.headlines[headline],
            as_at=comparing.as_at,
        ), ""
    except InputError as error:
        without = sum(one.score.percent is not None for one in scores) - len(placed)
        more = f" Of {without} no interval can be computed." if without else ""
        return None, f"{error}{more}"


def _sentences(comparing: Comparing, question: Question) -> Iterator[Allowed]:
    record, headlines = comparing.record, comparing.headlines
    for other in question.family:
        for headline in headlines:
            if other in record.services():
                yield allowed(comparing, Claim.HIGHER, headline, other=other)
    if any(comparing.contexts(headline) for headline in headlines):
        for headline in headlines:
            yield allowed(comparing, Claim.ABOVE_AVERAGE, headline)
    for headline in headlines:
        if len(record.inspections(question.service, headline)) > 1:
            yield allowed(comparing, Claim.IMPROVED, headline)
    for headline in headlines:
        yield allowed(comparing, _PLACE[question.among], headline)


_PLACE = {
    Among.REGION: Claim.HIGHEST_IN_THE_REGION,
    Among.NATION: Claim.TOP_QUARTILE,
    Among.FAMILY: Claim.BEST_PERFORMING,
    Among.PROGRAMME: Claim.TOP_QUARTILE,
}
"""The claim to a place that is weighed for each group."""
