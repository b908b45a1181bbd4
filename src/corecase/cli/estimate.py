"""`corecase estimate`: scores with their intervals and the chances of their bands."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import click

from corecase.cli.output import figure_data, json_option, print_json, print_table
from corecase.cli.score import judged_at, notes
from corecase.core import assessments
from corecase.core.figures import printed_share
from corecase.core.intervals import Interval
from corecase.pipelines.estimate import Estimated, EstimatedScore, estimated
from corecase.pipelines.read import Judged
from corecase.statistics.bands import BandChances
from corecase.statistics.estimates import Target
from corecase.statistics.intervals import Method
from corecase.statistics.precision import LABEL

_MARK: Final = "*"
"""What stands beside a count alone, and before the line that says why."""


@click.command()
@click.argument("judgements", type=click.Path(path_type=Path))
@click.option("--framework", "-f", help="A shipped name (cci-2009) or a framework file.")
@click.option("--cases", type=click.Path(path_type=Path), help="A file of cases and attributes.")
@click.option("--sheet", help="The sheet of a workbook.")
@click.option("--preview", is_flag=True, help="Estimate although judgements are still to be made.")
@click.option(
    "--population",
    type=click.IntRange(min=1),
    help="How many cases the whole caseload has; what the folder says if left out.",
)
@click.option(
    "--caseload", type=click.Path(path_type=Path), help="A file of all cases of the caseload."
)
@click.option("--strata", metavar="COLUMN", help="The column of the caseload it was drawn by.")
@click.option(
    "--level",
    type=click.FloatRange(min=0, max=1, min_open=True, max_open=True),
    default=0.95,
    show_default=True,
    help="How often an interval is to hold the whole caseload.",
)
@click.option(
    "--target",
    type=click.Choice([target.lower() for target in Target], case_sensitive=False),
    default=Target.CASELOAD.lower(),
    show_default=True,
    help="This caseload, or the practice behind it, which is what is compared.",
)
@click.option("--items", is_flag=True, help="Estimate every item too.")
@json_option
def estimate(
    judgements: Path,
    framework: str | None,
    cases: Path | None,
    sheet: str | None,
    preview: bool,
    population: int | None,
    caseload: Path | None,
    strata: str | None,
    level: float,
    target: str,
    items: bool,
    as_json: bool,
) -> None:
    """Estimate the scores of a whole caseload from a sample of its cases.

    Reads what `corecase score` reads. Prints every score with its count and base, the interval
    in which the score of the whole caseload lies, and how likely its band is. Intervals hold
    the luck of the draw alone: not how other assessors would have judged.
    """
    judged, notice = judged_at(judgements, framework, cases, sheet)
    if not preview:
        assessments.check_final(judged.framework, judged.judgements, judged.cases)
    found = estimated(
        judged,
        population=population,
        caseload=caseload,
        strata=strata,
        level=level,
        target=Target(target.upper()),
        items=items,
    )
    if as_json:
        print_json(_data(judged, found, notice))
    else:
        _print(judged, found, notice)


def _print(judged: Judged, found: Estimated, notice: str) -> None:
    for note in filter(None, (notice, *notes(judged))):
        click.echo(note)
    estimates = found.estimates
    title = f"{judged.framework.title}: {_cases(found)}; {LABEL}"
    weighted = ("Weighted",) if estimates.is_weighted else ()
    print_table(
        title,
        ("Score", "Sufficient", "Printed", *weighted, f"{100 * found.level:g}% interval", "Band"),
        (
            (
                f"{one.label} [{one.estimated.score_id}]",
                str(one.estimated.figure),
                "" if _is_count_only(one) else one.estimated.figure.printed,
                *((_share(one),) if weighted else ()),
                _interval(one),
                _band(one),
            )
            for one in found.scores
        ),
        wraps=(0, len(weighted) + 4),
    )
    for said in _said(found):
        click.echo(said)


def _said(found: Estimated) -> Iterator[str]:
    """The notices, then a sentence for each headline, or for each score where there is none."""
    yield from found.notices
    if any(map(_is_count_only, found.scores)):
        yield f"{_MARK} {Method.COUNT_ONLY.words}."
    headlines = [one for one in found.scores if one.score and one.score.level == "headline"]
    for one in headlines or found.scores:
        yield f"{one.label}: {one.sentence}"
    yield (
        f"The intervals hold {LABEL}: they do not say how the scores would have differed with "
        "other assessors."
    )


def _cases(found: Estimated) -> str:
    n, n_population = found.estimates.n_cases, found.estimates.n_population
    if n_population is None:
        return f"{n} case{'s' * (n != 1)}"
    return f"{n} of {n_population} cases"


def _is_count_only(one: EstimatedScore) -> bool:
    """Whether too few cases stand behind a score for any percentage."""
    return one.estimated.method is Method.COUNT_ONLY


def _share(one: EstimatedScore) -> str:
    share = one.estimated.share
    return "" if share is None or _is_count_only(one) else printed_share(share)


def _interval(one: EstimatedScore) -> str:
    interval = one.estimated.interval
    if _is_count_only(one):
        return f"count only {_MARK}"
    if interval is None or interval.low == interval.high:
        return one.estimated.method.words
    return interval.printed


def _band(one: EstimatedScore) -> str:
    if one.chances is None:
        return one.score.band.id if one.score and one.score.band else ""
    remark = f", {one.chances.remark}" if one.chances.remark else ""
    return f"{one.chances.band.id} ({printed_share(one.chances.chance)}){remark}"


def _data(judged: Judged, found: Estimated, notice: str) -> dict[str, Any]:
    estimates = found.estimates
    return {
        "notice": notice,
        "framework": judged.framework.id,
        "cases": estimates.n_cases,
        "caseload": estimates.n_population,
        "unanswered": len(judged.unanswered),
        "contradictions": len(judged.contradictions),
        "ignored_columns": list(judged.ignored_columns),
        "target": estimates.target,
        "level": found.level,
        "label": LABEL,
        "degrees_of_freedom": estimates.degrees_of_freedom,
        "weighted": estimates.is_weighted,
        "notices": list(found.notices),
        "scores": [_score_data(one) for one in found.scores],
    }


def _score_data(one: EstimatedScore) -> dict[str, Any]:
    scored, chances = one.estimated, one.chances
    data = {
        "id": scored.score_id,
        "level": one.score.level if one.score else "item",
        "label": one.label,
        **figure_data(scored.figure),
        "applicable_cases": scored.applicable_cases,
        "estimate": scored.share,
        "standard_error": one.standard_error,
        "interval": _interval_data(scored.interval),
        "method": scored.method,
        "band": one.score.band.id if one.score and one.score.band else None,
        "band_chances": _chances_data(chances) if chances else None,
        "remark": chances.remark if chances else "",
        "sentence": one.sentence,
    }
    if _is_count_only(one):
        data |= dict.fromkeys(("percent", "share", "estimate", "standard_error"))
    return data


def _interval_data(interval: Interval | None) -> dict[str, float] | None:
    return {"low": interval.low, "high": interval.high} if interval else None


def _chances_data(chances: BandChances) -> dict[str, float]:
    return {band.id: p for band, p in zip(chances.bands, chances.chances, strict=True)}
