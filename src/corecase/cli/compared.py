"""How a comparison is shown: scores with intervals, differences, printed figures, sentences."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

import click

from corecase.cli.output import figure_data, print_table
from corecase.core.periods import day_in_words
from corecase.core.words import in_count

if TYPE_CHECKING:
    from corecase.core.claims import Allowed
    from corecase.core.published_scores import PublishedContext, Source, Told
    from corecase.pipelines.compare import Beside, Compared, HeadlineCompared
    from corecase.statistics.multiplicity import Flag
    from corecase.statistics.planned_scores import PlannedScore, Unplanned

NO_ORDER: Final = "No service is put in order here, and there is no overall score."
"""What stands under every comparison."""


def show(found: "Compared") -> None:
    """Prints a comparison for a person."""
    asked, sources = found.asked, _Sources()
    beside = f" beside {' and '.join(asked.beside)}" if asked.beside else ""
    click.echo(f"{asked.service}{beside}, as at {day_in_words(asked.as_at)}")
    click.echo("")
    for headline in found.headlines:
        _show_headline(headline, found, sources)
    for count in found.counts:
        counted = in_count(count.figure, "criteria")
        when = f", inspected {count.inspected}" if count.inspected else ""
        click.echo(f"Printed {count.what}: {counted}{when} {sources.mark(count.source)}")
        click.echo("")
    click.echo("What may be said:")
    for allowed, flag in found.flagged:
        chance = f" Chance: {allowed.chance.words}{_among(flag)}." if allowed.chance else ""
        click.echo(f"- {allowed.sentence}{chance}")
    if not found.sentences:
        click.echo("- nothing: the file has no figures that a claim could rest on")
    click.echo("")
    if found.assumptions:
        click.echo("These sentences rest on what is not printed:")
        for said in found.assumptions:
            click.echo(f"- {said}")
    for said in _limits(found):
        click.echo(said)
    click.echo("Sources:")
    for line in sources.lines():
        click.echo(line)


def _among(flag: "Flag | None") -> str:
    """Whether a sentence stands among its companions; nothing where it has none."""
    return f"; {flag.words}" if flag and flag.n_in_family > 1 else ""


def _limits(found: "Compared") -> Iterator[str]:
    if found.n_comparisons > 1:
        yield (
            f"{found.n_comparisons} chances are weighed here, and the more there are, the "
            "likelier one is high by luck: only what is clear even among them all (Holm) stands "
            "without doubt of that kind."
        )
    team = found.asked.team
    yield (
        "The intervals hold sampling error and the spread between assessors as it is assumed "
        f"({team.severity_sd:g} on the logit, {team.n_assessors} for each score). Not known: the "
        "mix of cases and how strict each team was, which also make scores differ."
        if team.severity_sd
        else "The intervals hold sampling error only. Not known: the mix of cases and the teams of "
        "assessors behind each score, which also make scores differ."
    )
    yield NO_ORDER


def _show_headline(headline: "HeadlineCompared", found: "Compared", sources: "_Sources") -> None:
    level = f"{100 * found.asked.level:g}% interval"
    print_table(
        headline.label,
        ("Service", "Inspected", "Score", level, "Rests on", "Source"),
        _rows(headline, found, sources),
        wraps=(0, 1, 4),
    )
    for other in headline.others:
        if other.difference:
            click.echo(f"{found.asked.service} less {other.told.any.service}: {_gap(other)}.")
    if headline.before and headline.before.difference:
        click.echo(f"Now less before: {_gap(headline.before)}.{_without_change(headline)}")
    for context in headline.contexts:
        click.echo(_printed_to_date(context, sources))
    click.echo("")


def _rows(
    headline: "HeadlineCompared", found: "Compared", sources: "_Sources"
) -> Iterator[tuple[str, ...]]:
    for told, planned, when in _shown(headline):
        for place, score in enumerate(told.conflicting or (told.any,)):
            yield (
                score.service + when,
                score.inspected or "-",
                score.printed,
                planned.printed_interval(found.asked.level),
                planned.brief if not told.conflicting else "" if place else "sources differ",
                sources.mark(score.source),
            )


def _shown(
    headline: "HeadlineCompared",
) -> "Iterator[tuple[Told, PlannedScore | Unplanned, str]]":
    """The scores of a headline, the service's two inspections told apart."""
    if headline.told and headline.own:
        yield headline.told, headline.own, ", now" if headline.before else ""
    if headline.before:
        yield headline.before.told, headline.before.planned, ", before"
    for one in headline.others:
        yield one.told, one.planned, ""


def _gap(other: "Beside") -> str:
    return other.difference.words if other.difference else "-"


def _without_change(headline: "HeadlineCompared") -> str:
    """What the latest score was to be expected at anyway, because low scores are partly luck."""
    if headline.expected is None:
        return ""
    low, high = (f"{100 * share:.0f}" for share in headline.expected)
    said = low if low == high else f"{low} to {high}"
    return f" Had nothing changed, about {said}% was to be expected, not the first score."


def _printed_to_date(context: "PublishedContext", sources: "_Sources") -> str:
    named = (("lowest", context.lowest), ("average", context.average), ("highest", context.highest))
    values = ", ".join(f"{name} {value}%" for name, value in named if value is not None)
    read = f'; understood as "{context.scope_understood}"' if context.scope_understood else ""
    behind = (
        "number of services not printed"
        if context.n_services is None
        else f"{context.n_services} services"
    )
    return (
        f'Printed to date: {values}, of "{context.scope}"{read}; published '
        f"{context.source.published.words}; {behind} {sources.mark(context.source)}"
    )


class _Sources:
    """The sources as they are first shown, each with its number."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def mark(self, source: "Source") -> str:
        """`"[2]"`, with the standing of this figure where it is not simply printed there."""
        number = self._numbers.setdefault(source.title, len(self._numbers) + 1)
        return f"[{number}]" if source.standing == "verified" else f"[{number}] {source.standing}"

    def lines(self) -> Iterator[str]:
        """Every source that was marked, in the order of its number."""
        return (f"[{number}] {title}" for title, number in self._numbers.items())


def data(found: "Compared") -> dict[str, Any]:
    """A comparison for JSON."""
    return {
        "service": found.asked.service,
        "beside": list(found.asked.beside),
        "as_at": found.asked.as_at.isoformat(),
        "level": found.asked.level,
        "n_services": found.asked.n_services,
        "n_comparisons": found.n_comparisons,
        "headlines": [_headline_data(one, found) for one in found.headlines],
        "counts": [
            {"what": one.what, "inspected": one.inspected, **figure_data(one.figure)}
            for one in found.counts
        ],
        "sentences": [_sentence_data(one, flag) for one, flag in found.flagged],
        "limits": list(_limits(found)),
    }


def _headline_data(headline: "HeadlineCompared", found: "Compared") -> dict[str, Any]:
    own = headline.own
    return {
        "id": headline.headline,
        "label": headline.label,
        "score": headline.told.any.printed if headline.told else None,
        "interval": own.printed_interval(found.asked.level) if own else None,
        "rests_on": own.basis if own else None,
        "beside": [_beside_data(one, found) for one in headline.others],
        "before": _beside_data(headline.before, found) if headline.before else None,
        "expected_without_change": list(headline.expected) if headline.expected else None,
        "to_date": [_context_data(one) for one in headline.contexts],
    }


def _beside_data(beside: "Beside", found: "Compared") -> dict[str, Any]:
    difference = beside.difference
    score = beside.told.any
    return {
        "service": score.service,
        "inspected": score.inspected,
        "scores": [one.printed for one in beside.told.conflicting or (score,)],
        "interval": beside.planned.printed_interval(found.asked.level),
        "rests_on": beside.planned.basis,
        "difference": difference
        and {
            "points": difference.points,
            "low": 100 * difference.interval.low,
            "high": 100 * difference.interval.high,
        },
        "source": score.source.words,
    }


def _context_data(context: "PublishedContext") -> dict[str, Any]:
    return {
        "lowest": context.lowest,
        "average": context.average,
        "highest": context.highest,
        "scope_printed": context.scope,
        "scope_understood": context.scope_understood,
        "n_services": context.n_services,
        "published": context.source.published.words,
        "source": context.source.words,
    }


def _sentence_data(allowed: "Allowed", flag: "Flag | None") -> dict[str, Any]:
    return {
        "claim": allowed.claim,
        "headline": allowed.headline,
        "verdict": allowed.verdict,
        "sentence": allowed.sentence,
        "chance": allowed.chance and [allowed.chance.low, allowed.chance.high],
        "clear_among_all": flag and flag.is_flagged,
        "missing": list(allowed.missing),
        "rests_on": list(allowed.assumptions),
    }
