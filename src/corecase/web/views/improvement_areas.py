"""Views: the areas of an improvement plan."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from corecase.actions import improvement_areas, improvement_plans
from corecase.actions.improvement_areas import LONGEST, AreaWords
from corecase.actions.improvement_plans import AreaShown, Page
from corecase.core.improvement import ORIGINS
from corecase.core.people import NotAllowedError
from corecase.web.forms import Words
from corecase.web.middleware import StaffRequest
from corecase.web.pages import page, posted, staff, status_of

SHOWN = 90
"""So much of a recommendation stands beside its box."""


class AreaForm(forms.Form):
    """What is to be improved, and which recommendations that answers."""

    wording = Words(label="Area for improvement", rows=4, max_length=LONGEST)
    origin = forms.ChoiceField(
        label="Where it comes from", choices=list(ORIGINS.items()), widget=forms.RadioSelect
    )
    recommendations = forms.MultipleChoiceField(
        label="Recommendations that it answers",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    links = Words(
        label="Link to other plans",
        rows=2,
        required=False,
        max_length=1000,
        help_text="One a line.",
    )
    success = Words(
        label="Success criteria and intended impact", rows=4, required=False, max_length=LONGEST
    )
    costs = Words(label="Costs and resources", rows=2, required=False, max_length=LONGEST)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, found: Page, **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [(one.id, f"{one.id}. {_short(one.text)}") for one in found.recommendations]
        self.fields["recommendations"].choices = choices  # type: ignore[attr-defined]  # of choices
        if not choices:
            del self.fields["recommendations"]

    def words(self) -> AreaWords:
        """What the form says, as the action takes it."""
        said = self.cleaned_data
        return AreaWords(
            wording=said["wording"],
            origin=said["origin"],
            recommendations=tuple(said.get("recommendations", ())),
            links=tuple(said["links"].splitlines()),
            success=said["success"],
            costs=said["costs"],
        )


class JoinForm(forms.Form):
    """Into which area another goes."""

    into = forms.ChoiceField(
        label="Join it with", error_messages={"required": "Choose the area to join it with."}
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]]) -> None:
        super().__init__(*args)
        self.fields["into"].choices = choices  # type: ignore[attr-defined]  # a choice field


@staff("GET", "POST")
def new(request: StaffRequest, code: str) -> HttpResponse:
    """An area of the service's own, or one more for a recommendation."""
    found = writable(request, code)
    form = AreaForm(request.POST or None, found=found, initial={"origin": "own"})

    def act(_: dict[str, Any]) -> None:
        improvement_areas.add_area(code, form.words(), by=request.actor, now=request.now)

    if posted(request, form, act):
        messages.success(request, "Saved the area.")
        return redirect("improvement_plan", code)
    context = {"heading": found.heading, "form": form, "title": "Add an area"}
    return page(request, "improvement/write.html", context, status=status_of(form))


@staff("GET", "POST")
def change(request: StaffRequest, code: str, area: str) -> HttpResponse:
    """An area, to be changed."""
    found = writable(request, code)
    shown = area_of(found, area)
    form = AreaForm(request.POST or None, found=found, initial=_initial(shown))

    def act(typed: dict[str, Any]) -> None:
        words, seen = form.words(), typed["seen"]
        improvement_areas.change_area(
            code, area, words, seen=seen, by=request.actor, now=request.now
        )

    if posted(request, form, act):
        messages.success(request, "Saved the area.")
        return redirect("improvement_plan", code)
    meanwhile = shown.area.wording if renewed(form, shown.version) else ""
    context = {"heading": found.heading, "form": form, "title": f"Change area {area}"}
    context |= {"meanwhile": meanwhile, "area": shown}
    return page(request, "improvement/write.html", context, status=status_of(form))


@staff("GET", "POST")
def join(request: StaffRequest, code: str, area: str) -> HttpResponse:
    """Areas that belong together become one."""
    found = writable(request, code)
    shown = area_of(found, area)
    others = [one.area for one in found.areas if one.area.id != area]
    choices = [(one.id, f"{one.id}. {_short(one.wording)}") for one in others]
    form = JoinForm(request.POST or None, choices=choices)

    def act(typed: dict[str, Any]) -> None:
        improvement_areas.join(code, area, typed["into"], by=request.actor, now=request.now)

    if posted(request, form, act):
        messages.success(request, f"Area {area} is joined with another.")
        return redirect("improvement_plan", code)
    context = {
        "heading": found.heading,
        "form": form,
        "title": f"Join area {area} with another",
        "explains": "The other area takes over its recommendations, its links and its actions. "
        "The wording of the other stays.",
        "quoted": shown.area.wording,
        "button": "Join the areas",
    }
    return page(request, "improvement/write.html", context, status=status_of(form))


@staff("GET", "POST")
def remove(request: StaffRequest, code: str, area: str) -> HttpResponse:
    """Asks before an area is taken out."""
    found = writable(request, code)
    shown = area_of(found, area)
    form = forms.Form(request.POST if request.method == "POST" else None)

    def act(_: dict[str, Any]) -> None:
        improvement_areas.remove_area(code, area, by=request.actor, now=request.now)

    if posted(request, form, act):
        messages.success(request, f"Took area {area} out; it stays in the history.")
        return redirect("improvement_plan", code)
    context = {
        "heading": found.heading,
        "form": form,
        "title": f"Take area {area} out",
        "quoted": shown.area.wording,
        "button": "Take it out",
    }
    return page(request, "improvement/write.html", context, status=status_of(form))


def writable(request: StaffRequest, code: str) -> Page:
    """The improvement plan, for whoever may write in it; NotAllowedError for everybody else."""
    today = timezone.localdate(request.now)
    found = improvement_plans.one(code, by=request.actor, today=today)
    if not found.heading.rights.may_write:
        raise NotAllowedError("This is not for you to do.")
    return found


def area_of(found: Page, area: str) -> AreaShown:
    """The area of that number. NotAllowedError where there is none."""
    for one in found.areas:
        if one.area.id == area:
            return one
    raise NotAllowedError("There is no such area.")


def renewed(form: forms.Form, version: str) -> bool:
    """Whether somebody else changed meanwhile what the form is about.

    Then what is sent next is written on what stands now, which the page shows.
    """
    if not form.is_bound or form["seen"].value() == version:
        return False
    form.data = form.data.copy()  # type: ignore[attr-defined]  # of a request, so a QueryDict
    form.data["seen"] = version  # type: ignore[index]  # a copy can be written
    return True


def _initial(shown: AreaShown) -> dict[str, object]:
    area = shown.area
    return {
        "wording": area.wording,
        "origin": area.origin,
        "recommendations": list(area.recommendations),
        "links": "\n".join(area.links),
        "success": area.success,
        "costs": area.costs,
        "seen": shown.version,
    }


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[:SHOWN].rstrip()}…"
