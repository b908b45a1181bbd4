"""Addresses: programmes and services."""

from django.urls import path
from django.urls.resolvers import URLPattern, URLResolver

from corecase.web.views import programmes, services

urlpatterns: list[URLPattern | URLResolver] = [
    path("programmes/", programmes.listed, name="programmes"),
    path("programmes/new/", programmes.new, name="programme_new"),
    path("programmes/<slug:code>/", programmes.one, name="programme"),
    path("programmes/<slug:code>/plan/", programmes.plan, name="inspection_plan"),
    path("services/", services.listed, name="services"),
    path("services/new/", services.new, name="service_new"),
    path("services/<slug:code>/", services.one, name="service"),
    path("services/<slug:code>/change/", services.change, name="service_change"),
    path("services/<slug:code>/merge/", services.merge, name="service_merge"),
]
