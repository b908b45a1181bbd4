"""Views: the actions of an improvement plan, their progress and their re-audits."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.text import Truncator

from corecase.actions import improvement_areas, improvement_progress
from corecase.actions.improvement_areas import LONGEST, SHORT, ActionWords
from corecase.actions.improvement_plans import Page
from corecase.actions.improvement_progress import ActionPage, Entered
from corecase.core.people import NotAllowedError
from corecase.web.forms import Day, Words
from corecase.web.middleware import StaffRequest
from corecase.web.pages import page, posted, staff, status_of
from corecase.web.views.improvement_areas import area_of, renewed, writable

NO_NAMES = "No child is named."


class ActionForm(forms.Form):
    """An action: what, by whom, by when, and how one will know."""

    area = forms.ChoiceField(label="Area")
    wording = Words(label="Action", rows=4, max_length=LONGEST, help_text=NO_NAMES)
    owner = Words(
        label="Owner",
        required=False,
        max_length=SHORT,
        help_text="A role or a body, such as team manager; never a person’s name.",
    )
    timescale = Words(
        label="Timescale",
        required=False,
        max_length=300,
        help_text="A day, a month, several months or what recurs: 30 June 2027, Sept 27, July 2027 "
        "and December 2027, at least 2 a year, monthly until March 2028.",
    )
    measure = Words(label="How success is measured", rows=3, required=False, max_length=LONGEST)
    items = Words(
        label="Questions that it should move",
        rows=2,
        required=False,
        max_length=1000,
        help_text="Their identifiers, separated by blanks or lines; a re-audit reads them again. "
        "All are listed at the foot of this page.",
    )
    costs = Words(label="Costs and resources", rows=2, required=False, max_length=LONGEST)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, found: Page, **options: Any) -> None:
        super().__init__(*args, **options)
        areas = [one.area for one in found.areas]
        choices = [(one.id, f"{one.id}. {Truncator(one.wording).chars(90)}") for one in areas]
        self.fields["area"].choices = choices  # type: ignore[attr-defined]  # a choice field

    def words(self) -> ActionWords:
        """What the form says, as the action takes it."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "seen"}
        items = tuple(said.pop("items").replace(",", " ").split())
        return ActionWords(**said, items=items)


class ProgressForm(forms.Form):
    """What was done, and where it can be seen."""

    words = Words(label="What was done", rows=4, max_length=LONGEST, help_text=NO_NAMES)
    day = Day(label="On")
    evidence = Words(
        label="Evidence",
        rows=3,
        required=False,
        max_length=LONGEST,
        help_text="Where it can be seen: minutes, an audit, a procedure.",
    )
    is_done = forms.BooleanField(
        label="With this the action, or one time of it, is done", required=False
    )
    is_completed = forms.BooleanField(
        label="Nothing more follows: the action is completed", required=False
    )


class ReopenForm(forms.Form):
    """Why a completed action is open again."""

    words = Words(label="Why it is open again", rows=3, max_length=LONGEST)


class AuditForm(forms.Form):
    """A re-audit: counts of sufficient judgements before and now."""

    item = forms.ChoiceField(
        label="Question", error_messages={"required": "Choose the question that was read again."}
    )
    audited_on = Day(label="Day of the re-audit")
    baseline_count = forms.IntegerField(label="Sufficient at the baseline", min_value=0)
    baseline_out_of = forms.IntegerField(label="Cases it applied to at the baseline", min_value=1)
    count = forms.IntegerField(label="Sufficient now", min_value=0)
    out_of = forms.IntegerField(label="Cases it applied to now", min_value=1)
    target_percent = forms.IntegerField(
        label="Target in per cent", min_value=0, max_value=100, required=False
    )
    source = Words(
        label="Where the counts come from",
        max_length=300,
        help_text="Such as the report and the service’s own audit. The cases are other ones.",
    )

    def __init__(self, *args: Any, items: tuple[tuple[str, str], ...]) -> None:
        super().__init__(*args)
        choices = [(item, f"{item} {words}") for item, words in items]
        self.fields["item"].choices = choices  # type: ignore[attr-defined]  # a choice field


@staff()
def one(request: StaffRequest, code: str, action: str) -> HttpResponse:
    """An action with everything that was said of it."""
    found = _action(request, code, action)
    return page(request, "improvement/action.html", {"found": found, "heading": found.heading})


@staff("GET", "POST")
def new(request: StaffRequest, code: str, area: str) -> HttpResponse:
    """An action in an area."""
    found = writable(request, code)
    shown = area_of(found, area)
    form = ActionForm(request.POST or None, found=found, initial={"area": area})
    made: list[str] = []

    def act(_: dict[str, Any]) -> None:
        made.append(
            improvement_areas.add_action(code, form.words(), by=request.actor, now=request.now)
        )

    if posted(request, form, act):
        messages.success(request, f"Saved action {made[0]}.")
        return redirect("improvement_plan", code)
    context = {"heading": found.heading, "form": form, "title": "Add an action"}
    context |= {"quoted": shown.area.wording, "items": found.items}
    return page(request, "improvement/write.html", context, status=status_of(form))


@staff("GET", "POST")
def change(request: StaffRequest, code: str, action: str) -> HttpResponse:
    """An action, to be changed or moved to another area."""
    found, shown = writable(request, code), _action(request, code, action).shown
    said = shown.action
    initial = {
        "area": shown.area.id,
        "wording": said.wording,
        "owner": said.owner,
        "timescale": said.timescale.written,
        "measure": said.measure,
        "items": " ".join(said.items),
        "costs": said.costs,
        "seen": shown.version,
    }
    form = ActionForm(request.POST or None, found=found, initial=initial)

    def act(typed: dict[str, Any]) -> None:
        words, seen = form.words(), typed["seen"]
        improvement_areas.change_action(
            code, action, words, seen=seen, by=request.actor, now=request.now
        )

    if posted(request, form, act):
        messages.success(request, f"Saved action {action}.")
        return redirect("improvement_action", code, action)
    meanwhile = said.wording if renewed(form, shown.version) else ""
    context = {"heading": found.heading, "form": form, "title": f"Change action {action}"}
    context |= {"meanwhile": meanwhile, "items": found.items}
    return page(request, "improvement/write.html", context, status=status_of(form))


@staff("GET", "POST")
def remove(request: StaffRequest, code: str, action: str) -> HttpResponse:
    """Asks before an action is taken out."""
    found, shown = writable(request, code), _action(request, code, action).shown
    if request.method == "POST":
        improvement_areas.remove_action(code, action, by=request.actor, now=request.now)
        messages.success(request, f"Took action {action} out; it stays in the history.")
        return redirect("improvement_plan", code)
    context = {
        "heading": found.heading,
        "form": forms.Form(),
        "title": f"Take action {action} out",
        "quoted": shown.action.wording,
        "button": "Take it out",
    }
    return page(request, "improvement/write.html", context)


@staff("GET", "POST")
def progress(request: StaffRequest, code: str, action: str) -> HttpResponse:
    """What was done on an action is written down."""
    found = _progressing(request, code, action)
    form = ProgressForm(request.POST or None, initial={"day": timezone.localdate(request.now)})

    def act(typed: dict[str, Any]) -> None:
        improvement_progress.report(code, action, **typed, by=request.actor, now=request.now)

    if posted(request, form, act):
        messages.success(request, "Saved the progress.")
        return redirect("improvement_action", code, action)
    title = f"Write down progress on action {action}"
    return _written(request, found, form, title=title)


@staff("GET", "POST")
def reopen(request: StaffRequest, code: str, action: str) -> HttpResponse:
    """A completed action is open again."""
    found = _progressing(request, code, action)
    form = ReopenForm(request.POST or None)

    def act(typed: dict[str, Any]) -> None:
        words = typed["words"]
        improvement_progress.reopen(code, action, words=words, by=request.actor, now=request.now)

    if posted(request, form, act):
        messages.success(request, f"Action {action} is open again.")
        return redirect("improvement_action", code, action)
    return _written(request, found, form, title=f"Open action {action} again")


@staff("GET", "POST")
def audit(request: StaffRequest, code: str, action: str) -> HttpResponse:
    """A re-audit of an item that the action should move."""
    found = _progressing(request, code, action)
    form = AuditForm(request.POST or None, items=found.items)

    def act(typed: dict[str, Any]) -> None:
        improvement_progress.enter_audit(
            code, action, Entered(**typed), by=request.actor, now=request.now
        )

    if posted(request, form, act):
        messages.success(request, "Saved the re-audit.")
        return redirect("improvement_action", code, action)
    explains = (
        "Count judgements of one question: how many were sufficient, out of the cases it applied "
        "to. The cases of the re-audit are other ones than those of the baseline."
    )
    if not found.items:
        explains = "This action names no question; change it and say which ones it should move."
    title = f"Enter a re-audit for action {action}"
    return _written(request, found, form, title=title, explains=explains)


def _action(request: StaffRequest, code: str, action: str) -> ActionPage:
    today = timezone.localdate(request.now)
    return improvement_progress.action(code, action, by=request.actor, today=today)


def _progressing(request: StaffRequest, code: str, action: str) -> ActionPage:
    """The action, for whoever writes down progress; NotAllowedError for everybody else."""
    found = _action(request, code, action)
    if not found.heading.rights.may_progress:
        raise NotAllowedError("This is not for you to do.")
    return found


def _written(
    request: StaffRequest, found: ActionPage, form: forms.Form, **context: str
) -> HttpResponse:
    shown = {"heading": found.heading, "form": form, "quoted": found.shown.action.wording}
    return page(
        request,
        "improvement/write.html",
        {**shown, **context, "action": found.shown},
        status=status_of(form),
    )
