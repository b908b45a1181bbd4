"""Evidence in advance: the register, and what happens to one document."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from corecase.actions import evidence, inspections
from corecase.web.forms import Day, Words
from corecase.web.middleware import StaffRequest
from corecase.web.pages import page, posted, staff, status_of


class AskForm(forms.Form):
    """A document to ask for."""

    title = Words(
        label="Document",
        max_length=200,
        error_messages={"required": "Enter what the document is."},
    )
    asked_on = Day(label="Asked for on")


class ReceiveForm(forms.Form):
    """A document that came."""

    received_on = Day(label="Received on")
    received_as = Words(
        label="Received as",
        required=False,
        max_length=200,
        help_text="The file name or the kind of paper. Never the name of a child.",
    )


class CiteForm(forms.Form):
    """Where a document is cited."""

    cited_in = Words(label="Cited in", required=False, max_length=300)


class ReadForm(forms.Form):
    """Nothing to fill in: the button says it."""


@staff("GET", "POST")
def register(request: StaffRequest, code: str) -> HttpResponse:
    """The register, and the form that asks for another document."""
    inspection = inspections.one(code, by=request.actor)
    form = AskForm(request.POST or None, initial={"asked_on": timezone.localdate()})
    if posted(
        request,
        form,
        lambda typed: evidence.ask(code, **typed, by=request.actor, now=request.now),
    ):
        messages.success(request, "Saved: the document is in the register.")
        return redirect("evidence", code)
    context = {
        "form": form,
        "inspection": inspection,
        "register": evidence.register(code, by=request.actor),
    }
    return page(request, "inspections/evidence.html", context, status=status_of(form))


@staff("GET", "POST")
def item(request: StaffRequest, code: str, number: int, deed: str = "") -> HttpResponse:
    """One document, with a form for each thing that can happen to it; `deed` is the one sent."""
    inspection = inspections.one(code, by=request.actor)
    register = evidence.register(code, by=request.actor)
    entry = next((one for one in register.entries if one.number == number), None)
    if entry is None or not register.shows_reading:
        raise Http404
    form = _form(deed, request.POST) if request.method == "POST" else None
    if form and posted(request, form, lambda typed: _act(request, code, number, deed, typed)):
        messages.success(request, f"Saved: {entry.title}.")
        return redirect("evidence", code)
    shown = {
        "received": ReceiveForm(
            initial={
                "received_on": entry.received_on or timezone.localdate(),
                "received_as": entry.received_as,
            }
        ),
        "cited": CiteForm(initial={"cited_in": entry.cited_in}),
        "read": ReadForm(),
    }
    context = {
        "form": form,
        "forms": {**shown, deed: form} if form else shown,
        "inspection": inspection,
        "register": register,
        "entry": entry,
    }
    status = status_of(form) if form else 200
    return page(request, "inspections/evidence_item.html", context, status=status)


def _form(deed: str, typed: Any) -> forms.Form:
    forms_by_deed = {"received": ReceiveForm, "cited": CiteForm, "read": ReadForm}
    if deed not in forms_by_deed:
        raise Http404
    return forms_by_deed[deed](typed)


def _act(request: StaffRequest, code: str, number: int, deed: str, typed: dict[str, Any]) -> None:
    by, now = request.actor, request.now
    if deed == "received":
        evidence.receive(code, number, **typed, by=by, now=now)
    elif deed == "cited":
        evidence.cite(code, number, **typed, by=by, now=now)
    else:
        evidence.mark_read(code, number, by=by, now=now)
