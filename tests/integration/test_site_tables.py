"""The tables of a home are those of this version, by whichever migrations it came to them."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.test.utils import CaptureQueriesContext

from corecase.config import checks

LAST = ("cases", "0011_minuted_steps")
SQUASHED = ("cases", "0001_squashed_0011_minuted_steps")


def test_the_squashed_migration_makes_what_those_it_replaces_make() -> None:
    loader = MigrationLoader(None, replace_migrations=False)
    old, new = loader.project_state(LAST), loader.project_state(SQUASHED)
    assert len([app for app, _ in new.models if app == "cases"]) > 70
    assert MigrationAutodetector(old, new).changes(graph=loader.graph) == {}
    assert MigrationAutodetector(new, old).changes(graph=loader.graph) == {}


@pytest.mark.django_db
def test_no_table_waits_for_a_migration() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.django_db
def test_a_home_of_the_old_migrations_is_recognised_and_its_tables_left_alone() -> None:
    MigrationRecorder(connection).record_unapplied(*SQUASHED)
    assert checks.is_up_to_date(connection)
    with CaptureQueriesContext(connection) as asked:
        call_command("migrate", verbosity=0, interactive=False)
    assert SQUASHED in MigrationRecorder(connection).applied_migrations()
    words = {query["sql"].split()[0] for query in asked.captured_queries}
    assert "INSERT" in words
    assert not words & {"CREATE", "ALTER", "DROP"}


@pytest.mark.django_db
def test_a_home_in_between_goes_on_where_it_stopped() -> None:
    missing = [("cases", "0010_told_changes"), LAST]
    for name in (*missing, SQUASHED):
        MigrationRecorder(connection).record_unapplied(*name)
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    assert [(migration.app_label, migration.name) for migration, _ in plan] == missing
    assert not checks.is_up_to_date(connection)
