"""Addresses: second marking and moderation."""

from django.urls import path
from django.urls.resolvers import URLPattern, URLResolver

from corecase.web.views import second_marking as views

_CASE = "inspections/<slug:code>/cases/<str:ref>"

urlpatterns: list[URLPattern | URLResolver] = [
    path("inspections/<slug:code>/second-marking/", views.room, name="second_marking"),
    path(
        "inspections/<slug:code>/second-marking/choose/",
        views.choose,
        name="second_marking_choose",
    ),
    path(f"{_CASE}/second-marking/", views.allocate, name="second_marking_allocate"),
    path(f"{_CASE}/compare/", views.compare, name="second_marking_compare"),
    path("inspections/<slug:code>/moderation/", views.moderation_desk, name="moderation"),
    path(f"{_CASE}/accept/", views.accept, name="moderation_accept"),
    path(f"{_CASE}/return/<slug:marking>/", views.send_back, name="moderation_return"),
]
