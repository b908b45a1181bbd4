"""Views: the distribution list of a report, what was sent to whom, and sending it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from corecase.actions import dispatches, distribution
from corecase.actions.distribution import Entry
from corecase.web.forms import Words
from corecase.web.middleware import StaffRequest
from corecase.web.pages import page, posted, staff, status_of


class EntryForm(forms.Form):
    """Somebody for the list."""

    name = Words(label="Name", max_length=120)
    body = Words(label="Body", max_length=160, help_text="The organisation that they belong to.")
    email = forms.EmailField(
        label="E-mail address",
        error_messages={
            "required": "Enter an e-mail address.",
            "invalid": "Enter an e-mail address like name@example.gov.uk.",
        },
    )


@staff("GET", "POST")
def listed(request: StaffRequest, code: str) -> HttpResponse:
    """The list with what was sent, and the form that adds somebody."""
    form = EntryForm(request.POST or None)

    def add(typed: dict[str, Any]) -> None:
        distribution.add(code, Entry(**typed), by=request.actor, now=request.now)

    if posted(request, form, add):
        messages.success(request, f"Added {form.cleaned_data['name']} to the list.")
        return redirect("distribution", code)
    found = distribution.listed(code, by=request.actor)
    context = {"copies": found, "form": form}
    return page(request, "distribution/listed.html", context, status=status_of(form))


@staff("POST")
def remove(request: StaffRequest, code: str, number: int) -> HttpResponse:
    """Takes somebody off the list; their links end."""
    distribution.remove(code, number, by=request.actor, now=request.now)
    messages.success(request, "Removed from the list; links that were sent there work no more.")
    return redirect("distribution", code)


@staff("POST")
def send(request: StaffRequest, code: str, number: int) -> HttpResponse:
    """Sends the released version to one of the list."""
    dispatches.send(code, number, link=_link(request), by=request.actor, now=request.now)
    messages.success(request, "Sent under embargo.")
    return redirect("distribution", code)


@staff("POST")
def send_all(request: StaffRequest, code: str) -> HttpResponse:
    """Sends the released version to everybody on the list who has no link to it."""
    found = dispatches.send_all(code, link=_link(request), by=request.actor, now=request.now)
    if found.n_sent:
        messages.success(request, f"Sent under embargo to {found.n_sent} on the list.")
    if found.failed:
        names = ", ".join(found.failed)
        messages.error(request, f"The letter to {names} did not leave; it is noted below.")
    return redirect("distribution", code)


@staff("POST")
def revoke(request: StaffRequest, code: str, number: int) -> HttpResponse:
    """Ends a link."""
    dispatches.revoke(code, number, by=request.actor, now=request.now)
    messages.success(request, "Ended the link; it opens nothing any more.")
    return redirect("distribution", code)


def _link(request: StaffRequest) -> dispatches.Link:
    return lambda token: request.build_absolute_uri(reverse("copy", args=[token]))
