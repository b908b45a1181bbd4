"""Starting the site's side for the commands that need its database; no other command knows it."""

import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import click

from corecase.core.errors import InputError

HOME: Final = "corecase-home"
STAFF: Final = "corecase.config.settings"
PUBLIC: Final = "corecase.config.public_settings"
SURVEYS: Final = "corecase.config.surveys_settings"

_WITHOUT_TABLE: Final = ("UndefinedTable", "UndefinedColumn")
"""What PostgreSQL says where the tables are not those of this version."""

home_option: Callable[[Callable[..., Any]], Callable[..., Any]] = click.option(
    "--home",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(HOME),
    show_default=True,
    envvar="CORECASE_HOME",
    show_envvar=True,
    help="The folder of the database, the keys and the anchors.",
)
database_option: Callable[[Callable[..., Any]], Callable[..., Any]] = click.option(
    "--database",
    default="",
    metavar="URL",
    envvar="CORECASE_DATABASE_URL",
    show_envvar=True,
    help="postgresql://user:password@host:port/name; without it, SQLite in the home. A password "
    "is safer in the variable, where other people of the machine do not see it.",
)


def start(home: Path, database: str = "", settings: str = STAFF) -> None:
    """Reads the settings of the site, or of the public view, for a home that is there.

    Once a process. Whatever is written from then on is readable by its owner only. Raises
    InputError where the home is not there, or where a variable cannot be used.
    """
    if not home.is_dir():
        raise InputError(f"There is no site in {home}; start one with: corecase serve.")
    os.umask(0o077)
    os.environ["CORECASE_HOME"] = str(home)
    os.environ["CORECASE_DATABASE_URL"] = database
    os.environ["DJANGO_SETTINGS_MODULE"] = settings
    import django

    django.setup()


def migrate() -> None:
    """Brings the tables to this version; nothing where they are."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)


def said_of(error: Exception) -> str:
    """What to say of a database that did not answer, or has other tables; empty for all else."""
    faults = sys.modules.get("django.db.utils")
    if faults is None:
        return ""
    is_without_table = type(error.__cause__).__name__ in _WITHOUT_TABLE
    if not isinstance(error, faults.OperationalError) and not is_without_table:
        return ""
    told = str(error).partition("\n")[0].strip()
    return (
        f"The database does not answer as this version asks ({told}). Check the home and the "
        "address of the database, and start the site once with: corecase serve."
    )


def path_to(name: str, *arguments: object) -> str:
    """The address of a page without its host: `/people/`."""
    from django.urls import reverse

    return reverse(name, args=arguments)


def now() -> datetime:
    """The time of what a command does."""
    return datetime.now(UTC)
