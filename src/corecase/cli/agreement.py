"""`corecase agreement`: how far assessors of the same cases agree, and how strictly each judges."""

from pathlib import Path
from typing import Any

import click

from corecase.cli.output import json_option, print_json, print_table
from corecase.pipelines.agreement import Compared, compare
from corecase.statistics.agreement_words import columns_in_words, counted, in_words, printed
from corecase.statistics.benchmarks import BENCHMARKS, standing
from corecase.statistics.double_marking import Agreed, Estimate, ThreeQuestions
from corecase.statistics.severity import Severity


@click.command()
@click.argument("first", type=click.Path(path_type=Path))
@click.argument("second", type=click.Path(path_type=Path), required=False)
@click.option("--framework", "-f", required=True, help="A shipped name or a framework file.")
@click.option("--sheet", help="The sheet of a workbook.")
@click.option("--severity", "strict", is_flag=True, help="Estimate how strictly each judges too.")
@json_option
def agreement(
    first: Path,
    second: Path | None,
    framework: str,
    sheet: str | None,
    strict: bool,
    as_json: bool,
) -> None:
    """Compare the judgements of two assessors, or more, of the same cases.

    Give two files of judgements, or one with a column headed assessor. Prints by criterion
    how often they agree on whether a question applies, how often on sufficient or not where
    both say it applies, and what of that is beyond luck (AC1 and alpha). Intervals of 95%
    leave out one case at a time.
    """
    found = compare(framework, first, second, sheet=sheet)
    severity = found.severity if strict else None
    if as_json:
        print_json(_data(found, severity))
        return
    if found.ignored_columns:
        click.echo(f"Columns not used: {', '.join(found.ignored_columns)}.")
    _print(found)
    if severity:
        _print_severity(severity)


def _print(found: Compared) -> None:
    titles = {c.id: f"{c.number} {c.title}" for c in found.framework.criteria}
    rows = [(titles[name], three) for name, three in found.criteria.items()]
    print_table(
        f"{found.framework.title}: agreement of {len(found.by_assessor)} assessors",
        ("Criterion", "Cases", "Pairs", "Applies", "Sufficient", "AC1", "Alpha"),
        (_row(title, three) for title, three in (*rows, ("All", found.overall))),
        wraps=(0, 3, 4, 5),
    )
    click.echo("\n".join(in_words(found.overall)))
    click.echo("\n".join(("What the columns are:", *(f"  {one}" for one in columns_in_words()))))


def _row(title: str, three: ThreeQuestions) -> tuple[str, ...]:
    same = three.sufficiency
    alpha = same.alpha.value
    return (
        title,
        str(three.overall.n_cases),
        str(three.overall.alike.out_of),
        counted(three.applicability),
        counted(same),
        printed(same),
        "-" if alpha is None or same.n_cases_missing else f"{alpha:.2f}",
    )


def _print_severity(found: Severity) -> None:
    print_table(
        "Leniency: above 0, says sufficient more readily; by name, on the logit scale",
        ("Assessor", "Cases", "Judgements", "Leniency", "Standard deviation"),
        (
            (
                one.assessor,
                str(one.n_cases),
                str(one.n_judgements),
                f"{round(one.value, 2) + 0.0:+.2f}",
                f"{one.error:.2f}",
            )
            for one in found.leniencies
        ),
    )
    click.echo("\n".join(found.words))


def _data(found: Compared, severity: Severity | None) -> dict[str, Any]:
    return {
        "framework": found.framework.id,
        "assessors": list(found.by_assessor),
        "ignored_columns": list(found.ignored_columns),
        "overall": _three_data(found.overall),
        "criteria": [{"id": name} | _three_data(three) for name, three in found.criteria.items()],
        "words": list(in_words(found.overall)),
    } | ({"severity": _severity_data(severity)} if severity else {})


def _three_data(three: ThreeQuestions) -> dict[str, Any]:
    return {
        "cases": three.overall.n_cases,
        "applicability": _agreed_data(three.applicability),
        "sufficiency": _agreed_data(three.sufficiency),
        "overall": _agreed_data(three.overall),
    }


def _agreed_data(agreed: Agreed) -> dict[str, Any]:
    return {
        "alike": agreed.alike.count,
        "pairs": agreed.alike.out_of,
        "cases": agreed.n_cases,
        "agreement": _estimate_data(agreed.agreement),
        "ac1": _estimate_data(agreed.ac1) | {"benchmark": _benchmark_data(agreed.ac1)},
        "alpha": _estimate_data(agreed.alpha),
        "enough_cases": not agreed.n_cases_missing,
    }


def _estimate_data(estimate: Estimate) -> dict[str, Any]:
    interval = estimate.interval()
    return {
        "value": estimate.value,
        "standard_error": estimate.standard_error,
        "low": interval.low if interval else None,
        "high": interval.high if interval else None,
        "level": interval.level if interval else None,
    }


def _benchmark_data(estimate: Estimate) -> dict[str, Any] | None:
    stands = standing(estimate)
    if stands is None:
        return None
    chances = zip(BENCHMARKS, stands.chances, strict=True)
    return {
        "words": stands.benchmark.words,
        "reached": stands.reached.words,
        "chances": {one.words: chance for one, chance in chances},
    }


def _severity_data(found: Severity) -> dict[str, Any]:
    return {
        "mu": found.mu,
        "mu_error": found.mu_error,
        "sd_case": found.sd_case,
        "sd_item": found.sd_item,
        "sd_assessor": found.sd_assessor,
        "log_likelihood": found.log_likelihood,
        "leniencies": [
            {
                "assessor": one.assessor,
                "leniency": one.value,
                "standard_deviation": one.error,
                "cases": one.n_cases,
                "judgements": one.n_judgements,
            }
            for one in found.leniencies
        ],
        "words": list(found.words),
    }
