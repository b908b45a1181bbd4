"""`corecase reconstruct`: published figures into an invented table that reproduces them."""

from pathlib import Path

import click

from corecase.cli.options import framework_option, seed_option
from corecase.cli.output import json_option, print_json
from corecase.cli.report import progress
from corecase.core.errors import InputError
from corecase.core.granularity import impossible_percents
from corecase.exchange.published import read_facts
from corecase.pipelines.reconstruct import differing_bases, reconstruct_folder


@click.command()
@click.argument("reference", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option(
    "--out",
    "-o",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="The folder to write.",
)
@framework_option()
@seed_option("Another seed, another table.")
@click.option(
    "--sigma",
    type=click.FloatRange(min=0, max=10),
    default=1.0,
    show_default=True,
    help="How far cases differ in quality; 0 for not at all.",
)
@json_option
def reconstruct(
    reference: Path, out: Path, framework: str, seed: int, sigma: float, as_json: bool
) -> None:
    """Make invented cases that reproduce every printed figure of a published report.

    REFERENCE is a folder with facts.csv, profile.csv and, where scores were printed, printed.csv.
    What is written is synthetic, one of very many possible tables, and never the inspectorate's
    data.
    """
    if sigma != sigma:  # "nan" passes every comparison of a range
        raise InputError("--sigma takes a number from 0 to 10, such as 1.")
    impossible = impossible_percents(read_facts(reference / "facts.csv"))
    differing = differing_bases(framework, reference)
    with progress("Reconstructing", quiet=as_json) as step:
        step("solving")
        reconstruct_folder(framework, reference, out, seed=seed, sigma=sigma)
    if as_json:
        print_json(
            {
                "folder": str(out),
                "synthetic": True,
                "impossible": [str(found) for found in impossible],
                "differing": [str(found) for found in differing],
            }
        )
        return
    click.echo(f"SYNTHETIC cases written to {out}; not the inspectorate's data.")
    for flag in (*impossible, *differing):
        click.echo(f"Flag: {flag}")
