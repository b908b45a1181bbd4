"""Views: what a closed survey said, its words to be screened, and the road into the report."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from corecase.actions import survey_results as actions
from corecase.actions import surveys
from corecase.actions.survey_results import Withheld
from corecase.core.survey_figures import INTERVAL_LABEL
from corecase.web.middleware import StaffRequest
from corecase.web.pages import page, posted, staff, status_of


class ScreenForm(forms.Form):
    """What becomes of words: quoted, or withheld for a reason."""

    withheld = forms.ChoiceField(
        label="What becomes of them",
        choices=[
            ("QUOTE", "They can be quoted: nobody can be known by them"),
            *((one.value, f"Withheld: {one.words}") for one in Withheld),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what becomes of these words."},
    )
    key = forms.UUIDField(widget=forms.HiddenInput)


class TakeForm(forms.Form):
    """An answer to a question, by their codes."""

    question = forms.SlugField(max_length=40)
    choice = forms.SlugField(max_length=40)


@staff()
def results(request: StaffRequest, code: str, group: str) -> HttpResponse:
    """How many chose what, and the words that can be quoted."""
    found = actions.results(code, group, by=request.actor, today=timezone.localdate())
    return _results(request, found, TakeForm())


@staff("POST")
def take(request: StaffRequest, code: str, group: str) -> HttpResponse:
    """Puts how many chose an answer into the report."""
    form = TakeForm(request.POST)

    def act(cleaned: dict[str, Any]) -> None:
        actions.take(code, group, **cleaned, by=request.actor, now=request.now)

    if posted(request, form, act):
        messages.success(request, "Put into the report, under what respondents said.")
        return redirect("survey_results", code, group)
    found = actions.results(code, group, by=request.actor, today=timezone.localdate())
    return _results(request, found, form)


@staff("GET", "POST")
def screen(request: StaffRequest, code: str, group: str) -> HttpResponse:
    """One person's own words at a time, read by their screener before anybody else."""
    form = ScreenForm(request.POST or None)

    def act(cleaned: dict[str, Any]) -> None:
        withheld = "" if cleaned["withheld"] == "QUOTE" else cleaned["withheld"]
        key = cleaned["key"]
        actions.screen(code, group, key=key, withheld=withheld, by=request.actor, now=request.now)

    if posted(request, form, act):
        messages.success(request, "Saved.")
        return redirect("survey_screen", code, group)
    words = actions.next_to_screen(code, group, by=request.actor)
    room, survey = surveys.one(code, group, by=request.actor, today=timezone.localdate())
    if words and not form.is_bound:
        form = ScreenForm(initial={"key": words.key})
    context = {"heading": room, "survey": survey, "words": words, "form": form}
    return page(request, "survey_rounds/screen.html", context, status=status_of(form))


def _results(request: StaffRequest, found: actions.Results, form: TakeForm) -> HttpResponse:
    context = {"heading": found.room, "found": found, "form": form, "label": INTERVAL_LABEL}
    return page(request, "survey_rounds/results.html", context, status=status_of(form))
