"""`corecase audit`: verify what was done, and keep its heads where nobody here can reach them."""

from collections.abc import Sequence
from pathlib import Path

import click

from corecase.cli import exits, site
from corecase.core.audit import Fault
from corecase.exchange import anchors

_SHOWN = 50


@click.group()
def audit() -> None:
    """Verify the audit, and copy its heads off this machine."""


@audit.command()
@site.home_option
@site.database_option
@click.option(
    "--anchors",
    "kept",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    multiple=True,
    help="A file of heads kept elsewhere, from: corecase audit anchor.",
)
def verify(home: Path, database: str, kept: tuple[Path, ...]) -> int:
    """Verify every entry of every chain against the keys and the anchors.

    Without heads kept elsewhere, nothing shows that somebody with this machine in hand wrote
    the audit, its anchors and all, anew.
    """
    site.start(home, database)
    from corecase.actions import audits

    faults = audits.verify(head for file in kept for head in anchors.read(file))
    print_faults(faults)
    return exits.TAMPERED if faults else exits.OK


@audit.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@site.home_option
@site.database_option
def anchor(file: Path, home: Path, database: str) -> None:
    """Add the head of every chain to FILE, to be kept on another machine."""
    site.start(home, database)
    from corecase.actions import audits

    heads = audits.anchor(now=site.now())
    anchors.add(file, heads)
    click.echo(f"{file}: the heads of {len(heads)} chains.")


def print_faults(faults: Sequence[Fault]) -> None:
    """Says that the audit is as it was written, or each way in which it is not."""
    if not faults:
        click.echo("The audit is as it was written.")
        return
    for fault in faults[:_SHOWN]:
        click.echo(str(fault), err=True)
    click.echo(f"The audit is not as it was written: {len(faults)} faults.", err=True)
