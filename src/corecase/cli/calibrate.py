"""`corecase calibrate`: a service's own judgements held against those of its inspection."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from corecase.cli.output import json_option, print_json, print_table
from corecase.core.own_inspections import NOTICE


@click.command()
@click.argument("own", type=click.Path(path_type=Path))
@click.argument("inspected", type=click.Path(path_type=Path))
@click.option(
    "--level",
    type=click.Choice(("0.80", "0.90", "0.95")),
    default="0.95",
    show_default=True,
    help="The level of the intervals.",
)
@json_option
def calibrate(own: Path, inspected: Path, level: str, as_json: bool) -> None:
    """Say how far, and in which direction, a service judged itself unlike its inspection.

    OWN is the folder of a self-inspection, INSPECTED that of the inspection after it. Prints for
    each criterion both scores with their counts, the difference with its interval, and what may
    be said of it.
    """
    # Statistics take a second to load, which other commands need not wait for.
    from corecase.pipelines import calibrate as pipeline

    found = pipeline.calibrate(own, inspected, level=float(level))
    if as_json:
        print_json({"notice": NOTICE, "said": found.words, **asdict(found)})
        return
    click.echo(NOTICE)
    print_table(
        "Own judgements beside the inspection, by criterion",
        ("Criterion", "Inspectorate", "Service", "Service less inspectorate", "In a word"),
        [(one.label, one.inspected, one.own, one.difference, one.words) for one in found.rows],
        wraps=range(5),
    )
    click.echo(found.words)
