"""Addresses: the improvement plan of a service, and those of all services."""

from django.urls import path
from django.urls.resolvers import URLPattern, URLResolver

from corecase.web.views import (
    improvement,
    improvement_actions,
    improvement_areas,
    improvement_bodies,
    improvement_files,
)

_PLAN = "inspections/<slug:code>/improvement-plan"
_AREA = f"{_PLAN}/areas/<str:area>"
_ACTION = f"{_PLAN}/actions/<str:action>"

urlpatterns: list[URLPattern | URLResolver] = [
    path("improvement-plans/", improvement.listed, name="improvement_plans"),
    path(
        "programmes/<slug:code>/improvement-plans/",
        improvement.settings,
        name="improvement_settings",
    ),
    path(f"{_PLAN}/", improvement.plan, name="improvement_plan"),
    path(f"{_PLAN}/history/", improvement.history, name="improvement_history"),
    path(f"{_PLAN}/areas/new/", improvement_areas.new, name="improvement_area_new"),
    path(f"{_AREA}/", improvement_areas.change, name="improvement_area"),
    path(f"{_AREA}/join/", improvement_areas.join, name="improvement_area_join"),
    path(f"{_AREA}/remove/", improvement_areas.remove, name="improvement_area_remove"),
    path(f"{_AREA}/actions/new/", improvement_actions.new, name="improvement_action_new"),
    path(f"{_ACTION}/", improvement_actions.one, name="improvement_action"),
    path(f"{_ACTION}/change/", improvement_actions.change, name="improvement_action_change"),
    path(f"{_ACTION}/remove/", improvement_actions.remove, name="improvement_action_remove"),
    path(f"{_ACTION}/progress/", improvement_actions.progress, name="improvement_progress"),
    path(f"{_ACTION}/reopen/", improvement_actions.reopen, name="improvement_reopen"),
    path(f"{_ACTION}/re-audit/", improvement_actions.audit, name="improvement_reaudit"),
    path(f"{_ACTION}/view/", improvement_bodies.view, name="improvement_view"),
    path(f"{_ACTION}/questions/new/", improvement_bodies.ask, name="improvement_question"),
    path(
        f"{_ACTION}/questions/<int:number>/", improvement_bodies.answer, name="improvement_answer"
    ),
    path(f"{_PLAN}/steps/", improvement_bodies.steps, name="improvement_steps"),
    path(f"{_PLAN}/files/<slug:ending>/", improvement_files.file, name="improvement_file"),
    path(f"{_PLAN}/pack/", improvement_files.pack, name="improvement_pack"),
    path(f"{_PLAN}/pack/<slug:ending>/", improvement_files.pack_file, name="improvement_pack_file"),
    path(f"{_PLAN}/import/", improvement_files.import_, name="improvement_import"),
    path(f"{_PLAN}/import/take/", improvement_files.take, name="improvement_import_take"),
]
