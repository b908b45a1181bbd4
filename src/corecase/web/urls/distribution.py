"""Addresses: the distribution list of a report, and the links that were sent to it."""

from django.urls import path
from django.urls.resolvers import URLPattern, URLResolver

from corecase.web.views import copies, distribution

_COPIES = "inspections/<slug:code>/publication/copies/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(_COPIES, distribution.listed, name="distribution"),
    path(f"{_COPIES}send/", distribution.send_all, name="distribution_send_all"),
    path(f"{_COPIES}<int:number>/send/", distribution.send, name="distribution_send"),
    path(f"{_COPIES}<int:number>/remove/", distribution.remove, name="distribution_remove"),
    path(f"{_COPIES}links/<int:number>/revoke/", distribution.revoke, name="distribution_revoke"),
    path("copies/<str:token>/", copies.opened, name="copy"),
    path("copies/<str:token>/<path:name>", copies.file, name="copy_file"),
]
