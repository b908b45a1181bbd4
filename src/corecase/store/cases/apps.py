"""The application's name and label."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """`store.cases`, with the label `cases`."""

    name = "corecase.store.cases"
    label = "cases"
    default_auto_field = "django.db.models.BigAutoField"
