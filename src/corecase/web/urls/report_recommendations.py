"""Addresses: the recommendations of a report."""

from django.urls import path
from django.urls.resolvers import URLPattern, URLResolver

from corecase.web.views import report_recommendations as views

_HERE = "inspections/<slug:code>/report/recommendations/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(_HERE, views.recommendations, name="report_recommendations"),
    path(f"{_HERE}choose/", views.choose, name="report_recommendations_choose"),
    path(f"{_HERE}order/", views.order, name="report_recommendations_order"),
    path(f"{_HERE}new/", views.new, name="report_recommendation_new"),
    path(f"{_HERE}<int:number>/", views.change, name="report_recommendation"),
    path(f"{_HERE}<int:number>/remove/", views.remove, name="report_recommendation_remove"),
]
