"""`corecase demo`: one published report, from its figures to a report of our own."""

from pathlib import Path

import click

from corecase.cli import exits
from corecase.cli.options import seed_option
from corecase.cli.output import figure_data, json_option, print_json, print_table
from corecase.cli.report import print_rendered, progress, rendered_data
from corecase.core.publications import Comparison
from corecase.pipelines import demo as pipeline
from corecase.pipelines.demo import Demonstration


@click.command()
@click.option(
    "--out",
    "-o",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("demo-report"),
    show_default=True,
    help="The folder to write.",
)
@seed_option("Another seed, other invented cases.", default=pipeline.SEED)
@json_option
def demo(out: Path, seed: int, as_json: bool) -> int:
    """Reconstruct Hartlepool 2010 from its published figures, score it, write its report."""
    with progress("Demonstration", quiet=as_json) as step:
        shown = pipeline.demonstrate(out, seed=seed, on_step=step)
    if as_json:
        print_json(_data(shown))
    else:
        _print(shown)
    agreed = all(row.agrees for row in shown.comparisons)
    return exits.OK if agreed else exits.NOT_REPRODUCED


def _data(shown: Demonstration) -> dict[str, object]:
    return {
        "folder": str(shown.folder),
        "synthetic": True,
        "scores": [
            {
                "id": row.printed.score_id,
                "printed": row.printed.percent,
                "printed_band": row.printed.band or None,
                "band": row.band or None,
                "agrees": row.agrees,
                **figure_data(row.figure),
            }
            for row in shown.comparisons
        ],
        "flags": [score.id for score in shown.flagged],
        "impossible": [str(found) for found in shown.impossible],
        "report": rendered_data(shown.rendered),
    }


def _print(shown: Demonstration) -> None:
    labels = {score.id: score.label for score in shown.rendered.report.scores.all}
    print_table(
        "Hartlepool, January 2010: printed figures, and the same from reconstructed cases",
        ("Score", "Printed", "Corecase", "Judgements", "Band", ""),
        (_row(labels[row.printed.score_id], row) for row in shown.comparisons),
    )
    n_agreed = sum(row.agrees for row in shown.comparisons)
    n_bands = sum(bool(row.printed.band) and row.band_agrees for row in shown.comparisons)
    banded = sum(bool(row.printed.band) for row in shown.comparisons)
    click.echo(
        f"{n_agreed} of {len(shown.comparisons)} printed scores and {n_bands} of {banded} "
        "printed bands are reproduced. The cases are fitted to those figures, so this shows that "
        "pooling with exact bands can give them; the tests prove the scoring apart."
    )
    for score in shown.flagged:
        click.echo(f"Flag: {score.label}. {score.band_flag}")
    for found in shown.impossible:
        click.echo(f"Flag: {found}")
    print_rendered(shown.rendered)
    click.echo(f"Open {(shown.folder / 'report' / 'report.html').resolve().as_uri()}")


def _row(label: str, row: Comparison) -> tuple[str, ...]:
    return (
        label,
        f"{row.printed.percent}%",
        row.figure.printed,
        str(row.figure),
        row.band if row.band_agrees else f"{row.band}, printed {row.printed.band}",
        "agrees" if row.agrees else "DIFFERS",
    )
