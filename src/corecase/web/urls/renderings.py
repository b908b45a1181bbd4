"""Addresses: the preview of a report, how far it is, its files, the inspection's folder."""

from django.urls import path
from django.urls.resolvers import URLPattern, URLResolver

from corecase.web.views import renderings

_REPORT = "inspections/<slug:code>/report"
_ONE = f"{_REPORT}/renderings/<int:number>"

urlpatterns: list[URLPattern | URLResolver] = [
    path(f"{_REPORT}/preview/", renderings.preview, name="report_preview"),
    path(f"{_REPORT}/folder/", renderings.folder, name="report_folder"),
    path(f"{_ONE}/", renderings.rendering, name="report_rendering"),
    path(f"{_ONE}/state/", renderings.state, name="report_rendering_state"),
    path(f"{_ONE}/files/<path:name>", renderings.file, name="report_rendering_file"),
]
