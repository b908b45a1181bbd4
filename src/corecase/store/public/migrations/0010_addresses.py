"""Addresses of services are kept, and the views of what is public let nothing behind them out.

Whoever may make an operator could see by it the rows that a view leaves out, because PostgreSQL
tries it on them while it plans; behind a security barrier it does not. A later migration that
replaces one of these views has to say so again. SQLite knows no roles.

Where two services had one address until now, it stays with the one that was public first.
"""

import re
from typing import Any

from django.db import migrations, models

VIEWS = ("public_takenfact", "public_takensource", "public_takenmoment")
OF_NO_SERVICE = ("lowest_to_date", "average_to_date", "highest_to_date")
_NOT_IN_ADDRESSES = re.compile(r"[^a-z0-9]+")


def bar(apps: Any, editor: Any) -> None:
    """The condition of each view is asked before anything that a reader adds."""
    if editor.connection.vendor == "postgresql":
        for view in VIEWS:
            editor.execute(f"ALTER VIEW {view} SET (security_barrier = true)")


def unbar(apps: Any, editor: Any) -> None:
    """The views as they were."""
    if editor.connection.vendor == "postgresql":
        for view in VIEWS:
            editor.execute(f"ALTER VIEW {view} RESET (security_barrier)")


def give(apps: Any, editor: Any) -> None:
    """Every service of which something is public gets its address, the earliest first."""
    first: dict[str, Any] = {}
    for service, at in (*_facts(apps), *_reports(apps)):
        if service:
            first[service] = min(at, first.get(service, at))
    taken: set[str] = set()
    rows: dict[str, Any] = {}
    address = apps.get_model("public", "ServiceAddress")
    for service, at in sorted(first.items(), key=lambda one: (one[1], one[0])):
        # In other capitals or with other spaces it is the same service.
        plain = " ".join(service.split()).casefold()
        if plain not in rows:
            found = _free(_of_name(service), taken)
            taken.add(found)
            rows[plain] = address(service=service, address=found, given_at=at)
    address.objects.bulk_create(rows.values())


def _free(of_name: str, taken: set[str]) -> str:
    found, number = of_name, 1
    while found in taken:
        number += 1
        found = f"{of_name}-{number}"
    return found


def _facts(apps: Any) -> Any:
    facts = apps.get_model("public", "RegisteredFact").objects.filter(public_since__isnull=False)
    facts = facts.exclude(measure="count:services")
    for kind in OF_NO_SERVICE:
        facts = facts.exclude(measure__startswith=f"{kind}:")
    return facts.order_by().values_list("service").annotate(at=models.Min("public_since"))


def _reports(apps: Any) -> Any:
    versions = apps.get_model("public", "PublishedVersion").objects.order_by()
    return versions.values_list("publication__service").annotate(at=models.Min("published_at"))


def _of_name(name: str) -> str:
    said = name.casefold().replace("&", " and ")
    return _NOT_IN_ADDRESSES.sub("-", said).strip("-") or "-"


class Migration(migrations.Migration):
    """The table of addresses, what stands in it, and the barrier."""

    dependencies = [
        ("public", "0009_takenmoment"),
    ]

    operations = [
        migrations.CreateModel(
            name="ServiceAddress",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("service", models.CharField(max_length=200, unique=True)),
                ("address", models.CharField(max_length=1000, unique=True)),
                ("given_at", models.DateTimeField()),
            ],
            options={"ordering": ["service"]},
        ),
        migrations.RunPython(give, migrations.RunPython.noop),
        migrations.RunPython(bar, unbar),
    ]
