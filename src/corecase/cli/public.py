"""`corecase public`: the public reading view, a process apart that knows no case."""

import os
from pathlib import Path

import click

from corecase.cli import site


@click.command()
@site.home_option
@site.database_option
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=8001,
    show_default=True,
    help="The port of 127.0.0.1 to answer on.",
)
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    help="How many processes answer.",
)
@click.option("--check", is_flag=True, help="Check that the register can be read, and end.")
@click.option(
    "--rights",
    metavar="ROLE",
    default="",
    help="Print what a role of PostgreSQL has to be granted, and end.",
)
@click.option(
    "--with-parent", is_flag=True, hidden=True, help="End when the process that started it ends."
)
def public(
    home: Path,
    database: str,
    port: int,
    workers: int,
    check: bool,
    rights: str,
    with_parent: bool,
) -> None:
    """Let anybody read what is published, until Ctrl-C.

    Nobody signs in here and nothing is written: only the register of publications is read. On
    PostgreSQL give it a database role of its own, with the rights that --rights prints and no
    other. The site that fills the register is started with corecase serve.
    """
    site.start(home, database, site.PUBLIC)
    if rights:
        from corecase.actions import published

        click.echo(published.rights(rights))
        return
    from corecase.cli.server import PublicServer

    server = PublicServer(port=port, workers=workers, parent=os.getppid() if with_parent else 0)
    if check:
        server.load()
        click.echo("The register of publications can be read.")
    else:
        server.run()
