"""Views: progress, and the preview of scores."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from corecase.actions import progress as actions
from corecase.actions import scores as score_actions
from corecase.web.middleware import StaffRequest
from corecase.web.pages import page, staff


@staff()
def progress(request: StaffRequest, code: str) -> HttpResponse:
    """Cases and interviews done and planned; no score."""
    found = actions.progress(code, by=request.actor)
    return page(request, "progress/progress.html", {"progress": found})


@staff("GET", "POST")
def scores(request: StaffRequest, code: str) -> HttpResponse:
    """The running scores, marked as a preview; the lead shows or hides them to assessors."""
    if request.method == "POST":
        shown = request.POST.get("shown") == "yes"
        score_actions.share(code, shown=shown, by=request.actor, now=request.now)
        said = "Assessors see the preview now." if shown else "Assessors no longer see the preview."
        messages.success(request, said)
        return redirect("scores", code)
    preview = score_actions.preview(code, by=request.actor, now=request.now)
    return page(request, "progress/scores.html", {"preview": preview})
