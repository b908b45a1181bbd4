"""Timetables: the days of an inspection, and the forms that change them."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from corecase.actions import inspections, timetables
from corecase.actions.planning import Fieldwork
from corecase.core.people import NotAllowedError
from corecase.core.timetables import DayName
from corecase.web.forms import Day, Words
from corecase.web.middleware import StaffRequest
from corecase.web.pages import page, posted, staff, status_of


class DayForm(forms.Form):
    """One day of the timetable."""

    day = Day(label="Day", required=False, help_text="Leave blank where it is not known.")
    note = Words(
        label="Note", required=False, max_length=300, help_text="For example a time or a place."
    )
    computed = forms.BooleanField(
        label="Use the day that the method gives, if it gives one", required=False
    )


class FieldworkForm(forms.Form):
    """The first and the last day on site."""

    starts_on = Day(label="First day", required=False)
    ends_on = Day(
        label="Last day",
        required=False,
        help_text="Leave blank where the method says how many days there are, or while unknown.",
    )


@staff()
def timetable(request: StaffRequest, code: str) -> HttpResponse:
    """The days of an inspection."""
    context = {
        "inspection": inspections.one(code, by=request.actor),
        "timetable": timetables.shown(code, by=request.actor),
    }
    return page(request, "inspections/timetable.html", context)


@staff("GET", "POST")
def day(request: StaffRequest, code: str, name: str) -> HttpResponse:
    """The form that sets one day."""
    inspection, shown = _to_change(request, code)
    if name not in DayName.__members__:
        raise Http404
    row = shown.row(DayName(name))
    if row.is_of_fieldwork:
        return redirect("fieldwork", code)
    form = DayForm(request.POST or None, initial={"day": row.planned.day, "note": row.note})
    if posted(
        request,
        form,
        lambda typed: timetables.change(code, row.name, **typed, by=request.actor, now=request.now),
    ):
        messages.success(request, f"Saved: {row.name.words}.")
        return redirect("timetable", code)
    context = {"form": form, "inspection": inspection, "row": row}
    return page(request, "inspections/day.html", context, status=status_of(form))


@staff("GET", "POST")
def fieldwork(request: StaffRequest, code: str) -> HttpResponse:
    """The form that sets the first and the last day on site."""
    inspection, _ = _to_change(request, code)
    initial = {
        "starts_on": inspection.fieldwork_starts_on,
        "ends_on": inspection.fieldwork_ends_on,
    }
    form = FieldworkForm(request.POST or None, initial=initial)

    def act(typed: dict[str, Any]) -> None:
        timetables.change_fieldwork(code, Fieldwork(**typed), by=request.actor, now=request.now)

    if posted(request, form, act):
        messages.success(request, "Saved the days of the fieldwork.")
        return redirect("timetable", code)
    context = {"form": form, "inspection": inspection}
    return page(request, "inspections/fieldwork.html", context, status=status_of(form))


def _to_change(request: StaffRequest, code: str) -> tuple[inspections.One, timetables.Shown]:
    """The inspection and its days, for somebody who may change them."""
    inspection = inspections.one(code, by=request.actor)
    shown = timetables.shown(code, by=request.actor)
    if not shown.may_change:
        raise NotAllowedError("The timetable is not for this person to change.")
    return inspection, shown
