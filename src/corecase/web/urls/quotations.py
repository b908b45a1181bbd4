"""Addresses: quotations and examples of good practice of a report."""

from django.urls import path
from django.urls.resolvers import URLPattern, URLResolver

from corecase.web.views import practice_examples, quotations

_QUOTED = "inspections/<slug:code>/report/quotations/"
_PRACTICE = "inspections/<slug:code>/report/practice/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(_QUOTED, quotations.listed, name="report_quotations"),
    path(f"{_QUOTED}notes/<uuid:note>/", quotations.take, name="report_quotation_take"),
    path(f"{_QUOTED}<int:number>/check/", quotations.check, name="report_quotation_check"),
    path(f"{_QUOTED}<int:number>/withdraw/", quotations.withdraw, name="report_quotation_withdraw"),
    path(_PRACTICE, practice_examples.listed, name="report_practice"),
    path(f"{_PRACTICE}new/", practice_examples.new, name="report_practice_new"),
    path(f"{_PRACTICE}<int:number>/", practice_examples.change, name="report_practice_change"),
    path(f"{_PRACTICE}<int:number>/read/", practice_examples.read, name="report_practice_read"),
    path(
        f"{_PRACTICE}<int:number>/withdraw/",
        practice_examples.withdraw,
        name="report_practice_withdraw",
    ),
]
