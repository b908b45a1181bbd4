"""Inspections: the overview, the moves between stages, the one before, the service's profile."""

from dataclasses import asdict
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from corecase.actions import evidence, inspections, planning, profiles, stages, timetables
from corecase.core.stages import Stage
from corecase.web.forms import Day, Words
from corecase.web.middleware import StaffRequest
from corecase.web.pages import page, posted, staff, status_of


class MoveForm(forms.Form):
    """A move to another stage, with the reason where it goes back."""

    reason = Words(label="Why it goes back", required=False, max_length=300)


class LinkForm(forms.Form):
    """The inspection before this one."""

    previous = forms.ChoiceField(label="Inspection before this one", required=False)
    words = Words(
        label="In words",
        rows=4,
        required=False,
        max_length=4000,
        help_text="For one that is not here or was run by another method: what, when, what came "
        "of it. Figures of two methods are not compared.",
    )

    def __init__(self, *args: Any, choices: tuple[planning.Choice, ...], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["previous"].choices = [  # type: ignore[attr-defined]  # a choice field
            ("", "None that is here"),
            *((one.code, one.name) for one in choices),
        ]


class ProfileForm(forms.Form):
    """The service as it is on a day; what nobody knows stays blank."""

    as_at = Day(label="As at")
    police_force = Words(label="Police force", required=False, max_length=120)
    health_body = Words(label="Health body", required=False, max_length=120)
    host_directorate = Words(label="Host directorate", required=False, max_length=160)
    manager = Words(label="Manager of the service", required=False, max_length=120)
    board_chair = Words(label="Chair of the board", required=False, max_length=120)
    vacancies = Words(label="Vacancies", required=False, max_length=300)


@staff()
def one(request: StaffRequest, code: str) -> HttpResponse:
    """The overview of an inspection."""
    inspection = inspections.one(code, by=request.actor)
    return _overview(request, inspection, {to: _move_form(to) for to in inspection.may_move_to})


@staff("POST")
def stage(request: StaffRequest, code: str, to: str) -> HttpResponse:
    """A move to another stage; where it is refused, the overview says why."""
    if to not in Stage.__members__:
        raise Http404
    form = _move_form(Stage(to), request.POST)
    if posted(
        request,
        form,
        lambda typed: stages.move(code, Stage(to), **typed, by=request.actor, now=request.now),
    ):
        messages.success(request, f"Saved: the inspection is now at “{Stage(to).words}”.")
        return redirect("inspection", code)
    inspection = inspections.one(code, by=request.actor)
    moves = {each: _move_form(each) for each in inspection.may_move_to}
    return _overview(request, inspection, {**moves, Stage(to): form}, form)


@staff("GET", "POST")
def previous(request: StaffRequest, code: str) -> HttpResponse:
    """The form that ties an inspection to the one before it."""
    choices = planning.previous_to_choose(code, by=request.actor)
    inspection = inspections.one(code, by=request.actor)
    before = inspection.previous
    form = LinkForm(
        request.POST or None,
        choices=choices,
        initial={"previous": before.code, "words": before.words},
    )
    if posted(
        request,
        form,
        lambda typed: planning.link(code, **typed, by=request.actor, now=request.now),
    ):
        messages.success(request, "Saved the inspection before this one.")
        return redirect("inspection", code)
    context = {"form": form, "inspection": inspection}
    return page(request, "inspections/previous.html", context, status=status_of(form))


@staff("GET", "POST")
def profile(request: StaffRequest, code: str) -> HttpResponse:
    """The profiles of the service, the newest first, and the form of a newer one."""
    inspection = inspections.one(code, by=request.actor)
    history = profiles.history(code, by=request.actor)
    latest = asdict(history[0].facts) if history else {}
    form = ProfileForm(request.POST or None, initial={**latest, "as_at": timezone.localdate()})
    if posted(
        request,
        form,
        lambda typed: profiles.record(
            code, profiles.Facts(**typed), by=request.actor, now=request.now
        ),
    ):
        messages.success(request, "Saved the profile; the older ones are kept.")
        return redirect("profile", code)
    context = {"form": form, "inspection": inspection, "history": history}
    return page(request, "inspections/profile.html", context, status=status_of(form))


def _move_form(to: Stage, typed: Any = None) -> MoveForm:
    """The form of one move; each has identifiers of its own on the page."""
    return MoveForm(typed, auto_id=f"id_{to.lower()}_%s")


def _overview(
    request: StaffRequest,
    inspection: inspections.One,
    moves: dict[Stage, MoveForm],
    refused: MoveForm | None = None,
) -> HttpResponse:
    code = inspection.code
    context = {
        "inspection": inspection,
        "moves": moves,
        "form": refused,
        "timetable": timetables.shown(code, by=request.actor),
        "profiles": profiles.history(code, by=request.actor),
        "evidence": evidence.register(code, by=request.actor),
    }
    status = status_of(refused) if refused else 200
    return page(request, "inspections/one.html", context, status=status)
