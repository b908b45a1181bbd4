"""The application's name and label."""

from django.apps import AppConfig


class PublicConfig(AppConfig):
    """`store.public`, with the label `public`."""

    name = "corecase.store.public"
    label = "public"
    default_auto_field = "django.db.models.BigAutoField"
