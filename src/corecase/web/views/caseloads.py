"""Pages of a caseload: sending a list in, mapping it, looking at it, accepting it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect

from corecase.actions import caseloads, upload_previews, uploads
from corecase.core.caseload_fields import FIELDS
from corecase.web.forms import Words
from corecase.web.middleware import StaffRequest
from corecase.web.pages import page, posted, staff, status_of

IGNORED = "Leave these rows out for now"


class UploadForm(forms.Form):
    """A file, and the heading of a column of birth dates where it has one."""

    file = forms.FileField(
        label="Case list",
        help_text="A CSV, XLSX or ODS file of at most 10 MB, with one row of headings and a row "
        "for each case. Leave out names, addresses and national numbers.",
        error_messages={
            "required": "Choose the file of the case list.",
            "empty": "The file is empty; choose one with headings and cases.",
        },
    )
    birth_date = Words(
        label="Heading of the birth dates",
        required=False,
        max_length=100,
        help_text="Only if the list has birth dates and no ages. They become ages in whole years "
        "on the first day of the window, and the dates are not kept.",
    )

    def clean_file(self) -> Any:
        """The file, where it is not too large."""
        file = self.cleaned_data["file"]
        if file.size > uploads.MAX_BYTES:
            raise forms.ValidationError("The file is larger than 10 MB; save only the rows needed.")
        return file


class UploadNumber(forms.Form):
    """Which upload a step belongs to, so that nobody maps or accepts another's list."""

    upload = forms.IntegerField(widget=forms.HiddenInput)


class ColumnsForm(UploadNumber):
    """For each field of ours the heading that holds it, or none."""

    def __init__(self, waiting: uploads.Waiting, data: Any = None) -> None:
        super().__init__(data, initial={"upload": waiting.upload})
        choices = [("", "Not in this list"), *((one, one) for one in waiting.headings)]
        for known in FIELDS:
            self.fields[known.name] = forms.ChoiceField(
                label=known.words[:1].upper() + known.words[1:],
                choices=choices,
                required=False,
                initial=waiting.mapping.columns.get(known.name, ""),
                error_messages={"invalid_choice": "Choose one of the headings of the list."},
            )

    def columns(self) -> dict[str, str]:
        """The heading of each field that has one."""
        chosen = {known.name: self.cleaned_data[known.name] for known in FIELDS}
        return {name: heading for name, heading in chosen.items() if heading}


class SpellingsForm(UploadNumber):
    """For each spelling that is not known the code that it stands for, or none yet."""

    def __init__(self, preview: upload_previews.Preview, data: Any = None) -> None:
        super().__init__(data, initial={"upload": preview.upload})
        self.spellings = [one for one in preview.unknown if one.written]
        for one in self.spellings:
            self.fields[one.key] = forms.ChoiceField(
                label=f"{one.words[:1].upper()}{one.words[1:]}: “{one.written}”",
                choices=[("", IGNORED), *one.codes],
                required=False,
            )

    def codes(self) -> dict[str, dict[str, str]]:
        """Code by spelling by field, of those that were chosen."""
        found: dict[str, dict[str, str]] = {}
        for one in self.spellings:
            if self.cleaned_data[one.key]:
                found.setdefault(one.field, {})[one.written] = self.cleaned_data[one.key]
        return found


@staff()
def caseload(request: StaffRequest, code: str) -> HttpResponse:
    """The caseload of an inspection in counts, and the way to send one in."""
    found = caseloads.overview(code, by=request.actor)
    waiting = uploads.waiting(code, by=request.actor, now=request.now)
    context = {"heading": found.heading, "overview": found, "pending": waiting}
    return page(request, "caseloads/caseload.html", context)


@staff()
def cases(request: StaffRequest, code: str, part: str) -> HttpResponse:
    """One page of the eligible, excluded or quarantined cases."""
    asked = request.GET.get("page", "1")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1
    found = caseloads.cases(code, part=part, page=number, by=request.actor, now=request.now)
    return page(
        request, "caseloads/cases.html", {"heading": found.heading, "part": part, "found": found}
    )


@staff("GET", "POST")
def upload(request: StaffRequest, code: str) -> HttpResponse:
    """Sends a case list in."""
    overview = caseloads.overview(code, by=request.actor)
    heading = uploads.birth_date_heading(code, by=request.actor)
    form = UploadForm(_sent(request), request.FILES or None, initial={"birth_date": heading})

    def receive(given: dict[str, Any]) -> None:
        uploads.receive(
            code,
            file_name=given["file"].name,
            content=given["file"].read(),
            birth_date=given["birth_date"],
            by=request.actor,
            now=request.now,
        )

    if posted(request, form, receive):
        return redirect("caseload_columns", code)
    context = {"heading": overview.heading, "overview": overview, "form": form}
    return page(request, "caseloads/upload.html", context, status=status_of(form))


@staff("GET", "POST")
def columns(request: StaffRequest, code: str) -> HttpResponse:
    """Says which column of the list holds what."""
    waiting = uploads.waiting(code, by=request.actor, now=request.now)
    if waiting is None:
        return _nothing_waits(request, code)
    form = ColumnsForm(waiting, _sent(request))

    def save(given: dict[str, Any]) -> None:
        uploads.map_columns(
            code,
            upload=given["upload"],
            columns=form.columns(),
            by=request.actor,
            now=request.now,
        )

    if posted(request, form, save):
        return redirect("caseload_preview", code)
    overview = caseloads.overview(code, by=request.actor)
    context = {"heading": overview.heading, "pending": waiting, "form": form}
    return page(request, "caseloads/columns.html", context, status=status_of(form))


@staff("GET", "POST")
def preview(request: StaffRequest, code: str) -> HttpResponse:
    """Shows what the list would become, takes codes for unknown spellings, and accepts it."""
    found = upload_previews.preview(code, by=request.actor, now=request.now)
    if found is None:
        return redirect("caseload_columns", code)
    is_accepting = "accept" in request.POST
    spellings = SpellingsForm(found, None if is_accepting else _sent(request))
    accepting = UploadNumber(
        request.POST if is_accepting else None, initial={"upload": found.upload}
    )
    if is_accepting and posted(request, accepting, lambda given: _accept(request, code, given)):
        messages.success(request, "Saved: this is now the caseload to draw from.")
        return redirect("caseload", code)
    if not is_accepting and posted(
        request,
        spellings,
        lambda given: uploads.map_spellings(
            code,
            upload=given["upload"],
            codes=spellings.codes(),
            by=request.actor,
            now=request.now,
        ),
    ):
        return redirect("caseload_preview", code)
    form = accepting if is_accepting else spellings
    context = {
        "heading": found.heading,
        "found": found,
        "spellings": spellings,
        "accepting": accepting,
        "form": form,
    }
    return page(request, "caseloads/preview.html", context, status=status_of(form))


@staff("POST")
def discard(request: StaffRequest, code: str) -> HttpResponse:
    """Deletes the list that waits."""
    form = UploadNumber(request.POST)
    if posted(
        request,
        form,
        lambda given: uploads.discard(
            code, upload=given["upload"], by=request.actor, now=request.now
        ),
    ):
        messages.success(request, "Deleted: nothing of that list is kept.")
    else:
        messages.warning(request, "That list is no longer here; nothing was left to delete.")
    return redirect("caseload", code)


def _accept(request: StaffRequest, code: str, given: dict[str, Any]) -> None:
    uploads.accept(code, upload=given["upload"], by=request.actor, now=request.now)


def _nothing_waits(request: StaffRequest, code: str) -> HttpResponse:
    messages.warning(request, "No case list waits to be mapped. Upload one first.")
    return redirect("caseload", code)


def _sent(request: StaffRequest) -> QueryDict | None:
    """What a form sent, even if nothing; None where none was sent."""
    return request.POST if request.method == "POST" else None
