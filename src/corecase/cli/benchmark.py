"""`corecase benchmark`: where a service stands among a region, a nation, a family or all."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from corecase.cli.options import framework_option
from corecase.cli.output import json_option, print_json, print_table
from corecase.core.benchmarks import Among, Question
from corecase.core.errors import InputError
from corecase.core.written_dates import written_date

if TYPE_CHECKING:
    from corecase.pipelines.benchmark import Benchmark

_AMONG = {one.value.lower(): one for one in Among}


@click.command()
@click.argument("facts", type=click.Path(path_type=Path), required=False)
@click.option("--service", "-s", required=True, help="The service that is spoken of.")
@click.option(
    "--among",
    type=click.Choice(tuple(_AMONG)),
    default=Among.PROGRAMME.lower(),
    show_default=True,
    help="Which other services it is set among.",
)
@click.option(
    "--with", "family", multiple=True, help="A service of its family; several with commas."
)
@click.option("--as-at", required=True, help="The day as it stood on, such as 2012-06-19.")
@click.option(
    "--services",
    type=click.IntRange(min=2),
    help="How many services the region, nation or programme has, itself included.",
)
@click.option(
    "--assume-cases",
    type=click.IntRange(1, 1000),
    help="Cases to assume where none are printed; it is printed as assumed.",
)
@framework_option(use="for headlines and bands")
@click.option(
    "--out",
    "-o",
    type=click.Path(path_type=Path),
    help="A folder for the figures (CSV, JSON, Parquet, ODS), the sentences and the charts.",
)
@json_option
def benchmark(
    facts: Path | None,
    service: str,
    among: str,
    family: tuple[str, ...],
    as_at: str,
    services: int | None,
    assume_cases: int | None,
    framework: str,
    out: Path | None,
    as_json: bool,
) -> None:
    """Say where a service stands among others on a day, and what every figure rests on.

    FACTS is a table or YAML file with a row for each printed figure, as corecase compare reads
    it, or facts as corecase read writes them with --out and the open data of the public view hold
    them; without it, the published figures that come with Corecase. No service is put in order.
    """
    question = Question(
        service=service,
        as_at=_day(as_at),
        among=Among.FAMILY if family else _AMONG[among],
        family=_names(family),
        n_services=services,
        assumed_cases=assume_cases,
    )
    # Statistics take a second to load, which other commands need not wait for.
    from corecase.pipelines import benchmark_files
    from corecase.pipelines.benchmark_of_file import benchmark_of_file

    found = benchmark_of_file(facts, question, framework=framework)
    files = benchmark_files.write(found, out) if out else ()
    if as_json:
        print_json(_data(found, files))
    else:
        _show(found, files)


def _day(typed: str) -> date:
    day = written_date(typed)
    if day is None:
        raise InputError(f"--as-at takes a day such as 2012-06-19; not {typed!r}.")
    return day


def _names(typed: tuple[str, ...]) -> tuple[str, ...]:
    parts = (name.strip() for part in typed for name in part.split(","))
    return tuple(dict.fromkeys(name for name in parts if name))


def _show(found: "Benchmark", files: tuple[Path, ...]) -> None:
    from corecase.pipelines import benchmark_files, benchmark_words

    for one in found.headlines:
        print_table(
            one.label,
            ("Whose", "Score", "The service less it"),
            benchmark_words.rows(found, one),
            wraps=(0, 1, 2),
        )
        said = tuple(benchmark_words.to_date(one))
        if said:
            print_table(
                f"{one.label}: what was said then, and what is known now of the same days",
                ("Published", "Of", "Understood as", "Said", "Known now", "Source"),
                said,
                wraps=range(6),
            )
        if one.no_funnel:
            click.echo(f"Funnel: {one.no_funnel}")
        click.echo("")
    click.echo(benchmark_files.sentences(found))
    if found.left_out:
        click.echo("Not used:")
        for left in found.left_out:
            click.echo(f"- {left.service}: {left.reason}")
    for path in files:
        click.echo(f"Wrote {path}")


def _data(found: "Benchmark", files: tuple[Path, ...]) -> dict[str, Any]:
    from corecase.pipelines import benchmark_tables

    table = benchmark_tables.table(found)
    return {
        "title": table.title,
        "figures": table.records,
        "sentences": [
            {
                "claim": one.claim,
                "headline": one.headline,
                "verdict": one.verdict,
                "sentence": one.sentence,
                "chance": one.chance and [one.chance.low, one.chance.high],
                "clear_among_all": flag and flag.is_flagged,
            }
            for one, flag in found.sentences
        ],
        "rests_on": list(found.assumptions),
        "left_out": [{"service": one.service, "reason": one.reason} for one in found.left_out],
        "files": [str(path) for path in files],
    }
