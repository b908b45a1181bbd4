"""Views: the versions of a report, their release, and the correction of what is published."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse

from corecase.actions import corrections, releases, report_versions, version_folders
from corecase.core.report_versions import USUAL_HOUR, VersionState
from corecase.web import rendered_files
from corecase.web.days import moment
from corecase.web.forms import Words
from corecase.web.middleware import StaffRequest
from corecase.web.pages import page, posted, staff, status_of


class ReleaseForm(forms.Form):
    """The hour of the day of publication, and the release that it was chosen on."""

    hour = forms.TimeField(
        label="Hour of publication",
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text="In the time of England and Wales, such as 09:30.",
        error_messages={
            "required": "Enter the hour of publication.",
            "invalid": "Enter the hour of publication like 09:30.",
        },
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)


class CorrectionForm(forms.Form):
    """Why a published report is corrected."""

    reason = Words(
        label="Why the report is corrected",
        rows=4,
        max_length=corrections.REASON,
        help_text="Readers see these words beside the corrected version. No child is named.",
    )


@staff()
def publication(request: StaffRequest, code: str) -> HttpResponse:
    """Every version of the report, and what this person may do next."""
    found = report_versions.shown(code, by=request.actor, now=request.now)
    return page(request, "publication/versions.html", _context(found))


@staff()
def state(request: StaffRequest, code: str) -> HttpResponse:
    """How far the rendering is, for the page's script; `next` is where to go once it is over."""
    found = report_versions.shown(code, by=request.actor, now=request.now)
    waiting = found.pending
    if waiting is None or waiting.state is not VersionState.RENDERING:
        return JsonResponse({"says": "", "files": [], "next": reverse("publication", args=[code])})
    return JsonResponse({"says": _step(waiting), "files": [], "next": ""})


@staff("GET", "POST")
def release(request: StaffRequest, code: str) -> HttpResponse:
    """The hour at which the signed version goes out; it may be chosen again until then."""
    form = ReleaseForm(request.POST or None)
    released: list[releases.Released] = []

    def act(cleaned: dict[str, Any]) -> None:
        done = releases.release(code, **cleaned, by=request.actor, now=request.now)
        released.append(done)

    if posted(request, form, act):
        until = moment(released[0].publish_at)
        messages.success(request, f"Released: under embargo until {until}.")
        name_untold(request, released[0].untold)
        return redirect("publication", code)
    found = report_versions.releasable(code, by=request.actor, now=request.now)
    version = found.pending
    seen = version.seen if version else ""
    if form.is_bound:
        form.data = form.data.copy()  # type: ignore[attr-defined]  # of a request, so a QueryDict
        form.data["seen"] = seen  # type: ignore[index]  # a copy can be written
    else:
        form.initial = {"hour": f"{USUAL_HOUR:%H:%M}", "seen": seen}
    refusal = releases.refusal(code, by=request.actor, now=request.now)
    context = {"form": form, "refusal": refusal, **_context(found)}
    return page(request, "publication/release.html", context, status=status_of(form))


@staff("POST")
def cancel(request: StaffRequest, code: str) -> HttpResponse:
    """A release is taken back."""
    seen = request.POST.get("seen", "")
    untold = releases.cancel(code, seen=seen, by=request.actor, now=request.now)
    messages.success(request, "Taken back: the version stays signed and is not published.")
    name_untold(request, untold)
    return redirect("publication", code)


@staff("GET", "POST")
def correct(request: StaffRequest, code: str) -> HttpResponse:
    """A published report is opened again, with the reason that readers will see."""
    form = CorrectionForm(request.POST or None)

    def act(cleaned: dict[str, str]) -> None:
        corrections.open_(code, **cleaned, by=request.actor, now=request.now)

    if posted(request, form, act):
        messages.success(
            request, "Opened: the draft can be changed. What is published stays readable."
        )
        return redirect("publication", code)
    found = report_versions.correctable(code, by=request.actor, now=request.now)
    context = {"form": form, **_context(found)}
    return page(request, "publication/correction.html", context, status=status_of(form))


@staff("POST")
def close(request: StaffRequest, code: str) -> HttpResponse:
    """A correction that is not needed is closed."""
    corrections.close(code, by=request.actor, now=request.now)
    messages.success(request, "Closed: what is published stays as it is.")
    return redirect("publication", code)


@staff()
def file(request: StaffRequest, code: str, number: int, name: str) -> HttpResponse:
    """One file of a version."""
    found = report_versions.file(code, number, name, by=request.actor, now=request.now)
    called = f"{code}-version-{number}-{name.replace('/', '-')}"
    return rendered_files.answer(name, found.content, called=called)


@staff()
def folder(request: StaffRequest, code: str, number: int) -> HttpResponse:
    """The folder from which the command line makes the same files as this version's."""
    made = version_folders.archive(code, number, by=request.actor, now=request.now)
    return rendered_files.archive(made.name, made.content)


def name_untold(request: StaffRequest, names: tuple[str, ...]) -> None:
    """Says whom on the distribution list no letter told of the change."""
    if names:
        said = ", ".join(names)
        messages.error(request, f"The letter to {said} did not leave; tell them yourself.")


def _context(found: report_versions.Publication) -> dict[str, Any]:
    words = {
        name: rendered_files.words_of(name) for version in found.versions for name in version.files
    }
    steps = {version.id: _step(version) for version in found.versions}
    return {"page": found, "words": words, "steps": steps}


def _step(version: report_versions.Version) -> str:
    return f"{version.step}." if version.step else "Waiting for the worker."
