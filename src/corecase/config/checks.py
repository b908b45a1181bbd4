"""What the site refuses to start with: settings that would lose, or show, what it has to keep."""

import sqlite3
from collections.abc import Iterator
from typing import Any, Final

from django.contrib.auth import get_user_model
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor

from corecase.core.errors import InputError

SHORTEST_KEY: Final = 32
LOCAL: Final = frozenset({"127.0.0.1", "localhost", "[::1]"})
JOURNALS: Final = frozenset({"truncate", "delete", "persist"})
EXTRA: Final = 3
SAFE_WAL: Final = (3, 51, 3)
"""The first SQLite whose checkpoints cannot corrupt a database in WAL."""
DURABLE: Final = ("fsync", "synchronous_commit", "full_page_writes", "data_checksums")


def check(settings: Any) -> None:
    """Raises InputError with every reason not to start; leaves no connection open."""
    connection = connections["default"]
    try:
        found = [*settings_faults(settings), *database_faults(connection)]
        if not is_up_to_date(connection):
            found.append("Its tables are not those of this version; start it with: corecase serve.")
        else:
            found += people_faults(demo=settings.DEMO)
    finally:
        connections.close_all()
    if found:
        raise InputError(" ".join(["Corecase does not start.", *found]))


def settings_faults(settings: Any) -> Iterator[str]:
    """A sentence for each setting that shows what it should not, or lets somebody in."""
    if settings.DEBUG:
        yield "DEBUG is on and would show what was typed; turn it off."
    for name in ("SECRET_KEY", "AUDIT_KEY"):
        if len(getattr(settings, name)) < SHORTEST_KEY:
            yield (
                f"{name} has fewer than {SHORTEST_KEY} characters; remove its file from the home "
                "before the first start, and a good one is made."
            )
    if any(host.startswith((".", "*")) for host in settings.ALLOWED_HOSTS):
        yield "It would answer to any host; name each in CORECASE_HOSTS."
    is_local = LOCAL.issuperset(settings.ALLOWED_HOSTS)
    if settings.DEMO and (settings.SECURE_SSL_REDIRECT or not is_local):
        yield (
            "A demonstration lets anybody in; keep CORECASE_HOSTS to this machine without "
            "CORECASE_HTTPS, or start without CORECASE_DEMO."
        )
    secure = settings.SESSION_COOKIE_SECURE and settings.CSRF_COOKIE_SECURE
    if not secure and (settings.SECURE_SSL_REDIRECT or not is_local):
        yield (
            "Cookies would travel unencrypted to another machine; set CORECASE_HTTPS=1 behind a "
            "proxy that speaks https."
        )


def database_faults(connection: BaseDatabaseWrapper) -> Iterator[str]:
    """A sentence for each way in which this database could lose what it acknowledged."""
    if connection.vendor == "postgresql":
        yield from postgresql_faults({name: _shown(connection, name) for name in DURABLE})
    else:
        yield from sqlite_faults(
            sqlite3.sqlite_version_info,
            journal=_asked(connection, "PRAGMA journal_mode"),
            synchronous=int(_asked(connection, "PRAGMA synchronous")),
        )


def sqlite_faults(version: tuple[int, ...], *, journal: str, synchronous: int) -> Iterator[str]:
    """Faults of SQLite: `synchronous` counts from 0 (off) to 3 (extra)."""
    if journal == "wal" and version < SAFE_WAL:
        yield (
            f"SQLite {'.'.join(map(str, version))} can corrupt a database in WAL; keep the "
            "rollback journal, or install SQLite 3.51.3 or newer."
        )
    elif journal not in {*JOURNALS, "wal"}:
        yield f"SQLite keeps its journal in {journal}, which a crash loses; use TRUNCATE."
    if synchronous < EXTRA:
        yield "SQLite does not wait for the disk at each commit; set synchronous to EXTRA."


def postgresql_faults(shown: dict[str, str]) -> Iterator[str]:
    """Faults of PostgreSQL: each setting of `DURABLE` has to be on."""
    for name in DURABLE:
        # remote_apply waits for a standby as well as for this machine's disk.
        if shown[name] not in {"on", "remote_apply"}:
            yield f"PostgreSQL runs with {name}={shown[name]}; set it to on."


def is_up_to_date(connection: BaseDatabaseWrapper) -> bool:
    """Whether every change of the tables that this version asks for is made."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def people_faults(*, demo: bool) -> Iterator[str]:
    """People of the demonstration, who sign in without proof, and others are never together."""
    people = get_user_model().objects
    if demo and people.filter(is_demonstration=False).exists():
        yield (
            "This home holds people who are not of the demonstration, where anybody would get "
            "in; start with another home, or without CORECASE_DEMO."
        )
    if not demo and people.filter(is_demonstration=True, is_active=True).exists():
        yield (
            "This home holds the demonstration's people, who sign in without a password; start "
            "with another home, or with CORECASE_DEMO=1."
        )


def _shown(connection: BaseDatabaseWrapper, name: str) -> str:
    return _asked(connection, f"SHOW {name}")


def _asked(connection: BaseDatabaseWrapper, query: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return str(cursor.fetchone()[0])
