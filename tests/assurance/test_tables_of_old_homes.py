"""A home of the old migrations and a new one have the same tables, constraints and triggers."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests import kept
from tests.machine import need
from tests.postgres import Cluster, programs

OLD = """
import os
import sys

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "corecase.config.settings"
django.setup()
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

last = ("cases", sys.argv[1])
squashed = ("cases", "0001_squashed_0011_minuted_steps")
older = MigrationExecutor(connection)
older.loader.replace_migrations = False
older.loader.build_graph()
older.migrate([last])
MigrationRecorder(connection).record_unapplied(*squashed)

newer = MigrationExecutor(connection)
plan = newer.migration_plan(newer.loader.graph.leaf_nodes())
names = [migration.name for migration, _ in plan if migration.app_label == "cases"]
assert all(name > last[1] for name in names), names
call_command("migrate", verbosity=0)
assert squashed in MigrationRecorder(connection).applied_migrations()
"""
CATALOGUE = {
    "columns": """
        SELECT table_name, column_name, data_type, character_maximum_length, numeric_precision,
               is_nullable, column_default, is_identity, identity_generation
        FROM information_schema.columns WHERE table_schema = 'public'""",
    "constraints": """
        SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)
        FROM pg_constraint WHERE connamespace = 'public'::regnamespace""",
    "indexes": "SELECT tablename, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "triggers": """
        SELECT tgrelid::regclass::text, pg_get_triggerdef(oid)
        FROM pg_trigger WHERE NOT tgisinternal""",
    "functions": """
        SELECT proname, pg_get_functiondef(oid)
        FROM pg_proc WHERE pronamespace = 'public'::regnamespace""",
}


@pytest.fixture(params=["sqlite", "postgresql"])
def cluster(request: pytest.FixtureRequest) -> Iterator[Cluster | None]:
    """The server of the databases, or None for SQLite."""
    if request.param == "sqlite":
        yield None
        return
    if programs() is None:
        need("initdb", "postgresql")
    with Cluster() as started:
        yield started


@pytest.mark.parametrize("last", ["0007_council_reports", "0011_minuted_steps"])
def test_an_old_home_and_a_new_one_have_the_same_tables(
    tmp_path: Path, cluster: Cluster | None, last: str
) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    urls = [cluster.make_database(name) if cluster else "" for name in ("old", "new")]
    kept.run(old, "-c", OLD, last, url=urls[0])
    kept.run(new, "manage.py", "migrate", "--verbosity=0", url=urls[1])
    if cluster:
        found, expected = map(on_postgresql, urls)
        assert len(found["triggers"]) == 4
    else:
        found, expected = (on_sqlite(home / "corecase.sqlite3") for home in (old, new))
        assert len(found["trigger"]) == 6
    for kind in expected:
        assert found[kind] == expected[kind], kind
    assert found.keys() == expected.keys()


def on_postgresql(url: str) -> dict[str, set[tuple[object, ...]]]:
    """What the catalogue says of each kind; in which order columns stand is left out."""
    import psycopg

    with psycopg.connect(url) as connection:
        return {kind: set(connection.execute(query)) for kind, query in CATALOGUE.items()}


def on_sqlite(file: Path) -> dict[str, set[tuple[object, ...]]]:
    """How each thing of a kind was made; in which order columns stand is left out."""
    with closing(sqlite3.connect(file)) as connection:
        rows = list(connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master"))
    found: dict[str, set[tuple[object, ...]]] = {}
    for kind, name, table, sql in rows:
        made = columns(sql) if kind == "table" else [sql]
        found.setdefault(kind, set()).add((name, table, *made))
    return found


def columns(sql: str) -> list[str]:
    """The columns and constraints of a CREATE TABLE, sorted: what commas part at its own level."""
    first, last = sql.index("("), sql.rindex(")")
    parts, depth = [""], 0
    for piece in re.findall(r"'[^']*'|\"[^\"]*\"|.", sql[first + 1 : last], flags=re.DOTALL):
        depth += (piece == "(") - (piece == ")")
        if piece == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += piece
    return [*sorted(part.strip() for part in parts), sql[last:]]
