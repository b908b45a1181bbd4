"""A benchmark in the words of a page or a terminal: its rows, what was said then, its basis."""

from collections.abc import Iterator

from corecase.core.figures import printed_share
from corecase.core.published_scores import PublishedContext
from corecase.pipelines.benchmark import Benchmark, Beside, HeadlineStanding
from corecase.statistics.planned_scores import PlannedScore


def rows(found: Benchmark, headline: HeadlineStanding) -> Iterator[tuple[str, str, str]]:
    """Whose figure, the figure with its interval, the service's latest score less it."""
    service = found.question.service
    yield service, _own(headline), ""
    if headline.before:
        yield f"{service}, before", _printed(headline.before), _beside(headline.before)
    for one in headline.family:
        yield one.told.any.service, _printed(one), _beside(one)
    if headline.mean:
        gap = headline.against
        missing = "; ".join(dict.fromkeys(headline.mean.missing))
        why = f"not computed: {missing or _lacking(headline)}"
        label = f"Mean of {found.circle.words}, without {service}"
        yield label, _mean(headline), gap.words if gap else why
    for context in headline.printed:
        yield _scope(context), _values(context), ""


def _lacking(headline: HeadlineStanding) -> str:
    return headline.own.basis if headline.own else "no score of the service is told"


def _printed(beside: Beside) -> str:
    if beside.told.score is None:
        return "sources differ: " + ", ".join(one.printed for one in beside.told.conflicting)
    if isinstance(beside.planned, PlannedScore):
        return f"{beside.told.score.printed} (95% interval: {beside.planned.interval().printed})"
    return f"{beside.told.score.printed} (no interval: {beside.planned.brief})"


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


def _own(headline: HeadlineStanding) -> str:
    """The service's score as a sentence says it: with its interval, or why it has none."""
    if headline.told is None or headline.own is None:
        return "not told"
    if headline.told.score is None:
        return "sources differ: " + ", ".join(one.printed for one in headline.told.conflicting)
    if isinstance(headline.own, PlannedScore):
        return f"{headline.told.score.printed} (95% interval: {headline.own.interval().printed})"
    return f"{headline.told.score.printed} (no interval: {headline.own.brief})"


def _beside(beside: Beside) -> str:
    """The difference from another inspection, or why there is none."""
    return beside.difference.words if beside.difference else f"not computed: {beside.planned.basis}"


def _mean(headline: HeadlineStanding) -> str:
    """The mean of the others with its interval, or why it has none; empty where there is none."""
    mean = headline.mean
    if mean is None:
        return ""
    ends = f"95% interval: {mean.interval.printed}" if mean.interval else "no interval"
    services = f"{mean.n_services} service{'s' * (mean.n_services != 1)}"
    return f"{printed_share(mean.share)} ({ends}; {services})"
