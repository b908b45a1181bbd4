"""Addresses of programmes are kept, as those of services are.

Where two programmes had one address until now, it stays with the one that was public first.
"""

import re
from typing import Any

from django.db import migrations, models

_NOT_IN_ADDRESSES = re.compile(r"[^a-z0-9]+")


def give(apps: Any, editor: Any) -> None:
    """Every programme of which something is public gets its address, the earliest first."""
    first: dict[str, Any] = {}
    for programme, at in (*_facts(apps), *_reports(apps)):
        if programme:
            first[programme] = min(at, first.get(programme, at))
    taken: set[str] = set()
    rows: dict[str, Any] = {}
    address = apps.get_model("public", "ProgrammeAddress")
    for programme, at in sorted(first.items(), key=lambda one: (one[1], one[0])):
        # In other capitals or with other spaces it is the same programme.
        plain = " ".join(programme.split()).casefold()
        if plain not in rows:
            found = _free(_of_name(programme), taken)
            taken.add(found)
            rows[plain] = address(programme=programme, address=found, given_at=at)
    address.objects.bulk_create(rows.values())


def _free(of_name: str, taken: set[str]) -> str:
    found, number = of_name, 1
    while found in taken:
        number += 1
        found = f"{of_name}-{number}"
    return found


def _facts(apps: Any) -> Any:
    facts = apps.get_model("public", "RegisteredFact").objects.filter(public_since__isnull=False)
    return facts.order_by().values_list("programme").annotate(at=models.Min("public_since"))


def _reports(apps: Any) -> Any:
    versions = apps.get_model("public", "PublishedVersion").objects.order_by()
    return versions.values_list("publication__programme").annotate(at=models.Min("published_at"))


def _of_name(name: str) -> str:
    said = name.casefold().replace("&", " and ")
    return _NOT_IN_ADDRESSES.sub("-", said).strip("-") or "-"


class Migration(migrations.Migration):
    """The table of addresses, and what stands in it."""

    dependencies = [
        ("public", "0011_withdrawn"),
    ]

    operations = [
        migrations.CreateModel(
            name="ProgrammeAddress",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("programme", models.CharField(max_length=200, unique=True)),
                ("address", models.CharField(max_length=1000, unique=True)),
                ("given_at", models.DateTimeField()),
            ],
            options={"ordering": ["programme"]},
        ),
        migrations.RunPython(give, migrations.RunPython.noop),
    ]
