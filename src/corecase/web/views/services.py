"""Services: their list, one of them, a new one, and those it took over."""

from dataclasses import asdict
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from corecase.actions import services
from corecase.core.people import Deed, check_may
from corecase.web.forms import Day, Words
from corecase.web.middleware import StaffRequest
from corecase.web.pages import page, posted, staff, status_of


class ServiceForm(forms.Form):
    """What is written of a service."""

    name = Words(label="Name", max_length=120)
    nation = forms.ChoiceField(
        label="Nation",
        widget=forms.RadioSelect,
        choices=[("ENGLAND", "England"), ("WALES", "Wales")],
        error_messages={"required": "Choose a nation."},
    )
    region = Words(label="Region", required=False, max_length=80)
    is_invented = forms.BooleanField(
        label="This service is invented",
        required=False,
        help_text="Every page that names it says so.",
    )
    ended_on = Day(label="Day on which it ended", required=False, help_text="Blank while it works.")


class MergeForm(forms.Form):
    """A service that another one took over."""

    predecessor = forms.ChoiceField(
        label="Service that it took over", error_messages={"required": "Choose a service."}
    )
    merged_on = Day(label="Day of the merger")

    def __init__(self, *args: Any, choices: tuple[services.Listed, ...], but: str) -> None:
        super().__init__(*args)
        self.fields["predecessor"].choices = [  # type: ignore[attr-defined]  # a choice field
            ("", "Choose a service"),
            *((one.code, one.entry.name) for one in choices if one.code != but),
        ]


@staff()
def listed(request: StaffRequest) -> HttpResponse:
    """Every service, by name."""
    return page(request, "services/listed.html", {"services": services.listed(by=request.actor)})


@staff("GET", "POST")
def new(request: StaffRequest) -> HttpResponse:
    """The form of a new service."""
    check_may(request.actor, Deed.PROGRAMME_PLAN)
    form = ServiceForm(request.POST or None)
    made: list[str] = []
    if posted(
        request,
        form,
        lambda typed: made.append(
            services.add(services.Entry(**typed), by=request.actor, now=request.now)
        ),
    ):
        messages.success(request, "Saved the service.")
        return redirect("service", made[0])
    return page(request, "services/new.html", {"form": form}, status=status_of(form))


@staff()
def one(request: StaffRequest, code: str) -> HttpResponse:
    """One service: its place, what came before it, its inspections."""
    return page(request, "services/one.html", {"service": services.one(code, by=request.actor)})


@staff("GET", "POST")
def change(request: StaffRequest, code: str) -> HttpResponse:
    """The form that corrects a service."""
    check_may(request.actor, Deed.PROGRAMME_PLAN)
    service = services.one(code, by=request.actor)
    form = ServiceForm(request.POST or None, initial=asdict(service.entry))
    if posted(
        request,
        form,
        lambda typed: services.change(
            code, services.Entry(**typed), by=request.actor, now=request.now
        ),
    ):
        messages.success(request, "Saved the service.")
        return redirect("service", code)
    context = {"form": form, "service": service}
    return page(request, "services/change.html", context, status=status_of(form))


@staff("GET", "POST")
def merge(request: StaffRequest, code: str) -> HttpResponse:
    """The form that records a merger."""
    check_may(request.actor, Deed.PROGRAMME_PLAN)
    service = services.one(code, by=request.actor)
    form = MergeForm(
        request.POST or None, choices=services.listed(by=request.actor), but=service.code
    )
    if posted(
        request,
        form,
        lambda typed: services.merge(code, **typed, by=request.actor, now=request.now),
    ):
        messages.success(request, "Saved the merger.")
        return redirect("service", code)
    context = {"form": form, "service": service}
    return page(request, "services/merge.html", context, status=status_of(form))
