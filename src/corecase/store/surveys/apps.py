"""The application's name and label."""

from django.apps import AppConfig


class SurveysConfig(AppConfig):
    """`store.surveys`, with the label `surveys`."""

    name = "corecase.store.surveys"
    label = "surveys"
    default_auto_field = "django.db.models.BigAutoField"
