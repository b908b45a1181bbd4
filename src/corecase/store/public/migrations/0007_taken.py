"""Two views of the register for the public process: taken facts, and the sources they come from.

A role of the database that may read these and not the tables behind them sees no fact that waits
or was refused, and nothing of the review. A later migration that alters those tables has to drop
the views first and make them again.
"""

from django.db import migrations, models

TAKEN = """
CREATE VIEW public_takenfact AS
SELECT id, corrects_id, service, measure, value, most, out_of, unit, said, programme, region,
    kind_of_inspection, inspected, published, cases, scope, scope_understood, services, as_at,
    owner, standing, source, source_published, place
FROM public_registeredfact
WHERE state = 'TAKEN'
"""
SOURCES = """
CREATE VIEW public_takensource AS
SELECT fact.source AS source, COUNT(DISTINCT fact.id) AS n_facts,
    COUNT(DISTINCT fact.service) AS n_services, MAX(decision.at) AS taken_at
FROM public_registeredfact fact
JOIN public_factdecision decision ON decision.fact_id = fact.id
WHERE fact.state = 'TAKEN' AND decision.state = 'TAKEN'
GROUP BY fact.source
"""


class Migration(migrations.Migration):
    """The two views, and their models, which Django does not manage."""

    dependencies = [
        ("public", "0006_recommendations"),
    ]

    operations = [
        migrations.RunSQL(TAKEN, "DROP VIEW public_takenfact"),
        migrations.RunSQL(SOURCES, "DROP VIEW public_takensource"),
        migrations.CreateModel(
            name="TakenFact",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("corrects_id", models.BigIntegerField(null=True)),
                ("service", models.CharField(max_length=200)),
                ("measure", models.CharField(max_length=100)),
                ("value", models.CharField(max_length=30)),
                ("most", models.CharField(max_length=30)),
                ("out_of", models.PositiveIntegerField(null=True)),
                ("unit", models.CharField(max_length=100)),
                ("said", models.TextField()),
                ("programme", models.CharField(max_length=200)),
                ("region", models.CharField(max_length=100)),
                ("kind_of_inspection", models.CharField(max_length=100)),
                ("inspected", models.CharField(max_length=100)),
                ("published", models.CharField(max_length=100)),
                ("cases", models.PositiveIntegerField(null=True)),
                ("scope", models.CharField(max_length=500)),
                ("scope_understood", models.CharField(max_length=500)),
                ("services", models.PositiveIntegerField(null=True)),
                ("as_at", models.CharField(max_length=100)),
                ("owner", models.TextField()),
                ("standing", models.CharField(max_length=20)),
                ("source", models.CharField(max_length=1000)),
                ("source_published", models.CharField(max_length=100)),
                ("place", models.CharField(max_length=200)),
            ],
            options={"db_table": "public_takenfact", "ordering": ["pk"], "managed": False},
        ),
        migrations.CreateModel(
            name="TakenSource",
            fields=[
                (
                    "source",
                    models.CharField(max_length=1000, primary_key=True, serialize=False),
                ),
                ("n_facts", models.PositiveIntegerField()),
                ("n_services", models.PositiveIntegerField()),
                ("taken_at", models.DateTimeField()),
            ],
            options={
                "db_table": "public_takensource",
                "ordering": ["-taken_at", "source"],
                "managed": False,
            },
        ),
    ]
