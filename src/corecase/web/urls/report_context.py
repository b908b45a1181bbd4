"""Addresses: what the report says beside its findings, of indicators and of respondents."""

from django.urls import path
from django.urls.resolvers import URLPattern, URLResolver

from corecase.web.views import (
    case_manager_views,
    indicator_imports,
    report_indicators,
    respondents,
)

_INDICATORS = "inspections/<slug:code>/report/indicators"
_GROUPS = "inspections/<slug:code>/report/respondents"
_SAID = f"{_GROUPS}/statements"

urlpatterns: list[URLPattern | URLResolver] = [
    path(f"{_INDICATORS}/", report_indicators.listed, name="report_indicators"),
    path(f"{_INDICATORS}/new/", report_indicators.new, name="report_indicator_new"),
    path(f"{_INDICATORS}/file/", indicator_imports.look, name="report_indicators_file"),
    path(f"{_INDICATORS}/file/take/", indicator_imports.take, name="report_indicators_take"),
    path(f"{_INDICATORS}/template/", indicator_imports.template, name="report_indicators_template"),
    path(f"{_INDICATORS}/<int:number>/", report_indicators.change, name="report_indicator"),
    path(
        f"{_INDICATORS}/<int:number>/confirm/",
        report_indicators.confirm,
        name="report_indicator_confirm",
    ),
    path(
        f"{_INDICATORS}/<int:number>/remove/",
        report_indicators.remove,
        name="report_indicator_remove",
    ),
    path(f"{_INDICATORS}/<int:number>/move/", report_indicators.move, name="report_indicator_move"),
    path(f"{_GROUPS}/", respondents.listed, name="report_respondents"),
    path(f"{_GROUPS}/case-managers/", case_manager_views.counts, name="report_case_managers"),
    path(f"{_GROUPS}/new/", respondents.new, name="report_group_new"),
    path(f"{_SAID}/<int:number>/", respondents.change_statement, name="report_statement"),
    path(
        f"{_SAID}/<int:number>/confirm/",
        respondents.confirm_statement,
        name="report_statement_confirm",
    ),
    path(
        f"{_SAID}/<int:number>/remove/",
        respondents.remove_statement,
        name="report_statement_remove",
    ),
    path(f"{_SAID}/<int:number>/move/", respondents.move_statement, name="report_statement_move"),
    path(f"{_GROUPS}/<int:number>/", respondents.change, name="report_group"),
    path(f"{_GROUPS}/<int:number>/add/", respondents.add, name="report_statement_new"),
    path(f"{_GROUPS}/<int:number>/remove/", respondents.remove, name="report_group_remove"),
    path(f"{_GROUPS}/<int:number>/move/", respondents.move, name="report_group_move"),
]
