"""Addresses: the first page."""

from django.urls import path
from django.urls.resolvers import URLPattern, URLResolver

from corecase.web.views import home

urlpatterns: list[URLPattern | URLResolver] = [path("", home.home, name="home")]
