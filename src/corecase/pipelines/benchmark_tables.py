"""A benchmark as one table: every figure with the services, days and exclusions behind it."""

from collections.abc import Iterator
from typing import Final

from corecase.core.intervals import Interval
from corecase.core.periods import day_in_words
from corecase.core.published_scores import PublishedContext, PublishedScore
from corecase.exchange.open_data import Cell, Column, OpenTable
from corecase.pipelines.benchmark import LIMITS, Benchmark, HeadlineStanding
from corecase.statistics.planned_scores import PlannedScore, Unplanned

_MEANINGS: Final = (
    ("what", "text", "What the row holds: a score, a mean, a difference, a figure to date."),
    ("headline", "text", "The headline by its identifier."),
    ("label", "text", "The headline in words."),
    ("service", "text", "Whose score it is, or the group or scope of the figure."),
    ("percent", "number", "The figure in percent; empty where only a band is printed."),
    ("band", "text", "The band as printed; empty where none is."),
    ("low", "number", "Lower end of the 95% interval in percent; empty where there is none."),
    ("high", "number", "Upper end of it."),
    ("difference", "number", "The service's latest score less this one, in points."),
    ("difference_low", "number", "Lower end of the 95% interval of that difference."),
    ("difference_high", "number", "Upper end of it."),
    ("n_services", "whole", "How many services stand behind the figure, where that is known."),
    ("n_cases", "whole", "How many cases were assessed, where that is printed."),
    ("used_as", "text", "What the benchmark used the score as; empty where it did not use it."),
    ("reason", "text", "Why it was not used, or why it has no interval."),
    ("inspected", "text", "When the service was inspected, as printed."),
    ("published", "text", "When the source was published, as printed."),
    ("standing", "text", "How well it is known: verified, attributed, unverified or invented."),
    ("source", "text", "Where it is printed."),
    ("as_at", "text", "The as-at date of the benchmark, as year-month-day."),
)
COLUMNS: Final = tuple(
    Column(name=name, kind=kind, meaning=meaning) for name, kind, meaning in _MEANINGS
)
"""The columns of a benchmark's table, which are also its data dictionary."""
_NAMES: Final = tuple(one.name for one in COLUMNS)


def table(found: Benchmark) -> OpenTable:
    """Every figure of a benchmark with the services, days and exclusions behind it."""
    as_at = found.question.as_at.isoformat()
    rows = tuple(
        tuple({**row, "as_at": as_at}.get(name) for name in _NAMES)
        for headline in found.headlines
        for row in _rows(found, headline)
    )
    return OpenTable(
        name="benchmark",
        title=title(found),
        columns=COLUMNS,
        rows=rows,
        notes=(
            *(one.sentence for one, _ in found.sentences),
            *(f"Rests on: {said}" for said in found.assumptions),
            *(f"Left out: {one.service}: {one.reason}" for one in found.left_out),
            *LIMITS,
        ),
    )


def title(found: Benchmark) -> str:
    """`"Essex beside Kent and Hertfordshire (CCI), as at 19 June 2012"`."""
    *first, last = found.question.family or ("",)
    named = f"{', '.join(first)} and {last}" if first else last
    among = f"beside {named}" if named else f"among {found.circle.words}"
    programme = f" ({found.programme})" if found.programme else ""
    return (
        f"{found.question.service} {among}{programme}, as at {day_in_words(found.question.as_at)}"
    )


def _rows(found: Benchmark, headline: HeadlineStanding) -> Iterator[dict[str, Cell]]:
    told = {"headline": headline.headline, "label": headline.label}
    planned = _planned(headline)
    for one in headline.basis:
        yield {
            **told,
            **_score(one.score),
            **_ends(planned.get(id(one.score))),
            "what": "score",
            "used_as": one.used_as or None,
            "reason": one.reason or _why_not(planned.get(id(one.score))),
        }
    for beside in headline.family:
        if beside.difference:
            ends = beside.difference.interval
            yield {
                **told,
                "what": "difference from a service, each at its latest inspection",
                "service": beside.told.any.service,
                **_difference(beside.difference.points, ends),
            }
    if headline.mean:
        gap = headline.against
        yield {
            **told,
            "what": "mean of the printed scores of the other services",
            "service": f"{found.circle.words}, without {found.question.service}",
            "percent": round(100 * headline.mean.share, 1),
            "n_services": headline.mean.n_services,
            **_interval(headline.mean.interval),
            **(_difference(gap.points, gap.interval) if gap else {}),
            "reason": "; ".join(headline.mean.missing) or None,
        }
    for said in headline.said_then:
        yield from ({**told, **row} for row in _context(said.said))


def _planned(headline: HeadlineStanding) -> dict[int, PlannedScore | Unplanned]:
    """What is known of the uncertainty of each score that the page shows one for."""
    found = [headline.own] if headline.own else []
    found += [one.planned for one in (headline.before, *headline.family) if one]
    return {id(one.score): one for one in found}


def _score(score: PublishedScore) -> dict[str, Cell]:
    return {
        "service": score.service,
        "percent": None if score.percent is None else float(score.percent),
        "band": score.band or None,
        "n_cases": score.n_cases,
        "inspected": score.inspected or None,
        "published": score.source.published.words,
        "standing": score.source.standing,
        "source": score.source.title,
    }


def _ends(planned: PlannedScore | Unplanned | None) -> dict[str, Cell]:
    return _interval(planned.interval()) if isinstance(planned, PlannedScore) else {}


def _why_not(planned: PlannedScore | Unplanned | None) -> str | None:
    return planned.reason if isinstance(planned, Unplanned) else None


def _interval(interval: Interval | None) -> dict[str, Cell]:
    return _rounded("", interval) if interval else {}


def _difference(points: float, interval: Interval) -> dict[str, Cell]:
    return {"difference": round(points, 1), **_rounded("difference_", interval)}


def _rounded(before: str, interval: Interval) -> dict[str, Cell]:
    """The ends in percent; more than one decimal would say more than is known."""
    low, high = round(100 * interval.low, 1), round(100 * interval.high, 1)
    return {f"{before}low": low, f"{before}high": high}


def _context(said: PublishedContext) -> Iterator[dict[str, Cell]]:
    understood = f" (understood as: {said.scope_understood})" if said.scope_understood else ""
    for name in ("lowest", "average", "highest"):
        value = getattr(said, name)
        if value is not None:
            yield {
                "what": f"{name} to date, as printed",
                "service": f"{said.scope}{understood}",
                "percent": float(value),
                "n_services": said.n_services,
                "published": said.source.published.words,
                "standing": said.source.standing,
                "source": said.source.title,
            }
