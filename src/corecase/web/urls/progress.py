"""Addresses: progress, the preview of scores, feedback."""

from django.urls import path
from django.urls.resolvers import URLPattern, URLResolver

from corecase.web.views import feedback, progress

_FEEDBACK = "inspections/<slug:code>/feedback"
_SHEET = "inspections/<slug:code>/cases/<str:ref>/feedback"

urlpatterns: list[URLPattern | URLResolver] = [
    path("inspections/<slug:code>/progress/", progress.progress, name="progress"),
    path("inspections/<slug:code>/scores/", progress.scores, name="scores"),
    path(f"{_FEEDBACK}/", feedback.sheets, name="feedback"),
    path(f"{_FEEDBACK}/new/", feedback.new, name="feedback_new"),
    path(f"{_FEEDBACK}/<int:number>/", feedback.meeting, name="feedback_meeting"),
    path(f"{_FEEDBACK}/<int:number>/change/", feedback.change, name="feedback_change"),
    path(f"{_FEEDBACK}/<int:number>/give/", feedback.give, name="feedback_give"),
    path(f"{_FEEDBACK}/<int:number>/word/", feedback.in_word, name="feedback_word"),
    path(f"{_SHEET}/", feedback.case_sheet, name="feedback_case"),
    path(f"{_SHEET}/write/", feedback.write_case_sheet, name="feedback_case_write"),
    path(f"{_SHEET}/give/", feedback.give_case_sheet, name="feedback_case_give"),
]
