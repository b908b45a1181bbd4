"""Facts and links are public from a second person's word on.

What was public before stays so: nobody's second word is invented for it, and its history shows
none. On SQLite the views have to go while the tables behind them are made anew; on PostgreSQL
they are replaced in place, so that the public view's role keeps its right to read them.
"""

from typing import Any

from django.db import migrations, models
from django.db.models.deletion import PROTECT
from django.utils import timezone

COLUMNS = """, service, measure, value, most, out_of, unit, said, programme, region,
    kind_of_inspection, inspected, published, cases, scope, scope_understood, services, as_at,
    owner, standing, source, source_published, place
FROM public_registeredfact
"""
# A correction takes the place of the nearest fact before it that is public: one between them may
# have been sent back, or taken out, and then what it corrected would stand again beside this one.
TAKEN = f"""
SELECT id, former.seen AS corrects_id{COLUMNS}
LEFT JOIN (
    WITH RECURSIVE step (correction, seen) AS (
        SELECT id, corrects_id FROM public_registeredfact
        WHERE corrects_id IS NOT NULL AND public_since IS NOT NULL
        UNION ALL
        SELECT step.correction, unseen.corrects_id FROM step
        JOIN public_registeredfact unseen ON unseen.id = step.seen
        WHERE unseen.public_since IS NULL AND unseen.corrects_id IS NOT NULL
    )
    SELECT step.correction, step.seen FROM step
    JOIN public_registeredfact one ON one.id = step.seen
    WHERE one.public_since IS NOT NULL
) former ON former.correction = id
WHERE public_since IS NOT NULL
"""
TAKEN_BEFORE = f"SELECT id, corrects_id{COLUMNS} WHERE state = 'TAKEN'"
SOURCES = """
SELECT source, COUNT(id) AS n_facts, COUNT(DISTINCT service) AS n_services,
    MAX(public_since) AS taken_at
FROM public_registeredfact
WHERE public_since IS NOT NULL
GROUP BY source
"""
SOURCES_BEFORE = """
SELECT fact.source AS source, COUNT(DISTINCT fact.id) AS n_facts,
    COUNT(DISTINCT fact.service) AS n_services, MAX(decision.at) AS taken_at
FROM public_registeredfact fact
JOIN public_factdecision decision ON decision.fact_id = fact.id
WHERE fact.state = 'TAKEN' AND decision.state = 'TAKEN'
GROUP BY fact.source
"""


def _made(editor: Any, taken: str, sources: str) -> None:
    replace = (
        "CREATE OR REPLACE VIEW" if editor.connection.vendor == "postgresql" else "CREATE VIEW"
    )
    editor.execute(f"{replace} public_takenfact AS {taken}")
    editor.execute(f"{replace} public_takensource AS {sources}")


def drop(apps: Any, editor: Any) -> None:
    """Takes the views away where a table behind them cannot be changed under them."""
    if editor.connection.vendor != "postgresql":
        editor.execute("DROP VIEW public_takensource")
        editor.execute("DROP VIEW public_takenfact")


def undrop(apps: Any, editor: Any) -> None:
    """The views as they were, where they had gone."""
    if editor.connection.vendor != "postgresql":
        _made(editor, TAKEN_BEFORE, SOURCES_BEFORE)


def make(apps: Any, editor: Any) -> None:
    """The views of what is public, by the second person's word."""
    _made(editor, TAKEN, SOURCES)


def unmake(apps: Any, editor: Any) -> None:
    """The views as they were, of what one person took; where they can stay at all."""
    if editor.connection.vendor == "postgresql":
        _made(editor, TAKEN_BEFORE, SOURCES_BEFORE)
    else:
        drop(apps, editor)


def keep(apps: Any, editor: Any) -> None:
    """What one person made public stays public since then; links get the entry they came by."""
    facts = apps.get_model("public", "RegisteredFact").objects.filter(state="TAKEN")
    taken = models.Max("decisions__at", filter=models.Q(decisions__state="TAKEN"))
    rows = list(facts.annotate(taken_at=taken).select_related("text"))
    for row in rows:
        row.public_since = row.taken_at or row.text.asked_at
    facts.bulk_update(rows, ["public_since"], batch_size=500)
    now = timezone.now()
    said = ("service", "kind", "other", "since", "source", "standing")
    links = apps.get_model("public", "ServiceLink").objects.order_by("pk").values(*said)
    entry = apps.get_model("public", "LinkEntry")
    entry.objects.bulk_create(
        entry(**row, state="RELEASED", entered_by=0, entered_at=now, decided_at=now)
        for row in links
    )


class Migration(migrations.Migration):
    """When a fact became public, who may see it, and the entries of links."""

    dependencies = [
        ("public", "0007_taken"),
    ]

    operations = [
        migrations.RunPython(drop, undrop),
        migrations.AddField(
            model_name="registeredfact",
            name="public_since",
            field=models.DateTimeField(db_index=True, null=True),
        ),
        migrations.AddConstraint(
            model_name="registeredfact",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("public_since__isnull", False), ("state", "WAITING"), _negated=True
                ),
                name="registered_fact_waits_unseen",
            ),
        ),
        migrations.RemoveConstraint(model_name="factdecision", name="fact_decision_state"),
        migrations.RemoveConstraint(model_name="factdecision", name="fact_refused_with_reason"),
        migrations.AddConstraint(
            model_name="factdecision",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ("TAKEN", "REFUSED", "RELEASED", "RETURNED"))),
                name="fact_decision_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="factdecision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reason", ""), ("state__in", ("REFUSED", "RETURNED")), _negated=True
                ),
                name="fact_refused_with_reason",
            ),
        ),
        migrations.AddField(
            model_name="servicelink",
            name="until",
            field=models.CharField(blank=True, max_length=100, default=""),
            preserve_default=False,
        ),
        migrations.AlterModelOptions(
            name="servicelink", options={"ordering": ["service", "other", "pk"]}
        ),
        migrations.RemoveConstraint(model_name="servicelink", name="service_link_once"),
        migrations.AddConstraint(
            model_name="servicelink",
            constraint=models.UniqueConstraint(
                fields=("service", "kind", "other", "since"), name="service_link_once"
            ),
        ),
        migrations.CreateModel(
            name="LinkEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("service", models.CharField(max_length=200)),
                ("kind", models.CharField(max_length=10)),
                ("other", models.CharField(max_length=200)),
                ("since", models.CharField(blank=True, max_length=100)),
                ("until", models.CharField(blank=True, max_length=100)),
                ("source", models.CharField(max_length=1000)),
                ("standing", models.CharField(max_length=20)),
                ("takes_out", models.BooleanField(default=False)),
                ("reason", models.CharField(blank=True, max_length=1000)),
                ("entered_by", models.BigIntegerField()),
                ("entered_at", models.DateTimeField()),
                ("state", models.CharField(db_index=True, default="ENTERED", max_length=10)),
                ("decided_by", models.BigIntegerField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                ("returned_because", models.CharField(blank=True, max_length=1000)),
                (
                    "corrects",
                    models.ForeignKey(
                        null=True,
                        on_delete=PROTECT,
                        related_name="corrected_by",
                        to="public.linkentry",
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ("FOLLOWS", "COVERS"))),
                        name="link_entry_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ("ENTERED", "RELEASED", "RETURNED"))),
                        name="link_entry_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("service", models.F("other")), _negated=True),
                        name="link_entry_of_two",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", True), ("state", "ENTERED")),
                            models.Q(
                                models.Q(("state", "ENTERED"), _negated=True),
                                ("decided_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="link_entry_decided",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by__isnull", True),
                            models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="link_entry_decided_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("returned_because", ""), ("state", "RETURNED"), _negated=True
                        ),
                        name="link_entry_returned_with_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("corrects__isnull", True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="link_entry_corrects_with_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("takes_out", False), ("corrects__isnull", False), _connector="OR"
                        ),
                        name="link_entry_takes_out_one",
                    ),
                ],
            },
        ),
        migrations.RunPython(keep, migrations.RunPython.noop),
        migrations.RunPython(make, unmake),
    ]
