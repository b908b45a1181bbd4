"""Views: the audit of an inspection, and the log of who looked at its cases."""

from django.http import HttpResponse

from corecase.actions import audit_pages
from corecase.web.listing_choices import asked_of
from corecase.web.middleware import StaffRequest
from corecase.web.pages import page, staff


@staff()
def events(request: StaffRequest, code: str) -> HttpResponse:
    """What was done, by whom and when, and whether the chain is as it was written."""
    found = audit_pages.events(code, asked_of(request.GET).page, by=request.actor)
    return page(request, "audit/events.html", {"audit": found, "inspection": found})


@staff()
def looks(request: StaffRequest, code: str) -> HttpResponse:
    """Who looked at which case, and when."""
    found = audit_pages.looks(code, asked_of(request.GET).page, by=request.actor)
    return page(request, "audit/looks.html", {"audit": found, "inspection": found})
