"""A benchmark in the words of a page or a terminal: its rows, what was said then, its basis."""

from collections.abc import Collection, Iterator

from corecase.core.claim_summaries import shared_reasons, together
from corecase.core.figures import printed_share
from corecase.core.published_scores import PublishedContext, PublishedScore
from corecase.pipelines.benchmark import Benchmark, Beside, HeadlineStanding
from corecase.statistics.planned_scores import PlannedScore, Unplanned


def lacking_everywhere(found: Benchmark) -> tuple[str, ...]:
    """Why figures have no interval, as far as it holds in each headline that has figures."""
    each = [list(_reasons(one)) for one in found.headlines if one.own or one.mean or one.family]
    return shared_reasons(each)


def _reasons(headline: HeadlineStanding) -> Iterator[str]:
    beside = (one.planned for one in (headline.before, *headline.family) if one)
    for planned in (headline.own, *beside):
        if isinstance(planned, Unplanned):
            yield planned.reason
    if headline.mean:
        yield from headline.mean.missing


def at_a_glance(headline: HeadlineStanding) -> tuple[str, str, str, str]:
    """The service's score, the mean of the others, the difference, the average as printed."""
    mean, gap = headline.mean, headline.against
    none = "not computed" if mean else "none"
    averages = [
        f"{one.average}% ({one.source.published.words})"
        for one in headline.printed
        if one.average is not None
    ]
    return (
        _own(headline, tuple(_reasons(headline))),
        _mean(headline, every=False) or "none told",
        gap.words if gap else none,
        "; ".join(dict.fromkeys(averages)) or "none printed",
    )


def rows(
    found: Benchmark, headline: HeadlineStanding, told: Collection[str] = ()
) -> Iterator[tuple[str, str, str]]:
    """Whose figure, the figure with its interval, the service's latest score less it.

    Reasons for which there is no interval that were `told` before are not said again.
    """
    service = found.question.service
    yield service, _own(headline, told), ""
    if headline.before:
        yield (
            f"{service}, before",
            _printed(headline.before, told),
            _beside(headline, headline.before, told),
        )
    for one in headline.family:
        yield one.told.any.service, _printed(one, told), _beside(headline, one, told)
    if headline.mean:
        gap = headline.against
        label = f"Mean of {found.circle.words}, without {service}"
        missing = headline.mean.missing or (_lacking(headline),)
        yield label, _mean(headline), gap.words if gap else _why_not(missing, told)
    for context in headline.printed:
        yield _scope(context), _values(context), ""


def _why_not(reasons: Collection[str], told: Collection[str]) -> str:
    new = together(one for one in reasons if one not in told)
    return f"not computed: {'; '.join(new)}" if new else "not computed"


def _lacking(headline: HeadlineStanding) -> str:
    return headline.own.basis if headline.own else "no score of the service is told"


def _printed(beside: Beside, told: Collection[str]) -> str:
    if beside.told.score is None:
        return "sources differ: " + ", ".join(one.printed for one in beside.told.conflicting)
    return _with_interval(beside.told.score, beside.planned, told)


def _with_interval(
    score: PublishedScore, planned: PlannedScore | Unplanned, told: Collection[str]
) -> str:
    if isinstance(planned, PlannedScore):
        return f"{score.printed} (95% interval: {planned.interval().printed})"
    return (
        score.printed
        if planned.reason in told
        else f"{score.printed} (no interval: {planned.brief})"
    )


def _scope(context: PublishedContext) -> str:
    read = f" (understood as: {context.scope_understood})" if context.scope_understood else ""
    return f"Printed to date, {context.source.published.words}: {context.scope}{read}"


def _values(context: PublishedContext) -> str:
    named = (("lowest", context.lowest), ("average", context.average), ("highest", context.highest))
    said = ", ".join(f"{name} {value}%" for name, value in named if value is not None)
    n = context.n_services
    return f"{said}; {'number of services not printed' if n is None else f'{n} services'}"


def to_date(headline: HeadlineStanding) -> Iterator[tuple[str, ...]]:
    """When and where it was said, of which services, what was said, and what is known now."""
    for one in headline.said_then:
        yield (
            one.said.source.published.words,
            one.said.scope,
            one.said.scope_understood or one.said.scope,
            _values(one.said).partition(";")[0],
            one.now_words,
            one.said.source.words,
        )


def basis(headline: HeadlineStanding) -> Iterator[tuple[str, ...]]:
    """Each score: service, figure, inspected, published, cases, used as or why not, source."""
    for one in headline.basis:
        score = one.score
        yield (
            score.service,
            score.printed,
            score.inspected or "not printed",
            score.source.published.words,
            str(score.n_cases) if score.n_cases else "not printed",
            one.used_as or f"not used: {one.reason}",
            score.source.words,
        )


def _own(headline: HeadlineStanding, told: Collection[str]) -> str:
    """The service's score as a sentence says it: with its interval, or why it has none."""
    if headline.told is None or headline.own is None:
        return "not told"
    if headline.told.score is None:
        return "sources differ: " + ", ".join(one.printed for one in headline.told.conflicting)
    return _with_interval(headline.told.score, headline.own, told)


def _beside(headline: HeadlineStanding, beside: Beside, told: Collection[str]) -> str:
    """The difference from another inspection, or why there is none."""
    if beside.difference:
        return beside.difference.words
    lacks_own = isinstance(beside.planned, PlannedScore)
    return _why_not((_lacking(headline) if lacks_own else beside.planned.basis,), told)


def _mean(headline: HeadlineStanding, *, every: bool = True) -> str:
    """The mean of the others with its interval, or why it has none; empty where there is none.

    Without `every`, that it has none is not said.
    """
    mean = headline.mean
    if mean is None:
        return ""
    none = "no interval; " if every else ""
    ends = f"95% interval: {mean.interval.printed}; " if mean.interval else none
    services = f"{mean.n_services} service{'s' * (mean.n_services != 1)}"
    return f"{printed_share(mean.share)} ({ends}{services})"
