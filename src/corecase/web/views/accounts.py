"""Somebody's own account: who they are, how they sign in, what they declare, and leaving."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect

from corecase.actions import directory, people
from corecase.web.forms import Words
from corecase.web.middleware import StaffRequest
from corecase.web.pages import page, posted, staff, status_of


class Declare(forms.Form):
    """A service in which somebody has an interest, and why."""

    service = forms.ChoiceField(
        label="Service",
        help_text="You take no part in its inspections from now on, whatever your role.",
        error_messages={"required": "Choose the service."},
    )
    reason = Words(label="Reason", rows=3, max_length=300, help_text="Name no child.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        services = [(service.code, service.words) for service in directory.services()]
        self.fields["service"].choices = [("", "Choose a service"), *services]  # type: ignore[attr-defined]  # a choice field


@staff()
def account(request: StaffRequest) -> HttpResponse:
    """Who I am, my roles and until when, and how I sign in."""
    context = {
        "me": directory.one(request.actor.person_id, by=request.actor),
        "conflicts": directory.conflicts(request.actor.person_id, by=request.actor),
    }
    return page(request, "account/own.html", context)


@staff("GET", "POST")
def declare(request: StaffRequest) -> HttpResponse:
    """Declaring an interest in a service."""
    form = Declare(request.POST or None)

    def act(typed: dict[str, Any]) -> None:
        people.declare_conflict(
            typed["service"], typed["reason"], by=request.actor, now=request.now
        )

    if posted(request, form, act):
        messages.success(request, "Saved. You take no part in inspections of this service.")
        return redirect("account")
    return page(request, "account/declare.html", {"form": form}, status=status_of(form))


@staff("GET", "POST")
def end_sessions(request: StaffRequest) -> HttpResponse:
    """Signing out everywhere at once."""
    form = forms.Form(request.POST if request.method == "POST" else None)
    if posted(request, form, lambda _: people.end_sessions(by=request.actor, now=request.now)):
        logout(request)
        messages.success(request, "You are signed out on every device.")
        return redirect("account_login")
    context = {
        "form": form,
        "title": "Sign out everywhere",
        "text": "Every session of yours ends at once, on this device and on all others.",
        "button": "Sign out everywhere",
        "back": "account",
    }
    return page(request, "people/confirm.html", context, status=status_of(form))


@staff("GET", "POST")
def leave(request: StaffRequest) -> HttpResponse:
    """Leaving: nobody else has to be at the keyboard."""
    form = forms.Form(request.POST if request.method == "POST" else None)
    myself = request.actor.person_id

    def act(_: dict[str, Any]) -> None:
        people.leave(myself, by=request.actor, now=request.now)

    if posted(request, form, act):
        logout(request)
        messages.success(request, "You left Corecase. Your sessions and your roles have ended.")
        return redirect("account_login")
    context = {
        "form": form,
        "title": "Leave Corecase",
        "text": "Every session of yours ends at once, and all your roles end today. What you "
        "wrote stays with its inspection. Coming back takes a new invitation.",
        "button": "Leave Corecase",
        "back": "account",
    }
    return page(request, "people/confirm.html", context, status=status_of(form))


@staff("GET", "POST")
def session(request: StaffRequest) -> HttpResponse:
    """How long a session lasts, and a button for another 15 minutes."""
    if request.method == "POST":
        request.session["seen_at"] = request.now.isoformat()
        if request.headers.get("Accept") == "application/json":
            return HttpResponse(status=204)
        messages.success(request, "You stay signed in.")
        return redirect("account_session")
    return page(request, "account/session.html")
