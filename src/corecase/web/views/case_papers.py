"""What stands beside a case: its conflicts, its journal, its form, and the judgements' files."""

from typing import Any
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from corecase.actions import assessments, case_forms, conflicts, journals
from corecase.actions.conflicts import ConflictPage, Open
from corecase.core import answer_values
from corecase.core.errors import InputError
from corecase.core.operations import LONGEST_VALUE, Field, Outcome
from corecase.core.questions import FoundIn, answer_value, value_words
from corecase.web.forms import Words
from corecase.web.middleware import StaffRequest
from corecase.web.pages import page, posted, staff, status_of
from corecase.web.views.assessments import case_address, marking_of

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class DecisionForm(forms.Form):
    """Which of two values stands, or a third."""

    conflict = forms.IntegerField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput)
    choice = forms.ChoiceField(
        label="What stands",
        choices=[("STANDING", "standing"), ("SENT", "sent"), ("OTHER", "other")],
        error_messages={
            "required": "Choose one of the two values, or write a third.",
            "invalid_choice": "Choose one of the two values, or write a third.",
        },
    )
    text = Words(label="Something else", required=False, strip=False, max_length=LONGEST_VALUE)
    answer = forms.CharField(required=False)
    mark = forms.BooleanField(required=False)
    service = forms.CharField(required=False)
    assessor = forms.CharField(required=False)


@staff("GET", "POST")
def conflicts_list(request: StaffRequest, code: str, ref: str) -> HttpResponse:
    """Both values of each open conflict; a person chooses one or writes a third."""
    marking = marking_of(request)
    found = conflicts.listed(code, ref, marking=marking, by=request.actor, now=request.now)
    form = DecisionForm(request.POST if request.method == "POST" else None)

    def act(data: dict[str, object]) -> None:
        conflicts.decide(
            code,
            ref,
            int(str(data["conflict"])),
            seen_version=int(str(data["version"])),
            value=_decided(found, data),
            marking=marking,
            by=request.actor,
            now=request.now,
        )

    if posted(request, form, act):
        messages.success(request, "Saved: what you chose stands now, and the journal keeps both.")
        return redirect(case_address("case_conflicts", code, ref, marking))
    context = {
        "page": found,
        "head": found.heading,
        "form": form,
        "said": value_words,
        "judged": _judged,
        "found_in": list(FoundIn),
        "Field": Field,
    }
    return page(request, "assessments/conflicts.html", context, status=status_of(form))


@staff("POST")
def late(request: StaffRequest, code: str, ref: str, late: int) -> HttpResponse:
    """A change that came too late is let stand against what is there, or set aside."""
    marking = marking_of(request)
    keep = request.POST.get("decision") == "RELEASE"
    conflicts.release(
        code, ref, late, keep=keep, marking=marking, by=request.actor, now=request.now
    )
    said = (
        "it stands among the conflicts now" if keep else "it is set aside, and the journal keeps it"
    )
    messages.success(request, f"Saved: {said}.")
    return redirect(case_address("case_conflicts", code, ref, marking))


@staff()
def journal(request: StaffRequest, code: str, ref: str) -> HttpResponse:
    """The history of a case, question by question."""
    found = journals.read(code, ref, marking=marking_of(request), by=request.actor, now=request.now)
    context = {"page": found, "head": found.heading, "said": value_words, "words": OUTCOMES}
    return page(request, "assessments/journal.html", context)


OUTCOMES = {
    Outcome.APPLIED: "saved",
    Outcome.UNCHANGED: "said the same as what stood there",
    Outcome.CONFLICT: "kept beside another value, for a person to decide",
    Outcome.QUARANTINED: "came too late, kept for the lead inspector",
}


class UploadForm(forms.Form):
    """A form that was filled in."""

    file = forms.FileField(
        label="The form, filled in",
        help_text="An XLSX file that you downloaded from this page.",
        error_messages={
            "required": "Choose the file.",
            "empty": "The file is empty; choose another.",
        },
    )

    def clean_file(self) -> Any:
        """The file, where it is not too large to be a form."""
        file = self.cleaned_data["file"]
        if file.size > case_forms.MAX_BYTES:
            raise forms.ValidationError(
                "The file is larger than a form can be; choose the form of this case."
            )
        return file


@staff("GET", "POST")
def form(request: StaffRequest, code: str, ref: str) -> HttpResponse:
    """A case on a sheet: taken along, and its answers brought back."""
    head = assessments.own_heading(code, ref, by=request.actor, now=request.now)
    is_sent = request.method == "POST"
    upload = UploadForm(request.POST, request.FILES) if is_sent else UploadForm()
    receipts: list[Outcome] = []

    def act(data: dict[str, Any]) -> None:
        file = data["file"]
        found = case_forms.bring_back(
            code, ref, file.read(), file.name or "form.xlsx", by=request.actor, now=request.now
        )
        receipts.extend(receipt.outcome for receipt in found)

    if posted(request, upload, act):
        messages.success(request, _brought_back(receipts))
        return redirect("case", code, ref)
    context = {"head": head, "form": upload}
    return page(request, "assessments/form.html", context, status=status_of(upload))


@staff("POST")
def form_file(request: StaffRequest, code: str, ref: str) -> HttpResponse:
    """The form of a case as a file."""
    file = case_forms.export(code, ref, uuid4(), by=request.actor, now=request.now)
    headers = {"Content-Disposition": f'attachment; filename="{file.name}"'}
    return HttpResponse(file.content, content_type=WORKBOOK, headers=headers)


@staff("POST")
def judgements(request: StaffRequest, code: str) -> HttpResponse:
    """The judgements that count now, or the cases, as a CSV file that `corecase score` reads."""
    found, cases = assessments.exported(code, by=request.actor, now=request.now)
    is_cases = request.POST.get("file") == "cases"
    name = "cases" if is_cases else "judgements"
    headers = {"Content-Disposition": f'attachment; filename="{code}-{name}.csv"'}
    text = cases if is_cases else found
    return HttpResponse(text, content_type="text/csv; charset=utf-8", headers=headers)


def _decided(found: ConflictPage, data: dict[str, object]) -> str:
    """The value that a person chose or wrote."""
    one = next((each for each in found.open if each.id == data["conflict"]), None)
    if one is None:
        raise InputError("This conflict is decided already; look at what stands now.")
    if data["choice"] == "STANDING":
        return one.standing.value
    return one.sent.value if data["choice"] == "SENT" else _written(one, data)


def _written(one: Open, data: dict[str, object]) -> str:
    if one.field is not Field.ANSWER:
        return str(data["text"]).replace("\r\n", "\n")
    return answer_value(
        one.item,
        answer=str(data["answer"]),
        mark=bool(data["mark"]),
        service=str(data["service"]),
        assessor=str(data["assessor"]),
    )


def _judged(value: str) -> str:
    judgement = answer_values.read(value, "case", "item")
    return judgement.answer if judgement else ""


def _brought_back(outcomes: list[Outcome]) -> str:
    if not outcomes:
        return "The form changes nothing: everything in it is here already."
    n_saved = sum(outcome in (Outcome.APPLIED, Outcome.UNCHANGED) for outcome in outcomes)
    kept = len(outcomes) - n_saved
    said = f"Saved from the form: {n_saved} of {len(outcomes)} changes."
    return f"{said} {kept} are kept for a person to decide: look under Conflicts." if kept else said
