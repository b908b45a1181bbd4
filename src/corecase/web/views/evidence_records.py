"""Views: evidence records, the findings at the level of the service."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from corecase.actions import evidence_records, report_overview
from corecase.actions.evidence_records import Record
from corecase.actions.evidence_records import Words as Said
from corecase.web.forms import Words
from corecase.web.middleware import StaffRequest
from corecase.web.pages import page, posted, staff, status_of

_KINDS = (("strength", "Strength"), ("area", "Area for improvement"))


class ChangeForm(forms.Form):
    """What a record says."""

    statement = Words(
        label="What was found",
        rows=4,
        max_length=5000,
        help_text="One paragraph as it is to be printed. No child, parent or victim is named.",
    )
    source = Words(
        label="Where it was seen",
        max_length=300,
        help_text="Evidence in advance, an interview, a document. By role, not by name.",
    )
    document = forms.ChoiceField(label="Document of the register, if it is one", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *given: Any, documents: tuple[tuple[int, str], ...], **more: Any) -> None:
        super().__init__(*given, **more)
        listed = [(str(number), title) for number, title in documents]
        field = self.fields["document"]
        field.choices = [("", "None"), *listed]  # type: ignore[attr-defined]  # a choice field

    def words(self) -> Said:
        """What the form says, once it is cleaned."""
        document = self.cleaned_data["document"]
        return Said(
            statement=self.cleaned_data["statement"],
            source=self.cleaned_data["source"],
            document=int(document) if document else None,
        )


class AddForm(ChangeForm):
    """A new record, with the criterion and the side on which it stands."""

    criterion = forms.ChoiceField(
        label="Criterion", error_messages={"required": "Choose one of the criteria."}
    )
    kind = forms.ChoiceField(
        label="It is a",
        choices=_KINDS,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether it is a strength or an area for improvement."},
    )
    field_order = ("criterion", "kind", "statement", "source", "document", "version")

    def __init__(self, *given: Any, criteria: tuple[tuple[str, str], ...], **more: Any) -> None:
        super().__init__(*given, **more)
        field = self.fields["criterion"]
        field.choices = [("", "Choose a criterion"), *criteria]  # type: ignore[attr-defined]  # a choice field


@staff("GET", "POST")
def records(request: StaffRequest, code: str) -> HttpResponse:
    """Every record by criterion, and the form that adds one."""
    desk = report_overview.criteria(code, by=request.actor)
    documents = evidence_records.documents(code, by=request.actor)
    first = {"criterion": request.GET.get("criterion", ""), "kind": request.GET.get("kind", "")}
    form = AddForm(request.POST or None, criteria=desk.criteria, documents=documents, initial=first)

    def add(sent: dict[str, Any]) -> None:
        by, now = request.actor, request.now
        place = sent["criterion"], sent["kind"]
        evidence_records.add(code, *place, form.words(), by=by, now=now)

    if posted(request, form, add):
        messages.success(request, "Added the record. It is drafted as a paragraph to be accepted.")
        return redirect("report_criterion", code, form.cleaned_data["criterion"])
    context = {
        "heading": desk.heading,
        "criteria": desk.criteria,
        "form": form,
        "records": evidence_records.listed(code, by=request.actor),
    }
    return page(request, "report/evidence.html", context, status=status_of(form))


@staff("GET", "POST")
def record(request: StaffRequest, code: str, number: int) -> HttpResponse:
    """One record, to be written anew."""
    found = evidence_records.one(code, number, by=request.actor)
    documents = evidence_records.documents(code, by=request.actor)
    initial = {name: getattr(found, name) for name in ("statement", "source", "version")}
    initial |= {"document": str(found.document or "")}
    form = ChangeForm(request.POST or None, documents=documents, initial=initial)

    def change(sent: dict[str, Any]) -> None:
        by, now, seen = request.actor, request.now, sent["version"] or 0
        evidence_records.change(code, number, form.words(), version=seen, by=by, now=now)

    if posted(request, form, change):
        messages.success(request, "Saved the record.")
        return redirect("report_criterion", code, found.criterion)
    heading = report_overview.criteria(code, by=request.actor).heading
    context = {
        "heading": heading,
        "form": form,
        "record": found,
        "standing": _standing(form, found),
    }
    return page(request, "report/record.html", context, status=status_of(form))


def _standing(form: ChangeForm, found: Record) -> Record | None:
    """The record as it stands, where the form was filled in on an older version of it."""
    if not form.is_bound or str(form["version"].value()) == str(found.version):
        return None
    form.data = form.data.copy()  # type: ignore[attr-defined]  # of a request, so a QueryDict
    form.data["version"] = str(found.version)  # type: ignore[index]  # a copy can be written
    return found


@staff("POST")
def remove(request: StaffRequest, code: str, number: int) -> HttpResponse:
    """A record goes, with the paragraph that was drafted from it."""
    evidence_records.remove(code, number, by=request.actor, now=request.now)
    messages.success(request, "Removed the record.")
    return redirect("report_evidence", code)
