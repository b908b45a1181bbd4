"""Programmes: their list, one of them, a new one, and the inspections planned in it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from corecase.actions import frameworks, planning, programmes
from corecase.actions.planning import Fieldwork
from corecase.web.forms import Day, Words
from corecase.web.middleware import StaffRequest
from corecase.web.pages import page, posted, staff, status_of

SYNTHETIC = "Synthetic: every case, judgement and person of this inspection is invented."


class ProgrammeForm(forms.Form):
    """What a new programme is to be."""

    title = Words(label="Title", max_length=160)
    first_year = forms.IntegerField(label="First year")
    last_year = forms.IntegerField(label="Last year")
    regions = Words(
        label="Regions",
        rows=4,
        required=False,
        max_length=2000,
        help_text="One on each line, in the order in which they are inspected.",
    )
    framework = forms.ChoiceField(
        label="Framework",
        widget=forms.RadioSelect,
        help_text="The programme is pinned to its text as it is today.",
        error_messages={"required": "Choose a framework."},
    )

    def __init__(self, *args: Any, choices: tuple[frameworks.Pinned, ...]) -> None:
        super().__init__(*args)
        self.fields["framework"].choices = [  # type: ignore[attr-defined]  # a choice field
            (one.id, f"{one.title}, edition {one.edition}") for one in choices
        ]

    def draft(self) -> programmes.Draft:
        """The programme that the form asks for."""
        values = {**self.cleaned_data}
        lines = (line.strip() for line in values.pop("regions").splitlines())
        return programmes.Draft(**values, regions=tuple(filter(None, lines)))


class PlanForm(forms.Form):
    """An inspection to be planned."""

    service = forms.ChoiceField(label="Service", error_messages={"required": "Choose a service."})
    starts_on = Day(
        label="First day of fieldwork", required=False, help_text="Leave blank while unknown."
    )
    ends_on = Day(
        label="Last day of fieldwork",
        required=False,
        help_text="Leave blank where the method says how many days there are, or while unknown.",
    )
    is_synthetic = forms.BooleanField(
        label="All its data is synthetic",
        required=False,
        help_text="Every page and document says so. An invented service is always synthetic.",
    )

    def __init__(self, *args: Any, choices: tuple[planning.Choice, ...]) -> None:
        super().__init__(*args)
        self.fields["service"].choices = [  # type: ignore[attr-defined]  # a choice field
            ("", "Choose a service"),
            *((one.code, one.name) for one in choices),
        ]


@staff()
def listed(request: StaffRequest) -> HttpResponse:
    """Every programme, the newest first."""
    return page(
        request, "programmes/listed.html", {"programmes": programmes.listed(by=request.actor)}
    )


@staff("GET", "POST")
def new(request: StaffRequest) -> HttpResponse:
    """The form of a new programme."""
    choices = frameworks.listed(by=request.actor)
    form = ProgrammeForm(request.POST or None, choices=choices)
    made: list[str] = []
    if posted(
        request,
        form,
        lambda _: made.append(programmes.create(form.draft(), by=request.actor, now=request.now)),
    ):
        messages.success(request, "Saved the programme.")
        return redirect("programme", made[0])
    return page(request, "programmes/new.html", {"form": form}, status=status_of(form))


@staff()
def one(request: StaffRequest, code: str) -> HttpResponse:
    """One programme and its inspections."""
    return page(
        request, "programmes/one.html", {"programme": programmes.one(code, by=request.actor)}
    )


@staff("GET", "POST")
def plan(request: StaffRequest, code: str) -> HttpResponse:
    """The form of a new inspection in a programme."""
    choices = planning.services_to_choose(code, by=request.actor)
    form = PlanForm(request.POST or None, choices=choices)
    made: list[str] = []

    def act(typed: dict[str, Any]) -> None:
        fieldwork = Fieldwork(starts_on=typed["starts_on"], ends_on=typed["ends_on"])
        synthetic = SYNTHETIC if typed["is_synthetic"] else ""
        made.append(
            planning.plan(
                code,
                typed["service"],
                fieldwork,
                synthetic=synthetic,
                by=request.actor,
                now=request.now,
            )
        )

    if posted(request, form, act):
        messages.success(request, "Saved the inspection as planned.")
        return redirect("inspection", made[0])
    context = {"form": form, "programme": programmes.one(code, by=request.actor)}
    return page(request, "programmes/plan.html", context, status=status_of(form))
