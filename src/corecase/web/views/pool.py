"""The pool of assessors: everybody in it, and one entry."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from corecase.actions import pool as actions
from corecase.actions.pool import Entry
from corecase.web.forms import Day, Words
from corecase.web.middleware import StaffRequest
from corecase.web.pages import page, posted, staff, status_of


class EntryForm(forms.Form):
    """What is written of somebody in the pool."""

    home_body = Words(label="Home body", max_length=160, help_text="Who employs them.")
    home_service = forms.ChoiceField(
        label="Service they work for",
        required=False,
        help_text="It shuts them out of the inspection of that service.",
    )
    trained_on = Day(label="Trained on", required=False)
    days_lent = forms.IntegerField(
        label="Days lent by the home body", min_value=0, max_value=999, initial=0
    )
    days_borrowed = forms.IntegerField(
        label="Days borrowed in return", min_value=0, max_value=999, initial=0
    )

    def __init__(self, *given: Any, services: tuple[tuple[str, str], ...], **options: Any):
        super().__init__(*given, **options)
        choices = [("", "No youth justice service"), *services]
        self.fields["home_service"].choices = choices  # type: ignore[attr-defined]  # a choice field

    def entry(self) -> Entry:
        """What was typed."""
        typed = {name: self.cleaned_data[name] for name in EntryForm.base_fields}
        return Entry(**typed)


class JoinForm(EntryForm):
    """Somebody who joins the pool."""

    email = Words(label="E-mail address", max_length=254, help_text="With which they sign in here.")
    field_order = ("email",)


@staff("GET", "POST")
def pool(request: StaffRequest) -> HttpResponse:
    """Everybody in the pool, and the form that takes somebody into it."""
    shown = actions.listed(by=request.actor)
    form = JoinForm(request.POST or None, services=shown.services)
    if posted(
        request,
        form,
        lambda typed: actions.add(typed["email"], form.entry(), by=request.actor, now=request.now),
    ):
        messages.success(request, "Saved: the pool has a new member.")
        return redirect("pool")
    return page(request, "teams/pool.html", {"pool": shown, "form": form}, status=status_of(form))


@staff("GET", "POST")
def member(request: StaffRequest, person_id: int) -> HttpResponse:
    """One entry of the pool, to correct."""
    shown, one = _one(request, person_id)
    initial = {name: getattr(one.entry, name) for name in EntryForm.base_fields}
    form = EntryForm(request.POST or None, services=shown.services, initial=initial)
    if posted(
        request,
        form,
        lambda _: actions.change(person_id, form.entry(), by=request.actor, now=request.now),
    ):
        messages.success(request, f"Saved: {one.name}.")
        return redirect("pool")
    context = {"member": one, "form": form}
    return page(request, "teams/pool_member.html", context, status=status_of(form))


@staff("GET", "POST")
def leave(request: StaffRequest, person_id: int) -> HttpResponse:
    """Asks once more before somebody leaves the pool."""
    _, one = _one(request, person_id)
    form = forms.Form(request.POST if request.method == "POST" else None)
    if posted(request, form, lambda _: actions.leave(person_id, by=request.actor, now=request.now)):
        messages.success(request, f"Saved: {one.name} has left the pool.")
        return redirect("pool")
    context = {"member": one, "form": form}
    return page(request, "teams/pool_leave.html", context, status=status_of(form))


def _one(request: StaffRequest, person_id: int) -> tuple[actions.Pool, actions.Member]:
    shown = actions.listed(by=request.actor)
    found = next((one for one in shown.members if one.person_id == person_id), None)
    if found is None or not shown.may_plan:
        raise Http404
    return shown, found
