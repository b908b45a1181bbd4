"""Notes of a conversation: written at once, attached to questions later."""

from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from corecase.actions import assessments
from corecase.actions import notes as actions
from corecase.core.operations import LONGEST_VALUE
from corecase.web.forms import Words
from corecase.web.middleware import StaffRequest
from corecase.web.pages import page, posted, staff, status_of
from corecase.web.views.assessments import marking_of


class NoteForm(forms.Form):
    """One note."""

    text = Words(label="Note", max_length=LONGEST_VALUE, rows=2)
    quotable = forms.BooleanField(
        label="May be quoted: it identifies nobody",
        required=False,
    )
    id = forms.UUIDField(widget=forms.HiddenInput)


@staff("GET", "POST")
def notes(request: StaffRequest, code: str, ref: str) -> HttpResponse:
    """The notes of a case, the newest first, and a line to write the next."""
    new = NoteForm(initial={"id": uuid4()})
    form = NoteForm(request.POST) if request.method == "POST" else new

    def act(data: dict[str, object]) -> None:
        actions.add(
            code,
            ref,
            UUID(str(data["id"])),
            str(data["text"]),
            is_quotable=bool(data["quotable"]),
            by=request.actor,
            now=request.now,
        )

    if posted(request, form, act):
        return redirect("case_notes", code, ref)
    found = actions.listed(
        code, ref, marking=marking_of(request), by=request.actor, now=request.now
    )
    context = {"page": found, "head": found.file.heading, "form": form, "label": _labels(found)}
    return page(request, "assessments/notes.html", context, status=status_of(form))


class AttachForm(forms.Form):
    """The questions of a note, and whether it may be quoted."""

    items = forms.MultipleChoiceField(
        label="Questions", required=False, widget=forms.CheckboxSelectMultiple
    )
    quotable = forms.BooleanField(label="May be quoted: it identifies nobody", required=False)


@staff("GET", "POST")
def note(request: StaffRequest, code: str, ref: str, note: UUID) -> HttpResponse:
    """One note, and the questions that it is attached to."""
    head = assessments.own_heading(code, ref, by=request.actor, now=request.now)
    found = actions.listed(code, ref, by=request.actor, now=request.now)
    one = next((each for each in found.notes if each.id == note), None)
    if one is None:
        raise Http404
    initial = {"items": list(one.item_ids), "quotable": one.is_quotable}
    form = AttachForm(request.POST if request.method == "POST" else None, initial=initial)
    form.fields["items"].choices = [  # type: ignore[attr-defined]  # a choice field
        (item.id, item.label) for item in found.file.framework.items
    ]

    def act(data: dict[str, object]) -> None:
        actions.attach(
            code,
            ref,
            note,
            tuple(request.POST.getlist("items")),
            is_quotable=bool(data["quotable"]),
            by=request.actor,
            now=request.now,
        )

    if posted(request, form, act):
        messages.success(request, "Saved: the note stands beside its questions.")
        return redirect("case_notes", code, ref)
    chosen = form["items"].value() or []
    context = {
        "page": found,
        "head": head,
        "note": one,
        "form": form,
        "chosen": set(chosen),
    }
    return page(request, "assessments/note.html", context, status=status_of(form))


def _labels(found: actions.NotePage) -> dict[str, str]:
    return {item.id: item.label for item in found.file.framework.items}
