"""`corecase snapshot`: what is published, written down for questions about the whole country."""

from __future__ import annotations

from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING

import click

from corecase.cli import site

if TYPE_CHECKING:
    from corecase.engines.manifests import Manifest


@click.group()
def snapshot() -> None:
    """Write down what is published, and look at what was written down."""


@snapshot.command()
@site.home_option
@site.database_option
@click.option(
    "--into",
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder that gets the new folder; snapshots in the home if left out.",
)
def write(home: Path, database: str, into: Path | None) -> None:
    """Write the judgements of everything that is published into a new folder.

    The worker does so by itself where something was published. The folder holds numbers and
    codes alone: no name of a person, no case reference and no text that anybody wrote of a case.
    """
    site.start(home, database)
    from corecase.actions import snapshots

    made = snapshots.write(into or home / snapshots.FOLDER, key=token_hex(), now=site.now())
    _say(made.path, made.manifest)


@snapshot.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
def check(folder: Path) -> None:
    """Read a snapshot through and say what it holds; fails where it was changed."""
    from corecase.engines.dataset import Dataset

    found = Dataset.open(folder).manifest
    _say(folder, found)
    click.echo(f"Written {found.as_at[:10]}; SHA-256 of its files: {found.sha256}")


def _say(place: Path, told: Manifest) -> None:
    click.echo(
        f"{place}: versions of reports {told.n_versions}, cases {told.n_cases}, "
        f"judgements {told.n_judgements}."
    )
    for line in told.left_out:
        click.echo(f"Left out: {line}", err=True)
