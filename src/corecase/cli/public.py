"""`corecase public`: the public reading view, a process apart that knows no case."""

import click

from corecase.cli import site
from corecase.cli.answering import Asked, asked_option


@click.command()
@asked_option(port=8001, check="Check that the register can be read, and end.")
def public(asked: Asked) -> None:
    """Let anybody read what is published, until Ctrl-C.

    Nobody signs in here and nothing is written: only the register of publications is read. On
    PostgreSQL give it a database role of its own, with the rights that --rights prints and no
    other. The site that fills the register is started with corecase serve.
    """
    site.start(asked.home, asked.database, site.PUBLIC)
    if asked.rights:
        from corecase.actions import published

        click.echo(published.rights(asked.rights))
        return
    from corecase.cli.server import PublicServer

    asked.answer(PublicServer, ready="The register of publications can be read.")
