"""The web as an application: its static files."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """`web`, with the label `web`; it has no tables."""

    name = "corecase.web"
    label = "web"
