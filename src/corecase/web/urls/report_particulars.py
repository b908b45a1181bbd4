"""Addresses: the particulars of a report."""

from django.urls import path
from django.urls.resolvers import URLPattern, URLResolver

from corecase.web.views import report_particulars

urlpatterns: list[URLPattern | URLResolver] = [
    path(
        "inspections/<slug:code>/report/particulars/",
        report_particulars.particulars,
        name="report_particulars",
    ),
]
