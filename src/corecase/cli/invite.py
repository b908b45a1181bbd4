"""`corecase invite`: the first administrator, from the machine of the site."""

from pathlib import Path

import click

from corecase.cli import site


@click.command()
@click.argument("email")
@click.option("--name", required=True, help="The name that colleagues know.")
@site.home_option
@site.database_option
@click.option(
    "--address",
    default="http://localhost:8000",
    show_default=True,
    help="Where browsers reach the site.",
)
def invite(email: str, name: str, home: Path, database: str, address: str) -> None:
    """Invite the first administrator and print the link, which is valid for 7 days.

    From then on administrators invite on the page People, and this command refuses.
    """
    site.start(home, database)
    site.migrate()
    from corecase.actions import first_administrator

    token = first_administrator.invite(email, name, now=site.now())
    click.echo(f"{address.rstrip('/')}{site.path_to('invitation', token)}")
