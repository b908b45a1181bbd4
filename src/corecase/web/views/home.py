"""The first page: the inspections that somebody may read."""

from django.http import HttpResponse

from corecase.actions import inspections
from corecase.web.middleware import StaffRequest
from corecase.web.pages import page, staff


@staff()
def home(request: StaffRequest) -> HttpResponse:
    """The inspections that this person may read, the newest first."""
    return page(request, "home.html", {"inspections": inspections.listed(by=request.actor)})
