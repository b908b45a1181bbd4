"""The whole database as one file, and back; and the fingerprint that shows both are the same.

Every table of every application, whatever it holds: this module knows none of them.
"""

import hashlib
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

from django.db import connection, transaction

from corecase.core.backups import Engine, Fingerprint, Table
from corecase.core.errors import CorecaseError, InputError

PROGRAMS: Final = Path("/usr/lib/postgresql")
"""Where Debian keeps PostgreSQL's programs, a folder for each version."""

_AT_ONCE: Final = 2_000
_MODULUS: Final = 2**256


def engine() -> Engine:
    """Which database this site keeps its data in."""
    return Engine(connection.vendor.upper())


def copy(to: Path) -> Fingerprint:
    """Copies the database as it is at one moment, while it is written to; what the copy holds.

    Never a copy of the file: a database that is being written to tears.
    """
    if engine() is Engine.POSTGRESQL:
        return _dump(to)
    connection.ensure_connection()
    with closing(sqlite3.connect(to)) as copied:
        connection.connection.backup(copied)
        copied.execute("PRAGMA journal_mode=DELETE")
        return _fingerprint_of_sqlite(copied)


def load(file: Path) -> None:
    """Loads a copy into this site's database. Raises InputError where that is not empty."""
    if connection.introspection.table_names():
        raise InputError("The database is not empty; restore into a new one.")
    if engine() is Engine.POSTGRESQL:
        _run("pg_restore", "--exit-on-error", "--no-owner", "--single-transaction", _name(), file)
        return
    with closing(sqlite3.connect(file)) as copied:
        copied.backup(connection.connection)


def fingerprint() -> Fingerprint:
    """What this site's database holds now."""
    if engine() is Engine.POSTGRESQL:
        return _fingerprint_of_postgresql()
    # A connection of our own, because Django's turns what is stored into values of Python.
    with closing(sqlite3.connect(str(connection.settings_dict["NAME"]))) as stored:
        return _fingerprint_of_sqlite(stored)


def end_sessions() -> None:
    """Signs everybody out, who was signed in when the copy was made."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_session")


def _dump(to: Path) -> Fingerprint:
    """pg_dump and the fingerprint look at one snapshot, whatever is written meanwhile."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
        _run("pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--file={to}")
        return _fingerprint_of_postgresql()


def _fingerprint_of_sqlite(database: sqlite3.Connection) -> Fingerprint:
    query = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    names = [name for (name,) in database.execute(query)]
    return {
        # The name of a table comes from the database itself, quoted.
        name: _table(repr(tuple(row)) for row in database.execute(f'SELECT * FROM "{name}"'))  # noqa: S608 quoted
        for name in names
    }


def _fingerprint_of_postgresql() -> Fingerprint:
    with connection.cursor() as cursor:
        names = connection.introspection.table_names(cursor)
    return {name: _table(_rows(name)) for name in names}


def _rows(table: str) -> Iterator[str]:
    with connection.cursor() as cursor:
        quoted = connection.ops.quote_name(table)
        cursor.execute(f"SELECT t::text FROM {quoted} t")  # noqa: S608 quoted by Django
        while rows := cursor.fetchmany(_AT_ONCE):
            yield from (row for (row,) in rows)


def _table(rows: Iterable[str]) -> Table:
    """The hashes of the rows added up: the same in whatever order a database gives them."""
    n_rows = total = 0
    for row in rows:
        n_rows += 1
        total += int.from_bytes(hashlib.sha256(row.encode()).digest())
    return Table(n_rows=n_rows, sha256=f"{total % _MODULUS:064x}")


def _name() -> str:
    return f"--dbname={connection.settings_dict['NAME']}"


def _run(program: str, *arguments: object) -> None:
    """Runs one of PostgreSQL's programs on this site's database; the password stays unseen."""
    told = connection.settings_dict
    variables = {
        "PGHOST": told["HOST"],
        "PGPORT": told["PORT"],
        "PGUSER": told["USER"],
        "PGPASSWORD": told["PASSWORD"],
        "PGDATABASE": told["NAME"],
        # As the site itself connects: sslmode is PGSSLMODE, and so on.
        **{f"PG{name.upper()}": value for name, value in told["OPTIONS"].items()},
    }
    done = subprocess.run(  # noqa: S603 our own words, no shell
        [_found(program), *map(str, arguments)],
        env={**os.environ, **{name: str(value) for name, value in variables.items() if value}},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise CorecaseError(f"{program} failed: {done.stderr.strip()}")


def _found(program: str) -> str:
    newest = sorted(PROGRAMS.glob(f"*/bin/{program}"), key=lambda path: int(path.parts[-3]))
    found = str(newest[-1]) if newest else shutil.which(program)
    if found is None:
        raise InputError(f"{program} is missing; install the client programs of PostgreSQL.")
    return found
