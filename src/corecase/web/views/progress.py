"""Views: progress, and the preview of scores."""

from django.http import HttpResponse

from corecase.actions import progress as actions
from corecase.actions import scores as score_actions
from corecase.web.middleware import StaffRequest
from corecase.web.pages import page, staff


@staff()
def progress(request: StaffRequest, code: str) -> HttpResponse:
    """Cases and interviews done and planned; no score."""
    found = actions.progress(code, by=request.actor)
    return page(request, "progress/progress.html", {"progress": found})


@staff()
def scores(request: StaffRequest, code: str) -> HttpResponse:
    """The running scores, marked as a preview."""
    preview = score_actions.preview(code, by=request.actor, now=request.now)
    return page(request, "progress/scores.html", {"preview": preview})
