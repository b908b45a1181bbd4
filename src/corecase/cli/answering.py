"""What the two sites that anybody reaches are started with: the public view, the survey site."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from corecase.cli import site
from corecase.cli.options import Option, gathered

if TYPE_CHECKING:
    from corecase.cli.server import Server


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """How one of them is to be started, or what is to be looked at instead."""

    home: Path
    database: str
    port: int
    workers: int
    check: bool
    rights: str
    with_parent: bool

    def answer(self, server: "Callable[..., Server]", *, ready: str) -> None:
        """Answers until Ctrl-C; says that it is ready, and ends, where no more was asked."""
        made = server(
            port=self.port, workers=self.workers, parent=os.getppid() if self.with_parent else 0
        )
        if self.check:
            made.load()
            click.echo(ready)
        else:
            made.run()


def asked_option(*, port: int, check: str) -> Option:
    """Their options as the argument `asked` of a command; `check` says what --check does."""
    return gathered(
        "asked",
        Asked,
        site.home_option,
        site.database_option,
        click.option(
            "--port",
            type=click.IntRange(1, 65535),
            default=port,
            show_default=True,
            help="The port of 127.0.0.1 to answer on.",
        ),
        click.option(
            "--workers",
            type=click.IntRange(1, 64),
            default=1,
            show_default=True,
            help="How many processes answer.",
        ),
        click.option("--check", is_flag=True, help=check),
        click.option(
            "--rights",
            metavar="ROLE",
            default="",
            help="Print what a role of PostgreSQL has to be granted, and end.",
        ),
        click.option(
            "--with-parent",
            is_flag=True,
            hidden=True,
            help="End when the process that started it ends.",
        ),
    )
