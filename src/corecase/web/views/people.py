"""People, for the administrator: who signs in, as what, until when; inviting and ending."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from corecase.actions import directory, invitations, people
from corecase.actions.invitations import Offer
from corecase.core.people import Actor, NotAllowedError, Role
from corecase.web.forms import Day, Words
from corecase.web.middleware import StaffRequest
from corecase.web.pages import page, posted, staff, status_of

ROLES = [("", "Choose a role"), *((role.value, role.words.capitalize()) for role in Role)]


class RoleFields(forms.Form):
    """A role, what it is held on, and its last day."""

    role = forms.ChoiceField(
        label="Role", choices=ROLES, error_messages={"required": "Choose a role."}
    )
    inspection = forms.ChoiceField(
        label="Inspection",
        required=False,
        help_text="For a lead inspector, an assessor, a local assessor or an editor.",
    )
    service = forms.ChoiceField(
        label="Service",
        required=False,
        help_text="For a service liaison, a quality manager or a council officer.",
    )
    ends_on = Day(
        label="Last day of the role", required=False, help_text="Leave empty where none is set."
    )

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        services = [("", "None"), *((s.code, s.words) for s in directory.services())]
        inspections = [("", "None"), *((i.code, i.words) for i in directory.inspections(by=by))]
        for name, choices in (
            ("inspection", inspections),
            ("service", services),
            ("home_service", services),
        ):
            if name in self.fields:
                self.fields[name].choices = choices  # type: ignore[attr-defined]  # a choice field


class Invite(RoleFields):
    """To whom, and as what."""

    name = Words(label="Name", max_length=120)
    email = forms.EmailField(
        label="E-mail address",
        error_messages={
            "required": "Enter an e-mail address.",
            "invalid": "Enter an e-mail address like name@example.gov.uk.",
        },
    )
    home_service = forms.ChoiceField(
        label="Service that they work for",
        required=False,
        help_text="For assessors lent by a service: they take no part in its inspection.",
    )
    field_order = ("name", "email", "role", "inspection", "service", "home_service", "ends_on")


class LastDay(forms.Form):
    """When a role ends."""

    last_day = Day(
        label="Last day of the role",
        help_text="The role is held on this day. Yesterday's date ends it at once.",
    )


@staff()
def listed(request: StaffRequest) -> HttpResponse:
    """Everybody who signs in, and the open invitations."""
    context = {
        "people": directory.listed(by=request.actor, today=timezone.localdate(request.now)),
        "pending": directory.pending(by=request.actor, now=request.now),
    }
    return page(request, "people/list.html", context)


@staff("GET", "POST")
def invite(request: StaffRequest) -> HttpResponse:
    """Inviting somebody by mail."""
    directory.check_manages(by=request.actor)
    form = Invite(request.POST or None, by=request.actor)
    tokens: list[str] = []

    def act(typed: dict[str, Any]) -> None:
        offer = Offer(**{**typed, "role": Role(typed["role"])})
        tokens.append(
            invitations.invite(
                offer,
                link=lambda token: request.build_absolute_uri(reverse("invitation", args=[token])),
                by=request.actor,
                now=request.now,
            )
        )

    if posted(request, form, act):
        sent = (
            f"Saved. The invitation was sent to {form.cleaned_data['email']}; it works for 7 days."
        )
        given = "Saved. This person signs in already, and has the role from now on."
        messages.success(request, sent if tokens[0] else given)
        return redirect("people")
    return page(request, "people/invite.html", {"form": form}, status=status_of(form))


@staff("POST")
def withdraw(request: StaffRequest, invitation_id: int) -> HttpResponse:
    """Withdrawing an invitation."""
    invitations.withdraw(invitation_id, by=request.actor, now=request.now)
    messages.success(request, "Saved. The link of this invitation no longer works.")
    return redirect("people")


@staff()
def person(request: StaffRequest, person_id: int) -> HttpResponse:
    """Somebody, with the roles they hold and held."""
    context = {
        "person": directory.managed(person_id, by=request.actor),
        "conflicts": directory.conflicts(person_id, by=request.actor),
        "today": timezone.localdate(request.now),
    }
    return page(request, "people/person.html", context)


@staff("GET", "POST")
def grant(request: StaffRequest, person_id: int) -> HttpResponse:
    """Giving somebody one more role."""
    found = directory.managed(person_id, by=request.actor)
    form = RoleFields(request.POST or None, by=request.actor)

    def act(typed: dict[str, Any]) -> None:
        people.grant(
            person_id,
            Role(typed["role"]),
            inspection=typed["inspection"],
            service=typed["service"],
            starts_on=timezone.localdate(request.now),
            ends_on=typed["ends_on"],
            by=request.actor,
            now=request.now,
        )

    if posted(request, form, act):
        messages.success(request, "Saved. The role is held from today.")
        return redirect("people_person", person_id)
    context = {"form": form, "person": found}
    return page(request, "people/grant.html", context, status=status_of(form))


@staff("GET", "POST")
def end_grant(request: StaffRequest, person_id: int, grant_id: int) -> HttpResponse:
    """Setting the last day of a role."""
    found = directory.managed(person_id, by=request.actor)
    held = next((role for role in found.roles if role.grant_id == grant_id), None)
    if held is None:
        raise NotAllowedError("There is no such role.")
    today = timezone.localdate(request.now)
    form = LastDay(request.POST or None, initial={"last_day": today - timedelta(days=1)})

    def act(typed: dict[str, Any]) -> None:
        people.end_grant(grant_id, last_day=typed["last_day"], by=request.actor, now=request.now)

    if posted(request, form, act):
        messages.success(request, "Saved. The last day of the role is set.")
        return redirect("people_person", person_id)
    context = {"form": form, "person": found, "held": held}
    return page(request, "people/end_role.html", context, status=status_of(form))


@staff("GET", "POST")
def reset_second_factor(request: StaffRequest, person_id: int) -> HttpResponse:
    """For somebody who lost every second factor and the recovery codes."""
    found = directory.managed(person_id, by=request.actor)
    form = forms.Form(request.POST if request.method == "POST" else None)

    def act(_: dict[str, Any]) -> None:
        people.reset_second_factor(person_id, by=request.actor, now=request.now)

    if posted(request, form, act):
        messages.success(request, "Saved. They set up a second factor when they next sign in.")
        return redirect("people_person", person_id)
    context = {
        "form": form,
        "title": f"Reset the second factor of {found.name}",
        "text": "Make sure first that it is they who ask, by a way other than e-mail. Their "
        "authenticator app, passkeys and recovery codes are removed, and their sessions end.",
        "button": "Reset second factor",
        "back": "people_person",
        "back_id": person_id,
    }
    return page(request, "people/confirm.html", context, status=status_of(form))


@staff("GET", "POST")
def leave(request: StaffRequest, person_id: int) -> HttpResponse:
    """Somebody leaves, and cannot or does not say so themselves."""
    found = directory.managed(person_id, by=request.actor)
    form = forms.Form(request.POST if request.method == "POST" else None)

    def act(_: dict[str, Any]) -> None:
        people.leave(person_id, by=request.actor, now=request.now)

    if posted(request, form, act):
        messages.success(request, "Saved. Their sessions and their roles have ended.")
        return redirect("people")
    context = {
        "form": form,
        "title": f"{found.name} leaves",
        "text": "Every session of theirs ends at once, and all their roles end today. What they "
        "wrote stays with its inspection. Coming back takes a new invitation.",
        "button": "End their account",
        "back": "people_person",
        "back_id": person_id,
    }
    return page(request, "people/confirm.html", context, status=status_of(form))
