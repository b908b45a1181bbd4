"""Addresses: what a service runs on itself."""

from django.urls import path
from django.urls.resolvers import URLPattern, URLResolver

from corecase.web.views import own_inspections

_SERVICE = "services/<slug:code>/self-inspections"
_OWN = "inspections/<slug:code>/self"

urlpatterns: list[URLPattern | URLResolver] = [
    path(f"{_SERVICE}/", own_inspections.listed, name="own_inspections"),
    path(f"{_SERVICE}/new/", own_inspections.new, name="own_inspection_new"),
    path(f"{_SERVICE}/export/", own_inspections.export, name="own_export"),
    path(f"{_OWN}/", own_inspections.one, name="own_inspection"),
    path(f"{_OWN}/guests/", own_inspections.invite_guest, name="own_guest"),
    path(f"{_OWN}/share/", own_inspections.share, name="own_share"),
    path(f"{_OWN}/quarterly-draw/", own_inspections.quarterly_draw, name="own_quarterly_draw"),
    path(f"{_OWN}/calibration/", own_inspections.calibration, name="own_calibration"),
]
