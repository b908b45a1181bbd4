"""The pages of a report's recommendations."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from corecase.actions import recommendation_pages, report_recommendations
from corecase.actions.recommendation_pages import Opened
from corecase.core.errors import InputError
from corecase.core.positions import moved
from corecase.web.forms import Words
from corecase.web.middleware import StaffRequest
from corecase.web.pages import page, posted, staff, status_of

ROOM = "report_recommendations"


class RecommendationForm(forms.Form):
    """A recommendation: what, by whom, and the questions that it follows from."""

    text = Words(label="Recommendation", rows=4, max_length=2000)
    owners = Words(
        label="Who is primarily responsible",
        rows=3,
        required=False,
        max_length=1000,
        help_text="One a line. Bodies outside the service too.",
    )
    items = Words(
        label="Questions it follows from",
        rows=3,
        required=False,
        max_length=4000,
        help_text="Their identifiers, separated by blanks or lines. Without any it stands under "
        "“Furthermore”.",
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def values(self) -> dict[str, Any]:
        """What the form says, as the action takes it."""
        said = self.cleaned_data
        return {
            "text": said["text"],
            "owners": said["owners"].splitlines(),
            "items": said["items"].replace(",", " ").split(),
        }


@staff()
def recommendations(request: StaffRequest, code: str) -> HttpResponse:
    """What is chosen, as it will be printed, and what the figures propose."""
    found = recommendation_pages.page(code, by=request.actor)
    return page(request, "report_recommendations/all.html", {"found": found})


@staff("POST")
def choose(request: StaffRequest, code: str) -> HttpResponse:
    """Takes ticked recommendations of the library into the report."""
    report_recommendations.add_from_library(
        code,
        request.POST.getlist("ref"),
        none_fits=bool(request.POST.get("none_fits")),
        by=request.actor,
        now=request.now,
    )
    messages.success(request, "Saved which recommendations of the library the report takes.")
    return redirect(ROOM, code)


@staff("POST")
def order(request: StaffRequest, code: str) -> HttpResponse:
    """Puts them in another order: one up or down, or all by their numbers."""
    numbers = [int(one) for one in request.POST.getlist("number") if one.isdecimal()]
    for name, up in (("up", True), ("down", False)):
        chosen = request.POST.get(name, "")
        if chosen.isdecimal() and int(chosen) in numbers:
            numbers = list(moved(numbers, int(chosen), up=up))
            break
    else:
        numbers.sort(key=lambda number: _place(request.POST.get(f"place-{number}", "")))
    report_recommendations.order(
        code, numbers, seen=request.POST.get("seen", ""), by=request.actor, now=request.now
    )
    messages.success(request, "Saved the order of the recommendations.")
    return redirect(ROOM, code)


def _place(written: str) -> int:
    if not written.strip().isdecimal():
        raise InputError("Give each recommendation its place as a number: 1, 2, 3 and so on.")
    return int(written)


@staff("GET", "POST")
def new(request: StaffRequest, code: str) -> HttpResponse:
    """A recommendation of our own."""
    found = recommendation_pages.opened(code, by=request.actor)
    form = RecommendationForm(request.POST or None, initial=_initial(found))

    def act(_: dict[str, Any]) -> None:
        report_recommendations.write_own(code, **form.values(), by=request.actor, now=request.now)

    if posted(request, form, act):
        messages.success(request, "Saved the recommendation.")
        return redirect(ROOM, code)
    return _written(request, form, found)


@staff("GET", "POST")
def change(request: StaffRequest, code: str, number: int) -> HttpResponse:
    """A recommendation, to be edited."""
    found = recommendation_pages.opened(code, number, by=request.actor)
    form = RecommendationForm(request.POST or None, initial=_initial(found))

    def act(typed: dict[str, Any]) -> None:
        report_recommendations.change(
            code, number, **form.values(), seen=typed["seen"], by=request.actor, now=request.now
        )

    if posted(request, form, act):
        messages.success(request, "Saved the recommendation.")
        return redirect(ROOM, code)
    return _written(request, form, found)


def _initial(found: Opened) -> dict[str, str]:
    if found.chosen is None:
        return {}
    said = found.chosen.recommendation
    lines = {"owners": "\n".join(said.owners), "items": "\n".join(said.items)}
    return {"text": said.text, **lines, "seen": found.chosen.version}


def _written(request: StaffRequest, form: RecommendationForm, found: Opened) -> HttpResponse:
    standing = None
    if form.is_bound and found.chosen and form["seen"].value() != found.chosen.version:
        standing = found.chosen
        form.data = form.data.copy()  # type: ignore[attr-defined]  # of a request, so a QueryDict
        form.data["seen"] = standing.version  # type: ignore[index]  # a copy can be written
    context = {"found": found, "form": form, "standing": standing}
    return page(request, "report_recommendations/write.html", context, status=status_of(form))


@staff("GET", "POST")
def remove(request: StaffRequest, code: str, number: int) -> HttpResponse:
    """Asks before a recommendation is taken out."""
    found = recommendation_pages.opened(code, number, by=request.actor)
    if request.method == "POST":
        report_recommendations.remove(
            code, number, seen=request.POST.get("seen", ""), by=request.actor, now=request.now
        )
        messages.success(request, "Took the recommendation out of the report.")
        return redirect(ROOM, code)
    return page(request, "report_recommendations/remove.html", {"found": found})
