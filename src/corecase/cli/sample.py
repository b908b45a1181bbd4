"""`corecase sample`: how many cases, which of them, and how far they reflect the caseload."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from corecase.cli.output import json_option, print_json, print_table
from corecase.cli.sample_draws import draw, replay
from corecase.core.errors import InputError
from corecase.core.planning import (
    ONE_QUESTION,
    PLANNED,
    PooledScore,
    Precision,
    cases_for,
    precisions,
)
from corecase.core.representativeness import Margin, Representativeness
from corecase.core.sampling import CCI_SIZES
from corecase.pipelines import samples


@click.group()
def sample() -> None:
    """Plan, draw, repeat and check a sample of cases, from files and without a site."""


sample.add_command(draw)
sample.add_command(replay)


@sample.command()
@click.argument("n_population", metavar="CASELOAD", type=click.IntRange(min=1))
@click.option(
    "--cases",
    "sizes",
    type=click.IntRange(min=1),
    multiple=True,
    help="A size to judge; once for each. Without it, the sizes seen in print.",
)
@click.option(
    "--confidence",
    type=float,
    default=80,
    show_default=True,
    help="In per cent, from 50: how often the margin holds.",
)
@click.option(
    "--margin",
    type=float,
    default=5,
    show_default=True,
    help="In points either way: how well a score is to be known.",
)
@click.option(
    "--judgements",
    type=float,
    help="Applicable judgements a case of a pooled score of your own, on average.",
)
@click.option(
    "--correlation",
    type=float,
    default=PLANNED[0].correlation,
    show_default=True,
    help="How alike the judgements of one case are, from 0 to 1; goes with --judgements.",
)
@json_option
def plan(
    n_population: int,
    sizes: tuple[int, ...],
    confidence: float,
    margin: float,
    judgements: float | None,
    correlation: float,
    as_json: bool,
) -> None:
    """How many of CASELOAD cases to draw, and what that tells.

    One question and pooled scores stand side by side: a sample that tells a headline well may
    tell a single question badly.
    """
    if not confidence >= 50:
        raise InputError(
            "A confidence is given in per cent, from 50 to under 100; write 80 for 80%."
        )
    own = PooledScore(
        words="your pooled score",
        n_judgements=1 if judgements is None else judgements,
        correlation=correlation,
    )
    pooled = PLANNED if judgements is None else (own,)
    needed = {
        score.words: cases_for(margin / 100, n_population, confidence=confidence / 100, score=score)
        for score in (ONE_QUESTION, *pooled)
    }
    seen = [n for n in CCI_SIZES.sizes if n <= n_population]
    asked = sorted({*sizes}) or sorted({*seen, *needed.values()})
    found = {
        n: precisions(n, n_population, confidence=confidence / 100, scores=pooled) for n in asked
    }
    if as_json:
        print_json(_plan_data(needed, found, (ONE_QUESTION, *pooled)))
    else:
        _print_plan(n_population, confidence, margin, needed, found, pooled)


def _plan_data(
    needed: dict[str, int],
    found: dict[int, tuple[Precision, ...]],
    scores: Iterable[PooledScore],
) -> dict[str, Any]:
    return {
        "needed": [
            {
                "score": score.words,
                "judgements": score.n_judgements,
                "correlation": score.correlation,
                "design_effect": score.design_effect,
                "standing": score.standing,
                "cases": needed[score.words],
            }
            for score in scores
        ],
        "margins": [
            {
                "cases": n,
                "of": one.n_population,
                "score": one.score.words,
                "confidence": one.confidence,
                "margin": one.margin,
                "words": one.words,
            }
            for n, row in found.items()
            for one in row
        ],
    }


def _print_plan(
    n_population: int,
    confidence: float,
    margin: float,
    needed: dict[str, int],
    found: dict[int, tuple[Precision, ...]],
    pooled: tuple[PooledScore, ...],
) -> None:
    scores = (ONE_QUESTION, *pooled)
    print_table(
        f"Cases of {n_population} that tell a score within {margin:g} points either way, at "
        f"{confidence:g}% confidence",
        ("What is to be known", "Judgements a case", "Correlation", "Design effect", "Cases"),
        (
            (
                score.words,
                f"{score.n_judgements:g}",
                f"{score.correlation:g}",
                f"{score.design_effect:.2f}",
                str(needed[score.words]),
            )
            for score in scores
        ),
    )
    print_table(
        f"Points either way within which a sample tells it, at {confidence:g}% confidence",
        ("Cases", *(score.words for score in scores)),
        ((str(n), *(one.points for one in row)) for n, row in found.items()),
        wraps=range(1, len(scores) + 1),
    )
    click.echo(
        f"Judgements a case and their correlation are {pooled[0].standing}: put in your own once "
        "data exist."
    )


@sample.command()
@click.argument("sampled", metavar="SAMPLE", type=click.Path(path_type=Path))
@click.argument("cases", type=click.Path(path_type=Path))
@click.option(
    "--by",
    multiple=True,
    metavar="NAME",
    help="An attribute to compare by; once for each. Without it, all that group the cases.",
)
@click.option("--sheet", help="The sheet of a workbook of cases.")
@json_option
def check(
    sampled: Path, cases: Path, by: tuple[str, ...], sheet: str | None, as_json: bool
) -> None:
    """How far the cases of SAMPLE reflect the caseload of CASES.

    Any file with a column of cases is read, whoever drew them. The chance describes the luck of
    a draw; it is no test.
    """
    found = samples.check(sampled, cases, by, sheet=sheet)
    if as_json:
        print_json(_check_data(found))
        return
    print_table(
        "The sample beside the caseload",
        ("Attribute", "Value", "Sample", "Caseload", "Expected", "More or fewer", "Chance"),
        map(_row, found.margins),
        wraps=(0, 1),
    )
    click.echo(f"The sample is {found.headline}.")
    largest = found.largest
    click.echo(
        f"It is furthest away on {largest.attribute} {largest.level or 'not known'}: "
        f"{largest.sampled} where {float(largest.expected_cases):.1f} are expected."
    )


def _row(margin: Margin) -> tuple[str, ...]:
    return (
        margin.attribute,
        margin.level or "not known",
        str(margin.sampled),
        str(margin.caseload),
        f"{float(margin.expected_cases):.1f}",
        f"{float(margin.deviation_cases):+.1f}",
        f"{margin.p:.2f}",
    )


def _check_data(found: Representativeness) -> dict[str, Any]:
    return {
        "headline": found.headline,
        "margins": [
            {
                "attribute": one.attribute,
                "level": one.level,
                "sampled": one.sampled.count,
                "sample": one.sampled.out_of,
                "caseload_count": one.caseload.count,
                "caseload": one.caseload.out_of,
                "expected": str(one.expected_cases),
                "deviation": str(one.deviation_cases),
                "within_one_case": one.is_within_one_case,
                "z": one.z,
                "p": one.p,
            }
            for one in found.margins
        ],
    }
