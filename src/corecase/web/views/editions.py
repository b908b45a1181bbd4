"""The edition of a programme's reports: to look at, to choose, to take away as a file."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from corecase.actions import editions
from corecase.web.middleware import StaffRequest
from corecase.web.pages import page, posted, staff, status_of

MAX_BYTES = 500_000


class EditionForm(forms.Form):
    """One of the editions that are shipped, or the file of one's own."""

    shipped = forms.ChoiceField(
        label="Editions that come with Corecase", required=False, widget=forms.RadioSelect
    )
    file = forms.FileField(
        label="Or the file of your own edition",
        required=False,
        help_text="A YAML file of at most 500 KB. Begin with the file of an edition from this "
        "page; everything wrong with yours is said at once, and then nothing is stored.",
        error_messages={"empty": "The file is empty; choose one with the words of an edition."},
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, found: editions.Shown, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files, initial={"seen": found.version})
        self.fields["shipped"].choices = [  # type: ignore[attr-defined]  # a choice field
            (name, name) for name in found.shipped
        ]

    def clean_file(self) -> str:
        """The text of the file; empty where none was chosen."""
        file = self.cleaned_data["file"]
        if file is None:
            return ""
        if file.size > MAX_BYTES:
            raise forms.ValidationError("The file is larger than 500 KB; an edition is words only.")
        try:
            return str(file.read().decode("utf-8-sig"))
        except UnicodeDecodeError:
            raise forms.ValidationError("The file is no text in UTF-8; save it as such.") from None


@staff("GET", "POST")
def edition(request: StaffRequest, code: str) -> HttpResponse:
    """The words of a programme's reports, and the choice of others while none is signed."""
    found = editions.shown(code, by=request.actor)
    if request.method == "POST":
        editions.check_may_choose(by=request.actor)
    form = EditionForm(found, request.POST or None, request.FILES or None)

    def act(typed: dict[str, Any]) -> None:
        editions.choose(
            code,
            shipped=typed["shipped"],
            text=typed["file"],
            seen=typed["seen"],
            by=request.actor,
            now=request.now,
        )

    if posted(request, form, act):
        messages.success(request, "Saved: the reports of this programme use this edition.")
        return redirect("programme_edition", code)
    if form.is_bound:
        form.data = form.data.copy()  # type: ignore[attr-defined]  # of a request, so a QueryDict
        form.data["seen"] = found.version  # type: ignore[index]  # a copy can be written
    context = {"found": found, "form": form}
    return page(request, "editions/edition.html", context, status=status_of(form))


@staff()
def file(request: StaffRequest, code: str) -> HttpResponse:
    """The file of the edition, to read or to begin one's own with."""
    text = editions.written(code, by=request.actor)
    return HttpResponse(
        text,
        content_type="application/yaml; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{code}-edition.yaml"'},
    )
