"""Addresses: the team of an inspection, its diary, and the pool of assessors."""

from django.urls import path
from django.urls.resolvers import URLPattern, URLResolver

from corecase.web.views import diary, pool, teams

_TEAM = "inspections/<slug:code>/team/"
_DIARY = "inspections/<slug:code>/diary/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("pool/", pool.pool, name="pool"),
    path("pool/<int:person_id>/", pool.member, name="pool_member"),
    path("pool/<int:person_id>/leave/", pool.leave, name="pool_leave"),
    path(_TEAM, teams.team, name="team"),
    path(f"{_TEAM}<int:person_id>/", teams.member, name="team_member"),
    path(f"{_TEAM}<int:person_id>/leave/", teams.leave, name="team_leave"),
    path(_DIARY, diary.diary, name="diary"),
    path(f"{_DIARY}new/", diary.book, name="interview_book"),
    path(f"{_DIARY}running-order/", diary.running_order, name="running_order"),
    path(f"{_DIARY}<int:number>/", diary.interview, name="interview"),
    path(f"{_DIARY}<int:number>/held/", diary.held, name="interview_held"),
    path(f"{_DIARY}<int:number>/cancel/", diary.cancel, name="interview_cancel"),
]
