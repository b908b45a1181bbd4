"""Views: a preview of the whole report, how far it is, and what was made."""

from typing import Final

from django import forms
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse

from corecase.actions import renderings as actions
from corecase.actions import reports
from corecase.actions.renderings import Progress
from corecase.core.reports import RenderingState
from corecase.web import rendered_files
from corecase.web.middleware import StaffRequest
from corecase.web.pages import page, posted, staff, status_of

_WANTED: Final = {
    "SCREEN": actions.SCREEN,
    "FORMATS": actions.HANDED_OUT,
    "ALL": actions.PUBLISHED,
}


class PreviewForm(forms.Form):
    """What is to be made."""

    wanted = forms.ChoiceField(
        label="What do you want to see?",
        widget=forms.RadioSelect,
        choices=[
            ("SCREEN", "The report on the screen"),
            ("FORMATS", "The report on the screen, as PDF and as Word file"),
            ("ALL", "All of these, and every table as workbook and CSV"),
        ],
    )


@staff("GET", "POST")
def preview(request: StaffRequest, code: str) -> HttpResponse:
    """Asks for a preview, which the worker makes from the draft as it stands now."""
    form = PreviewForm(request.POST or None, initial={"wanted": "SCREEN"})
    asked: list[int] = []

    def ask(cleaned: dict[str, str]) -> None:
        wanted = _WANTED[cleaned["wanted"]]
        asked.append(actions.ask(code, wanted, by=request.actor, now=request.now))

    if posted(request, form, ask):
        return redirect("report_rendering", code, asked[0])
    found = actions.page(code, by=request.actor)
    context = {"heading": found, "form": form}
    return page(request, "renderings/preview.html", context, status=status_of(form))


@staff()
def rendering(request: StaffRequest, code: str, number: int) -> HttpResponse:
    """How far a preview is; once it is made, its files."""
    found = actions.of(code, number, by=request.actor)
    files = [(name, rendered_files.words_of(name)) for name in found.files]
    context = {"rendering": found, "files": files, "says": _said(found)}
    return page(request, "renderings/rendering.html", context)


@staff()
def state(request: StaffRequest, code: str, number: int) -> HttpResponse:
    """How far it is, for the page's script; `next` is where to go once it is over."""
    found = actions.of(code, number, by=request.actor)
    files = [
        {"words": rendered_files.words_of(name), "address": _file(found, name)}
        for name in found.files
    ]
    return JsonResponse({"says": _said(found), "files": files, "next": _next(found)})


@staff()
def file(request: StaffRequest, code: str, number: int, name: str) -> HttpResponse:
    """One file of a preview."""
    found = actions.file(code, number, name, by=request.actor, now=request.now)
    called = f"{code}-preview-{name.replace('/', '-')}"
    return rendered_files.answer(name, found.content, called=called)


@staff()
def folder(request: StaffRequest, code: str) -> HttpResponse:
    """The inspection's folder, from which the command line makes the same report."""
    made = reports.archive(code, by=request.actor, now=request.now)
    return rendered_files.archive(made.name, made.content)


def _said(found: Progress) -> str:
    if found.state is RenderingState.WAITING:
        return "Waiting for the worker."
    return f"{found.step}." if found.step else ""


def _next(found: Progress) -> str:
    """The page itself where there is one thing to look at, else the list of what was made."""
    if not found.is_over:
        return ""
    if found.files == ("report.html",):
        return _file(found, "report.html")
    return reverse("report_rendering", args=[found.code, found.id])


def _file(found: Progress, name: str) -> str:
    return reverse("report_rendering_file", args=[found.code, found.id, name])
