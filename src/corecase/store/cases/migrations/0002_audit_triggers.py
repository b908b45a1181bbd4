"""Triggers that refuse to change or delete what the audit holds, on both databases."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TABLES = ("cases_event", "cases_consultation")
# SQLite's INSERT OR REPLACE deletes what stands in its way without asking the trigger.
SAME = {
    "cases_event": "id = NEW.id OR (chain = NEW.chain AND sequence = NEW.sequence)",
    "cases_consultation": "id = NEW.id",
}
REFUSAL = "the audit is append-only"


def add(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """One trigger for each table and deed; PostgreSQL's also refuses to truncate."""
    if editor.connection.vendor == "postgresql":
        editor.execute(
            "CREATE FUNCTION corecase_append_only() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
        )
        for table in TABLES:
            editor.execute(
                f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
                "FOR EACH ROW EXECUTE FUNCTION corecase_append_only()"
            )
            editor.execute(
                f"CREATE TRIGGER {table}_whole BEFORE TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION corecase_append_only()"
            )
        return
    for table in TABLES:
        for deed in ("UPDATE", "DELETE"):
            editor.execute(
                f"CREATE TRIGGER {table}_no_{deed.lower()} BEFORE {deed} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            )
        editor.execute(
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
            f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {SAME[table]}) "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )


def remove(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Takes the triggers away again."""
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP FUNCTION corecase_append_only CASCADE")
        return
    for table in TABLES:
        for deed in ("update", "delete", "replace"):
            editor.execute(f"DROP TRIGGER {table}_no_{deed}")


class Migration(migrations.Migration):
    """The triggers."""

    dependencies = [("cases", "0001_initial")]
    operations = [migrations.RunPython(add, remove)]
