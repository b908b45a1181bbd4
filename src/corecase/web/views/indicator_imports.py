"""Views: indicators from a CSV file: the template, what the file would change, taking it."""

from base64 import b64encode
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from corecase.actions import indicator_imports, report_desk, report_indicators
from corecase.core.errors import InputError
from corecase.web.looked_at import LookedAtForm
from corecase.web.middleware import StaffRequest
from corecase.web.pages import page, posted, staff, status_of
from corecase.web.views.report_indicators import show_standing


class FileForm(forms.Form):
    """A file of indicators."""

    file = forms.FileField(
        label="File of indicators",
        help_text="A CSV file of at most 200 KB, with the headings of the template and a row "
        "for each indicator.",
        error_messages={
            "required": "Choose the file of indicators.",
            "empty": "The file is empty; choose one with headings and indicators.",
        },
    )


@staff()
def template(request: StaffRequest, code: str) -> HttpResponse:
    """The headings of the file, as CSV."""
    return HttpResponse(
        indicator_imports.template(code, by=request.actor),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="indicators.csv"'},
    )


@staff("GET", "POST")
def look(request: StaffRequest, code: str) -> HttpResponse:
    """Takes a file in and shows what it would change; nothing is kept."""
    heading = report_indicators.to_write(code, by=request.actor)
    sent = request.POST if request.method == "POST" else None
    form = FileForm(sent, request.FILES or None)
    found: list[HttpResponse] = []

    def read(cleaned: dict[str, Any]) -> None:
        if cleaned["file"].size > indicator_imports.MAX_BYTES:
            raise InputError(
                "The file is larger than 200 KB; keep only the indicators.", field="file"
            )
        found.append(_shown(request, heading, cleaned["file"].read(), None))

    if posted(request, form, read):
        return found[0]
    context = {"heading": heading, "form": form}
    return page(request, "report_indicators/file.html", context, status=status_of(form))


@staff("POST")
def take(request: StaffRequest, code: str) -> HttpResponse:
    """Takes all of a file that was looked at, or shows why nothing of it was taken."""
    heading = report_indicators.to_write(code, by=request.actor)
    form = LookedAtForm(request.POST)
    changed: list[int] = []

    def act(cleaned: dict[str, Any]) -> None:
        changed.append(
            indicator_imports.take(
                code, form.file(), seen=cleaned["seen"], by=request.actor, now=request.now
            )
        )

    if posted(request, form, act):
        messages.success(request, _said(changed[0]))
        return redirect("report_indicators", code)
    return _shown(request, heading, form.file(), form)


def _shown(
    request: StaffRequest,
    heading: report_desk.Heading,
    content: bytes,
    refused: LookedAtForm | None,
) -> HttpResponse:
    """What a file would change; on the page of a refused form, what it would change now."""
    preview = indicator_imports.preview(heading.code, content, by=request.actor)
    encoded = b64encode(content).decode()
    form = refused or LookedAtForm(initial={"content": encoded, "seen": preview.seen})
    show_standing(form, preview.seen)
    context = {"heading": heading, "form": form, "preview": preview}
    return page(request, "report_indicators/preview.html", context, status=status_of(form))


def _said(n_changed: int) -> str:
    if not n_changed:
        return "Nothing was changed: every indicator of the file stands already."
    what = "1 indicator was" if n_changed == 1 else f"{n_changed} indicators were"
    return f"Imported: {what} added or changed."
