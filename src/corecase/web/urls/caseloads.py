"""Addresses: caseloads."""

from django.urls import path
from django.urls.resolvers import URLPattern, URLResolver

from corecase.web.views import caseloads

HERE = "inspections/<slug:code>/caseload/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(HERE, caseloads.caseload, name="caseload"),
    path(f"{HERE}upload/", caseloads.upload, name="caseload_upload"),
    path(f"{HERE}columns/", caseloads.columns, name="caseload_columns"),
    path(f"{HERE}preview/", caseloads.preview, name="caseload_preview"),
    path(f"{HERE}discard/", caseloads.discard, name="caseload_discard"),
    path(f"{HERE}cases/<slug:part>/", caseloads.cases, name="caseload_cases"),
]
