"""The first page: the inspections that somebody may read, and what waits for their word."""

from collections.abc import Mapping
from typing import Final

from django.http import HttpResponse

from corecase.actions import inspections, register_desk
from corecase.core.people import Role
from corecase.web.middleware import StaffRequest
from corecase.web.pages import page, staff

_SERVICE = "An inspection of your service appears here when it is announced, and not before."
AHEAD: Final[Mapping[Role, str]] = {
    Role.ADMINISTRATOR: "As administrator you invite people and give them their roles, on the "
    "page People. You read no inspection and no case.",
    Role.PROGRAMME_MANAGER: "As programme manager you make a programme, on the page Programmes, "
    "and plan its inspections; they are then listed here.",
    Role.SERVICE_LIAISON: _SERVICE,
    Role.QUALITY_MANAGER: _SERVICE,
    Role.COUNCIL_OFFICER: "Once an inspection of your service is published, you write reports to "
    "the council’s members on the page Council reports, and its improvement plan stands on the "
    "page Improvement plans.",
    Role.OVERSIGHT: "Every service’s improvement plan stands on the page Improvement plans from "
    "the publication of its report on.",
}
"""What a page without inspections says to whoever holds a role; to the others one sentence."""


@staff()
def home(request: StaffRequest) -> HttpResponse:
    """The inspections that this person may read, the newest first."""
    # Two roles may be told the same; each sentence stands once.
    ahead = dict.fromkeys(AHEAD[role] for role in request.actor.roles if role in AHEAD)
    context = {
        "inspections": inspections.listed(by=request.actor),
        "ahead": tuple(ahead),
        "asked": register_desk.asked(by=request.actor),
    }
    return page(request, "home.html", context)
