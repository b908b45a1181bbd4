"""Addresses: the cases of an inspection and the work on each."""

from django.urls import path
from django.urls.resolvers import URLPattern, URLResolver

from corecase.web.views import assessments, case_notes, case_papers

_INSPECTION = "inspections/<slug:code>/"
_CASE = f"{_INSPECTION}cases/<str:ref>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(f"{_INSPECTION}cases/", assessments.cases, name="cases"),
    path(f"{_INSPECTION}allocation/", assessments.allocation, name="allocation"),
    path(f"{_INSPECTION}judgements/", case_papers.judgements, name="judgements"),
    path(_CASE, assessments.case, name="case"),
    path(f"{_CASE}criteria/<str:criterion>/", assessments.criterion, name="case_criterion"),
    path(f"{_CASE}operations/", assessments.operations, name="case_operations"),
    path(f"{_CASE}submission/", assessments.submission, name="case_submission"),
    path(f"{_CASE}notes/", case_notes.notes, name="case_notes"),
    path(f"{_CASE}notes/<uuid:note>/", case_notes.note, name="case_note"),
    path(f"{_CASE}conflicts/", case_papers.conflicts_list, name="case_conflicts"),
    path(f"{_CASE}conflicts/late/<int:late>/", case_papers.late, name="case_late"),
    path(f"{_CASE}journal/", case_papers.journal, name="case_journal"),
    path(f"{_CASE}form/", case_papers.form, name="case_form"),
    path(f"{_CASE}form/file/", case_papers.form_file, name="case_form_file"),
]
