"""`corecase serve`: the site on this machine, from an empty folder to a page in a browser."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from corecase.cli import site
from corecase.core.errors import InputError

if TYPE_CHECKING:
    from corecase.cli.server import Server

PORT_SECONDS: Final = 5
LAST_PORT: Final = 65535


@click.command()
@site.home_option
@site.database_option
@click.option(
    "--port",
    type=click.IntRange(1, LAST_PORT),
    default=8000,
    show_default=True,
    help="The port of 127.0.0.1 to answer on.",
)
@click.option(
    "--public-port",
    type=click.IntRange(1, LAST_PORT),
    help="Start the public view beside the site, on this port of 127.0.0.1. The demonstration "
    "starts it on the port after the site's.",
)
@click.option(
    "--survey-port",
    type=click.IntRange(1, LAST_PORT),
    help="Start the survey site beside the site, on this port of 127.0.0.1. The demonstration "
    "starts it on the port after the public view's.",
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
def serve(
    home: Path,
    database: str,
    port: int,
    public_port: int | None,
    survey_port: int | None,
    workers: int,
    demo: bool,
    check: bool,
) -> None:
    """Start the site and answer until Ctrl-C.

    Makes the home with its keys where there is none, brings the tables to this version, and
    refuses to start where a setting would lose or show what it has to keep. A worker that makes
    the reports runs beside it.
    """
    if demo:
        public_port, survey_port = _beside_a_demonstration(port, public_port, survey_port)
    if not check:
        for wanted in filter(None, (port, public_port, survey_port)):
            _check_free(wanted)
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    _say_addresses(public_port, survey_port, demo=demo)
    if demo and not check:
        _load_apart(home, database, port)
    site.start(home, database, makes_one=True)
    site.migrate()
    if demo and check:
        _load_demonstration(port)
    server = _server(port, workers, public_port, survey_port)
    if check:
        server.load()
        click.echo(f"{home} is ready to be served.")
    else:
        server.run()


def _say_addresses(public_port: int | None, survey_port: int | None, *, demo: bool) -> None:
    """Puts into the environment where the sites beside it answer, unless somebody said so."""
    if demo:
        os.environ["CORECASE_DEMO"] = "1"
    if public_port:
        os.environ.setdefault("CORECASE_PUBLIC_ADDRESS", f"http://localhost:{public_port}/")
    if survey_port:
        os.environ.setdefault("CORECASE_SURVEY_ADDRESS", f"http://localhost:{survey_port}/")


def _server(port: int, workers: int, public_port: int | None, survey_port: int | None) -> Server:
    """The server with what runs beside it: the worker, and the sites whose port is given."""
    from corecase.cli.beside import Beside
    from corecase.cli.server import Server

    # Started as commands are: with the home and the database of the environment.
    beside = tuple(Beside(*words) for words in _beside(public_port, survey_port))
    return Server(port=port, workers=workers, beside=beside)


def _beside(public_port: int | None, survey_port: int | None) -> Iterator[tuple[str, ...]]:
    """The words of each command that runs beside the site."""
    yield ("worker",)
    for command, port in (("public", public_port), ("surveys", survey_port)):
        if port:
            yield (command, "--with-parent", "--port", str(port))


def _beside_a_demonstration(port: int, public: int | None, survey: int | None) -> tuple[int, int]:
    """The ports of the public view and of the survey site: those asked for, else the next."""
    given = {port, public, survey}
    after = (
        n for n in (*range(port + 1, LAST_PORT + 1), *range(port - 1, 0, -1)) if n not in given
    )
    return public or next(after), survey or next(after)


def _check_free(port: int) -> None:
    """Raises InputError where something else answers there, before anything is made.

    It waits a little: the last processes of a site that was killed give the port back late.
    """
    for _ in range(PORT_SECONDS):
        if _is_free(port):
            return
        time.sleep(1)
    raise InputError(
        f"Port {port} cannot be used: another program has it, or only the system may; choose "
        "another one with --port, --public-port or --survey-port (make demo PORT=8010)."
    )


def _is_free(port: int) -> bool:
    with socket.socket() as tried:
        # As the server does it: a port that was used a moment ago is free.
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _load_apart(home: Path, database: str, port: int) -> None:
    """Loads the demonstration by a command of its own; ends where that ends badly.

    What loads it typesets reports, which leaves threads behind, and a server that parts from a
    process with threads waits for them for ever.
    """
    words = ["serve", "--demo", "--check", "--home", str(home), "--port", str(port)]
    # By its variable: a password on a command line is seen by everybody on the machine.
    variables = os.environ | {"CORECASE_DATABASE_URL": database}
    done = subprocess.run([sys.executable, "-m", "corecase", *words], env=variables, check=False)  # noqa: S603 - our own command
    if done.returncode:
        raise click.exceptions.Exit(done.returncode)


def _load_demonstration(port: int) -> None:
    """Loads it into an empty site; says who its people are either way."""
    from corecase.actions import demonstration

    demonstration.load(
        now=site.now(),
        on_step=lambda step: click.echo(f"Loading {step}."),
        link=lambda token: f"http://localhost:{port}{site.path_to('copy', token)}",
    )
    click.echo("The demonstration's people, each signed in by one click on the sign-in page:")
    for name, words in demonstration.listed():
        click.echo(f"  {name}: {words}")
    click.echo(
        "To answer a survey: as Lee Lead, make codes under Surveys of Anyborough's inspection."
    )
