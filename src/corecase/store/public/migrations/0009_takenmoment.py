"""A third view of the register for the public process: since when each fact is public.

What 0007 says of its views holds of this one.
"""

from django.db import migrations, models

MOMENTS = """
CREATE VIEW public_takenmoment AS
SELECT id, service, source, public_since AS taken_at
FROM public_registeredfact
WHERE public_since IS NOT NULL
"""


class Migration(migrations.Migration):
    """The view, and its model, which Django does not manage."""

    dependencies = [
        ("public", "0008_released"),
    ]

    operations = [
        migrations.RunSQL(MOMENTS, "DROP VIEW public_takenmoment"),
        migrations.CreateModel(
            name="TakenMoment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("service", models.CharField(max_length=200)),
                ("source", models.CharField(max_length=1000)),
                ("taken_at", models.DateTimeField()),
            ],
            options={
                "db_table": "public_takenmoment",
                "ordering": ["-taken_at", "pk"],
                "managed": False,
            },
        ),
    ]
