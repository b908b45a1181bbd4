"""`corecase worker`: the process that makes reports and publishes them, beside the site."""

from pathlib import Path

import click

from corecase.cli import site


@click.command()
@site.home_option
@site.database_option
@click.option("--once", is_flag=True, help="Do what is to be done now, and end.")
def worker(home: Path, database: str, once: bool) -> None:
    """Make the reports that are asked for on the site, and publish those whose time has come.

    corecase serve starts one by itself. More of them share the work; one that dies loses
    nothing, because another takes over what it was at. On another machine it needs the keys of
    the site in its home.
    """
    site.start(home, database)
    site.check_tables()
    from corecase.worker.loop import Worker

    if once:
        Worker().drain()
    else:
        Worker().run()
