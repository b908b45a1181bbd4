"""Views: whether a service is inspected again, and the inspection planned from that."""

from datetime import date
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from corecase.actions import planning, reinspections
from corecase.core.reinspections import LONGEST_REASON, Decision
from corecase.core.written_dates import written_month
from corecase.web.forms import Day, Words
from corecase.web.middleware import StaffRequest
from corecase.web.pages import page, posted, staff, status_of

AGAIN: Final = "AGAIN"


class DecisionForm(forms.Form):
    """Whether there is a re-inspection, why, and when."""

    again = forms.ChoiceField(
        label="Is the service inspected again?",
        widget=forms.RadioSelect,
        choices=[(AGAIN, "Yes, a re-inspection is planned"), ("NOT_AGAIN", "No")],
        error_messages={"required": "Choose whether the service is inspected again."},
    )
    month = Words(
        label="Month in which it is planned",
        required=False,
        max_length=40,
        help_text="Such as June 2027. Leave it blank where none is planned.",
    )
    reason = Words(
        label="Reason",
        rows=5,
        max_length=LONGEST_REASON,
        help_text="It stays in the history, also where the decision is changed. No child is named.",
    )

    def clean_month(self) -> date | None:
        """The first day of the month; None where none was typed."""
        typed = self.cleaned_data["month"]
        found = written_month(typed)
        if typed and found is None:
            raise forms.ValidationError("Enter a month in words and its year, such as June 2027.")
        return found


class PlanForm(forms.Form):
    """The days of the re-inspection, as far as they are known."""

    starts_on = Day(label="First day of the fieldwork", required=False)
    ends_on = Day(label="Last day of the fieldwork", required=False)


@staff()
def room(request: StaffRequest, code: str) -> HttpResponse:
    """What suggests a re-inspection, what was decided, and what follows from it."""
    found = reinspections.room(code, by=request.actor, now=request.now)
    return page(request, "reinspections/room.html", {"found": found, "heading": found.heading})


@staff("GET", "POST")
def decide(request: StaffRequest, code: str) -> HttpResponse:
    """The decision; an earlier one stays in the history."""
    reinspections.check_may_decide(code, by=request.actor)
    found = reinspections.room(code, by=request.actor, now=request.now)
    form = DecisionForm(request.POST or None)

    def act(typed: dict[str, Any]) -> None:
        decision = Decision(
            planned=typed["again"] == AGAIN, reason=typed["reason"], month=typed["month"]
        )
        reinspections.decide(code, decision, by=request.actor, now=request.now)

    if posted(request, form, act):
        messages.success(request, "Saved the decision.")
        return redirect("reinspection", code)
    context = {"found": found, "heading": found.heading, "form": form}
    return page(request, "reinspections/decide.html", context, status=status_of(form))


@staff("GET", "POST")
def plan(request: StaffRequest, code: str) -> HttpResponse:
    """Plans the re-inspection: the same service and programme, with this one before it."""
    heading = reinspections.check_may_plan(code, by=request.actor)
    # A plan without any day sends an empty form, which is a form all the same.
    form = PlanForm(request.POST if request.method == "POST" else None)
    planned: list[str] = []

    def act(typed: dict[str, Any]) -> None:
        fieldwork = planning.Fieldwork(**typed)
        made = reinspections.plan(code, fieldwork, by=request.actor, now=request.now)
        planned.append(made)

    if posted(request, form, act):
        messages.success(request, "Saved: the re-inspection is planned.")
        return redirect("inspection", planned[0])
    context = {"heading": heading, "form": form}
    return page(request, "reinspections/plan.html", context, status=status_of(form))
