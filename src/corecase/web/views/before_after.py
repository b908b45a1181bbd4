"""Views: a re-inspection beside the inspection before it."""

from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from corecase.actions import before_after as actions
from corecase.core.published_scores import STANDINGS
from corecase.web.forms import Words
from corecase.web.middleware import StaffRequest
from corecase.web.pages import page, posted, staff, status_of

MOST_BYTES: Final = 2**20
"""A crosswalk is a page of text."""


class CrosswalkForm(forms.Form):
    """The file of a crosswalk."""

    file = forms.FileField(
        label="File of the crosswalk (YAML)",
        help_text="It says which questions and scores of the two frameworks are held alike.",
        error_messages={
            "required": "Choose the file of the crosswalk.",
            "empty": "The file is empty; choose another.",
        },
    )

    def clean_file(self) -> Any:
        """The file, unless it is larger than any crosswalk."""
        found = self.cleaned_data["file"]
        if found.size > MOST_BYTES:
            raise forms.ValidationError("The file is larger than 1 MB; choose the crosswalk.")
        return found


class FiguresForm(forms.Form):
    """What was published of an inspection that is not held here."""

    inspected = Words(
        label="When it was inspected",
        required=False,
        max_length=60,
        help_text="In the words of the source, such as June 2009.",
    )
    source = Words(
        label="Where the figures are printed",
        max_length=300,
        help_text="Who published them, and the title.",
    )
    published = Words(
        label="When that was published",
        max_length=40,
        help_text="A day, a month or a year, such as 18 January 2011.",
    )
    standing = forms.ChoiceField(
        label="How well they are known",
        widget=forms.RadioSelect,
        choices=[(one, one.capitalize()) for one in STANDINGS],
        help_text="Verified: printed in the report itself. Attributed: ascribed to the service by "
        "a text that does not print them as its scores.",
        error_messages={"required": "Choose how well the figures are known."},
    )

    def __init__(self, found: actions.Page, data: Any = None) -> None:
        known = found.figures
        initial = (
            {
                "inspected": known.inspected,
                "source": known.source,
                "published": known.published,
                "standing": known.standing,
                **{f"percent-{name}": value for name, value in known.percents.items()},
            }
            if known
            else None
        )
        super().__init__(data, initial=initial)
        for name, title in found.headlines:
            self.fields[f"percent-{name}"] = forms.IntegerField(
                label=f"{title}, in per cent", required=False, min_value=0, max_value=100
            )

    def value(self, typed: dict[str, Any]) -> actions.Figures:
        """The figures as they were typed. Raises InputError where they are none."""
        return actions.Figures(
            inspected=typed["inspected"],
            source=typed["source"],
            published=typed["published"],
            standing=typed["standing"],
            percents={
                name.removeprefix("percent-"): percent
                for name, percent in typed.items()
                if name.startswith("percent-") and percent is not None
            },
        )


@staff()
def page_of(request: StaffRequest, code: str) -> HttpResponse:
    """Every score before and after, with what may be said of its change."""
    return _page(request, actions.page(code, by=request.actor, now=request.now))


@staff()
def picture(request: StaffRequest, code: str) -> HttpResponse:
    """The changes with their intervals, as a picture."""
    narrow = "narrow" in request.GET
    content = actions.picture(code, narrow=narrow, by=request.actor, now=request.now)
    return HttpResponse(content, content_type="image/svg+xml")


@staff("GET", "POST")
def crosswalk(request: StaffRequest, code: str) -> HttpResponse:
    """The file that says what two frameworks have in common."""
    actions.check_may_write(code, by=request.actor)
    found = actions.page(code, by=request.actor, now=request.now)
    posts = request.method == "POST"
    form = CrosswalkForm(request.POST if posts else None, request.FILES if posts else None)

    def act(typed: dict[str, Any]) -> None:
        file = typed["file"]
        actions.keep_crosswalk(code, file.name, file.read(), by=request.actor, now=request.now)

    if posted(request, form, act):
        messages.success(request, "Saved the crosswalk.")
        return redirect("before_after", code)
    context = {"found": found, "heading": found.heading, "form": form}
    return page(request, "reinspections/crosswalk.html", context, status=status_of(form))


@staff("GET", "POST")
def figures(request: StaffRequest, code: str) -> HttpResponse:
    """What was published of an inspection before that is not held here."""
    actions.check_may_write(code, by=request.actor)
    found = actions.page(code, by=request.actor, now=request.now)
    form = FiguresForm(found, request.POST if request.method == "POST" else None)

    def act(typed: dict[str, Any]) -> None:
        actions.write_figures(code, form.value(typed), by=request.actor, now=request.now)

    if posted(request, form, act):
        messages.success(request, "Saved the figures of the inspection before.")
        return redirect("before_after", code)
    context = {"found": found, "heading": found.heading, "form": form}
    return page(request, "reinspections/figures.html", context, status=status_of(form))


def _page(request: StaffRequest, found: actions.Page) -> HttpResponse:
    levels = (("headline", "Headlines"), ("section", "Sections"), ("criterion", "Criteria"))
    context = {"found": found, "heading": found.heading, "levels": levels}
    return page(request, "reinspections/before_after.html", context)
