"""Addresses: the decision on a re-inspection, its plan, and what changed since the one before."""

from django.urls import path
from django.urls.resolvers import URLPattern, URLResolver

from corecase.web.views import before_after, reinspections

_ROOM = "inspections/<slug:code>/re-inspection/"
_COMPARED = "inspections/<slug:code>/before-and-after/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(_ROOM, reinspections.room, name="reinspection"),
    path(f"{_ROOM}decide/", reinspections.decide, name="reinspection_decide"),
    path(f"{_ROOM}plan/", reinspections.plan, name="reinspection_plan"),
    path(_COMPARED, before_after.page_of, name="before_after"),
    path(f"{_COMPARED}picture/", before_after.picture, name="before_after_chart"),
    path(f"{_COMPARED}crosswalk/", before_after.crosswalk, name="before_after_crosswalk"),
    path(f"{_COMPARED}figures/", before_after.figures, name="before_after_figures"),
]
