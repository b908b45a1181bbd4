"""Starting the site's side for the commands that need its database; no other command knows it."""

import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import click

from corecase.core.errors import InputError
from corecase.exchange import backups

HOME: Final = "corecase-home"
STAFF: Final = "corecase.config.settings"
PUBLIC: Final = "corecase.config.public_settings"
SURVEYS: Final = "corecase.config.surveys_settings"
DATABASE: Final = "corecase.sqlite3"

_KEYS: Final = {STAFF: backups.KEYS, PUBLIC: (), SURVEYS: ("survey.key",)}
"""What each signs and proves with: another key in the place of one would tell no truth of it."""

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


def start(
    home: Path, database: str = "", settings: str = STAFF, *, makes_one: bool = False
) -> None:
    """Reads the settings of the site, or of the public view, for a home that is there.

    Once a process. Whatever is written from then on is readable by its owner only. Raises
    InputError where no site is in the home and `makes_one` does not say that one is being made,
    or where a variable cannot be used. Nothing is written there before that.
    """
    if not makes_one:
        check_is_there(home, database, settings)
    os.umask(0o077)
    os.environ["CORECASE_HOME"] = str(home)
    os.environ["CORECASE_DATABASE_URL"] = database
    os.environ["DJANGO_SETTINGS_MODULE"] = settings
    import django

    django.setup()


def check_is_there(home: Path, database: str, settings: str) -> None:
    """Raises InputError where the database of the home, or a key of it, is not there.

    It reads no settings: those of a site make the keys that they do not find.
    """
    file = home / DATABASE
    if not home.is_dir() or not (database or (file.is_file() and file.stat().st_size)):
        raise InputError(f"There is no site in {home}; start one with: corecase serve.")
    lacking = [name for name in _KEYS[settings] if not (home / name).is_file()]
    if lacking:
        raise InputError(
            f"There is no {' and no '.join(lacking)} in {home}; bring the keys of the site there "
            "from where they are kept, or start a site there with: corecase serve."
        )


def check_tables() -> None:
    """Raises InputError where the database answers, and its tables are not of this version."""
    from django.db import OperationalError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
    except OperationalError:
        # It may be away for a moment: whoever works through the night waits for it.
        return
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise InputError(
            "The database has not the tables of this version; bring them there with: "
            "corecase serve --check."
        )


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
