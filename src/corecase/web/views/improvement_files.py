"""Views: downloads of an improvement plan, the pack for a meeting, and a file brought in."""

from base64 import b64encode
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from corecase.actions import improvement_files
from corecase.core.errors import InputError
from corecase.web import rendered_files
from corecase.web.forms import Day
from corecase.web.looked_at import LookedAtForm
from corecase.web.middleware import StaffRequest
from corecase.web.pages import page, posted, staff, status_of
from corecase.web.views.improvement_areas import writable

KINDS = (("html", "Page to read"), ("pdf", "PDF"), ("docx", "Word file"))


class PackForm(forms.Form):
    """The day of a meeting, and that of the last one."""

    on = Day(label="Day of the meeting")
    since = Day(
        label="Day of the last meeting",
        required=False,
        help_text="The pack says what changed since. Leave it blank for a first pack.",
    )


class FileForm(forms.Form):
    """A file of an improvement plan."""

    file = forms.FileField(
        label="File of the improvement plan",
        help_text="The workbook that is downloaded here, filled in, or a Word file with the "
        "table of an improvement plan; at most 2 MB. The headings of its columns stay as they are.",
        error_messages={
            "required": "Choose the file of the improvement plan.",
            "empty": "The file is empty; choose the workbook that was filled in.",
        },
    )


class TakeForm(LookedAtForm):
    """A file that was looked at, and how it was called."""

    name = forms.CharField(widget=forms.HiddenInput)


@staff()
def file(request: StaffRequest, code: str, ending: str) -> HttpResponse:
    """The improvement plan as it stands, in a format."""
    today = timezone.localdate(request.now)
    content = improvement_files.file(code, ending, by=request.actor, today=today)
    called = f"improvement-plan-{code}.{ending}"
    return rendered_files.answer(f"report.{ending}", content, called=called)


@staff()
def pack(request: StaffRequest, code: str) -> HttpResponse:
    """What can be downloaded, and a pack for a meeting on a day."""
    today = timezone.localdate(request.now)
    found = improvement_files.desk(code, by=request.actor)
    is_asked = "on" in request.GET
    form = PackForm(request.GET if is_asked else None, initial={"on": today})
    days = _days(request, code, form) if is_asked else None
    context = {"found": found, "heading": found.heading, "form": form, "kinds": KINDS}
    context |= {"days": days, "query": urlencode(days) if days else ""}
    return page(request, "improvement/pack.html", context, status=status_of(form))


@staff()
def pack_file(request: StaffRequest, code: str, ending: str) -> HttpResponse:
    """The pack for a meeting, in a format."""
    today = timezone.localdate(request.now)
    form = PackForm(request.GET if "on" in request.GET else {"on": today})
    if not form.is_valid():
        raise InputError("Choose the day of the meeting on the page of the pack.")
    days = form.cleaned_data
    content = improvement_files.pack(code, ending, **days, by=request.actor, today=today)
    called = f"pack-{code}-{days['on'].isoformat()}.{ending}"
    return rendered_files.answer(f"report.{ending}", content, called=called)


@staff("GET", "POST")
def import_(request: StaffRequest, code: str) -> HttpResponse:
    """Takes a file in and shows what it would change; nothing is kept."""
    found = writable(request, code)
    form = FileForm(request.POST if request.method == "POST" else None, request.FILES or None)
    looked: list[HttpResponse] = []

    def read(typed: dict[str, Any]) -> None:
        if typed["file"].size > improvement_files.MAX_BYTES:
            raise InputError("The file is larger than 2 MB.", field="file")
        looked.append(_shown(request, code, typed["file"].read(), typed["file"].name, None))

    if posted(request, form, read):
        return looked[0]
    context = {"heading": found.heading, "form": form}
    return page(request, "improvement/import.html", context, status=status_of(form))


@staff("POST")
def take(request: StaffRequest, code: str) -> HttpResponse:
    """Takes all of a file that was looked at, or says why nothing of it was taken."""
    writable(request, code)
    form = TakeForm(request.POST)
    made: list[int] = []

    def act(typed: dict[str, Any]) -> None:
        name, seen = typed["name"], typed["seen"]
        made.append(
            improvement_files.take(
                code, form.file(), name=name, seen=seen, by=request.actor, now=request.now
            )
        )

    if posted(request, form, act):
        what = "1 change" if made[0] == 1 else f"{made[0]} changes"
        messages.success(request, f"Took the file over: {what}.")
        return redirect("improvement_plan", code)
    return _shown(request, code, form.file(), form.data.get("name", ""), form)


def _days(request: StaffRequest, code: str, form: PackForm) -> dict[str, str] | None:
    """The days of the pack as its links carry them; None where there is none for them."""
    if not form.is_valid():
        return None
    on: date = form.cleaned_data["on"]
    since: date | None = form.cleaned_data["since"]
    today = timezone.localdate(request.now)
    try:
        improvement_files.packable(code, on=on, since=since, by=request.actor, today=today)
    except InputError as error:
        form.add_error(error.field, str(error))
        return None
    return {"on": on.isoformat()} | ({"since": since.isoformat()} if since else {})


def _shown(
    request: StaffRequest, code: str, content: bytes, name: str, refused: TakeForm | None
) -> HttpResponse:
    """What a file would change; on the page of a refused form, what it would change now."""
    preview = improvement_files.preview(code, content, name=name, by=request.actor)
    fresh = {"content": b64encode(content).decode(), "name": name, "seen": preview.seen}
    form = refused or TakeForm(initial=fresh)
    if refused is not None:
        refused.data = {**refused.data.dict(), "seen": preview.seen}  # type: ignore[attr-defined]  # of a request, so a QueryDict
    context = {"heading": preview.heading, "form": form, "preview": preview}
    return page(request, "improvement/preview.html", context, status=status_of(form))
