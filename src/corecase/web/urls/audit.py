"""Addresses: the audit of an inspection, and who looked at its cases."""

from django.urls import path
from django.urls.resolvers import URLPattern, URLResolver

from corecase.web.views import audit

_AUDIT = "inspections/<slug:code>/audit/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(_AUDIT, audit.events, name="audit"),
    path(f"{_AUDIT}looks/", audit.looks, name="audit_looks"),
]
