"""`corecase surveys`: the survey site, a process apart that knows no case."""

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
    default=8002,
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
@click.option("--check", is_flag=True, help="Check that surveys can be read, and end.")
@click.option(
    "--rights",
    metavar="ROLE",
    default="",
    help="Print what a role of PostgreSQL has to be granted, and end.",
)
@click.option(
    "--with-parent", is_flag=True, hidden=True, help="End when the process that started it ends."
)
def surveys(
    home: Path,
    database: str,
    port: int,
    workers: int,
    check: bool,
    rights: str,
    with_parent: bool,
) -> None:
    """Let respondents answer surveys with the codes on their sheets, until Ctrl-C.

    Nobody signs in here, no cookie is set, and no table of a case is read. On PostgreSQL give it
    a database role of its own, with the rights that --rights prints and no other: it may put
    answers in and can read none. Codes are made on the site that corecase serve starts; both
    need the same survey.key in their home.
    """
    site.start(home, database, site.SURVEYS)
    if rights:
        from corecase.actions import survey_answers

        click.echo(survey_answers.rights(rights))
        return
    from corecase.cli.server import SurveyServer

    server = SurveyServer(port=port, workers=workers, parent=os.getppid() if with_parent else 0)
    if check:
        server.load()
        click.echo("Surveys can be answered.")
    else:
        server.run()
