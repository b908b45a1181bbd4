"""Addresses: the surveys of an inspection, as its staff open, hand out, close and read them."""

from django.urls import path
from django.urls.resolvers import URLPattern, URLResolver

from corecase.web.views import survey_results, survey_sheets, surveys

_ALL = "inspections/<slug:code>/surveys"
_ONE = f"{_ALL}/<slug:group>"

urlpatterns: list[URLPattern | URLResolver] = [
    path(f"{_ALL}/", surveys.listed, name="surveys"),
    path(f"{_ALL}/new/", surveys.new, name="survey_new"),
    path(f"{_ONE}/close/", surveys.close, name="survey_close"),
    path(f"{_ONE}/sheets/<int:number>/", surveys.hand_out, name="survey_hand_out"),
    path(f"{_ONE}/codes/", survey_sheets.make, name="survey_codes"),
    path(f"{_ONE}/form/", survey_sheets.form, name="survey_form"),
    path(f"{_ONE}/type/", survey_sheets.type_in, name="survey_type"),
    path(f"{_ONE}/results/", survey_results.results, name="survey_results"),
    path(f"{_ONE}/results/take/", survey_results.take, name="survey_take"),
    path(f"{_ONE}/screen/", survey_results.screen, name="survey_screen"),
]
