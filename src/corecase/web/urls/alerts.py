"""Addresses: alerts."""

from django.urls import path
from django.urls.resolvers import URLPattern, URLResolver

from corecase.web.views import alerts

_ALERTS = "inspections/<slug:code>/alerts/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("alerts/", alerts.waiting, name="alerts_waiting"),
    path(_ALERTS, alerts.alerts, name="alerts"),
    path(f"{_ALERTS}<uuid:key>/", alerts.alert, name="alert"),
    path(f"{_ALERTS}<uuid:key>/<slug:deed>/", alerts.alert, name="alert_deed"),
    path("inspections/<slug:code>/cases/<str:ref>/alert/", alerts.case_alert, name="case_alert"),
]
