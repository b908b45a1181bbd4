"""Addresses: samples."""

from django.urls import path
from django.urls.resolvers import URLPattern, URLResolver

from corecase.web.views import samples

HERE = "inspections/<slug:code>/sample/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(HERE, samples.sample, name="sample"),
    path(f"{HERE}plan/", samples.plan, name="sample_plan"),
    path(f"{HERE}withdraw/", samples.withdraw, name="sample_withdraw"),
    path(f"{HERE}replay/", samples.replay, name="sample_replay"),
    path(f"{HERE}record.json", samples.record, name="sample_record"),
    path(f"{HERE}case-list.tsv", samples.case_list, name="sample_case_list"),
    path(f"{HERE}chart.svg", samples.chart, name="sample_chart"),
    path(f"{HERE}<str:ref>/replace/", samples.replace, name="sample_replace"),
    path(f"{HERE}<str:ref>/missing/", samples.missing, name="sample_missing"),
    path(f"{HERE}<str:ref>/found/", samples.found_again, name="sample_found"),
]
