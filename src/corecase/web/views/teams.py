"""The team of an inspection: its page, and what happens to one member."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from corecase.actions import team_access, teams
from corecase.actions.teams import Part
from corecase.core.teams import TeamRole
from corecase.web.forms import Words
from corecase.web.middleware import StaffRequest
from corecase.web.pages import page, posted, staff, status_of

_ROLES = [(role.value, role.words) for role in TeamRole]


class PartForm(forms.Form):
    """The printed role and the days on site."""

    role = forms.ChoiceField(label="Role", choices=_ROLES, initial=TeamRole.ASSESSOR)
    days = forms.IntegerField(
        label="Days on site",
        min_value=0,
        max_value=teams.MOST_DAYS,
        error_messages={"required": "Enter the days, 0 for none."},
    )

    def part(self) -> Part:
        """What was chosen."""
        typed = self.cleaned_data
        return Part(role=TeamRole(typed["role"]), days=typed["days"])


class MemberForm(PartForm):
    """Somebody who joins: from the pool, or anybody who signs in here."""

    person = forms.ChoiceField(label="From the pool", required=False)
    email = Words(
        label="Or by e-mail address",
        required=False,
        max_length=254,
        help_text="For somebody who signs in here and is not in the pool.",
    )
    field_order = ("person", "email", "role", "days")

    def __init__(self, *given: Any, candidates: tuple[tuple[int, str], ...], **options: Any):
        super().__init__(*given, **options)
        self.fields["person"].choices = [("", "Nobody from the pool"), *candidates]  # type: ignore[attr-defined]  # a choice field

    def clean(self) -> dict[str, Any]:
        """One of the two ways, and not both."""
        typed: dict[str, Any] = self.cleaned_data
        if bool(typed.get("person")) == bool(typed.get("email")):
            self.add_error("person", "Choose somebody of the pool or give an address: one of both.")
        return typed

    def somebody(self) -> int | str:
        """Who was chosen, as the action takes them."""
        typed = self.cleaned_data
        return int(typed["person"]) if typed["person"] else str(typed["email"])


@staff("GET", "POST")
def team(request: StaffRequest, code: str) -> HttpResponse:
    """The team, what it has room for, and the form that takes somebody into it."""
    shown = teams.one(code, today=timezone.localdate(request.now), by=request.actor)
    form = MemberForm(request.POST or None, candidates=shown.candidates)
    if posted(
        request,
        form,
        lambda _: teams.add(code, form.somebody(), form.part(), by=request.actor, now=request.now),
    ):
        messages.success(request, "Saved: the team has a new member.")
        return redirect("team", code)
    context = {"inspection": shown, "team": shown, "form": form, "current": "team"}
    context |= {"reading_in": team_access.READING_IN.days, "finishing": team_access.FINISHING.days}
    return page(request, "teams/team.html", context, status=status_of(form))


@staff("GET", "POST")
def member(request: StaffRequest, code: str, person_id: int) -> HttpResponse:
    """One member: another role, other days."""
    shown, one = _one(request, code, person_id)
    form = PartForm(request.POST or None, initial={"role": one.part.role, "days": one.part.days})
    if posted(
        request,
        form,
        lambda _: teams.change(code, person_id, form.part(), by=request.actor, now=request.now),
    ):
        messages.success(request, f"Saved: {one.name}.")
        return redirect("team", code)
    context = {"inspection": shown, "member": one, "form": form, "current": "team"}
    return page(request, "teams/member.html", context, status=status_of(form))


@staff("GET", "POST")
def leave(request: StaffRequest, code: str, person_id: int) -> HttpResponse:
    """Asks once more before somebody leaves, saying what they leave behind."""
    shown, one = _one(request, code, person_id)
    unfinished = teams.unfinished(code, person_id, by=request.actor)
    form = forms.Form(request.POST if request.method == "POST" else None)
    if posted(
        request,
        form,
        lambda _: teams.leave(code, person_id, by=request.actor, now=request.now),
    ):
        messages.success(request, f"Saved: {one.name} has left the team.")
        return redirect("team", code)
    context = {"inspection": shown, "member": one, "unfinished": unfinished, "form": form}
    return page(request, "teams/leave.html", {**context, "current": "team"}, status=status_of(form))


def _one(request: StaffRequest, code: str, person_id: int) -> tuple[teams.Team, teams.Member]:
    shown = teams.one(code, today=timezone.localdate(request.now), by=request.actor)
    found = next((one for one in shown.members if one.person_id == person_id), None)
    if found is None or not shown.may_run:
        raise Http404
    return shown, found
