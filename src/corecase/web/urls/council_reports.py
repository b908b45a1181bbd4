"""Addresses: reports of a council on a published inspection."""

from django.urls import path
from django.urls.resolvers import URLPattern, URLResolver

from corecase.web.views import council_reports

_ONE = "council-reports/<slug:code>/<int:number>"

urlpatterns: list[URLPattern | URLResolver] = [
    path("council-reports/", council_reports.listed, name="council_reports"),
    path("council-reports/<slug:code>/begin/", council_reports.begin, name="council_report_begin"),
    path(f"{_ONE}/", council_reports.report, name="council_report"),
    path(f"{_ONE}/write/", council_reports.write, name="council_report_write"),
    path(f"{_ONE}/files/<str:name>", council_reports.file, name="council_report_file"),
    path(f"{_ONE}/minute/", council_reports.minute, name="council_report_minute"),
    path(f"{_ONE}/minute/step/", council_reports.step, name="council_report_step"),
    path(f"{_ONE}/progress/", council_reports.progress, name="council_report_progress"),
]
