"""Codes that are used once, answers without a person, words to be screened."""

import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("surveys", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="SurveyAnswer",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("way", models.CharField(max_length=10)),
                ("chosen", models.JSONField(default=dict)),
            ],
        ),
        migrations.CreateModel(
            name="SurveyCode",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("code_hash", models.CharField(max_length=64, unique=True)),
                ("n_left", models.PositiveSmallIntegerField(default=1)),
                ("is_device", models.BooleanField(default=False)),
                ("expires_on", models.DateField()),
            ],
        ),
        migrations.CreateModel(
            name="SurveyLot",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_device", models.BooleanField(default=False)),
                ("made_on", models.DateField()),
                ("expires_on", models.DateField()),
                ("n_made", models.PositiveSmallIntegerField()),
                ("n_handed_out", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("n_used", models.PositiveSmallIntegerField(blank=True, null=True)),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="SurveyText",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("question", models.SlugField(max_length=40)),
                ("text", models.TextField()),
                ("state", models.CharField(default="TO_SCREEN", max_length=10)),
                ("reason", models.CharField(blank=True, max_length=20)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="survey",
            name="survey_group_is_known",
        ),
        migrations.AddField(
            model_name="survey",
            name="closed_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="survey",
            name="questionnaire",
            field=models.SlugField(default="", max_length=60),
        ),
        migrations.AddField(
            model_name="survey",
            name="service",
            field=models.CharField(default="", max_length=200),
        ),
        migrations.AlterField(
            model_name="survey",
            name="closes_on",
            field=models.DateField(),
        ),
        migrations.AlterField(
            model_name="survey",
            name="group",
            field=models.CharField(
                choices=[
                    ("CHILDREN", "Children and young people"),
                    ("PARENTS", "Parents and carers"),
                    ("VICTIMS", "Victims"),
                    ("STAFF", "Case managers"),
                ],
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="survey",
            constraint=models.CheckConstraint(
                condition=models.Q(("group__in", ["CHILDREN", "PARENTS", "VICTIMS", "STAFF"])),
                name="survey_group_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="survey",
            constraint=models.CheckConstraint(
                condition=models.Q(("closes_on__gte", models.F("opened_on"))),
                name="survey_closes_after_it_opens",
            ),
        ),
        migrations.AddField(
            model_name="surveyanswer",
            name="survey",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="answers",
                to="surveys.survey",
            ),
        ),
        migrations.AddField(
            model_name="surveycode",
            name="survey",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="codes",
                to="surveys.survey",
            ),
        ),
        migrations.AddField(
            model_name="surveylot",
            name="survey",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="lots",
                to="surveys.survey",
            ),
        ),
        migrations.AddField(
            model_name="surveycode",
            name="lot",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="codes",
                to="surveys.surveylot",
            ),
        ),
        migrations.AddField(
            model_name="surveytext",
            name="survey",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="texts",
                to="surveys.survey",
            ),
        ),
        migrations.AddConstraint(
            model_name="surveyanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(("way__in", ["LINK", "DEVICE", "PAPER"])),
                name="survey_way_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="surveylot",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("n_handed_out__isnull", True),
                    ("n_handed_out__lte", models.F("n_made")),
                    _connector="OR",
                ),
                name="survey_lot_hands_out_what_it_has",
            ),
        ),
        migrations.AddConstraint(
            model_name="surveylot",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("n_used__isnull", True), ("n_used__lte", models.F("n_made")), _connector="OR"
                ),
                name="survey_lot_takes_back_what_it_has",
            ),
        ),
        migrations.AddConstraint(
            model_name="surveytext",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ("TO_SCREEN", "USABLE", "WITHHELD"))),
                name="survey_text_state_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="surveytext",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "WITHHELD"), models.Q(("reason", ""), _negated=True)),
                    models.Q(models.Q(("state", "WITHHELD"), _negated=True), ("reason", "")),
                    _connector="OR",
                ),
                name="survey_text_is_withheld_for_a_reason",
            ),
        ),
    ]
