"""Addresses: the register of publications as staff see it."""

from django.urls import path
from django.urls.resolvers import URLPattern, URLResolver

from corecase.web.views import series

urlpatterns: list[URLPattern | URLResolver] = [
    path("publications/", series.register, name="publications"),
    path("programmes/<slug:code>/series/", series.setting, name="series_setting"),
    path("programmes/<slug:code>/funnel/", series.funnel, name="funnel"),
    path(
        "programmes/<slug:code>/funnel/<str:headline>/",
        series.funnel_chart,
        name="funnel_chart",
    ),
]
