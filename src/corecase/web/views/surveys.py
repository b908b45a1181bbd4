"""Views: the surveys of an inspection, with how many came back, opened and closed."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from corecase.actions import survey_closing
from corecase.actions import surveys as actions
from corecase.core.surveys import MOST_CODES, Group
from corecase.web.forms import Day
from corecase.web.middleware import StaffRequest
from corecase.web.pages import page, posted, staff, status_of
from corecase.web.views.report_indicators import Whole


class OpenForm(forms.Form):
    """A group to be asked, and the last day."""

    group = forms.ChoiceField(
        label="Group",
        choices=[(group.value, group.words) for group in Group],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the group.", "invalid_choice": "Choose the group."},
    )
    closes_on = Day(label="Last day")


class HandOutForm(forms.Form):
    """How many sheets were given to somebody."""

    n_handed_out = Whole(label="Sheets handed out", least=0, most=MOST_CODES)


@staff()
def listed(request: StaffRequest, code: str) -> HttpResponse:
    """Each survey with its codes and how many came back; never what was said."""
    room = actions.room(code, by=request.actor, today=timezone.localdate())
    return page(
        request,
        "survey_rounds/listed.html",
        {
            "heading": room,
            "room": room,
            "address": settings.SURVEY_ADDRESS,
            "grace": settings.SURVEY_GRACE,
        },
    )


@staff("GET", "POST")
def new(request: StaffRequest, code: str) -> HttpResponse:
    """Opens the survey of a group."""
    room = actions.room(code, by=request.actor, today=timezone.localdate())
    actions.check_may_run(room)
    form = OpenForm(request.POST or None)

    def act(cleaned: dict[str, Any]) -> None:
        actions.open_one(code, **cleaned, by=request.actor, now=request.now)

    if posted(request, form, act):
        messages.success(request, "Opened the survey. Now make codes to hand out.")
        return redirect("surveys", code)
    context = {"heading": room, "form": form, "refusal": room.refusal}
    return page(request, "survey_rounds/new.html", context, status=status_of(form))


@staff("GET", "POST")
def close(request: StaffRequest, code: str, group: str) -> HttpResponse:
    """Asks once more, and closes a survey for good."""
    room, survey = actions.one(code, group, by=request.actor, today=timezone.localdate())
    actions.check_may_run(room)
    form = forms.Form(request.POST if request.method == "POST" else None)

    done: list[bool] = []

    def act(_: dict[str, Any]) -> None:
        grace = settings.SURVEY_GRACE
        done.append(
            survey_closing.close(code, group, grace=grace, by=request.actor, now=request.now)
        )

    if posted(request, form, act):
        of = survey.group.words.lower()
        said = (
            f"Closed the survey of {of}." if done[0] else f"No code opens the survey of {of} now."
        )
        messages.success(request, said)
        return redirect("surveys", code)
    context = {"heading": room, "survey": survey, "form": form, "grace": settings.SURVEY_GRACE}
    return page(request, "survey_rounds/close.html", context, status=status_of(form))


@staff("GET", "POST")
def hand_out(request: StaffRequest, code: str, group: str, number: int) -> HttpResponse:
    """How many sheets of a lot were handed out, said by whoever did it."""
    room, survey, lot = actions.sheets_of(
        code, group, number, by=request.actor, today=timezone.localdate()
    )
    form = HandOutForm(request.POST or None, initial={"n_handed_out": lot.n_handed_out})

    def act(cleaned: dict[str, Any]) -> None:
        actions.hand_out(code, group, number, **cleaned, by=request.actor, now=request.now)

    if posted(request, form, act):
        messages.success(request, "Saved how many sheets were handed out.")
        return redirect("surveys", code)
    context = {"heading": room, "survey": survey, "lot": lot, "form": form}
    return page(request, "survey_rounds/hand_out.html", context, status=status_of(form))
