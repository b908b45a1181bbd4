"""Addresses: inspections, their timetable, announcement, profile and evidence."""

from django.urls import path
from django.urls.resolvers import URLPattern, URLResolver

from corecase.web.views import announcements, evidence, inspections, timetables

_ONE = "inspections/<slug:code>/"
_ITEM = f"{_ONE}evidence/<int:number>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(_ONE, inspections.one, name="inspection"),
    path(f"{_ONE}stage/<slug:to>/", inspections.stage, name="inspection_stage"),
    path(f"{_ONE}previous/", inspections.previous, name="inspection_previous"),
    path(f"{_ONE}profile/", inspections.profile, name="profile"),
    path(f"{_ONE}announcement/", announcements.announcement, name="announcement"),
    path(f"{_ONE}announcement/pack/", announcements.pack, name="announcement_pack"),
    path(f"{_ONE}timetable/", timetables.timetable, name="timetable"),
    path(f"{_ONE}timetable/fieldwork/", timetables.fieldwork, name="fieldwork"),
    path(f"{_ONE}timetable/<slug:name>/", timetables.day, name="timetable_day"),
    path(f"{_ONE}evidence/", evidence.register, name="evidence"),
    path(_ITEM, evidence.item, name="evidence_item"),
    path(f"{_ITEM}<slug:deed>/", evidence.item, name="evidence_deed"),
]
