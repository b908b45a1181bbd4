"""Addresses: the room "Report", its criteria, texts and evidence records."""

from django.urls import path
from django.urls.resolvers import URLPattern, URLResolver

from corecase.web.views import evidence_records, report, report_texts

_REPORT = "inspections/<slug:code>/report"
_RECORD = f"{_REPORT}/evidence/<int:number>"

urlpatterns: list[URLPattern | URLResolver] = [
    path(f"{_REPORT}/", report.overview, name="report"),
    path(f"{_REPORT}/criteria/<str:criterion>/", report.criterion, name="report_criterion"),
    path(f"{_REPORT}/text/<path:place>/", report_texts.text, name="report_text"),
    path(f"{_REPORT}/text-history/<path:place>/", report_texts.history, name="report_text_history"),
    path(f"{_REPORT}/text-choice/<path:place>/", report_texts.choose, name="report_text_choose"),
    path(f"{_REPORT}/evidence/", evidence_records.records, name="report_evidence"),
    path(f"{_RECORD}/", evidence_records.record, name="report_evidence_record"),
    path(f"{_RECORD}/remove/", evidence_records.remove, name="report_evidence_remove"),
]
