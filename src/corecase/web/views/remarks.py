"""Views: the register of comments and complaints."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from corecase.actions import remarks as actions
from corecase.core.remarks import LONGEST, RemarkKind, RemarkOutcome, Sender
from corecase.web.forms import Day, Words
from corecase.web.middleware import StaffRequest
from corecase.web.pages import page, posted, staff, status_of

_NO_NAMES = (
    "No name of a child, of a family or of who sent it: say “the child”, “the case manager”."
)


class ReceivedForm(forms.Form):
    """What somebody sent."""

    kind = forms.ChoiceField(
        label="What it is",
        choices=[(one.value, one.words.capitalize()) for one in RemarkKind],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what it is."},
    )
    sender = forms.ChoiceField(
        label="From",
        choices=[("", "Choose"), *((one.value, one.words.capitalize()) for one in Sender)],
        error_messages={"required": "Choose whom it comes from."},
    )
    inspection = forms.ChoiceField(label="About which inspection", required=False)
    received_on = Day(label="Received on")
    subject = Words(label="Subject", max_length=200, help_text=_NO_NAMES)
    words = Words(label="What it says", rows=6, max_length=LONGEST, help_text=_NO_NAMES)

    def __init__(self, *args: Any, choices: tuple[tuple[str, str], ...], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["inspection"].choices = [("", "About none"), *choices]  # type: ignore[attr-defined]  # a choice field


class AnswerForm(forms.Form):
    """What was answered, and what came of it."""

    answered_on = Day(label="Answered on")
    outcome = forms.ChoiceField(
        label="What came of it",
        choices=[(one.value, one.words.capitalize()) for one in RemarkOutcome],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what came of it."},
        help_text="A complaint is upheld, partly or not; a comment or compliment is noted.",
    )
    answer = Words(label="Answer", rows=6, max_length=LONGEST, help_text=_NO_NAMES)


class MoveForm(forms.Form):
    """Another day for the answer."""

    due_on = Day(label="To be answered by")
    reason = Words(label="Why the day is another", rows=3, max_length=LONGEST)


class ReopenForm(forms.Form):
    """Why an answered remark is open again."""

    reason = Words(label="Why it is open again", rows=3, max_length=LONGEST)


@staff()
def register(request: StaffRequest) -> HttpResponse:
    """Everything that came, what is overdue at the top."""
    today = timezone.localdate(request.now)
    found = actions.register(by=request.actor, today=today)
    return page(request, "remarks/register.html", {"found": found})


@staff("GET", "POST")
def new(request: StaffRequest) -> HttpResponse:
    """What came is entered."""
    choices = actions.inspections_to_choose(by=request.actor)
    today = timezone.localdate(request.now)
    form = ReceivedForm(request.POST or None, choices=choices, initial={"received_on": today})
    done: list[int] = []

    def act(cleaned: dict[str, Any]) -> None:
        kind, sender = RemarkKind(cleaned.pop("kind")), Sender(cleaned.pop("sender"))
        draft = actions.Received(kind=kind, sender=sender, **cleaned)
        done.append(actions.receive(draft, by=request.actor, now=request.now))

    if posted(request, form, act):
        messages.success(request, "Entered. The day for its answer stands on its page.")
        return redirect("remark", done[0])
    return page(request, "remarks/new.html", {"form": form}, status=status_of(form))


@staff()
def one(request: StaffRequest, number: int) -> HttpResponse:
    """One remark and its history."""
    today = timezone.localdate(request.now)
    found = actions.one(number, by=request.actor, today=today)
    return page(request, "remarks/remark.html", {"found": found})


@staff("GET", "POST")
def answer(request: StaffRequest, number: int) -> HttpResponse:
    """Its answer is kept."""
    initial = {"answered_on": timezone.localdate(request.now)}
    form = AnswerForm(request.POST or None, initial=initial)

    def act(cleaned: dict[str, Any]) -> None:
        outcome = RemarkOutcome(cleaned.pop("outcome"))
        actions.answer(number, outcome=outcome, by=request.actor, now=request.now, **cleaned)

    return _written(request, number, form, act, "answer", "Saved the answer.")


@staff("GET", "POST")
def move(request: StaffRequest, number: int) -> HttpResponse:
    """Another day for its answer, with the reason."""
    form = MoveForm(request.POST or None)

    def act(cleaned: dict[str, Any]) -> None:
        actions.move(number, by=request.actor, now=request.now, **cleaned)

    return _written(request, number, form, act, "move", "Saved the new day.")


@staff("GET", "POST")
def reopen(request: StaffRequest, number: int) -> HttpResponse:
    """It is opened again."""
    form = ReopenForm(request.POST or None)

    def act(cleaned: dict[str, Any]) -> None:
        actions.reopen(number, by=request.actor, now=request.now, **cleaned)

    return _written(request, number, form, act, "reopen", "It waits for an answer again.")


_HEADINGS = {
    "answer": ("Keep the answer", "Save the answer"),
    "move": ("Set another day", "Save the day"),
    "reopen": ("Open it again", "Open it again"),
}


def _written(
    request: StaffRequest, number: int, form: forms.Form, act: Any, deed: str, said: str
) -> HttpResponse:
    found = actions.to_write(number, by=request.actor, today=timezone.localdate(request.now))
    if posted(request, form, act):
        messages.success(request, said)
        return redirect("remark", number)
    heading, button = _HEADINGS[deed]
    context = {"found": found, "form": form, "heading": heading, "button": button}
    return page(request, "remarks/write.html", context, status=status_of(form))
