"""Addresses: the edition of a programme's reports."""

from django.urls import path
from django.urls.resolvers import URLPattern, URLResolver

from corecase.web.views import editions

_HERE = "programmes/<slug:code>/edition/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(_HERE, editions.edition, name="programme_edition"),
    path(f"{_HERE}edition.yaml", editions.file, name="programme_edition_file"),
]
