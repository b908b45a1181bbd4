"""Addresses: second marking, agreement and moderation."""

from django.urls import path
from django.urls.resolvers import URLPattern, URLResolver

from corecase.web.views import moderation_plans
from corecase.web.views import second_marking as views

_CASE = "inspections/<slug:code>/cases/<str:ref>"

urlpatterns: list[URLPattern | URLResolver] = [
    path("inspections/<slug:code>/second-marking/", views.room, name="second_marking"),
    path(
        "inspections/<slug:code>/second-marking/choose/",
        views.choose,
        name="second_marking_choose",
    ),
    path(
        "inspections/<slug:code>/second-marking/agreement/",
        moderation_plans.agreement,
        name="agreement",
    ),
    path(f"{_CASE}/second-marking/", views.allocate, name="second_marking_allocate"),
    path(f"{_CASE}/compare/", views.compare, name="second_marking_compare"),
    path("inspections/<slug:code>/moderation/", views.moderation_desk, name="moderation"),
    path("inspections/<slug:code>/moderation/plan/", moderation_plans.plan, name="moderation_plan"),
    path(
        "inspections/<slug:code>/moderation/plan.svg",
        moderation_plans.curve,
        name="moderation_curve",
    ),
    path(f"{_CASE}/accept/", views.accept, name="moderation_accept"),
    path(f"{_CASE}/return/<slug:marking>/", views.send_back, name="moderation_return"),
]
