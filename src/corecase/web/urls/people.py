"""Addresses: people."""

from django.urls import path
from django.urls.resolvers import URLPattern, URLResolver

from corecase.web.views import people

urlpatterns: list[URLPattern | URLResolver] = [
    path("people/", people.listed, name="people"),
    path("people/invite/", people.invite, name="people_invite"),
    path(
        "people/invitations/<int:invitation_id>/withdraw/",
        people.withdraw,
        name="people_withdraw",
    ),
    path("people/<int:person_id>/", people.person, name="people_person"),
    path("people/<int:person_id>/roles/new/", people.grant, name="people_grant"),
    path(
        "people/<int:person_id>/roles/<int:grant_id>/end/",
        people.end_grant,
        name="people_end_grant",
    ),
    path(
        "people/<int:person_id>/second-factor/reset/",
        people.reset_second_factor,
        name="people_reset_second_factor",
    ),
    path("people/<int:person_id>/leave/", people.leave, name="people_leave"),
]
