"""Views: the steps that bodies take, the oversight body's views and questions, the answers."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from corecase.actions import improvement_oversight, improvement_progress
from corecase.actions.improvement_areas import LONGEST
from corecase.actions.improvement_oversight import StepPage
from corecase.actions.improvement_progress import ActionPage
from corecase.core.improvement_steps import WORDS, Step, StepKind
from corecase.core.people import NotAllowedError
from corecase.web.forms import Day, Words
from corecase.web.middleware import StaffRequest
from corecase.web.pages import page, posted, staff, status_of


class StepForm(forms.Form):
    """A step: what was done, on which day, by which body."""

    kind = forms.ChoiceField(
        label="What was done",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what was done with the improvement plan."},
    )
    on = Day(label="On")
    body = Words(
        label="By which body",
        max_length=160,
        help_text="Such as the management board or the cabinet of the council.",
        error_messages={"required": "Name the body that took this step."},
    )
    reasons = Words(
        label="Reasons",
        rows=4,
        required=False,
        max_length=LONGEST,
        help_text="Needed where the improvement plan is returned.",
    )

    def __init__(self, *args: Any, found: StepPage, **options: Any) -> None:
        super().__init__(*args, **options)
        body = found.heading.oversight_body
        choices = [(kind.value, _said(kind, body)) for kind in found.kinds]
        self.fields["kind"].choices = choices  # type: ignore[attr-defined]  # a choice field

    def step(self) -> Step:
        """The step that the form says."""
        said = self.cleaned_data
        return Step(**{**said, "kind": StepKind(said["kind"])})


class SayForm(forms.Form):
    """Something said about an action."""

    words = Words(label="In words", rows=5, max_length=LONGEST, help_text="No child is named.")


@staff("GET", "POST")
def steps(request: StaffRequest, code: str) -> HttpResponse:
    """The steps so far, and another one."""
    found = improvement_oversight.steps(code, by=request.actor)
    today = timezone.localdate(request.now)
    form = StepForm(request.POST or None, found=found, initial={"on": today})

    def act(_: dict[str, Any]) -> None:
        improvement_oversight.take(code, form.step(), by=request.actor, now=request.now)

    if posted(request, form, act):
        messages.success(request, "Recorded the step.")
        return redirect("improvement_plan", code)
    context = {"found": found, "heading": found.heading, "form": form}
    return page(request, "improvement/steps.html", context, status=status_of(form))


@staff("GET", "POST")
def view(request: StaffRequest, code: str, action: str) -> HttpResponse:
    """The oversight body's view of an action, beside the service's."""
    found = _monitored(request, code, action)
    form = SayForm(request.POST or None)

    def act(typed: dict[str, str]) -> None:
        words = typed["words"]
        improvement_oversight.write_view(
            code, action, words=words, by=request.actor, now=request.now
        )

    if posted(request, form, act):
        messages.success(request, "Saved the view; the service reads it beside its own.")
        return redirect("improvement_action", code, action)
    return _written(request, found, form, f"Write a view of action {action}")


@staff("GET", "POST")
def ask(request: StaffRequest, code: str, action: str) -> HttpResponse:
    """The oversight body asks the service something about an action."""
    found = _monitored(request, code, action)
    form = SayForm(request.POST or None)

    def act(typed: dict[str, str]) -> None:
        words = typed["words"]
        improvement_oversight.ask(code, action, words=words, by=request.actor, now=request.now)

    if posted(request, form, act):
        messages.success(request, "Asked; the service answers on the page of the action.")
        return redirect("improvement_action", code, action)
    return _written(request, found, form, f"Ask about action {action}")


@staff("GET", "POST")
def answer(request: StaffRequest, code: str, action: str, number: int) -> HttpResponse:
    """The service answers a question."""
    today = timezone.localdate(request.now)
    found = improvement_oversight.answerable(code, action, number, by=request.actor, today=today)
    form = SayForm(request.POST or None)

    def act(typed: dict[str, str]) -> None:
        words = typed["words"]
        improvement_oversight.answer(
            code, action, number, words=words, by=request.actor, now=request.now
        )

    if posted(request, form, act):
        messages.success(request, "Saved the answer.")
        return redirect("improvement_action", code, action)
    title = f"Answer a question about action {action}"
    return _written(request, found.page, form, title, asked=found.asked)


def _monitored(request: StaffRequest, code: str, action: str) -> ActionPage:
    """The action, for the oversight body; NotAllowedError for everybody else."""
    today = timezone.localdate(request.now)
    found = improvement_progress.action(code, action, by=request.actor, today=today)
    if not found.heading.rights.may_monitor:
        raise NotAllowedError("This is not for you to do.")
    return found


def _written(
    request: StaffRequest, found: ActionPage, form: forms.Form, title: str, **context: object
) -> HttpResponse:
    shown = {"heading": found.heading, "form": form, "title": title, "action": found.shown}
    context = {**shown, "quoted": found.shown.action.wording, **context}
    return page(request, "improvement/write.html", context, status=status_of(form))


def _said(kind: StepKind, oversight_body: str) -> str:
    """What a step is called, with the name that the programme gives the oversight body."""
    words = WORDS[kind].replace("oversight body", oversight_body)
    return words[0].upper() + words[1:]
