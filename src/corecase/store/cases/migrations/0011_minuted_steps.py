"""What a minuted decision on a council report became in the improvement plan."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0010_told_changes")]

    operations = [
        migrations.AddField(
            model_name="councilminute",
            name="step",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="minute",
                to="cases.improvementstep",
            ),
        ),
    ]
