"""The rule of each claim: what it needs, what its chance is, what is missing for it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from corecase.core.claims import Allowed, Chance, Claim, Standpoint, Verdict
from corecase.core.council_sentences import (
    Subject,
    as_printed,
    by_chance,
    contradicted,
    not_computed,
)
from corecase.core.published_scores import PublishedContext, PublishedScore
from corecase.core.series import Scope
from corecase.statistics.chances import above, above_value, improved, in_top_quartile
from corecase.statistics.planned_scores import PlannedScore, Unplanned
from corecase.statistics.standing_among import Comparing, conflict, place

Rule = Callable[[Comparing, str], Allowed]


def _subject(comparing: Comparing, headline: str, other: str = "") -> Subject:
    return Subject(
        service=comparing.service,
        headline=headline,
        label=comparing.headlines[headline],
        other=other,
    )


def _own(comparing: Comparing, headline: str) -> PlannedScore | str:
    """The service's own score, or what is missing for it."""
    found = comparing.own(headline)
    if found is None:
        return f"no score of {comparing.service} for {comparing.headlines[headline]} is printed"
    return found.reason if isinstance(found, Unplanned) else found


def _resting_on(comparing: Comparing, headline: str, *used: PlannedScore) -> tuple[str, ...]:
    """What a chance rests on beside the printed figures."""
    planned = [one for one in used if one.score.standard_error is None]
    said = [f"{one.score.service}: {one.basis}" for one in used if one.is_assumed]
    said += [
        f"{one.score.service}: {one.score.printed} is {one.score.source.standing}"
        for one in used
        if one.score.source.standing != "verified"
    ]
    if planned:
        said.append(comparing.planning.words(headline, comparing.headlines[headline]))
    if comparing.team.words:
        said.append(comparing.team.words)
    return tuple(dict.fromkeys(said))


def _beside_first_inspections(comparing: Comparing, own: PlannedScore) -> tuple[str, ...]:
    """What a comparison with all others leaves out, and what it mixes."""
    said = ["re-inspections of other services are left out, as of every figure to date"]
    if own.score.is_reinspection:
        said.append(
            f"the score of {comparing.service} is that of a re-inspection, beside first "
            "inspections of earlier days"
        )
    return tuple(said)


def higher(comparing: Comparing, headline: str, other: str) -> Allowed:
    """That the service's score is higher than another's, each at its latest inspection."""
    subject = _subject(comparing, headline, other)
    standpoint = Standpoint(
        as_at=comparing.as_at, group=f"{comparing.service} and {other}", n_services=2
    )
    own = _own(comparing, headline)
    told = comparing.record.latest(other, headline)
    theirs = comparing.planned(told) if told else None
    if isinstance(own, str) or not isinstance(theirs, PlannedScore):
        missing = [own] if isinstance(own, str) else []
        if not isinstance(theirs, PlannedScore):
            missing.append(theirs.reason if theirs else f"no score of {other} is printed")
        return not_computed(Claim.HIGHER, subject, standpoint, tuple(missing))
    chance = Chance.of(above(own.estimated, theirs.estimated))
    resting = _resting_on(comparing, headline, own, theirs)
    return by_chance(Claim.HIGHER, subject, standpoint, chance, resting)


def _above_average(comparing: Comparing, headline: str) -> Allowed:
    subject, own = _subject(comparing, headline), _own(comparing, headline)
    contexts = comparing.contexts(headline)
    missing = [own] if isinstance(own, str) else []
    if not contexts:
        missing.append(f"no average for {subject.label} is printed by then")
        return not_computed(Claim.ABOVE_AVERAGE, subject, comparing.standpoint, tuple(missing))
    standpoint = comparing.context_standpoint(headline)
    if isinstance(own, str):
        return not_computed(Claim.ABOVE_AVERAGE, subject, standpoint, tuple(missing))
    averages = dict.fromkeys(one.average for one in contexts if one.average is not None)
    chance = Chance.of(*(above_value(own.estimated, a / 100) for a in averages))
    resting = (
        *_resting_on(comparing, headline, own),
        *_beside_first_inspections(comparing, own),
        *_differing(comparing, headline),
    )
    return by_chance(Claim.ABOVE_AVERAGE, subject, standpoint, chance, resting)


def _differing(comparing: Comparing, headline: str) -> Iterator[str]:
    """That sources print different averages, each shown and none averaged with another."""
    contexts = comparing.contexts(headline)
    if len({one.average for one in contexts}) > 1:
        said = ", ".join(f"{one.average}% ({one.source.words})" for one in contexts)
        yield f"sources differ on the average: {said}"


def _improved(comparing: Comparing, headline: str) -> Allowed:
    subject = _subject(comparing, headline)
    standpoint = Standpoint(
        as_at=comparing.as_at, group=f"two inspections of {comparing.service}", n_services=1
    )
    found = comparing.record.inspections(comparing.service, headline)[-2:]
    if len(found) < 2:
        missing = f"{_how_many(len(found))} of {comparing.service} has a score for {subject.label}"
        return not_computed(Claim.IMPROVED, subject, standpoint, (f"{missing} by then",))
    before, after = (comparing.planned(told) for told in found)
    lacking = [one.reason for one in (before, after) if isinstance(one, Unplanned)]
    if found[0].any.programme != found[1].any.programme:
        lacking.append("the inspections belong to two programmes, which ask different questions")
    if lacking or isinstance(before, Unplanned) or isinstance(after, Unplanned):
        return not_computed(Claim.IMPROVED, subject, standpoint, tuple(lacking))
    among = comparing.all_services(headline)
    first, second = before.estimated, after.estimated
    chance = Chance.of(*(improved(first, second, one) for one in among or (None,)))
    luck = (
        _spread_words(comparing)
        if among
        else "no average is printed, so nothing is taken off for the luck of a low first score"
    )
    resting = (*_resting_on(comparing, headline, before, after), luck)
    return by_chance(Claim.IMPROVED, subject, standpoint, chance, resting)


def _spread_words(comparing: Comparing) -> str:
    points = [f"{100 * spread:g}" for spread in sorted(comparing.spreads)]
    said = points[0] if len(points) == 1 else f"{points[0]} to {points[-1]}"
    return (
        f"services are taken to differ by {said} points (standard deviation), which is not printed"
    )


def _top_quartile(comparing: Comparing, headline: str) -> Allowed:
    subject, own = _subject(comparing, headline), _own(comparing, headline)
    others, missing = comparing.others(headline)
    if isinstance(own, str):
        return not_computed(Claim.TOP_QUARTILE, subject, comparing.standpoint, (own,))
    if not missing and others:
        found = place(own, others, seed=comparing.seed)
        chance, standpoint = Chance.of(found.top_quartile), comparing.standpoint
        resting = (
            *_resting_on(comparing, headline, own, *others),
            *_beside_first_inspections(comparing, own),
        )
        return by_chance(Claim.TOP_QUARTILE, subject, standpoint, chance, resting)
    among = comparing.all_services(headline)
    if comparing.scope is Scope.REGION or not among:
        return not_computed(Claim.TOP_QUARTILE, subject, comparing.standpoint, missing)
    standpoint = comparing.context_standpoint(headline)
    chance = Chance.of(
        *(in_top_quartile(own.estimated, one, standpoint.n_services) for one in among)
    )
    resting = (
        *_resting_on(comparing, headline, own),
        *_beside_first_inspections(comparing, own),
        _spread_words(comparing),
        *_differing(comparing, headline),
    )
    return by_chance(Claim.TOP_QUARTILE, subject, standpoint, chance, resting)


def _best(comparing: Comparing, headline: str) -> Allowed:
    return _first(comparing, headline, Claim.BEST_PERFORMING)


def _highest(comparing: Comparing, headline: str) -> Allowed:
    # The words name a region, whatever else is compared.
    in_region = replace(comparing, scope=Scope.REGION)
    return _first(in_region, headline, Claim.HIGHEST_IN_THE_REGION)


def _first(comparing: Comparing, headline: str, claim: Claim) -> Allowed:
    """The first place among all services of the scope, of which none may be missing."""
    subject, own = _subject(comparing, headline), _own(comparing, headline)
    others, missing = comparing.others(headline)
    if isinstance(own, PlannedScore) and claim is Claim.HIGHEST_IN_THE_REGION:
        beaten_by = [one for one in others if one.estimated.share > own.estimated.share]
        if beaten_by:
            # One that is enough, by name: a list of those above would be a list of places.
            by = f"{beaten_by[0].score.service} is printed at {beaten_by[0].score.printed}"
            return contradicted(claim, subject, comparing.standpoint, by)
    if isinstance(own, str) or missing or not others:
        lacking = (*((own,) if isinstance(own, str) else ()), *missing)
        return not_computed(
            claim, subject, comparing.standpoint, lacking or ("another service to compare with",)
        )
    chance = Chance.of(place(own, others, seed=comparing.seed).best)
    resting = (
        *_resting_on(comparing, headline, own, *others),
        *_beside_first_inspections(comparing, own),
    )
    answer = by_chance(claim, subject, comparing.standpoint, chance, resting)
    if claim is Claim.BEST_PERFORMING or answer.verdict is Verdict.SAID:
        return answer
    return as_printed(claim, subject, comparing.standpoint, _with_interval(own), chance, resting)


def _lowest(comparing: Comparing, headline: str) -> Allowed:
    claim, subject = Claim.LOWEST_TO_DATE, _subject(comparing, headline)
    contexts = [one for one in comparing.record.context(headline) if one.lowest is not None]
    standpoint = _standpoint_of(comparing, contexts) if contexts else comparing.standpoint
    score = _printed(comparing, headline)
    missing = [] if contexts else ["no lowest score to date is printed by then"]
    if isinstance(score, str):
        missing.append(score)
    elif score.is_reinspection:
        missing.append("re-inspections stay out of the lowest score to date")
    if isinstance(score, str) or missing:
        return not_computed(claim, subject, standpoint, tuple(missing))
    lowest = min(one.lowest for one in contexts if one.lowest is not None)
    if score.percent is not None and score.percent > lowest:
        return contradicted(claim, subject, standpoint, f"the lowest printed is {lowest}%")
    own = comparing.own(headline)
    printed = _with_interval(own) if isinstance(own, PlannedScore) else score.printed
    return as_printed(claim, subject, standpoint, printed)


def _printed(comparing: Comparing, headline: str) -> PublishedScore | str:
    """The service's own percentage as printed, whatever is known of it, or what is missing."""
    told = comparing.record.latest(comparing.service, headline)
    if told is None:
        return f"no score of {comparing.service} for {comparing.headlines[headline]} is printed"
    if told.score is None:
        return conflict(told.conflicting)
    if told.score.percent is None:
        return f"{comparing.service} has no percentage, only {told.score.band}"
    return told.score


def _standpoint_of(comparing: Comparing, contexts: list[PublishedContext]) -> Standpoint:
    return Standpoint(
        as_at=comparing.as_at,
        group=contexts[0].scope_understood or contexts[0].scope,
        n_services=contexts[0].n_services or comparing.n_services,
    )


def _how_many(number: int) -> str:
    return "only one inspection" if number else "no inspection"


def _with_interval(own: PlannedScore) -> str:
    return f"{own.score.printed} (95% interval: {own.interval().printed})"


RULES: Final[Mapping[Claim, Rule]] = MappingProxyType(
    {
        Claim.HIGHEST_IN_THE_REGION: _highest,
        Claim.BEST_PERFORMING: _best,
        Claim.TOP_QUARTILE: _top_quartile,
        Claim.ABOVE_AVERAGE: _above_average,
        Claim.IMPROVED: _improved,
        Claim.LOWEST_TO_DATE: _lowest,
    }
)
"""The claims about one headline of one service among others."""
