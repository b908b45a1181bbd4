"""`corecase serve`: the site on this machine, from an empty folder to a page in a browser."""

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
    default=8000,
    show_default=True,
    help="The port of 127.0.0.1 to answer on.",
)
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=2,
    show_default=True,
    help="How many processes answer; twice the processor's cores is plenty.",
)
@click.option(
    "--demo", is_flag=True, help="Load the demonstration: invented people, synthetic cases."
)
@click.option("--check", is_flag=True, help="Prepare everything, check it, and end.")
def serve(home: Path, database: str, port: int, workers: int, demo: bool, check: bool) -> None:
    """Start the site and answer until Ctrl-C.

    Makes the home with its keys where there is none, brings the tables to this version, and
    refuses to start where a setting would lose or show what it has to keep.
    """
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    if demo:
        os.environ["CORECASE_DEMO"] = "1"
    site.start(home, database)
    site.migrate()
    if demo:
        _load_demonstration()
    from corecase.cli.server import Server

    server = Server(port=port, workers=workers)
    if check:
        server.load()
        click.echo(f"{home} is ready to be served.")
    else:
        server.run()


def _load_demonstration() -> None:
    """Loads it into an empty site; says who its people are either way."""
    from corecase.actions import demonstration

    demonstration.load(now=site.now(), on_step=lambda step: click.echo(f"Loading {step}."))
    click.echo("The demonstration's people, each signed in by one click on the sign-in page:")
    for name, words in demonstration.listed():
        click.echo(f"  {name}: {words}")
